-- question: Which files were brought in last?
-- grain:    one row per accepted file, newest first, at most twenty
-- columns:  kind, source_name, imported_at, rows_new, rows_changed, rows_same
SELECT kind, source_name, imported_at, rows_new, rows_changed, rows_same
FROM import_batch
-- The demo brings its rows without a file.
WHERE import_batch_id <> 'demo'
ORDER BY imported_at DESC
LIMIT 20
