#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/message.h"
#include "base/names.h"

/* What stands here is laid out so that rsl_problems_sort(), which cannot fail, needs no memory. */
typedef struct kept_problem {
  rsl_problem problem;
  uint32_t file; /* its place among the files, in the order they were first met */
  size_t found;  /* its place among the problems, so that no two are equal */
} kept_problem;

struct rsl_problems {
  rsl_allocator allocator;
  rsl__arena texts;
  rsl__names names; /* files and codes: few, and many times the same */
  kept_problem *items;
  size_t count;
  size_t capacity;
  size_t keep;
  size_t found[2]; /* by severity */
};

enum { DEFAULT_KEEP = 10000 };

static void keep_problem(rsl_problems *problems, const rsl_problem *problem);
static const char *copy_path_or_message(rsl_problems *problems, const char *text);
static int compare(const kept_problem *a, const kept_problem *b);
static int compare_paths(const char *a, const char *b);
static int compare_digits(const char **a, const char **b);
static void sift_down(kept_problem *items, size_t root, size_t count);
static void swap(kept_problem *a, kept_problem *b);

rsl_status rsl_problems_new(const rsl_allocator *allocator, size_t keep, rsl_problems **out) {
  rsl_allocator from = rsl__allocator_or_default(allocator);
  *out = NULL;
  rsl_problems *problems = rsl__allocate_zeroed(&from, sizeof *problems);
  if (problems == NULL) return RSL_ERR_MEMORY;
  problems->allocator = from;
  problems->keep = keep > 0 ? keep : DEFAULT_KEEP;
  rsl__arena_init(&problems->texts, &from);
  rsl__names_init(&problems->names, &from);
  *out = problems;
  return RSL_OK;
}

void rsl_problems_free(rsl_problems *problems) {
  if (problems == NULL) return;
  rsl_allocator from = problems->allocator;
  rsl__release_array(&from, problems->items, problems->capacity, sizeof *problems->items);
  rsl__names_free(&problems->names);
  rsl__arena_free(&problems->texts);
  rsl__release(&from, problems, sizeof *problems);
}

void rsl_problems_add(rsl_problems *problems, const rsl_problem *problem) {
  problems->found[problem->severity == RSL_SEVERITY_WARNING ? 1 : 0]++;
  if (problems->count < problems->keep) keep_problem(problems, problem);
}

size_t rsl_problems_kept(const rsl_problems *problems) {
  return problems->count;
}

size_t rsl_problems_errors(const rsl_problems *problems) {
  return problems->found[0];
}

size_t rsl_problems_warnings(const rsl_problems *problems) {
  return problems->found[1];
}

const rsl_problem *rsl_problems_at(const rsl_problems *problems, size_t index) {
  return index < problems->count ? &problems->items[index].problem : NULL;
}

/* Heap sort: in place, never quadratic. It is not stable by itself, but no two problems are equal. */
void rsl_problems_sort(rsl_problems *problems) {
  size_t count = problems->count;
  for (size_t root = count / 2; root > 0; root--) sift_down(problems->items, root - 1, count);
  for (size_t end = count; end > 1; end--) {
    swap(&problems->items[0], &problems->items[end - 1]);
    sift_down(problems->items, 0, end - 1);
  }
}

size_t rsl_problem_format(const rsl_problem *problem, char *buffer, size_t size) {
  rsl__place place = { problem->file, problem->line, problem->column, problem->path };
  const char *severity = problem->severity == RSL_SEVERITY_WARNING ? "warning" : "error";
  return rsl__message_format(&place, severity, problem->message != NULL ? problem->message : "", buffer, size);
}

void rsl__problem(rsl_problems *problems, rsl_severity severity, const char *code, const rsl__place *place,
                  const char *format, ...) {
  static const rsl__place nowhere = { NULL, 0, 0, NULL };
  if (problems == NULL) return;
  if (place == NULL) place = &nowhere;
  char message[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(message, sizeof message, format, arguments);
  va_end(arguments);
  rsl_problem problem = { severity, code, place->file, place->line, place->column, place->path, message };
  rsl_problems_add(problems, &problem);
}

/* Nothing is kept of a problem whose texts find no memory: it has been counted. */
static void keep_problem(rsl_problems *problems, const rsl_problem *problem) {
  const char *file = problem->file != NULL ? problem->file : "";
  const char *code = problem->code != NULL ? problem->code : "";
  uint32_t file_id = 0;
  uint32_t code_id = 0;
  bool room = rsl__grow(&problems->allocator, &problems->items, &problems->capacity, problems->count + 1,
                        sizeof *problems->items);
  if (!room) return;
  if (rsl__names_add(&problems->names, file, strlen(file), &file_id) != RSL_OK) return;
  if (rsl__names_add(&problems->names, code, strlen(code), &code_id) != RSL_OK) return;
  kept_problem kept = { *problem, file_id, problems->count };
  kept.problem.file = rsl__names_text(&problems->names, file_id);
  kept.problem.code = rsl__names_text(&problems->names, code_id);
  kept.problem.path = copy_path_or_message(problems, problem->path);
  kept.problem.message = copy_path_or_message(problems, problem->message);
  if (kept.problem.path == NULL || kept.problem.message == NULL) return;
  problems->items[problems->count++] = kept;
}

static const char *copy_path_or_message(rsl_problems *problems, const char *text) {
  if (text == NULL || text[0] == '\0') return "";
  return rsl__arena_copy_text(&problems->texts, text, strlen(text));
}

static int compare(const kept_problem *a, const kept_problem *b) {
  if (a->file != b->file) return a->file < b->file ? -1 : 1;
  if (a->problem.line != b->problem.line) return a->problem.line < b->problem.line ? -1 : 1;
  if (a->problem.column != b->problem.column) return a->problem.column < b->problem.column ? -1 : 1;
  int order = compare_paths(a->problem.path, b->problem.path);
  if (order == 0) order = strcmp(a->problem.code, b->problem.code);
  if (order != 0) return order;
  return a->found < b->found ? -1 : a->found > b->found;
}

/* By bytes, but numbers by their value: `targets[9]` before `targets[10]`. */
static int compare_paths(const char *a, const char *b) {
  while (*a != '\0' && *b != '\0') {
    bool both_digits = *a >= '0' && *a <= '9' && *b >= '0' && *b <= '9';
    if (both_digits) {
      int order = compare_digits(&a, &b);
      if (order != 0) return order;
    } else {
      if (*a != *b) return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
      a++;
      b++;
    }
  }
  return (*a != '\0') - (*b != '\0');
}

static int compare_digits(const char **a, const char **b) {
  while (**a == '0') (*a)++;
  while (**b == '0') (*b)++;
  size_t a_length = strspn(*a, "0123456789");
  size_t b_length = strspn(*b, "0123456789");
  if (a_length != b_length) return a_length < b_length ? -1 : 1;
  int order = memcmp(*a, *b, a_length);
  *a += a_length;
  *b += b_length;
  return order;
}

static void sift_down(kept_problem *items, size_t root, size_t count) {
  for (;;) {
    size_t child = 2 * root + 1;
    if (child >= count) return;
    if (child + 1 < count && compare(&items[child], &items[child + 1]) < 0) child++;
    if (compare(&items[root], &items[child]) >= 0) return;
    swap(&items[root], &items[child]);
    root = child;
  }
}

static void swap(kept_problem *a, kept_problem *b) {
  kept_problem held = *a;
  *a = *b;
  *b = held;
}
