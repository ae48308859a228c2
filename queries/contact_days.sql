-- question: On which days did women come for the first time, and from which municipality?
-- grain:    one row per day and home municipality with a first contact that may be counted
-- columns:  held_on, home, women
SELECT held_on, home, count(*) AS women
FROM consultation
WHERE contact_type = 'new'
  AND sex = 'female'
  AND age_band <> 'a0_11'
  AND gbv_type <> 'non_gbv'
  AND reported_elsewhere <> 'inside_network'
  AND home NOT IN ('unknown', 'other_district')
  AND consent_reporting
  AND withdrawn_on IS NULL
GROUP BY ALL
ORDER BY held_on, home
