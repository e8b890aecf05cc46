#include <string.h>

#include "base/sort.h"
#include "review/honesty.h"
#include "review/submissions.h"

/** The returns of one unit's report to one campaign, in the order of time. */
typedef struct returns {
  const rsl_submission **steps;
  size_t count;
} returns;

static void look_at(const rsl__honesty *in, const returns *of);
static void look_at_indicator(const rsl__honesty *in, const returns *of, uint32_t indicator);
static const rsl_submission *latest_by(const returns *of, rsl_date day);
static bool is_changed(const rsl__row *before, const rsl__row *after);
static void tell_change(const rsl__honesty *in, const rsl_submission *step, uint32_t indicator, const rsl__group *group,
                        size_t at);
static void put_value(const rsl__honesty *in, uint32_t indicator, const rsl__row *row, char text[RSL_NUMBER_TEXT]);

/* A report is returned so that it is mended: what was mended is named, so that the superior sees whether it is what was asked
 * for. */
rsl_status rsl__honesty_returns(const rsl__honesty *in) {
  size_t all = rsl_submissions_count(in->submissions);
  size_t count = 0;
  const rsl_submission **steps = rsl__allocate_array(&in->allocator, all, sizeof(const rsl_submission *));
  if (steps == NULL) return RSL_ERR_MEMORY;
  for (size_t i = 0; i < all; i++) {
    const rsl_submission *step = rsl_submissions_at(in->submissions, i);
    if (step->state == RSL_SUBMISSION_RETURNED) steps[count++] = step;
  }
  bool sorted =
      rsl__sort(&in->allocator, (void *)steps, count, sizeof(const rsl_submission *), rsl__compare_submissions);
  for (size_t first = 0; sorted && first < count;) {
    returns of = { steps + first, 1 };
    while (first + of.count < count && steps[first + of.count]->unit == steps[first]->unit &&
           steps[first + of.count]->campaign == steps[first]->campaign)
      of.count++;
    look_at(in, &of);
    first += of.count;
  }
  rsl__release_array(&in->allocator, (void *)steps, all, sizeof(const rsl_submission *));
  return sorted ? RSL_OK : RSL_ERR_MEMORY;
}

static void look_at(const rsl__honesty *in, const returns *of) {
  for (uint32_t i = 0; i < in->cube->column_count; i++) look_at_indicator(in, of, i);
}

/* Of the periods that the campaign is about; a day alone may have been before the return, and counts. */
static void look_at_indicator(const rsl__honesty *in, const returns *of, uint32_t indicator) {
  rsl_date as_of = rsl_plan_campaign(in->plan, of->steps[0]->campaign)->as_of;
  rsl__cursor cursor = rsl__cursor_open(in->cube, indicator, of->steps[0]->unit);
  rsl__group group;
  while (rsl__cursor_next(&cursor, &group)) {
    if (rsl__when_last_day(group.when) > as_of) continue;
    for (size_t i = 1; i < group.count; i++) {
      rsl_date reported = rsl__row_reported_at(&in->cube->store, &group.rows[i]);
      const rsl_submission *step = reported == RSL_DATE_NONE ? NULL : latest_by(of, reported);
      if (step != NULL && is_changed(&group.rows[i - 1], &group.rows[i])) tell_change(in, step, indicator, &group, i);
    }
  }
}

static const rsl_submission *latest_by(const returns *of, rsl_date day) {
  size_t first = 0;
  size_t end = of->count;
  while (first < end) {
    size_t middle = first + (end - first) / 2;
    if (of->steps[middle]->day <= day)
      first = middle + 1;
    else
      end = middle;
  }
  return first == 0 ? NULL : of->steps[first - 1];
}

static bool is_changed(const rsl__row *before, const rsl__row *after) {
  bool had = (before->flags & RSL__ROW_VALUE) != 0;
  bool has = (after->flags & RSL__ROW_VALUE) != 0;
  return had != has || (has && before->value != after->value);
}

static void tell_change(const rsl__honesty *in, const rsl_submission *step, uint32_t indicator, const rsl__group *group,
                        size_t at) {
  char before[RSL_NUMBER_TEXT];
  char after[RSL_NUMBER_TEXT];
  char returned[RSL_DATE_TEXT];
  char shown[RSL__SHOWN_TEXT];
  rsl__told_figure told;
  rsl__honesty_tell(in, indicator, step->unit, rsl__when_period(group->when), &group->rows[at], &told);
  put_value(in, indicator, &group->rows[at - 1], before);
  put_value(in, indicator, &group->rows[at], after);
  rsl_date_format(step->day, returned);
  rsl__problem(
      in->problems, RSL_SEVERITY_WARNING, "changed_after_return", &told.place,
      "`%s` of `%s` for %s was changed from %s to %s after the report was returned on %s (%s): see whether that "
      "was what was asked for",
      told.code, told.unit, told.period, before, after, returned,
      rsl__shown(shown, step->reason, strlen(step->reason)));
}

static void put_value(const rsl__honesty *in, uint32_t indicator, const rsl__row *row, char text[RSL_NUMBER_TEXT]) {
  if ((row->flags & RSL__ROW_VALUE) == 0)
    memcpy(text, "none", sizeof "none");
  else
    rsl_number_format(rsl_number_from_decimal(rsl__honesty_value(in, indicator, row)), text);
}
