#include "cube/builder.h"

/* A branch has rows, extras and texts of its own; its cube is a stand-in that borrows all else of the trunk's. */

static rsl_cube_builder *new_branch(rsl_cube_builder *trunk);
static void free_branch(rsl_cube_builder *branch);

bool rsl__builder_branch(rsl_cube_builder *builder, unsigned count) {
  if (!rsl__grow(&builder->allocator, &builder->branches, &builder->branch_capacity, count, sizeof(rsl_cube_builder *)))
    return false;
  while (builder->branch_count < count) {
    rsl_cube_builder *branch = new_branch(builder);
    if (branch == NULL) return false;
    builder->branches[builder->branch_count++] = branch;
  }
  for (unsigned i = 0; i < count; i++) {
    builder->branches[i]->last_file = builder->last_file;
    builder->branches[i]->last_file_number = builder->last_file_number;
  }
  return true;
}

void rsl__branches_free(rsl_cube_builder *builder) {
  for (unsigned i = 0; i < builder->branch_count; i++) free_branch(builder->branches[i]);
  rsl__release_array(&builder->allocator, builder->branches, builder->branch_capacity, sizeof(rsl_cube_builder *));
  builder->branches = NULL;
  builder->branch_count = 0;
  builder->branch_capacity = 0;
}

bool rsl__branches_join(rsl_cube_builder *builder) {
  for (unsigned i = 0; i < builder->branch_count; i++) {
    rsl_cube_builder *branch = builder->branches[i];
    branch->extras = builder->cube->store.extras.count;
    if (!rsl__store_join(&builder->cube->store, &branch->cube->store)) return false;
    builder->cube->row_count += branch->cube->row_count;
    builder->cube->later_count += branch->cube->later_count;
  }
  return true;
}

static rsl_cube_builder *new_branch(rsl_cube_builder *trunk) {
  const rsl_allocator *from = &trunk->allocator;
  rsl_cube_builder *branch = rsl__allocate(from, sizeof *branch);
  rsl_cube *cube = rsl__allocate(from, sizeof *cube);
  rsl__heap *heaps = rsl__allocate_array(from, trunk->cube->column_count, sizeof *heaps);
  if (branch == NULL || cube == NULL || heaps == NULL) {
    rsl__release(from, branch, sizeof *branch);
    rsl__release(from, cube, sizeof *cube);
    rsl__release_array(from, heaps, trunk->cube->column_count, sizeof *heaps);
    return NULL;
  }
  *cube = *trunk->cube;
  cube->row_count = cube->skipped_count = cube->later_count = 0;
  rsl__store_init(&cube->store, from);
  for (uint32_t i = 0; i < cube->column_count; i++) {
    heaps[i] = trunk->heaps[i];
    heaps[i].log = (rsl__log){ .count = 0 };
  }
  *branch = (rsl_cube_builder){ .plan = trunk->plan, .allocator = *from, .options = trunk->options };
  branch->cube = cube;
  branch->heaps = heaps;
  return branch;
}

static void free_branch(rsl_cube_builder *branch) {
  rsl_allocator from = branch->allocator;
  uint32_t count = branch->cube->column_count;
  for (uint32_t i = 0; i < count; i++) rsl__log_free(&branch->heaps[i].log, &from);
  rsl__release_array(&from, branch->heaps, count, sizeof *branch->heaps);
  rsl__store_free(&branch->cube->store);
  rsl__release(&from, branch->cube, sizeof *branch->cube);
  rsl__release(&from, branch, sizeof *branch);
}
