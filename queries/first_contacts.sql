-- question: How many women came for the first time from $since to $until, through which channel and from which municipality?
-- grain:    one row per channel (settlement of the mobile office, or 'centre' for every other way) and home
-- columns:  channel, home, women
-- Women of other districts, those counted by a partner of the network already, consultations that
-- were not about violence, and those without consent to reporting are left out.
SELECT coalesce(visit.ekatte, 'centre') AS channel, consultation.home, count(*) AS women
FROM consultation
LEFT JOIN visit ON visit.visit_id = consultation.visit_id
WHERE consultation.contact_type = 'new'
  AND consultation.sex = 'female'
  AND consultation.age_band <> 'a0_11'
  AND consultation.gbv_type <> 'non_gbv'
  AND consultation.reported_elsewhere <> 'inside_network'
  AND consultation.home <> 'other_district'
  AND consultation.consent_reporting
  AND consultation.withdrawn_on IS NULL
  AND consultation.held_on >= $since::DATE
  AND consultation.held_on < $until::DATE
GROUP BY ALL
ORDER BY channel, consultation.home
