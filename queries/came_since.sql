-- question: Which records came into the store or changed since $since (UTC), and by which way?
-- grain:    one row per kind and way, largest first; what was undone and the demo itself left out
-- columns:  kind, origin, batches, rows_new, rows_changed
SELECT kind, origin, count(*) AS batches, sum(rows_new)::BIGINT AS rows_new,
       sum(rows_changed)::BIGINT AS rows_changed
FROM import_batch
WHERE imported_at > $since::TIMESTAMP
  AND undone_at IS NULL
  AND import_batch_id <> 'demo'
GROUP BY kind, origin
HAVING sum(rows_new) + sum(rows_changed) > 0
ORDER BY rows_new DESC, rows_changed DESC, kind, origin
