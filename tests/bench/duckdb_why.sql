-- The figures of why.c, from the same whole numbers.
--! once -
CREATE TABLE unit AS
SELECT (10 ** 6 * level + i)::INTEGER AS id, level,
       CASE WHEN level > 0 THEN (10 ** 6 * (level - 1) + i * above // many)::INTEGER END AS above
FROM (VALUES (0, 1, 1), (1, 63, 1), (2, 705, 63), (3, 10600, 705)) AS levels(level, many, above), range(many) AS places(i);
CREATE TABLE fact AS
SELECT (3 * 10 ** 6 + c)::INTEGER AS unit, later,
       CASE WHEN later = 0 OR amount % 100 >= 3 THEN (2000 + c % 4001 + later * (c % 13 - 2) * 40 + amount % 601)::DOUBLE / 100 END AS amount,
       (30 + above % 101 - later * (c % 17))::DOUBLE AS above, (900 + c % 1501 + below % 51)::DOUBLE AS below
FROM (SELECT c, later, (c * 7919 + later * 1299709) % 65521 * 30011 % 65537 AS amount,
             (c * 7919 + 104729 + later * 1299709) % 65521 * 30011 % 65537 AS above,
             (c * 7919 + 209458 + later * 1299709) % 65521 * 30011 % 65537 AS below
      FROM range(10600) AS communes(c), range(2) AS years(later));
-- Each unit's figures of both years, level by level, as the library rolls them up for the parting.
--! time why.AMOUNT_s
CREATE OR REPLACE TEMP TABLE parted AS
WITH commune AS (
  SELECT unit AS id, sum(amount) FILTER (later = 0) AS b, sum(amount) FILTER (later = 1) AS a FROM fact GROUP BY unit),
district AS (SELECT above AS id, sum(b) AS b, sum(a) AS a FROM commune JOIN unit USING (id) GROUP BY above),
province AS (SELECT above AS id, sum(b) AS b, sum(a) AS a FROM district JOIN unit USING (id) GROUP BY above),
nation AS (SELECT above AS id, sum(b) AS b, sum(a) AS a FROM province JOIN unit USING (id) GROUP BY above),
figure AS (FROM commune UNION ALL FROM district UNION ALL FROM province UNION ALL FROM nation),
gap AS (SELECT *, b + (600000 - b) * 2 / 10 AS expected FROM nation),
part AS (
  SELECT f.id, u.above, u.level, f.b, f.a, g.expected * f.b / g.b AS expected,
         coalesce(f.a, 0) - g.expected * f.b / g.b AS contribution, g.a - g.expected AS gap
  FROM figure f JOIN unit u USING (id), gap g)
SELECT *, 100 * contribution / gap AS percent, row_number() OVER (PARTITION BY above ORDER BY contribution / gap DESC) AS place
FROM part ORDER BY level, above, place;
--! check
SELECT 'check.AMOUNT.gap', sum(contribution) FROM parted WHERE level = 0
UNION ALL SELECT 'check.AMOUNT.first', sum(contribution) FROM parted WHERE level > 0 AND place = 1;
--! time why.SHARE_s
CREATE OR REPLACE TEMP TABLE parted AS
WITH commune AS (
  SELECT unit AS id, sum(above) FILTER (later = 0) AS n0, sum(below) FILTER (later = 0) AS d0,
         sum(above) FILTER (later = 1) AS n1, sum(below) FILTER (later = 1) AS d1 FROM fact GROUP BY unit),
district AS (
  SELECT above AS id, sum(n0) AS n0, sum(d0) AS d0, sum(n1) AS n1, sum(d1) AS d1 FROM commune JOIN unit USING (id) GROUP BY above),
province AS (
  SELECT above AS id, sum(n0) AS n0, sum(d0) AS d0, sum(n1) AS n1, sum(d1) AS d1 FROM district JOIN unit USING (id) GROUP BY above),
nation AS (
  SELECT above AS id, sum(n0) AS n0, sum(d0) AS d0, sum(n1) AS n1, sum(d1) AS d1 FROM province JOIN unit USING (id) GROUP BY above),
figure AS (FROM commune UNION ALL FROM district UNION ALL FROM province UNION ALL FROM nation),
gap AS (
  SELECT d0, d1, 100 * n0 / d0 AS b, 100 * n1 / d1 AS a, (2 - 100 * n0 / d0) * 2 / 10 AS step FROM nation),
unit_share AS (
  SELECT f.id, u.above, u.level, f.d0 / g.d0 AS w0, f.d1 / g.d1 AS w1, 100 * f.n0 / f.d0 AS r0, 100 * f.n1 / f.d1 AS r1,
         g.step, (g.a + g.b) / 2 AS middle, g.a - g.b - g.step AS gap
  FROM figure f JOIN unit u USING (id), gap g),
part AS (
  SELECT *, r0 + step AS expected, (w0 + w1) / 2 * (r1 - r0 - step) AS level_effect, (w1 - w0) * ((r0 + r1) / 2 - middle) AS mix_effect
  FROM unit_share)
SELECT *, level_effect + mix_effect AS contribution, 100 * (level_effect + mix_effect) / gap AS percent,
       row_number() OVER (PARTITION BY above ORDER BY (level_effect + mix_effect) / gap DESC) AS place
FROM part ORDER BY level, above, place;
--! check
SELECT 'check.SHARE.gap', sum(contribution) FROM parted WHERE level = 0
UNION ALL SELECT 'check.SHARE.first', sum(contribution) FROM parted WHERE level > 0 AND place = 1
UNION ALL SELECT 'check.SHARE.level', sum(level_effect) FROM parted WHERE level = 3
UNION ALL SELECT 'check.SHARE.mix', sum(mix_effect) FROM parted WHERE level = 3;
