-- question: From which day to which day (not included) does the store record offices and consultations?
-- grain:    one row; both columns are empty in an empty store
-- columns:  since, until
-- Years collapsed to counts are left out: there nobody can tell any more who came to which office.
WITH days AS (
    SELECT held_on FROM visit WHERE status IN ('held', 'reported')
    UNION ALL
    SELECT held_on FROM consultation
),
collapsed AS (
    SELECT max(until_on) AS until_on FROM retention
)
SELECT coalesce(any_value(collapsed.until_on), min(days.held_on)) AS since,
       max(days.held_on) + INTERVAL 1 DAY AS until
FROM days
CROSS JOIN collapsed
WHERE collapsed.until_on IS NULL OR days.held_on >= collapsed.until_on
