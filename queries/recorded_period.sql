-- question: From which day to which day (not included) does the store record offices and consultations?
-- grain:    one row; both columns are empty in an empty store
-- columns:  since, until
WITH days AS (
    SELECT held_on FROM visit WHERE status IN ('held', 'reported')
    UNION ALL
    SELECT held_on FROM consultation
)
SELECT min(held_on) AS since, max(held_on) + INTERVAL 1 DAY AS until
FROM days
