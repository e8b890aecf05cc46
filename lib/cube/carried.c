#include "cube/carry.h"
#include "cube/lanes.h"

/* What several units hand upward, gathered at the unit that is wanted. */
typedef struct gathering {
  const rsl_rollup *rollup;
  const rsl__route *route;
  uint32_t indicator;
  uint32_t position; /* of the wanted unit */
  uint32_t when;
  rsl__sheet sheet; /* as the indicator's, but sums are numbers: parts may have more decimals than figures */
  rsl__tally tally;
  rsl__wide wide;
  rsl__due due;
  uint32_t wholes; /* units that lie wholly inside */
  uint32_t whole;  /* the last of them */
  bool refused;    /* a figure of a split unit cannot be divided */
  bool stood;      /* one that stood in for those below it was divided */
} gathering;

/* What one unit hands upward. */
typedef struct handed {
  unsigned role;
  rsl__tally tally;
  rsl__wide wide;
  rsl__due due;
  bool own;     /* its own report, and none below it gave a figure */
  bool alone;   /* what it gave for itself, beside those below it */
  bool counted; /* its own report is made of counts of grades */
  uint32_t unit;
} handed;

static gathering start(const rsl_rollup *rollup, const rsl__route *route, const rsl__question *question,
                       uint32_t position);
static bool has_one_source(const gathering *in);
static bool is_as_high(const gathering *in, uint32_t unit);
static bool is_same_land(const gathering *in, uint32_t unit);
static bool is_divided(const handed *given, const rsl__split *split);
static bool is_alone(const gathering *in, uint32_t unit);
static rsl_status gather(gathering *in);
static rsl_status add_whole(gathering *in, uint32_t unit);
static rsl_status add_part(gathering *in, const rsl__split *split);
static rsl_status merge(gathering *in, const handed *given);
static rsl__chain pile_up(const gathering *in, const rsl__chain *chain);
static rsl__wide wide_of(const rsl__sheet *sheet, rsl__int128 a, rsl__int128 b);
static rsl_status hand(const gathering *in, uint32_t unit, handed *out);
static rsl_status hand_part(const gathering *in, uint32_t unit, handed *out);
static rsl_status hand_own(const gathering *in, uint32_t unit, handed *out);
static rsl_status hand_above(const gathering *in, uint32_t unit, unsigned role, handed *out);
static void widen(const gathering *in, handed *out);
static bool divide(const gathering *in, const rsl__split *split, rsl__wide *wide);
static bool divide_sides(const gathering *in, const rsl__split *split, rsl__wide *wide);
static bool divide_weighted(const gathering *in, const rsl__split *split, rsl__wide *wide);
static bool divide_one(const gathering *in, const rsl__split *split, uint32_t indicator, rsl_number *value);
static void show(const gathering *in, uint32_t grade, rsl__reading *out);

rsl_status rsl__answer(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit, rsl__reading *out) {
  if (question->grade != RSL_NONE)
    return rsl__figure_at_grade(rollup, question->indicator, unit, question->when, question->grade, out);
  return rsl__figure_read(rollup, question->indicator, unit, question->when, question->operand, out);
}

rsl_status rsl__answer_in(const rsl_rollup *rollup, const rsl__frame *to, const rsl__question *question, uint32_t unit,
                          rsl__reading *out) {
  const rsl__frame *from = to;
  if (question->when != 0) from = rsl__frame_of(rollup, &rollup->sheets[question->indicator], question->when);
  const rsl__route *route = from == to ? NULL : rsl__route_find(rollup, from, to);
  uint32_t position = rsl__frame_position(to, unit);
  if (route == NULL || position == RSL_NONE) return rsl__answer(rollup, question, unit, out);
  return rsl__carried_read(rollup, route, question, position, out);
}

rsl__question rsl__refer(const rsl_rollup *rollup, uint32_t indicator, rsl_variant variant, uint32_t when) {
  /* A year to date has no earlier figure of its length. */
  bool fits = variant.shift == 0 || !rsl__is_running(&rollup->sheets[indicator], when);
  uint32_t shifted = fits ? rsl__when_shift(when, variant.shift) : 0;
  uint32_t wanted = shifted == 0 ? 0 : rsl__weight_when(rollup, indicator, shifted);
  return (rsl__question){ .indicator = indicator, .when = wanted, .operand = true, .grade = variant.grade };
}

rsl_status rsl__carried_read(const rsl_rollup *rollup, const rsl__route *route, const rsl__question *question,
                             uint32_t position, rsl__reading *out) {
  gathering in = start(rollup, route, question, position);
  uint32_t unit = rsl_structure_unit(route->to->structure, position);
  if (route->same) return rsl__answer(rollup, question, unit, out);
  if (in.sheet.rule == RSL_RULE_FORMULA && !has_one_source(&in))
    return rsl__formula_figure(rollup, question, unit, out);
  if (in.sheet.pile != NULL && (in.sheet.pile = rsl__pile_new(&rollup->allocator)) == NULL) return RSL_ERR_MEMORY;
  rsl_status status = gather(&in);
  if (status == RSL_OK && in.wholes == 1 && is_alone(&in, in.whole)) {
    status = rsl__answer(rollup, question, in.whole, out);
    if (!is_same_land(&in, unit) && out->figure.origin != RSL_ORIGIN_NONE) out->figure.origin = RSL_ORIGIN_CARRIED;
  } else if (status == RSL_OK) {
    show(&in, question->grade, out);
  }
  rsl__pile_free(in.sheet.pile);
  return status;
}

size_t rsl__undivided(const rsl_rollup *rollup, const rsl__route *route, const rsl__question *question, uint32_t *units,
                      size_t capacity) {
  size_t count = 0;
  for (size_t i = 0; !route->same && i < route->split_count; i++) {
    if (!rsl__is_undivided(rollup, route, question, &route->splits[i])) continue;
    if (count < capacity) units[count] = route->splits[i].unit;
    count++;
  }
  return count;
}

/* A unit above others is split in what it reported in their place; where no one says how, that is held above all parts. */
bool rsl__is_undivided(const rsl_rollup *rollup, const rsl__route *route, const rsl__question *question,
                       const rsl__split *split) {
  gathering in = start(rollup, route, question, split->count == 0 ? 0 : route->parts[split->first].position);
  handed given;
  if (hand_part(&in, split->unit, &given) != RSL_OK || (given.tally.flags & RSL__TALLY_GIVEN) == 0) return false;
  if (given.role == RSL__ROLE_ABOVE && !given.own) return false;
  return !is_divided(&given, split) || given.counted || !divide(&in, split, &given.wide);
}

rsl_status rsl__carried_part(const rsl_rollup *rollup, const rsl__route *route, const rsl__question *question,
                             uint32_t position, const rsl__split *split, rsl__part *out) {
  gathering in = start(rollup, route, question, position);
  handed given;
  *out = (rsl__part){ .share = rsl_number_absent() };
  out->value.value = out->value.numerator = out->value.denominator = rsl_number_absent();
  rsl_status status = hand_part(&in, split->unit, &given);
  if (status != RSL_OK || (given.role == RSL__ROLE_ABOVE && !given.own)) return status;
  out->owes = given.role == RSL__ROLE_OWES && given.due.owed > given.tally.excused;
  out->given = (given.tally.flags & RSL__TALLY_GIVEN) != 0;
  out->own_alone = given.alone;
  if (!out->given) return RSL_OK;
  uint32_t end = rsl_structure_subtree_end(route->to->structure, position);
  out->share = rsl__share_of(route, split, position, end);
  if (is_divided(&given, split) && !given.counted && divide(&in, split, &given.wide))
    out->value = rsl__kernel_value(&in.sheet, &given.tally, &given.wide, given.due.units);
  return RSL_OK;
}

static gathering start(const rsl_rollup *rollup, const rsl__route *route, const rsl__question *question,
                       uint32_t position) {
  gathering in = { .rollup = rollup,
                   .route = route,
                   .indicator = question->indicator,
                   .position = position,
                   .when = question->when,
                   .sheet = rollup->sheets[question->indicator],
                   .wide = { rsl_number_absent(), rsl_number_absent() },
                   .whole = RSL_NONE };
  in.sheet.numbers = in.sheet.numbers || in.sheet.pile == NULL || rsl__has_bounds(in.sheet.rule);
  return in;
}

static bool has_one_source(const gathering *in) {
  const rsl__route *route = in->route;
  uint32_t first = route->starts[in->position];
  return route->starts[in->position + 1] - first == 1 && route->sources[first].split == RSL_NONE &&
         is_as_high(in, route->sources[first].unit);
}

/* Is what lies whole inside the wanted unit that unit, before and after? */
static bool is_same_land(const gathering *in, uint32_t unit) {
  const rsl__territory *territory = in->rollup->carry->territory;
  return in->whole == unit &&
         rsl__land_on(territory, unit, in->route->from->from) == rsl__land_on(territory, unit, in->route->to->from);
}

/* What a unit of a lower level shows may not go upward: of it only what it hands up is the wanted unit's. */
static bool is_as_high(const gathering *in, uint32_t unit) {
  uint32_t wanted = rsl_structure_unit(in->route->to->structure, in->position);
  return rsl_plan_unit_level(in->rollup->plan, unit) <= rsl_plan_unit_level(in->rollup->plan, wanted);
}

/* Nobody else owes or gives anything here. */
static bool is_alone(const gathering *in, uint32_t unit) {
  const rsl__route *route = in->route;
  rsl_date on = rsl__last_day(&in->sheet, in->when);
  bool owes = (rsl__role(in->rollup, in->indicator, unit, on) & RSL__ROLE_KIND) != RSL__ROLE_NONE;
  bool same = is_same_land(in, rsl_structure_unit(route->to->structure, in->position));
  /* A figure that is not owed shows at its unit and goes nowhere (R3), not to another either. */
  if (!is_as_high(in, unit) || !(owes || same || in->sheet.rule == RSL_RULE_FORMULA)) return false;
  for (uint32_t i = route->starts[in->position]; i < route->starts[in->position + 1]; i++) {
    uint32_t other = route->sources[i].unit;
    unsigned role = rsl__role(in->rollup, in->indicator, other, on) & RSL__ROLE_KIND;
    if (other != unit && (role == RSL__ROLE_OWES || in->stood || in->refused)) return false;
  }
  return true;
}

static rsl_status gather(gathering *in) {
  const rsl__route *route = in->route;
  rsl_status status = RSL_OK;
  bool exact = !in->rollup->sheets[in->indicator].numbers && in->sheet.record->split != RSL_SPLIT_COPY;
  for (uint32_t i = route->starts[in->position]; status == RSL_OK && i < route->starts[in->position + 1]; i++) {
    const rsl__source *source = &route->sources[i];
    status = source->split == RSL_NONE ? add_whole(in, source->unit) : add_part(in, &route->splits[source->split]);
  }
  if (status == RSL_OK && exact && (in->wide.a.kind == RSL_NUMBER_REAL || in->wide.b.kind == RSL_NUMBER_REAL))
    status = RSL_ERR_OVERFLOW;
  return status;
}

static rsl_status add_whole(gathering *in, uint32_t unit) {
  handed given;
  in->wholes++;
  in->whole = unit;
  rsl_status status = hand(in, unit, &given);
  return status == RSL_OK ? merge(in, &given) : status;
}

/* Where nobody says how large the parts of a unit above others are, what it reported is held above all of them. */
static bool is_divided(const handed *given, const rsl__split *split) {
  return given->role == RSL__ROLE_OWES || (given->role == RSL__ROLE_ABOVE && given->own && split->known);
}

/* R13: what a split unit gave comes to each of its parts, if it can be divided. Where it is above others, these lie
 * here or are split themselves: only what it reported in their place is divided. */
static rsl_status add_part(gathering *in, const rsl__split *split) {
  handed given;
  rsl_status status = hand_part(in, split->unit, &given);
  bool above = given.role == RSL__ROLE_ABOVE;
  if (status != RSL_OK || !is_divided(&given, split)) return status;
  if ((given.tally.flags & RSL__TALLY_GIVEN) != 0) {
    /* Whom a unit counted is not known, so that nobody can say in which part they are. */
    if (given.counted || !divide(in, split, &given.wide)) {
      in->refused = true;
      given.counted = false;
      given.tally = (rsl__tally){ .flags = RSL__TALLY_USED };
    } else {
      uint8_t estimated = (uint8_t)rsl__status_number('E');
      if (given.tally.status < estimated) given.tally.status = estimated;
      given.tally.weak = given.tally.reporting;
      given.tally.flags |= RSL__TALLY_ESTIMATE;
    }
  }
  if (above) {
    in->stood = true;
    given.due = (rsl__due){ 0, 0, 0 };
    given.tally.reporting = given.tally.stood_in = given.tally.weak = 0;
  }
  return merge(in, &given);
}

static rsl_status merge(gathering *in, const handed *given) {
  in->due.owed += given->due.owed;
  in->due.units += given->due.units;
  in->due.prints += given->due.prints;
  rsl__tally tally = given->tally;
  rsl__counts counts;
  if (given->counted) {
    rsl__counts_read(in->rollup, in->indicator, given->unit, in->when, &counts);
    rsl__spread_put_counts(&in->sheet, &counts, &tally);
  } else if (tally.chain.count > 0) {
    tally.chain = pile_up(in, &given->tally.chain);
  }
  if (!rsl__kernel_merge(&in->sheet, &in->tally, &in->wide, &tally, &given->wide)) return RSL_ERR_OVERFLOW;
  return in->sheet.pile != NULL && in->sheet.pile->no_memory ? RSL_ERR_MEMORY : RSL_OK;
}

/* The roll-up's own pile stays as it is: others may be reading it. */
static rsl__chain pile_up(const gathering *in, const rsl__chain *chain) {
  const rsl__sheet *sheet = &in->rollup->sheets[in->indicator];
  rsl__chain out = { RSL_NONE, RSL_NONE, 0 };
  uint32_t at = chain->first;
  for (uint32_t i = 0; i < chain->count; i++, at = sheet->pile->items[at].next) {
    const rsl__piled *item = &sheet->pile->items[at];
    rsl__wide wide = sheet->numbers ? sheet->pile->wides[at] : wide_of(sheet, item->a, item->b);
    rsl__pile_put(in->sheet.pile, &out, item, in->sheet.numbers ? &wide : NULL);
  }
  return out;
}

static rsl__wide wide_of(const rsl__sheet *sheet, rsl__int128 a, rsl__int128 b) {
  return (rsl__wide){ rsl__number_raw(a, (int32_t)sheet->a_scale), rsl__number_raw(b, (int32_t)sheet->b_scale) };
}

/* ---- What a unit hands upward in its own structure ---- */

static rsl_status hand(const gathering *in, uint32_t unit, handed *out) {
  rsl_status status = RSL_OK;
  *out = (handed){ .wide = { rsl_number_absent(), rsl_number_absent() } };
  unsigned role = rsl__role(in->rollup, in->indicator, unit, rsl__last_day(&in->sheet, in->when));
  out->role = role & RSL__ROLE_KIND;
  if (out->role == RSL__ROLE_OWES) return hand_own(in, unit, out);
  if (out->role == RSL__ROLE_ABOVE) {
    out->due = rsl__due_below(in->rollup, in->indicator, unit, in->when);
    status = hand_above(in, unit, role, out);
  }
  widen(in, out);
  return status;
}

/* R2: of one that adds its own to what is below it, only that leaf under itself is split: those below go their own way. */
static rsl_status hand_part(const gathering *in, uint32_t unit, handed *out) {
  unsigned role = rsl__role(in->rollup, in->indicator, unit, rsl__last_day(&in->sheet, in->when));
  if ((role & RSL__ROLE_ADDS) == 0) return hand(in, unit, out);
  *out = (handed){ .role = RSL__ROLE_OWES, .alone = true, .wide = { rsl_number_absent(), rsl_number_absent() } };
  return hand_own(in, unit, out);
}

static rsl_status hand_own(const gathering *in, uint32_t unit, handed *out) {
  rsl__report report;
  out->due = rsl__due_of(in->rollup, in->indicator, unit, in->when);
  rsl_status status = rsl__kernel_leaf(in->rollup, in->indicator, unit, in->when, &report, &out->tally, &out->wide);
  widen(in, out);
  return status;
}

/* Parts may have more decimals than figures. */
static void widen(const gathering *in, handed *out) {
  const rsl__sheet *sheet = &in->rollup->sheets[in->indicator];
  if (sheet->numbers || (out->tally.flags & RSL__TALLY_GIVEN) == 0) return;
  out->wide = wide_of(sheet, out->tally.a, out->tally.b);
}

static rsl_status hand_above(const gathering *in, uint32_t unit, unsigned role, handed *out) {
  const rsl__sheet *sheet = &in->rollup->sheets[in->indicator];
  (void)rsl__lane_read(in->rollup, in->indicator, unit, in->when, &out->tally, &out->wide);
  rsl__report report;
  /* R2: one more leaf under itself is in what rolled up; one that stops others hands up its own figure alone. */
  if ((role & RSL__ROLE_STOPS) != 0)
    return rsl__kernel_leaf(in->rollup, in->indicator, unit, in->when, &report, &out->tally, &out->wide);
  if ((role & RSL__ROLE_ADDS) != 0) return RSL_OK;
  uint64_t units = out->due.units - out->tally.excused_units;
  rsl_status status = rsl__kernel_report(in->rollup, in->indicator, unit, in->when, units, &report);
  if (status != RSL_OK) return status;
  const rsl__site site = { sheet, in->indicator, unit, in->when, out->due, false, false };
  rsl__choice choice = rsl__decide(in->rollup, &site, &report, &out->tally, &out->wide);
  if (!choice.hands_own) return RSL_OK;
  rsl__tally children = out->tally;
  out->own = (children.flags & RSL__TALLY_GIVEN) == 0;
  rsl__stand_in(&report, &choice, &children, out->due, &out->tally, &out->wide);
  out->counted = sheet->rule == RSL_RULE_GRADE_COUNT;
  out->unit = unit;
  return RSL_OK;
}

/* ---- A split unit's parts (R13) ---- */

/* Only amounts are divided; anything else holds for every part where the indicator says so, and is refused where not. */
static bool divide(const gathering *in, const rsl__split *split, rsl__wide *wide) {
  bool onward = in->route->from->from < in->route->to->from;
  bool copies = in->sheet.record->split == RSL_SPLIT_COPY;
  if (!onward) return false;
  switch (in->sheet.rule) {
  case RSL_RULE_SUM:
    return divide_one(in, split, in->indicator, &wide->a);
  case RSL_RULE_RATIO:
    return divide_sides(in, split, wide) || copies;
  case RSL_RULE_WEIGHTED_MEAN:
    return copies && divide_weighted(in, split, wide);
  default:
    return copies;
  }
}

static bool divide_sides(const gathering *in, const rsl__split *split, rsl__wide *wide) {
  rsl__wide parts = *wide;
  if (!divide_one(in, split, in->sheet.operands.numerator, &parts.a) ||
      !divide_one(in, split, in->sheet.operands.denominator, &parts.b))
    return false;
  *wide = parts;
  return true;
}

/* The mean is that of every part; what it weighs is the part's. */
static bool divide_weighted(const gathering *in, const rsl__split *split, rsl__wide *wide) {
  rsl__wide parts = *wide;
  if (rsl_number_sign(wide->b) == 0 || !divide_one(in, split, in->sheet.operands.weight, &parts.b)) return true;
  parts.a = rsl_number_divide(rsl_number_multiply(wide->a, parts.b), wide->b);
  *wide = parts;
  return true;
}

static bool divide_one(const gathering *in, const rsl__split *split, uint32_t indicator, rsl_number *value) {
  const rsl_indicator *record = in->rollup->sheets[indicator].record;
  uint32_t end = rsl_structure_subtree_end(in->route->to->structure, in->position);
  if (record->rollup.rule != RSL_RULE_SUM) return false;
  *value = rsl__apportion(in->route, split, *value, record->decimals, in->position, end);
  return value->kind != RSL_NUMBER_ABSENT;
}

static void show(const gathering *in, uint32_t grade, rsl__reading *out) {
  rsl_figure *figure = &out->figure;
  const rsl__tally *tally = &in->tally;
  rsl__figure_clear(figure);
  out->prints = tally->prints;
  figure->owed = in->due.owed - tally->excused;
  if (in->refused || in->sheet.rule == RSL_RULE_NONE) {
    figure->absence = in->refused ? RSL_ABSENCE_SPLIT : RSL_ABSENCE_NOT_MEASURED;
    out->prints = 0;
    /* What is known only where it is reported is not owed by those who hold it. */
    if (in->sheet.rule == RSL_RULE_NONE)
      figure->owed = 0;
    else
      figure->reporting = tally->reporting;
    return;
  }
  rsl__value value = rsl__kernel_value(&in->sheet, tally, &in->wide, in->due.units);
  figure->absence = figure->owed == 0 && !in->stood ? RSL_ABSENCE_NOT_APPLICABLE : value.absence;
  figure->children = value.value;
  rsl__figure_of_children(tally, &value, figure);
  if (in->rollup->bounds && !in->stood) rsl__bounds_read(&in->sheet, tally, &in->wide, in->due, in->when, figure);
  if (in->stood) {
    figure->stood_in = figure->owed - (tally->reporting - tally->stood_in);
    figure->reporting = figure->owed;
    /* R11: a report that stood in leaves nothing missing, and its part neither. */
    if (in->rollup->bounds && rsl__has_bounds(in->sheet.rule)) figure->low = figure->high = figure->value;
  }
  figure->children_reporting = figure->reporting;
  figure->origin = RSL_ORIGIN_CARRIED;
  rsl__figure_finish(&in->sheet, figure);
  if (grade != RSL_NONE && figure->value.kind != RSL_NUMBER_ABSENT)
    figure->value = rsl_number_from_integer((int64_t)rsl__spread_at_grade(&in->sheet, tally, grade));
}
