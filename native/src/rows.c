// A graph once for each row, for each group of rows or for each block: the loop, and what it gives back.
#include <stdatomic.h>
#include <string.h>

#include "gather.h"
#include "memory.h"
#include "row_feed.h"

typedef struct loop {
  tfn_plan *plan;
  tfn_outputs *run;
  tfn_rows *rows;
  tfn_feed *feeds;
  int32_t flags;
  tfn_gather *gathers; // one a fetch
  tfn_row_walk *walks; // one a feed
  TF_Status *status;
  int64_t runs;
} loop;

static tfn_status check_groups(const tfn_plan *plan, const tfn_rows *rows, tfn_error *error) {
  for (int32_t i = 0; i < plan->fetch_count && i < plan->feed_count; i++)
    if (rows->feeds[i].whole)
      return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_run_rows: feed %d is whole, and a group's result", i);
  if (plan->feed_count < plan->fetch_count)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_run_rows: groups of %d feeds cannot be %d fetches",
                    plan->feed_count, plan->fetch_count);
  int64_t previous = -1;
  for (int64_t i = 0; i <= rows->count; i++) {
    int64_t start = rows->starts[i];
    if (start <= previous || (i == 0 && start))
      return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_run_rows: group %lld begins at row %lld, after %lld",
                      (long long)i, (long long)start, (long long)previous);
    previous = start;
  }
  return TFN_OK;
}

static tfn_status check_call(const tfn_plan *plan, const tfn_rows *rows, const tfn_feed *feeds,
                             const tfn_fetch *fetches, int32_t flags, const tfn_run_result *result, tfn_error *error) {
  if (!plan || !rows || !result)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_run_rows: %s is NULL",
                    !plan   ? "plan"
                    : !rows ? "rows"
                            : "result");
  if (rows->count < 1)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_run_rows: %lld rows", (long long)rows->count);
  if ((plan->feed_count && (!feeds || !rows->feeds)) || (plan->fetch_count && (!fetches || !rows->fetches)))
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_run_rows: no list of the plan's %d feeds or %d fetches",
                    plan->feed_count, plan->fetch_count);
  if (rows->starts && rows->blocks)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_run_rows: groups and blocks at once");
  if (flags & ~TFN_RUN_FORBID_COPY)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_plan_run_rows: flags 0x%x are not known", (unsigned)flags);
  return rows->starts ? check_groups(plan, rows, error) : TFN_OK;
}

static void delete_tensors(const tfn_symbols *tf, TF_Tensor **tensors, int32_t count) {
  for (int32_t i = 0; i < count; i++)
    if (tensors[i]) {
      tf->DeleteTensor(tensors[i]);
      tensors[i] = NULL;
    }
}

static void delete_row(const loop *loop) {
  const tfn_plan *plan = loop->plan;
  delete_tensors(&plan->runtime->tf, loop->run->tensors, plan->fetch_count);
  for (int32_t i = 0; i < plan->feed_count; i++)
    // A graph that writes into what it is fed gets a copy of its own for each row.
    if (!loop->rows->feeds[i].whole || plan->flags & TFN_PLAN_COPY_FEEDS)
      delete_tensors(&plan->runtime->tf, &loop->run->inputs[i], 1);
}

static tfn_status run_row(loop *loop, int64_t row, tfn_error *error) {
  tfn_plan *plan = loop->plan;
  tfn_outputs *run = loop->run;
  const tfn_symbols *tf = &plan->runtime->tf;
  for (int32_t i = 0; i < plan->feed_count; i++) {
    tfn_status status =
        tfn_row_feed_make(plan, run, loop->rows, &loop->feeds[i], i, row, &loop->walks[i], loop->flags, error);
    if (status)
      return status;
  }
  tf->SessionRun(plan->session->session, NULL, plan->feeds, run->inputs, plan->feed_count, plan->fetches, run->tensors,
                 plan->fetch_count, NULL, 0, NULL, loop->status);
  loop->runs++;
  tfn_status status = tf->GetCode(loop->status);
  if (status)
    return tfn_fail_text(error, status, -1, tf->Message(loop->status));
  for (int32_t i = 0; i < plan->fetch_count && !status; i++)
    status = tfn_gather_row(run, &loop->gathers[i], i, row, loop->rows->count, error);
  return status;
}

static tfn_status pass_row(loop *loop, int64_t row, tfn_error *error) {
  tfn_status status = TFN_OK;
  for (int32_t i = 0; i < loop->plan->feed_count && !status; i++) {
    if (loop->rows->feeds[i].whole)
      continue;
    tfn_feed cell = tfn_row_feed_pass(loop->rows, &loop->feeds[i], i, &loop->walks[i]);
    if (i < loop->plan->fetch_count)
      status = tfn_gather_feed(loop->run, &loop->gathers[i], i, &cell, row, loop->rows->count, error);
  }
  return status;
}

static int is_passed_on(const tfn_rows *rows, int64_t row) {
  return rows->starts && rows->starts[row + 1] - rows->starts[row] == 1;
}

static int is_stopped(const tfn_rows *rows) { return rows->stop && __atomic_load_n(rows->stop, __ATOMIC_RELAXED) != 0; }

static tfn_status run_all(loop *loop, tfn_error *error) {
  tfn_plan *plan = loop->plan;
  const tfn_symbols *tf = &plan->runtime->tf;
  tfn_status status = TFN_OK;
  for (int32_t i = 0; i < plan->feed_count && !status; i++)
    status = tfn_row_feed_check(plan, loop->rows, &loop->feeds[i], i, error);
  for (int64_t row = 0; row < loop->rows->count && !status; row++) {
    status = is_stopped(loop->rows) ? tfn_fail(error, TFN_CANCELLED, -1, "stopped before row %lld", (long long)row)
             : is_passed_on(loop->rows, row) ? pass_row(loop, row, error)
                                             : run_row(loop, row, error);
    // What a row borrowed and gave goes before the next begins: its block is free again.
    delete_row(loop);
    if (status)
      loop->rows->failed = row;
  }
  delete_tensors(tf, loop->run->inputs, plan->feed_count);
  tfn_count(&plan->runtime->counters, TFN_RUNS, loop->runs);
  return status;
}

static void count_feeds(const loop *loop) {
  tfn_counter_set *counters = &loop->plan->runtime->counters;
  for (int32_t i = 0; i < loop->plan->feed_count; i++) {
    const tfn_row_feed *cells = &loop->rows->feeds[i];
    tfn_count(counters, TFN_BORROWED_TENSORS, cells->borrowed_rows);
    tfn_count(counters, TFN_BORROWED_BYTES, cells->borrowed_bytes);
    tfn_count(counters, TFN_COPIED_TENSORS, cells->copied_rows);
    tfn_count(counters, TFN_COPIED_BYTES, cells->copied_bytes);
  }
}

static tfn_status execute(loop *loop, tfn_fetch *fetches, tfn_error *error) {
  tfn_plan *plan = loop->plan;
  size_t gathers = (size_t)plan->fetch_count * sizeof *loop->gathers;
  size_t walks = (size_t)plan->feed_count * sizeof *loop->walks;
  loop->gathers = tfn_allocate_zeroed(gathers + walks + 1);
  if (!loop->gathers)
    return tfn_fail_memory(error);
  loop->walks = (tfn_row_walk *)(loop->gathers + plan->fetch_count);
  loop->status = tfn_plan_take_status(plan);
  tfn_status status = run_all(loop, error);
  tfn_plan_put_status(plan, loop->status);
  count_feeds(loop);
  if (!status)
    status = tfn_gather_finish(loop->run, loop->gathers, loop->rows, fetches, error);
  if (status)
    tfn_outputs_drop(loop->run);
  else
    tfn_outputs_count(loop->run, fetches);
  for (int32_t i = 0; i < plan->fetch_count; i++)
    tfn_gather_drop(&loop->gathers[i]);
  for (int32_t i = 0; i < plan->feed_count; i++)
    tfn_block_put(loop->walks[i].slot);
  tfn_free(loop->gathers);
  return status;
}

tfn_status tfn_plan_run_rows(tfn_plan *plan, tfn_rows *rows, tfn_feed *feeds, tfn_fetch *fetches, uint64_t token,
                             int32_t flags, tfn_run_result *result, tfn_error *error) {
  if (result)
    *result = (tfn_run_result){NULL, 0, 0};
  if (rows)
    rows->failed = -1;
  tfn_status status = check_call(plan, rows, feeds, fetches, flags, result, error);
  if (status)
    return status;
  tfn_outputs *run = tfn_run_new(plan, token);
  if (!run)
    return tfn_fail_memory(error);
  loop loop = {.plan = plan, .run = run, .rows = rows, .feeds = feeds, .flags = flags};
  status = execute(&loop, fetches, error);
  result->lease_held = tfn_lease_settle(run);
  result->pending_leases = atomic_load_explicit(&plan->runtime->pending, memory_order_relaxed);
  if (status) {
    if (plan->fetch_count) {
      memset(fetches, 0, (size_t)plan->fetch_count * sizeof *fetches);
      memset(rows->fetches, 0, (size_t)plan->fetch_count * sizeof *rows->fetches);
    }
    tfn_run_release(run);
    return status;
  }
  result->outputs = run;
  return tfn_succeed(error);
}
