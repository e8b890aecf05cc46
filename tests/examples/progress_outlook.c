/* Where a series is heading, and how sure that is. The numbers are those of the concepts page. */
#include <math.h>
#include <stdio.h>

#include <resolution/progress.h>

static void show(const char *what, double value) {
  char text[RSL_NUMBER_TEXT];
  rsl_number_format(rsl_number_round(rsl_number_from_double(value), 2), text);
  printf("%s %s\n", what, *text != '\0' ? text : "cannot be told");
}

static void show_outlook(const char *what, const rsl_outlook *outlook) {
  printf("%s: %zu figures, %s\n", what, outlook->points,
         outlook->reason == RSL_REASON_NONE ? "all told" : rsl_reason_code(outlook->reason));
  show("  change a year", outlook->slope);
  show("  in 2025", outlook->projected);
  show("  from", outlook->low);
  show("  to", outlook->high);
}

static int trends(void) {
  const double years[] = { 2021, 2022, 2023, 2024 };
  const double values[] = { 37.0, 38.0, 40.0, NAN };
  rsl_outlook_input input = RSL_OUTLOOK_INPUT_INIT;
  rsl_outlook outlook;
  rsl_error error = RSL_ERROR_INIT;
  input.times = years;
  input.values = values;
  input.at = 2025;

  input.count = 2; /* two points: a line, and nothing to tell how sure it is */
  if (rsl_outlook_least_squares(&input, &outlook, &error) != RSL_OK) return 1;
  show_outlook("least squares", &outlook);
  input.count = 4; /* the last figure is not in yet, and passed over */
  if (rsl_outlook_least_squares(&input, &outlook, &error) != RSL_OK) return 1;
  show_outlook("least squares", &outlook);
  rsl_chance chance = rsl_outlook_chance(&outlook, 45, RSL_DIRECTION_INCREASE);
  printf("45 in reach: %s, %s\n", rsl_chance_name(chance), rsl_chance_word(chance, RSL_LANGUAGE_ENGLISH));
  if (!rsl_outlook_clamp(&outlook, 0, 44)) return 1; /* had it a natural end at 44 */
  show("  no further than", outlook.high);
  show("one degree of freedom, 95 %:", rsl_student_quantile(1, 0.95));

  if (rsl_outlook_log_linear(&input, &outlook, &error) != RSL_OK) return 1;
  show("growth a year, percent", 100 * outlook.growth);
  if (rsl_outlook_theil_sen(&input, NULL, &outlook, &error) != RSL_OK) return 1;
  show("median slope", outlook.slope);
  if (rsl_outlook_repeated_medians(&input, RSL_MEDIANS_HIERARCHICAL, NULL, &outlook, &error) != RSL_OK) return 1;
  show("repeated medians", outlook.slope);
  rsl_projection line = RSL_PROJECTION_LEAST_SQUARES;
  if (!rsl_projection_parse("theil_sen", 9, &line)) return 1;
  if (rsl_outlook_find(line, &input, NULL, &outlook, &error) != RSL_OK) return 1;
  show(rsl_projection_name(line), outlook.projected);
  rsl_holt_rule rule = RSL_HOLT_RULE_INIT;
  input.count = 3; /* Holt's method takes no gap */
  if (rsl_outlook_holt(&input, &rule, &outlook, &error) != RSL_OK) return 1;
  show("Holt in 2025", outlook.projected);
  rsl_rank_correlation ranks;
  if (rsl_outlook_kendall(&input, &ranks, &error) != RSL_OK) return 1;
  show("it rises: tau", ranks.tau);
  show("by chance: p", ranks.p);
  return 0;
}

static int pace(void) {
  rsl_pace_input input = RSL_PACE_INPUT_INIT;
  rsl_pace found;
  input.start = 2020;
  input.now = 2022;
  input.end = 2025;
  input.baseline = rsl_number_from_decimal((rsl_decimal){ 360, 1 });
  input.actual = rsl_number_from_decimal((rsl_decimal){ 387, 1 });
  input.target = rsl_number_from_integer(45);
  if (rsl_pace_find(&input, &found, NULL) != RSL_OK) return 1;
  show("expected", found.expected.real);
  show("pace", found.pace.real);
  show("required", found.required.real);

  const rsl_number growths[] = { rsl_number_from_decimal((rsl_decimal){ 255, 2 }),
                                 rsl_number_from_decimal((rsl_decimal){ 854, 2 }) };
  show("growth so far, percent", rsl_growth_average(growths, 2).real);
  show("to make 7 % of five years", rsl_growth_required(rsl_number_from_integer(7), 5, growths, 2).real);
  return 0;
}

int main(void) {
  return trends() != 0 || pace() != 0;
}
