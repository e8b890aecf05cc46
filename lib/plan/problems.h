/** @file
 *  @brief Internal: every kind of problem that rsl_plan_finish() finds. The codes are for machines and never change.
 */
#ifndef RSL_PLAN_PROBLEMS_H
#define RSL_PLAN_PROBLEMS_H

/** X(name, code): the list is complete, since a problem can only be reported by its name here. */
#define RSL__PLAN_PROBLEMS(X) \
  X(MISSING_MEMBER, "missing_member") \
  X(NOT_UTF8, "not_utf8") \
  X(BAD_CODE, "bad_code") \
  X(RESERVED_CODE, "reserved_code") \
  X(BAD_EXTRA, "bad_extra") \
  X(BAD_VALUE, "bad_value") \
  X(TOO_MANY_LEVELS, "too_many_levels") \
  X(DUPLICATE_LEVEL, "duplicate_level") \
  X(DUPLICATE_UNIT, "duplicate_unit") \
  X(DUPLICATE_SUCCESSION, "duplicate_succession") \
  X(DUPLICATE_CALENDAR, "duplicate_calendar") \
  X(DUPLICATE_FIELD, "duplicate_field") \
  X(DUPLICATE_RESOLUTION, "duplicate_resolution") \
  X(DUPLICATE_GOAL, "duplicate_goal") \
  X(DUPLICATE_INDICATOR, "duplicate_indicator") \
  X(DUPLICATE_TARGET, "duplicate_target") \
  X(DUPLICATE_COMPOSITION, "duplicate_composition") \
  X(DUPLICATE_ITEM, "duplicate_item") \
  X(UNKNOWN_LEVEL, "unknown_level") \
  X(UNKNOWN_UNIT, "unknown_unit") \
  X(UNKNOWN_CALENDAR, "unknown_calendar") \
  X(UNKNOWN_FIELD, "unknown_field") \
  X(UNKNOWN_RESOLUTION, "unknown_resolution") \
  X(UNKNOWN_GOAL, "unknown_goal") \
  X(UNKNOWN_INDICATOR, "unknown_indicator") \
  X(AMBIGUOUS_UNIT, "ambiguous_unit") \
  X(BAD_REFERENCE, "bad_reference") \
  X(DATE_ORDER, "date_order") \
  X(TWO_PARENTS, "two_parents") \
  X(PARENT_NOT_HIGHER, "parent_not_higher") \
  X(PARENT_NOT_VALID, "parent_not_valid") \
  X(PARENT_GAP, "parent_gap") \
  X(PARENT_OVERLAP, "parent_overlap") \
  X(UNIT_CYCLE, "unit_cycle") \
  X(UNIT_NOT_VALID, "unit_not_valid") \
  X(UNKNOWN_ATTRIBUTE, "unknown_attribute") \
  X(UNIT_DOES_NOT_END, "unit_does_not_end") \
  X(BAD_SHARE, "bad_share") \
  X(SHARE_AND_BASIS, "share_and_basis") \
  X(SHARES_INCOMPLETE, "shares_incomplete") \
  X(SHARES_NOT_ONE, "shares_not_one") \
  X(BASIS_NO_AMOUNT, "basis_no_amount") \
  X(BASIS_NOT_MEASURED, "basis_not_measured") \
  X(SUCCESSION_TO_ITSELF, "succession_to_itself") \
  X(ORPHAN, "orphan") \
  X(ENDS_WITHOUT_SUCCESSION, "ends_without_succession") \
  X(BEGINS_WITHOUT_SUCCESSION, "begins_without_succession") \
  X(CODE_CHANGED_MEANING, "code_changed_meaning") \
  X(SPLIT_WITHOUT_SHARES, "split_without_shares") \
  X(PERIOD_ORDER, "period_order") \
  X(PERIOD_TYPES_DIFFER, "period_types_differ") \
  X(BASELINE_INSIDE_TERM, "baseline_inside_term") \
  X(ADOPTED_AFTER_END, "adopted_after_end") \
  X(RESOLUTION_CYCLE, "resolution_cycle") \
  X(MEMBER_NOT_OF_RULE, "member_not_of_rule") \
  X(BAD_OPERAND, "bad_operand") \
  X(TWO_CONDITIONS, "two_conditions") \
  X(GRADES_MISSING, "grades_missing") \
  X(UNKNOWN_GRADE, "unknown_grade") \
  X(GRADE_NOT_A_NUMBER, "grade_not_a_number") \
  X(GRADES_NOT_COUNTED, "grades_not_counted") \
  X(TOO_MANY_GRADES, "too_many_grades") \
  X(RULE_NOT_OF_GRADES, "rule_not_of_grades") \
  X(BAD_TIME_RULE, "bad_time_rule") \
  X(MEMBER_WITHOUT_EFFECT, "member_without_effect") \
  X(WEIGHT_HAS_NO_PERIOD, "weight_has_no_period") \
  X(OPERAND_NOT_MEASURED, "operand_not_measured") \
  X(STOP_BELOW_MEASURING, "stop_below_measuring") \
  X(INDICATOR_CYCLE, "indicator_cycle") \
  X(BAD_EXPRESSION, "bad_expression") \
  X(MEMBER_NOT_OF_FORM, "member_not_of_form") \
  X(BAD_RANGE, "bad_range") \
  X(BAD_TOLERANCE, "bad_tolerance") \
  X(DIRECTION_MISSING, "direction_missing") \
  X(AGAINST_DIRECTION, "against_direction") \
  X(BASELINE_MISSING, "baseline_missing") \
  X(BASELINE_NOT_BEFORE_BY, "baseline_not_before_by") \
  X(BY_OUTSIDE_TERM, "by_outside_term") \
  X(BY_FINER_THAN_FREQUENCY, "by_finer_than_frequency") \
  X(TIME_RULE_MISSING, "time_rule_missing") \
  X(MILESTONE_ORDER, "milestone_order") \
  X(MILESTONES_UNUSED, "milestones_unused") \
  X(BAD_TRAJECTORY, "bad_trajectory") \
  X(UNKNOWN_TARGET, "unknown_target") \
  X(TARGET_CYCLE, "target_cycle") \
  X(COUNTERPART_IN_TREE, "counterpart_in_tree") \
  X(QUOTA_ORDER, "quota_order") \
  X(QUOTAS_NOT_TOTAL, "quotas_not_total") \
  X(STRETCH_NOT_BEYOND, "stretch_not_beyond") \
  X(FIELD_DIFFERS, "field_differs") \
  X(TOO_FEW_INDICATORS, "too_few_indicators") \
  X(DUPLICATE_CHECK, "duplicate_check") \
  X(DUPLICATE_CAMPAIGN, "duplicate_campaign") \
  X(DUPLICATE_FINDING, "duplicate_finding") \
  X(DUPLICATE_ACTION, "duplicate_action") \
  X(UNKNOWN_CAMPAIGN, "unknown_campaign") \
  X(UNKNOWN_FINDING, "unknown_finding") \
  X(TWO_DEADLINES, "two_deadlines") \
  X(DEADLINE_ORDER, "deadline_order") \
  X(DEADLINE_TOO_EARLY, "deadline_too_early") \
  X(HOLIDAY_OUTSIDE, "holiday_outside") \
  X(DEADLINE_AFTER_CONFERENCE, "deadline_after_conference") \
  X(EFFECT_OF_OTHER_INDICATOR, "effect_of_other_indicator")

typedef enum rsl__plan_problem {
#define RSL__PROBLEM_NAME(name, code) RSL__PROBLEM_##name,
  RSL__PLAN_PROBLEMS(RSL__PROBLEM_NAME)
#undef RSL__PROBLEM_NAME
      RSL__PLAN_PROBLEM_END
} rsl__plan_problem;

/** The code of a problem, as "unknown_unit". */
const char *rsl__plan_problem_code(rsl__plan_problem problem);

#endif
