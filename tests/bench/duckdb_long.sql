-- The long table, level by level.
--! time rollup.long_s
CREATE OR REPLACE TEMP TABLE district AS
SELECT u.above AS unit, f.indicator, f.period, sum(f.value) AS a, NULL::DOUBLE AS b, max(f.value) AS most, count(*) AS reporting
FROM fact f JOIN alone ON alone.id = f.indicator JOIN unit u ON u.id = f.unit GROUP BY ALL
UNION ALL
SELECT u.above, p.id, f.period, sum(CASE p.rule WHEN 'ratio' THEN f.value ELSE f.value * g.value END), sum(g.value), NULL, count(*)
FROM pair p JOIN fact f ON f.indicator = p.one
JOIN fact g ON g.indicator = p.other AND g.unit = f.unit AND g.period = f.period
JOIN unit u ON u.id = f.unit GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE province AS
SELECT u.above AS unit, indicator, period, sum(a) AS a, sum(b) AS b, max(most) AS most, sum(reporting) AS reporting
FROM district JOIN unit u ON u.id = unit GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE nation AS
SELECT u.above AS unit, indicator, period, sum(a) AS a, sum(b) AS b, max(most) AS most, sum(reporting) AS reporting
FROM province JOIN unit u ON u.id = unit GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE figure AS
SELECT unit, indicator, period, i.rule, reporting,
       CASE i.rule WHEN 'sum' THEN a WHEN 'max' THEN most WHEN 'ratio' THEN 100 * a / nullif(b, 0) ELSE a / nullif(b, 0) END AS value
FROM (FROM district UNION ALL FROM province UNION ALL FROM nation) JOIN indicator i ON i.id = indicator;
--! check
SELECT 'check.' || rule || '.value', sum(value) FROM figure GROUP BY rule
UNION ALL SELECT 'check.' || rule || '.figures', count(value) FROM figure GROUP BY rule
UNION ALL SELECT 'check.' || rule || '.reporting', sum(reporting) FROM figure GROUP BY rule;
