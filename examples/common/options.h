/** @file
 *  @brief The command line of every program: one table of options, each with the programs that take it.
 */
#ifndef EXAMPLES_OPTIONS_H
#define EXAMPLES_OPTIONS_H

#include <resolution/resolution.h>

/** The exit codes of programs.md. */
enum {
  EXIT_DONE = 0,
  EXIT_DOES_NOT_HOLD = 1, /**< done, and what was asked about does not hold */
  EXIT_USAGE = 64,
  EXIT_DATA = 65,
  EXIT_NO_INPUT = 66,
  EXIT_INTERNAL = 70,
  EXIT_IO = 74
};

/** The programs, as bits: an option names those that take it. */
typedef enum program_id {
  PROGRAM_CHECK = 1 << 0,
  PROGRAM_ROLLUP = 1 << 1,
  PROGRAM_REVIEW = 1 << 2,
  PROGRAM_RECONCILE = 1 << 3,
  PROGRAM_EXPLAIN = 1 << 4,
  PROGRAM_CASCADE = 1 << 5,
  PROGRAM_CAMPAIGN = 1 << 6,
  PROGRAM_ALL = (1 << 7) - 1, /**< those that read a plan */
  PROGRAM_PROGRESS = 1 << 7
} program_id;

/** What a program is, for `--help` and `--version`. */
typedef struct cli_program {
  program_id id;
  const char *name;    /**< `resolution-review` */
  const char *purpose; /**< one line */
} cli_program;

/** The texts given to an option that may be repeated; they live as long as the command line. */
typedef struct text_list {
  const char **items;
  size_t count;
} text_list;

typedef enum output_format { OUTPUT_TABLE, OUTPUT_CSV, OUTPUT_TSV, OUTPUT_JSON, OUTPUT_JSONL } output_format;
typedef enum progress_mode { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER } progress_mode;

/** Everything that can be said on a command line. */
typedef struct cli_settings {
  const cli_program *program;
  /* what is read */
  const char *plan;
  text_list measurements;
  rsl_plan_read_options plan_options;
  rsl_measurements_read_options read_options;
  rsl_cube_options cube_options;
  const char *rejects;
  size_t max_problems;
  /* which rows */
  text_list units;
  text_list levels;
  text_list indicators;
  text_list resolutions;
  text_list goals;
  text_list fields;
  text_list periods;
  /* what is computed */
  rsl_period_type every;
  unsigned threads;   /**< 0: as many as there are processors */
  rsl_date to_date;   /**< RSL_DATE_NONE: longer periods whole */
  rsl_date structure; /**< RSL_DATE_NONE: each period along its own */
  rsl_date as_of;
  rsl_date compare;        /**< the day of an earlier review; RSL_DATE_NONE: none */
  const char *campaign;    /**< a code; NULL: the only one of the plan */
  const char *submissions; /**< where the steps of reports stand; NULL: nowhere */
  rsl_date on;             /**< the day of the roll call; RSL_DATE_NONE: of the latest step */
  bool findings;           /**< what a campaign found, and what answers it */
  bool remind;             /**< only those to remind */
  bool review;             /**< also what a review lacks, and what can hardly be true */
  bool bounds;             /**< also what figures could be (R11) */
  bool forecast;
  bool why; /**< who makes a target's gap, instead of the figures that it rests on */
  bool has_tolerance;
  rsl_decimal tolerance;
  const char *target;
  const char *rank; /**< the indicator that units are ranked on; NULL: none */
  rsl_ranking_by rank_by;
  const char *propose; /**< by what a target is shared out; NULL: not */
  text_list what_ifs;  /**< UNIT=VALUE */
  uint32_t most;       /**< units listed under each, where `has_most`; 0: all */
  bool has_most;
  bool below;    /**< also the units below those that are named */
  bool children; /**< also those directly below */
  bool fail_on[RSL_RATING_END];
  /* by which method */
  bool has_method;           /**< a published one, `method`; else `path` */
  rsl_method_options method; /**< with the parameters in it */
  rsl_series_rule series_rule;
  text_list parameters; /**< NAME=VALUE */
  /* bare series: what is asked of those that say nothing of it themselves */
  const char *targets; /**< a file of targets; NULL: none */
  rsl_decimal value;   /**< the value to reach */
  rsl_period by;
  rsl_period baseline;
  rsl_direction direction;
  rsl_decimal limit;
  bool has_value; /**< is there a `value`? */
  bool has_limit; /**< is there a `limit`? */
  /* what is written */
  output_format format;
  const char *output;
  const char *save_cube; /**< where a snapshot goes; NULL: nowhere */
  rsl_language language;
  bool language_is_given; /**< by `--lang`: csv, tsv and json do not follow the environment */
  bool wide;
  bool names;
  bool reasons;
  bool summary;
  bool differs; /**< only targets of which another verdict was published */
  bool quiet;
  progress_mode progress;
} cli_settings;

/** Read the command line. @return -1 to go on, else the exit code: `--help` and `--version` are done, and a mistake
 *  has been told. The settings are to be freed with settings_free() in every case. */
int settings_read(cli_settings *settings, const cli_program *program, int argument_count, char **arguments);
void settings_free(cli_settings *settings);

#endif
