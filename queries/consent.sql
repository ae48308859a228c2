-- question: How many of the consultations from $since to $until may be counted?
-- grain:    one row
-- columns:  consultations, with_consent
-- Of the years collapsed to counts, the quarters that lie wholly in between are added.
WITH counted AS (
    SELECT count(*) AS consultations,
           count(*) FILTER (consent_reporting AND withdrawn_on IS NULL) AS with_consent
    FROM consultation
    WHERE held_on >= $since::DATE
      AND held_on < $until::DATE
    UNION ALL
    SELECT consultations, with_consent
    FROM retained_quarter
    WHERE quarter_on >= $since::DATE
      AND quarter_on + INTERVAL 3 MONTH <= $until::DATE
)
SELECT sum(consultations)::BIGINT AS consultations, sum(with_consent)::BIGINT AS with_consent
FROM counted
