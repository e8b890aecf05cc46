#include "base/error.h"
#include "progress/escap.h"
#include "progress/growth.h"
#include "progress/oecd.h"
#include "progress/sdsn.h"
#include "progress/unsd.h"

static rsl_status check(const rsl_method_options *options, const rsl_score_node *nodes, size_t count, rsl_error *error);
static void begin_node(const rsl_method_options *options, rsl_score_node *node);
static void finish_group(const rsl_method_options *options, rsl_score_node *group);
static void add_to_parent(const rsl_method_options *options, rsl_score_node *parent, const rsl_score_node *node);
static void add_series_alike(rsl_score_node *parent, const rsl_score_node *node);
static size_t counted(const rsl_method_options *options, const rsl_score_node *group);
static rsl_class class_of_mean(const rsl_method_options *options, const rsl_score_node *group);
static rsl_class eurostat_class(const rsl_eurostat_options *options, double mean);
static rsl_class open_sdg_class(double mean);
static rsl_class unsd_class(const rsl_unsd_options *options, double mean);
static rsl_class escap_class(const rsl_escap_options *options, double mean);
static void tell_root(const rsl_method_options *options, const rsl_score_node *root, rsl_assessment *out);

static const double open_sdg_band = 2.5; /* from 0, to either side */

rsl_status rsl_progress_roll_up(const rsl_method_options *options, rsl_score_node *nodes, size_t count,
                                rsl_assessment *out, rsl_error *error) {
  const rsl_series none = RSL_SERIES_INIT;
  /* Every method's options begin with its size and edition. */
  rsl_status status = rsl__assess_begin(out, options->method, options->of.eurostat.edition, &none, false, error);
  if (status == RSL_OK) status = check(options, nodes, count, error);
  if (status != RSL_OK) return status;
  for (size_t i = 0; i < count; i++) begin_node(options, &nodes[i]);
  /* A parent stands before its members: each is complete when it is added. */
  for (size_t i = count; i > 0; i--) {
    rsl_score_node *node = &nodes[i - 1];
    if (node->group) finish_group(options, node);
    if (i > 1) add_to_parent(options, &nodes[node->parent], node);
  }
  tell_root(options, &nodes[0], out);
  return rsl__assess_end(out);
}

static rsl_status check(const rsl_method_options *options, const rsl_score_node *nodes, size_t count,
                        rsl_error *error) {
  const rsl_method_info *info = rsl_method_find(options->method);
  if (info == NULL) return rsl__fail(error, RSL_ERR_ARGUMENT, "no method was chosen");
  if (options->method == RSL_METHOD_ISTAT)
    return rsl__fail(error, RSL_ERR_NOT_SUPPORTED, "%s puts no series together: choose another method", info->name);
  if (count == 0 || !nodes[0].group)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the first node is the group of all others");
  for (size_t i = 1; i < count; i++) {
    if (nodes[i].parent >= i || !nodes[nodes[i].parent].group)
      return rsl__fail(error, RSL_ERR_ARGUMENT, "node %zu: its parent must be a group that stands before it", i);
  }
  return RSL_OK;
}

static void begin_node(const rsl_method_options *options, rsl_score_node *node) {
  node->sum = 0;
  node->known = node->members = 0;
  node->achieved = true;
  if (node->group) {
    node->rated_as = RSL_CLASS_NONE;
    return;
  }
  node->achieved = node->rated_as == RSL_CLASS_TARGET_ACHIEVED;
  if (options->method == RSL_METHOD_UNSD) node->score = rsl__unsd_points(&options->of.unsd, node->rated_as);
}

static void add_to_parent(const rsl_method_options *options, rsl_score_node *parent, const rsl_score_node *node) {
  /* The word of an only series is kept; a second one leaves none. */
  parent->rated_as = parent->members == 0 && !node->group ? node->rated_as : RSL_CLASS_NONE;
  if (options->method == RSL_METHOD_ACHIEVEMENT) {
    add_series_alike(parent, node);
    return;
  }
  bool by_class = options->method == RSL_METHOD_UNSD && node->group;
  double score = by_class ? rsl__unsd_points(&options->of.unsd, node->rated_as) : node->score;
  parent->members++;
  if (!rsl__is_known(score)) return;
  parent->sum += score;
  parent->known++;
  parent->achieved = parent->achieved && node->achieved;
}

/** A mean of means would weigh a series by the company it keeps. */
static void add_series_alike(rsl_score_node *parent, const rsl_score_node *node) {
  bool known = rsl__is_known(node->score);
  parent->members += node->group ? node->members : 1;
  parent->known += node->group ? node->known : known;
  parent->sum += node->group ? node->sum : known ? node->score : 0;
}

/** Those that a mean is of: what has no score may count as 0. */
static size_t counted(const rsl_method_options *options, const rsl_score_node *group) {
  bool zero = options->method == RSL_METHOD_ACHIEVEMENT && options->of.achievement.missing_is_zero;
  return zero ? group->members : group->known;
}

static void finish_group(const rsl_method_options *options, rsl_score_node *group) {
  size_t count = counted(options, group);
  group->score = count > 0 ? group->sum / (double)count : RSL_UNKNOWN;
  group->achieved = group->achieved && group->known > 0;
  bool only = options->method == RSL_METHOD_EUROSTAT && group->members == 1 && group->rated_as != RSL_CLASS_NONE;
  if (!only) group->rated_as = class_of_mean(options, group);
}

static rsl_class class_of_mean(const rsl_method_options *options, const rsl_score_node *group) {
  if (counted(options, group) == 0)
    return options->method == RSL_METHOD_UNSD || options->method == RSL_METHOD_ESCAP ? RSL_CLASS_INSUFFICIENT_DATA
                                                                                     : RSL_CLASS_NOT_AVAILABLE;
  switch (options->method) {
  case RSL_METHOD_EUROSTAT:
    return eurostat_class(&options->of.eurostat, group->score);
  case RSL_METHOD_OPEN_SDG:
    return group->achieved ? RSL_CLASS_TARGET_ACHIEVED : open_sdg_class(group->score);
  case RSL_METHOD_UNSD:
    return unsd_class(&options->of.unsd, group->score);
  case RSL_METHOD_ESCAP:
    return escap_class(&options->of.escap, group->score);
  case RSL_METHOD_OECD:
    return options->of.oecd.measure == RSL_OECD_TREND ? RSL_CLASS_NONE
                                                      : rsl__oecd_class(&options->of.oecd, group->score);
  case RSL_METHOD_SDSN:
    return options->of.sdsn.measure == RSL_SDSN_TREND ? rsl__sdsn_arrow(group->score) : RSL_CLASS_NONE;
  default:
    return RSL_CLASS_NONE;
  }
}

static rsl_class eurostat_class(const rsl_eurostat_options *options, double mean) {
  if (mean > options->mean_significant) return RSL_CLASS_SIGNIFICANT_PROGRESS;
  if (mean > options->mean_neutral) return RSL_CLASS_EU_MODERATE_PROGRESS;
  if (mean >= -options->mean_neutral) return RSL_CLASS_NO_PROGRESS;
  return mean >= -options->mean_significant ? RSL_CLASS_MODERATE_DETERIORATION : RSL_CLASS_SIGNIFICANT_DETERIORATION;
}

static rsl_class open_sdg_class(double mean) {
  if (mean >= open_sdg_band) return RSL_CLASS_SUBSTANTIAL_PROGRESS;
  if (mean >= 0) return RSL_CLASS_MODERATE_PROGRESS;
  return mean >= -open_sdg_band ? RSL_CLASS_LIMITED_PROGRESS : RSL_CLASS_DETERIORATION;
}

static rsl_class unsd_class(const rsl_unsd_options *options, double mean) {
  if (mean < options->review) return RSL_CLASS_ON_TRACK;
  bool review = options->gap_at_cut ? mean < options->gap : mean <= options->gap;
  return review ? RSL_CLASS_FOR_REVIEW : RSL_CLASS_IDENTIFIED_GAP;
}

static rsl_class escap_class(const rsl_escap_options *options, double mean) {
  rsl_assessment group = { .ratio = mean, .cuts = { RSL_UNKNOWN, RSL_UNKNOWN, RSL_UNKNOWN, RSL_UNKNOWN } };
  rsl__escap_class(options, &group);
  return group.rated_as;
}

static void tell_root(const rsl_method_options *options, const rsl_score_node *root, rsl_assessment *out) {
  if (counted(options, root) == 0) {
    rsl__assess_none(out, root->rated_as, RSL_REASON_NO_MEASUREMENT);
    return;
  }
  out->ratio = out->score = root->score;
  rsl__assess_class(out, root->rated_as);
  if (root->rated_as != RSL_CLASS_NONE) return;
  out->rating = RSL_RATING_NOT_RATED;
  out->reason = RSL_REASON_NO_CLASSES;
}
