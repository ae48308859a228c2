-- question: How is this store set up?
-- grain:    one row per setting
-- columns:  key, value
SELECT key, value
FROM setting
ORDER BY key
