/* A plan made through plan.h, record by record, and what can be asked of it once it is finished. */
#include <stdio.h>
#include <string.h>

#include <resolution/plan_campaigns.h>

static rsl_status add_units(rsl_plan *plan) {
  static const rsl_level levels[] = { { "district", "District", { NULL, 0 } }, { "commune", "Commune", { NULL, 0 } } };
  static const char *const codes[] = { "D", "E", "A", "B" };
  rsl_status status = RSL_OK;
  for (size_t i = 0; status == RSL_OK && i < 2; i++) status = rsl_plan_add_level(plan, &levels[i]);
  for (size_t i = 0; status == RSL_OK && i < 4; i++) {
    rsl_unit unit;
    rsl_unit_parent moved[2];
    rsl_attribute type;
    rsl_unit_init(&unit);
    unit.code = unit.name = codes[i];
    unit.level = i < 2 ? "district" : "commune";
    if (i >= 2) { /* what applies_to of an indicator may ask for */
      rsl_attribute_init(&type);
      type.name = "type";
      type.value = i == 2 ? "coast" : "inland";
      unit.attributes = &type;
      unit.attribute_count = 1;
    }
    if (i == 2) {
      unit.parent = "D";
      unit.to = rsl_date_from_civil(2025, 7, 1);
    }
    if (i == 3) { /* B went from one district to the other in 2022 */
      rsl_unit_parent_init(&moved[0]);
      rsl_unit_parent_init(&moved[1]);
      moved[0].parent = "D";
      moved[1].parent = "E";
      moved[0].to = moved[1].from = rsl_date_from_civil(2022, 1, 1);
      unit.parents = moved;
      unit.parent_count = 2;
    }
    status = rsl_plan_add_unit(plan, &unit);
  }
  return status;
}

static rsl_status add_indicators(rsl_plan *plan) {
  rsl_measured_at communes;
  rsl_measured_at_init(&communes);
  communes.level = "commune";
  rsl_not_applicable inland;
  rsl_not_applicable_init(&inland);
  inland.unit = "A";

  rsl_indicator fishers;
  rsl_indicator_init(&fishers);
  fishers.code = fishers.name = "FISHERS";
  fishers.frequency = RSL_PERIOD_YEAR;
  fishers.measured_at = &communes;
  fishers.measured_at_count = 1;
  fishers.rollup.rule = RSL_RULE_SUM;
  fishers.time = RSL_TIME_LAST;
  fishers.not_applicable = &inland;
  fishers.not_applicable_count = 1;
  rsl_indicator trained = fishers;
  trained.code = trained.name = "TRAINED";
  rsl_indicator share = fishers;
  share.code = share.name = "TRAINED_SHARE";
  share.field = "economy";
  share.direction = RSL_DIRECTION_INCREASE;
  share.rollup.rule = RSL_RULE_RATIO;
  share.rollup.numerator = "TRAINED";
  share.rollup.denominator = "FISHERS";
  share.rollup.has_factor = true;
  share.rollup.factor = (rsl_decimal){ 100, 0 };

  rsl_status status = rsl_plan_add_indicator(plan, &fishers);
  if (status == RSL_OK) status = rsl_plan_add_indicator(plan, &trained);
  return status == RSL_OK ? rsl_plan_add_indicator(plan, &share) : status;
}

static rsl_status add_targets(rsl_plan *plan) {
  rsl_field field = { "economy", "Economy", { NULL, 0 } };
  rsl_goal goal = { "G1", "Better trained fishers", "economy", { NULL, 0 } };
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  resolution.code = "R1";
  resolution.title = "First resolution";
  resolution.unit = "district/E";
  resolution.from = (rsl_period){ RSL_PERIOD_YEAR, 2021 };
  resolution.to = (rsl_period){ RSL_PERIOD_YEAR, 2025 };
  resolution.baseline = (rsl_period){ RSL_PERIOD_YEAR, 2020 };
  resolution.goals = &goal;
  resolution.goal_count = 1;
  rsl_target target;
  rsl_target_init(&target);
  target.unit = "E";
  target.indicator = "TRAINED_SHARE";
  target.resolution = "R1";
  target.goal = "G1";
  target.form = RSL_FORM_AT_LEAST;
  target.condition.form = RSL_FORM_AT_LEAST;
  target.condition.value = (rsl_decimal){ 60, 0 };

  rsl_status status = rsl_plan_add_field(plan, &field);
  if (status == RSL_OK) status = rsl_plan_add_resolution(plan, &resolution);
  return status == RSL_OK ? rsl_plan_add_target(plan, &target) : status;
}

/* What a plan may hold beside: its name, members of one's own, compositions, successions, calendars. */
static rsl_status add_the_rest(rsl_plan *plan) {
  static const rsl_extra extra = { "x-origin", "\"typed in\"" };
  static const char *const parts[] = { "FISHERS", "TRAINED" };
  rsl_composition composition = { .code = "WHOLE", .indicators = parts, .indicator_count = 2, .sum = { 100, 0 } };
  rsl_succession succession;
  rsl_succession_init(&succession);
  succession.unit = "commune/A";
  succession.successor = "commune/B";
  succession.on = rsl_date_from_civil(2025, 7, 1);
  rsl_calendar calendar = { "FROM_15", 15, { NULL, 0 } };
  rsl_rating_rule rule = { .given = RSL_RATING_RULE_ON_TRACK, .on_track = { 9, 1 } };
  rsl_status status = rsl_plan_set_name(plan, "By hand");
  if (status == RSL_OK) status = rsl_plan_set_rating_rule(plan, &rule);
  if (status == RSL_OK) status = rsl_plan_add_calendar(plan, &calendar);
  if (status == RSL_OK) status = rsl_plan_set_extras(plan, &(rsl_extras){ &extra, 1 });
  if (status == RSL_OK) status = rsl_plan_add_composition(plan, &composition);
  return status == RSL_OK ? rsl_plan_add_succession(plan, &succession) : status;
}

/* A campaign, what it found at E, and what is done about it. */
static rsl_status add_review(rsl_plan *plan) {
  rsl_deadline deadline;
  rsl_deadline_init(&deadline);
  deadline.level = "district";
  deadline.has_working_days = true;
  deadline.working_days_after_close = 2;
  rsl_campaign campaign;
  rsl_campaign_init(&campaign);
  campaign.code = "HALF";
  campaign.resolution = "R1";
  campaign.kind = RSL_CAMPAIGN_MID_TERM;
  campaign.as_of = rsl_date_from_civil(2023, 6, 30); /* a Friday */
  campaign.deadlines = &deadline;
  campaign.deadline_count = 1;
  rsl_check check = { .code = "CAP", .left = "TRAINED", .op = RSL_COMPARISON_AT_MOST, .right = "FISHERS" };
  rsl_finding finding = {
    .code = "F1", .unit = "E", .campaign = "HALF", .text = "Few courses", .cause = RSL_FINDING_SUBJECTIVE
  };
  rsl_action action;
  rsl_action_init(&action);
  action.code = "A1";
  action.finding = "F1";
  action.text = "Courses in every commune";
  action.state = RSL_ACTION_DOING;
  action.effect_indicator = "TRAINED_SHARE";
  action.effect_value = (rsl_decimal){ 12, 0 };
  rsl_status status = rsl_plan_add_campaign(plan, &campaign);
  if (status == RSL_OK) status = rsl_plan_add_check(plan, &check);
  if (status == RSL_OK) status = rsl_plan_add_finding(plan, &finding);
  return status == RSL_OK ? rsl_plan_add_action(plan, &action) : status;
}

static void show_review(const rsl_plan *plan) {
  uint32_t number = rsl_plan_find_campaign(plan, "HALF", 4);
  const rsl_check *check = rsl_plan_check(plan, 0);
  const rsl_finding *finding = rsl_plan_finding(plan, 0);
  const rsl_action *action = rsl_plan_action(plan, 0);
  char day[RSL_DATE_TEXT];
  rsl_date_format(rsl_plan_campaign_deadline(plan, number, 0), day);
  printf("%u campaign, %s of %s: districts submit by %s\n", rsl_plan_campaign_count(plan),
         rsl_campaign_kind_name(rsl_plan_campaign(plan, number)->kind),
         rsl_plan_resolution(plan, rsl_plan_campaign_resolution(plan, number))->code, day);
  printf("%u check: %s %s %s\n", rsl_plan_check_count(plan), check->left, rsl_comparison_name(check->op), check->right);
  printf("%u finding at %s, %s: %s\n", rsl_plan_finding_count(plan),
         rsl_plan_unit(plan, rsl_plan_finding_links(plan, 0).unit)->code, rsl_finding_cause_name(finding->cause),
         finding->text);
  printf("%u action of %s, %s: %s\n", rsl_plan_action_count(plan),
         rsl_plan_unit(plan, rsl_plan_action_links(plan, 0).owner)->code, rsl_action_state_name(action->state),
         action->text);
}

static void show_counts(const rsl_plan *plan) {
  printf("%s (%s): %u levels, %u units, %u fields, %u resolutions, %u indicators, %u targets\n", rsl_plan_name(plan),
         rsl_plan_extras(plan)->items[0].name, rsl_plan_level_count(plan), rsl_plan_unit_count(plan),
         rsl_plan_field_count(plan), rsl_plan_resolution_count(plan), rsl_plan_indicator_count(plan),
         rsl_plan_target_count(plan));
  printf("compositions: %s; successions: from %s\n", rsl_plan_composition(plan, 0)->code,
         rsl_plan_succession(plan, 0)->unit);
  printf("%u compositions, %u successions\n", rsl_plan_composition_count(plan), rsl_plan_succession_count(plan));
  printf("%u calendar: months from day %d\n", rsl_plan_calendar_count(plan), rsl_plan_calendar(plan, 0)->month_from);
}

static void show_target(const rsl_plan *plan) {
  const rsl_target *target = rsl_plan_target(plan, 0);
  rsl_target_links links = rsl_plan_target_links(plan, 0);
  rsl_operands operands = rsl_plan_indicator_operands(plan, links.indicator);
  const rsl_indicator *indicator = rsl_plan_indicator(plan, links.indicator);
  printf("%s: %s, %s of %s and %s, %s, over time %s\n", target->code, rsl_form_name(target->form),
         rsl_rule_name(indicator->rollup.rule), rsl_plan_indicator(plan, operands.numerator)->code,
         rsl_plan_indicator(plan, operands.denominator)->code, rsl_direction_name(indicator->direction),
         rsl_time_rule_name(indicator->time));
  printf("%s; its reports are of a %s; from its %s\n", rsl_order_name(indicator->order),
         rsl_reported_as_name(indicator->reported_as), rsl_prefer_name(indicator->prefer));
  printf("in the field %s: %s\n", rsl_plan_field(plan, links.field)->name,
         links.field == rsl_plan_goal_field(plan, links.resolution, links.goal) &&
                 links.field == rsl_plan_indicator_field(plan, links.indicator)
             ? "its goal's and its indicator's"
             : "one of the two");
  char cut[RSL_DECIMAL_TEXT];
  rsl_decimal_format(rsl_plan_rating_rule(plan, 0).on_track, cut);
  printf("on track from %s; measured at %s, which has %s counterpart\n", cut, rsl_plan_unit(plan, links.measured)->name,
         rsl_plan_unit_counterpart(plan, links.unit) == RSL_NONE ? "no" : "a");
  uint32_t resolution = rsl_plan_find_resolution(plan, "R1", 2);
  printf("%s was adopted by %s\n", rsl_plan_resolution(plan, resolution)->title,
         rsl_plan_unit(plan, rsl_plan_resolution_unit(plan, resolution))->code);
  printf("found by code: %u %u %u %u\n", rsl_plan_find_level(plan, "commune", 7),
         rsl_plan_find_field(plan, "economy", 7), rsl_plan_find_indicator(plan, "TRAINED", 7),
         rsl_plan_find_target(plan, target->code, strlen(target->code)));
}

static rsl_status show_structure(const rsl_plan *plan, rsl_date on, rsl_error *error) {
  uint32_t unit = RSL_NONE;
  rsl_status status = rsl_plan_find_unit(plan, "commune/B", 9, RSL_NONE, on, &unit, error);
  if (status != RSL_OK) return status;
  rsl_structure *structure = NULL;
  status = rsl_structure_new(plan, on, NULL, &structure);
  if (status != RSL_OK) return status;
  char day[RSL_DATE_TEXT], reference[RSL_UNIT_REFERENCE];
  rsl_date_format(on, day);
  printf("on %s:", day);
  for (uint32_t at = 0; at < rsl_structure_count(structure); at++) {
    uint32_t above = rsl_structure_parent(structure, at);
    rsl_plan_unit_reference(plan, rsl_structure_unit(structure, at), reference);
    printf(" %s%s", above == RSL_NONE ? "" : ".", reference);
  }
  uint32_t parent = rsl_plan_unit_parent(plan, unit, on);
  uint32_t position = rsl_structure_position(structure, parent);
  printf("; B, of the level %s, is under %s, with %u below it\n",
         rsl_plan_level(plan, rsl_plan_unit_level(plan, unit))->name, rsl_plan_unit(plan, parent)->code,
         rsl_structure_subtree_end(structure, position) - position - 1);
  rsl_structure_free(structure);
  return RSL_OK;
}

int main(void) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  rsl_status status = rsl_plan_new(NULL, &plan);
  if (status == RSL_OK) status = add_units(plan);
  if (status == RSL_OK) status = add_indicators(plan);
  if (status == RSL_OK) status = add_targets(plan);
  if (status == RSL_OK) status = add_the_rest(plan);
  if (status == RSL_OK) status = add_review(plan);
  if (status == RSL_OK) status = rsl_plan_finish(plan, NULL, &error);
  if (status == RSL_OK && rsl_plan_is_finished(plan)) {
    rsl_date before = rsl_date_from_civil(2021, 12, 31), after = rsl_date_from_civil(2022, 1, 1);
    show_counts(plan);
    show_target(plan);
    show_review(plan);
    status = show_structure(plan, before, &error);
    if (status == RSL_OK) status = show_structure(plan, after, &error);
    printf("the structure %s between the two days\n",
           rsl_plan_structure_changes(plan, before, after) ? "changes" : "stays");
    char change[RSL_DATE_TEXT];
    rsl_date_format(rsl_plan_structure_next_change(plan, before), change);
    printf("the next change is of %s\n", change);
    printf("A is %s in 2030\n", rsl_plan_unit_valid(plan, 2, rsl_date_from_civil(2030, 1, 1)) ? "there" : "gone");
  }
  if (status != RSL_OK) fprintf(stderr, "%s: %s\n", error.path, error.text);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
