/** @file
 *  @brief Internal: what a plan holds, and what its references resolved to.
 */
#ifndef RSL_PLAN_PLAN_INTERNAL_H
#define RSL_PLAN_PLAN_INTERNAL_H

#include <resolution/plan_campaigns.h>

#include "base/arena.h"
#include "base/names.h"
#include "base/text_buffer.h"
#include "plan/expression.h"
#include "plan/finish.h"
#include "plan/links.h"

/** A day past every other: where a life has no end. RSL_DATE_NONE, the least, is where it has no beginning. */
#define RSL__DATE_OPEN INT32_MAX

/** The day a life ends, as a number that can be compared. */
static inline rsl_date rsl__end_day(rsl_date to) {
  return to == RSL_DATE_NONE ? RSL__DATE_OPEN : to;
}

/** Codes of one list, and the first record that bears each. */
typedef struct rsl__code_index {
  rsl__names names;
  uint32_t *records; /**< by name id */
} rsl__code_index;

/** One unit, in the order that references are looked up in: by code, level, first day. */
typedef struct rsl__life {
  uint32_t code;  /**< its name's id; RSL_NONE where it has none */
  uint32_t level; /**< RSL_NONE where it is not known */
  rsl_date from;
  rsl_date to; /**< RSL__DATE_OPEN where it has no end */
  uint32_t unit;
} rsl__life;

/** A parent for a part of a unit's life, or for all of it. */
typedef struct rsl__parent_part {
  uint32_t parent;
  rsl_date from;
  rsl_date to; /**< RSL__DATE_OPEN where it has no end */
} rsl__parent_part;

/** An attribute of a unit, in the order of unit, name, first day. */
typedef struct rsl__attribute {
  uint32_t unit;
  uint32_t name;  /**< its id; RSL_NONE where the attribute is none */
  uint32_t value; /**< its id among all values */
  rsl_date from;
  rsl_date to;   /**< RSL__DATE_OPEN where it has no end */
  uint32_t item; /**< of the unit's list */
} rsl__attribute;

typedef struct rsl__attribute_pair {
  uint32_t name;
  uint32_t value;
} rsl__attribute_pair;

/** An item of `applies_to`: its name, and the values of which a unit must have one. */
typedef struct rsl__applies_item {
  uint32_t name;
  uint32_t value_count;
  const uint32_t *values; /**< RSL_NONE: one that no unit has */
} rsl__applies_item;

/** The units by reference. */
typedef struct rsl__lives {
  rsl__names codes;
  rsl__life *items; /**< sorted; as many as there are units */
  uint32_t count;
  uint32_t *first; /**< by name id: the code's first item; one more at the end */
} rsl__lives;

/** Of a rule that names no other indicator. */
#define RSL__NO_OPERANDS \
  { RSL_NONE, RSL_NONE, RSL_NONE, RSL_NONE, RSL__NO_VARIANT, RSL__NO_VARIANT, RSL__NO_VARIANT, RSL__NO_VARIANT }

/** Of a target that refers to nothing. */
#define RSL__NO_LINKS \
  { RSL_NONE, RSL_NONE, RSL_NONE, RSL_NONE, RSL_NONE, RSL_NONE, RSL_NONE, RSL_NONE, RSL_NONE }

/** What was found while a plan was finished. All arrays are the arena's. */
typedef struct rsl__plan_links {
  rsl__arena arena;
  rsl__code_index levels;
  rsl__code_index calendars;
  rsl__code_index fields;
  rsl__code_index resolutions;
  rsl__code_index indicators;
  rsl__code_index targets;
  rsl__code_index compositions;
  rsl__code_index checks;
  rsl__code_index campaigns;
  rsl__code_index findings;
  rsl__code_index actions;
  rsl__code_index goals; /**< of all resolutions, by rsl__goal_key(); the numbers inside their resolutions */
  rsl__lives lives;
  uint32_t *unit_level;    /**< by unit */
  uint32_t *part_start;    /**< by unit, and one more: its first in `parts` */
  rsl__parent_part *parts; /**< in the order of time; none for a root */
  rsl_date *changes;       /**< days on which the structure changes, each once, in order */
  uint32_t change_count;
  rsl__names attribute_names;
  rsl__names attribute_values;
  uint32_t known_attributes;            /**< names that a unit has: the first ids */
  uint32_t *attribute_start;            /**< by unit, and one more: its first in `attributes` */
  rsl__attribute *attributes;           /**< of all units */
  rsl__attribute_pair *attribute_pairs; /**< names with their values, sorted */
  rsl_date *attribute_days;             /**< days on which one begins or ends, each once, in order */
  uint32_t attribute_day_count;
  rsl__succession_link *successions; /**< those whose units are known, sorted */
  uint32_t succession_count;
  uint32_t *resolution_unit; /**< by resolution */
  uint32_t *goal_start;      /**< by resolution, and one more: its first in `goal_field` */
  uint32_t *goal_field;
  uint32_t *excluded_start;     /**< by indicator, and one more: its first in `excluded_unit` */
  uint32_t *excluded_unit;      /**< of its items of `not_applicable` */
  rsl_operands *operands;       /**< by indicator */
  uint32_t *indicator_field;    /**< by indicator */
  rsl__expression *expressions; /**< by indicator; no instructions for those that have none */
  uint32_t *applies_start;      /**< by indicator, and one more: its first in `applies` */
  rsl__applies_item *applies;   /**< of its items of `applies_to` */
  uint32_t *stop_at;            /**< by indicator: a level */
  uint32_t *deepest;            /**< by indicator: the lowest level that measures it; RSL_NONE: not known */
  uint32_t *calendar;           /**< by indicator */
  uint32_t *counterpart;        /**< by unit */
  uint32_t *level_tree;         /**< by level: a higher one of its tree, or itself */
  uint32_t *target_part_start;  /**< by listed target, and one more: its first in `part_targets` */
  rsl_target *part_targets;     /**< targets behind those that are listed */
  uint32_t part_target_count;
  rsl_target_links *target_links;   /**< by target, parts included */
  uint32_t *check_level;            /**< by check; RSL_NONE: every level */
  rsl__expression *check_sides;     /**< by check: the left one, then the right one */
  uint32_t *campaign_resolution;    /**< by campaign */
  rsl_date *deadlines;              /**< by campaign and level: the last day that is in time */
  rsl_finding_links *finding_links; /**< by finding */
  rsl_action_links *action_links;   /**< by action */
} rsl__plan_links;

/** Records of one kind. */
typedef struct rsl__record_list {
  void *items;
  size_t count;
  size_t capacity;
} rsl__record_list;

struct rsl_plan {
  rsl_allocator allocator;
  rsl__arena arena;
  rsl__text_buffer scratch; /**< where codes are composed */
  const char *name;
  rsl_extras extras;
  rsl_rating_rule rating_rule;
  rsl__record_list lists[RSL__RECORD_KIND_END];
  rsl__plan_links *links; /**< NULL until the plan is finished */
};

/** The target whose part another is; RSL_NONE of one that is listed. @param[in] listed how many are. */
uint32_t rsl__part_of(const rsl__plan_links *links, uint32_t listed, uint32_t index);
uint32_t rsl__record_count(const rsl_plan *plan, rsl__record_kind kind);
/** NULL past the end. Records are read, and written only when a finished plan's defaults are filled in. */
void *rsl__record(const rsl_plan *plan, rsl__record_kind kind, uint32_t index);

/* Copies into the plan's arena (records.c). false when memory ran out; codes and references come out in NFC. */
RSL_MUST_CHECK bool rsl__copy_level(rsl_plan *plan, const rsl_level *from, rsl_level *to);
RSL_MUST_CHECK bool rsl__copy_unit(rsl_plan *plan, const rsl_unit *from, rsl_unit *to);
RSL_MUST_CHECK bool rsl__copy_succession(rsl_plan *plan, const rsl_succession *from, rsl_succession *to);
RSL_MUST_CHECK bool rsl__copy_calendar(rsl_plan *plan, const rsl_calendar *from, rsl_calendar *to);
RSL_MUST_CHECK bool rsl__copy_field(rsl_plan *plan, const rsl_field *from, rsl_field *to);
RSL_MUST_CHECK bool rsl__copy_resolution(rsl_plan *plan, const rsl_resolution *from, rsl_resolution *to);
RSL_MUST_CHECK bool rsl__copy_indicator(rsl_plan *plan, const rsl_indicator *from, rsl_indicator *to);
RSL_MUST_CHECK bool rsl__copy_target(rsl_plan *plan, const rsl_target *from, rsl_target *to);
RSL_MUST_CHECK bool rsl__copy_composition(rsl_plan *plan, const rsl_composition *from, rsl_composition *to);
RSL_MUST_CHECK bool rsl__copy_check(rsl_plan *plan, const rsl_check *from, rsl_check *to);
RSL_MUST_CHECK bool rsl__copy_campaign(rsl_plan *plan, const rsl_campaign *from, rsl_campaign *to);
RSL_MUST_CHECK bool rsl__copy_finding(rsl_plan *plan, const rsl_finding *from, rsl_finding *to);
RSL_MUST_CHECK bool rsl__copy_action(rsl_plan *plan, const rsl_action *from, rsl_action *to);
RSL_MUST_CHECK bool rsl__copy_extras(rsl_plan *plan, const rsl_extras *from, rsl_extras *to);
/** A text for people: never NULL. */
RSL_MUST_CHECK bool rsl__copy_name(rsl_plan *plan, const char *from, const char **to);

void rsl__plan_links_free(const rsl_allocator *allocator, rsl__plan_links *links);

/* Looking up (references.c); these work on links that are still being made. */
uint32_t rsl__code_index_find(const rsl__code_index *index, const char *code, size_t length);

#endif
