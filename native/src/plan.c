#include "plan.h"

#include "dtype.h"
#include "memory.h"

static tfn_status check(tfn_session *session, const tfn_port *feeds, int32_t feed_count, const tfn_port *fetches,
                        int32_t fetch_count, int32_t flags, tfn_plan **out, tfn_error *error) {
  if (!session || !out)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_open: %s is NULL", session ? "out" : "session");
  if (feed_count < 0 || fetch_count < 0 || (feed_count && !feeds) || (fetch_count && !fetches))
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_open: %d feeds and %d fetches, or no list of them", feed_count,
                    fetch_count);
  if (flags & ~(TFN_PLAN_COPY_FEEDS | TFN_PLAN_COPY_OUTPUTS | TFN_PLAN_STATEFUL))
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_open: flags 0x%x are not known", (unsigned)flags);
  return TFN_OK;
}

static tfn_status resolve(tfn_plan *plan, const tfn_port *feeds, const tfn_port *fetches, tfn_error *error) {
  tfn_graph *graph = plan->session->graph;
  for (int32_t i = 0; i < plan->feed_count; i++) {
    const tfn_port *port = &feeds[i];
    tfn_status status = tfn_graph_find(graph, port->operation, port->index, "feed", i, &plan->feeds[i], NULL, error);
    if (status)
      return status;
  }
  for (int32_t i = 0; i < plan->fetch_count; i++) {
    const tfn_port *port = &fetches[i];
    tfn_status status = tfn_graph_find(graph, port->operation, port->index, "fetch", i, &plan->fetches[i], NULL, error);
    if (status)
      return status;
    int32_t dtype = plan->runtime->tf.OperationOutputType(plan->fetches[i]);
    if (tfn_dtype_is_opaque(dtype))
      return tfn_fail(error, TFN_BAD_OUTPUT, i, "fetch '%s:%d' is a %s: it has no values to hand over", port->operation,
                      port->index, dtype % TFN_REFERENCE == TFN_RESOURCE ? "resource" : "variant");
  }
  return TFN_OK;
}

tfn_status tfn_plan_open(tfn_session *session, const tfn_port *feeds, int32_t feed_count, const tfn_port *fetches,
                         int32_t fetch_count, int32_t flags, tfn_plan **out, tfn_error *error) {
  if (out)
    *out = NULL;
  tfn_status status = check(session, feeds, feed_count, fetches, fetch_count, flags, out, error);
  if (status)
    return status;
  size_t ports = (size_t)feed_count + (size_t)fetch_count;
  tfn_plan *plan = tfn_allocate_zeroed(sizeof *plan + ports * sizeof(TF_Output));
  if (!plan)
    return tfn_fail_memory(error);
  plan->session = session;
  plan->runtime = session->graph->runtime;
  plan->feed_count = feed_count;
  plan->fetch_count = fetch_count;
  plan->flags = flags;
  plan->feeds = (TF_Output *)(plan + 1);
  plan->fetches = plan->feeds + feed_count;
  status = resolve(plan, feeds, fetches, error);
  if (status) {
    tfn_free(plan);
    return status;
  }
  tfn_session_retain(session);
  tfn_count(&plan->runtime->counters, TFN_LIVE_PLANS, 1);
  *out = plan;
  return tfn_succeed(error);
}

void tfn_plan_close(tfn_plan *plan) {
  if (!plan)
    return;
  for (int i = 0; i < TFN_STATUS_SLOTS; i++) {
    TF_Status *status = atomic_load(&plan->statuses[i]);
    if (status)
      plan->runtime->tf.DeleteStatus(status);
  }
  tfn_count(&plan->runtime->counters, TFN_LIVE_PLANS, -1);
  tfn_session_close(plan->session);
  tfn_free(plan);
}

// A slot is emptied and filled in one step each: no list, so no thread can meet a stale head.
static _Atomic(TF_Status *) *own_slot(tfn_plan *plan) {
  return &plan->statuses[tfn_thread_number() % TFN_STATUS_SLOTS];
}

TF_Status *tfn_plan_take_status(tfn_plan *plan) {
  TF_Status *status = atomic_exchange_explicit(own_slot(plan), NULL, memory_order_acquire);
  if (!status)
    return tfn_new_status(plan->runtime);
  plan->runtime->tf.SetStatus(status, TFN_OK, "");
  return status;
}

void tfn_plan_put_status(tfn_plan *plan, TF_Status *status) {
  TF_Status *none = NULL;
  if (!atomic_compare_exchange_strong_explicit(own_slot(plan), &none, status, memory_order_release,
                                               memory_order_relaxed))
    plan->runtime->tf.DeleteStatus(status);
}
