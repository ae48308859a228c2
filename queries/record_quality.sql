-- question: How many records of each kind are there from $since to $until, how many may be counted, and how many of those lack a value?
-- grain:    one row per kind of record, kinds without any included
-- columns:  kind, recorded, counted, unknown, last_on
-- recorded is empty where nobody is asked for consent: visits, events and anonymous tests.
-- unknown: home of a consultation, age of a woman asked, hours of a visit, participants of an
-- event (of media nobody counts them), one of the two tests of a participant, the code that pairs
-- an answer sheet. Consultations of collapsed years are added from their counts by quarter, whose
-- homes are no longer known and are not called unknown.
WITH kinds AS (
    SELECT unnest([
        'consultations', 'first_contacts', 'survey', 'visits', 'events', 'trainings',
        'adolescents', 'recommendations', 'training', 'school_session', 'media',
        'community_leaders'
    ]) AS kind
),
records AS (
    SELECT 'consultations' AS kind, held_on, consent_reporting AND withdrawn_on IS NULL AS consent,
           home = 'unknown' AS lacks
    FROM consultation
    UNION ALL
    SELECT 'first_contacts', held_on, consent_reporting AND withdrawn_on IS NULL, home = 'unknown'
    FROM consultation
    WHERE contact_type = 'new'
      AND sex = 'female'
      AND age_band <> 'a0_11'
      AND gbv_type <> 'non_gbv'
      AND reported_elsewhere <> 'inside_network'
      AND home <> 'other_district'
    UNION ALL
    SELECT 'survey', collected_on, consent, age_band = 'unknown'
    FROM survey_response
    WHERE sex = 'female'
    UNION ALL
    SELECT 'visits', held_on, NULL, starts_at IS NULL OR ends_at IS NULL
    FROM visit
    WHERE status IN ('held', 'reported')
    UNION ALL
    SELECT 'events', held_on, NULL, participants IS NULL AND event_type <> 'media' FROM event
    UNION ALL
    SELECT event_type, held_on, NULL, participants IS NULL AND event_type <> 'media' FROM event
    WHERE event_type IN ('training', 'school_session', 'media')
    UNION ALL
    SELECT target_group, held_on, NULL, participants IS NULL FROM event
    WHERE target_group = 'community_leaders'
    UNION ALL
    SELECT 'trainings', event.held_on, NULL,
           training_test.pre_points IS NULL OR training_test.post_points IS NULL
    FROM training_test
    JOIN event ON event.event_id = training_test.event_id
    UNION ALL
    SELECT 'adolescents', event.held_on, NULL, adolescent_response.pair_code IS NULL
    FROM adolescent_response
    JOIN event ON event.event_id = adolescent_response.event_id
    UNION ALL
    SELECT 'recommendations', drafted_on, NULL, false FROM recommendation
),
inside AS (
    SELECT * FROM records WHERE held_on >= $since::DATE AND held_on < $until::DATE
),
kept AS (
    SELECT 'consultations' AS kind, sum(consultations)::BIGINT AS recorded,
           sum(with_consent)::BIGINT AS counted
    FROM retained_quarter
    WHERE quarter_on >= date_trunc('quarter', $since::DATE)
      AND quarter_on + INTERVAL 3 MONTH <= $until::DATE
)
SELECT kinds.kind,
       CASE WHEN kinds.kind IN ('consultations', 'first_contacts', 'survey')
            THEN count(inside.kind) + coalesce(any_value(kept.recorded), 0) END AS recorded,
       count(inside.kind) FILTER (coalesce(inside.consent, true))
           + coalesce(any_value(kept.counted), 0) AS counted,
       count(inside.kind) FILTER (coalesce(inside.consent, true) AND inside.lacks) AS unknown,
       max(inside.held_on) FILTER (coalesce(inside.consent, true)) AS last_on
FROM kinds
LEFT JOIN inside ON inside.kind = kinds.kind
LEFT JOIN kept ON kept.kind = kinds.kind
GROUP BY kinds.kind
ORDER BY kinds.kind
