-- question: What may be taken out of each consultation from $since to $until, coarsened, one by one?
-- grain:    one row per consultation with consent to reporting and to sharing, neither withdrawn
-- columns:  home, quarter, age, kind, contact_type, mode
-- No number, day, settlement, visit, language or ethnicity: what is not asked cannot leave.
SELECT home,
       year(held_on) || '-Q' || quarter(held_on) AS quarter,
       CASE age_band
           WHEN 'a0_11' THEN 'under_18'
           WHEN 'a12_17' THEN 'under_18'
           WHEN 'a41_60' THEN 'a41_plus'
           WHEN 'a61_plus' THEN 'a41_plus'
           ELSE age_band
       END AS age,
       CASE gbv_type
           WHEN 'physical_assault' THEN 'physical'
           WHEN 'psychological_abuse' THEN 'psychological'
           WHEN 'denial_of_resources' THEN 'economic'
           WHEN 'rape' THEN 'sexual'
           WHEN 'sexual_assault' THEN 'sexual'
           WHEN 'forced_marriage' THEN 'forced_marriage'
           ELSE 'no_violence'
       END AS kind,
       contact_type,
       CASE mode WHEN 'mobile' THEN 'mobile' ELSE 'other' END AS mode
FROM consultation
WHERE consent_reporting
  AND consent_sharing
  AND withdrawn_on IS NULL
  AND reported_elsewhere <> 'inside_network'
  AND held_on >= $since::DATE
  AND held_on < $until::DATE
ORDER BY ALL
