-- Counts per quarter of the records from $since to $until; runs before the records go.
INSERT INTO retained_quarter
WITH days AS (
    SELECT held_on FROM consultation WHERE consent_reporting AND withdrawn_on IS NULL
    UNION ALL
    SELECT held_on FROM visit WHERE status IN ('held', 'reported')
    UNION ALL
    SELECT held_on FROM event
    UNION ALL
    SELECT quarter_on FROM retained_quarter
),
bounds AS (
    SELECT min(held_on) AS first_on, max(held_on) AS last_on FROM days
),
quarters AS (
    SELECT unnest(generate_series(
        date_trunc('quarter', least(first_on, (SELECT min(held_on) FROM consultation))),
        $until::DATE - INTERVAL 1 DAY,
        INTERVAL 3 MONTH
    ))::DATE AS quarter_on
    FROM bounds
)
SELECT quarters.quarter_on,
       count(consultation.held_on),
       count(consultation.held_on) FILTER (
           consultation.consent_reporting AND consultation.withdrawn_on IS NULL
       ),
       -- The same week of grace as in the question about quarters.
       coalesce(
           quarters.quarter_on + INTERVAL 7 DAY >= any_value(bounds.first_on)
           AND quarters.quarter_on + INTERVAL 3 MONTH - INTERVAL 7 DAY
               <= any_value(bounds.last_on),
           FALSE
       )
FROM quarters
CROSS JOIN bounds
LEFT JOIN consultation
    ON consultation.held_on >= quarters.quarter_on
    AND consultation.held_on < quarters.quarter_on + INTERVAL 3 MONTH
WHERE quarters.quarter_on >= $since::DATE
GROUP BY quarters.quarter_on;
