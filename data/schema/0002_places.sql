-- Which municipality a settlement lies in, so that questions can add up settlements.

CREATE TABLE place (
    ekatte VARCHAR NOT NULL CHECK (length(ekatte) = 5),
    municipality_code VARCHAR NOT NULL CHECK (
        municipality_code IN ('RSE03', 'RSE04', 'RSE05', 'RSE08', 'RSE13', 'RSE27', 'RSE33',
        'RSE37')
    )
);
COMMENT ON COLUMN place.ekatte IS 'settlement of the district, EKATTE code of the NSI register';
COMMENT ON COLUMN place.municipality_code IS 'municipality it belongs to, code of the NSI register';
