#include "plan/plan_internal.h"

static void free_index(rsl__code_index *index);

void rsl__plan_links_free(const rsl_allocator *allocator, rsl__plan_links *links) {
  if (links == NULL) return;
  free_index(&links->levels);
  free_index(&links->fields);
  free_index(&links->resolutions);
  free_index(&links->indicators);
  free_index(&links->targets);
  free_index(&links->compositions);
  rsl__names_free(&links->lives.codes);
  rsl__arena_free(&links->arena);
  rsl__release(allocator, links, sizeof *links);
}

uint32_t rsl__code_index_find(const rsl__code_index *index, const char *code, size_t length) {
  uint32_t id = rsl__names_find(&index->names, code, length);
  return id == RSL__NAME_NONE ? RSL_NONE : index->records[id];
}

static void free_index(rsl__code_index *index) {
  rsl__names_free(&index->names);
}
