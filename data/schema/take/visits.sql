-- What an import of visits does with the rows that are new or changed: they stand in
-- staged_visit and, for several-valued answers, in staged tables of the same name.
-- Child rows are replaced as a whole, so that an answer taken back is gone.
MERGE INTO visit
USING (
    SELECT
        visit_id, status, CAST(planned_on AS DATE) AS planned_on, CAST(held_on AS DATE) AS held_on,
        CAST(starts_at AS TIME) AS starts_at, CAST(ends_at AS TIME) AS ends_at, ekatte, team,
        CAST(distance_km AS DOUBLE) AS distance_km, CAST(cost_bgn AS DOUBLE) AS cost_bgn,
        CAST(venue_discretion AS INTEGER) AS venue_discretion, announced_as, cancel_reason,
        source_key, content_hash, import_batch_id
    FROM staged_visit
) AS staged
ON visit.source_key = staged.source_key
WHEN MATCHED THEN UPDATE SET
    status = staged.status, planned_on = coalesce(staged.planned_on, visit.planned_on), held_on =
    staged.held_on, starts_at = staged.starts_at, ends_at = staged.ends_at, ekatte = staged.ekatte,
    team = staged.team, distance_km = staged.distance_km, cost_bgn = staged.cost_bgn,
    venue_discretion = staged.venue_discretion, announced_as = staged.announced_as, cancel_reason =
    staged.cancel_reason, content_hash = staged.content_hash, import_batch_id =
    staged.import_batch_id
WHEN NOT MATCHED THEN INSERT (
    visit_id, status, planned_on, held_on, starts_at, ends_at, ekatte, team, distance_km, cost_bgn,
    venue_discretion, announced_as, cancel_reason, source_key, content_hash, import_batch_id
) VALUES (
    staged.visit_id, staged.status, staged.planned_on, staged.held_on, staged.starts_at,
    staged.ends_at, staged.ekatte, staged.team, staged.distance_km, staged.cost_bgn,
    staged.venue_discretion, staged.announced_as, staged.cancel_reason, staged.source_key,
    staged.content_hash, staged.import_batch_id
);

DELETE FROM visit_skill WHERE visit_id IN (SELECT visit_id FROM staged_visit);
INSERT INTO visit_skill (visit_id, skill)
SELECT visit_id, skill FROM staged_visit_skill;

DELETE FROM visit_host WHERE visit_id IN (SELECT visit_id FROM staged_visit);
INSERT INTO visit_host (visit_id, host)
SELECT visit_id, host FROM staged_visit_host;

DELETE FROM visit_debrief WHERE visit_id IN (SELECT visit_id FROM staged_visit);
INSERT INTO visit_debrief (visit_id, debrief)
SELECT visit_id, debrief FROM staged_visit_debrief;
