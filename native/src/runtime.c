#include "runtime.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lease.h"
#include "memory.h"

static _Alignas(4096) char probe_page[4096];

void *tfn_nowhere(void) { return probe_page; }

static void keep(void *data, size_t length, void *argument) { (void)data, (void)length, (void)argument; }

// TensorFlow copies what is not aligned to a constant of its build, silently: see which address it keeps.
static int32_t probe_alignment(const tfn_symbols *tf) {
  int32_t offset = 16;
  for (; offset < (int32_t)sizeof probe_page; offset *= 2) {
    int64_t four = 4;
    TF_Tensor *tensor = tf->NewTensor(1, &four, 1, probe_page + offset, 16, keep, NULL);
    int kept = tensor && tf->TensorData(tensor) == probe_page + offset;
    if (tensor)
      tf->DeleteTensor(tensor);
    if (kept)
      break;
  }
  return offset;
}

static int file_exists(const char *path) { return access(path, R_OK) == 0; }

// The framework library beside it goes first: wheels and tarballs do not always carry a run path.
static void preload_framework(const char *library) {
  static const char *const names[] = {"libtensorflow_framework.so.2", "libtensorflow_framework.so.1",
                                      "libtensorflow_framework.so"};
  const char *slash = strrchr(library, '/');
  int folder = slash ? (int)(slash - library) + 1 : 0;
  char path[4096];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    int length = snprintf(path, sizeof path, "%.*s%s", folder, library, names[i]);
    if (length > 0 && (size_t)length < sizeof path && file_exists(path) && dlopen(path, RTLD_NOW | RTLD_LOCAL))
      return;
  }
}

static int is_too_old(const char *version) {
  int major = 0, minor = 0;
  return sscanf(version, "%d.%d", &major, &minor) != 2 || major < 1 || (major == 1 && minor < 15);
}

static tfn_status load(tfn_runtime *runtime, const char *library, tfn_error *error) {
  char here[4096];
  if (!file_exists(library))
    return tfn_fail(error, TFN_LIBRARY, -1, "%s cannot be read: %s", library, strerror(errno));
  if (!strchr(library, '/') && snprintf(here, sizeof here, "./%s", library) < (int)sizeof here)
    library = here; // the file that is there; dlopen would search its own folders for a bare name
  preload_framework(library);
  // Never closed: TensorFlow's threads and static state do not survive unloading.
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    const char *reason = dlerror();
    return tfn_fail(error, TFN_LIBRARY, -1, "%s cannot be loaded: %s", library, reason ? reason : "unknown reason");
  }
  tfn_status status = tfn_symbols_load(&runtime->tf, handle, library, error);
  if (status)
    return status;
  const char *version = runtime->tf.Version();
  snprintf(runtime->info.version, sizeof runtime->info.version, "%s", version ? version : "");
  if (is_too_old(runtime->info.version))
    return tfn_fail(error, TFN_LIBRARY, -1, "%s is TensorFlow %s; 1.15 or later is needed", library,
                    runtime->info.version);
  runtime->info.string_abi = runtime->tf.StringEncode ? TFN_STRINGS_ENCODED : TFN_STRINGS_TSTRING;
  runtime->info.borrow_alignment = probe_alignment(&runtime->tf);
  return TFN_OK;
}

tfn_status tfn_runtime_open(const char *library, tfn_runtime **out, tfn_error *error) {
  if (out)
    *out = NULL;
  if (!library || !out)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_runtime_open: %s is NULL", library ? "out" : "library");
  tfn_runtime *runtime = tfn_allocate_aligned(sizeof *runtime);
  if (!runtime)
    return tfn_fail_memory(error);
  memset(runtime, 0, sizeof *runtime);
  pthread_mutex_init(&runtime->pool.lock, NULL);
  pthread_mutex_init(&runtime->drain_lock, NULL);
  atomic_init(&runtime->references, 1);
  tfn_status status = load(runtime, library, error);
  if (status) {
    tfn_runtime_release(runtime);
    return status;
  }
  *out = runtime;
  return tfn_succeed(error);
}

void tfn_runtime_close(tfn_runtime *runtime) {
  if (!runtime)
    return;
  tfn_leases_abandon(runtime);
  tfn_block_pool_trim(runtime);
  tfn_runtime_release(runtime);
}

void tfn_runtime_retain(tfn_runtime *runtime) {
  atomic_fetch_add_explicit(&runtime->references, 1, memory_order_relaxed);
}

void tfn_runtime_release(tfn_runtime *runtime) {
  if (atomic_fetch_sub_explicit(&runtime->references, 1, memory_order_acq_rel) != 1)
    return;
  tfn_block_pool_trim(runtime);
  pthread_mutex_destroy(&runtime->pool.lock);
  pthread_mutex_destroy(&runtime->drain_lock);
  tfn_free(runtime);
}

void tfn_runtime_describe(const tfn_runtime *runtime, tfn_runtime_info *out) {
  if (out && runtime)
    *out = runtime->info;
  else if (out)
    memset(out, 0, sizeof *out);
}

void tfn_runtime_counters(const tfn_runtime *runtime, tfn_counters *out) {
  if (out && runtime) {
    tfn_counters_read(&runtime->counters, out);
    out->pending_leases = atomic_load_explicit(&runtime->pending, memory_order_relaxed);
  } else if (out)
    memset(out, 0, sizeof *out);
}

void tfn_runtime_trim(tfn_runtime *runtime) {
  if (runtime)
    tfn_block_pool_trim(runtime);
}

tfn_status tfn_take_buffer(tfn_runtime *runtime, TF_Buffer *buffer, tfn_bytes *out, tfn_error *error) {
  if (!buffer)
    return tfn_fail_memory(error);
  void *copy = tfn_allocate(buffer->length);
  if (copy) {
    if (buffer->length)
      memcpy(copy, buffer->data, buffer->length);
    *out = (tfn_bytes){copy, (int64_t)buffer->length};
  }
  runtime->tf.DeleteBuffer(buffer);
  return copy ? tfn_succeed(error) : tfn_fail_memory(error);
}

tfn_status tfn_runtime_op_list(tfn_runtime *runtime, tfn_bytes *out, tfn_error *error) {
  if (out)
    *out = (tfn_bytes){NULL, 0};
  if (!runtime || !out)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_runtime_op_list: %s is NULL", runtime ? "out" : "runtime");
  return tfn_take_buffer(runtime, runtime->tf.GetAllOpList(), out, error);
}

void tfn_bytes_free(tfn_bytes *bytes) {
  if (!bytes)
    return;
  tfn_free(bytes->data);
  *bytes = (tfn_bytes){NULL, 0};
}

TF_Status *tfn_new_status(tfn_runtime *runtime) {
  TF_Status *status = runtime->tf.NewStatus();
  if (status)
    runtime->tf.SetStatus(status, TFN_OK, "");
  return status;
}

tfn_status tfn_take_status(tfn_runtime *runtime, TF_Status *status, int32_t index, tfn_error *error) {
  tfn_status code = runtime->tf.GetCode(status);
  if (code)
    tfn_fail_text(error, code, index, runtime->tf.Message(status));
  else
    tfn_succeed(error);
  runtime->tf.DeleteStatus(status);
  return code;
}
