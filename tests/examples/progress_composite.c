/* A composite score of three districts, from their figures to what the weights do to it. */
#include <stdio.h>

#include <resolution/progress.h>

enum { UNITS = 3, NODES = 4 };
enum { WHOLE, SCHOOLS, HEALTH, POVERTY }; /* the nodes */

static void show(const char *what, double value) {
  char text[RSL_NUMBER_TEXT];
  rsl_number_format(rsl_number_round(rsl_number_from_double(value), 1), text);
  printf("%s %s", what, *text != '\0' ? text : "none");
}

/* One indicator's figures to its column of the scores. */
static int scale(const double *figures, rsl_direction direction, size_t node, double *scores) {
  double scaled[UNITS];
  rsl_reason reason = RSL_REASON_NONE;
  rsl_normalise_rule rule = RSL_NORMALISE_RULE_INIT;
  rule.direction = direction;
  if (rsl_normalise(&rule, figures, UNITS, NULL, scaled, &reason, NULL) != RSL_OK) return 1;
  for (size_t i = 0; i < UNITS; i++) scores[i * NODES + node] = scaled[i];
  return reason != RSL_REASON_NONE;
}

static int show_sensitivity(const rsl_composite *composite, const double *scores) {
  static const char *const names[NODES] = { "whole", "schools", "health", "poverty" };
  rsl_weight_effect effects[2 * (NODES - 1)];
  rsl_score_range ranges[UNITS];
  if (rsl_composite_sensitivity(composite, scores, UNITS, RSL_SENSITIVITY_SHARE, NULL, effects, ranges, NULL) != RSL_OK)
    return 1;
  for (size_t i = 0; i < 2 * (NODES - 1); i++) {
    show(names[effects[i].node], effects[i].weight);
    show(": largest move", effects[i].score_move);
    printf(" of unit %zu, %zu change places\n", effects[i].score_unit, effects[i].ranks_moved);
  }
  for (size_t i = 0; i < UNITS; i++) {
    printf("unit %zu: place %zu, from %zu to %zu", i, ranges[i].rank, ranges[i].best_rank, ranges[i].worst_rank);
    show("; score", ranges[i].score);
    show(", from", ranges[i].low);
    show(" to", ranges[i].high);
    printf("\n");
  }
  return 0;
}

int main(void) {
  const double schools[UNITS] = { 90, 70, 50 };
  const double health[UNITS] = { 20, 58, 70 };
  const double poverty[UNITS] = { 8, RSL_UNKNOWN, 4 }; /* less is better; one district has not told it */
  const rsl_composite_node nodes[NODES] = {
    { 0, 1, NULL }, { WHOLE, 2, NULL }, { WHOLE, 2, NULL }, { WHOLE, 1, NULL }
  };
  rsl_composite composite = RSL_COMPOSITE_INIT;
  composite.nodes = nodes;
  composite.count = NODES;

  double scores[UNITS * NODES] = { 0 };
  rsl_error error = RSL_ERROR_INIT;
  if (scale(schools, RSL_DIRECTION_INCREASE, SCHOOLS, scores) != 0 ||
      scale(health, RSL_DIRECTION_INCREASE, HEALTH, scores) != 0 ||
      scale(poverty, RSL_DIRECTION_DECREASE, POVERTY, scores) != 0)
    return 1;
  if (rsl_composite_scores(&composite, UNITS, NULL, scores, &error) != RSL_OK) {
    fprintf(stderr, "%s\n", error.text);
    return 1;
  }
  double wholes[UNITS];
  size_t ranks[UNITS];
  for (size_t i = 0; i < UNITS; i++) wholes[i] = scores[i * NODES];
  if (rsl_rank(wholes, UNITS, NULL, ranks, NULL) != RSL_OK) return 1;
  for (size_t i = 0; i < UNITS; i++) {
    printf("unit %zu: place %zu, ", i, ranks[i]);
    show("score", wholes[i]);
    show(": schools", scores[i * NODES + SCHOOLS]);
    show(", health", scores[i * NODES + HEALTH]);
    show(", poverty", scores[i * NODES + POVERTY]);
    printf("\n");
  }
  if (show_sensitivity(&composite, scores) != 0) return 1;

  /* Another mean, with at least 90 % of the parts: the second district has none then. */
  rsl_aggregate_rule rule = RSL_AGGREGATE_RULE_INIT;
  rsl_reason reason = RSL_REASON_NONE;
  double mean = 0;
  const double weights[] = { 2, 2, 1 };
  rule.min_available = 0.9;
  if (rsl_aggregate(&rule, &scores[NODES + SCHOOLS], weights, NODES - 1, &mean, &reason, NULL) != RSL_OK) return 1;
  show("unit 1 of complete parts:", mean);
  printf(" (%s)\n", rsl_reason_code(reason));

  double copeland[2];
  const double pairs[] = { 80, 20, 70, 40, 58, 60 };
  if (rsl_copeland(pairs, NULL, 2, 3, copeland, NULL) != RSL_OK) return 1;
  show("Copeland", copeland[0]);
  show(" and", copeland[1]);
  const double years[] = { 2020, 2022 };
  const double incomes[] = { 100, 121 };
  show("; growth a year, percent", 100 * rsl_growth_compound(years, incomes, 2));
  printf("\n");
  return 0;
}
