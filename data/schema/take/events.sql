-- What an import of events does with the rows that are new or changed: they stand in
-- staged_event and, for several-valued answers, in staged tables of the same name.
-- Child rows are replaced as a whole, so that an answer taken back is gone.
MERGE INTO event
USING (
    SELECT
        event_id, event_type, CAST(held_on AS DATE) AS held_on, ekatte, venue_type, target_group,
        CAST(participants AS INTEGER) AS participants, language, partner, CAST(pre_n AS INTEGER) AS
        pre_n, CAST(pre_mean AS DOUBLE) AS pre_mean, CAST(pre_sd AS DOUBLE) AS pre_sd, CAST(post_n
        AS INTEGER) AS post_n, CAST(post_mean AS DOUBLE) AS post_mean, CAST(post_sd AS DOUBLE) AS
        post_sd, CAST(media_reach AS INTEGER) AS media_reach, source_key, content_hash,
        import_batch_id
    FROM staged_event
) AS staged
ON event.source_key = staged.source_key
WHEN MATCHED THEN UPDATE SET
    event_type = staged.event_type, held_on = staged.held_on, ekatte = staged.ekatte, venue_type =
    staged.venue_type, target_group = staged.target_group, participants = staged.participants,
    language = staged.language, partner = staged.partner, pre_n = staged.pre_n, pre_mean =
    staged.pre_mean, pre_sd = staged.pre_sd, post_n = staged.post_n, post_mean = staged.post_mean,
    post_sd = staged.post_sd, media_reach = staged.media_reach, content_hash = staged.content_hash,
    import_batch_id = staged.import_batch_id
WHEN NOT MATCHED THEN INSERT (
    event_id, event_type, held_on, ekatte, venue_type, target_group, participants, language,
    partner, pre_n, pre_mean, pre_sd, post_n, post_mean, post_sd, media_reach, source_key,
    content_hash, import_batch_id
) VALUES (
    staged.event_id, staged.event_type, staged.held_on, staged.ekatte, staged.venue_type,
    staged.target_group, staged.participants, staged.language, staged.partner, staged.pre_n,
    staged.pre_mean, staged.pre_sd, staged.post_n, staged.post_mean, staged.post_sd,
    staged.media_reach, staged.source_key, staged.content_hash, staged.import_batch_id
);

DELETE FROM event_profession WHERE event_id IN (SELECT event_id FROM staged_event);
INSERT INTO event_profession (event_id, profession, participants)
SELECT event_id, profession, CAST(participants AS INTEGER) FROM staged_event_profession;

DELETE FROM event_participants WHERE event_id IN (SELECT event_id FROM staged_event);
INSERT INTO event_participants (event_id, sex, age_band, participants)
SELECT event_id, sex, age_band, CAST(participants AS INTEGER) FROM staged_event_participants;

DELETE FROM event_topic WHERE event_id IN (SELECT event_id FROM staged_event);
INSERT INTO event_topic (event_id, topic)
SELECT event_id, topic FROM staged_event_topic;
