-- Lines of the log may tell of sign-in as well; a constraint cannot be changed, so the table is made anew.

CREATE TABLE audit_entry_13 (
    seq INTEGER NOT NULL CHECK (seq > 0),
    done_at TIMESTAMP NOT NULL,
    who VARCHAR NOT NULL CHECK (length(who) > 0),
    action VARCHAR NOT NULL CHECK (
        action IN ('built_demo', 'imported', 'undone', 'entered', 'changed', 'withdrew',
        'corrected', 'dropped', 'exported', 'published', 'viewed_settlement', 'key_rotated',
        'backed_up', 'restored', 'retained', 'settings', 'shapes', 'travel',
        'signed_in', 'signed_out', 'sign_in_refused', 'locked_out', 'viewed_as')
    ),
    subject VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    hash VARCHAR NOT NULL CHECK (length(hash) = 64)
);
INSERT INTO audit_entry_13 SELECT seq, done_at, who, action, subject, detail, hash FROM audit_entry ORDER BY seq;
DROP TABLE audit_entry;
ALTER TABLE audit_entry_13 RENAME TO audit_entry;
COMMENT ON COLUMN audit_entry.seq IS 'number of the line, from 1 without gaps';
COMMENT ON COLUMN audit_entry.done_at IS 'when it was done, UTC';
COMMENT ON COLUMN audit_entry.who IS 'user of the machine or of the dashboard who did it';
COMMENT ON COLUMN audit_entry.action IS 'what was done; codebook list audit_action';
COMMENT ON COLUMN audit_entry.subject IS 'what it was done to: a number of ours, a kind, a page; never a text from a file';
COMMENT ON COLUMN audit_entry.detail IS 'counts and settings of what was done; never a text from a file';
COMMENT ON COLUMN audit_entry.hash IS 'SHA-256 of the hash of the line before and of this line, hexadecimal';
