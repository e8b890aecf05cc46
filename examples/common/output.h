/** @file
 *  @brief Where a program's result goes: standard output, or a file that is written whole or not at all.
 */
#ifndef EXAMPLES_OUTPUT_H
#define EXAMPLES_OUTPUT_H

#include <stdio.h>

#include <resolution/resolution.h>

typedef struct cli_output {
  FILE *file;
  const char *path; /**< NULL: standard output */
  char *temporary;  /**< beside `path`, renamed to it in the end; NULL: written in place (a device, a pipe) */
  rsl_sink sink;    /**< writes to it */
} cli_output;

/** Make a closed pipe an error of writing instead of the program's silent end. Once, before anything is written. */
void output_prepare(void);

/** @param[in] path NULL: standard output. */
rsl_status output_open(cli_output *output, const char *path, rsl_error *error);
/** Keep what was written, or with `keep` false throw it away (a file only; nothing can fail then). An output that was
 *  never opened is closed already. */
rsl_status output_close(cli_output *output, bool keep, rsl_error *error);

/** Give an error of this program's own, unless an earlier one stands there. @return the status. */
rsl_status fill_error(rsl_error *error, rsl_status status, const char *file, const char *what, const char *why);

#endif
