#include "base/error.h"
#include "base/json_text.h"
#include "cube/grade.h"
#include "io/sheet.h"

enum {
  KIND,
  UNIT,
  INDICATOR,
  PERIOD,
  VALUE,
  RULE,
  REPORTING,
  OWED,
  STATUS,
  ORIGIN,
  ABSENCE,
  NUMERATOR,
  DENOMINATOR,
  STOOD_IN,
  WEAK,
  FLAGS,
  REVISION,
  REPORTED_AT,
  SOURCE,
  NOTE,
  FILE_NAME,
  LINE,
  SHARE,
  PART,
  PART_NUMERATOR,
  PART_DENOMINATOR,
  LOW,
  HIGH,
  UNUSED,
  TIME,
  SUM,
  GRADES,
  NIL,
  CUT,
  UNIT_NAME,
  INDICATOR_NAME,
  CELLS
};

/* The columns of CSV; in JSON the depth is that of the objects. */
static const char *const columns[CELLS + 1] = { "depth",
                                                "kind",
                                                "unit",
                                                "indicator",
                                                "period",
                                                "value",
                                                "rule",
                                                "reporting",
                                                "owed",
                                                "status",
                                                "origin",
                                                "absence",
                                                "numerator",
                                                "denominator",
                                                "stood_in",
                                                "weak",
                                                "flags",
                                                "revision",
                                                "reported_at",
                                                "source",
                                                "note",
                                                "file",
                                                "line",
                                                "share",
                                                "part",
                                                "part_numerator",
                                                "part_denominator",
                                                "low",
                                                "high",
                                                "unused",
                                                "time",
                                                "sum",
                                                "grades",
                                                "nil",
                                                "cut",
                                                "unit_name",
                                                "indicator_name" };

enum { OF_FIGURE = 1, OF_ROW = 2, OF_MISSING = 4, OF_ALL = 7, OF_PART = 8 };

/* Which kinds of node have a member in JSON. */
static const unsigned char owners[CELLS] = {
  [KIND] = OF_ALL,
  [UNIT] = OF_ALL,
  [INDICATOR] = OF_ALL,
  [PERIOD] = OF_ALL,
  [VALUE] = OF_FIGURE | OF_ROW,
  [RULE] = OF_FIGURE,
  [REPORTING] = OF_FIGURE,
  [OWED] = OF_FIGURE,
  [STATUS] = OF_FIGURE | OF_ROW,
  [ORIGIN] = OF_FIGURE,
  [ABSENCE] = OF_FIGURE | OF_MISSING,
  [NUMERATOR] = OF_FIGURE | OF_ROW,
  [DENOMINATOR] = OF_FIGURE | OF_ROW,
  [STOOD_IN] = OF_FIGURE,
  [WEAK] = OF_FIGURE,
  [FLAGS] = OF_FIGURE | OF_ROW,
  [REVISION] = OF_ROW,
  [REPORTED_AT] = OF_ROW,
  [SOURCE] = OF_ROW,
  [NOTE] = OF_ROW,
  [FILE_NAME] = OF_ROW,
  [LINE] = OF_ROW,
  [SHARE] = OF_PART,
  [PART] = OF_PART,
  [PART_NUMERATOR] = OF_PART,
  [PART_DENOMINATOR] = OF_PART,
  [LOW] = OF_FIGURE,
  [HIGH] = OF_FIGURE,
  [UNUSED] = OF_ROW,
  [TIME] = OF_FIGURE,
  [SUM] = OF_FIGURE,
  [GRADES] = OF_FIGURE,
  [NIL] = OF_ROW,
  [CUT] = OF_FIGURE,
  [UNIT_NAME] = OF_ALL,
  [INDICATOR_NAME] = OF_ALL,
};

typedef enum cell_type { CELL_ABSENT, CELL_TEXT, CELL_NUMBER, CELL_COUNT, CELL_FLAGS, CELL_GRADES } cell_type;

typedef struct cell {
  cell_type type;
  const char *text;
  rsl_number number;
  uint64_t count;                 /* and flags */
  const rsl_indicator *indicator; /* whose grades are counted … */
  const rsl_number *counts;       /* … one a grade */
} cell;

/* A node laid out as its cells, with the texts that they borrow. */
typedef struct node_cells {
  cell cells[CELLS];
  char unit[RSL_UNIT_REFERENCE];
  char period[RSL_PERIOD_TEXT];
  char reported_at[RSL_DATE_TEXT];
  char status[2];
  char value[RSL__FIGURE_TEXT];
  char grade[RSL__GRADE_REFERENCE];
} node_cells;

static rsl_status write_rows(rsl__sheet *sheet, const rsl_explanation *explanation, const rsl_allocator *allocator,
                             rsl_error *error);
static rsl_status write_nested(const rsl_explanation *explanation, const rsl_plan *plan,
                               const rsl_result_options *options, rsl__text_buffer *text, rsl_sink sink,
                               rsl_error *error);
static void put_node(rsl__text_buffer *text, const node_cells *node, unsigned owner, bool names);
static void close_node(rsl__text_buffer *text, bool has_list, size_t above);
static void put_break(rsl__text_buffer *text, bool lines, size_t depth);
static void put_json_cell(rsl__text_buffer *text, const cell *value);
static unsigned owner_of(const rsl_explanation_node *node);
static void lay_out(const rsl_plan *plan, const rsl_explanation_node *node, node_cells *out);
static void lay_out_figure(const rsl_plan *plan, const rsl_explanation_node *node, node_cells *out);
static void lay_out_row(const rsl_plan *plan, const rsl_explanation_node *node, node_cells *out);
static const char *time_of(const rsl_indicator *indicator, rsl_period period);
static void put_grades(rsl__text_buffer *text, const cell *value, bool json);
static cell text_cell(const char *text);
static cell number_cell(rsl_number number);
static cell decimal_cell(bool has, rsl_decimal value);
static cell count_cell(uint64_t count);

rsl_status rsl_write_explanation(const rsl_explanation *explanation, const rsl_plan *plan,
                                 const rsl_result_options *options, const rsl_allocator *allocator, rsl_sink sink,
                                 rsl_error *error) {
  rsl_result_options own = rsl__result_options(options);
  rsl_status status = RSL_OK;
  if (own.format == RSL_FORMAT_JSON || own.format == RSL_FORMAT_JSONL) {
    rsl__text_buffer text;
    rsl__text_buffer_init(&text, allocator);
    rsl__error_clear(error);
    status = write_nested(explanation, plan, &own, &text, sink, error);
    rsl__text_buffer_free(&text);
    return status;
  }
  rsl__sheet sheet;
  status = rsl__sheet_open(&sheet, &own, plan, columns, CELLS + 1, 2, allocator, sink, error);
  if (status == RSL_OK) status = write_rows(&sheet, explanation, allocator, error);
  return rsl__sheet_close(&sheet, status, error);
}

static rsl_status write_rows(rsl__sheet *sheet, const rsl_explanation *explanation, const rsl_allocator *allocator,
                             rsl_error *error) {
  size_t count = rsl_explanation_count(explanation);
  size_t written = sheet->options.names ? CELLS : UNIT_NAME;
  rsl_status status = RSL_OK;
  rsl__text_buffer text;
  rsl__text_buffer_init(&text, allocator);
  for (size_t i = 0; status == RSL_OK && i < count; i++) {
    const rsl_explanation_node *node = rsl_explanation_at(explanation, i);
    node_cells laid_out;
    lay_out(sheet->plan, node, &laid_out);
    rsl__sheet_count(sheet, node->depth);
    for (size_t k = 0; k < written; k++) {
      const cell *value = &laid_out.cells[k];
      if (value->type == CELL_TEXT) rsl_writer_text(sheet->writer, value->text);
      if (value->type == CELL_NUMBER) rsl_writer_number(sheet->writer, value->number);
      if (value->type == CELL_COUNT) rsl__sheet_count(sheet, value->count);
      if (value->type == CELL_FLAGS) rsl__sheet_flags(sheet, (unsigned)value->count);
      if (value->type == CELL_GRADES) {
        rsl__text_buffer_clear(&text);
        put_grades(&text, value, false);
        rsl_writer_text(sheet->writer, text.bytes);
      }
      if (value->type == CELL_ABSENT) rsl_writer_absent(sheet->writer);
    }
    status = rsl__text_buffer_status(&text, error);
    if (status == RSL_OK) status = rsl_writer_end_row(sheet->writer, error);
  }
  rsl__text_buffer_free(&text);
  return status;
}

/* The nodes come in preorder: a node's object stays open until one that is not below it comes. */
static rsl_status write_nested(const rsl_explanation *explanation, const rsl_plan *plan,
                               const rsl_result_options *options, rsl__text_buffer *text, rsl_sink sink,
                               rsl_error *error) {
  size_t count = rsl_explanation_count(explanation);
  bool lines = options->format == RSL_FORMAT_JSON;
  rsl_status status = RSL_OK;
  if (count == 0) rsl__text_buffer_text(text, "null");
  for (size_t i = 0; status == RSL_OK && i < count; i++) {
    const rsl_explanation_node *node = rsl_explanation_at(explanation, i);
    const rsl_explanation_node *next = rsl_explanation_at(explanation, i + 1);
    unsigned owner = owner_of(node);
    node_cells laid_out;
    lay_out(plan, node, &laid_out);
    put_node(text, &laid_out, owner, options->names);
    bool has_inputs = next != NULL && next->depth > node->depth;
    bool has_list = (owner & OF_FIGURE) != 0;
    if (has_inputs || has_list) rsl__text_buffer_text(text, ",\"inputs\":[");
    if (!has_inputs) close_node(text, has_list, node->depth - (next == NULL ? 0 : next->depth));
    if (!has_inputs && next != NULL) rsl__text_buffer_char(text, ',');
    if (next != NULL) put_break(text, lines, next->depth);
    status = rsl__text_buffer_status(text, error);
    if (status == RSL_OK) status = sink.write(sink.context, text->bytes, text->length, error);
    rsl__text_buffer_clear(text);
  }
  if (status != RSL_OK) return status;
  rsl__text_buffer_char(text, '\n');
  status = rsl__text_buffer_status(text, error);
  return status == RSL_OK ? sink.write(sink.context, text->bytes, text->length, error) : status;
}

/* The object's members; it stays open. */
static void put_node(rsl__text_buffer *text, const node_cells *node, unsigned owner, bool names) {
  size_t end = names ? CELLS : UNIT_NAME;
  bool first = true;
  rsl__text_buffer_char(text, '{');
  for (size_t i = 0; i < end; i++) {
    if ((owners[i] & owner) == 0) continue;
    rsl__text_buffer_text(text, first ? "\"" : ",\"");
    rsl__text_buffer_text(text, columns[i + 1]);
    rsl__text_buffer_text(text, "\":");
    put_json_cell(text, &node->cells[i]);
    first = false;
  }
}

/* The node's own object, then those above it that end with it. */
static void close_node(rsl__text_buffer *text, bool has_list, size_t above) {
  rsl__text_buffer_text(text, has_list ? "]}" : "}");
  for (size_t i = 0; i < above; i++) rsl__text_buffer_text(text, "]}");
}

static void put_break(rsl__text_buffer *text, bool lines, size_t depth) {
  if (!lines) return;
  rsl__text_buffer_char(text, '\n');
  for (size_t i = 0; i < depth; i++) rsl__text_buffer_text(text, "  ");
}

static void put_json_cell(rsl__text_buffer *text, const cell *value) {
  char number[RSL_NUMBER_TEXT];
  const char *names[32];
  bool absent = value->type == CELL_ABSENT || (value->type == CELL_TEXT && (value->text == NULL || !value->text[0])) ||
                (value->type == CELL_NUMBER && value->number.kind == RSL_NUMBER_ABSENT);
  if (absent) {
    rsl__text_buffer_text(text, "null");
  } else if (value->type == CELL_TEXT) {
    size_t length = 0;
    while (value->text[length] != '\0') length++;
    rsl__json_text(text, value->text, length);
  } else if (value->type == CELL_NUMBER) {
    rsl_number_format(value->number, number);
    rsl__json_number(text, number, value->number.kind == RSL_NUMBER_DECIMAL);
  } else if (value->type == CELL_COUNT) {
    rsl__text_buffer_unsigned(text, value->count);
  } else if (value->type == CELL_GRADES) {
    put_grades(text, value, true);
  } else {
    size_t count = rsl__flag_names((unsigned)value->count, names);
    for (size_t i = 0; i < count; i++) rsl__text_buffer_format(text, "%s\"%s\"", i == 0 ? "[" : ",", names[i]);
    rsl__text_buffer_text(text, count == 0 ? "[]" : "]");
  }
}

/* {"bad":1,"good":2}, or bad=1|good=2. */
static void put_grades(rsl__text_buffer *text, const cell *value, bool json) {
  char number[RSL_NUMBER_TEXT];
  if (json) rsl__text_buffer_char(text, '{');
  for (size_t grade = 0; grade < value->indicator->grade_count; grade++) {
    const char *between = json ? "," : "|";
    rsl_number_format(value->counts[grade], number);
    rsl__text_buffer_text(text, grade == 0 ? "" : between);
    if (json) rsl__text_buffer_char(text, '"');
    rsl__text_buffer_text(text, value->indicator->grades[grade]);
    rsl__text_buffer_text(text, json ? "\":" : "=");
    rsl__text_buffer_text(text, number);
  }
  if (json) rsl__text_buffer_char(text, '}');
}

static unsigned owner_of(const rsl_explanation_node *node) {
  unsigned part = node->is_part ? OF_PART : 0;
  if (node->kind == RSL_EXPLAIN_FIGURE) return OF_FIGURE | part;
  return node->kind == RSL_EXPLAIN_MISSING ? OF_MISSING : OF_ROW | part;
}

static void lay_out(const rsl_plan *plan, const rsl_explanation_node *node, node_cells *out) {
  static const char *const kinds[] = { "figure", "row", "unused_row", "missing" };
  for (size_t i = 0; i < CELLS; i++) out->cells[i] = (cell){ .type = CELL_ABSENT };
  rsl_plan_unit_reference(plan, node->unit, out->unit);
  rsl_period_format(node->period, out->period);
  out->status[1] = '\0';
  out->cells[KIND] = text_cell(kinds[node->kind]);
  out->cells[UNIT] = text_cell(out->unit);
  out->cells[INDICATOR] = text_cell(rsl_plan_indicator(plan, node->indicator)->code);
  out->cells[PERIOD] = text_cell(out->period);
  out->cells[SHARE] = number_cell(node->share);
  out->cells[PART] = number_cell(node->part);
  out->cells[PART_NUMERATOR] = number_cell(node->part_numerator);
  out->cells[PART_DENOMINATOR] = number_cell(node->part_denominator);
  out->cells[UNIT_NAME] = text_cell(rsl_plan_unit(plan, node->unit)->name);
  out->cells[INDICATOR_NAME] = text_cell(rsl_plan_indicator(plan, node->indicator)->name);
  if (node->kind == RSL_EXPLAIN_FIGURE) lay_out_figure(plan, node, out);
  if (node->kind == RSL_EXPLAIN_ROW || node->kind == RSL_EXPLAIN_ROW_UNUSED) lay_out_row(plan, node, out);
  if (node->kind == RSL_EXPLAIN_MISSING) out->cells[ABSENCE] = text_cell(rsl_absence_name(node->absence));
}

static void lay_out_figure(const rsl_plan *plan, const rsl_explanation_node *node, node_cells *out) {
  const rsl_figure *figure = &node->figure;
  const rsl_indicator *indicator = rsl_plan_indicator(plan, node->indicator);
  out->status[0] = figure->status;
  const char *told = rsl__figure_text(plan, node->indicator, figure, out->value);
  out->cells[VALUE] = told != NULL ? text_cell(told) : number_cell(figure->value);
  out->cells[RULE] = text_cell(rsl_rule_name(rsl_plan_indicator(plan, node->indicator)->rollup.rule));
  out->cells[REPORTING] = count_cell(figure->reporting);
  out->cells[OWED] = count_cell(figure->owed);
  out->cells[STATUS] = text_cell(out->status);
  out->cells[ORIGIN] = text_cell(rsl_origin_name(figure->origin));
  if (figure->absence != RSL_ABSENCE_NONE) out->cells[ABSENCE] = text_cell(rsl_absence_name(figure->absence));
  out->cells[NUMERATOR] = number_cell(figure->numerator);
  out->cells[DENOMINATOR] = number_cell(figure->denominator);
  out->cells[STOOD_IN] = count_cell(figure->stood_in);
  out->cells[WEAK] = count_cell(figure->weak);
  out->cells[FLAGS] = (cell){ .type = CELL_FLAGS, .count = figure->flags };
  out->cells[LOW] = number_cell(figure->low);
  out->cells[HIGH] = number_cell(figure->high);
  out->cells[SUM] = number_cell(node->sum);
  out->cells[TIME] = text_cell(time_of(indicator, node->period));
  if (node->grade_counts != NULL)
    out->cells[GRADES] = (cell){ .type = CELL_GRADES, .indicator = indicator, .counts = node->grade_counts };
  if (node->cut) out->cells[CUT] = count_cell(1);
}

/* NULL: no short periods made it. */
static const char *time_of(const rsl_indicator *indicator, rsl_period period) {
  bool longer = !indicator->event && period.type < indicator->frequency;
  return longer && indicator->time != RSL_TIME_NONE ? rsl_time_rule_name(indicator->time) : NULL;
}

static void lay_out_row(const rsl_plan *plan, const rsl_explanation_node *node, node_cells *out) {
  const rsl_measurement *row = &node->row;
  unsigned flags = row->qualifier == RSL_QUALIFIER_NONE ? 0 : RSL_FLAG_QUALIFIED;
  out->status[0] = row->status;
  rsl_date_format(row->reported_at, out->reported_at);
  const char *told = rsl__row_text(plan, row, out->value);
  out->cells[VALUE] = told != NULL ? text_cell(told) : decimal_cell(row->has_value, row->value);
  out->cells[STATUS] = text_cell(out->status);
  out->cells[NUMERATOR] = decimal_cell(row->has_numerator, row->numerator);
  out->cells[DENOMINATOR] = decimal_cell(row->has_denominator, row->denominator);
  out->cells[FLAGS] = (cell){ .type = CELL_FLAGS, .count = flags };
  if (row->has_revision) out->cells[REVISION] = count_cell((uint64_t)row->revision);
  out->cells[REPORTED_AT] = text_cell(out->reported_at);
  out->cells[SOURCE] = text_cell(row->source);
  out->cells[NOTE] = text_cell(row->note);
  out->cells[FILE_NAME] = text_cell(row->file);
  if (row->counts_grade)
    out->cells[INDICATOR] = text_cell(rsl__grade_reference(plan, row->indicator, row->grade, out->grade));
  if (row->line > 0) out->cells[LINE] = count_cell(row->line);
  out->cells[UNUSED] = text_cell(rsl_unused_name(node->unused));
  if (row->nil) out->cells[NIL] = count_cell(1);
}

static cell text_cell(const char *text) {
  return (cell){ .type = CELL_TEXT, .text = text };
}

static cell number_cell(rsl_number number) {
  return (cell){ .type = CELL_NUMBER, .number = number };
}

static cell decimal_cell(bool has, rsl_decimal value) {
  return has ? number_cell(rsl_number_from_decimal(value)) : (cell){ .type = CELL_ABSENT };
}

static cell count_cell(uint64_t count) {
  return (cell){ .type = CELL_COUNT, .count = count };
}
