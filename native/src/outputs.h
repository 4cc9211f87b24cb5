#ifndef TFN_OUTPUTS_H
#define TFN_OUTPUTS_H

#include <stdatomic.h>
#include "lease.h"
#include "plan.h"

// The record of one run, one allocation: its lease, its tensors while it runs, then the outputs' memory. It goes when
// both the outputs handle and the lease are gone.
struct tfn_outputs {
  tfn_runtime *runtime;
  atomic_int references;
  int holds_pin; // strings were fed as views: the outputs keep the payload
  tfn_lease lease;
  int32_t fetch_count;
  int64_t tensor_count, tensor_bytes; // kept until release
  int64_t *more_dims;                 // where they did not fit
  tfn_block *kept;                    // further blocks behind the fetches: offsets and sizes of gathered rows
  // In the same allocation:
  TF_Tensor **inputs;
  TF_Tensor **tensors;
  tfn_block **blocks;
  struct tfn_feed_shape *shapes;
  int64_t *dims;
  int64_t dims_capacity;
};

// One reference for the run and later the outputs' handle, one for the lease, which starts with the run's own pin.
tfn_outputs *tfn_run_new(const tfn_plan *plan, uint64_t token);
void tfn_run_release(tfn_outputs *run);

// Room for the sizes of all fetches, of `ranks` together. NULL where memory is out.
int64_t *tfn_run_dims(tfn_outputs *run, int64_t ranks);
// A block goes with the outputs.
void tfn_run_keep(tfn_outputs *run, tfn_block *block);
// The outputs are made: they count as live until they are released.
void tfn_outputs_count(tfn_outputs *run, const tfn_fetch *fetches);
// Deletes tensors and blocks.
void tfn_outputs_drop(tfn_outputs *run);

// Fills the fetches from run->tensors, which are all there. On failure they are all deleted.
tfn_status tfn_outputs_read(tfn_outputs *run, int copy, tfn_fetch *fetches, tfn_error *error);

#endif
