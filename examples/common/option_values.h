/** @file
 *  @brief What each option makes of its value.
 */
#ifndef EXAMPLES_OPTION_VALUES_H
#define EXAMPLES_OPTION_VALUES_H

#include "options.h"

/** Takes an option's value; NULL where it has none. @param[out] wanted what it should have been.
 *  @return false where it cannot be taken. */
typedef bool take_value(cli_settings *settings, const char *value, const char **wanted);

take_value take_format, take_output, take_language, take_wide, take_names, take_quiet, take_progress;
take_value take_as_known, take_on_duplicate, take_skip_bad, take_rejects, take_decimal, take_thousands;
take_value take_date_order, take_max_size, take_max_line, take_max_depth, take_max_problems, take_unit;
take_value take_below, take_children, take_level, take_indicator, take_resolution, take_goal, take_field;
take_value take_period, take_every, take_as_of, take_forecast, take_reasons, take_differs, take_summary, take_fail_on;
take_value take_tolerance, take_target, take_bounds, take_structure, take_to_date, take_threads, take_save_cube;
take_value take_why, take_most, take_propose, take_what_if, take_campaign, take_submissions, take_on, take_remind,
    take_findings;
take_value take_rank, take_rank_by, take_compare, take_review, take_value_to_reach, take_by, take_baseline,
    take_direction, take_limit, take_targets;

#endif
