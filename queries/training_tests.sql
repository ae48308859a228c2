-- question: How many points did each participant of a training have before and after?
-- grain:    one row per participant of a training with at least one test
-- columns:  event_id, held_on, profession, pre_percent, post_percent
-- A test that was missed is empty.
SELECT training_test.event_id, event.held_on, training_test.profession,
       100 * training_test.pre_points / training_test.max_points AS pre_percent,
       100 * training_test.post_points / training_test.max_points AS post_percent
FROM training_test
JOIN event ON event.event_id = training_test.event_id
ORDER BY event.held_on, training_test.event_id, training_test.training_test_id
