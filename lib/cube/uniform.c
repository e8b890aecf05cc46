#include "cube/uniform.h"

bool rsl__column_is_uniform(const rsl__column *column, rsl_period_type frequency, rsl__uniform *out) {
  const rsl__row *rows = column->rows;
  if (column->count == 0 || rows->flags != RSL__ROW_VALUE || rows->status != RSL__STATUS_A ||
      (rows->when & 7) != rsl__when_of_type(frequency))
    return false;
  rsl__uniform all = { .first_when = UINT32_MAX, .least = INT64_MAX, .greatest = INT64_MIN };
  uint64_t before = 0;
  bool ends_in_zeros = true;
  for (size_t i = 0; i < column->count; i++) {
    const rsl__row *row = &rows[i];
    uint64_t key = rsl__row_key(row);
    if (!rsl__row_is_of_kind(row, rows) || (key <= before && i > 0)) return false;
    all.units += i == 0 || row->place != rows[i - 1].place;
    before = key;
    all.first_when = row->when < all.first_when ? row->when : all.first_when;
    all.last_when = row->when > all.last_when ? row->when : all.last_when;
    all.least = row->value < all.least ? row->value : all.least;
    all.greatest = row->value > all.greatest ? row->value : all.greatest;
    if (ends_in_zeros) ends_in_zeros = row->value % 10 == 0;
  }
  *out = all;
  return rows->scale == 0 || !ends_in_zeros;
}

void rsl__column_tell_uniform(rsl__column *column, rsl_period_type frequency, const rsl__uniform *uniform) {
  uint64_t below = uniform->least < 0 ? 0 - (uint64_t)uniform->least : 0;
  uint64_t above = uniform->greatest > 0 ? (uint64_t)uniform->greatest : 0;
  column->scale = column->rows->scale;
  column->has_negative = uniform->least < 0;
  column->largest = below > above ? below : above;
  for (int type = 0; type < RSL_PERIOD_TYPE_END; type++) column->spans[type] = (rsl__span){ 1, 0 };
  column->spans[frequency] = (rsl__span){ uniform->first_when, uniform->last_when };
}
