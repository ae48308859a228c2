-- What an import of surveys does with the rows that are new or changed: they stand in
-- staged_survey_response and, for several-valued answers, in staged tables of the same name.
-- Child rows are replaced as a whole, so that an answer taken back is gone.
MERGE INTO survey_response
USING (
    SELECT
        survey_response_id, wave, questionnaire_version, survey_mode, CAST(collected_on AS DATE) AS
        collected_on, ekatte, municipality_code, age_band, sex, education, employment,
        ethnicity_self, CAST(consent_ethnicity AS BOOLEAN) AS consent_ethnicity,
        CAST(private_setting AS BOOLEAN) AS private_setting, CAST(consent AS BOOLEAN) AS consent,
        CAST(distress AS BOOLEAN) AS distress, CAST(referral_offered AS BOOLEAN) AS
        referral_offered, CAST(design_weight AS DOUBLE) AS design_weight, source_key, content_hash,
        import_batch_id
    FROM staged_survey_response
) AS staged
ON survey_response.source_key = staged.source_key
WHEN MATCHED THEN UPDATE SET
    wave = staged.wave, questionnaire_version = staged.questionnaire_version, survey_mode =
    staged.survey_mode, collected_on = staged.collected_on, ekatte = staged.ekatte,
    municipality_code = staged.municipality_code, age_band = staged.age_band, sex = staged.sex,
    education = staged.education, employment = staged.employment, ethnicity_self =
    staged.ethnicity_self, consent_ethnicity = staged.consent_ethnicity, private_setting =
    staged.private_setting, consent = staged.consent, distress = staged.distress, referral_offered =
    staged.referral_offered, design_weight = staged.design_weight, content_hash =
    staged.content_hash, import_batch_id = staged.import_batch_id
WHEN NOT MATCHED THEN INSERT (
    survey_response_id, wave, questionnaire_version, survey_mode, collected_on, ekatte,
    municipality_code, age_band, sex, education, employment, ethnicity_self, consent_ethnicity,
    private_setting, consent, distress, referral_offered, design_weight, source_key, content_hash,
    import_batch_id
) VALUES (
    staged.survey_response_id, staged.wave, staged.questionnaire_version, staged.survey_mode,
    staged.collected_on, staged.ekatte, staged.municipality_code, staged.age_band, staged.sex,
    staged.education, staged.employment, staged.ethnicity_self, staged.consent_ethnicity,
    staged.private_setting, staged.consent, staged.distress, staged.referral_offered,
    staged.design_weight, staged.source_key, staged.content_hash, staged.import_batch_id
);

DELETE FROM survey_knowledge WHERE survey_response_id IN (SELECT survey_response_id FROM staged_survey_response);
INSERT INTO survey_knowledge (survey_response_id, item, answer)
SELECT survey_response_id, item, answer FROM staged_survey_knowledge;

DELETE FROM survey_attitude WHERE survey_response_id IN (SELECT survey_response_id FROM staged_survey_response);
INSERT INTO survey_attitude (survey_response_id, item, agreement)
SELECT survey_response_id, item, CAST(agreement AS INTEGER) FROM staged_survey_attitude;

DELETE FROM survey_help_from WHERE survey_response_id IN (SELECT survey_response_id FROM staged_survey_response);
INSERT INTO survey_help_from (survey_response_id, help_from)
SELECT survey_response_id, help_from FROM staged_survey_help_from;

DELETE FROM survey_barrier WHERE survey_response_id IN (SELECT survey_response_id FROM staged_survey_response);
INSERT INTO survey_barrier (survey_response_id, barrier)
SELECT survey_response_id, barrier FROM staged_survey_barrier;
