-- What an import of consultations does with the rows that are new or changed: they stand in
-- staged_consultation and, for several-valued answers, in staged tables of the same name.
-- Child rows are replaced as a whole, so that an answer taken back is gone.
MERGE INTO consultation
USING (
    SELECT
        consultation_id, CAST(held_on AS DATE) AS held_on, mode, service_ekatte, home, visit_id,
        contact_type, age_band, sex, ethnicity_self, CAST(consent_ethnicity AS BOOLEAN) AS
        consent_ethnicity, language, CAST(with_interpreter AS BOOLEAN) AS with_interpreter,
        marital_status, disability, gbv_type, elapsed_band, incident_place, perpetrator_relation,
        perpetrator_sex, perpetrator_age_band, perpetrator_number, previous_incidents,
        child_present, reported_elsewhere, referred_from, legal_action, zzdn_step,
        CAST(consent_services AS BOOLEAN) AS consent_services, CAST(consent_reporting AS BOOLEAN) AS
        consent_reporting, CAST(consent_sharing AS BOOLEAN) AS consent_sharing, CAST(withdrawn_on AS
        DATE) AS withdrawn_on, safety_plan, duration_band, staff_role, source_key, content_hash,
        import_batch_id
    FROM staged_consultation
) AS staged
ON consultation.source_key = staged.source_key
WHEN MATCHED THEN UPDATE SET
    held_on = staged.held_on, mode = staged.mode, service_ekatte = staged.service_ekatte, home =
    staged.home, visit_id = staged.visit_id, contact_type = staged.contact_type, age_band =
    staged.age_band, sex = staged.sex, ethnicity_self = staged.ethnicity_self, consent_ethnicity =
    staged.consent_ethnicity, language = staged.language, with_interpreter =
    staged.with_interpreter, marital_status = staged.marital_status, disability = staged.disability,
    gbv_type = staged.gbv_type, elapsed_band = staged.elapsed_band, incident_place =
    staged.incident_place, perpetrator_relation = staged.perpetrator_relation, perpetrator_sex =
    staged.perpetrator_sex, perpetrator_age_band = staged.perpetrator_age_band, perpetrator_number =
    staged.perpetrator_number, previous_incidents = staged.previous_incidents, child_present =
    staged.child_present, reported_elsewhere = staged.reported_elsewhere, referred_from =
    staged.referred_from, legal_action = staged.legal_action, zzdn_step = staged.zzdn_step,
    consent_services = staged.consent_services, consent_reporting = staged.consent_reporting,
    consent_sharing = staged.consent_sharing, withdrawn_on = staged.withdrawn_on, safety_plan =
    staged.safety_plan, duration_band = staged.duration_band, staff_role = staged.staff_role,
    content_hash = staged.content_hash, import_batch_id = staged.import_batch_id
WHEN NOT MATCHED THEN INSERT (
    consultation_id, held_on, mode, service_ekatte, home, visit_id, contact_type, age_band, sex,
    ethnicity_self, consent_ethnicity, language, with_interpreter, marital_status, disability,
    gbv_type, elapsed_band, incident_place, perpetrator_relation, perpetrator_sex,
    perpetrator_age_band, perpetrator_number, previous_incidents, child_present, reported_elsewhere,
    referred_from, legal_action, zzdn_step, consent_services, consent_reporting, consent_sharing,
    withdrawn_on, safety_plan, duration_band, staff_role, source_key, content_hash, import_batch_id
) VALUES (
    staged.consultation_id, staged.held_on, staged.mode, staged.service_ekatte, staged.home,
    staged.visit_id, staged.contact_type, staged.age_band, staged.sex, staged.ethnicity_self,
    staged.consent_ethnicity, staged.language, staged.with_interpreter, staged.marital_status,
    staged.disability, staged.gbv_type, staged.elapsed_band, staged.incident_place,
    staged.perpetrator_relation, staged.perpetrator_sex, staged.perpetrator_age_band,
    staged.perpetrator_number, staged.previous_incidents, staged.child_present,
    staged.reported_elsewhere, staged.referred_from, staged.legal_action, staged.zzdn_step,
    staged.consent_services, staged.consent_reporting, staged.consent_sharing, staged.withdrawn_on,
    staged.safety_plan, staged.duration_band, staged.staff_role, staged.source_key,
    staged.content_hash, staged.import_batch_id
);

DELETE FROM consultation_zzdn_type WHERE consultation_id IN (SELECT consultation_id FROM staged_consultation);
INSERT INTO consultation_zzdn_type (consultation_id, zzdn_type)
SELECT consultation_id, zzdn_type FROM staged_consultation_zzdn_type;

DELETE FROM consultation_service WHERE consultation_id IN (SELECT consultation_id FROM staged_consultation);
INSERT INTO consultation_service (consultation_id, service, outcome)
SELECT consultation_id, service, outcome FROM staged_consultation_service;
