#include <string.h>

#include "feed.h"
#include "outputs.h"

static tfn_status check_call(const tfn_plan *plan, const tfn_feed *feeds, const tfn_fetch *fetches, int32_t flags,
                             const tfn_run_result *result, tfn_error *error) {
  if (!plan || !result)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_run: %s is NULL", plan ? "result" : "plan");
  if ((plan->feed_count && !feeds) || (plan->fetch_count && !fetches))
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_run: no list of the plan's %d feeds or %d fetches",
                    plan->feed_count, plan->fetch_count);
  if (flags & ~TFN_RUN_FORBID_COPY)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_run: flags 0x%x are not known", (unsigned)flags);
  return TFN_OK;
}

static tfn_status check_feeds(const tfn_plan *plan, tfn_outputs *run, tfn_feed *feeds, int32_t flags,
                              tfn_error *error) {
  int32_t copied = -1;
  for (int32_t i = 0; i < plan->feed_count; i++) {
    tfn_status status = tfn_feed_check(plan, &feeds[i], i, &run->shapes[i], error);
    if (status)
      return status;
    if (copied < 0 && feeds[i].reason != TFN_BORROWED)
      copied = i;
  }
  static const char *const reasons[] = {"", "it is not aligned to TensorFlow's boundary", "bits become bytes",
                                        "this TensorFlow's strings have no views", "the graph writes to its feeds"};
  if (copied >= 0 && flags & TFN_RUN_FORBID_COPY)
    return tfn_fail(error, TFN_COPY_FORBIDDEN, copied, "feed %d would be copied: %s", copied,
                    reasons[feeds[copied].reason]);
  return TFN_OK;
}

static tfn_status call_tensorflow(tfn_plan *plan, tfn_outputs *run, tfn_error *error) {
  const tfn_symbols *tf = &plan->runtime->tf;
  TF_Status *status = tfn_plan_take_status(plan);
  tf->SessionRun(plan->session->session, NULL, plan->feeds, run->inputs, plan->feed_count, plan->fetches, run->tensors,
                 plan->fetch_count, NULL, 0, NULL, status);
  tfn_status code = tf->GetCode(status);
  if (code)
    tfn_fail_text(error, code, -1, tf->Message(status));
  tfn_plan_put_status(plan, status);
  return code;
}

static void delete_tensors(const tfn_symbols *tf, TF_Tensor **tensors, int32_t count) {
  for (int32_t i = 0; i < count; i++)
    if (tensors[i]) {
      tf->DeleteTensor(tensors[i]);
      tensors[i] = NULL;
    }
}

static tfn_status execute(tfn_plan *plan, tfn_outputs *run, tfn_feed *feeds, tfn_fetch *fetches, int32_t flags,
                          tfn_error *error) {
  tfn_status status = check_feeds(plan, run, feeds, flags, error);
  if (!status)
    status = tfn_feeds_make(plan, run, feeds, error);
  if (status)
    return status;
  status = call_tensorflow(plan, run, error);
  tfn_count(&plan->runtime->counters, TFN_RUNS, 1);
  // Only now: a feed that loses its last outside reference during the run could be written to.
  delete_tensors(&plan->runtime->tf, run->inputs, plan->feed_count);
  if (!status)
    return tfn_outputs_read(run, plan->flags & TFN_PLAN_COPY_OUTPUTS, fetches, error);
  delete_tensors(&plan->runtime->tf, run->tensors, plan->fetch_count);
  return status;
}

tfn_status tfn_plan_run(tfn_plan *plan, tfn_feed *feeds, tfn_fetch *fetches, uint64_t token, int32_t flags,
                        tfn_run_result *result, tfn_error *error) {
  if (result)
    *result = (tfn_run_result){NULL, 0, 0};
  tfn_status status = check_call(plan, feeds, fetches, flags, result, error);
  if (status)
    return status;
  tfn_outputs *run = tfn_run_new(plan, token);
  if (!run)
    return tfn_fail_memory(error);
  status = execute(plan, run, feeds, fetches, flags, error);
  // From here on a pin let go elsewhere queues the token.
  result->lease_held = 0;
  if (status && run->holds_pin)
    tfn_lease_unpin(run); // no outputs will hold it; the run's own pin is still there
  result->lease_held = tfn_lease_settle(run);
  result->pending_leases = atomic_load_explicit(&plan->runtime->pending, memory_order_relaxed);
  if (status) {
    if (plan->fetch_count)
      memset(fetches, 0, (size_t)plan->fetch_count * sizeof *fetches);
    tfn_run_release(run);
    return status;
  }
  result->outputs = run;
  return tfn_succeed(error);
}
