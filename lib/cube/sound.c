#include "cube/seal.h"

static bool rows_are_sound(const rsl_cube *cube, const rsl__column *column);
static bool row_is_sound(const rsl_cube *cube, const rsl__column *column, const rsl__row *row);
static bool stands_in_block(const rsl__column *column, const rsl__row *row);
static bool starts_are_sound(const rsl_cube *cube, const rsl__column *column);
static bool blocks_are_sound(const rsl_cube *cube, const rsl__column *column);
static bool block_is_sound(const rsl_cube *cube, const rsl__column *column, const rsl__block *block);
static bool bounds_are_sound(const rsl__column *column, const rsl__block *block);
static bool origins_are_sound(const rsl_cube *cube, const rsl__block *block);
static bool tells_alike(const rsl__origin *a, const rsl__origin *b);
static bool origin_is_sound(const rsl__origin *origin, uint32_t files);
static bool words_are_sound(const rsl__block *block, uint32_t row, uint32_t files);
static bool is_within(int64_t value, uint64_t largest);

/* A snapshot may be anybody's: whatever is an index, an order or a bound that the arithmetic rests on is looked at. */
bool rsl__column_is_sound(const rsl_cube *cube, uint32_t indicator) {
  const rsl__column *column = &cube->columns[indicator];
  return blocks_are_sound(cube, column) && rows_are_sound(cube, column) && starts_are_sound(cube, column);
}

/* ---- Rows ------------------------------------------------------------------------------------------------ */

static bool rows_are_sound(const rsl_cube *cube, const rsl__column *column) {
  for (size_t i = 0; i < column->count; i++) {
    const rsl__row *row = &column->rows[i];
    if (!row_is_sound(cube, column, row)) return false;
    if (i > 0 && rsl__row_key(row) < rsl__row_key(row - 1)) return false;
  }
  return true;
}

static bool row_is_sound(const rsl_cube *cube, const rsl__column *column, const rsl__row *row) {
  const rsl__store *store = &cube->store;
  bool has_value = (row->flags & RSL__ROW_VALUE) != 0;
  const rsl_indicator *record = rsl_plan_indicator(cube->plan, (uint32_t)(column - cube->columns));
  bool counts = (row->flags & RSL__ROW_COUNT) != 0;
  uint64_t places = cube->unit_count;
  if (counts) places *= record->rollup.rule == RSL_RULE_GRADE_COUNT ? record->grade_count + 1 : 0;
  if (row->place >= places || counts != (row->place >= cube->unit_count) || !rsl__when_is_one(row->when) ||
      row->status >= RSL__STATUS_END)
    return false;
  if (row->scale > 18 || row->file > rsl__names_count(&store->files)) return false;
  if ((row->flags & RSL__ROW_EXTRA) != 0 && row->origin >= store->extras.count) return false;
  if (has_value && (!is_within(row->value, column->largest) || (row->value < 0 && !column->has_negative))) return false;
  return (row->flags & RSL__ROW_IN_BLOCK) == 0 || stands_in_block(column, row);
}

static bool stands_in_block(const rsl__column *column, const rsl__row *row) {
  size_t number = rsl__column_block(column, row->when);
  if (number == SIZE_MAX) return false;
  const rsl__block *block = &column->blocks[number];
  uint32_t at = rsl__block_row(block, row->place);
  return at != RSL_NONE && rsl__block_value(block, at, rsl__block_lane(block, row->when)) != RSL__ABSENT;
}

static bool starts_are_sound(const rsl_cube *cube, const rsl__column *column) {
  if (column->starts == NULL) return true;
  size_t row = 0;
  for (uint32_t place = 0; place <= cube->unit_count; place++) {
    while (row < column->count && column->rows[row].place < place) row++;
    if (column->starts[place] != row) return false;
  }
  return true;
}

/* ---- Blocks ---------------------------------------------------------------------------------------------- */

static bool blocks_are_sound(const rsl_cube *cube, const rsl__column *column) {
  uint32_t before = 0;
  for (size_t i = 0; i < column->block_count; i++) {
    const rsl__block *block = &column->blocks[i];
    if (!block_is_sound(cube, column, block) || block->whens[0] <= before) return false;
    before = block->whens[block->lane_count - 1];
  }
  return true;
}

static bool block_is_sound(const rsl_cube *cube, const rsl__column *column, const rsl__block *block) {
  for (uint32_t lane = 0; lane < block->lane_count; lane++) {
    if (!rsl__when_is_one(block->whens[lane]) || (lane > 0 && block->whens[lane] <= block->whens[lane - 1]))
      return false;
    if (rsl__when_type(block->whens[lane]) != rsl__when_type(block->whens[0])) return false;
  }
  bool inside = block->row_count == 0 || block->places[block->row_count - 1] < cube->unit_count;
  uint32_t wrong = 0;
  for (uint32_t row = 1; row < block->row_count; row++) wrong |= block->places[row] <= block->places[row - 1];
  return inside && wrong == 0 && bounds_are_sound(column, block) && origins_are_sound(cube, block);
}

/* The sizes of sums are reckoned from `least`, `greatest` and `largest`: no figure may be past them. */
static bool bounds_are_sound(const rsl__column *column, const rsl__block *block) {
  return is_within(block->least, column->largest) && is_within(block->greatest, column->largest) &&
         (block->least >= 0 || column->has_negative);
}

/* What stands past the lanes is added to sums that nobody reads, where that makes loops even: it too may be no larger. */
bool rsl__figures_are_sound(const rsl__block *block, size_t first, size_t count) {
  /* Bounds that no value of the type can reach are as good as its own. */
  const int64_t most = block->width == 8 ? INT64_MAX : block->width == 4 ? INT32_MAX : INT16_MAX;
  if (block->least > most || block->greatest < -most) return false;
  const int64_t least = block->least < -most ? -most : block->least;
  const int64_t greatest = block->greatest > most ? most : block->greatest;
  const void *values = (const unsigned char *)block->values + first * block->width;
  return rsl__vector_at(0)->within[block->width / 4](values, count, least, greatest);
}

/* Lines and files may be any; where they stand may not. Most rows tell of themselves as the one before does. */
static bool origins_are_sound(const rsl_cube *cube, const rsl__block *block) {
  const uint32_t files = rsl__names_count(&cube->store.files);
  for (uint32_t row = 0; row < block->row_count; row++) {
    const rsl__origin *origin = &block->origins[row];
    if ((row == 0 || !tells_alike(origin, origin - 1)) && !origin_is_sound(origin, files)) return false;
    if (origin->told >= RSL__TOLD_NEAR && !words_are_sound(block, row, files)) return false;
  }
  return true;
}

static bool tells_alike(const rsl__origin *a, const rsl__origin *b) {
  return a->file == b->file && a->told == b->told && a->scale == b->scale;
}

static bool origin_is_sound(const rsl__origin *origin, uint32_t files) {
  return origin->told <= RSL__TOLD_FILES && (origin->scale <= 18 || origin->scale == RSL__SHORTEST) &&
         (origin->told == RSL__TOLD_FILES || origin->file <= files);
}

static bool words_are_sound(const rsl__block *block, uint32_t row, uint32_t files) {
  const rsl__origin *origin = &block->origins[row];
  uint64_t figures = rsl__block_rank(block, row, block->lane_count);
  uint64_t words = figures;
  if (origin->told == RSL__TOLD_NEAR) words = 1 + (figures + 1) / 2;
  if (origin->told == RSL__TOLD_FILES) words = 2 * figures;
  if (words > 0 && (origin->line > block->word_count || words > block->word_count - origin->line)) return false;
  for (uint64_t i = 1; origin->told == RSL__TOLD_FILES && i < words; i += 2)
    if ((block->words[origin->line + i] & 0xFFFF) > files) return false;
  return true;
}

/* ---- Numbers --------------------------------------------------------------------------------------------- */

static bool is_within(int64_t value, uint64_t largest) {
  return value > INT64_MIN && (uint64_t)(value < 0 ? -value : value) <= largest;
}
