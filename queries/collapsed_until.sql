-- question: Before which day do counts alone stand in place of the records?
-- grain:    one row; until_on is empty where nothing was collapsed yet
-- columns:  until_on
SELECT max(until_on) AS until_on FROM retention
