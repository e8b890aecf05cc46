#include <string.h>

#include "io/plan_reader.h"

enum { OF_WHOLES = 4 /**< members that parts do not have: the first ones */ };

static const char *const known_members[] = { "unit",
                                             "replaces",
                                             "parts",
                                             "parts_count",
                                             "indicator",
                                             "resolution",
                                             "goal",
                                             "by",
                                             "baseline",
                                             "code",
                                             "assigned_by",
                                             "adopted",
                                             "on_close",
                                             "trajectory",
                                             "milestones",
                                             "wording",
                                             "tolerance",
                                             "at_least",
                                             "above",
                                             "at_most",
                                             "below",
                                             "exactly",
                                             "between",
                                             "about",
                                             "maintain",
                                             "multiple_of_baseline",
                                             "change_per_year",
                                             "average_per_year",
                                             "total",
                                             "each_year",
                                             "done",
                                             "grade_at_least",
                                             "qualitative",
                                             "quotas",
                                             "stretch",
                                             "rating_rule",
                                             "published",
                                             NULL };

static void read_members(rsl__plan_reader *reader, const cJSON *object, const rsl__plan_members *members,
                         rsl_target *out);
static const rsl_target *read_parts(rsl__plan_reader *reader, const cJSON *object, size_t *count);
static void read_on_close(rsl__plan_reader *reader, const cJSON *object, rsl_target *target);
static void read_baseline(rsl__plan_reader *reader, const cJSON *object, rsl_target *target);
static void read_form(rsl__plan_reader *reader, const cJSON *object, rsl_target *target);
static void read_true(rsl__plan_reader *reader, const cJSON *item);
static void read_grade(rsl__plan_reader *reader, const cJSON *object, rsl_condition *condition, const char **grade);
static void read_inner_form(rsl__plan_reader *reader, const cJSON *object, rsl_form last, rsl_condition *condition,
                            const char **grade);
static void read_stretch(rsl__plan_reader *reader, const cJSON *object, rsl_target *target);
static void read_yearly(rsl__plan_reader *reader, const cJSON *item, rsl_target *target);
static void read_average(rsl__plan_reader *reader, const cJSON *object, rsl_target *target);
static const rsl_milestone *read_pairs(rsl__plan_reader *reader, const cJSON *object, const char *name,
                                       const char *what, size_t *count);
static bool read_numbers(rsl__plan_reader *reader, const cJSON *item, rsl_condition *condition);

rsl_status rsl__plan_read_target(rsl__plan_reader *reader, const cJSON *object) {
  static const rsl__plan_members members = { "a target", known_members };
  static const char *const counts[] = { NULL, "together", "separately" };
  static const rsl__plan_words parts_count = { "way to count parts", counts, 3 };
  rsl_target target;
  unsigned word = RSL_PARTS_NONE;
  read_members(reader, object, &members, &target);
  target.unit = rsl__plan_text(reader, object, "unit");
  target.replaces = rsl__plan_text(reader, object, "replaces");
  target.parts = read_parts(reader, object, &target.part_count);
  if (rsl__plan_word(reader, object, "parts_count", &parts_count, &word)) target.parts_count = (rsl_parts_count)word;
  return rsl_plan_add_target(reader->plan, &target);
}

static const rsl_target *read_parts(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  /* All but `unit`, `replaces`, `parts` and `parts_count`. */
  const rsl__plan_members members = { "a part", known_members + OF_WHOLES };
  const cJSON *list = rsl__plan_list(reader, object, "parts", count);
  rsl_target *parts = rsl__plan_array(reader, *count, sizeof *parts);
  if (parts == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, "parts");
  size_t index = 0;
  for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
    size_t item_mark = rsl__plan_enter_item(reader, index);
    rsl_target_init(&parts[index]);
    if (cJSON_IsObject(item))
      read_members(reader, item, &members, &parts[index]);
    else
      rsl__plan_wrong_type(reader, item, "an object");
    rsl__plan_leave(reader, item_mark);
  }
  rsl__plan_leave(reader, mark);
  return parts;
}

/* What targets and their parts have in common. */
static void read_members(rsl__plan_reader *reader, const cJSON *object, const rsl__plan_members *members,
                         rsl_target *out) {
  static const char *const trajectories[] = { NULL, "linear", "compound", "milestones" };
  static const rsl__plan_words trajectory = { "trajectory", trajectories, 4 };
  rsl_target target;
  rsl_target_init(&target);
  rsl__plan_check_members(reader, object, members, &target.extras);
  target.code = rsl__plan_text(reader, object, "code");
  target.indicator = rsl__plan_text(reader, object, "indicator");
  target.resolution = rsl__plan_text(reader, object, "resolution");
  target.goal = rsl__plan_text(reader, object, "goal");
  target.assigned_by = rsl__plan_text(reader, object, "assigned_by");
  target.wording = rsl__plan_text(reader, object, "wording");
  (void)rsl__plan_period(reader, object, "by", &target.by);
  (void)rsl__plan_date(reader, object, "adopted", &target.adopted);
  read_on_close(reader, object, &target);
  unsigned word = RSL_TRAJECTORY_DEFAULT;
  if (rsl__plan_word(reader, object, "trajectory", &trajectory, &word)) target.trajectory = (rsl_trajectory)word;
  read_baseline(reader, object, &target);
  read_form(reader, object, &target);
  target.milestones = read_pairs(reader, object, "milestones", "an item of `milestones`", &target.milestone_count);
  target.quotas = read_pairs(reader, object, "quotas", "an item of `quotas`", &target.quota_count);
  read_stretch(reader, object, &target);
  rsl__plan_read_rating_rule(reader, object, &target.rating_rule);
  target.published = rsl__plan_read_published(reader, object, &target.published_count);
  *out = target;
}

static void read_on_close(rsl__plan_reader *reader, const cJSON *object, rsl_target *target) {
  static const char *const ways[] = { "last_period", "void" };
  static const rsl__plan_words on_close = { "end of a closed unit's target", ways, 2 };
  unsigned word = RSL_ON_CLOSE_LAST_PERIOD;
  if (rsl__plan_word(reader, object, "on_close", &on_close, &word)) target->on_close = (rsl_on_close)word;
}

static void read_baseline(rsl__plan_reader *reader, const cJSON *object, rsl_target *target) {
  static const char *const known[] = { "period", "value", NULL };
  static const rsl__plan_members members = { "`baseline`", known };
  const cJSON *baseline = rsl__plan_object(reader, object, "baseline");
  if (baseline == NULL) return;
  size_t mark = rsl__plan_enter(reader, "baseline");
  rsl__plan_check_members(reader, baseline, &members, NULL);
  (void)rsl__plan_period(reader, baseline, "period", &target->baseline_period);
  target->has_baseline_value = rsl__plan_decimal(reader, baseline, "value", &target->baseline_value);
  rsl__plan_leave(reader, mark);
}

/* ---- Forms ---- */

rsl__plan_form rsl__plan_find_form(rsl__plan_reader *reader, const cJSON *object, rsl_form last) {
  rsl__plan_form found = { RSL_FORM_NONE, NULL };
  for (const cJSON *item = object->child; item != NULL; item = item->next) {
    for (unsigned form = RSL_FORM_NONE + 1; form <= (unsigned)last; form++) {
      if (strcmp(item->string, rsl_form_name((rsl_form)form)) != 0) continue;
      if (found.item != NULL && found.form != (rsl_form)form) {
        rsl__plan_complain_name(reader, item, "two_forms", "both `%s` and `%s` are given: one form is wanted",
                                found.item->string, item->string);
      } else {
        found = (rsl__plan_form){ (rsl_form)form, item };
      }
    }
  }
  return found;
}

void rsl__plan_read_condition(rsl__plan_reader *reader, const cJSON *object, const rsl__plan_form *form,
                              rsl_condition *condition, const char **indicator) {
  const cJSON *item = form->item;
  condition->has_tolerance = rsl__plan_decimal(reader, object, "tolerance", &condition->tolerance);
  if (item == NULL) return;
  condition->form = form->form;
  bool is_reference = false;
  if (indicator != NULL && cJSON_IsString(item)) {
    /* A text that is no figure names the indicator whose figure is the threshold (R4). */
    rsl_decimal ignored = { 0, 0 };
    const rsl_number_style *style = reader->table != NULL ? &reader->options.style : NULL;
    is_reference = rsl_decimal_parse(item->valuestring, strlen(item->valuestring), style, &ignored) != RSL_NUMBER_FINE;
  }
  if (is_reference)
    *indicator = item->valuestring;
  else
    (void)read_numbers(reader, item, condition);
}

/* A number, or `[a, b]` for a range. */
static bool read_numbers(rsl__plan_reader *reader, const cJSON *item, rsl_condition *condition) {
  bool may_be_range = condition->form == RSL_FORM_BETWEEN || condition->form == RSL_FORM_ABOUT;
  if (!cJSON_IsArray(item)) {
    if (condition->form != RSL_FORM_BETWEEN) return rsl__plan_decimal_value(reader, item, &condition->value);
    rsl__plan_wrong_type(reader, item, "a range, as [61, 62]");
    return false;
  }
  const cJSON *upper = item->child != NULL ? item->child->next : NULL;
  if (!may_be_range) {
    rsl__plan_wrong_type(reader, item, "a number");
    return false;
  }
  if (upper == NULL || upper->next != NULL) {
    rsl__plan_complain(reader, item, "wrong_type", "a range is written with its two ends, as [61, 62]");
    return false;
  }
  condition->is_range = true;
  size_t mark = rsl__plan_enter(reader, item->string);
  size_t end_mark = rsl__plan_enter_item(reader, 0);
  bool good = rsl__plan_decimal_value(reader, item->child, &condition->value);
  rsl__plan_leave(reader, end_mark);
  (void)rsl__plan_enter_item(reader, 1);
  good &= rsl__plan_decimal_value(reader, upper, &condition->upper);
  rsl__plan_leave(reader, mark);
  return good;
}

static void read_form(rsl__plan_reader *reader, const cJSON *object, rsl_target *target) {
  rsl__plan_form form = rsl__plan_find_form(reader, object, RSL_FORM_QUALITATIVE);
  target->form = form.form;
  switch (form.form) {
  case RSL_FORM_NONE:
  case RSL_FORM_END:
    break;
  case RSL_FORM_MAINTAIN:
  case RSL_FORM_DONE:
  case RSL_FORM_QUALITATIVE:
    read_true(reader, form.item);
    break;
  case RSL_FORM_GRADE_AT_LEAST:
    read_grade(reader, object, &target->condition, &target->grade);
    break;
  case RSL_FORM_AVERAGE_PER_YEAR:
  case RSL_FORM_TOTAL:
  case RSL_FORM_EACH_YEAR:
    read_yearly(reader, form.item, target);
    break;
  default:
    rsl__plan_read_condition(reader, object, &form, &target->condition, NULL);
    return;
  }
  const cJSON *tolerance = rsl__plan_member(object, "tolerance");
  if (tolerance != NULL && form.item != NULL) {
    rsl__plan_complain_name(reader, tolerance, "member_not_of_form", "`tolerance` is of `about` alone, not of `%s`",
                            form.item->string);
  }
}

static void read_true(rsl__plan_reader *reader, const cJSON *item) {
  bool is_true =
      cJSON_IsTrue(item) || (reader->table != NULL && cJSON_IsString(item) && strcmp(item->valuestring, "true") == 0);
  if (!is_true) rsl__plan_wrong_type(reader, item, "`true`");
}

static void read_grade(rsl__plan_reader *reader, const cJSON *object, rsl_condition *condition, const char **grade) {
  condition->form = RSL_FORM_GRADE_AT_LEAST;
  *grade = rsl__plan_text(reader, object, "grade_at_least");
}

/* A form inside another: of a level, or of grades. */
static void read_inner_form(rsl__plan_reader *reader, const cJSON *object, rsl_form last, rsl_condition *condition,
                            const char **grade) {
  rsl__plan_form form = rsl__plan_find_form(reader, object, last);
  const cJSON *of_grade = grade == NULL ? NULL : rsl__plan_member(object, "grade_at_least");
  if (of_grade != NULL && form.item != NULL)
    rsl__plan_complain_name(reader, of_grade, "two_forms", "both `%s` and `%s` are given: one form is wanted",
                            form.item->string, of_grade->string);
  rsl__plan_read_condition(reader, object, &form, condition, NULL);
  if (of_grade != NULL) read_grade(reader, object, condition, grade);
}

static void read_stretch(rsl__plan_reader *reader, const cJSON *object, rsl_target *target) {
  static const char *const known[] = { "at_least", "above",   "at_most",   "below",          "between",
                                       "about",    "exactly", "tolerance", "grade_at_least", NULL };
  static const rsl__plan_members members = { "`stretch`", known };
  const cJSON *item = rsl__plan_object(reader, object, "stretch");
  if (item == NULL) return;
  size_t mark = rsl__plan_enter(reader, "stretch");
  rsl__plan_check_members(reader, item, &members, NULL);
  read_inner_form(reader, item, RSL_FORM_EXACTLY, &target->stretch, &target->stretch_grade);
  if (target->stretch.form == RSL_FORM_NONE)
    rsl__plan_complain_object(reader, item, "missing_member", "`stretch` needs a form, as `at_least`");
  rsl__plan_leave(reader, mark);
}

/* A bare number means at_least or at_most by the indicator's direction: the form stays open until the plan is finished. */
static void read_yearly(rsl__plan_reader *reader, const cJSON *item, rsl_target *target) {
  static const char *const known[] = { "at_least", "above", "at_most", "below", "between", "about", "tolerance", NULL };
  static const char *const known_each[] = { "at_least", "above",   "at_most",   "below",          "between",
                                            "about",    "exactly", "tolerance", "grade_at_least", NULL };
  static const char *const known_average[] = { "at_least", "above",     "at_most", "below", "between",
                                               "about",    "tolerance", "of",      "mean",  NULL };
  static const rsl__plan_members total = { "`total`", known };
  static const rsl__plan_members each_year = { "`each_year`", known_each };
  static const rsl__plan_members average = { "`average_per_year`", known_average };
  if (!cJSON_IsObject(item)) {
    if (cJSON_IsArray(item))
      rsl__plan_wrong_type(reader, item, "a number or an object");
    else
      (void)rsl__plan_decimal_value(reader, item, &target->condition.value);
    return;
  }
  bool is_each = target->form == RSL_FORM_EACH_YEAR;
  bool is_average = target->form == RSL_FORM_AVERAGE_PER_YEAR;
  const rsl__plan_members *members = is_each ? &each_year : is_average ? &average : &total;
  size_t mark = rsl__plan_enter(reader, item->string);
  rsl__plan_check_members(reader, item, members, NULL);
  read_inner_form(reader, item, is_each ? RSL_FORM_EXACTLY : RSL_FORM_ABOUT, &target->condition,
                  is_each ? &target->grade : NULL);
  if (target->condition.form == RSL_FORM_NONE)
    rsl__plan_complain_object(reader, item, "missing_member", "%s needs a form, as `at_least`", members->what);
  if (is_average) read_average(reader, item, target);
  rsl__plan_leave(reader, mark);
}

static void read_average(rsl__plan_reader *reader, const cJSON *object, rsl_target *target) {
  static const char *const of_words[] = { NULL, "rate", "level" };
  static const rsl__plan_words of = { "kind of average", of_words, 3 };
  static const char *const mean_words[] = { "geometric", "arithmetic" };
  static const rsl__plan_words mean = { "mean", mean_words, 2 };
  unsigned word = 0;
  if (rsl__plan_word(reader, object, "of", &of, &word)) target->average_of = (rsl_average_of)word;
  if (rsl__plan_word(reader, object, "mean", &mean, &word)) target->average_mean = (rsl_average_mean)word;
}

static const rsl_milestone *read_pairs(rsl__plan_reader *reader, const cJSON *object, const char *name,
                                       const char *what, size_t *count) {
  static const char *const known[] = { "period", "value", NULL };
  const rsl__plan_members members = { what, known };
  const cJSON *list = rsl__plan_list(reader, object, name, count);
  rsl_milestone *pairs = rsl__plan_array(reader, *count, sizeof *pairs);
  if (pairs == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, name);
  size_t index = 0;
  for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
    size_t item_mark = rsl__plan_enter_item(reader, index);
    if (cJSON_IsObject(item)) {
      rsl__plan_check_members(reader, item, &members, NULL);
      (void)rsl__plan_period(reader, item, "period", &pairs[index].period);
      bool has_value = rsl__plan_decimal(reader, item, "value", &pairs[index].value);
      if (!has_value && rsl__plan_member(item, "value") == NULL)
        rsl__plan_complain_object(reader, item, "missing_member", "%s needs `value`", what);
    } else {
      rsl__plan_wrong_type(reader, item, "an object");
    }
    rsl__plan_leave(reader, item_mark);
  }
  rsl__plan_leave(reader, mark);
  return pairs;
}
