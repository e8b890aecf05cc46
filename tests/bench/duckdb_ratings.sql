-- The series of ratings.c, from the same whole numbers.
--! once -
CREATE TABLE fact AS
SELECT s::INTEGER AS series, m::INTEGER AS month,
       (2000 + s % 4001 + m * (s % 13 - 4) * 5 + noise % 601 - 300)::DOUBLE / 100 AS value
FROM (SELECT s, m, (s * 7919 + m * 104729) % 65521 * 30011 % 65537 AS noise
      FROM range(1136900) AS series(s), range(60) AS months(m))
WHERE noise % 100 >= 3 ORDER BY series, month;
CREATE TABLE aim AS
SELECT s::INTEGER AS series, (2000 + s % 4001 + (s % 9 - 3) * 400)::DOUBLE / 100 AS target, s % 9 >= 3 AS rises
FROM range(1136900) AS series(s);
-- One grouping: quicker than windows over each figure. A month is a twelfth of a year after 2020; the end of 2030 is 10.
--! time ratings.path_s
CREATE OR REPLACE TEMP TABLE rated AS
WITH line AS (
  SELECT series, count(*) AS n, arg_min(value, month) AS start, arg_max(value, month) AS actual, min(month) AS begins,
         max(month) AS now, regr_slope(value, (month + 1) / 12) AS slope, regr_intercept(value, (month + 1) / 12) AS intercept,
         regr_sxx(value, (month + 1) / 12) AS sxx, regr_syy(value, (month + 1) / 12) AS syy, avg((month + 1) / 12) AS mean
  FROM fact GROUP BY series),
way AS (
  SELECT *, CASE WHEN rises THEN 1 ELSE -1 END AS side, start + (target - start) * (now - begins) / (119 - begins) AS expected
  FROM line JOIN aim USING (series)),
far AS (
  SELECT *, (actual - start) / nullif(expected - start, 0) AS ratio, intercept + slope * 10 AS projected,
         sqrt((syy - slope * slope * sxx) / (n - 2)) * sqrt(1 + 1 / n + (10 - mean) * (10 - mean) / sxx) AS unit
  FROM way)
SELECT series, ratio, (actual - start) / ((now - begins) / 12) AS pace, (target - actual) / ((119 - now) / 12) AS required_pace,
       projected, projected - 2 * unit AS low, projected + 2 * unit AS high,
       CASE WHEN side * start >= side * target AND side * actual >= side * target THEN 'on_track'
            WHEN side * start >= side * target THEN 'off_track'
            WHEN side * actual > side * target THEN 'exceeded_early'
            WHEN actual = target THEN 'met_early'
            WHEN side * actual < side * start THEN 'off_track'
            WHEN ratio >= 0.95 THEN 'on_track'
            WHEN ratio >= 0.60 THEN 'behind'
            ELSE 'off_track' END AS rating
FROM far;
--! check
SELECT 'check.' || rating, count(*) FROM rated GROUP BY rating
UNION ALL SELECT 'check.ratio', sum(ratio) FROM rated
UNION ALL SELECT 'check.pace', sum(pace) FROM rated
UNION ALL SELECT 'check.required_pace', sum(required_pace) FROM rated
UNION ALL SELECT 'check.projected', sum(projected) FROM rated;
