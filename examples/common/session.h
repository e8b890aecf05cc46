/** @file
 *  @brief What every program does before and after its own work: read, select, tell, end with the right code.
 */
#ifndef EXAMPLES_SESSION_H
#define EXAMPLES_SESSION_H

#include "options.h"
#include "output.h"

/** A plan and its figures, read as the command line asks. */
typedef struct cli_session {
  const cli_settings *settings;
  rsl_problems *problems;
  rsl_plan *plan;
  rsl_cube *cube;
} cli_session;

/** The exit code that programs.md gives a status. */
int exit_code_of(rsl_status status);
/** Tell an error on standard error. @return its exit code. */
int tell_error(const cli_settings *settings, const rsl_error *error);

/** Tell what was wrong with an input that could not be read: its problems, or the error alone. @return the exit code. */
int tell_read_problems(const cli_settings *settings, rsl_problems *problems, const rsl_error *error);
/** Tell how many problems more there are than were printed; nothing for 0. */
void tell_more(const cli_settings *settings, size_t more);

/** Read the plan and the measurements. @return RSL_OK, or the status of what failed; the problems hold all of it.
 *  The session is to be closed in every case. */
rsl_status session_read(cli_session *session, const cli_settings *settings, rsl_error *error);
/** session_read(), where any failure is told and ends the program. @return -1, or the exit code. */
int session_open(cli_session *session, const cli_settings *settings);
/** Read the steps of reports, where the command line names any. @return -1, or the exit code where they cannot be read. */
int session_submissions(const cli_session *session, rsl_submissions **out);
/** The day of the review that the command line asks for: its own, or its campaign's; RSL_DATE_NONE: neither is told. */
rsl_date session_as_of(const cli_session *session);
/** Keep the cube as a snapshot, where the command line asks for it. */
rsl_status session_save(const cli_session *session, rsl_error *error);
void session_close(cli_session *session);

/** What the selectors of the command line leave. */
typedef struct cli_selection {
  bool *units;      /**< a mark for each unit; NULL: all */
  bool *indicators; /**< a mark for each indicator; NULL: all */
  uint32_t *chosen; /**< the marked indicators' indexes; NULL: all */
  size_t chosen_count;
  uint32_t *targets; /**< indexes of the targets to review; NULL: all */
  size_t target_count;
  rsl_period *periods; /**< NULL: all */
  size_t period_count;
} cli_selection;

/** @return -1, or the exit code where a selector names what is not there. To be freed in every case. */
int selection_make(cli_selection *selection, const cli_session *session);
void selection_free(cli_selection *selection);

/** The library's options for a result or a table, as the command line and the selection ask. */
rsl_result_options result_options(const cli_settings *settings, const cli_selection *selection);
rsl_table_options table_options(const cli_settings *settings, const cli_selection *selection);

#endif
