-- question: What else did people do to the store since $since (UTC), records and looks left out?
-- grain:    one row per action of the log, most frequent first
-- columns:  action, times
SELECT action, count(*) AS times
FROM audit_entry
WHERE done_at > $since::TIMESTAMP
  AND action NOT IN ('viewed_settlement', 'imported', 'entered', 'changed', 'corrected', 'built_demo')
GROUP BY action
ORDER BY times DESC, action
