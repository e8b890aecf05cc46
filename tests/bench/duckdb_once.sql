-- From the files to the provinces' report, once.
--! once -
COPY (
  WITH leaf AS (
    SELECT f.unit, f.indicator, f.period, f.value AS a, NULL::DOUBLE AS b FROM fact f JOIN alone ON alone.id = f.indicator
    UNION ALL
    SELECT f.unit, p.id, f.period, CASE p.rule WHEN 'ratio' THEN f.value ELSE f.value * g.value END, g.value
    FROM pair p JOIN fact f ON f.indicator = p.one
    JOIN fact g ON g.indicator = p.other AND g.unit = f.unit AND g.period = f.period),
  above AS (SELECT u.id AS unit, d.above AS province FROM unit u JOIN unit d ON d.id = u.above)
  SELECT u.code AS unit, i.code AS indicator, period // 12 AS year, period % 12 AS month, count(*) AS reporting,
         CASE any_value(i.rule) WHEN 'sum' THEN sum(a) WHEN 'max' THEN max(a) WHEN 'ratio' THEN 100 * sum(a) / nullif(sum(b), 0)
                                ELSE sum(a) / nullif(sum(b), 0) END AS value
  FROM leaf JOIN above USING (unit) JOIN unit u ON u.id = above.province JOIN indicator i ON i.id = indicator
  GROUP BY u.id, u.code, i.id, i.code, period ORDER BY u.id, i.id, period)
TO '/dev/stdout' (FORMAT csv, HEADER);
