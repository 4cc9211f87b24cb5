#ifndef TFN_RUNTIME_H
#define TFN_RUNTIME_H

#include <pthread.h>
#include <stdatomic.h>
#include "block_pool.h"
#include "counters.h"
#include "symbols.h"

enum { TFN_STRINGS_ENCODED = 1, TFN_STRINGS_TSTRING = 2 };

// TensorFlow hands a message's length to protobuf as an int, unchecked.
enum { TFN_PROTOBUF_LIMIT = INT32_MAX };

// One loaded libtensorflow. Lives until its handle is closed and the last graph, block, lease and outputs is gone.
struct tfn_runtime {
  // What threads contend for comes first: TSan looks at the first kilobyte of what is freed.
  _Alignas(64) atomic_long references;
  _Alignas(64) _Atomic(struct tfn_outputs *) let_go; // leases let go, newest first
  atomic_int pending;                                // leases let go and not drained
  atomic_bool closed;                                // nobody will drain any more
  pthread_mutex_t drain_lock;
  struct tfn_outputs *drained; // taken off let_go, oldest first, not handed out yet
  _Alignas(64) tfn_symbols tf; // read by every run: not on a line that leases write to
  tfn_runtime_info info;
  tfn_block_pool pool;
  tfn_counter_set counters;
};

void tfn_runtime_retain(tfn_runtime *runtime);
void tfn_runtime_release(tfn_runtime *runtime);

// A status for one call, reset: several TensorFlow calls do not clear it on success.
TF_Status *tfn_new_status(tfn_runtime *runtime);
// Hands TensorFlow's code and words on; frees the status.
tfn_status tfn_take_status(tfn_runtime *runtime, TF_Status *status, int32_t index, tfn_error *error);

// Copies what TensorFlow wrote, for the caller; frees the buffer, which may be NULL for want of memory.
tfn_status tfn_take_buffer(tfn_runtime *runtime, TF_Buffer *buffer, tfn_bytes *out, tfn_error *error);

// A 64-aligned address for tensors of no bytes.
void *tfn_nowhere(void);

#endif
