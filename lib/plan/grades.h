/** @file
 *  @brief Internal: how many grades an indicator may have.
 */
#ifndef RSL_PLAN_GRADES_H
#define RSL_PLAN_GRADES_H

enum { RSL__GRADES_MOST = 64 /**< of an indicator: each is a column of counts */ };

#endif
