#include "review/contribution_tree.h"

#include "base/error.h"
#include "base/sort.h"

/** A unit to list, or what stands beside units; on a stack, the next one last. */
typedef struct entry {
  rsl_contributor_kind kind;
  uint32_t part; /**< of UNIT: which; else whose children they stand beside */
  uint32_t depth;
  uint32_t count;
  rsl_number contribution;
  int sign; /**< of the gap: what makes it larger comes first */
} entry;

typedef struct listing {
  const rsl__contribution_tree *tree;
  rsl_contribution *out;
  rsl_number gap;
  rsl_number percent; /**< 100 / gap */
  entry *stack;
  size_t depth;
  size_t capacity;
} listing;

static rsl_status push(listing *list, entry item, rsl_error *error);
static rsl_status expand(listing *list, entry parent, rsl_error *error);
static rsl_status push_children(listing *list, entry parent, rsl_number *sum, rsl_error *error);
static rsl_status order_children(listing *list, size_t first, rsl_error *error);
static void gather_others(listing *list, size_t first, entry parent);
static void turn(entry *items, size_t count);
static int compare_entries(const void *a, const void *b);
static bool is_remainder(rsl_number remainder, rsl_number gap);
static rsl_status append(listing *list, entry item, rsl_error *error);

rsl_status rsl__contribution_tree_list(const rsl__contribution_tree *tree, rsl_contribution *out, rsl_error *error) {
  listing list = { .tree = tree, .out = out, .gap = tree->parts[0].contribution };
  list.percent = rsl_number_divide(rsl_number_from_integer(100), list.gap);
  entry root = { RSL_CONTRIBUTOR_UNIT, 0, 0, 1, list.gap, rsl_number_sign(list.gap) };
  rsl_status status = push(&list, root, error);
  while (status == RSL_OK && list.depth > 0) {
    entry next = list.stack[--list.depth];
    status = append(&list, next, error);
    if (status == RSL_OK && next.kind == RSL_CONTRIBUTOR_UNIT) status = expand(&list, next, error);
  }
  rsl__release_array(&out->allocator, list.stack, list.capacity, sizeof *list.stack);
  return status;
}

static rsl_status push(listing *list, entry item, rsl_error *error) {
  if (!rsl__grow(&list->out->allocator, &list->stack, &list->capacity, list->depth + 1, sizeof *list->stack))
    return rsl__fail_memory(error);
  list->stack[list->depth++] = item;
  return RSL_OK;
}

/** Put the units directly below one on the stack, the last to be listed first. What they do not add up to is the unit's
 *  own: a report that stood in for them, or that is added to theirs. */
static rsl_status expand(listing *list, entry parent, rsl_error *error) {
  const rsl__contribution_tree *tree = list->tree;
  uint32_t most_depth = tree->options->depth;
  size_t first = list->depth;
  rsl_number sum = rsl_number_from_integer(0);
  if (most_depth != 0 && parent.depth >= most_depth) return RSL_OK;
  rsl_status status = push_children(list, parent, &sum, error);
  if (status != RSL_OK || list->depth == first) return status;
  rsl_number own = rsl_number_subtract(parent.contribution, sum);
  entry remainder = { RSL_CONTRIBUTOR_OWN, parent.part, parent.depth + 1, 1, own, parent.sign };
  if (is_remainder(own, list->gap)) status = push(list, remainder, error);
  if (status == RSL_OK) status = order_children(list, first, error);
  if (status != RSL_OK) return status;
  gather_others(list, first, parent);
  turn(&list->stack[first], list->depth - first);
  return RSL_OK;
}

static rsl_status push_children(listing *list, entry parent, rsl_number *sum, rsl_error *error) {
  const rsl__contribution_tree *tree = list->tree;
  uint32_t end = rsl_structure_subtree_end(tree->structure, tree->root + parent.part);
  rsl_status status = RSL_OK;
  for (uint32_t position = tree->root + parent.part + 1; status == RSL_OK && position < end;
       position = rsl_structure_subtree_end(tree->structure, position)) {
    const rsl__contributor *part = &tree->parts[position - tree->root];
    entry child = { RSL_CONTRIBUTOR_UNIT, position - tree->root, parent.depth + 1, 1, part->contribution, parent.sign };
    if (!part->shown) continue;
    if (part->contribution.kind != RSL_NUMBER_ABSENT) *sum = rsl_number_add(*sum, part->contribution);
    status = push(list, child, error);
  }
  return status;
}

static rsl_status order_children(listing *list, size_t first, rsl_error *error) {
  size_t count = list->depth - first;
  if (rsl__sort(&list->out->allocator, &list->stack[first], count, sizeof *list->stack, compare_entries)) return RSL_OK;
  return rsl__fail_memory(error);
}

/** The entries past the most that are asked for become one. */
static void gather_others(listing *list, size_t first, entry parent) {
  uint32_t most = list->tree->options->most;
  size_t count = list->depth - first;
  if (most == 0 || count <= (size_t)most + 1) return;
  entry others = { RSL_CONTRIBUTOR_OTHERS, parent.part, parent.depth + 1, 0, rsl_number_absent(), parent.sign };
  for (size_t i = first + most; i < list->depth; i++) {
    rsl_number one = list->stack[i].contribution;
    others.count += list->stack[i].kind == RSL_CONTRIBUTOR_UNIT;
    if (one.kind == RSL_NUMBER_ABSENT) continue;
    others.contribution =
        others.contribution.kind == RSL_NUMBER_ABSENT ? one : rsl_number_add(others.contribution, one);
  }
  list->stack[first + most] = others;
  list->depth = first + most + 1;
}

static void turn(entry *items, size_t count) {
  for (size_t i = 0; i < count / 2; i++) {
    entry item = items[i];
    items[i] = items[count - 1 - i];
    items[count - 1 - i] = item;
  }
}

/** What makes the gap larger comes first, what has no part in it last. */
static int compare_entries(const void *a, const void *b) {
  const entry *left = a;
  const entry *right = b;
  bool has_left = left->contribution.kind != RSL_NUMBER_ABSENT;
  bool has_right = right->contribution.kind != RSL_NUMBER_ABSENT;
  if (!has_left || !has_right) return (int)has_right - (int)has_left;
  int order = rsl_number_compare(right->contribution, left->contribution);
  return left->sign < 0 ? -order : order;
}

/** A sum of doubles is not told for its last digits. */
static bool is_remainder(rsl_number remainder, rsl_number gap) {
  if (remainder.kind == RSL_NUMBER_ABSENT || rsl_number_sign(remainder) == 0) return false;
  if (remainder.kind != RSL_NUMBER_REAL) return true;
  double size = remainder.real < 0 ? -remainder.real : remainder.real;
  double whole = gap.real < 0 ? -gap.real : gap.real;
  return size > whole * 1e-9;
}

static rsl_status append(listing *list, entry item, rsl_error *error) {
  rsl_contribution *out = list->out;
  const rsl__contribution_tree *tree = list->tree;
  const rsl__contributor *part = &tree->parts[item.part];
  rsl_contribution_row row = { .depth = item.depth, .kind = item.kind, .count = item.count };
  row.unit = rsl_structure_unit(tree->structure, tree->root + item.part);
  row.contribution = item.contribution;
  row.percent = rsl_number_multiply(item.contribution, list->percent);
  if (item.kind == RSL_CONTRIBUTOR_UNIT) {
    row.baseline = part->baseline;
    row.actual = part->actual;
    row.expected = part->expected;
    row.level_effect = part->level_effect;
    row.mix_effect = part->mix_effect;
    row.weight = rsl_number_divide(part->now.denominator, tree->whole.now.denominator);
    row.reporting = part->reporting;
    row.owed = part->owed;
    row.rating = part->rating;
  }
  if (!rsl__grow(&out->allocator, &out->rows, &out->capacity, out->count + 1, sizeof *out->rows))
    return rsl__fail_memory(error);
  out->rows[out->count++] = row;
  return RSL_OK;
}
