#include <string.h>

#include "io/plan_reader.h"

static const cJSON *walk(const cJSON *record, const char *member);
static const cJSON *step(const cJSON *item, const char *part, size_t length);
static const cJSON *find_in_forms(const cJSON *record, const char *member);
static void locate_cell(const rsl__record_place *record, const char *member, rsl__place *place);
static size_t outer_length(const char *member, size_t length);
static bool column_fits(const char *column, const char *member, size_t length);

void rsl__plan_locate(void *context, rsl__record_kind kind, uint32_t record, const char *member, rsl__place *place) {
  const rsl__plan_reader *reader = context;
  const rsl__record_place *known = &(rsl__record_place){ reader->json.root, NULL, 0 };
  if (kind != RSL__RECORD_PLAN) {
    if (record >= reader->places[kind].count) return;
    known = &reader->places[kind].items[record];
  }
  if (known->table != NULL) {
    locate_cell(known, member, place);
    return;
  }
  const cJSON *item = walk(known->item, member);
  if (item == known->item && kind == RSL__RECORD_TARGET) item = find_in_forms(known->item, member);
  rsl__place found = rsl__json_item_place(&reader->json, item);
  place->file = found.file;
  place->line = found.line;
  place->column = found.column;
}

/* As far down the member's path as it is written. */
static const cJSON *walk(const cJSON *record, const char *member) {
  const cJSON *item = record;
  while (*member != '\0') {
    size_t length = *member == '[' ? strcspn(member, "]") + 1 : strcspn(member, ".[");
    const cJSON *inner = step(item, member, length);
    if (inner == NULL) break;
    item = inner;
    member += length;
    if (*member == '.') member++;
  }
  return item;
}

/* One part of a path: `baseline`, or `[3]`. */
static const cJSON *step(const cJSON *item, const char *part, size_t length) {
  size_t index = 0;
  bool is_index = part[0] == '[';
  for (size_t i = 1; is_index && i + 1 < length; i++) index = index * 10 + (size_t)(part[i] - '0');
  for (const cJSON *child = item->child; child != NULL; child = child->next) {
    if (is_index && index-- == 0) return child;
    if (is_index || child->string == NULL) continue;
    if (strlen(child->string) == length && memcmp(child->string, part, length) == 0) return child;
  }
  return NULL;
}

/* The condition of an average, a total or a yearly form stands one object further in. */
static const cJSON *find_in_forms(const cJSON *record, const char *member) {
  static const rsl_form forms[] = { RSL_FORM_AVERAGE_PER_YEAR, RSL_FORM_TOTAL, RSL_FORM_EACH_YEAR };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    const char *name = rsl_form_name(forms[i]);
    const cJSON *form = step(record, name, strlen(name));
    const cJSON *found = form == NULL ? NULL : walk(form, member);
    if (found != form) return found;
  }
  return record;
}

/* ---- Rows ---- */

/* The column that holds the member, or what is around it; else the row's first cell. */
static void locate_cell(const rsl__record_place *record, const char *member, rsl__place *place) {
  const rsl__plan_table *table = record->table;
  size_t column = 0;
  for (size_t length = strlen(member); length > 0; length = outer_length(member, length)) {
    for (column = 0; column < table->column_count; column++) {
      if (column_fits(table->columns[column], member, length)) break;
    }
    if (column < table->column_count) break;
    column = 0;
  }
  const rsl__cell_place *found = &table->places[record->row * table->column_count + column];
  place->file = table->name;
  place->line = found->line;
  place->column = found->column;
}

/* `milestones[1]` of `milestones[1].value`, then `milestones`. */
static size_t outer_length(const char *member, size_t length) {
  while (length > 0 && member[length - 1] != '.' && member[length - 1] != '[') length--;
  return length > 0 ? length - 1 : 0;
}

/* `rollup.rule` stands for `rollup` too. */
static bool column_fits(const char *column, const char *member, size_t length) {
  return strncmp(column, member, length) == 0 && (column[length] == '\0' || column[length] == '.');
}
