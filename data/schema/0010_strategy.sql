-- From evidence to strategy: frozen evidence, versions of recommendations, windows of documents.

ALTER TABLE recommendation ADD COLUMN version INTEGER DEFAULT 1;
ALTER TABLE recommendation ADD COLUMN rule VARCHAR;
ALTER TABLE recommendation ADD COLUMN rule_sha256 VARCHAR;
ALTER TABLE recommendation ADD COLUMN strength VARCHAR;
ALTER TABLE recommendation ADD COLUMN probability DOUBLE;
ALTER TABLE recommendation ADD COLUMN adjusted_p DOUBLE;
ALTER TABLE recommendation ADD COLUMN unit VARCHAR;
ALTER TABLE recommendation ADD COLUMN better VARCHAR;
ALTER TABLE recommendation ADD COLUMN result_bg VARCHAR;
ALTER TABLE recommendation ADD COLUMN result_en VARCHAR;
ALTER TABLE recommendation ADD COLUMN lead_institution_en VARCHAR;
ALTER TABLE recommendation ADD COLUMN partner_institutions_en VARCHAR;
ALTER TABLE recommendation ADD COLUMN budget_source_en VARCHAR;
ALTER TABLE recommendation ADD COLUMN indicator_en VARCHAR;
ALTER TABLE recommendation ADD COLUMN adopted_on DATE;
ALTER TABLE recommendation ADD COLUMN reached DOUBLE;
COMMENT ON COLUMN recommendation.version IS 'number of the wording, from 1; a new one begins as a draft';
COMMENT ON COLUMN recommendation.rule IS 'name of the rule file that fired; empty where a person wrote it';
COMMENT ON COLUMN recommendation.rule_sha256 IS 'SHA-256 of that rule file';
COMMENT ON COLUMN recommendation.strength IS 'strength of the evidence; codebook list strength';
COMMENT ON COLUMN recommendation.probability IS 'chance that the value lies beyond the threshold of the rule, 0 to 1';
COMMENT ON COLUMN recommendation.adjusted_p IS 'its complement, adjusted for all rules run at the same time (Benjamini-Hochberg)';
COMMENT ON COLUMN recommendation.unit IS 'unit of baseline and target; codebook list figure_unit';
COMMENT ON COLUMN recommendation.better IS 'direction that is better; codebook list direction';
COMMENT ON COLUMN recommendation.result_bg IS 'expected result in Bulgarian';
COMMENT ON COLUMN recommendation.result_en IS 'expected result in English';
COMMENT ON COLUMN recommendation.lead_institution_en IS 'who is asked to act, in English';
COMMENT ON COLUMN recommendation.partner_institutions_en IS 'with whom, in English';
COMMENT ON COLUMN recommendation.budget_source_en IS 'paid from, in English';
COMMENT ON COLUMN recommendation.indicator_en IS 'what will show it, in English';
COMMENT ON COLUMN recommendation.adopted_on IS 'day of the decision that accepted it';
COMMENT ON COLUMN recommendation.reached IS 'value found when it was verified, in the unit of the indicator';

ALTER TABLE recommendation_history ADD COLUMN version INTEGER DEFAULT 1;
COMMENT ON COLUMN recommendation_history.version IS 'version the step belongs to';

-- What a recommendation said when it was handed over; rows are only ever added
CREATE TABLE recommendation_version (
    recommendation_id VARCHAR NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    content_json VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL CHECK (length(sha256) = 64),
    frozen_at TIMESTAMP NOT NULL
);
COMMENT ON COLUMN recommendation_version.recommendation_id IS 'recommendation';
COMMENT ON COLUMN recommendation_version.version IS 'number of the wording';
COMMENT ON COLUMN recommendation_version.content_json IS 'all that was handed over, JSON';
COMMENT ON COLUMN recommendation_version.sha256 IS 'SHA-256 of content_json';
COMMENT ON COLUMN recommendation_version.frozen_at IS 'when it was handed over, UTC';

-- One frozen figure; rows are only ever added
CREATE TABLE evidence (
    evidence_id VARCHAR NOT NULL,
    recommendation_id VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    content_json VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL CHECK (length(sha256) = 64),
    frozen_at TIMESTAMP NOT NULL
);
COMMENT ON COLUMN evidence.evidence_id IS 'ours; stands beside the figure in every document';
COMMENT ON COLUMN evidence.recommendation_id IS 'recommendation it supports';
COMMENT ON COLUMN evidence.question IS 'name of the question whose answer it is';
COMMENT ON COLUMN evidence.content_json IS 'question, parameters, period, answer, interval, number counted, release and data version, JSON';
COMMENT ON COLUMN evidence.sha256 IS 'SHA-256 of content_json; also written to the audit log';
COMMENT ON COLUMN evidence.frozen_at IS 'when it was frozen, UTC';

-- A time in which a document takes proposals
CREATE TABLE strategy_window (
    strategy_document_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('review', 'discussion', 'expiry', 'preparation')),
    opens_on DATE,
    closes_on DATE NOT NULL,
    CHECK (opens_on IS NULL OR opens_on <= closes_on)
);
COMMENT ON COLUMN strategy_window.strategy_document_id IS 'strategy_document';
COMMENT ON COLUMN strategy_window.kind IS 'what happens; codebook list window_kind';
COMMENT ON COLUMN strategy_window.opens_on IS 'first day; empty where it is not known';
COMMENT ON COLUMN strategy_window.closes_on IS 'last day';
