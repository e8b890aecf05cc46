#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "base/sort.h"
#include "plan/finishing.h"

/* What units are (attributes), and which of them an indicator is about (applies_to). */

static bool lay_out(rsl__finish *finish);
static void check_unit(rsl__finish *finish, uint32_t index);
static bool check_attribute(rsl__finish *finish, uint32_t index, size_t item);
static void check_once(rsl__finish *finish);
static void gather_days(rsl__finish *finish);
static void gather_pairs(rsl__finish *finish);
static void check_item(rsl__finish *finish, uint32_t index, size_t item, uint32_t *marks);
static uint32_t find_name(rsl__finish *finish, rsl__site site, const char *name);
static uint32_t find_value(rsl__finish *finish, rsl__site site, const rsl_applies_to *applies, uint32_t name,
                           const char *value);
static bool has_pair(const rsl__plan_links *links, uint32_t name, uint32_t value);
static void warn_of_name(rsl__finish *finish, rsl__site site, const char *name);
static int compare_attributes(const void *a, const void *b);
static int compare_pairs(const void *a, const void *b);

/* ---- Units ---- */

void rsl__finish_attributes(rsl__finish *finish) {
  uint32_t count = rsl_plan_unit_count(finish->plan);
  rsl__plan_links *links = finish->links;
  if (!lay_out(finish)) return;
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) check_unit(finish, i);
  if (!rsl__sort(&finish->plan->allocator, links->attributes, links->attribute_start[count], sizeof *links->attributes,
                 compare_attributes))
    finish->no_memory = true;
  if (!finish->no_memory) check_once(finish);
  if (!finish->no_memory) gather_days(finish);
  if (!finish->no_memory) gather_pairs(finish);
  links->known_attributes = rsl__names_count(&links->attribute_names);
}

static bool lay_out(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t count = rsl_plan_unit_count(finish->plan);
  size_t total = 0;
  links->attribute_start = rsl__finish_array(finish, (size_t)count + 1, sizeof *links->attribute_start);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) {
    links->attribute_start[i] = (uint32_t)total;
    total += rsl_plan_unit(finish->plan, i)->attribute_count;
    if (total >= RSL_NONE) finish->no_memory = true;
  }
  if (finish->no_memory) return false;
  links->attribute_start[count] = (uint32_t)total;
  links->attributes = rsl__finish_array(finish, total, sizeof *links->attributes);
  return !finish->no_memory;
}

static void check_unit(rsl__finish *finish, uint32_t index) {
  rsl__plan_links *links = finish->links;
  const rsl_unit *unit = rsl_plan_unit(finish->plan, index);
  for (size_t i = 0; i < unit->attribute_count && !finish->no_memory; ++i) {
    const rsl_attribute *given = &unit->attributes[i];
    rsl__attribute *attribute = &links->attributes[links->attribute_start[index] + i];
    *attribute = (rsl__attribute){ index, RSL_NONE, RSL_NONE, given->from, rsl__end_day(given->to), (uint32_t)i };
    if (!check_attribute(finish, index, i)) continue;
    bool named =
        rsl__names_add(&links->attribute_names, given->name, strlen(given->name), &attribute->name) == RSL_OK &&
        rsl__names_add(&links->attribute_values, given->value, strlen(given->value), &attribute->value) == RSL_OK;
    if (!named) finish->no_memory = true;
  }
}

static bool check_attribute(rsl__finish *finish, uint32_t index, size_t item) {
  const rsl_unit *unit = rsl_plan_unit(finish->plan, index);
  const rsl_attribute *attribute = &unit->attributes[item];
  char member[RSL__MEMBER];
  rsl__site site = rsl__at(RSL__RECORD_UNIT, index, rsl__item_member(member, "attributes", item, "to"));
  if (!rsl__check_dates(finish, site, attribute->from, attribute->to)) return false;
  site.member = rsl__item_member(member, "attributes", item, "name");
  if (!rsl__check_code(finish, site, "an attribute", attribute->name)) return false;
  if (attribute->from >= rsl__end_day(unit->to) || rsl__end_day(attribute->to) <= unit->from) {
    rsl__report(finish, RSL__PROBLEM_UNIT_NOT_VALID, site, "the attribute `%s` is told %s, unit `%s` is valid %s",
                rsl__show(attribute->name).bytes, rsl__show_span(attribute->from, attribute->to).bytes,
                rsl__show(unit->code).bytes, rsl__show_span(unit->from, unit->to).bytes);
    return false;
  }
  site.member = rsl__item_member(member, "attributes", item, "value");
  if (attribute->value != NULL) return rsl__check_text(finish, site, attribute->value);
  rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "the attribute `%s` needs `value`",
              rsl__show(attribute->name).bytes);
  return false;
}

/* One value at a time: sorted by unit, name and day, each may only run into the next. */
static void check_once(rsl__finish *finish) {
  const rsl__plan_links *links = finish->links;
  uint32_t total = links->attribute_start[rsl_plan_unit_count(finish->plan)];
  char member[RSL__MEMBER];
  for (uint32_t i = 1; i < total; ++i) {
    const rsl__attribute *before = &links->attributes[i - 1];
    const rsl__attribute *after = &links->attributes[i];
    if (before->unit != after->unit || before->name != after->name || after->name == RSL_NONE) continue;
    if (after->from >= before->to) continue;
    uint32_t item = before->item > after->item ? before->item : after->item;
    const rsl_unit *unit = rsl_plan_unit(finish->plan, after->unit);
    rsl__report(finish, RSL__PROBLEM_DUPLICATE_ITEM,
                rsl__at(RSL__RECORD_UNIT, after->unit, rsl__item_member(member, "attributes", item, "name")),
                "unit `%s` has the attribute `%s` twice for the same time: end one before the other begins",
                rsl__show(unit->code).bytes, rsl__show(unit->attributes[item].name).bytes);
  }
}

/* ---- What there is of them ---- */

static void gather_days(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t total = links->attribute_start[rsl_plan_unit_count(finish->plan)];
  links->attribute_days = rsl__finish_array(finish, 2 * (size_t)total, sizeof *links->attribute_days);
  if (links->attribute_days == NULL) return;
  uint32_t count = 0;
  for (uint32_t i = 0; i < total; ++i) {
    if (links->attributes[i].from != RSL_DATE_NONE) links->attribute_days[count++] = links->attributes[i].from;
    if (links->attributes[i].to != RSL__DATE_OPEN) links->attribute_days[count++] = links->attributes[i].to;
  }
  links->attribute_day_count = rsl__sort_days(finish, links->attribute_days, count);
}

static void gather_pairs(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t total = links->attribute_start[rsl_plan_unit_count(finish->plan)];
  links->attribute_pairs = rsl__finish_array(finish, total, sizeof *links->attribute_pairs);
  if (links->attribute_pairs == NULL) return;
  for (uint32_t i = 0; i < total; ++i)
    links->attribute_pairs[i] = (rsl__attribute_pair){ links->attributes[i].name, links->attributes[i].value };
  if (!rsl__sort(&finish->plan->allocator, links->attribute_pairs, total, sizeof *links->attribute_pairs,
                 compare_pairs))
    finish->no_memory = true;
}

/* ---- Indicators ---- */

void rsl__finish_applies_to(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t count = rsl_plan_indicator_count(finish->plan);
  size_t total = 0;
  links->applies_start = rsl__finish_array(finish, (size_t)count + 1, sizeof *links->applies_start);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) {
    links->applies_start[i] = (uint32_t)total;
    total += rsl_plan_indicator(finish->plan, i)->applies_to_count;
    if (total >= RSL_NONE) finish->no_memory = true;
  }
  if (finish->no_memory) return;
  links->applies_start[count] = (uint32_t)total;
  links->applies = rsl__finish_array(finish, total, sizeof *links->applies);
  uint32_t *marks = rsl__finish_indexes(finish, links->known_attributes + total);
  for (uint32_t i = 0; i < count; ++i)
    for (size_t item = 0; item < rsl_plan_indicator(finish->plan, i)->applies_to_count && !finish->no_memory; ++item)
      check_item(finish, i, item, marks);
}

/* @param marks by name: the indicator that named it last. */
static void check_item(rsl__finish *finish, uint32_t index, size_t item, uint32_t *marks) {
  const rsl_applies_to *applies = &rsl_plan_indicator(finish->plan, index)->applies_to[item];
  rsl__applies_item *out = &finish->links->applies[finish->links->applies_start[index] + item];
  char member[RSL__MEMBER + RSL__SHOWN_TEXT];
  snprintf(member, sizeof member, "applies_to.%s", rsl__show(applies->attribute).bytes);
  rsl__site site = rsl__at(RSL__RECORD_INDICATOR, index, member);
  *out = (rsl__applies_item){ .name = RSL_NONE };
  if (!rsl__check_code(finish, site, "`applies_to`", applies->attribute)) return;
  if (applies->value_count == 0)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "`applies_to` needs the values of `%s` that are meant",
                rsl__show(applies->attribute).bytes);
  out->name = find_name(finish, site, applies->attribute);
  if (out->name == RSL_NONE) return;
  if (marks[out->name] == index)
    rsl__report(finish, RSL__PROBLEM_DUPLICATE_ITEM, site, "`applies_to` names `%s` twice: list all values once",
                rsl__show(applies->attribute).bytes);
  marks[out->name] = index;
  uint32_t *values = rsl__finish_array(finish, applies->value_count, sizeof *values);
  for (size_t i = 0; values != NULL && i < applies->value_count; ++i)
    values[i] = find_value(finish, site, applies, out->name, applies->values[i]);
  out->values = values;
  out->value_count = (uint32_t)applies->value_count;
}

/* Names that no unit has get ids behind those that some have. RSL_NONE when memory ran out. */
static uint32_t find_name(rsl__finish *finish, rsl__site site, const char *name) {
  rsl__plan_links *links = finish->links;
  uint32_t id = RSL_NONE;
  if (rsl__names_add(&links->attribute_names, name, strlen(name), &id) != RSL_OK) {
    finish->no_memory = true;
    return RSL_NONE;
  }
  if (id >= links->known_attributes) warn_of_name(finish, site, name);
  return id;
}

/* A value that no unit has is rather a mistake in its writing than meant. */
static uint32_t find_value(rsl__finish *finish, rsl__site site, const rsl_applies_to *applies, uint32_t name,
                           const char *value) {
  if (value == NULL) {
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "a value of `%s` is empty: leave it out",
                rsl__show(applies->attribute).bytes);
    return RSL_NONE;
  }
  if (!rsl__check_text(finish, site, value)) return RSL_NONE;
  uint32_t found = rsl__names_find(&finish->links->attribute_values, value, strlen(value));
  bool known = name < finish->links->known_attributes;
  if (known && (found == RSL_NONE || !has_pair(finish->links, name, found)))
    rsl__warn(finish, RSL__PROBLEM_UNKNOWN_ATTRIBUTE, site,
              "no unit has the attribute `%s` with the value `%s`: for such units nothing will be owed",
              rsl__show(applies->attribute).bytes, rsl__show(value).bytes);
  return found;
}

static bool has_pair(const rsl__plan_links *links, uint32_t name, uint32_t value) {
  rsl__attribute_pair wanted = { name, value };
  size_t low = 0;
  size_t high = links->attribute_start[links->lives.count];
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = compare_pairs(&links->attribute_pairs[middle], &wanted);
    if (order == 0) return true;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

static void warn_of_name(rsl__finish *finish, rsl__site site, const char *name) {
  const rsl__names *names = &finish->links->attribute_names;
  uint32_t count = finish->links->known_attributes;
  rsl__nearest nearest;
  rsl__nearest_start(&nearest, name, strlen(name));
  for (uint32_t id = 0; id < count && count <= finish->candidates; ++id)
    rsl__nearest_offer(&nearest, rsl__names_text(names, id), rsl__names_length(names, id), id);
  if (count <= finish->candidates) finish->candidates -= count;
  bool found = nearest.index != RSL__NEAREST_NONE;
  rsl__warn(finish, RSL__PROBLEM_UNKNOWN_ATTRIBUTE, site,
            "no unit has the attribute `%s`, so that none will owe a figure%s%s%s", rsl__show(name).bytes,
            found ? ": did you mean `" : "", found ? rsl__names_text(names, (uint32_t)nearest.index) : "",
            found ? "`?" : "");
}

/* ---- Orders ---- */

static int compare_attributes(const void *a, const void *b) {
  const rsl__attribute *x = a;
  const rsl__attribute *y = b;
  if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
  if (x->name != y->name) return x->name < y->name ? -1 : 1;
  if (x->from != y->from) return x->from < y->from ? -1 : 1;
  return x->item < y->item ? -1 : 1;
}

static int compare_pairs(const void *a, const void *b) {
  const rsl__attribute_pair *x = a;
  const rsl__attribute_pair *y = b;
  if (x->name != y->name) return x->name < y->name ? -1 : 1;
  return x->value < y->value ? -1 : x->value > y->value;
}
