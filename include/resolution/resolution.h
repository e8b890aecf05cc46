/** @file
 *  @brief All of libresolution.
 */
#ifndef RESOLUTION_RESOLUTION_H
#define RESOLUTION_RESOLUTION_H

#include <resolution/base.h>
#include <resolution/cube.h>
#include <resolution/io.h>
#include <resolution/plan.h>
#include <resolution/plan_campaigns.h>
#include <resolution/progress.h>
#include <resolution/progress_series.h>
#include <resolution/report.h>
#include <resolution/review.h>

#endif
