#include "lease.h"

#include "outputs.h"
#include "runtime.h"

void tfn_lease_pin(tfn_outputs *run) { atomic_fetch_add_explicit(&run->lease.pins, 1, memory_order_relaxed); }

static void forget(tfn_outputs *run) {
  tfn_count(&run->runtime->counters, TFN_LIVE_LEASES, -1);
  atomic_fetch_sub_explicit(&run->runtime->pending, 1, memory_order_relaxed);
  tfn_run_release(run);
}

static void drop_all(tfn_runtime *runtime) {
  tfn_outputs *run = atomic_exchange(&runtime->let_go, NULL);
  while (run) {
    tfn_outputs *next = run->lease.next;
    forget(run);
    run = next;
  }
}

// Lock-free, for it runs on whatever thread TensorFlow lets go.
static void queue(tfn_outputs *run) {
  tfn_runtime *runtime = run->runtime;
  tfn_runtime_retain(runtime); // once pushed, a drain elsewhere may free the run and its hold on the runtime
  atomic_fetch_add_explicit(&runtime->pending, 1, memory_order_relaxed);
  tfn_outputs *head = atomic_load_explicit(&runtime->let_go, memory_order_relaxed);
  do
    run->lease.next = head;
  while (!atomic_compare_exchange_weak(&runtime->let_go, &head, run));
  // Either this thread sees the closing, or the closing thread sees the push.
  if (atomic_load(&runtime->closed))
    drop_all(runtime);
  tfn_runtime_release(runtime);
}

void tfn_lease_unpin(tfn_outputs *run) {
  if (atomic_fetch_sub_explicit(&run->lease.pins, 1, memory_order_acq_rel) == 1)
    queue(run);
}

int tfn_lease_settle(tfn_outputs *run) {
  if (atomic_fetch_sub_explicit(&run->lease.pins, 1, memory_order_acq_rel) != 1)
    return 1;
  tfn_count(&run->runtime->counters, TFN_LIVE_LEASES, -1);
  tfn_run_release(run);
  return 0;
}

// Under the drain lock: moves the list over, oldest first.
static tfn_outputs *take_all(tfn_runtime *runtime) {
  tfn_outputs *newest = atomic_exchange(&runtime->let_go, NULL), *oldest = NULL;
  while (newest) {
    tfn_outputs *next = newest->lease.next;
    newest->lease.next = oldest;
    oldest = newest;
    newest = next;
  }
  return oldest;
}

int32_t tfn_runtime_drain(tfn_runtime *runtime, uint64_t *tokens, int32_t capacity) {
  if (!runtime || !tokens || capacity <= 0)
    return 0;
  int32_t count = 0;
  pthread_mutex_lock(&runtime->drain_lock);
  while (count < capacity) {
    if (!runtime->drained && !(runtime->drained = take_all(runtime)))
      break;
    tfn_outputs *run = runtime->drained;
    runtime->drained = run->lease.next;
    tokens[count++] = run->lease.token;
    forget(run);
  }
  pthread_mutex_unlock(&runtime->drain_lock);
  return count;
}

void tfn_leases_abandon(tfn_runtime *runtime) {
  atomic_store(&runtime->closed, 1);
  pthread_mutex_lock(&runtime->drain_lock);
  while (runtime->drained) {
    tfn_outputs *run = runtime->drained;
    runtime->drained = run->lease.next;
    forget(run);
  }
  pthread_mutex_unlock(&runtime->drain_lock);
  drop_all(runtime);
}
