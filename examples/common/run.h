/** @file
 *  @brief The frame of every program: command line, reading, output, exit code.
 */
#ifndef EXAMPLES_RUN_H
#define EXAMPLES_RUN_H

#include "session.h"

/** A program's own work. Writes its result to `sink`; fills the error where it fails.
 *  @param[in] selection what the selectors leave. @param[out] holds false: what was asked about does not hold. */
typedef rsl_status cli_work(const cli_session *session, const cli_selection *selection, rsl_sink sink, bool *holds,
                            rsl_error *error);

/** Read the command line and the inputs, do the work, write the result. @return the exit code. */
int run(const cli_program *program, cli_work *work, int argument_count, char **arguments);

/** Open the output, let `write` fill it, close it and tell what failed. @return EXIT_DONE, or the exit code. */
int write_output(const cli_settings *settings, rsl_status (*write)(void *context, rsl_sink sink, rsl_error *error),
                 void *context);

#endif
