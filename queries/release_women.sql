-- question: How many women came for the first time in each quarter from $since to $until, by home, kind of violence and age?
-- grain:    one row per home, quarter, kind and age group with women
-- columns:  home, quarter, kind, age, women
-- Only with consent to reporting that was not withdrawn; those a partner of the network has counted
-- are left out. For releases: small counts, so never to be shown as they are.
SELECT home,
       year(held_on) || '-Q' || quarter(held_on) AS quarter,
       CASE gbv_type
           WHEN 'physical_assault' THEN 'physical'
           WHEN 'psychological_abuse' THEN 'psychological'
           WHEN 'denial_of_resources' THEN 'economic'
           WHEN 'rape' THEN 'sexual'
           WHEN 'sexual_assault' THEN 'sexual'
           WHEN 'forced_marriage' THEN 'forced_marriage'
           ELSE 'no_violence'
       END AS kind,
       CASE age_band
           WHEN 'a0_11' THEN 'under_18'
           WHEN 'a12_17' THEN 'under_18'
           WHEN 'a41_60' THEN 'a41_plus'
           WHEN 'a61_plus' THEN 'a41_plus'
           ELSE age_band
       END AS age,
       count(*) AS women
FROM consultation
WHERE contact_type = 'new'
  AND sex = 'female'
  AND consent_reporting
  AND withdrawn_on IS NULL
  AND reported_elsewhere <> 'inside_network'
  AND held_on >= $since::DATE
  AND held_on < $until::DATE
GROUP BY ALL
ORDER BY ALL
