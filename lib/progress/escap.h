/** @file
 *  @brief Internal: the words of ESCAP's index.
 */
#ifndef RSL_PROGRESS_ESCAP_H
#define RSL_PROGRESS_ESCAP_H

#include <resolution/progress.h>

/** Cut the ratio of an assessment, which is an index, into the words of the options' edition and index. */
void rsl__escap_class(const rsl_escap_options *options, rsl_assessment *out);

#endif
