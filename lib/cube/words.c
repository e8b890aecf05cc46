#include <stddef.h>

#include <resolution/cube.h>

const char *rsl_origin_name(rsl_origin origin) {
  static const char *const names[] = { "", "own", "children", "mixed", "carried" };
  unsigned index = (unsigned)origin;
  return index < sizeof names / sizeof names[0] ? names[index] : "";
}

const char *rsl_qualifier_mark(rsl_qualifier qualifier) {
  static const char *const marks[RSL_QUALIFIER_END] = { "", "~", ">", ">=", "<", "<=", "" };
  return (unsigned)qualifier < RSL_QUALIFIER_END ? marks[qualifier] : NULL;
}

const char *rsl_absence_name(rsl_absence absence) {
  static const char *const names[RSL_ABSENCE_END] = { "",
                                                      "not_reported",
                                                      "reported_missing",
                                                      "withdrawn",
                                                      "not_applicable",
                                                      "not_measured",
                                                      "zero_denominator",
                                                      "zero_weight",
                                                      "no_partner",
                                                      "absent_operand",
                                                      "division_by_zero",
                                                      "only_qualified",
                                                      "out_of_range",
                                                      "not_collected",
                                                      "suppressed",
                                                      "no_earlier_report",

                                                      "split" };
  unsigned index = (unsigned)absence;
  return index < RSL_ABSENCE_END ? names[index] : "";
}

const char *rsl_flag_name(rsl_flag flag) {
  static const char *const names[] = { "partial",
                                       "below_min_coverage",
                                       "estimate",
                                       "forecast",
                                       "regression",
                                       "baseline_differs",
                                       "unpaired",
                                       "qualified",
                                       "mixed_vintage",
                                       "published_differs",
                                       "adjusted",
                                       "unit_closed",
                                       "definition_changed",
                                       "coverage_could_change_it",
                                       "revised" };
  for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
    if ((unsigned)flag == 1u << i) return names[i];
  return NULL;
}
