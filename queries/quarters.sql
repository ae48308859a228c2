-- question: How many consultations, mobile offices and events were there in each quarter of the district?
-- grain:    one row per calendar quarter from the first record to the last, quarters without any included
-- columns:  quarter_on, consultations, visits, events, complete
-- complete is false for a quarter of which the records cover only a part. Consultations of years
-- that were collapsed to counts are added from those.
WITH days AS (
    SELECT held_on, 'consultation' AS kind FROM consultation
    WHERE consent_reporting AND withdrawn_on IS NULL
    UNION ALL
    SELECT held_on, 'visit' FROM visit WHERE status IN ('held', 'reported')
    UNION ALL
    SELECT held_on, 'event' FROM event
    UNION ALL
    SELECT quarter_on, 'retained' FROM retained_quarter WHERE with_consent > 0
),
bounds AS (
    SELECT min(held_on) AS first_on, max(held_on) AS last_on FROM days
),
quarters AS (
    SELECT unnest(generate_series(
        date_trunc('quarter', first_on), date_trunc('quarter', last_on), INTERVAL 3 MONTH
    ))::DATE AS quarter_on
    FROM bounds
)
SELECT quarters.quarter_on,
       count(*) FILTER (days.kind = 'consultation')
           + coalesce(any_value(retained_quarter.with_consent), 0) AS consultations,
       count(*) FILTER (days.kind = 'visit') AS visits,
       count(*) FILTER (days.kind = 'event') AS events,
       coalesce(
           any_value(retained_quarter.complete),
           -- A week of grace: the project began on 3 October and nobody works on 31 December.
           quarters.quarter_on + INTERVAL 7 DAY >= any_value(bounds.first_on)
           AND quarters.quarter_on + INTERVAL 3 MONTH - INTERVAL 7 DAY
               <= any_value(bounds.last_on)
       ) AS complete
FROM quarters
CROSS JOIN bounds
LEFT JOIN retained_quarter ON retained_quarter.quarter_on = quarters.quarter_on
LEFT JOIN days
    ON days.held_on >= quarters.quarter_on
    AND days.held_on < quarters.quarter_on + INTERVAL 3 MONTH
GROUP BY quarters.quarter_on
ORDER BY quarters.quarter_on
