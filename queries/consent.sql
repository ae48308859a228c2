-- question: How many of the consultations from $since to $until may be counted?
-- grain:    one row
-- columns:  consultations, with_consent
SELECT count(*) AS consultations,
       count(*) FILTER (consent_reporting AND withdrawn_on IS NULL) AS with_consent
FROM consultation
WHERE held_on >= $since::DATE
  AND held_on < $until::DATE
