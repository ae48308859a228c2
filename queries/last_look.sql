-- question: When did $who last look at $subject before $until (UTC)?
-- grain:    one row; empty where that was never
-- columns:  looked_at
SELECT max(done_at) AS looked_at
FROM audit_entry
WHERE action = 'viewed_settlement'
  AND who = $who
  AND subject = $subject
  AND done_at < $until::TIMESTAMP
