/* One published case: its inputs, what was published, and what the library gives, compared member by member. */
#ifndef RSL_TESTS_CASES_H
#define RSL_TESTS_CASES_H

#include <stdbool.h>
#include <stddef.h>

#include <cjson/cJSON.h>

#include <resolution/resolution.h>

typedef struct published_case {
  const char *file;
  const char *name;
  const cJSON *inputs;
  cJSON *expected;  /* a copy: each member leaves it when it is compared, and what is left at the end is a miss */
  double tolerance; /* absolute */
  int misses;       /* of this case; each was printed */
} published_case;

/* A handler of one publisher's shapes. It says false, and touches nothing, where the inputs have another shape. */
typedef bool handle_case(published_case *one);

/* One source each. A new publisher is a source here and a line in dispatch.c. */
handle_case handle_sdg_build; /* Eurostat and Open SDG */
handle_case handle_unsd;
handle_case handle_escap;
handle_case handle_sdsn;
handle_case handle_vn_target;
handle_case handle_forecast;
handle_case handle_coinr;

/* Every handler, in the order in which they are asked; the last is NULL. */
extern handle_case *const case_handlers[];

/* ---- What was published ---------------------------------------------------------------------------------------- */

/* The member is compared with what the library gives. A number that there is none of is NaN, null in the file. */
void expect_number(published_case *one, const char *member, double got);
/* As words: `On Track`, `On-track` and `on_track` are the same; NULL is null. */
void expect_word(published_case *one, const char *member, const char *got);
enum { WORD_SIZE = 96 };
/* In small letters, with `_` between words. */
void plain_word(const char *text, char out[WORD_SIZE]);
/* An array of numbers. */
void expect_numbers(published_case *one, const char *member, const double *got, size_t count);
/* The publisher's own program failed here: the library must have refused, too. The member `message` goes with it. */
void expect_refusal(published_case *one, bool refused);
void drop(published_case *one, const char *member); /* it was compared */
/* Of a list of targets: is a verdict of it published, and the figure that it was given on? */
bool vn_target_is_case(const cJSON *written);
bool expects(const published_case *one, const char *member);
bool refused(const rsl_assessment *got); /* no rating, and a reason */
/* A miss in the handler's own words. */
void miss(published_case *one, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- Inputs ------------------------------------------------------------------------------------------------------ */

bool has(const cJSON *object, const char *member); /* there, and not null */
/* A number, or a text that is one; NaN where it is null, not there, or no number. */
double number_of(const cJSON *object, const char *member);
double number_value(const cJSON *value);
const char *text_of(const cJSON *object, const char *member); /* "" where it is none */
/* The numbers of an array, at most `room` of them. */
size_t numbers_of(const cJSON *object, const char *member, double *out, size_t room);

/* The members are all of this list, which ends with NULL; a miss for each that is not. */
bool only_members(published_case *one, const cJSON *object, const char *const *known);
rsl_direction direction_of(const char *word); /* `positive`, `increase`, `not decrease`… */
/* The class of a publisher's word, among those from `first` on; NONE where there is none. */
rsl_class class_of(const char *word, rsl_class first);

enum { MOST_POINTS = 512 };

/* A series and the room for its points. */
typedef struct case_series {
  rsl_series series;
  rsl_point points[MOST_POINTS];
} case_series;

void begin_series(case_series *one);
/* One more point, put where it belongs in time; what is there already twice is passed over. */
void add_point(case_series *one, double year, double value);

#endif
