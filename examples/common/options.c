#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "method_values.h"
#include "option_values.h"
#include "output.h"

typedef struct cli_option {
  const char *name;
  const char *value; /* what `--help` calls it; NULL: the option takes none */
  unsigned programs; /* program_id bits */
  const char *help;
  const char *unless; /* the default, for `--help`; NULL: none */
  take_value *take;
} cli_option;

enum {
  FIGURES = PROGRAM_ROLLUP | PROGRAM_RECONCILE,
  SELECTING = PROGRAM_ROLLUP | PROGRAM_REVIEW | PROGRAM_RECONCILE | PROGRAM_CASCADE,
  NOT_CHECK = PROGRAM_ALL & ~PROGRAM_CHECK,
  MEASURED = PROGRAM_ALL & ~PROGRAM_CAMPAIGN, /* what reads figures */
  EVERY = PROGRAM_ALL | PROGRAM_PROGRESS
};

static const cli_option options[] = {
  { "--review", NULL, PROGRAM_CHECK, "also whether a review is complete, and whether its figures can be believed", NULL,
    take_review },
  { "--as-of", "DATE", PROGRAM_CHECK | PROGRAM_REVIEW | PROGRAM_EXPLAIN | PROGRAM_CASCADE, "review as of this day",
    "the last day of the latest period with a figure", take_as_of },
  { "--target", "CODE", PROGRAM_EXPLAIN | PROGRAM_CASCADE, "only this target", NULL, take_target },
  { "--propose", "BASIS", PROGRAM_CASCADE, "share --target out: equal, growth, or an indicator to be in proportion to",
    NULL, take_propose },
  { "--why", NULL, PROGRAM_EXPLAIN, "with --target: each unit's part in the gap, largest first, instead of the rows",
    NULL, take_why },
  { "--what-if", "UNIT=VALUE", PROGRAM_EXPLAIN,
    "with --target: where it would stand if the unit had this figure, or =target: its own target (repeatable)", NULL,
    take_what_if },
  { "--most", "N", PROGRAM_EXPLAIN, "with --why: list this many units under each; 0: all", "3 in tables, else all",
    take_most },
  { "--target", "X", PROGRAM_PROGRESS, "the value to reach, of series without their own", NULL, take_value_to_reach },
  { "--by", "PERIOD", PROGRAM_PROGRESS, "at whose end it is due", "the method's target year", take_by },
  { "--baseline", "PERIOD", PROGRAM_PROGRESS, "from when progress is counted",
    "the method's base year; of path the first figure", take_baseline },
  { "--as-of", "DATE", PROGRAM_PROGRESS, "leave out figures of periods that end later", "all count", take_as_of },
  { "--direction", "WHICH", PROGRAM_PROGRESS, "increase or decrease: which way is better",
    "from the baseline to the target", take_direction },
  { "--limit", "X", PROGRAM_PROGRESS, "the value that nature sets an end to progress at", "none", take_limit },
  { "--targets", "FILE", PROGRAM_PROGRESS, "targets of series: series,target,by,baseline,direction,limit", "none",
    take_targets },
  { "--method", "NAME", PROGRAM_PROGRESS | PROGRAM_REVIEW,
    "path, eurostat, opensdg, unsd, escap, sdsn, oecd, istat or achievement", "path", take_method },
  { "--param", "NAME=VALUE", PROGRAM_PROGRESS | PROGRAM_REVIEW, "a parameter of the method, listed below (repeatable)",
    NULL, take_param },
  { "--campaign", "CODE", PROGRAM_CAMPAIGN | PROGRAM_REVIEW | PROGRAM_CHECK,
    "the campaign; a review is then as of its day; resolution-review has its targets alone, with its findings",
    "the only one of the plan, where one is needed", take_campaign },
  { "--submissions", "FILE", PROGRAM_CAMPAIGN | PROGRAM_CHECK, "the steps of reports: unit,campaign,state,at,by,reason",
    "none", take_submissions },
  { "--on", "DATE", PROGRAM_CAMPAIGN, "as things stand on this day", "the day of the latest step", take_on },
  { "--findings", NULL, PROGRAM_CAMPAIGN, "what it found, and what answers that, instead", NULL, take_findings },
  { "--remind", NULL, PROGRAM_CAMPAIGN, "only units to remind", NULL, take_remind },
  { "--every", "TYPE", PROGRAM_ROLLUP, "year, half, nine_months, quarter, month or day: the periods to roll up to",
    "the indicator's frequency", take_every },
  { "--structure", "DATE", PROGRAM_ROLLUP | PROGRAM_EXPLAIN,
    "all along the structure of this day; period: each along its own", "period", take_structure },
  { "--bounds", NULL, PROGRAM_ROLLUP, "also what figures could be with the missing units, in csv, tsv and json", NULL,
    take_bounds },
  { "--to-date", "DATE", PROGRAM_ROLLUP, "of longer periods only the parts that ended by this day: the year to date",
    "all parts", take_to_date },
  { "--tolerance", "X", PROGRAM_RECONCILE, "differences up to this are not told",
    "0, or half the last digit for rounded figures", take_tolerance },
  { "--rank", "INDICATOR", PROGRAM_REVIEW,
    "the units below --unit, or of --level, in the order of their figures for it, instead", NULL, take_rank },
  { "--rank-by", "WHAT", PROGRAM_REVIEW, "with --rank: value, or by each unit's target progress, achieved or of_target",
    "value", take_rank_by },
  { "--period", "P", PROGRAM_REVIEW, "with --rank: the figures of this period",
    "the latest in which enough of the units have one", take_period },
  { "--structure", "DATE", PROGRAM_REVIEW, "with --rank: the units of this day, and figures carried to them",
    "the last day of the period", take_structure },
  { "--compare", "DATE", PROGRAM_REVIEW, "what changed since a review as of this day, as it was known then", NULL,
    take_compare },
  { "--differs", NULL, PROGRAM_REVIEW, "only targets of which another verdict was published", NULL, take_differs },
  { "--summary", NULL, PROGRAM_REVIEW, "only the headline, by resolution and field", NULL, take_summary },
  { "--reasons", NULL, PROGRAM_REVIEW, "the reason under every row of the table", "under those not on track",
    take_reasons },
  { "--forecast", NULL, PROGRAM_REVIEW | PROGRAM_EXPLAIN, "use figures of periods still running", NULL, take_forecast },
  { "--fail-on", "RATING[,RATING]", PROGRAM_REVIEW, "exit 1 where a target has this rating or a worse one", NULL,
    take_fail_on },
  { "--unit", "REF", NOT_CHECK, "only this unit (repeatable)", "all", take_unit },
  { "--below", NULL, SELECTING | PROGRAM_CAMPAIGN, "and all units below it", NULL, take_below },
  { "--children", NULL, SELECTING | PROGRAM_CAMPAIGN, "and the units directly below it", NULL, take_children },
  { "--level", "CODE", SELECTING | PROGRAM_CAMPAIGN, "only units of this level (repeatable)", "all", take_level },
  { "--indicator", "CODE", NOT_CHECK &MEASURED, "only this indicator (repeatable)", "all", take_indicator },
  { "--resolution", "CODE", PROGRAM_REVIEW | PROGRAM_CASCADE, "only targets of this resolution (repeatable)", "all",
    take_resolution },
  { "--goal", "CODE", PROGRAM_REVIEW | PROGRAM_CASCADE, "only targets of this goal (repeatable)", "all", take_goal },
  { "--field", "CODE", SELECTING, "only targets or indicators of this field (repeatable)", "all", take_field },
  { "--period", "P or P..P", FIGURES | PROGRAM_EXPLAIN, "only this period, or these (repeatable)",
    "from the first to the last with a figure", take_period },
  { "--as-known", "DATE", MEASURED, "leave out what was reported after this day", "nothing is left out",
    take_as_known },
  { "--on-duplicate", "WHICH", MEASURED, "last, first or sum, where a figure is given twice", "an error",
    take_on_duplicate },
  { "--skip-bad", NULL, MEASURED, "leave out bad rows and go on", NULL, take_skip_bad },
  { "--rejects", "FILE", MEASURED, "keep the bad rows, with the reason, in this file", NULL, take_rejects },
  { "--decimal", "MARK", EVERY, "the decimal mark of the tables and measurements", ".", take_decimal },
  { "--thousands", "MARK", EVERY, "their thousands mark", "none", take_thousands },
  { "--date-order", "ORDER", PROGRAM_ALL, "iso (2023-06-30) or dmy (30/06/2023)", "iso", take_date_order },
  { "--max-size", "BYTES", PROGRAM_ALL, "the longest plan", "268435456", take_max_size },
  { "--max-line", "BYTES", EVERY, "the longest row", "1048576", take_max_line },
  { "--max-depth", "N", PROGRAM_ALL, "the deepest nesting of a plan", "64", take_max_depth },
  { "--max-problems", "N", EVERY, "how many problems to print", "20; of resolution-check, 100000", take_max_problems },
  { "--save-cube", "FILE", PROGRAM_CHECK | PROGRAM_ROLLUP,
    "keep what was read as a snapshot, which is read in no time in place of the measurements", NULL, take_save_cube },
  { "--format", "FORMAT", EVERY, "table, csv, tsv, json or jsonl", "table", take_format },
  { "--output", "FILE", EVERY, "write here, whole or not at all", "standard output", take_output },
  { "--lang", "vi|en", EVERY, "the language of words for people",
    "from LC_ALL, LC_MESSAGES, LANG; of reasons in csv, tsv and json en", take_language },
  { "--wide", NULL, EVERY, "cut nothing to fit 80 columns", NULL, take_wide },
  { "--names", NULL, SELECTING | PROGRAM_CAMPAIGN, "add unit_name and indicator_name to csv, tsv and json", NULL,
    take_names },
  { "--threads", "N", MEASURED, "how many may work at a time; they change no figure", "the processors there are",
    take_threads },
  { "--quiet", NULL, EVERY, "no counts and no progress on standard error", NULL, take_quiet },
  { "--progress", "WHEN", MEASURED, "auto, always or never", "auto: in a terminal, after a second", take_progress },
  { "--help", NULL, EVERY, "print this and end", NULL, NULL },
  { "--version", NULL, EVERY, "print the version and end", NULL, NULL },
};
enum { OPTIONS = sizeof options / sizeof options[0], HELP_COLUMN = 26 };

static void set_defaults(cli_settings *settings, const cli_program *program);
static rsl_language language_of_environment(void);
static bool allocate_lists(cli_settings *settings, int argument_count);
static void take_file(cli_settings *settings, const char *name);
static int take_argument(cli_settings *settings, char **arguments, int argument_count, int *index);
static const cli_option *find_option(const cli_settings *settings, const char *name, size_t length);
static int refuse_option(const cli_settings *settings, const char *name);
static int refuse_value(const cli_settings *settings, const cli_option *option, const char *value, const char *wanted);
static int usage_error(const cli_settings *settings);
static int check_settings(cli_settings *settings);
static int check_parameters(cli_settings *settings);
static int check_review(cli_settings *settings);
static int check_rank(const cli_settings *settings);
static int check_progress(cli_settings *settings);
static size_t standard_inputs(const cli_settings *settings);
static int check_explain(const cli_settings *settings);
static int print_help(const cli_settings *settings);
static void print_inputs(const cli_settings *settings);
static void print_parameters(const cli_settings *settings);
static void print_parameter(const char *name, const char *values, const char *value, const char *meaning,
                            const char *standing, rsl_language language);
static void print_option(const cli_option *option, rsl_language language);
static size_t print_wrapped(const char *text, size_t column, int indent);
static int print_version(const cli_settings *settings);
static int end_of_print(const cli_settings *settings);
static unsigned distance(const char *a, const char *b);

int settings_read(cli_settings *settings, const cli_program *program, int argument_count, char **arguments) {
  output_prepare();
  set_defaults(settings, program);
  if (!allocate_lists(settings, argument_count)) {
    fprintf(stderr, "%s: out of memory\n", program->name);
    return EXIT_INTERNAL;
  }
  bool only_files = false;
  for (int i = 1; i < argument_count; i++) {
    if (only_files || arguments[i][0] != '-' || arguments[i][1] == '\0') {
      take_file(settings, arguments[i]);
      continue;
    }
    if (strcmp(arguments[i], "--") == 0) {
      only_files = true;
      continue;
    }
    if (strcmp(arguments[i], "--help") == 0) return print_help(settings);
    if (strcmp(arguments[i], "--version") == 0) return print_version(settings);
    int exit_code = take_argument(settings, arguments, argument_count, &i);
    if (exit_code >= 0) return exit_code;
  }
  if (settings->format != OUTPUT_TABLE && !settings->language_is_given) settings->language = RSL_LANGUAGE_ENGLISH;
  return check_settings(settings);
}

void settings_free(cli_settings *settings) {
  text_list *lists[] = { &settings->measurements, &settings->units,     &settings->levels, &settings->indicators,
                         &settings->resolutions,  &settings->goals,     &settings->fields, &settings->periods,
                         &settings->what_ifs,     &settings->parameters };
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) free(lists[i]->items);
  memset(settings, 0, sizeof *settings);
}

/* ---- Defaults -------------------------------------------------------------------------------------------- */

static void set_defaults(cli_settings *settings, const cli_program *program) {
  memset(settings, 0, sizeof *settings);
  settings->program = program;
  settings->plan_options = (rsl_plan_read_options)RSL_PLAN_READ_OPTIONS_INIT;
  settings->read_options = (rsl_measurements_read_options)RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  settings->read_options.threads = 0; /* as many as there are processors */
  settings->cube_options = (rsl_cube_options)RSL_CUBE_OPTIONS_INIT;
  settings->cube_options.threads = 0;
  settings->as_of = RSL_DATE_NONE;
  settings->compare = RSL_DATE_NONE;
  settings->series_rule = (rsl_series_rule)RSL_SERIES_RULE_INIT;
  settings->structure = RSL_DATE_NONE;
  settings->to_date = RSL_DATE_NONE;
  settings->on = RSL_DATE_NONE;
  settings->max_problems = program->id == PROGRAM_CHECK ? 100000 : 20;
  settings->language = language_of_environment();
}

/* Only programs read the environment; the library is told. */
static rsl_language language_of_environment(void) {
  static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
  rsl_language language = RSL_LANGUAGE_ENGLISH;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *value = getenv(names[i]);
    if (value == NULL || *value == '\0') continue;
    return rsl_language_parse(value, &language) ? language : RSL_LANGUAGE_ENGLISH;
  }
  return language;
}

/* No list can be longer than the command line. */
static bool allocate_lists(cli_settings *settings, int argument_count) {
  text_list *lists[] = { &settings->measurements, &settings->units,     &settings->levels, &settings->indicators,
                         &settings->resolutions,  &settings->goals,     &settings->fields, &settings->periods,
                         &settings->what_ifs,     &settings->parameters };
  bool good = true;
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
    lists[i]->items = calloc((size_t)argument_count + 1, sizeof *lists[i]->items);
    good = good && lists[i]->items != NULL;
  }
  return good;
}

/* ---- Arguments ------------------------------------------------------------------------------------------- */

static void take_file(cli_settings *settings, const char *name) {
  if (settings->plan == NULL) {
    settings->plan = name;
  } else {
    settings->measurements.items[settings->measurements.count++] = name;
  }
}

/* -1 to go on. `--name VALUE` and `--name=VALUE` are the same. */
static int take_argument(cli_settings *settings, char **arguments, int argument_count, int *index) {
  const char *argument = arguments[*index];
  const char *equals = strchr(argument, '=');
  const cli_option *option =
      find_option(settings, argument, equals == NULL ? strlen(argument) : (size_t)(equals - argument));
  if (option == NULL) return refuse_option(settings, argument);
  const char *value = equals == NULL ? NULL : equals + 1;
  if (option->value == NULL && value != NULL) {
    fprintf(stderr, "%s: `%s` takes no value\n", settings->program->name, option->name);
    return usage_error(settings);
  }
  if (option->value != NULL && value == NULL) {
    if (*index + 1 >= argument_count) {
      fprintf(stderr, "%s: `%s` wants a value: %s\n", settings->program->name, option->name, option->value);
      return usage_error(settings);
    }
    value = arguments[++*index];
  }
  const char *wanted = option->value;
  return option->take(settings, value, &wanted) ? -1 : refuse_value(settings, option, value, wanted);
}

static const cli_option *find_option(const cli_settings *settings, const char *name, size_t length) {
  for (size_t i = 0; i < OPTIONS; i++) {
    const cli_option *option = &options[i];
    bool taken = (option->programs & settings->program->id) != 0 && option->take != NULL;
    if (taken && strlen(option->name) == length && memcmp(option->name, name, length) == 0) return option;
  }
  return NULL;
}

static int refuse_option(const cli_settings *settings, const char *name) {
  const char *nearest = NULL;
  unsigned least = 4; /* further away it would be a guess */
  for (size_t i = 0; i < OPTIONS; i++) {
    if ((options[i].programs & settings->program->id) == 0) continue;
    unsigned away = distance(name, options[i].name);
    if (away >= least) continue;
    least = away;
    nearest = options[i].name;
  }
  if (nearest != NULL) {
    fprintf(stderr, "%s: unknown option `%s`: did you mean `%s`?\n", settings->program->name, name, nearest);
  } else {
    fprintf(stderr, "%s: unknown option `%s`\n", settings->program->name, name);
  }
  return usage_error(settings);
}

static int refuse_value(const cli_settings *settings, const cli_option *option, const char *value, const char *wanted) {
  fprintf(stderr, "%s: `%s` wants %s, not `%s`\n", settings->program->name, option->name, wanted, value);
  return usage_error(settings);
}

static int usage_error(const cli_settings *settings) {
  fprintf(stderr, "%s --help lists the options\n", settings->program->name);
  return EXIT_USAGE;
}

static int check_settings(cli_settings *settings) {
  const char *name = settings->program->name;
  bool bare = settings->program->id == PROGRAM_PROGRESS;
  if (settings->plan == NULL) {
    fprintf(stderr, "%s: the %s missing: %s [options] %s\n", name, bare ? "series are" : "plan is", name,
            bare ? "SERIES" : "PLAN [MEASUREMENTS...]");
    return usage_error(settings);
  }
  if (bare) return check_progress(settings);
  if (settings->rejects != NULL && !settings->cube_options.skip_bad) {
    fprintf(stderr, "%s: `--rejects` goes with `--skip-bad`\n", name);
    return usage_error(settings);
  }
  if ((settings->below || settings->children) && settings->units.count == 0) {
    fprintf(stderr, "%s: `--below` and `--children` go with `--unit`\n", name);
    return usage_error(settings);
  }
  if (settings->program->id == PROGRAM_CAMPAIGN && settings->measurements.count > 0) {
    fprintf(stderr, "%s: it takes no measurements: the steps of reports are named by `--submissions`\n", name);
    return usage_error(settings);
  }
  bool reviews = settings->as_of != RSL_DATE_NONE || settings->submissions != NULL || settings->campaign != NULL;
  if (settings->program->id == PROGRAM_CHECK && reviews && !settings->review) {
    fprintf(stderr, "%s: `--as-of`, `--campaign` and `--submissions` go with `--review`\n", name);
    return usage_error(settings);
  }
  if (settings->findings && settings->remind) {
    fprintf(stderr, "%s: `--findings` and `--remind` are two lists: ask for one\n", name);
    return usage_error(settings);
  }
  if (settings->review && settings->measurements.count == 0) {
    fprintf(stderr, "%s: `--review` needs measurements\n", name);
    return usage_error(settings);
  }
  if (standard_inputs(settings) > 1) {
    fprintf(stderr, "%s: standard input `-` can be read once\n", name);
    return usage_error(settings);
  }
  if (settings->rejects != NULL && settings->output != NULL && strcmp(settings->rejects, settings->output) == 0) {
    fprintf(stderr, "%s: `--rejects` and `--output` name the same file\n", name);
    return usage_error(settings);
  }
  if (settings->save_cube != NULL && settings->output != NULL && strcmp(settings->save_cube, settings->output) == 0) {
    fprintf(stderr, "%s: `--save-cube` and `--output` name the same file\n", name);
    return usage_error(settings);
  }
  if (settings->propose != NULL && settings->target == NULL) {
    fprintf(stderr, "%s: `--propose` goes with `--target`\n", name);
    return usage_error(settings);
  }
  if (settings->program->id == PROGRAM_REVIEW) return check_review(settings);
  return settings->program->id == PROGRAM_EXPLAIN ? check_explain(settings) : -1;
}

static int check_parameters(cli_settings *settings) {
  rsl_error error = RSL_ERROR_INIT;
  if (set_parameters(settings, &error)) return -1;
  fprintf(stderr, "%s: %s\n", settings->program->name, error.text);
  return usage_error(settings);
}

static int check_review(cli_settings *settings) {
  const char *name = settings->program->name;
  if (settings->summary && settings->reasons) {
    fprintf(stderr, "%s: `--summary` has no reasons\n", name);
    return usage_error(settings);
  }
  if (settings->summary && settings->compare != RSL_DATE_NONE) {
    fprintf(stderr, "%s: `--compare` and `--summary` are two different results\n", name);
    return usage_error(settings);
  }
  if (settings->differs && (settings->summary || settings->compare != RSL_DATE_NONE)) {
    fprintf(stderr, "%s: `--differs` lists targets, and goes with neither `--summary` nor `--compare`\n", name);
    return usage_error(settings);
  }
  int exit_code = check_rank(settings);
  return exit_code < 0 ? check_parameters(settings) : exit_code;
}

static int check_rank(const cli_settings *settings) {
  const char *name = settings->program->name;
  bool ranks = settings->rank != NULL;
  bool fails = false;
  for (int rating = 0; rating < RSL_RATING_END; rating++) fails = fails || settings->fail_on[rating];
  if (!ranks && (settings->rank_by != RSL_RANKING_BY_VALUE || settings->periods.count > 0 ||
                 settings->structure != RSL_DATE_NONE)) {
    fprintf(stderr, "%s: `--rank-by`, `--period` and `--structure` go with `--rank`\n", name);
    return usage_error(settings);
  }
  if (ranks && (settings->summary || settings->reasons || settings->differs || settings->has_method || fails ||
                settings->below || settings->children || settings->indicators.count > 0)) {
    fprintf(stderr,
            "%s: `--rank` is another result: `--summary`, `--reasons`, `--differs`, `--method`, `--fail-on`, "
            "`--below`, `--children` and `--indicator` do not go with it\n",
            name);
    return usage_error(settings);
  }
  if (ranks && (settings->units.count > 1 || settings->levels.count > 1 || settings->periods.count > 1)) {
    fprintf(stderr, "%s: `--rank` takes one `--unit`, one `--level` and one `--period`\n", name);
    return usage_error(settings);
  }
  if (ranks && settings->rank_by != RSL_RANKING_BY_VALUE && settings->structure != RSL_DATE_NONE) {
    fprintf(stderr,
            "%s: only figures are carried to another `--structure`, targets are not: it goes with `--rank-by` value\n",
            name);
    return usage_error(settings);
  }
  return -1;
}

static size_t standard_inputs(const cli_settings *settings) {
  size_t count = strcmp(settings->plan, "-") == 0 ? 1 : 0;
  if (settings->submissions != NULL && strcmp(settings->submissions, "-") == 0) count++;
  for (size_t i = 0; i < settings->measurements.count; i++) {
    if (strcmp(settings->measurements.items[i], "-") == 0) count++;
  }
  return count;
}

static int check_progress(cli_settings *settings) {
  const char *name = settings->program->name;
  bool twice = strcmp(settings->plan, "-") == 0 && settings->targets != NULL && strcmp(settings->targets, "-") == 0;
  if (settings->measurements.count > 0 || twice) {
    fprintf(stderr, "%s: one file of series is read at a time%s\n", name, twice ? ", and standard input `-` once" : "");
    return usage_error(settings);
  }
  return check_parameters(settings);
}

/* Either one figure or one rating. */
static int check_explain(const cli_settings *settings) {
  size_t parts = settings->units.count + settings->indicators.count + settings->periods.count;
  bool figure = settings->units.count == 1 && settings->indicators.count == 1 && settings->periods.count == 1 &&
                settings->target == NULL;
  bool rating = settings->target != NULL && parts == 0;
  if (rating && settings->structure != RSL_DATE_NONE) {
    fprintf(stderr, "%s: `--structure` goes with one figure, not with `--target`\n", settings->program->name);
    return usage_error(settings);
  }
  if (settings->what_ifs.count > 0 && (settings->target == NULL || settings->why)) {
    fprintf(stderr, "%s: `--what-if` goes with `--target`, and not with `--why`\n", settings->program->name);
    return usage_error(settings);
  }
  if ((settings->why && settings->target == NULL) || (settings->has_most && !settings->why)) {
    fprintf(stderr, "%s: `--why` goes with `--target`, `--most` with `--why`\n", settings->program->name);
    return usage_error(settings);
  }
  if (figure || rating) return -1;
  fprintf(stderr, "%s: name one figure with `--unit`, `--indicator` and `--period`, or one rating with `--target`\n",
          settings->program->name);
  return usage_error(settings);
}

/* ---- Help ------------------------------------------------------------------------------------------------ */

static int print_help(const cli_settings *settings) {
  rsl_language language = settings->language;
  printf("%s: ", settings->program->name);
  print_wrapped(rsl_translate(language, settings->program->purpose), strlen(settings->program->name) + 2, 4);
  print_inputs(settings);
  printf("\n\n");
  for (size_t i = 0; i < OPTIONS; i++) {
    if ((options[i].programs & settings->program->id) != 0) print_option(&options[i], language);
  }
  if ((settings->program->id & (PROGRAM_PROGRESS | PROGRAM_REVIEW)) != 0) print_parameters(settings);
  return end_of_print(settings);
}

static void print_inputs(const cli_settings *settings) {
  bool bare = settings->program->id == PROGRAM_PROGRESS;
  bool measured = (settings->program->id & MEASURED) != 0;
  const char *inputs =
      "PLAN is a JSON file, MEASUREMENTS are CSV or JSON lines, any of them packed by gzip or zstd; - is standard input.";
  if (!measured) inputs = "PLAN is a JSON file, packed by gzip or zstd or as it is; - is standard input.";
  if (bare)
    inputs = "SERIES is CSV or JSON lines with the columns series,period,value or period,value; - is standard input.";
  printf("\n\n%s [options] %s%s\n\n", settings->program->name, bare ? "SERIES" : "PLAN",
         measured ? " [MEASUREMENTS...]" : "");
  print_wrapped(rsl_translate(settings->language, inputs), 0, 0);
}

/* Every parameter of every method, with its default and what is known of that. */
static void print_parameters(const cli_settings *settings) {
  rsl_language language = settings->language;
  printf("\n%s\n", rsl_translate(language, "Parameters of --param, with their defaults and what is known of these:"));
  printf("\npath\n");
  for (size_t i = 0; i < own_parameter_count(); i++)
    if (own_parameter_is_taken(settings, i))
      print_parameter(own_parameter(i)->name, NULL, own_parameter(i)->unless, own_parameter(i)->meaning, "", language);
  for (size_t m = 0; m < rsl_method_count(); m++) {
    const rsl_method_info *info = rsl_method_at(m);
    rsl_method_options defaults;
    printf("\n%s: ", info->name);
    print_wrapped(info->publisher, strlen(info->name) + 2, 2);
    putchar('\n');
    if (rsl_method_begin(info->method, 0, &defaults, NULL) != RSL_OK) continue;
    for (size_t i = 0; i < info->parameter_count; i++) {
      const rsl_method_parameter *parameter = &info->parameters[i];
      char value[RSL_NUMBER_TEXT] = "";
      if (!rsl_method_get(&defaults, parameter->name, value)) continue;
      print_parameter(parameter->name, parameter->values, value, parameter->meaning, parameter->standing, language);
    }
  }
}

static void print_parameter(const char *name, const char *values, const char *value, const char *meaning,
                            const char *standing, rsl_language language) {
  char text[256];
  int length = printf("  %-24s", name);
  if (length > HELP_COLUMN) printf("\n%*s", HELP_COLUMN, "");
  size_t column = print_wrapped(rsl_translate(language, meaning), HELP_COLUMN, HELP_COLUMN);
  (void)snprintf(text, sizeof text, "%s%s [%s]%s%s", values != NULL ? ": " : "", values != NULL ? values : "", value,
                 *standing != '\0' ? " " : "", standing);
  (void)print_wrapped(text, column, HELP_COLUMN);
  putchar('\n');
}

static void print_option(const cli_option *option, rsl_language language) {
  char head[64];
  bool valued = option->value != NULL;
  int length = snprintf(head, sizeof head, "%s%s%s", option->name, valued ? " " : "", valued ? option->value : "");
  printf("  %-24s", head);
  if (length >= HELP_COLUMN - 2) printf("\n%*s", HELP_COLUMN, "");
  size_t column = print_wrapped(rsl_translate(language, option->help), HELP_COLUMN, HELP_COLUMN);
  if (option->unless != NULL) {
    char text[256];
    (void)snprintf(text, sizeof text, " [%s]", rsl_translate(language, option->unless));
    (void)print_wrapped(text, column, HELP_COLUMN);
  }
  putchar('\n');
}

/* Words from a column on, in lines of 80 that begin at `indent`. @return the column after the last. */
static size_t print_wrapped(const char *text, size_t column, int indent) {
  while (*text != '\0') {
    char word[256];
    size_t blanks = strspn(text, " ");
    size_t length = strcspn(text + blanks, " |");
    if (text[blanks + length] == '|') length++; /* a list may go on in the next line */
    (void)snprintf(word, sizeof word, "%.*s", (int)length, text + blanks);
    size_t width = rsl_text_width(word);
    if (column + blanks + width > 80) {
      printf("\n%*s", indent, "");
      column = (size_t)indent;
      blanks = 0;
    }
    printf("%*s%s", (int)blanks, "", word);
    column += blanks + width;
    text += strspn(text, " ") + length;
  }
  return column;
}

static int print_version(const cli_settings *settings) {
  printf("%s %s\n", settings->program->name, rsl_version());
  printf("unpacks:");
  for (rsl_codec codec = 0; codec < RSL_CODEC_END; codec++) {
    printf(" %s%s", rsl_codec_name(codec), rsl_codec_built_in(codec) ? "" : " (not built in)");
  }
  printf("\n");
  return end_of_print(settings);
}

static int end_of_print(const cli_settings *settings) {
  if (fflush(stdout) == 0 && !ferror(stdout)) return EXIT_DONE;
  fprintf(stderr, "%s: standard output: error: could not be written: %s\n", settings->program->name, strerror(errno));
  return EXIT_IO;
}

/* ---- Near words ------------------------------------------------------------------------------------------ */

/* Insertions, deletions and changes from one option to another, which are short: rows of the usual table. */
static unsigned distance(const char *a, const char *b) {
  unsigned row[64];
  size_t length = strcspn(b, "=");
  if (length >= 64 || strlen(a) >= 64) return 64;
  for (size_t j = 0; j <= length; j++) row[j] = (unsigned)j;
  for (size_t i = 0; a[i] != '\0' && a[i] != '='; i++) {
    unsigned diagonal = row[0]++;
    for (size_t j = 0; j < length; j++) {
      unsigned change = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      unsigned beside = (row[j] < diagonal ? row[j] : diagonal) + 1;
      row[j + 1] = change < beside ? change : beside;
    }
  }
  return row[length];
}
