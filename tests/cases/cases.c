/* progress_cases FILE.json...: published cases against the library. Every miss is a line with what was got and what was
 * wanted; the last line is `n of m`; the exit is 1 where a case missed, 65 where a file is none of cases. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases/cases.h"

enum { EXIT_MISS = 1, EXIT_USAGE = 64, EXIT_BAD_FILE = 65 };

typedef struct tally {
  size_t cases;
  size_t right;
} tally;

static bool run_file(const char *file, tally *all);
static char *read_whole(const char *file);
static bool run_case(const char *file, const cJSON *written);
static void read_verdict(published_case *one, const cJSON *written);
static void handle(published_case *one);
static void print_members(const cJSON *object);
static const cJSON *wanted_of(published_case *one, const char *member);
static bool near_enough(double got, double wanted, double tolerance);

int main(int argc, char **argv) {
  tally all = { 0, 0 };
  bool readable = true;
  if (argc < 2) {
    fprintf(stderr, "usage: progress_cases FILE.json...\n");
    return EXIT_USAGE;
  }
  for (int i = 1; i < argc; i++) readable = run_file(argv[i], &all) && readable;
  printf("%zu of %zu\n", all.right, all.cases);
  if (fflush(stdout) != 0 || ferror(stdout)) return EXIT_FAILURE;
  if (!readable || all.cases == 0) return EXIT_BAD_FILE;
  return all.right == all.cases ? EXIT_SUCCESS : EXIT_MISS;
}

static bool run_file(const char *file, tally *all) {
  char *text = read_whole(file);
  cJSON *whole = text == NULL ? NULL : cJSON_Parse(text);
  const cJSON *targets = cJSON_GetObjectItemCaseSensitive(whole, "targets");
  const cJSON *cases = targets != NULL ? targets : whole;
  const cJSON *written = NULL;
  size_t others = 0;
  bool is_list = cJSON_IsArray(cases);
  if (!is_list) fprintf(stderr, "%s: cannot be read, or is no JSON array of cases\n", file);
  cJSON_ArrayForEach(written, cases) {
    if (targets != NULL && !vn_target_is_case(written)) {
      others++;
      continue;
    }
    all->cases++;
    if (run_case(file, written)) all->right++;
  }
  if (others > 0) printf("%s: no cases: %zu targets without a published verdict and its figure\n", file, others);
  cJSON_Delete(whole);
  free(text);
  return is_list;
}

static char *read_whole(const char *file) {
  FILE *in = fopen(file, "rb");
  char *text = NULL;
  size_t size = 0;
  size_t got = 0;
  if (in == NULL) return NULL;
  do {
    size += 1 << 16;
    char *larger = realloc(text, size + 1);
    if (larger == NULL) break;
    text = larger;
    got += fread(text + got, 1, size - got, in);
    text[got] = '\0';
  } while (got == size);
  (void)fclose(in);
  return text;
}

static bool run_case(const char *file, const cJSON *written) {
  published_case one = { .file = file, .name = text_of(written, "name") };
  one.inputs = cJSON_GetObjectItemCaseSensitive(written, "inputs");
  one.expected = cJSON_Duplicate(cJSON_GetObjectItemCaseSensitive(written, "expected"), true);
  if (has(written, "published_verdict")) read_verdict(&one, written);
  one.tolerance = number_of(written, "tolerance");
  if (isnan(one.tolerance)) one.tolerance = 0;
  if (cJSON_IsObject(one.inputs) && cJSON_IsObject(one.expected))
    handle(&one);
  else
    miss(&one, "a case has `inputs` and `expected`");
  cJSON_Delete(one.expected);
  return one.misses == 0;
}

/* A target with the verdict that was published of it: the whole of it is the inputs. */
static void read_verdict(published_case *one, const cJSON *written) {
  cJSON_Delete(one->expected);
  one->name = text_of(written, "id");
  one->inputs = written;
  one->expected = cJSON_CreateObject();
  (void)cJSON_AddStringToObject(one->expected, "published_verdict", text_of(written, "published_verdict"));
}

static void handle(published_case *one) {
  size_t tried = 0;
  while (case_handlers[tried] != NULL && !case_handlers[tried](one)) tried++;
  if (case_handlers[tried] == NULL) {
    miss(one, "no handler knows inputs of this shape:");
    print_members(one->inputs);
  } else if (one->expected->child != NULL) {
    miss(one, "published, and not compared:");
    print_members(one->expected);
  }
}

static void print_members(const cJSON *object) {
  const cJSON *member = NULL;
  cJSON_ArrayForEach(member, object) printf("    %s\n", member->string);
}

void miss(published_case *one, const char *format, ...) {
  va_list arguments;
  one->misses++;
  printf("%s: %s: ", one->file, one->name);
  va_start(arguments, format);
  (void)vprintf(format, arguments);
  va_end(arguments);
  printf("\n");
}

/* ---- What was published ---------------------------------------------------------------------------------------- */

static const cJSON *wanted_of(published_case *one, const char *member) {
  return cJSON_GetObjectItemCaseSensitive(one->expected, member);
}

void drop(published_case *one, const char *member) {
  cJSON_DeleteItemFromObjectCaseSensitive(one->expected, member);
}

bool expects(const published_case *one, const char *member) {
  return cJSON_GetObjectItemCaseSensitive(one->expected, member) != NULL;
}

static bool near_enough(double got, double wanted, double tolerance) {
  if (isnan(got) || isnan(wanted)) return isnan(got) && isnan(wanted);
  /* No double of that size is nearer than its own last digits. */
  return got == wanted || fabs(got - wanted) <= tolerance + fabs(wanted) * 1e-14;
}

void expect_number(published_case *one, const char *member, double got) {
  const cJSON *wanted = wanted_of(one, member);
  if (wanted == NULL) return;
  double number = number_value(wanted);
  bool is_number = cJSON_IsNumber(wanted) || cJSON_IsNull(wanted);
  if (!is_number || !near_enough(got, number, one->tolerance))
    miss(one, "%s: got %.17g, wanted %.17g", member, got, number);
  drop(one, member);
}

void expect_numbers(published_case *one, const char *member, const double *got, size_t count) {
  const cJSON *wanted = wanted_of(one, member);
  const cJSON *item = NULL;
  size_t at = 0;
  if (wanted == NULL) return;
  cJSON_ArrayForEach(item, wanted) {
    if (at < count && !near_enough(got[at], number_value(item), one->tolerance))
      miss(one, "%s[%zu]: got %.17g, wanted %.17g", member, at, got[at], number_value(item));
    at++;
  }
  if (at != count) miss(one, "%s: got %zu numbers, wanted %zu", member, count, at);
  drop(one, member);
}

void plain_word(const char *text, char out[WORD_SIZE]) {
  size_t length = 0;
  for (; *text != '\0' && length + 1 < WORD_SIZE; text++) {
    bool letter = *text >= 'A' && *text <= 'Z';
    bool blank = *text == ' ' || *text == '-';
    out[length++] = letter ? (char)(*text - 'A' + 'a') : blank ? '_' : *text;
  }
  out[length] = '\0';
}

void expect_word(published_case *one, const char *member, const char *got) {
  const cJSON *wanted = wanted_of(one, member);
  char plain[WORD_SIZE];
  if (wanted == NULL) return;
  plain_word(cJSON_IsString(wanted) ? wanted->valuestring : "null", plain);
  if (strcmp(got == NULL ? "null" : got, plain) != 0)
    miss(one, "%s: got %s, wanted %s", member, got == NULL ? "null" : got, plain);
  drop(one, member);
}

void expect_refusal(published_case *one, bool refused) {
  if (!expects(one, "error")) return;
  if (!refused) miss(one, "error: got an answer, wanted %s", text_of(one->expected, "error"));
  drop(one, "error");
  drop(one, "message");
}

/* ---- Inputs ------------------------------------------------------------------------------------------------------ */

bool has(const cJSON *object, const char *member) {
  const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, member);
  return value != NULL && !cJSON_IsNull(value);
}

double number_value(const cJSON *value) {
  if (cJSON_IsNumber(value)) return value->valuedouble;
  if (!cJSON_IsString(value) || value->valuestring[0] == '\0') return NAN;
  char *end = NULL;
  double number = strtod(value->valuestring, &end);
  return *end == '\0' ? number : NAN;
}

double number_of(const cJSON *object, const char *member) {
  return number_value(cJSON_GetObjectItemCaseSensitive(object, member));
}

const char *text_of(const cJSON *object, const char *member) {
  const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, member);
  return cJSON_IsString(value) ? value->valuestring : "";
}

size_t numbers_of(const cJSON *object, const char *member, double *out, size_t room) {
  const cJSON *item = NULL;
  size_t count = 0;
  cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(object, member)) {
    if (count < room) out[count++] = number_value(item);
  }
  return count;
}
