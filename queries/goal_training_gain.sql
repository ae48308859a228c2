-- question: By how many percentage points did participants of trainings score higher afterwards?
-- grain:    one row per calendar quarter with a pair of tests
-- columns:  quarter_on, part, whole
-- part is the sum of gains, whole the number of pairs: their ratio is the mean gain.
SELECT date_trunc('quarter', event.held_on)::DATE AS quarter_on,
       sum(
           100 * (training_test.post_points - training_test.pre_points) / training_test.max_points
       ) AS part,
       count(*)::DOUBLE AS whole
FROM training_test
JOIN event ON event.event_id = training_test.event_id
WHERE training_test.pre_points IS NOT NULL
  AND training_test.post_points IS NOT NULL
GROUP BY ALL
ORDER BY quarter_on
