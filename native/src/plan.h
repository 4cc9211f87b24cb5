#ifndef TFN_PLAN_H
#define TFN_PLAN_H

#include "session.h"

enum { TFN_STATUS_SLOTS = 8 };

struct tfn_plan {
  tfn_runtime *runtime;
  tfn_session *session;
  int32_t feed_count, fetch_count, flags;
  TF_Output *feeds, *fetches;                      // in one allocation with the plan
  _Atomic(TF_Status *) statuses[TFN_STATUS_SLOTS]; // idle ones, for reuse
};

TF_Status *tfn_plan_take_status(tfn_plan *plan);
void tfn_plan_put_status(tfn_plan *plan, TF_Status *status);

#endif
