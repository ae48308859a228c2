-- What stays of consultations and survey answers when they grow older than the set age: counts that
-- are safe to keep. A municipality with too few of them is not told apart from the rest.

-- One collapse of old records
CREATE TABLE retention (
    retained_at TIMESTAMP NOT NULL,
    until_on DATE NOT NULL,
    consultations INTEGER NOT NULL CHECK (consultations >= 0),
    survey_responses INTEGER NOT NULL CHECK (survey_responses >= 0)
);
COMMENT ON COLUMN retention.retained_at IS 'when it was done, UTC';
COMMENT ON COLUMN retention.until_on IS 'records before this day were collapsed; always a 1 January';
COMMENT ON COLUMN retention.consultations IS 'consultations collapsed';
COMMENT ON COLUMN retention.survey_responses IS 'survey responses collapsed';

-- Consultations of the whole district in a collapsed quarter
CREATE TABLE retained_quarter (
    quarter_on DATE NOT NULL,
    consultations INTEGER NOT NULL CHECK (consultations >= 0),
    with_consent INTEGER NOT NULL CHECK (with_consent >= 0),
    complete BOOLEAN NOT NULL,
    CHECK (with_consent <= consultations)
);
COMMENT ON COLUMN retained_quarter.quarter_on IS 'first day of the quarter';
COMMENT ON COLUMN retained_quarter.consultations IS 'all consultations';
COMMENT ON COLUMN retained_quarter.with_consent IS 'those with consent to reporting, not withdrawn';
COMMENT ON COLUMN retained_quarter.complete IS 'false where the records covered only a part of the quarter';

-- Consultations of a collapsed year by home
CREATE TABLE retained_home (
    year INTEGER NOT NULL,
    municipality_code VARCHAR CHECK (
        municipality_code IN ('RSE03', 'RSE04', 'RSE05', 'RSE08', 'RSE13', 'RSE27', 'RSE33',
        'RSE37')
    ),
    with_consent INTEGER NOT NULL CHECK (with_consent >= 0)
);
COMMENT ON COLUMN retained_home.year IS 'calendar year';
COMMENT ON COLUMN retained_home.municipality_code IS 'home municipality; empty for all that are not told apart: the other municipalities, other districts, unknown';
COMMENT ON COLUMN retained_home.with_consent IS 'consultations with consent to reporting, not withdrawn';

-- Women's answers to knowledge items in a collapsed year
CREATE TABLE retained_knowledge (
    year INTEGER NOT NULL,
    municipality_code VARCHAR CHECK (
        municipality_code IN ('RSE03', 'RSE04', 'RSE05', 'RSE08', 'RSE13', 'RSE27', 'RSE33',
        'RSE37')
    ),
    item VARCHAR NOT NULL CHECK (
        item IN ('physical', 'sexual', 'psychological', 'economic', 'coercive_restriction',
        'protection_order', 'where_to_apply', 'free_legal_aid', 'hotline', 'centre',
        'mobile_office')
    ),
    asked INTEGER NOT NULL CHECK (asked >= 0),
    know INTEGER NOT NULL CHECK (know >= 0),
    CHECK (know <= asked)
);
COMMENT ON COLUMN retained_knowledge.year IS 'calendar year';
COMMENT ON COLUMN retained_knowledge.municipality_code IS 'municipality where they were asked; empty for all that are not told apart';
COMMENT ON COLUMN retained_knowledge.item IS 'item; codebook list knowledge';
COMMENT ON COLUMN retained_knowledge.asked IS 'women who were asked and consented';
COMMENT ON COLUMN retained_knowledge.know IS 'those of them who gave the right answer';
