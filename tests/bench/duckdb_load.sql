-- The plan's units and indicators, then the figures with integers for keys.
--! once -
CREATE TABLE unit AS
SELECT (row_number() OVER () - 1)::INTEGER AS id, code, level, parent FROM read_csv('units.csv', all_varchar = true);
ALTER TABLE unit ADD COLUMN above INTEGER;
UPDATE unit SET above = parent.id FROM unit parent WHERE parent.code = unit.parent;
CREATE TABLE indicator AS
SELECT (row_number() OVER () - 1)::SMALLINT AS id, i.code AS code, i.rollup.rule AS rule, i.rollup.weight AS weight,
       i.rollup.numerator AS numerator, i.rollup.denominator AS denominator, i.field AS field
FROM (SELECT unnest(indicators) AS i FROM read_json('plan.json', maximum_object_size = 100000000));
-- What is reported on, and from which columns: a figure alone, or two of one unit and month.
CREATE TABLE alone AS SELECT id FROM indicator WHERE field IS NOT NULL AND rule IN ('sum', 'max');
CREATE TABLE pair AS
SELECT i.id, i.rule, coalesce(n.id, i.id) AS one, d.id AS other
FROM indicator i LEFT JOIN indicator n ON n.code = i.numerator JOIN indicator d ON d.code = coalesce(i.denominator, i.weight);
--! once read_s
CREATE TABLE fact AS
SELECT u.id AS unit, i.id AS indicator, (m.period[1:4]::SMALLINT * 12 + m.period[6:7]::SMALLINT)::SMALLINT AS period, m.value
FROM read_csv('measurements.csv', header = true,
              columns = {'unit': 'VARCHAR', 'indicator': 'VARCHAR', 'period': 'VARCHAR', 'value': 'DOUBLE'}) m
JOIN unit u ON u.code = m.unit JOIN indicator i ON i.code = m.indicator;
