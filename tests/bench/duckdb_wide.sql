-- A column for each measured indicator: DuckDB's best case, once the table is turned. The indicators' codes make the SQL.
--! once pivot_s
CREATE TABLE wide AS
PIVOT (SELECT unit, period, code, value FROM fact JOIN indicator i ON i.id = indicator) ON code USING any_value(value)
GROUP BY unit, period;
--! text rollup.wide_s
WITH item AS (
  SELECT i.code, i.rule, coalesce(i.numerator, i.code) AS one, coalesce(i.denominator, i.weight) AS other
  FROM indicator i WHERE field IS NOT NULL),
lowest AS (
  SELECT string_agg(
    CASE rule WHEN 'sum' THEN printf('sum(%s) AS %s_a, count(%s) AS %s_n', code, code, code, code)
              WHEN 'max' THEN printf('max(%s) AS %s_a, count(%s) AS %s_n', code, code, code, code)
              WHEN 'ratio' THEN printf('sum(%s) FILTER (%s IS NOT NULL) AS %s_a, sum(%s) FILTER (%s IS NOT NULL) AS %s_b, count(%s + %s) AS %s_n',
                                       one, other, code, other, one, code, one, other, code)
              ELSE printf('sum(%s * %s) AS %s_a, sum(%s) FILTER (%s IS NOT NULL) AS %s_b, count(%s + %s) AS %s_n',
                          one, other, code, other, one, code, one, other, code) END, ', ') AS columns
  FROM item),
higher AS (
  SELECT string_agg(
    printf('%s(%s_a) AS %s_a, sum(%s_n) AS %s_n', CASE rule WHEN 'max' THEN 'max' ELSE 'sum' END, code, code, code, code) ||
    CASE WHEN rule IN ('ratio', 'weighted_mean') THEN printf(', sum(%s_b) AS %s_b', code, code) ELSE '' END, ', ') AS columns
  FROM item)
SELECT printf('CREATE OR REPLACE TEMP TABLE wide_district AS SELECT u.above AS unit, period, %s FROM wide JOIN unit u ON u.id = unit GROUP BY ALL;
               CREATE OR REPLACE TEMP TABLE wide_province AS SELECT u.above AS unit, period, %s FROM wide_district JOIN unit u ON u.id = unit GROUP BY ALL;
               CREATE OR REPLACE TEMP TABLE wide_nation AS SELECT u.above AS unit, period, %s FROM wide_province JOIN unit u ON u.id = unit GROUP BY ALL',
              lowest.columns, higher.columns, higher.columns)
FROM lowest, higher;
