-- From the files to the provinces' report, once. For psql, in the folder of the data; the server runs already.
\set ON_ERROR_STOP on
\set QUIET on
\set plan `cat plan.json`
SET client_min_messages = warning;
SET work_mem = '1GB';
SET max_parallel_workers_per_gather = 1;
CREATE TEMP TABLE unit_text(code text, name text, level text, parent text);
\copy unit_text FROM 'units.csv' CSV HEADER
CREATE TEMP TABLE unit AS
SELECT row_number() OVER () AS id, code, level, parent FROM unit_text;
CREATE TEMP TABLE indicator AS
SELECT place AS id, item ->> 'code' AS code, item #>> '{rollup,rule}' AS rule, item #>> '{rollup,weight}' AS weight,
       item #>> '{rollup,numerator}' AS numerator, item #>> '{rollup,denominator}' AS denominator, item ->> 'field' AS field
FROM json_array_elements((:'plan')::json -> 'indicators') WITH ORDINALITY AS items(item, place);
CREATE TEMP TABLE raw(unit text, indicator text, period text, value double precision);
\copy raw FROM 'measurements.csv' CSV HEADER
-- Under which province each commune stands.
CREATE TEMP TABLE commune AS
SELECT c.code, p.id AS province, p.code AS province_code
FROM unit c JOIN unit d ON d.code = c.parent AND d.level = 'district' JOIN unit p ON p.code = d.parent AND p.level = 'province'
WHERE c.level = 'commune';
ANALYZE;
COPY (
  WITH direct AS (
    SELECT c.province, c.province_code, i.id, i.code, f.period, i.rule, count(*) AS reporting,
           CASE i.rule WHEN 'sum' THEN sum(f.value) ELSE max(f.value) END AS value
    FROM raw f JOIN commune c ON c.code = f.unit JOIN indicator i ON i.code = f.indicator
    WHERE i.rule IN ('sum', 'max') AND i.field IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6),
  paired AS (
    SELECT c.province, c.province_code, i.id, i.code, f.period, i.rule, count(*) AS reporting,
           CASE i.rule WHEN 'ratio' THEN 100 * sum(f.value) ELSE sum(f.value * g.value) END / sum(g.value) AS value
    FROM indicator i JOIN raw f ON f.indicator = coalesce(i.numerator, i.code)
    JOIN raw g ON g.indicator = coalesce(i.denominator, i.weight) AND g.unit = f.unit AND g.period = f.period
    JOIN commune c ON c.code = f.unit
    WHERE i.rule IN ('ratio', 'weighted_mean') GROUP BY 1, 2, 3, 4, 5, 6)
  SELECT province_code AS unit, code AS indicator, period, value, reporting
  FROM (SELECT * FROM direct UNION ALL SELECT * FROM paired) AS report ORDER BY province, id, period
) TO STDOUT CSV HEADER;
