-- Counts of other people than the women of the cube, as a release showed them: a later release moves
-- a figure only when more than the base were added, so what was shown has to be remembered
CREATE TABLE release_figure (
    release_number INTEGER NOT NULL,
    counted VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    shown INTEGER NOT NULL CHECK (shown >= 0)
);
COMMENT ON COLUMN release_figure.release_number IS 'release';
COMMENT ON COLUMN release_figure.counted IS 'what was counted: survey_asked, survey_right or participants';
COMMENT ON COLUMN release_figure.place IS 'code of the municipality, or no_place';
COMMENT ON COLUMN release_figure.period IS 'wave of the survey, or year';
COMMENT ON COLUMN release_figure.what IS 'knowledge item, or type of event';
COMMENT ON COLUMN release_figure.shown IS 'what stands in the sums of the release, rounded; 0 as well';
