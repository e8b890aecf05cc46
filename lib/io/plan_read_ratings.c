#include <resolution/progress.h>

#include "io/plan_reader.h"

/* What targets are rated by, and what was published of them. */

static bool read_nearly_met(rsl__plan_reader *reader, const cJSON *object, rsl_rating_rule *rule);
static bool read_choice(rsl__plan_reader *reader, const cJSON *object, const char *name, const char *const words[2],
                        bool *second);
static void read_verdict(rsl__plan_reader *reader, const cJSON *object, rsl_published *verdict);
static void read_rating(rsl__plan_reader *reader, const cJSON *object, rsl_rating *rating);

void rsl__plan_read_rating_rule(rsl__plan_reader *reader, const cJSON *object, rsl_rating_rule *rule) {
  static const char *const known[] = { "on_track", "behind", "nearly_met", "beyond", "inside", "compare", NULL };
  static const rsl__plan_members members = { "`rating_rule`", known };
  static const char *const beyond[] = { "exceeded", "met" };
  static const char *const inside[] = { "met", "exceeded" };
  static const char *const compare[] = { "exact", "shown" };
  const cJSON *item = rsl__plan_object(reader, object, "rating_rule");
  if (item == NULL) return;
  size_t mark = rsl__plan_enter(reader, "rating_rule");
  rsl__plan_check_members(reader, item, &members, NULL);
  if (rsl__plan_decimal(reader, item, "on_track", &rule->on_track)) rule->given |= RSL_RATING_RULE_ON_TRACK;
  if (rsl__plan_decimal(reader, item, "behind", &rule->behind)) rule->given |= RSL_RATING_RULE_BEHIND;
  if (read_nearly_met(reader, item, rule)) rule->given |= RSL_RATING_RULE_NEARLY_MET;
  if (read_choice(reader, item, "beyond", beyond, &rule->beyond_is_met)) rule->given |= RSL_RATING_RULE_BEYOND;
  if (read_choice(reader, item, "inside", inside, &rule->inside_is_exceeded)) rule->given |= RSL_RATING_RULE_INSIDE;
  if (read_choice(reader, item, "compare", compare, &rule->compare_shown)) rule->given |= RSL_RATING_RULE_COMPARE;
  rsl__plan_leave(reader, mark);
}

const rsl_published *rsl__plan_read_published(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  const cJSON *list = rsl__plan_list(reader, object, "published", count);
  rsl_published *verdicts = rsl__plan_array(reader, *count, sizeof *verdicts);
  if (verdicts == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, "published");
  size_t index = 0;
  for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
    size_t item_mark = rsl__plan_enter_item(reader, index);
    verdicts[index].on = RSL_DATE_NONE;
    if (cJSON_IsObject(item))
      read_verdict(reader, item, &verdicts[index]);
    else
      rsl__plan_wrong_type(reader, item, "an object");
    rsl__plan_leave(reader, item_mark);
  }
  rsl__plan_leave(reader, mark);
  return verdicts;
}

/* A share of the way, `{"level": 0.99}` or `{"within": 0.1}`. */
static bool read_nearly_met(rsl__plan_reader *reader, const cJSON *object, rsl_rating_rule *rule) {
  static const char *const known[] = { "level", "within", NULL };
  static const rsl__plan_members members = { "`nearly_met`", known };
  const cJSON *item = rsl__plan_member(object, "nearly_met");
  if (item == NULL || !cJSON_IsObject(item)) return rsl__plan_decimal(reader, object, "nearly_met", &rule->nearly_met);
  size_t mark = rsl__plan_enter(reader, "nearly_met");
  rsl__plan_check_members(reader, item, &members, NULL);
  bool by_level = rsl__plan_member(item, "level") != NULL;
  const cJSON *within = rsl__plan_member(item, "within");
  if (by_level && within != NULL)
    rsl__plan_complain_name(reader, within, "two_forms", "both `level` and `within` are given: one is wanted");
  else if (!by_level && within == NULL)
    rsl__plan_complain_object(reader, item, "missing_member", "`nearly_met` needs `level` or `within`");
  rule->nearness = by_level ? RSL_NEARNESS_LEVEL : RSL_NEARNESS_WITHIN;
  bool good = rsl__plan_decimal(reader, item, by_level ? "level" : "within", &rule->nearly_met);
  rsl__plan_leave(reader, mark);
  return good;
}

static bool read_choice(rsl__plan_reader *reader, const cJSON *object, const char *name, const char *const words[2],
                        bool *second) {
  const rsl__plan_words choice = { "verdict", words, 2 };
  unsigned word = 0;
  if (!rsl__plan_word(reader, object, name, &choice, &word)) return false;
  *second = word == 1;
  return true;
}

static void read_verdict(rsl__plan_reader *reader, const cJSON *object, rsl_published *verdict) {
  static const char *const known[] = { "on", "rating", "words", "source", NULL };
  static const rsl__plan_members members = { "a published verdict", known };
  rsl__plan_check_members(reader, object, &members, NULL);
  (void)rsl__plan_date(reader, object, "on", &verdict->on);
  read_rating(reader, object, &verdict->rating);
  verdict->words = rsl__plan_text(reader, object, "words");
  verdict->source = rsl__plan_text(reader, object, "source");
}

static void read_rating(rsl__plan_reader *reader, const cJSON *object, rsl_rating *rating) {
  const char *words[RSL_RATING_END];
  for (int i = RSL_RATING_NONE; i < RSL_RATING_END; i++) words[i] = rsl_rating_name((rsl_rating)i);
  const rsl__plan_words ratings = { "rating", words, RSL_RATING_END };
  unsigned word = RSL_RATING_NONE;
  if (rsl__plan_word(reader, object, "rating", &ratings, &word)) *rating = (rsl_rating)word;
}
