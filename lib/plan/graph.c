#include "plan/graph.h"

#include "base/memory.h"

enum { NEW = 0, OPEN = 1, DONE = 2 };

/** A depth-first walk: `path` holds the nodes on the way down, `next` each node's first edge not yet taken. */
typedef struct walk {
  const rsl__graph *graph;
  uint32_t *next;
  uint32_t *path;
  uint32_t *place; /* of an open node on the path */
  unsigned char *state;
  size_t depth;
  void (*found)(void *context, const uint32_t *nodes, size_t count);
  void *context;
} walk;

static void enter(walk *w, uint32_t node);
static void step(walk *w);

bool rsl__graph_cycles(const rsl_allocator *allocator, const rsl__graph *graph,
                       void (*found)(void *context, const uint32_t *nodes, size_t count), void *context) {
  uint32_t count = graph->count;
  walk w = { .graph = graph, .found = found, .context = context };
  w.next = rsl__allocate_array(allocator, count, sizeof *w.next);
  w.path = rsl__allocate_array(allocator, count, sizeof *w.path);
  w.place = rsl__allocate_array(allocator, count, sizeof *w.place);
  w.state = rsl__allocate_zeroed(allocator, count);
  bool done = w.next != NULL && w.path != NULL && w.place != NULL && w.state != NULL;
  for (uint32_t node = 0; done && node < count; ++node) {
    if (w.state[node] != NEW) continue;
    enter(&w, node);
    while (w.depth > 0) step(&w);
  }
  rsl__release_array(allocator, w.next, count, sizeof *w.next);
  rsl__release_array(allocator, w.path, count, sizeof *w.path);
  rsl__release_array(allocator, w.place, count, sizeof *w.place);
  rsl__release(allocator, w.state, count);
  return done;
}

static void enter(walk *w, uint32_t node) {
  w->state[node] = OPEN;
  w->next[node] = w->graph->start[node];
  w->place[node] = (uint32_t)w->depth;
  w->path[w->depth++] = node;
}

static void step(walk *w) {
  uint32_t node = w->path[w->depth - 1];
  if (w->next[node] == w->graph->start[node + 1]) {
    w->state[node] = DONE;
    --w->depth;
    return;
  }
  uint32_t target = w->graph->targets[w->next[node]++];
  if (target >= w->graph->count) return;
  if (w->state[target] == NEW)
    enter(w, target);
  else if (w->state[target] == OPEN)
    w->found(w->context, w->path + w->place[target], w->depth - w->place[target]);
}
