#include <string.h>

#include "cube/explain.h"
#include "cube/lanes.h"

/* How it goes on below a unit. */
typedef struct way_down {
  bool goes;       /* to those that its figure is made of */
  bool silent;     /* none of them counts */
  bool own;        /* its own report is its figure … */
  bool own_speaks; /* … and goes up in place of theirs */
} way_down;

static unsigned role_of(const rsl__account *in, const rsl__subject *at);
static bool has_row(const rsl__account *in, const rsl__subject *at);
static rsl_status tell_all(const rsl__account *in, const rsl__subject *at, uint32_t below, way_down *way);
static rsl_status go_down(const rsl__account *in, const rsl__subject *root, const rsl__frame *frame);
static rsl_status tell_figure_of(const rsl__account *in, const rsl__subject *at);
static rsl_status tell_beside(const rsl__account *in, const rsl__subject *at);
static rsl_status tell_unit(const rsl__account *in, const rsl__subject *at, rsl_figure *figure);
static rsl_status ask(const rsl__account *in, const rsl__subject *at, const rsl__question *question, rsl__reading *out);
static rsl_number sum_of(const rsl__account *in, const rsl__subject *at, const rsl_figure *figure);
static rsl_status count_grades(const rsl__account *in, const rsl__subject *at, const rsl_figure *figure,
                               const rsl_number **out);
static const rsl__frame *shown_frame(const rsl__account *in, const rsl__subject *at);
static rsl_status find_root(const rsl_rollup *rollup, rsl_period period, rsl__subject *root, rsl_error *error);

rsl_status rsl_explain(const rsl_cube *cube, uint32_t unit, uint32_t indicator, rsl_period period,
                       const rsl_explain_options *options, const rsl_allocator *allocator, rsl_explanation **out,
                       rsl_error *error) {
  static const rsl_explain_options defaults = RSL_EXPLAIN_OPTIONS_INIT;
  rsl_allocator from = rsl__allocator_or_default(allocator);
  rsl_rollup *rollup = NULL;
  rsl_explanation *explanation = NULL;
  rsl__error_clear(error);
  *out = NULL;
  if (unit >= cube->unit_count || indicator >= cube->column_count || period.type == RSL_PERIOD_NONE)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "there is no such unit, indicator or period to explain");
  rsl_explain_options asked = defaults;
  size_t known = options == NULL ? 0 : options->size;
  if (options != NULL) memcpy(&asked, options, known < sizeof asked ? known : sizeof asked);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.indicators = &indicator;
  request.indicator_count = 1;
  request.periods = &period;
  request.period_count = 1;
  request.known_on = asked.known_on;
  request.structure = asked.structure;
  request.bounds = true;
  rsl_status status = rsl_rollup_run(cube, &request, &from, &rollup, error);
  if (status != RSL_OK) return status;
  rsl__subject root = { .indicator = indicator, .unit = unit };
  status = find_root(rollup, period, &root, error);
  if (status != RSL_OK) goto done;
  explanation = rsl__allocate_zeroed(&from, sizeof *explanation);
  if (explanation == NULL) {
    status = rsl__fail_memory(error);
    goto done;
  }
  explanation->allocator = from;
  rsl__arena_init(&explanation->counts, &from);
  rsl__account in = { rollup, explanation, asked.depth };
  status = rsl__take_apart(&in, root);
  if (status == RSL_ERR_MEMORY && explanation->count >= RSL__EXPLAIN_NODES)
    status = rsl__fail(error, RSL_ERR_LIMIT, "the explanation is longer than %d lines: ask for fewer levels of units",
                       RSL__EXPLAIN_NODES);
  if (status == RSL_ERR_MEMORY) (void)rsl__fail_memory(error);
  if (status != RSL_OK) goto done;
  *out = explanation;
  explanation = NULL;
done:
  rsl_explanation_free(explanation);
  rsl_rollup_free(rollup);
  return status;
}

void rsl_explanation_free(rsl_explanation *explanation) {
  if (explanation == NULL) return;
  rsl_allocator from = explanation->allocator;
  rsl__arena_free(&explanation->counts);
  rsl__release_array(&from, explanation->nodes, explanation->capacity, sizeof *explanation->nodes);
  rsl__release(&from, explanation, sizeof *explanation);
}

size_t rsl_explanation_count(const rsl_explanation *explanation) {
  return explanation->count;
}

const rsl_explanation_node *rsl_explanation_at(const rsl_explanation *explanation, size_t index) {
  return index < explanation->count ? &explanation->nodes[index] : NULL;
}

static rsl_status find_root(const rsl_rollup *rollup, rsl_period period, rsl__subject *root, rsl_error *error) {
  const rsl__sheet *sheet = &rollup->sheets[root->indicator];
  char text[RSL_PERIOD_TEXT];
  char reference[RSL_UNIT_REFERENCE];
  root->when = rsl__when(period);
  root->frame = rollup->wanted != NULL ? rollup->wanted : rsl__frame_of(rollup, sheet, root->when);
  rsl_date on = rollup->wanted != NULL ? rollup->wanted->from : rsl__last_day(sheet, root->when);
  rsl_period_format(period, text);
  if (!rsl_plan_unit_valid(rollup->plan, root->unit, on)) {
    char day[RSL_DATE_TEXT];
    rsl_plan_unit_reference(rollup->plan, root->unit, reference);
    rsl_date_format(on, day);
    if (rollup->wanted != NULL)
      return rsl__fail(error, RSL_ERR_DATA, "unit `%s` is not valid on %s, the day of the structure", reference, day);
    return rsl__fail(error, RSL_ERR_DATA, "unit `%s` is not valid at the end of %s", reference, text);
  }
  if (!rsl__has_length(rollup, root->indicator, period))
    return rsl__fail(error, RSL_ERR_DATA, "`%s` has no figure of %s: its frequency is %s", sheet->record->code, text,
                     rsl_period_type_name(sheet->record->frequency));
  return RSL_OK;
}

rsl_status rsl__take_apart(const rsl__account *in, rsl__subject root) {
  const rsl_rollup *rollup = in->rollup;
  const rsl__sheet *sheet = &rollup->sheets[root.indicator];
  const rsl__frame *from = rsl__frame_of(rollup, sheet, root.when);
  bool shown = root.frame == shown_frame(in, &root);
  if (shown && rsl__is_put_together(rollup, root.indicator, root.unit, root.when))
    return rsl__explain_inside(in, &root);
  const rsl__route *route = from == root.frame ? NULL : rsl__route_find(rollup, from, root.frame);
  bool stays = route == NULL || route->same;
  /* A formula is one of figures as they are carried (R4). */
  if (!stays && sheet->rule == RSL_RULE_FORMULA) return tell_figure_of(in, &root);
  if (stays) return go_down(in, &root, from);
  rsl_status status = rsl__explain_carried(in, &root, route);
  return status == RSL_OK && shown ? rsl__explain_closed(in, &root) : status;
}

static const rsl__frame *shown_frame(const rsl__account *in, const rsl__subject *at) {
  const rsl_rollup *rollup = in->rollup;
  return rollup->wanted != NULL ? rollup->wanted : rsl__frame_of(rollup, &rollup->sheets[at->indicator], at->when);
}

static rsl_status tell_figure_of(const rsl__account *in, const rsl__subject *at) {
  rsl_figure figure;
  rsl_status status = rsl__explain_figure(in, at, &figure);
  return status == RSL_OK ? rsl__explain_operands(in, at) : status;
}

/* Units stand depth first, so going down is going on. */
static rsl_status go_down(const rsl__account *in, const rsl__subject *root, const rsl__frame *frame) {
  uint32_t first = rsl__frame_position(frame, root->unit);
  if (first == RSL_NONE) return RSL_OK;
  uint32_t end = rsl_structure_subtree_end(frame->structure, first);
  uint32_t unused_end = 0; /* up to here a report stands for them */
  uint32_t silent_end = 0; /* … what they gave counts nowhere */
  rsl_status status = RSL_OK;
  for (uint32_t position = first; status == RSL_OK && position < end;) {
    uint32_t next = rsl_structure_subtree_end(frame->structure, position);
    way_down way = { .goes = false };
    rsl__subject at = *root;
    at.unit = rsl_structure_unit(frame->structure, position);
    at.depth = root->depth + frame->depths[position] - frame->depths[first];
    if (at.unused == RSL_UNUSED_NONE && position < unused_end) at.unused = RSL_UNUSED_REPORT_ABOVE;
    bool owes_none = position > first && role_of(in, &at) == RSL__ROLE_NONE;
    if (owes_none)
      status = tell_beside(in, &at);
    else if (position >= silent_end || has_row(in, &at))
      status = tell_all(in, &at, at.depth - root->depth, &way);
    if (way.silent) silent_end = next;
    if (way.goes && (position == first ? way.own : way.own_speaks) && unused_end < next) unused_end = next;
    bool on = owes_none || way.goes || position < silent_end;
    position = on ? position + 1 : next;
  }
  return status;
}

static unsigned role_of(const rsl__account *in, const rsl__subject *at) {
  const rsl__sheet *sheet = &in->rollup->sheets[at->indicator];
  return rsl__role(in->rollup, at->indicator, at->unit, rsl__last_day(sheet, at->when)) & RSL__ROLE_KIND;
}

/* Of the period, or a part of it. */
static bool has_row(const rsl__account *in, const rsl__subject *at) {
  rsl__cursor cursor = rsl__cursor_open(in->rollup->cube, at->indicator, at->unit);
  rsl__group group;
  while (rsl__cursor_next(&cursor, &group))
    if (rsl__calendar_around(group.month_from, group.when, rsl__when_type(at->when)) == at->when) return true;
  return false;
}

/* What one unit's figure is made of, but for those below it. */
static rsl_status tell_all(const rsl__account *in, const rsl__subject *at, uint32_t below, way_down *way) {
  const rsl_rollup *rollup = in->rollup;
  const rsl__sheet *sheet = &rollup->sheets[at->indicator];
  unsigned role = role_of(in, at);
  bool made = sheet->rule == RSL_RULE_NONE || sheet->rule == RSL_RULE_FORMULA;
  bool rolls_up = !made && role == RSL__ROLE_ABOVE;
  bool passes = rsl__passes_over_time(sheet, role, at->when);
  rsl_figure figure;
  rsl_status status = tell_unit(in, at, &figure);
  if (status == RSL_OK && passes) status = rsl__explain_short_periods(in, at);
  if (status == RSL_OK && !rolls_up && !passes) status = rsl__explain_operands(in, at);
  bool closes = role == RSL__ROLE_OWES && at->frame == shown_frame(in, at);
  if (status == RSL_OK && closes) status = rsl__explain_closed(in, at);
  /* Also where no one gave a figure: why each of them gave none may have been told (R7). */
  rsl__tally tally;
  rsl__wide wide;
  bool spoken = rsl__lane_read(rollup, at->indicator, at->unit, at->when, &tally, &wide);
  bool deep = in->depth == 0 || below < in->depth;
  if (rolls_up && spoken && !deep) rsl__explain_cut(in, at);
  way->goes = rolls_up && spoken && deep;
  way->silent = deep && !made && !passes && !way->goes;
  way->own = figure.origin == RSL_ORIGIN_OWN;
  way->own_speaks = way->own && figure.own_speaks;
  return status;
}

/* What rolled up in each of them is what the longer one is made of. */
rsl_status rsl__explain_short_periods(const rsl__account *in, const rsl__subject *at) {
  const rsl__sheet *sheet = &in->rollup->sheets[at->indicator];
  rsl_period_type frequency = sheet->record->frequency;
  uint32_t parts = rsl__parts_of(sheet, at->when, frequency);
  rsl_period part = rsl__first_part(sheet, at->when, frequency);
  rsl_status status = RSL_OK;
  if (at->nest >= RSL__EXPLAIN_NEST) rsl__explain_cut(in, at);
  for (uint32_t i = 0; status == RSL_OK && at->nest < RSL__EXPLAIN_NEST && i < parts; i++) {
    rsl__subject below = *at;
    below.when = rsl__when(part);
    below.depth++;
    below.nest++;
    status = rsl__take_apart(in, below);
    part = rsl_period_shift(part, 1);
  }
  return status;
}

/* R1: what a unit gave that neither owes nor is above one that does, as it counts nowhere. */
static rsl_status tell_beside(const rsl__account *in, const rsl__subject *at) {
  rsl__cursor cursor = rsl__cursor_open(in->rollup->cube, at->indicator, at->unit);
  rsl__subject row = *at;
  rsl_figure none;
  if (rsl__cursor_is_empty(&cursor)) return RSL_OK;
  rsl__figure_clear(&none);
  row.depth--; /* of the line that it stands for */
  row.unused = RSL_UNUSED_NOT_OWED;
  return rsl__explain_rows(in, &row, &none);
}

static rsl_status tell_unit(const rsl__account *in, const rsl__subject *at, rsl_figure *figure) {
  rsl_status status = rsl__explain_figure(in, at, figure);
  return status == RSL_OK ? rsl__explain_rows(in, at, figure) : status;
}

rsl_status rsl__explain_figure(const rsl__account *in, const rsl__subject *at, rsl_figure *figure) {
  rsl__reading reading;
  const rsl__question question = rsl__ask(at->indicator, at->when);
  const rsl_number *grades = NULL;
  rsl_status status = ask(in, at, &question, &reading);
  *figure = reading.figure;
  if (status == RSL_OK) status = count_grades(in, at, figure, &grades);
  if (status != RSL_OK) return status;
  bool silent = figure->value.kind == RSL_NUMBER_ABSENT && figure->reporting == 0;
  if (silent && at->depth > 0)
    return figure->owed > 0 ? rsl__explain_missing(in, at, rsl__when_period(at->when), figure->absence) : RSL_OK;
  rsl_explanation_node *node = rsl__explain_add(in, at, at->depth, RSL_EXPLAIN_FIGURE);
  if (node == NULL) return RSL_ERR_MEMORY;
  rsl__figure_tell_qualifier(in->rollup, at->unit, at->indicator, at->when, figure);
  node->figure = *figure;
  node->sum = sum_of(in, at, figure);
  node->grade_counts = grades;
  return RSL_OK;
}

static rsl_status ask(const rsl__account *in, const rsl__subject *at, const rsl__question *question,
                      rsl__reading *out) {
  if (at->frame == shown_frame(in, at)) return rsl__figure_show(in->rollup, question, at->unit, out);
  return rsl__answer_in(in->rollup, at->frame, question, at->unit, out);
}

/* What a mean divides: beside how many it divides by, an auditor redoes it. Of figures that were carried only that is told. */
static rsl_number sum_of(const rsl__account *in, const rsl__subject *at, const rsl_figure *figure) {
  const rsl_rollup *rollup = in->rollup;
  const rsl__sheet *sheet = &rollup->sheets[at->indicator];
  rsl__tally tally;
  rsl__wide wide;
  bool means = sheet->rule == RSL_RULE_MEAN || sheet->rule == RSL_RULE_WEIGHTED_MEAN;
  bool rolled = figure->origin == RSL_ORIGIN_CHILDREN || figure->origin == RSL_ORIGIN_MIXED;
  bool here = at->frame == rsl__frame_of(rollup, sheet, at->when) &&
              !rsl__passes_over_time(sheet, RSL__ROLE_ABOVE, at->when) &&
              !rsl__is_put_together(rollup, at->indicator, at->unit, at->when);
  if (!means || !rolled || !here || figure->value.kind == RSL_NUMBER_ABSENT ||
      !rsl__lane_read(rollup, at->indicator, at->unit, at->when, &tally, &wide))
    return rsl_number_absent();
  return rsl__number_complete(sheet->numbers ? wide.a : rsl__number_raw(tally.a, (int32_t)sheet->a_scale));
}

/* R4: how many are at each grade. */
static rsl_status count_grades(const rsl__account *in, const rsl__subject *at, const rsl_figure *figure,
                               const rsl_number **out) {
  const rsl__sheet *sheet = &in->rollup->sheets[at->indicator];
  size_t count = sheet->record->grade_count;
  bool counted = sheet->rule == RSL_RULE_GRADE_COUNT && figure->value.kind != RSL_NUMBER_ABSENT && figure->owed > 1;
  *out = NULL;
  if (!counted) return RSL_OK;
  rsl_number *counts = rsl__arena_allocate_array(&in->into->counts, count, sizeof *counts);
  if (counts == NULL) return RSL_ERR_MEMORY;
  for (uint32_t grade = 0; grade < count; grade++) {
    rsl__reading reading;
    rsl__question question = rsl__ask(at->indicator, at->when);
    question.grade = grade;
    rsl_status status = ask(in, at, &question, &reading);
    if (status != RSL_OK) return status;
    counts[grade] = rsl__number_complete(reading.figure.value);
  }
  *out = counts;
  return RSL_OK;
}

void rsl__explain_cut(const rsl__account *in, const rsl__subject *at) {
  rsl_explanation *into = in->into;
  for (size_t i = into->count; i > 0 && into->nodes[i - 1].depth >= at->depth; i--) {
    rsl_explanation_node *node = &into->nodes[i - 1];
    if (node->depth != at->depth) continue;
    node->cut = node->kind == RSL_EXPLAIN_FIGURE;
    return;
  }
}

rsl_status rsl__explain_missing(const rsl__account *in, const rsl__subject *at, rsl_period period,
                                rsl_absence absence) {
  rsl_explanation_node *node = rsl__explain_add(in, at, at->depth, RSL_EXPLAIN_MISSING);
  if (node == NULL) return RSL_ERR_MEMORY;
  node->absence = absence;
  node->period = period;
  return RSL_OK;
}

rsl_explanation_node *rsl__explain_add(const rsl__account *in, const rsl__subject *at, uint32_t depth,
                                       rsl_explanation_kind kind) {
  rsl_explanation *into = in->into;
  if (into->count >= RSL__EXPLAIN_NODES ||
      !rsl__grow(&into->allocator, &into->nodes, &into->capacity, into->count + 1, sizeof *into->nodes))
    return NULL;
  rsl_explanation_node *node = &into->nodes[into->count++];
  *node = (rsl_explanation_node){ .depth = depth, .kind = kind, .indicator = at->indicator };
  node->unit = at->unit;
  node->period = rsl__when_period(at->when);
  rsl__figure_clear(&node->figure);
  rsl_measurement_init(&node->row);
  node->sum = rsl_number_absent();
  node->share = node->part = node->part_numerator = node->part_denominator = rsl_number_absent();
  return node;
}
