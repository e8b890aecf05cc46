/** @file
 *  @brief Where a program's result goes: standard output, or a file that is written whole or not at all.
 */
#ifndef EXAMPLES_OUTPUT_H
#define EXAMPLES_OUTPUT_H

#include <stdio.h>

#include "options.h"

typedef struct cli_output {
  FILE *file;
  const char *path; /**< NULL: standard output */
  char *temporary;  /**< beside `path`, renamed to it in the end */
  rsl_sink sink;    /**< writes to it */
} cli_output;

/** Also makes a closed pipe an error of writing instead of the program's silent end. @return -1, or the exit code. */
int output_open(cli_output *output, const char *path, const char *program);
/** Keep what was written, or with `keep` false throw it away (a file only). Tells a failure once, unless one of the sink
 *  was told already. @return -1, or EXIT_IO. */
int output_close(cli_output *output, bool keep, const char *program);

#endif
