-- Releases: what outside audiences were given, and what has to be kept so that a later release does
-- not tell by comparison what an earlier one kept back. All of it stays in the store.

-- One release, for all audiences together
CREATE TABLE release (
    release_number INTEGER NOT NULL CHECK (release_number > 0),
    since_on DATE NOT NULL,
    until_on DATE NOT NULL,
    published_at TIMESTAMP NOT NULL,
    women INTEGER NOT NULL CHECK (women >= 0),
    data_version VARCHAR NOT NULL,
    protocol_toml VARCHAR NOT NULL,
    audit_log_hash VARCHAR NOT NULL CHECK (length(audit_log_hash) = 64),
    CHECK (since_on < until_on)
);
COMMENT ON COLUMN release.release_number IS 'number of the release, from 1 without gaps';
COMMENT ON COLUMN release.since_on IS 'first day of the records in it';
COMMENT ON COLUMN release.until_on IS 'day after the last day of the records in it';
COMMENT ON COLUMN release.published_at IS 'when it was published, UTC';
COMMENT ON COLUMN release.women IS 'women counted in it, exactly: a later release waits for enough new ones; it leaves the store never';
COMMENT ON COLUMN release.data_version IS 'version of the store it was made from';
COMMENT ON COLUMN release.protocol_toml IS 'text of the sharing protocol it was made by';
COMMENT ON COLUMN release.audit_log_hash IS 'hash of the last line of the audit log before it';

-- What a release gave to one audience
CREATE TABLE release_audience (
    release_number INTEGER NOT NULL,
    audience VARCHAR NOT NULL,
    manifest_json VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL CHECK (length(sha256) = 64)
);
COMMENT ON COLUMN release_audience.release_number IS 'release';
COMMENT ON COLUMN release_audience.audience IS 'code of the audience in the sharing protocol';
COMMENT ON COLUMN release_audience.manifest_json IS 'the manifest as it was given out';
COMMENT ON COLUMN release_audience.sha256 IS 'hash of the manifest, which carries those of the tables';

-- One released table as it was given out
CREATE TABLE release_file (
    release_number INTEGER NOT NULL,
    audience VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    csv VARCHAR NOT NULL
);
COMMENT ON COLUMN release_file.release_number IS 'release';
COMMENT ON COLUMN release_file.audience IS 'code of the audience';
COMMENT ON COLUMN release_file.file IS 'name of the file';
COMMENT ON COLUMN release_file.csv IS 'its text';

-- One leaf of the cube of women as a release showed it; leaves that showed 0 are left out
CREATE TABLE release_leaf (
    release_number INTEGER NOT NULL,
    home VARCHAR NOT NULL CHECK (
        home IN ('RSE03', 'RSE04', 'RSE05', 'RSE08', 'RSE13', 'RSE27', 'RSE33', 'RSE37',
        'other_district', 'unknown')
    ),
    quarter VARCHAR NOT NULL CHECK (length(quarter) = 7),
    kind VARCHAR NOT NULL CHECK (
        kind IN ('physical', 'psychological', 'economic', 'sexual', 'forced_marriage',
        'no_violence')
    ),
    age VARCHAR NOT NULL CHECK (age IN ('under_18', 'a18_25', 'a26_40', 'a41_plus', 'unknown')),
    shown INTEGER NOT NULL CHECK (shown >= 0)
);
COMMENT ON COLUMN release_leaf.release_number IS 'release';
COMMENT ON COLUMN release_leaf.home IS 'home municipality, other district or unknown';
COMMENT ON COLUMN release_leaf.quarter IS 'quarter, such as 2023-Q1';
COMMENT ON COLUMN release_leaf.kind IS 'kind of violence in six groups; codebook list release_kind';
COMMENT ON COLUMN release_leaf.age IS 'age in four groups; codebook list release_age';
COMMENT ON COLUMN release_leaf.shown IS 'what stands in the sums of the release, rounded';

-- A request to take out records, coarsened, for one purpose
CREATE TABLE extract_request (
    extract_id VARCHAR NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    asked_by VARCHAR NOT NULL CHECK (length(asked_by) > 0),
    purpose VARCHAR NOT NULL CHECK (
        purpose IN ('research', 'audit_of_funds', 'strategy', 'court_order')
    ),
    since_on DATE NOT NULL,
    until_on DATE NOT NULL,
    approved_at TIMESTAMP,
    approved_by VARCHAR,
    expires_on DATE,
    written_at TIMESTAMP,
    CHECK (since_on < until_on),
    CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
    CHECK ((approved_at IS NULL) = (expires_on IS NULL)),
    CHECK (approved_by IS NULL OR approved_by <> asked_by),
    CHECK (written_at IS NULL OR approved_at IS NOT NULL)
);
COMMENT ON COLUMN extract_request.extract_id IS 'ours';
COMMENT ON COLUMN extract_request.asked_at IS 'when it was asked for, UTC';
COMMENT ON COLUMN extract_request.asked_by IS 'user who asked';
COMMENT ON COLUMN extract_request.purpose IS 'what for; codebook list extract_purpose';
COMMENT ON COLUMN extract_request.since_on IS 'first day of the records';
COMMENT ON COLUMN extract_request.until_on IS 'day after the last day of the records';
COMMENT ON COLUMN extract_request.approved_at IS 'when it was approved, UTC';
COMMENT ON COLUMN extract_request.approved_by IS 'user who approved: another than who asked';
COMMENT ON COLUMN extract_request.expires_on IS 'last day on which it may be written';
COMMENT ON COLUMN extract_request.written_at IS 'when it was written, UTC; it is written once';
