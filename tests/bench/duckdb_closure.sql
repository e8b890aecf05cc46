-- The long table, every unit above a commune beside it, in one grouping.
--! once -
CREATE TABLE closure AS
WITH RECURSIVE up(leaf, unit) AS (
  SELECT id, above FROM unit WHERE level = 'commune'
  UNION ALL SELECT leaf, above FROM up JOIN unit ON id = unit WHERE above IS NOT NULL)
FROM up;
--! time rollup.closure_s
CREATE OR REPLACE TEMP TABLE by_closure AS
SELECT c.unit, indicator, period, i.rule, count(*) AS reporting,
       CASE i.rule WHEN 'sum' THEN sum(a) WHEN 'max' THEN max(a) WHEN 'ratio' THEN 100 * sum(a) / nullif(sum(b), 0)
                   ELSE sum(a) / nullif(sum(b), 0) END AS value
FROM (SELECT f.unit, f.indicator, f.period, f.value AS a, NULL::DOUBLE AS b FROM fact f JOIN alone ON alone.id = f.indicator
      UNION ALL
      SELECT f.unit, p.id, f.period, CASE p.rule WHEN 'ratio' THEN f.value ELSE f.value * g.value END, g.value
      FROM pair p JOIN fact f ON f.indicator = p.one
      JOIN fact g ON g.indicator = p.other AND g.unit = f.unit AND g.period = f.period) figure
JOIN closure c ON c.leaf = figure.unit JOIN indicator i ON i.id = indicator
GROUP BY c.unit, indicator, period, i.rule;
