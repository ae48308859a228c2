-- What calendars were told, so that the same visit keeps its mark when a plan changes, and one that
-- is taken back is cancelled in every calendar that has it.

CREATE TABLE calendar_notice (
    uid VARCHAR NOT NULL,
    is_public BOOLEAN NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    is_cancelled BOOLEAN NOT NULL,
    day_on DATE NOT NULL,
    place VARCHAR NOT NULL CHECK (length(place) = 5),
    opens_at TIME,
    closes_at TIME,
    team VARCHAR NOT NULL CHECK (length(team) <= 30),
    told_at TIMESTAMP NOT NULL,
    CHECK (NOT is_public OR team = ''),
    CHECK ((opens_at IS NULL) = (closes_at IS NULL))
);
COMMENT ON COLUMN calendar_notice.uid IS 'mark by which calendars know the entry again; made with a secret, says nothing about place or day';
COMMENT ON COLUMN calendar_notice.is_public IS 'whether it stands in the public calendar rather than in that of the team';
COMMENT ON COLUMN calendar_notice.sequence IS 'how often the entry was changed since it was first told';
COMMENT ON COLUMN calendar_notice.is_cancelled IS 'whether the entry was taken back';
COMMENT ON COLUMN calendar_notice.day_on IS 'day of the entry';
COMMENT ON COLUMN calendar_notice.place IS 'EKATTE, or code of the municipality where the settlement is not told';
COMMENT ON COLUMN calendar_notice.opens_at IS 'local time of opening as told; empty for an entry of the whole day';
COMMENT ON COLUMN calendar_notice.closes_at IS 'local time of closing as told';
COMMENT ON COLUMN calendar_notice.team IS 'number or code of the team; empty in public, never a name';
COMMENT ON COLUMN calendar_notice.told_at IS 'when the entry was last told or changed, UTC';
