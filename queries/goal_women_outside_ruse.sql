-- question: How many of the women who came for the first time live outside the municipality of the centre?
-- grain:    one row per calendar quarter with a first contact of known home
-- columns:  quarter_on, part, whole
SELECT date_trunc('quarter', held_on)::DATE AS quarter_on,
       count(*) FILTER (home <> coalesce(
           (SELECT value FROM setting WHERE key = 'centre_municipality'), 'RSE27'))::DOUBLE AS part, count(*)::DOUBLE AS whole
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
ORDER BY quarter_on
