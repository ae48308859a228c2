-- question: How many women came for the first time in each quarter, by way and home municipality, and how many mobile offices were held there?
-- grain:    one row per whole or begun quarter of the records and municipality, and one per quarter for 'unknown' homes
-- columns:  quarter_on, home, at_visits, elsewhere, visits, complete
-- complete is false for a quarter of which the records cover only a part.
WITH bounds AS (
    SELECT min(held_on) AS first_on, max(held_on) AS last_on
    FROM (
        SELECT held_on FROM consultation
        UNION ALL
        SELECT held_on FROM visit WHERE status IN ('held', 'reported')
    )
    -- Of collapsed years first contacts are no longer known: no quarter of them is zero.
    WHERE held_on >= coalesce((SELECT max(until_on) FROM retention), held_on)
),
quarters AS (
    SELECT unnest(generate_series(
        date_trunc('quarter', first_on), date_trunc('quarter', last_on), INTERVAL 3 MONTH
    ))::DATE AS quarter_on
    FROM bounds
),
homes AS (
    SELECT DISTINCT municipality_code AS home FROM place
    UNION ALL
    SELECT 'unknown'
),
contacts AS (
    SELECT date_trunc('quarter', held_on)::DATE AS quarter_on, home,
           count(*) FILTER (mode = 'mobile') AS at_visits,
           count(*) FILTER (mode <> 'mobile') AS elsewhere
    FROM consultation
    WHERE contact_type = 'new'
      AND sex = 'female'
      AND age_band <> 'a0_11'
      AND gbv_type <> 'non_gbv'
      AND reported_elsewhere <> 'inside_network'
      AND consent_reporting
      AND withdrawn_on IS NULL
    GROUP BY ALL
),
offices AS (
    SELECT date_trunc('quarter', visit.held_on)::DATE AS quarter_on,
           place.municipality_code AS home, count(*) AS visits
    FROM visit
    JOIN place ON place.ekatte = visit.ekatte
    WHERE visit.status IN ('held', 'reported')
    GROUP BY ALL
)
SELECT quarters.quarter_on, homes.home,
       coalesce(contacts.at_visits, 0) AS at_visits,
       coalesce(contacts.elsewhere, 0) AS elsewhere,
       coalesce(offices.visits, 0) AS visits,
       -- A week of grace: the project began on 3 October and nobody works on 31 December.
       quarters.quarter_on + INTERVAL 7 DAY >= bounds.first_on
       AND quarters.quarter_on + INTERVAL 3 MONTH - INTERVAL 7 DAY <= bounds.last_on AS complete
FROM quarters
CROSS JOIN homes
CROSS JOIN bounds
LEFT JOIN contacts ON contacts.quarter_on = quarters.quarter_on AND contacts.home = homes.home
LEFT JOIN offices ON offices.quarter_on = quarters.quarter_on AND offices.home = homes.home
WHERE bounds.first_on IS NOT NULL
ORDER BY quarters.quarter_on, homes.home
