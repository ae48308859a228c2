-- What an import leaves behind so that nothing is lost: rows that wait to be put right, versions
-- that were replaced, and what the headers of a source were taken for. Nothing here can hold
-- personal content: cells refused as such are emptied before a row waits.

ALTER TABLE import_batch ADD COLUMN origin VARCHAR DEFAULT 'file';
ALTER TABLE import_batch ADD COLUMN who VARCHAR DEFAULT '';
ALTER TABLE import_batch ADD COLUMN rows_rejected INTEGER DEFAULT 0;
ALTER TABLE import_batch ADD COLUMN undone_at TIMESTAMP;
ALTER TABLE import_batch ADD COLUMN undone_by VARCHAR;
COMMENT ON COLUMN import_batch.origin IS 'how the rows came in; codebook list batch_origin';
COMMENT ON COLUMN import_batch.who IS 'user who brought them in; empty where nobody is known';
COMMENT ON COLUMN import_batch.rows_rejected IS 'rows set aside to be put right';
COMMENT ON COLUMN import_batch.undone_at IS 'when the import was undone, UTC; empty while it stands';
COMMENT ON COLUMN import_batch.undone_by IS 'user who undid it';

-- What a header of a source means, as a person chose; one row per header
CREATE TABLE column_matching (
    kind VARCHAR NOT NULL CHECK (kind IN ('consultations', 'surveys', 'events', 'visits')),
    source_signature VARCHAR NOT NULL,
    header VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL
);
COMMENT ON COLUMN column_matching.kind IS 'what the file holds; codebook list kind';
COMMENT ON COLUMN column_matching.source_signature IS 'mark of the source: hash of its headers in any order';
COMMENT ON COLUMN column_matching.header IS 'header as it stands in the file';
COMMENT ON COLUMN column_matching.field IS 'name of the field it means; empty where the column is left out';
COMMENT ON COLUMN column_matching.saved_at IS 'when it was chosen, UTC';

-- One row of a file that waits to be put right
CREATE TABLE rejected_row (
    rejected_row_id VARCHAR NOT NULL,
    import_batch_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('consultations', 'surveys', 'events', 'visits')),
    row_key VARCHAR NOT NULL,
    row_number INTEGER NOT NULL,
    values_json VARCHAR NOT NULL,
    rejected_at TIMESTAMP NOT NULL
);
COMMENT ON COLUMN rejected_row.rejected_row_id IS 'ours';
COMMENT ON COLUMN rejected_row.import_batch_id IS 'import_batch that set the row aside';
COMMENT ON COLUMN rejected_row.kind IS 'what the row is; codebook list kind';
COMMENT ON COLUMN rejected_row.row_key IS 'id:<own number>, or at:<file>|<source>|<row number>; a good row of the same key takes its place';
COMMENT ON COLUMN rejected_row.row_number IS 'number of the row as the workbook shows it';
COMMENT ON COLUMN rejected_row.values_json IS 'text of its cells by name of the field, JSON; without anything personal';
COMMENT ON COLUMN rejected_row.rejected_at IS 'when it was set aside, UTC';

-- One thing wrong with a row that waits
CREATE TABLE rejected_row_problem (
    rejected_row_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    field VARCHAR,
    header VARCHAR,
    value VARCHAR,
    message VARCHAR NOT NULL,
    values_json VARCHAR NOT NULL
);
COMMENT ON COLUMN rejected_row_problem.rejected_row_id IS 'rejected_row';
COMMENT ON COLUMN rejected_row_problem.position IS 'order in which the problems are said, from 0';
COMMENT ON COLUMN rejected_row_problem.field IS 'name of the field; empty where the column is not known here';
COMMENT ON COLUMN rejected_row_problem.header IS 'header of the column in the file';
COMMENT ON COLUMN rejected_row_problem.value IS 'what stood in the cell; empty where it must not be repeated';
COMMENT ON COLUMN rejected_row_problem.message IS 'the rule and what to do, English, with named places';
COMMENT ON COLUMN rejected_row_problem.values_json IS 'what goes into the named places, JSON';

-- What a row said before an import changed it, so that the import can be undone
CREATE TABLE earlier_version (
    import_batch_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('consultations', 'surveys', 'events', 'visits')),
    row_id VARCHAR NOT NULL,
    earlier_batch_id VARCHAR NOT NULL,
    source_key VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    values_json VARCHAR NOT NULL
);
COMMENT ON COLUMN earlier_version.import_batch_id IS 'import_batch that replaced this version';
COMMENT ON COLUMN earlier_version.kind IS 'what the row is; codebook list kind';
COMMENT ON COLUMN earlier_version.row_id IS 'number of the row in the table of its kind';
COMMENT ON COLUMN earlier_version.earlier_batch_id IS 'import_batch that had brought this version';
COMMENT ON COLUMN earlier_version.source_key IS 'source_key of the row';
COMMENT ON COLUMN earlier_version.content_hash IS 'content_hash of this version';
COMMENT ON COLUMN earlier_version.values_json IS 'values of this version by name of the field, child rows included, JSON';
