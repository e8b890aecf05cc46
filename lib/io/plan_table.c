#include "io/plan_table.h"

#include <string.h>

/* What the columns of a table may be, and one row of it as the object that would stand in JSON: so that one reader
 * serves both. */

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const rsl__table_column unit_columns[] = {
  { "code", RSL__COLUMN_TEXT },        { "level", RSL__COLUMN_TEXT },        { "name", RSL__COLUMN_TEXT },
  { "parent", RSL__COLUMN_TEXT },      { "from", RSL__COLUMN_TEXT },         { "to", RSL__COLUMN_TEXT },
  { "counterpart", RSL__COLUMN_TEXT }, { "attributes.*", RSL__COLUMN_TEXT },
};

static const rsl__table_column succession_columns[] = {
  { "unit", RSL__COLUMN_TEXT },  { "successor", RSL__COLUMN_TEXT }, { "on", RSL__COLUMN_TEXT },
  { "share", RSL__COLUMN_TEXT }, { "basis", RSL__COLUMN_TEXT },
};

static const rsl__table_column indicator_columns[] = {
  { "code", RSL__COLUMN_TEXT },
  { "name", RSL__COLUMN_TEXT },
  { "frequency", RSL__COLUMN_TEXT },
  { "rollup", RSL__COLUMN_TEXT },
  { "rollup.rule", RSL__COLUMN_TEXT },
  { "rollup.weight", RSL__COLUMN_TEXT },
  { "rollup.numerator", RSL__COLUMN_TEXT },
  { "rollup.denominator", RSL__COLUMN_TEXT },
  { "rollup.factor", RSL__COLUMN_TEXT },
  { "rollup.of", RSL__COLUMN_TEXT },
  { "rollup.expression", RSL__COLUMN_TEXT },
  { "rollup.tolerance", RSL__COLUMN_TEXT },
  { "rollup.at_least", RSL__COLUMN_TEXT },
  { "rollup.above", RSL__COLUMN_TEXT },
  { "rollup.at_most", RSL__COLUMN_TEXT },
  { "rollup.below", RSL__COLUMN_TEXT },
  { "rollup.between", RSL__COLUMN_RANGE },
  { "rollup.about", RSL__COLUMN_RANGE },
  { "rollup.exactly", RSL__COLUMN_TEXT },
  { "rollup.grade_at_least", RSL__COLUMN_TEXT },
  { "unit_of_measure", RSL__COLUMN_TEXT },
  { "decimals", RSL__COLUMN_TEXT },
  { "direction", RSL__COLUMN_TEXT },
  { "measured_at", RSL__COLUMN_LIST },
  { "time", RSL__COLUMN_TEXT },
  { "order", RSL__COLUMN_TEXT },
  { "reported_as", RSL__COLUMN_TEXT },
  { "prefer", RSL__COLUMN_TEXT },
  { "min_coverage", RSL__COLUMN_TEXT },
  { "field", RSL__COLUMN_TEXT },
  { "source", RSL__COLUMN_TEXT },
  { "definition", RSL__COLUMN_TEXT },
  { "higher", RSL__COLUMN_TEXT },
  { "initial", RSL__COLUMN_TEXT },
  { "calendar", RSL__COLUMN_TEXT },
  { "applies_to.*", RSL__COLUMN_LIST },
  { "stop_at", RSL__COLUMN_TEXT },
  { "look_back", RSL__COLUMN_TEXT },
  { "weight_at", RSL__COLUMN_TEXT },
  { "weight_look_back", RSL__COLUMN_TEXT },
  { "min_weight_coverage", RSL__COLUMN_TEXT },
  { "nil", RSL__COLUMN_TEXT },
  { "split", RSL__COLUMN_TEXT },
  { "breaks", RSL__COLUMN_LIST },
  { "grades", RSL__COLUMN_LIST },
};

static const rsl__table_column target_columns[] = {
  { "unit", RSL__COLUMN_TEXT },
  { "indicator", RSL__COLUMN_TEXT },
  { "resolution", RSL__COLUMN_TEXT },
  { "code", RSL__COLUMN_TEXT },
  { "goal", RSL__COLUMN_TEXT },
  { "by", RSL__COLUMN_TEXT },
  { "baseline.period", RSL__COLUMN_TEXT },
  { "baseline.value", RSL__COLUMN_TEXT },
  { "at_least", RSL__COLUMN_TEXT },
  { "above", RSL__COLUMN_TEXT },
  { "at_most", RSL__COLUMN_TEXT },
  { "below", RSL__COLUMN_TEXT },
  { "between", RSL__COLUMN_RANGE },
  { "about", RSL__COLUMN_RANGE },
  { "tolerance", RSL__COLUMN_TEXT },
  { "exactly", RSL__COLUMN_TEXT },
  { "maintain", RSL__COLUMN_TEXT },
  { "multiple_of_baseline", RSL__COLUMN_TEXT },
  { "change_per_year", RSL__COLUMN_TEXT },
  { "average_per_year", RSL__COLUMN_TEXT },
  { "average_per_year.at_least", RSL__COLUMN_TEXT },
  { "average_per_year.above", RSL__COLUMN_TEXT },
  { "average_per_year.at_most", RSL__COLUMN_TEXT },
  { "average_per_year.below", RSL__COLUMN_TEXT },
  { "average_per_year.between", RSL__COLUMN_RANGE },
  { "average_per_year.about", RSL__COLUMN_RANGE },
  { "average_per_year.tolerance", RSL__COLUMN_TEXT },
  { "average_per_year.of", RSL__COLUMN_TEXT },
  { "average_per_year.mean", RSL__COLUMN_TEXT },
  { "total", RSL__COLUMN_TEXT },
  { "total.at_least", RSL__COLUMN_TEXT },
  { "total.above", RSL__COLUMN_TEXT },
  { "total.at_most", RSL__COLUMN_TEXT },
  { "total.below", RSL__COLUMN_TEXT },
  { "total.between", RSL__COLUMN_RANGE },
  { "total.about", RSL__COLUMN_RANGE },
  { "total.tolerance", RSL__COLUMN_TEXT },
  { "each_year", RSL__COLUMN_TEXT },
  { "each_year.at_least", RSL__COLUMN_TEXT },
  { "each_year.above", RSL__COLUMN_TEXT },
  { "each_year.at_most", RSL__COLUMN_TEXT },
  { "each_year.below", RSL__COLUMN_TEXT },
  { "each_year.between", RSL__COLUMN_RANGE },
  { "each_year.about", RSL__COLUMN_RANGE },
  { "each_year.exactly", RSL__COLUMN_TEXT },
  { "each_year.tolerance", RSL__COLUMN_TEXT },
  { "each_year.grade_at_least", RSL__COLUMN_TEXT },
  { "trajectory", RSL__COLUMN_TEXT },
  { "milestones", RSL__COLUMN_PAIRS },
  { "assigned_by", RSL__COLUMN_TEXT },
  { "adopted", RSL__COLUMN_TEXT },
  { "wording", RSL__COLUMN_TEXT },
  { "replaces", RSL__COLUMN_TEXT },
  { "on_close", RSL__COLUMN_TEXT },
  { "quotas", RSL__COLUMN_PAIRS },
  { "stretch.*", RSL__COLUMN_TEXT },
  { "parts_count", RSL__COLUMN_TEXT },
  { "rating_rule.*", RSL__COLUMN_TEXT },
  { "done", RSL__COLUMN_TEXT },
  { "qualitative", RSL__COLUMN_TEXT },
  { "grade_at_least", RSL__COLUMN_TEXT },
};

typedef struct builder {
  rsl__row_layout *layout;
  size_t column;
  bool no_memory;
} builder;

static void add_cell(builder *build, cJSON *row, const char *name, rsl__column_type type, const rsl__csv_cell *cell);
static cJSON *add_member(builder *build, cJSON *object, const char *name, size_t length, int type);
static cJSON *find_member(const cJSON *object, const char *name, size_t length);
static cJSON *add_node(builder *build, cJSON *parent, int type);
static void set_text(builder *build, cJSON *node, const char *text, size_t length);
static void add_items(builder *build, cJSON *list, const char *text, size_t length, bool are_pairs);
static void add_pair(builder *build, cJSON *list, const char *text, size_t length);
static void refuse(builder *build, bool is_pair);

const rsl__table_schema *rsl__plan_table_schema(rsl__record_kind kind) {
  static const rsl__table_schema units = { unit_columns, COUNT(unit_columns), 2 };
  static const rsl__table_schema successions = { succession_columns, COUNT(succession_columns), 3 };
  static const rsl__table_schema indicators = { indicator_columns, COUNT(indicator_columns), 3 };
  static const rsl__table_schema targets = { target_columns, COUNT(target_columns), 3 };
  switch (kind) {
  case RSL__RECORD_UNIT:
    return &units;
  case RSL__RECORD_SUCCESSION:
    return &successions;
  case RSL__RECORD_INDICATOR:
    return &indicators;
  case RSL__RECORD_TARGET:
    return &targets;
  default:
    return NULL;
  }
}

const cJSON *rsl__plan_row_object(rsl__row_layout *layout) {
  builder build = { layout, 0, false };
  layout->bad_column = RSL__CSV_NO_COLUMN;
  cJSON *row = add_node(&build, NULL, cJSON_Object);
  for (size_t i = 0; row != NULL && i < layout->header->count; i++) {
    const rsl__csv_cell *cell = &layout->cells[i];
    size_t meaning = layout->header->meaning[i];
    if (cell->length == 0) continue;
    build.column = i;
    rsl__column_type type = meaning == RSL__CSV_EXTRA ? RSL__COLUMN_TEXT : layout->schema->columns[meaning].type;
    add_cell(&build, row, layout->header->names[i], type, cell);
  }
  return build.no_memory ? NULL : row;
}

void rsl__plan_table_free(rsl__plan_table *table) {
  if (table == NULL) return;
  rsl_allocator memory = table->allocator;
  rsl__release_array(&memory, table->places, table->capacity, sizeof *table->places);
  rsl__arena_free(&table->memory);
  rsl__release(&memory, table, sizeof *table);
}

/* Down the dotted name, making the objects that are not there yet. An `x-` column is one name, dots and all. */
static void add_cell(builder *build, cJSON *row, const char *name, rsl__column_type type, const rsl__csv_cell *cell) {
  cJSON *object = row;
  const char *dot = strncmp(name, "x-", 2) == 0 ? NULL : strchr(name, '.');
  for (; object != NULL && dot != NULL; name = dot + 1, dot = strchr(name, '.')) {
    size_t length = (size_t)(dot - name);
    cJSON *inner = find_member(object, name, length);
    if (inner == NULL) inner = add_member(build, object, name, length, cJSON_Object);
    if (inner != NULL && !cJSON_IsObject(inner)) {
      refuse(build, false);
      return;
    }
    object = inner;
  }
  if (object == NULL) return;
  size_t length = strlen(name);
  if (find_member(object, name, length) != NULL) {
    refuse(build, false);
    return;
  }
  bool is_list = type == RSL__COLUMN_LIST || type == RSL__COLUMN_PAIRS ||
                 (type == RSL__COLUMN_RANGE && memchr(cell->text, '|', cell->length) != NULL);
  cJSON *node = add_member(build, object, name, length, is_list ? cJSON_Array : cJSON_String);
  if (node == NULL) return;
  if (is_list)
    add_items(build, node, cell->text, cell->length, type == RSL__COLUMN_PAIRS);
  else
    set_text(build, node, cell->text, cell->length);
}

static cJSON *find_member(const cJSON *object, const char *name, size_t length) {
  for (cJSON *item = object->child; item != NULL; item = item->next) {
    if (strlen(item->string) == length && memcmp(item->string, name, length) == 0) return item;
  }
  return NULL;
}

static cJSON *add_member(builder *build, cJSON *object, const char *name, size_t length, int type) {
  cJSON *node = add_node(build, object, type);
  if (node == NULL) return NULL;
  node->string = rsl__arena_copy_text(build->layout->memory, name, length);
  if (node->string == NULL) build->no_memory = true;
  return node->string != NULL ? node : NULL;
}

/* Nodes are not given to cJSON, which would free them: only its layout is used. `prev` of a parent's first child is its
 * last, as cJSON has it. */
static cJSON *add_node(builder *build, cJSON *parent, int type) {
  cJSON *node = rsl__arena_allocate(build->layout->memory, sizeof *node);
  if (node == NULL) {
    build->no_memory = true;
    return NULL;
  }
  *node = (cJSON){ .type = type, .valueint = (int)build->column };
  if (parent == NULL) return node;
  if (parent->child == NULL) {
    parent->child = node;
  } else {
    node->prev = parent->child->prev;
    node->prev->next = node;
  }
  parent->child->prev = node;
  return node;
}

static void set_text(builder *build, cJSON *node, const char *text, size_t length) {
  node->valuestring = rsl__arena_copy_text(build->layout->memory, text, length);
  if (node->valuestring == NULL) build->no_memory = true;
}

static void add_items(builder *build, cJSON *list, const char *text, size_t length, bool are_pairs) {
  for (size_t from = 0; from <= length;) {
    const char *bar = from < length ? memchr(text + from, '|', length - from) : NULL;
    size_t size = bar != NULL ? (size_t)(bar - text) - from : length - from;
    if (are_pairs) {
      add_pair(build, list, text + from, size);
    } else {
      cJSON *item = add_node(build, list, cJSON_String);
      if (item != NULL) set_text(build, item, text + from, size);
    }
    if (build->no_memory) return;
    from += size + 1;
  }
}

static void add_pair(builder *build, cJSON *list, const char *text, size_t length) {
  const char *equals = memchr(text, '=', length);
  if (equals == NULL) {
    refuse(build, true);
    return;
  }
  size_t period = (size_t)(equals - text);
  cJSON *item = add_node(build, list, cJSON_Object);
  cJSON *first = item == NULL ? NULL : add_member(build, item, "period", 6, cJSON_String);
  cJSON *second = first == NULL ? NULL : add_member(build, item, "value", 5, cJSON_String);
  if (second == NULL) return;
  set_text(build, first, text, period);
  set_text(build, second, equals + 1, length - period - 1);
}

static void refuse(builder *build, bool is_pair) {
  if (build->layout->bad_column != RSL__CSV_NO_COLUMN) return;
  build->layout->bad_column = build->column;
  build->layout->is_pair = is_pair;
}
