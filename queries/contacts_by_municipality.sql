-- question: How many women came for the first time from each municipality from $since to $until, and how good are the records?
-- grain:    one row per home municipality, those without contacts included, and one for 'unknown'
-- columns:  home, women, recorded, unknown_age, last_on
-- women are those who may be counted; recorded are all first contacts, also without consent.
WITH homes AS (
    SELECT DISTINCT municipality_code AS home FROM place
    UNION ALL
    SELECT 'unknown'
),
first_contacts AS (
    SELECT home, held_on, age_band, consent_reporting AND withdrawn_on IS NULL AS counts
    FROM consultation
    WHERE contact_type = 'new'
      AND sex = 'female'
      AND age_band <> 'a0_11'
      AND gbv_type <> 'non_gbv'
      AND reported_elsewhere <> 'inside_network'
      AND held_on >= $since::DATE
      AND held_on < $until::DATE
)
SELECT homes.home,
       count(first_contacts.home) FILTER (first_contacts.counts) AS women,
       count(first_contacts.home) AS recorded,
       count(first_contacts.home) FILTER (
           first_contacts.counts AND first_contacts.age_band = 'unknown'
       ) AS unknown_age,
       max(first_contacts.held_on) FILTER (first_contacts.counts) AS last_on
FROM homes
LEFT JOIN first_contacts ON first_contacts.home = homes.home
GROUP BY homes.home
ORDER BY homes.home
