-- question: What became of the services offered to women of each municipality from $since to $until?
-- grain:    one row per home municipality with a service offered
-- columns:  home, offered, agreed, received
-- offered: referred, provided, declined or unavailable; agreed: not declined; received: provided.
SELECT consultation.home,
       count(*) AS offered,
       count(*) FILTER (consultation_service.outcome <> 'declined') AS agreed,
       count(*) FILTER (consultation_service.outcome = 'provided') AS received
FROM consultation_service
JOIN consultation ON consultation.consultation_id = consultation_service.consultation_id
WHERE consultation_service.outcome IN ('referred', 'provided', 'declined', 'unavailable')
  AND consultation.sex = 'female'
  AND consultation.consent_reporting
  AND consultation.withdrawn_on IS NULL
  AND consultation.held_on >= $since::DATE
  AND consultation.held_on < $until::DATE
GROUP BY consultation.home
ORDER BY consultation.home
