-- From the files to the provinces' report, once. For the sqlite3 program. CROSS JOIN keeps the order of the tables.
.bail on
PRAGMA journal_mode = off;
PRAGMA synchronous = off;
PRAGMA temp_store = memory;
PRAGMA cache_size = -1000000;
.import --csv units.csv unit_text
CREATE TABLE unit(id INTEGER PRIMARY KEY, code TEXT UNIQUE, level TEXT, above INTEGER);
INSERT INTO unit SELECT u.rowid, u.code, u.level, p.rowid FROM unit_text u LEFT JOIN unit_text p ON p.code = u.parent;
CREATE TABLE indicator AS
SELECT key AS id, value ->> 'code' AS code, value ->> '$.rollup.rule' AS rule, value ->> '$.rollup.weight' AS weight,
       value ->> '$.rollup.numerator' AS numerator, value ->> '$.rollup.denominator' AS denominator, value ->> 'field' AS field
FROM json_each(readfile('plan.json'), '$.indicators');
CREATE UNIQUE INDEX indicator_code ON indicator(code);
CREATE TABLE pair AS
SELECT i.id, i.rule, coalesce(n.id, i.id) AS one, d.id AS other
FROM indicator i LEFT JOIN indicator n ON n.code = i.numerator JOIN indicator d ON d.code = coalesce(i.denominator, i.weight);
CREATE TABLE raw(unit TEXT, indicator TEXT, period TEXT, value REAL);
.import --csv --skip 1 measurements.csv raw
CREATE TABLE fact(unit INTEGER, indicator INTEGER, period TEXT, value REAL, PRIMARY KEY(unit, indicator, period)) WITHOUT ROWID;
INSERT INTO fact
SELECT u.id, i.id, period, value FROM raw JOIN unit u ON u.code = unit JOIN indicator i ON i.code = indicator;
CREATE TABLE report AS
WITH commune(id, province) AS (SELECT u.id, d.above FROM unit u JOIN unit d ON d.id = u.above WHERE u.level = 'commune')
SELECT province, i.id AS indicator, period, i.rule, count(*) AS reporting,
       CASE i.rule WHEN 'sum' THEN sum(f.value) ELSE max(f.value) END AS value
FROM commune c CROSS JOIN indicator i CROSS JOIN fact f ON f.unit = c.id AND f.indicator = i.id
WHERE i.rule IN ('sum', 'max') AND i.field IS NOT NULL GROUP BY province, i.id, period
UNION ALL
SELECT province, p.id, f.period, p.rule, count(*),
       CASE p.rule WHEN 'ratio' THEN 100 * sum(f.value) ELSE sum(f.value * g.value) END / sum(g.value)
FROM commune c CROSS JOIN pair p CROSS JOIN fact f ON f.unit = c.id AND f.indicator = p.one
CROSS JOIN fact g ON g.unit = c.id AND g.indicator = p.other AND g.period = f.period GROUP BY province, p.id, f.period;
.mode csv
.headers on
SELECT u.code AS unit, i.code AS indicator, r.period, r.value, r.reporting
FROM report r JOIN unit u ON u.id = r.province JOIN indicator i ON i.id = r.indicator ORDER BY r.province, r.indicator, r.period;
