-- Schema v1: the records of a consultation centre and of what it carries into strategies.
--
-- Portable subset: plain types, text keys made by the client, no foreign keys, sequences, ENUM or
-- views; what joins rows together is held by checks/*.sql inside each import. Every list in a CHECK
-- is a list of seeds/codes.csv (a test holds the two together). Nothing here can hold a name, an
-- ЕГН, a phone, an address or a dot on a map. Several-valued answers are child tables.

-- One row per migration that was applied
CREATE TABLE schema_version (
    number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
);
COMMENT ON COLUMN schema_version.number IS 'number of the migration file';
COMMENT ON COLUMN schema_version.name IS 'file name of the migration';
COMMENT ON COLUMN schema_version.applied_at IS 'when it was applied, UTC';

-- Settings of this store, one row per key
CREATE TABLE setting (
    key VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    changed_at TIMESTAMP NOT NULL
);
COMMENT ON COLUMN setting.key IS 'name of the setting: store_id, data_version, demo, …';
COMMENT ON COLUMN setting.value IS 'value as text; demo is true or false';
COMMENT ON COLUMN setting.changed_at IS 'when the value was set, UTC';

-- One accepted file
CREATE TABLE import_batch (
    import_batch_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('consultations', 'surveys', 'events', 'visits')),
    source_name VARCHAR NOT NULL,
    content_sha256 VARCHAR NOT NULL CHECK (length(content_sha256) = 64),
    imported_at TIMESTAMP NOT NULL,
    rows_read INTEGER NOT NULL CHECK (rows_read >= 0),
    rows_new INTEGER NOT NULL CHECK (rows_new >= 0),
    rows_changed INTEGER NOT NULL CHECK (rows_changed >= 0),
    rows_same INTEGER NOT NULL CHECK (rows_same >= 0)
);
COMMENT ON COLUMN import_batch.import_batch_id IS 'ours';
COMMENT ON COLUMN import_batch.kind IS 'what the file held; codebook list kind';
COMMENT ON COLUMN import_batch.source_name IS 'name of the file without its folder';
COMMENT ON COLUMN import_batch.content_sha256 IS 'SHA-256 of the bytes of the file, hexadecimal';
COMMENT ON COLUMN import_batch.imported_at IS 'when the import was committed, UTC';
COMMENT ON COLUMN import_batch.rows_read IS 'rows under the header that were not empty';
COMMENT ON COLUMN import_batch.rows_new IS 'rows added';
COMMENT ON COLUMN import_batch.rows_changed IS 'rows that replaced an earlier version';
COMMENT ON COLUMN import_batch.rows_same IS 'rows already in the store, left untouched';

-- Travel between two settlements; one row per ordered pair
CREATE TABLE travel_time (
    from_ekatte VARCHAR NOT NULL CHECK (length(from_ekatte) = 5),
    to_ekatte VARCHAR NOT NULL CHECK (length(to_ekatte) = 5),
    travel_minutes DOUBLE NOT NULL CHECK (travel_minutes >= 0),
    distance_km DOUBLE NOT NULL CHECK (distance_km >= 0),
    source VARCHAR NOT NULL,
    is_estimate BOOLEAN NOT NULL,
    loaded_at TIMESTAMP NOT NULL
);
COMMENT ON COLUMN travel_time.from_ekatte IS 'EKATTE of the start';
COMMENT ON COLUMN travel_time.to_ekatte IS 'EKATTE of the end';
COMMENT ON COLUMN travel_time.travel_minutes IS 'minutes by car';
COMMENT ON COLUMN travel_time.distance_km IS 'kilometres by car';
COMMENT ON COLUMN travel_time.source IS 'where the figures come from';
COMMENT ON COLUMN travel_time.is_estimate IS 'true where they are not from a road network';
COMMENT ON COLUMN travel_time.loaded_at IS 'when loaded, UTC';

-- Shape of a municipality, where official shapes were loaded
CREATE TABLE municipality_shape (
    municipality_code VARCHAR NOT NULL CHECK (
        municipality_code IN ('RSE03', 'RSE04', 'RSE05', 'RSE08', 'RSE13', 'RSE27', 'RSE33',
        'RSE37')
    ),
    geometry_geojson VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    is_schematic BOOLEAN NOT NULL,
    loaded_at TIMESTAMP NOT NULL
);
COMMENT ON COLUMN municipality_shape.municipality_code IS 'municipality, code of the NSI register';
COMMENT ON COLUMN municipality_shape.geometry_geojson IS 'GeoJSON geometry, WGS 84 (EPSG:4326), longitude first';
COMMENT ON COLUMN municipality_shape.source IS 'file or service it was taken from, with its year';
COMMENT ON COLUMN municipality_shape.is_schematic IS 'true for computed shapes, false for official ones';
COMMENT ON COLUMN municipality_shape.loaded_at IS 'when loaded, UTC';

-- One mobile office (изнесена приемна) in a settlement, from plan to report
CREATE TABLE visit (
    visit_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (
        status IN ('planned', 'confirmed', 'held', 'reported', 'cancelled')
    ),
    planned_on DATE,
    held_on DATE,
    starts_at TIME,
    ends_at TIME,
    ekatte VARCHAR NOT NULL CHECK (length(ekatte) = 5),
    team VARCHAR CHECK (length(team) <= 30),
    distance_km DOUBLE CHECK (distance_km BETWEEN 0 AND 1000),
    cost_bgn DOUBLE CHECK (cost_bgn >= 0),
    venue_discretion INTEGER CHECK (venue_discretion BETWEEN 1 AND 5),
    announced_as VARCHAR CHECK (announced_as IN ('open', 'neutral', 'not_announced')),
    cancel_reason VARCHAR CHECK (
        cancel_reason IN ('weather', 'vehicle', 'staff', 'venue', 'host', 'safety', 'other')
    ),
    source_key VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    import_batch_id VARCHAR NOT NULL,
    CHECK (status NOT IN ('held', 'reported') OR held_on IS NOT NULL),
    CHECK (status IN ('held', 'reported') OR (planned_on IS NOT NULL AND held_on IS NULL)),
    CHECK (ends_at IS NULL OR starts_at IS NULL OR ends_at > starts_at),
    CHECK (cancel_reason IS NULL OR status = 'cancelled')
);
COMMENT ON COLUMN visit.visit_id IS 'ours or the coordinator''s own number';
COMMENT ON COLUMN visit.status IS 'how far the visit has come; codebook list visit_status';
COMMENT ON COLUMN visit.planned_on IS 'day it was planned for; empty where it was entered only afterwards';
COMMENT ON COLUMN visit.held_on IS 'day it was held';
COMMENT ON COLUMN visit.starts_at IS 'local time of opening';
COMMENT ON COLUMN visit.ends_at IS 'local time of closing';
COMMENT ON COLUMN visit.ekatte IS 'EKATTE of the settlement where it is held, NSI register';
COMMENT ON COLUMN visit.team IS 'code of the team; never names of people';
COMMENT ON COLUMN visit.distance_km IS 'kilometres driven for the visit, there and back';
COMMENT ON COLUMN visit.cost_bgn IS 'direct costs in leva (1.95583 BGN = 1 EUR)';
COMMENT ON COLUMN visit.venue_discretion IS 'how discreet the venue is: 1 everyone sees who enters, 5 nobody does';
COMMENT ON COLUMN visit.announced_as IS 'how the day was announced; codebook list announced_as';
COMMENT ON COLUMN visit.cancel_reason IS 'why it was cancelled; codebook list cancel_reason';
COMMENT ON COLUMN visit.source_key IS 'where the row comes from: id:<id in the file> or row:<hash>; rows are matched on it at re-import';
COMMENT ON COLUMN visit.content_hash IS 'hash of all values of the row and its child rows; equal means the same at re-import';
COMMENT ON COLUMN visit.import_batch_id IS 'import_batch that brought or last changed the row';

-- Skills present at a visit
CREATE TABLE visit_skill (
    visit_id VARCHAR NOT NULL,
    skill VARCHAR NOT NULL CHECK (
        skill IN ('legal', 'psychological', 'social_work', 'mediation', 'romani', 'turkish')
    )
);
COMMENT ON COLUMN visit_skill.visit_id IS 'visit';
COMMENT ON COLUMN visit_skill.skill IS 'skills present at a visit; codebook list skill';

-- With whom a visit was shared
CREATE TABLE visit_host (
    visit_id VARCHAR NOT NULL,
    host VARCHAR NOT NULL CHECK (
        host IN ('health_mediator', 'library', 'municipality', 'school', 'church',
        'chitalishte', 'other')
    )
);
COMMENT ON COLUMN visit_host.visit_id IS 'visit';
COMMENT ON COLUMN visit_host.host IS 'with whom a visit was shared; codebook list host';

-- What the team noted afterwards, by code
CREATE TABLE visit_debrief (
    visit_id VARCHAR NOT NULL,
    debrief VARCHAR NOT NULL CHECK (
        debrief IN ('privacy_kept', 'privacy_broken', 'few_came', 'many_came', 'referral_gap',
        'tension', 'asked_to_return')
    )
);
COMMENT ON COLUMN visit_debrief.visit_id IS 'visit';
COMMENT ON COLUMN visit_debrief.debrief IS 'what the team noted afterwards, by code; codebook list debrief';

-- One contact with one person; it has no geometry and no identity
CREATE TABLE consultation (
    consultation_id VARCHAR NOT NULL,
    held_on DATE NOT NULL,
    mode VARCHAR NOT NULL CHECK (mode IN ('office', 'mobile', 'phone', 'online', 'partner')),
    service_ekatte VARCHAR CHECK (length(service_ekatte) = 5),
    home VARCHAR NOT NULL CHECK (
        home IN ('RSE03', 'RSE04', 'RSE05', 'RSE08', 'RSE13', 'RSE27', 'RSE33', 'RSE37',
        'other_district', 'unknown')
    ),
    visit_id VARCHAR,
    contact_type VARCHAR NOT NULL CHECK (contact_type IN ('new', 'follow_up')),
    age_band VARCHAR NOT NULL CHECK (
        age_band IN ('a0_11', 'a12_17', 'a18_25', 'a26_40', 'a41_60', 'a61_plus', 'unknown')
    ),
    sex VARCHAR NOT NULL CHECK (sex IN ('female', 'male', 'unknown')),
    ethnicity_self VARCHAR CHECK (ethnicity_self IN ('roma', 'turkish', 'bulgarian', 'other')),
    consent_ethnicity BOOLEAN NOT NULL,
    language VARCHAR NOT NULL CHECK (
        language IN ('bulgarian', 'romani', 'turkish', 'other', 'unknown')
    ),
    with_interpreter BOOLEAN,
    marital_status VARCHAR NOT NULL CHECK (
        marital_status IN ('single', 'married', 'cohabiting', 'separated', 'divorced',
        'widowed', 'unknown')
    ),
    disability VARCHAR NOT NULL CHECK (
        disability IN ('none', 'physical', 'mental', 'both', 'unknown')
    ),
    gbv_type VARCHAR NOT NULL CHECK (
        gbv_type IN ('rape', 'sexual_assault', 'physical_assault', 'forced_marriage',
        'denial_of_resources', 'psychological_abuse', 'non_gbv', 'information_only')
    ),
    elapsed_band VARCHAR CHECK (
        elapsed_band IN ('d0_3', 'd4_5', 'd6_14', 'd15_30', 'm1_3', 'm3_plus', 'ongoing',
        'unknown')
    ),
    incident_place VARCHAR CHECK (
        incident_place IN ('own_home', 'perpetrator_home', 'other_home', 'public_place',
        'school', 'workplace', 'institution', 'online', 'other', 'unknown')
    ),
    perpetrator_relation VARCHAR CHECK (
        perpetrator_relation IN ('intimate_partner', 'former_partner', 'parent_or_guardian',
        'partner_family', 'other_family', 'acquaintance', 'employer', 'person_in_authority',
        'stranger', 'unknown')
    ),
    perpetrator_sex VARCHAR CHECK (perpetrator_sex IN ('male', 'female', 'both', 'unknown')),
    perpetrator_age_band VARCHAR CHECK (
        perpetrator_age_band IN ('a0_11', 'a12_17', 'a18_25', 'a26_40', 'a41_60', 'a61_plus',
        'unknown')
    ),
    perpetrator_number VARCHAR CHECK (
        perpetrator_number IN ('one', 'two', 'three_plus', 'unknown')
    ),
    previous_incidents VARCHAR CHECK (previous_incidents IN ('yes', 'no', 'unknown')),
    child_present VARCHAR CHECK (child_present IN ('no', 'witness', 'harmed', 'unknown')),
    reported_elsewhere VARCHAR NOT NULL CHECK (
        reported_elsewhere IN ('no', 'outside_network', 'inside_network', 'unknown')
    ),
    referred_from VARCHAR CHECK (
        referred_from IN ('self', 'relative_or_friend', 'health_care', 'health_mediator',
        'police', 'justice', 'social_services', 'school', 'municipality', 'community_leader',
        'ngo', 'other')
    ),
    legal_action VARCHAR CHECK (legal_action IN ('yes', 'no', 'undecided', 'unknown')),
    zzdn_step VARCHAR CHECK (
        zzdn_step IN ('none', 'information', 'drafted', 'filed', 'immediate_order', 'order',
        'refused')
    ),
    consent_services BOOLEAN NOT NULL,
    consent_reporting BOOLEAN NOT NULL,
    consent_sharing BOOLEAN NOT NULL,
    withdrawn_on DATE,
    safety_plan VARCHAR CHECK (safety_plan IN ('yes', 'no', 'unknown')),
    duration_band VARCHAR CHECK (
        duration_band IN ('min0_15', 'min16_30', 'min31_60', 'min61_90', 'min91_plus',
        'unknown')
    ),
    staff_role VARCHAR CHECK (
        staff_role IN ('psychologist', 'lawyer', 'social_worker', 'mediator', 'coordinator',
        'other')
    ),
    source_key VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    import_batch_id VARCHAR NOT NULL,
    CHECK (ethnicity_self IS NULL OR consent_ethnicity),
    CHECK (service_ekatte IS NOT NULL OR mode IN ('phone', 'online')),
    CHECK ((mode = 'mobile') = (visit_id IS NOT NULL)),
    CHECK (withdrawn_on IS NULL OR withdrawn_on >= held_on)
);
COMMENT ON COLUMN consultation.consultation_id IS 'ours or the centre''s own case-contact number; never a code made from a name or birth date';
COMMENT ON COLUMN consultation.held_on IS 'day of the contact';
COMMENT ON COLUMN consultation.mode IS 'how it took place; codebook list mode';
COMMENT ON COLUMN consultation.service_ekatte IS 'EKATTE of the place where the service was given; empty by phone or online';
COMMENT ON COLUMN consultation.home IS 'municipality code of the home, or other_district, or unknown; never a settlement';
COMMENT ON COLUMN consultation.visit_id IS 'visit at which a mobile consultation was given';
COMMENT ON COLUMN consultation.contact_type IS 'first contact or a later one; codebook list contact_type';
COMMENT ON COLUMN consultation.age_band IS 'age in bands, never in years; codebook list age_band';
COMMENT ON COLUMN consultation.sex IS 'sex; codebook list sex';
COMMENT ON COLUMN consultation.ethnicity_self IS 'self-declared, only with its own consent (GDPR Art. 9); codebook list ethnicity';
COMMENT ON COLUMN consultation.consent_ethnicity IS 'consent to keep ethnicity_self';
COMMENT ON COLUMN consultation.language IS 'language of the contact; codebook list language';
COMMENT ON COLUMN consultation.with_interpreter IS 'an interpreter helped; empty where not recorded';
COMMENT ON COLUMN consultation.marital_status IS 'marital status; codebook list marital_status';
COMMENT ON COLUMN consultation.disability IS 'disability; codebook list disability';
COMMENT ON COLUMN consultation.gbv_type IS 'exactly one: the first of the list that fits, in the order of GBVIMS; codebook list gbv_type';
COMMENT ON COLUMN consultation.elapsed_band IS 'time from the incident to the contact; empty where not applicable; codebook list elapsed_band';
COMMENT ON COLUMN consultation.incident_place IS 'kind of place, never the place itself; codebook list incident_place';
COMMENT ON COLUMN consultation.perpetrator_relation IS 'relation of the perpetrator to the person; codebook list perpetrator_relation';
COMMENT ON COLUMN consultation.perpetrator_sex IS 'sex of the perpetrator; codebook list perpetrator_sex';
COMMENT ON COLUMN consultation.perpetrator_age_band IS 'age of the perpetrator in bands; codebook list age_band';
COMMENT ON COLUMN consultation.perpetrator_number IS 'number of perpetrators in bands; codebook list perpetrator_number';
COMMENT ON COLUMN consultation.previous_incidents IS 'earlier incidents of any kind; codebook list yes_no_unknown';
COMMENT ON COLUMN consultation.child_present IS 'a child was there; codebook list child_present';
COMMENT ON COLUMN consultation.reported_elsewhere IS 'already reported; inside_network is not counted twice; codebook list reported_elsewhere';
COMMENT ON COLUMN consultation.referred_from IS 'who sent the person; codebook list referred_from';
COMMENT ON COLUMN consultation.legal_action IS 'wants legal action; codebook list legal_action';
COMMENT ON COLUMN consultation.zzdn_step IS 'step under the Protection against Domestic Violence Act; codebook list zzdn_step';
COMMENT ON COLUMN consultation.consent_services IS 'consent to services';
COMMENT ON COLUMN consultation.consent_reporting IS 'consent to be counted; without it the row is in no figure';
COMMENT ON COLUMN consultation.consent_sharing IS 'consent to share with other services';
COMMENT ON COLUMN consultation.withdrawn_on IS 'day the consent to reporting was withdrawn; from then on in no figure';
COMMENT ON COLUMN consultation.safety_plan IS 'a safety plan was made; codebook list yes_no_unknown';
COMMENT ON COLUMN consultation.duration_band IS 'length of the contact; codebook list duration_band';
COMMENT ON COLUMN consultation.staff_role IS 'role of the person who helped, never the name; codebook list staff_role';
COMMENT ON COLUMN consultation.source_key IS 'where the row comes from: id:<id in the file> or row:<hash>; rows are matched on it at re-import';
COMMENT ON COLUMN consultation.content_hash IS 'hash of all values of the row and its child rows; equal means the same at re-import';
COMMENT ON COLUMN consultation.import_batch_id IS 'import_batch that brought or last changed the row';

-- Kinds of violence by ЗЗДН чл. 2 that a consultation was about, several possible
CREATE TABLE consultation_zzdn_type (
    consultation_id VARCHAR NOT NULL,
    zzdn_type VARCHAR NOT NULL CHECK (
        zzdn_type IN ('physical', 'sexual', 'psychological', 'economic', 'coercive_restriction')
    )
);
COMMENT ON COLUMN consultation_zzdn_type.consultation_id IS 'consultation';
COMMENT ON COLUMN consultation_zzdn_type.zzdn_type IS 'kind of violence in law; codebook list zzdn_type';

-- What became of each service considered in a consultation
CREATE TABLE consultation_service (
    consultation_id VARCHAR NOT NULL,
    service VARCHAR NOT NULL CHECK (
        service IN ('shelter', 'health', 'psychological', 'legal', 'police', 'social_support',
        'child_protection', 'livelihood')
    ),
    outcome VARCHAR NOT NULL CHECK (
        outcome IN ('referred', 'provided', 'already_received', 'not_applicable', 'declined',
        'unavailable')
    )
);
COMMENT ON COLUMN consultation_service.consultation_id IS 'consultation';
COMMENT ON COLUMN consultation_service.service IS 'service; codebook list service';
COMMENT ON COLUMN consultation_service.outcome IS 'what became of it; codebook list service_outcome';

-- One anonymous questionnaire
CREATE TABLE survey_response (
    survey_response_id VARCHAR NOT NULL,
    wave VARCHAR NOT NULL CHECK (length(wave) BETWEEN 1 AND 20),
    questionnaire_version VARCHAR CHECK (length(questionnaire_version) <= 20),
    survey_mode VARCHAR NOT NULL CHECK (
        survey_mode IN ('face_to_face', 'group', 'phone', 'online')
    ),
    collected_on DATE NOT NULL,
    ekatte VARCHAR CHECK (length(ekatte) = 5),
    municipality_code VARCHAR NOT NULL CHECK (
        municipality_code IN ('RSE03', 'RSE04', 'RSE05', 'RSE08', 'RSE13', 'RSE27', 'RSE33',
        'RSE37')
    ),
    age_band VARCHAR NOT NULL CHECK (
        age_band IN ('a0_11', 'a12_17', 'a18_25', 'a26_40', 'a41_60', 'a61_plus', 'unknown')
    ),
    sex VARCHAR NOT NULL CHECK (sex IN ('female', 'male', 'unknown')),
    education VARCHAR NOT NULL CHECK (
        education IN ('none', 'primary', 'lower_secondary', 'upper_secondary', 'tertiary',
        'unknown')
    ),
    employment VARCHAR NOT NULL CHECK (
        employment IN ('employed', 'seasonal', 'unemployed', 'household', 'student', 'retired',
        'unknown')
    ),
    ethnicity_self VARCHAR CHECK (ethnicity_self IN ('roma', 'turkish', 'bulgarian', 'other')),
    consent_ethnicity BOOLEAN NOT NULL,
    private_setting BOOLEAN,
    consent BOOLEAN NOT NULL,
    distress BOOLEAN,
    referral_offered BOOLEAN,
    design_weight DOUBLE NOT NULL CHECK (design_weight > 0),
    source_key VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    import_batch_id VARCHAR NOT NULL,
    CHECK (ethnicity_self IS NULL OR consent_ethnicity)
);
COMMENT ON COLUMN survey_response.survey_response_id IS 'ours or the number of the sheet';
COMMENT ON COLUMN survey_response.wave IS 'round of the survey, such as 2023-1';
COMMENT ON COLUMN survey_response.questionnaire_version IS 'version of the questionnaire';
COMMENT ON COLUMN survey_response.survey_mode IS 'how it was filled in; codebook list survey_mode';
COMMENT ON COLUMN survey_response.collected_on IS 'day it was filled in';
COMMENT ON COLUMN survey_response.ekatte IS 'EKATTE of the settlement where it was filled in: the cluster of the sample; shown only with enough respondents';
COMMENT ON COLUMN survey_response.municipality_code IS 'municipality where it was filled in';
COMMENT ON COLUMN survey_response.age_band IS 'age in bands; codebook list age_band';
COMMENT ON COLUMN survey_response.sex IS 'sex; codebook list sex';
COMMENT ON COLUMN survey_response.education IS 'highest level completed; codebook list education';
COMMENT ON COLUMN survey_response.employment IS 'main activity; codebook list employment';
COMMENT ON COLUMN survey_response.ethnicity_self IS 'self-declared, only with its own consent (GDPR Art. 9); codebook list ethnicity';
COMMENT ON COLUMN survey_response.consent_ethnicity IS 'consent to keep ethnicity_self';
COMMENT ON COLUMN survey_response.private_setting IS 'nobody else could hear; empty where not recorded';
COMMENT ON COLUMN survey_response.consent IS 'consent to take part and be counted';
COMMENT ON COLUMN survey_response.distress IS 'the respondent was distressed';
COMMENT ON COLUMN survey_response.referral_offered IS 'a referral was offered';
COMMENT ON COLUMN survey_response.design_weight IS 'inverse of the chance to be asked, 1 where the sample is not weighted';
COMMENT ON COLUMN survey_response.source_key IS 'where the row comes from: id:<id in the file> or row:<hash>; rows are matched on it at re-import';
COMMENT ON COLUMN survey_response.content_hash IS 'hash of all values of the row and its child rows; equal means the same at re-import';
COMMENT ON COLUMN survey_response.import_batch_id IS 'import_batch that brought or last changed the row';

-- Knowledge items that were asked; no row means not asked
CREATE TABLE survey_knowledge (
    survey_response_id VARCHAR NOT NULL,
    item VARCHAR NOT NULL CHECK (
        item IN ('physical', 'sexual', 'psychological', 'economic', 'coercive_restriction',
        'protection_order', 'where_to_apply', 'free_legal_aid', 'hotline', 'centre',
        'mobile_office')
    ),
    answer VARCHAR NOT NULL CHECK (answer IN ('right', 'wrong', 'dont_know'))
);
COMMENT ON COLUMN survey_knowledge.survey_response_id IS 'survey_response';
COMMENT ON COLUMN survey_knowledge.item IS 'item; codebook list knowledge';
COMMENT ON COLUMN survey_knowledge.answer IS 'answer; codebook list knowledge_answer';

-- Attitude items that were answered; no row means no answer
CREATE TABLE survey_attitude (
    survey_response_id VARCHAR NOT NULL,
    item VARCHAR NOT NULL CHECK (
        item IN ('family_matter', 'endure', 'control', 'early_marriage', 'institutions_help')
    ),
    agreement INTEGER NOT NULL CHECK (agreement BETWEEN 1 AND 5)
);
COMMENT ON COLUMN survey_attitude.survey_response_id IS 'survey_response';
COMMENT ON COLUMN survey_attitude.item IS 'item; codebook list attitude';
COMMENT ON COLUMN survey_attitude.agreement IS '1 fully disagrees, 5 fully agrees';

-- From whom the respondent would seek help, several possible
CREATE TABLE survey_help_from (
    survey_response_id VARCHAR NOT NULL,
    help_from VARCHAR NOT NULL CHECK (
        help_from IN ('nobody', 'relatives', 'friends', 'police', 'doctor', 'social_services',
        'health_mediator', 'centre', 'municipality', 'religious_community', 'helpline')
    )
);
COMMENT ON COLUMN survey_help_from.survey_response_id IS 'survey_response';
COMMENT ON COLUMN survey_help_from.help_from IS 'from whom; codebook list help_from';

-- What keeps the respondent from seeking help, several possible
CREATE TABLE survey_barrier (
    survey_response_id VARCHAR NOT NULL,
    barrier VARCHAR NOT NULL CHECK (
        barrier IN ('distance', 'cost', 'shame', 'language', 'fear', 'childcare', 'documents',
        'distrust')
    )
);
COMMENT ON COLUMN survey_barrier.survey_response_id IS 'survey_response';
COMMENT ON COLUMN survey_barrier.barrier IS 'barrier; codebook list barrier';

-- One training, school session, meeting, media appearance, focus group or round table
CREATE TABLE event (
    event_id VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL CHECK (
        event_type IN ('training', 'school_session', 'community_meeting', 'media',
        'focus_group', 'round_table')
    ),
    held_on DATE NOT NULL,
    ekatte VARCHAR CHECK (length(ekatte) = 5),
    venue_type VARCHAR CHECK (
        venue_type IN ('municipality', 'school', 'chitalishte', 'library', 'health', 'church',
        'court', 'outdoor', 'online', 'other')
    ),
    target_group VARCHAR NOT NULL CHECK (
        target_group IN ('roma_women', 'adolescents', 'parents', 'professionals',
        'community_leaders', 'media', 'general_public')
    ),
    participants INTEGER CHECK (participants >= 0),
    language VARCHAR CHECK (language IN ('bulgarian', 'romani', 'turkish', 'other', 'unknown')),
    partner VARCHAR CHECK (
        partner IN ('none', 'open_society_club', 'regional_administration', 'municipality',
        'school', 'social_assistance', 'police', 'health_mediators', 'media', 'other')
    ),
    pre_n INTEGER CHECK (pre_n >= 0),
    pre_mean DOUBLE CHECK (pre_mean BETWEEN 0 AND 100),
    pre_sd DOUBLE CHECK (pre_sd BETWEEN 0 AND 100),
    post_n INTEGER CHECK (post_n >= 0),
    post_mean DOUBLE CHECK (post_mean BETWEEN 0 AND 100),
    post_sd DOUBLE CHECK (post_sd BETWEEN 0 AND 100),
    media_reach INTEGER CHECK (media_reach >= 0),
    public_source VARCHAR,
    source_key VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    import_batch_id VARCHAR NOT NULL
);
COMMENT ON COLUMN event.event_id IS 'ours or the coordinator''s own number';
COMMENT ON COLUMN event.event_type IS 'kind of event; codebook list event_type';
COMMENT ON COLUMN event.held_on IS 'day it was held';
COMMENT ON COLUMN event.ekatte IS 'EKATTE of the settlement; empty for media and online events';
COMMENT ON COLUMN event.venue_type IS 'kind of venue; codebook list venue_type';
COMMENT ON COLUMN event.target_group IS 'for whom; codebook list target_group';
COMMENT ON COLUMN event.participants IS 'people who took part; empty where not counted';
COMMENT ON COLUMN event.language IS 'language of the event; codebook list language';
COMMENT ON COLUMN event.partner IS 'kind of partner organisation; codebook list partner';
COMMENT ON COLUMN event.pre_n IS 'tests filled in before';
COMMENT ON COLUMN event.pre_mean IS 'mean before, per cent of the maximum';
COMMENT ON COLUMN event.pre_sd IS 'standard deviation before, percentage points';
COMMENT ON COLUMN event.post_n IS 'tests filled in after';
COMMENT ON COLUMN event.post_mean IS 'mean after, per cent of the maximum';
COMMENT ON COLUMN event.post_sd IS 'standard deviation after, percentage points';
COMMENT ON COLUMN event.media_reach IS 'people the medium says it reached';
COMMENT ON COLUMN event.public_source IS 'where a public fact can be read; empty for our own records';
COMMENT ON COLUMN event.source_key IS 'where the row comes from: id:<id in the file> or row:<hash>; rows are matched on it at re-import';
COMMENT ON COLUMN event.content_hash IS 'hash of all values of the row and its child rows; equal means the same at re-import';
COMMENT ON COLUMN event.import_batch_id IS 'import_batch that brought or last changed the row';

-- Participants of an event by profession
CREATE TABLE event_profession (
    event_id VARCHAR NOT NULL,
    profession VARCHAR NOT NULL CHECK (
        profession IN ('judge', 'prosecutor', 'police', 'social_worker', 'teacher',
        'health_worker', 'mediator', 'municipal_officer', 'journalist', 'community_leader',
        'other')
    ),
    participants INTEGER NOT NULL CHECK (participants >= 0)
);
COMMENT ON COLUMN event_profession.event_id IS 'event';
COMMENT ON COLUMN event_profession.profession IS 'profession; codebook list profession';
COMMENT ON COLUMN event_profession.participants IS 'people of this profession';

-- Participants of an event by sex and age band, where counted
CREATE TABLE event_participants (
    event_id VARCHAR NOT NULL,
    sex VARCHAR NOT NULL CHECK (sex IN ('female', 'male', 'unknown')),
    age_band VARCHAR NOT NULL CHECK (
        age_band IN ('a0_11', 'a12_17', 'a18_25', 'a26_40', 'a41_60', 'a61_plus', 'unknown')
    ),
    participants INTEGER NOT NULL CHECK (participants >= 0)
);
COMMENT ON COLUMN event_participants.event_id IS 'event';
COMMENT ON COLUMN event_participants.sex IS 'sex; codebook list sex';
COMMENT ON COLUMN event_participants.age_band IS 'age band; codebook list age_band';
COMMENT ON COLUMN event_participants.participants IS 'people of this sex and age';

-- What an event was about, several possible
CREATE TABLE event_topic (
    event_id VARCHAR NOT NULL,
    topic VARCHAR NOT NULL CHECK (
        topic IN ('rights', 'recognising_violence', 'protection_orders', 'discrimination',
        'early_marriage', 'healthy_relationships', 'referral', 'services')
    )
);
COMMENT ON COLUMN event_topic.event_id IS 'event';
COMMENT ON COLUMN event_topic.topic IS 'topic; codebook list topic';

-- One professional's tests before and after a training, paired by an anonymous code
CREATE TABLE training_test (
    training_test_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    profession VARCHAR NOT NULL CHECK (
        profession IN ('judge', 'prosecutor', 'police', 'social_worker', 'teacher',
        'health_worker', 'mediator', 'municipal_officer', 'journalist', 'community_leader',
        'other')
    ),
    pre_points DOUBLE CHECK (pre_points >= 0),
    post_points DOUBLE CHECK (post_points >= 0),
    max_points DOUBLE NOT NULL CHECK (max_points > 0),
    source_key VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    import_batch_id VARCHAR NOT NULL,
    CHECK (pre_points IS NULL OR pre_points <= max_points),
    CHECK (post_points IS NULL OR post_points <= max_points)
);
COMMENT ON COLUMN training_test.training_test_id IS 'ours';
COMMENT ON COLUMN training_test.event_id IS 'event of type training';
COMMENT ON COLUMN training_test.profession IS 'profession; codebook list profession';
COMMENT ON COLUMN training_test.pre_points IS 'points before; empty where missed';
COMMENT ON COLUMN training_test.post_points IS 'points after; empty where missed';
COMMENT ON COLUMN training_test.max_points IS 'points possible';
COMMENT ON COLUMN training_test.source_key IS 'where the row comes from: id:<id in the file> or row:<hash>; rows are matched on it at re-import';
COMMENT ON COLUMN training_test.content_hash IS 'hash of all values of the row and its child rows; equal means the same at re-import';
COMMENT ON COLUMN training_test.import_batch_id IS 'import_batch that brought or last changed the row';

-- One adolescent's anonymous answers before or after a school session
CREATE TABLE adolescent_response (
    adolescent_response_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL CHECK (stage IN ('pre', 'post')),
    pair_code VARCHAR CHECK (length(pair_code) <= 20),
    sex VARCHAR NOT NULL CHECK (sex IN ('female', 'male', 'unknown')),
    age_band VARCHAR NOT NULL CHECK (
        age_band IN ('a0_11', 'a12_17', 'a18_25', 'a26_40', 'a41_60', 'a61_plus', 'unknown')
    ),
    source_key VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    import_batch_id VARCHAR NOT NULL
);
COMMENT ON COLUMN adolescent_response.adolescent_response_id IS 'ours';
COMMENT ON COLUMN adolescent_response.event_id IS 'event of type school_session';
COMMENT ON COLUMN adolescent_response.stage IS 'before or after; codebook list test_stage';
COMMENT ON COLUMN adolescent_response.pair_code IS 'anonymous code that pairs before with after; empty where unmatched';
COMMENT ON COLUMN adolescent_response.sex IS 'sex; codebook list sex';
COMMENT ON COLUMN adolescent_response.age_band IS 'age band; codebook list age_band';
COMMENT ON COLUMN adolescent_response.source_key IS 'where the row comes from: id:<id in the file> or row:<hash>; rows are matched on it at re-import';
COMMENT ON COLUMN adolescent_response.content_hash IS 'hash of all values of the row and its child rows; equal means the same at re-import';
COMMENT ON COLUMN adolescent_response.import_batch_id IS 'import_batch that brought or last changed the row';

-- Attitude items an adolescent answered
CREATE TABLE adolescent_attitude (
    adolescent_response_id VARCHAR NOT NULL,
    item VARCHAR NOT NULL CHECK (
        item IN ('control', 'violence_never', 'early_marriage', 'girls_school', 'would_tell')
    ),
    agreement INTEGER NOT NULL CHECK (agreement BETWEEN 1 AND 5)
);
COMMENT ON COLUMN adolescent_attitude.adolescent_response_id IS 'adolescent_response';
COMMENT ON COLUMN adolescent_attitude.item IS 'item; codebook list adolescent_item';
COMMENT ON COLUMN adolescent_attitude.agreement IS '1 fully disagrees, 5 fully agrees';

-- A strategy, programme, plan or law that recommendations feed into
CREATE TABLE strategy_document (
    strategy_document_id VARCHAR NOT NULL,
    title_bg VARCHAR NOT NULL,
    title_en VARCHAR NOT NULL,
    level VARCHAR NOT NULL CHECK (level IN ('national', 'regional', 'municipal')),
    municipality_code VARCHAR CHECK (
        municipality_code IN ('RSE03', 'RSE04', 'RSE05', 'RSE08', 'RSE13', 'RSE27', 'RSE33',
        'RSE37')
    ),
    institution_bg VARCHAR NOT NULL,
    institution_en VARCHAR NOT NULL,
    valid_from_year INTEGER CHECK (valid_from_year BETWEEN 1990 AND 2100),
    valid_to_year INTEGER CHECK (valid_to_year BETWEEN 1990 AND 2100),
    act VARCHAR,
    review_on DATE,
    url VARCHAR,
    certainty VARCHAR NOT NULL CHECK (certainty IN ('seen', 'cited', 'not_found')),
    certainty_note_bg VARCHAR,
    certainty_note_en VARCHAR,
    CHECK ((level = 'municipal') = (municipality_code IS NOT NULL)),
    CHECK (valid_to_year IS NULL OR valid_from_year IS NULL OR valid_to_year >= valid_from_year)
);
COMMENT ON COLUMN strategy_document.strategy_document_id IS 'ours';
COMMENT ON COLUMN strategy_document.title_bg IS 'title in Bulgarian';
COMMENT ON COLUMN strategy_document.title_en IS 'title in English';
COMMENT ON COLUMN strategy_document.level IS 'level; codebook list strategy_level';
COMMENT ON COLUMN strategy_document.municipality_code IS 'municipality of a municipal document';
COMMENT ON COLUMN strategy_document.institution_bg IS 'institution that adopts it, in Bulgarian';
COMMENT ON COLUMN strategy_document.institution_en IS 'institution that adopts it, in English';
COMMENT ON COLUMN strategy_document.valid_from_year IS 'first year it covers';
COMMENT ON COLUMN strategy_document.valid_to_year IS 'last year it covers; empty where open';
COMMENT ON COLUMN strategy_document.act IS 'number and date of the act that adopts it';
COMMENT ON COLUMN strategy_document.review_on IS 'next day on which proposals are taken';
COMMENT ON COLUMN strategy_document.url IS 'where it can be read';
COMMENT ON COLUMN strategy_document.certainty IS 'how sure we are of it; codebook list certainty';
COMMENT ON COLUMN strategy_document.certainty_note_bg IS 'what is not certain, in Bulgarian';
COMMENT ON COLUMN strategy_document.certainty_note_en IS 'what is not certain, in English';

-- A measure of a strategy document
CREATE TABLE strategy_measure (
    strategy_measure_id VARCHAR NOT NULL,
    strategy_document_id VARCHAR NOT NULL,
    number VARCHAR,
    text_bg VARCHAR NOT NULL,
    text_en VARCHAR NOT NULL
);
COMMENT ON COLUMN strategy_measure.strategy_measure_id IS 'ours';
COMMENT ON COLUMN strategy_measure.strategy_document_id IS 'strategy_document';
COMMENT ON COLUMN strategy_measure.number IS 'number of the measure in the document';
COMMENT ON COLUMN strategy_measure.text_bg IS 'the measure in Bulgarian';
COMMENT ON COLUMN strategy_measure.text_en IS 'the measure in English';

-- A recommendation with its frozen evidence
CREATE TABLE recommendation (
    recommendation_id VARCHAR NOT NULL,
    text_bg VARCHAR NOT NULL,
    text_en VARCHAR NOT NULL,
    goal INTEGER NOT NULL CHECK (goal BETWEEN 1 AND 8),
    theme VARCHAR NOT NULL CHECK (
        theme IN ('access', 'transport', 'knowledge', 'training', 'children', 'coordination',
        'funding')
    ),
    level VARCHAR NOT NULL CHECK (level IN ('national', 'regional', 'municipal')),
    municipality_code VARCHAR CHECK (
        municipality_code IN ('RSE03', 'RSE04', 'RSE05', 'RSE08', 'RSE13', 'RSE27', 'RSE33',
        'RSE37')
    ),
    strategy_document_id VARCHAR,
    strategy_measure_id VARCHAR,
    status VARCHAR NOT NULL CHECK (
        status IN ('draft', 'proposed', 'submitted', 'accepted', 'partly', 'rejected',
        'implemented', 'verified')
    ),
    evidence_query VARCHAR,
    evidence_parameters_json VARCHAR,
    evidence_result_json VARCHAR,
    evidence_sha256 VARCHAR CHECK (length(evidence_sha256) = 64),
    evidence_data_version VARCHAR,
    lead_institution VARCHAR,
    partner_institutions VARCHAR,
    deadline_on DATE,
    budget_source VARCHAR,
    indicator VARCHAR,
    baseline DOUBLE,
    target DOUBLE,
    verification VARCHAR,
    drafted_on DATE NOT NULL
);
COMMENT ON COLUMN recommendation.recommendation_id IS 'ours';
COMMENT ON COLUMN recommendation.text_bg IS 'the recommendation in Bulgarian';
COMMENT ON COLUMN recommendation.text_en IS 'the recommendation in English';
COMMENT ON COLUMN recommendation.goal IS 'specific goal of the project, FIELD §1';
COMMENT ON COLUMN recommendation.theme IS 'theme; codebook list theme';
COMMENT ON COLUMN recommendation.level IS 'level; codebook list strategy_level';
COMMENT ON COLUMN recommendation.municipality_code IS 'municipality addressed; empty for the district and above';
COMMENT ON COLUMN recommendation.strategy_document_id IS 'strategy_document it feeds into';
COMMENT ON COLUMN recommendation.strategy_measure_id IS 'strategy_measure it feeds into';
COMMENT ON COLUMN recommendation.status IS 'how far it has come; codebook list recommendation_status';
COMMENT ON COLUMN recommendation.evidence_query IS 'name of the question whose answer is the evidence';
COMMENT ON COLUMN recommendation.evidence_parameters_json IS 'its parameters, JSON';
COMMENT ON COLUMN recommendation.evidence_result_json IS 'the released answer, JSON';
COMMENT ON COLUMN recommendation.evidence_sha256 IS 'SHA-256 of query, parameters and answer';
COMMENT ON COLUMN recommendation.evidence_data_version IS 'version of the store the answer came from';
COMMENT ON COLUMN recommendation.lead_institution IS 'who is asked to act';
COMMENT ON COLUMN recommendation.partner_institutions IS 'with whom';
COMMENT ON COLUMN recommendation.deadline_on IS 'by when';
COMMENT ON COLUMN recommendation.budget_source IS 'paid from';
COMMENT ON COLUMN recommendation.indicator IS 'what will show it';
COMMENT ON COLUMN recommendation.baseline IS 'value of the indicator at the start, in its own unit';
COMMENT ON COLUMN recommendation.target IS 'value aimed at, in the unit of the indicator';
COMMENT ON COLUMN recommendation.verification IS 'where the value can be checked';
COMMENT ON COLUMN recommendation.drafted_on IS 'day of the first draft';

-- Each change of status of a recommendation
CREATE TABLE recommendation_history (
    recommendation_id VARCHAR NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    status VARCHAR NOT NULL CHECK (
        status IN ('draft', 'proposed', 'submitted', 'accepted', 'partly', 'rejected',
        'implemented', 'verified')
    ),
    role VARCHAR NOT NULL,
    reason_code VARCHAR
);
COMMENT ON COLUMN recommendation_history.recommendation_id IS 'recommendation';
COMMENT ON COLUMN recommendation_history.changed_at IS 'when, UTC';
COMMENT ON COLUMN recommendation_history.status IS 'status from then on; codebook list recommendation_status';
COMMENT ON COLUMN recommendation_history.role IS 'role of who changed it, never a name';
COMMENT ON COLUMN recommendation_history.reason_code IS 'reason of a rejection';
