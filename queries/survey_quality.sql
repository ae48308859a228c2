-- question: How many women were asked in each wave, and how many agreed to be counted?
-- grain:    one row per wave
-- columns:  wave, asked, agreed, unknown_age, since, until
SELECT wave, count(*) AS asked, count(*) FILTER (consent) AS agreed,
       count(*) FILTER (consent AND age_band = 'unknown') AS unknown_age,
       min(collected_on) AS since, max(collected_on) AS until
FROM survey_response
WHERE sex = 'female'
GROUP BY wave
ORDER BY since, wave
