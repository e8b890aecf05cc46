#include <string.h>

#include "base/memory.h"
#include "cube/grade.h"
#include "report/grid.h"
#include "report/rule.h"
#include "report/say.h"

enum { STEP = 3, LEAST_ROOM = 24, SHARE_DECIMALS = 4 };

typedef struct tree {
  const rsl_explanation *explanation;
  const rsl_plan *plan;
  rsl_table_options options;
  rsl_allocator allocator;
  size_t count;
  size_t depths;     /* one more than the deepest node */
  bool *has_sibling; /* a mark for each node: another one of the same parent follows */
  bool *open;        /* for each depth: the node on the way down to here has one */
  size_t *above;     /* for each depth: the index of the node on the way down to here */
  rsl__text_buffer text;
  rsl__text_buffer line;
} tree;

static rsl_status prepare(tree *whole, rsl_error *error);
static void find_siblings(tree *whole);
static rsl_status write_node(tree *whole, size_t *index, rsl_sink sink, rsl_error *error);
static bool is_one_report(const tree *whole, size_t index);
static rsl__way way_of(const tree *whole, size_t index);
static bool is_same_period(rsl_period a, rsl_period b);
static rsl_status write_lines(tree *whole, const rsl_explanation_node *node, bool has_inputs, rsl_sink sink,
                              rsl_error *error);
static void put_prefix(tree *whole, size_t depth, bool first, bool has_inputs);
static void say_subject(tree *whole, const rsl_explanation_node *node, const rsl_explanation_node *parent);
static void say_figure(tree *whole, const rsl_explanation_node *node, rsl__way way);
static void say_bounds(tree *whole, const rsl_figure *figure, int decimals);
static void say_row(tree *whole, const rsl_explanation_node *node);
static void say_unused(tree *whole, const rsl_explanation_node *node);
static void say_row_value(tree *whole, const rsl_measurement *row);
static void say_decimal(tree *whole, rsl_decimal value);
static void say_pair(tree *whole, const rsl_explanation_node *node);
static void say_origin(tree *whole, const rsl_measurement *row);
static void say_part(tree *whole, const rsl_explanation_node *node);
static void say_amount(tree *whole, rsl_number amount, uint32_t indicator);

rsl_status rsl_tree_explanation(const rsl_explanation *explanation, const rsl_plan *plan,
                                const rsl_table_options *options, const rsl_allocator *allocator, rsl_sink sink,
                                rsl_error *error) {
  tree whole = { .explanation = explanation, .plan = plan, .options = rsl__table_options(options) };
  whole.allocator = rsl__allocator_or_default(allocator);
  whole.count = rsl_explanation_count(explanation);
  rsl__text_buffer_init(&whole.text, allocator);
  rsl__text_buffer_init(&whole.line, allocator);
  rsl__error_clear(error);
  rsl_status status = prepare(&whole, error);
  for (size_t i = 0; status == RSL_OK && i < whole.count; i++) status = write_node(&whole, &i, sink, error);
  rsl__release_array(&whole.allocator, whole.has_sibling, whole.count, sizeof *whole.has_sibling);
  rsl__release_array(&whole.allocator, whole.open, whole.depths, sizeof *whole.open);
  rsl__release_array(&whole.allocator, whole.above, whole.depths, sizeof *whole.above);
  rsl__text_buffer_free(&whole.text);
  rsl__text_buffer_free(&whole.line);
  return status;
}

static rsl_status prepare(tree *whole, rsl_error *error) {
  for (size_t i = 0; i < whole->count; i++) {
    size_t depth = rsl_explanation_at(whole->explanation, i)->depth;
    if (depth >= whole->depths) whole->depths = depth + 1;
  }
  whole->has_sibling = rsl__allocate_zeroed_array(&whole->allocator, whole->count, sizeof *whole->has_sibling);
  whole->open = rsl__allocate_zeroed_array(&whole->allocator, whole->depths, sizeof *whole->open);
  whole->above = rsl__allocate_zeroed_array(&whole->allocator, whole->depths, sizeof *whole->above);
  if (whole->has_sibling == NULL || whole->open == NULL || whole->above == NULL) return rsl__fail_memory(error);
  find_siblings(whole);
  return RSL_OK;
}

/* Backwards: `open` then tells of each depth whether a later node of the same parent was met. */
static void find_siblings(tree *whole) {
  size_t below = 0;
  for (size_t i = whole->count; i > 0; i--) {
    size_t depth = rsl_explanation_at(whole->explanation, i - 1)->depth;
    while (below > depth) whole->open[below--] = false;
    below = depth;
    whole->has_sibling[i - 1] = whole->open[depth];
    whole->open[depth] = true;
  }
}

/* A figure that is one report has one line with it: *index is then moved on to the report. */
static rsl_status write_node(tree *whole, size_t *index, rsl_sink sink, rsl_error *error) {
  const rsl_explanation_node *node = rsl_explanation_at(whole->explanation, *index);
  whole->open[node->depth] = whole->has_sibling[*index];
  whole->above[node->depth] = *index;
  rsl__text_buffer_clear(&whole->text);
  const rsl_explanation_node *parent = NULL;
  if (node->depth > 0) parent = rsl_explanation_at(whole->explanation, whole->above[node->depth - 1]);
  say_subject(whole, node, parent);
  if (is_one_report(whole, *index)) {
    (*index)++;
    say_row(whole, rsl_explanation_at(whole->explanation, *index));
  } else if (node->kind == RSL_EXPLAIN_FIGURE) {
    say_figure(whole, node, way_of(whole, *index));
  } else if (node->kind == RSL_EXPLAIN_MISSING) {
    rsl__text_buffer_text(&whole->text, rsl__absence_word(node->absence, whole->options.language));
  } else {
    say_row(whole, node);
  }
  if (node->is_part) say_part(whole, node);
  const rsl_explanation_node *next = rsl_explanation_at(whole->explanation, *index + 1);
  rsl_status status = rsl__text_buffer_status(&whole->text, error);
  if (status != RSL_OK) return status;
  return write_lines(whole, node, next != NULL && next->depth > node->depth, sink, error);
}

static bool is_one_report(const tree *whole, size_t index) {
  const rsl_explanation_node *node = rsl_explanation_at(whole->explanation, index);
  const rsl_explanation_node *row = rsl_explanation_at(whole->explanation, index + 1);
  const rsl_explanation_node *after = rsl_explanation_at(whole->explanation, index + 2);
  if (node->depth == 0 || node->kind != RSL_EXPLAIN_FIGURE || node->figure.origin != RSL_ORIGIN_OWN) return false;
  if (node->figure.owed > 1 || (node->figure.flags & ~(unsigned)RSL_FLAG_ESTIMATE) != 0) return false;
  if (row == NULL || (row->kind != RSL_EXPLAIN_ROW && row->kind != RSL_EXPLAIN_ROW_UNUSED)) return false;
  bool same = row->unit == node->unit && row->indicator == node->indicator && is_same_period(row->period, node->period);
  bool alone = after == NULL || after->depth <= node->depth;
  return same && alone && row->depth == node->depth + 1;
}

/* Of which of the lines below it its own figure was made: of others of its unit (a ratio's numerator and denominator), of
 * its rows, or of none (an event before the first). */
static rsl__way way_of(const tree *whole, size_t index) {
  const rsl_explanation_node *node = rsl_explanation_at(whole->explanation, index);
  const rsl_explanation_node *first = rsl_explanation_at(whole->explanation, index + 1);
  if (first == NULL || first->depth != node->depth + 1 || first->unit != node->unit) return RSL__WAY_INITIAL;
  return first->indicator != node->indicator ? RSL__WAY_COMPUTED : RSL__WAY_REPORTED;
}

static bool is_same_period(rsl_period a, rsl_period b) {
  return a.type == b.type && a.index == b.index;
}

/* Lines after the first keep the branches that go on below them. */
static rsl_status write_lines(tree *whole, const rsl_explanation_node *node, bool has_inputs, rsl_sink sink,
                              rsl_error *error) {
  rsl_status status = RSL_OK;
  size_t used = STEP * (size_t)node->depth;
  size_t room = whole->options.width;
  if (room > 0) room = room > used + LEAST_ROOM ? room - used : LEAST_ROOM;
  char *rest = whole->text.bytes;
  for (bool first = true; status == RSL_OK && rest != NULL && *rest != '\0'; first = false) {
    bool hangs = !first && room > LEAST_ROOM;
    const char *line = rsl__take_line(&rest, hangs ? room - STEP : room);
    rsl__text_buffer_clear(&whole->line);
    put_prefix(whole, node->depth, first, has_inputs && hangs);
    if (hangs && !has_inputs) rsl__append_spaces(&whole->line, STEP);
    rsl__text_buffer_text(&whole->line, line);
    rsl__text_buffer_char(&whole->line, '\n');
    status = rsl__text_buffer_status(&whole->line, error);
    if (status == RSL_OK) status = sink.write(sink.context, whole->line.bytes, whole->line.length, error);
  }
  return status;
}

static void put_prefix(tree *whole, size_t depth, bool first, bool has_inputs) {
  for (size_t i = 1; i < depth; i++) rsl__text_buffer_text(&whole->line, whole->open[i] ? "│  " : "   ");
  if (depth > 0) {
    const char *last = first ? "└─ " : "   ";
    rsl__text_buffer_text(&whole->line, whole->open[depth] ? (first ? "├─ " : "│  ") : last);
  }
  if (has_inputs) rsl__text_buffer_text(&whole->line, "│  ");
}

/* Whose figure it is: only what differs from the line above. */
static void say_subject(tree *whole, const rsl_explanation_node *node, const rsl_explanation_node *parent) {
  bool unit = parent == NULL || parent->unit != node->unit;
  bool indicator = parent == NULL || parent->indicator != node->indicator;
  bool period = parent == NULL || !is_same_period(parent->period, node->period);
  rsl__text_buffer *text = &whole->text;
  bool row = node->kind == RSL_EXPLAIN_ROW || node->kind == RSL_EXPLAIN_ROW_UNUSED;
  if (!unit && !indicator && !period && !row) unit = true;
  const char *between = "";
  if (unit) {
    rsl__append_clean(text, rsl__unit_name(whole->plan, node->unit));
    between = ", ";
  }
  if (indicator) {
    rsl__text_buffer_text(text, between);
    /* The rules speak of codes; the name stands at the top. */
    if (parent == NULL) {
      rsl__append_clean(text, rsl__indicator_name(whole->plan, node->indicator));
    } else {
      rsl__text_buffer_text(text, rsl_plan_indicator(whole->plan, node->indicator)->code);
    }
    between = ", ";
  }
  if (period) {
    rsl__text_buffer_text(text, between);
    rsl__say_period(text, node->period);
  }
  if (unit || indicator || period) rsl__text_buffer_text(text, ": ");
}

static void say_figure(tree *whole, const rsl_explanation_node *node, rsl__way way) {
  const rsl_indicator *indicator = rsl_plan_indicator(whole->plan, node->indicator);
  const rsl_figure *figure = &node->figure;
  rsl_language language = whole->options.language;
  if (figure->value.kind == RSL_NUMBER_ABSENT) {
    rsl__text_buffer_text(&whole->text, rsl__absence_word(figure->absence, language));
    rsl__text_buffer_text(&whole->text, "; ");
  } else {
    rsl__say_figure(&whole->text, whole->plan, node->indicator, figure, language);
    if (node->depth == 0 && indicator->unit_of_measure != NULL && indicator->unit_of_measure[0] != '\0') {
      rsl__text_buffer_char(&whole->text, ' ');
      rsl__append_clean(&whole->text, indicator->unit_of_measure);
    }
    rsl__text_buffer_text(&whole->text, " = ");
  }
  rsl__say_rule(&whole->text, whole->plan, node, way, language);
  say_bounds(whole, figure, indicator->decimals);
  if (figure->flags != 0) {
    rsl__text_buffer_text(&whole->text, " (");
    rsl__say_flags(&whole->text, figure->flags, language);
    rsl__text_buffer_char(&whole->text, ')');
  }
  if (node->cut)
    rsl__text_buffer_format(&whole->text, "; %s",
                            rsl_translate(language, "what is below is told when it is asked itself"));
}

/** What is missing could make of it (R11): nothing where nothing is missing. */
static void say_bounds(tree *whole, const rsl_figure *figure, int decimals) {
  rsl_language language = whole->options.language;
  bool told = figure->low.kind != RSL_NUMBER_ABSENT && figure->high.kind != RSL_NUMBER_ABSENT;
  if (!told || figure->value.kind == RSL_NUMBER_ABSENT) return;
  if (rsl_number_compare(figure->low, figure->value) == 0 && rsl_number_compare(figure->high, figure->value) == 0)
    return;
  char low[RSL_NUMBER_TEXT];
  char high[RSL_NUMBER_TEXT];
  const char *const arguments[] = { low, high };
  int telling = rsl__telling_decimals(figure->low, figure->high, decimals);
  rsl_number_format_people(figure->low, telling, language, low, sizeof low);
  rsl_number_format_people(figure->high, telling, language, high, sizeof high);
  rsl__text_buffer_text(&whole->text, "; ");
  bool same = rsl_number_compare(figure->low, figure->high) == 0;
  const char *sentence = same ? "about {0} with what is missing" : "between {0} and {1} with what is missing";
  rsl__text_buffer_fill(&whole->text, rsl_translate(language, sentence), arguments, 2);
}

static void say_row(tree *whole, const rsl_explanation_node *node) {
  const rsl_measurement *row = &node->row;
  say_row_value(whole, row);
  say_pair(whole, node);
  if (row->status != 0 && row->status != 'A') rsl__text_buffer_format(&whole->text, " %c", row->status);
  if (row->nil) rsl__text_buffer_format(&whole->text, ", %s", rsl_translate(whole->options.language, "nil report"));
  say_unused(whole, node);
  say_origin(whole, row);
}

/* A row without a figure says so itself. */
static void say_unused(tree *whole, const rsl_explanation_node *node) {
  static const char *const reasons[RSL_UNUSED_END] = {
    [RSL_UNUSED_OLDER_REVISION] = "an older revision",
    [RSL_UNUSED_NOT_KNOWN] = "reported later",
    [RSL_UNUSED_CHILDREN_STAND] = "those below stand",
    [RSL_UNUSED_REPORT_ABOVE] = "a report above stands",
    [RSL_UNUSED_PARTS_COMPLETE] = "its parts are complete",
    [RSL_UNUSED_WHOLE_PERIOD] = "a report of the whole period stands",
    [RSL_UNUSED_OTHER_PERIOD] = "another period counts",
    [RSL_UNUSED_NO_PARTNER] = "its partner is missing",
    [RSL_UNUSED_NOT_OWED] = "the unit owes none",
  };
  rsl_language language = whole->options.language;
  const char *reason = (unsigned)node->unused < RSL_UNUSED_END ? reasons[node->unused] : NULL;
  if (node->kind != RSL_EXPLAIN_ROW_UNUSED || !node->row.has_value) return;
  rsl__text_buffer_format(&whole->text, " (%s", rsl_translate(language, "not used"));
  if (reason != NULL) rsl__text_buffer_format(&whole->text, ": %s", rsl_translate(language, reason));
  rsl__text_buffer_char(&whole->text, ')');
}

static void say_row_value(tree *whole, const rsl_measurement *row) {
  if (!row->has_value) {
    rsl__text_buffer_text(&whole->text, rsl_translate(whole->options.language, "no figure"));
    return;
  }
  rsl_number value = rsl_number_from_decimal(row->value);
  const char *grade = row->counts_grade ? NULL : rsl__grade_code(whole->plan, row->indicator, value);
  if (row->counts_grade)
    rsl__text_buffer_format(&whole->text, "%s: ", rsl_plan_indicator(whole->plan, row->indicator)->grades[row->grade]);
  if (grade != NULL) {
    rsl__text_buffer_text(&whole->text, grade);
    return;
  }
  int decimals = row->value.scale > row->upper.scale ? row->value.scale : row->upper.scale;
  rsl__say_qualified(&whole->text, row->qualifier, value, rsl_number_from_decimal(row->upper), decimals,
                     whole->options.language);
}

/* As it was written. */
static void say_decimal(tree *whole, rsl_decimal value) {
  rsl__say_number(&whole->text, rsl_number_from_decimal(value), value.scale, whole->options.language);
}

static void say_pair(tree *whole, const rsl_explanation_node *node) {
  const rsl_measurement *row = &node->row;
  if (!row->has_numerator && !row->has_denominator) return;
  rsl__text_buffer_text(&whole->text, " (");
  if (row->has_numerator) say_decimal(whole, row->numerator);
  rsl__text_buffer_text(&whole->text, " / ");
  if (row->has_denominator) say_decimal(whole, row->denominator);
  rsl__text_buffer_char(&whole->text, ')');
}

/* Where it was read, which revision it is and who says so. */
static void say_origin(tree *whole, const rsl_measurement *row) {
  rsl__text_buffer *text = &whole->text;
  rsl_language language = whole->options.language;
  if (row->file != NULL && row->file[0] != '\0') {
    rsl__text_buffer_text(text, ", ");
    rsl__append_clean(text, row->file);
    rsl__text_buffer_format(text, ":%zu", row->line);
  }
  if (row->has_revision) {
    rsl__text_buffer_format(text, ", %s %ld", rsl_translate(language, "revision"), (long)row->revision);
  }
  if (row->reported_at != RSL_DATE_NONE) {
    char day[RSL__DAY_TEXT];
    rsl__day_for_people(row->reported_at, language, day);
    rsl__text_buffer_format(text, ", %s %s", rsl_translate(language, "reported on"), day);
  }
  const char *const told[] = { row->source, row->note };
  for (size_t i = 0; i < 2; i++) {
    if (told[i] == NULL || told[i][0] == '\0') continue;
    rsl__text_buffer_text(text, ", ");
    rsl__append_clean(text, told[i]);
  }
}

/* R13: what of it came to the unit above; of a ratio what of its sides. */
static void say_part(tree *whole, const rsl_explanation_node *node) {
  rsl_language language = whole->options.language;
  rsl_operands operands = rsl_plan_indicator_operands(whole->plan, node->indicator);
  rsl__text_buffer_text(&whole->text, "; ");
  if (node->part.kind == RSL_NUMBER_ABSENT) {
    rsl__text_buffer_text(&whole->text, rsl_translate(language, "it was split, and cannot be apportioned"));
    return;
  }
  rsl__text_buffer_format(&whole->text, "%s ", rsl_translate(language, "it was split: here"));
  if (node->part_denominator.kind == RSL_NUMBER_ABSENT) {
    say_amount(whole, node->part, node->indicator);
  } else {
    say_amount(whole, node->part_numerator, operands.numerator);
    rsl__text_buffer_text(&whole->text, " / ");
    say_amount(whole, node->part_denominator, operands.denominator);
  }
  if (node->share.kind == RSL_NUMBER_ABSENT) return;
  rsl__text_buffer_format(&whole->text, ", %s ", rsl_translate(language, "by a share of"));
  rsl__say_number(&whole->text, node->share, SHARE_DECIMALS, language);
}

static void say_amount(tree *whole, rsl_number amount, uint32_t indicator) {
  rsl__say_number(&whole->text, amount, rsl_plan_indicator(whole->plan, indicator)->decimals, whole->options.language);
}
