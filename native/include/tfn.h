// TensorFrames.Net shim: Arrow buffers to TensorFlow tensors and back, over any libtensorflow from 1.15 to 2.x.
//
// The only code that touches TensorFlow. Every function that can fail returns a tfn_status and fills the caller's
// tfn_error (NULL is allowed everywhere). Nothing here aborts the process for what a caller passes.
// Ownership is stated above each function: before, on success, on failure. The whole table is in native/README.md.
//
// Threads: a runtime, a graph after import, a session and a plan may be used by many threads at once. An outputs
// handle has one owner. No managed code ever runs on a TensorFlow thread.
#ifndef TFN_H
#define TFN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TFN_API __attribute__((visibility("default")))
#define TFN_ABI_VERSION 4

// ---------------------------------------------------------------------------------------------------- status
// 1 to 16 are TensorFlow's own codes, handed on unchanged. From 100 on they are ours.
typedef int32_t tfn_status;
enum {
  TFN_OK = 0,
  TFN_CANCELLED = 1,
  TFN_UNKNOWN = 2,
  TFN_INVALID_ARGUMENT = 3,
  TFN_DEADLINE_EXCEEDED = 4,
  TFN_NOT_FOUND = 5,
  TFN_ALREADY_EXISTS = 6,
  TFN_PERMISSION_DENIED = 7,
  TFN_RESOURCE_EXHAUSTED = 8,
  TFN_FAILED_PRECONDITION = 9,
  TFN_ABORTED = 10,
  TFN_OUT_OF_RANGE = 11,
  TFN_UNIMPLEMENTED = 12,
  TFN_INTERNAL = 13,
  TFN_LIBRARY = 100,        // libtensorflow could not be loaded, or lacks symbols: the installation's fault
  TFN_OUT_OF_MEMORY = 101,  // an allocation of ours failed
  TFN_BAD_CALL = 102,       // NULL handle, negative count: the managed side's fault
  TFN_BAD_FEED = 103,       // a feed TensorFlow would crash on: dtype, rank, dims, lengths, offsets
  TFN_BAD_OUTPUT = 104,     // an output that cannot be handed over: resource, variant, over 2 GiB
  TFN_COPY_FORBIDDEN = 105, // a feed had to be copied and the run forbids copies
};

typedef struct tfn_error {
  int32_t code;
  int32_t index; // which feed or fetch, or -1
  char message[4088];
} tfn_error;

// ---------------------------------------------------------------------------------------------------- runtime
typedef struct tfn_runtime tfn_runtime;

typedef struct tfn_runtime_info {
  int32_t string_abi;       // 1: encoded offsets (up to 2.3), 2: TF_TString (from 2.4)
  int32_t borrow_alignment; // smallest alignment TensorFlow borrows without a copy, probed at load
  char version[56];         // TF_Version()
} tfn_runtime_info;

// Exact counters of one runtime. Live ones are back at 0 when every handle is released.
typedef struct tfn_counters {
  int64_t live_bytes; // blocks of ours in use, and output tensors not yet released
  int64_t live_tensors, live_graphs, live_sessions, live_plans, live_outputs, live_leases;
  int64_t pooled_bytes; // idle blocks kept for reuse; not live
  int64_t runs;
  int64_t borrowed_tensors, borrowed_bytes, copied_tensors, copied_bytes;
  int64_t aliased_outputs; // outputs that share memory with a feed, a constant or another output
  int64_t pending_leases;  // released by TensorFlow, not yet drained
} tfn_counters;

// success: TFN_ABI_VERSION as the library was built; a caller built with another must not go on. Cannot fail.
TFN_API int32_t tfn_abi_version(void);

// Sets (value) or unsets (NULL) a variable of the native environment, where TensorFlow reads it. Call before opening.
// before: strings are the caller's. success, failure: they still are.
TFN_API tfn_status tfn_environment_set(const char *name, const char *value, tfn_error *error);

// Raises malloc's mmap and trim thresholds to `bytes`, so that large outputs reuse memory in place of page faults.
// Threads that begin later share the arenas there are, since only malloc's first one holds blocks over 64 MiB.
// before, success, failure: nothing is owned; the setting is the process's and stays.
TFN_API tfn_status tfn_malloc_keep(int64_t bytes, tfn_error *error);

// Sends file descriptor 2 to /dev/null (muted != 0) or back; calls nest. For TensorFlow's start-up lines only: what
// other threads write meanwhile is lost too. before, success: nothing is owned. Cannot fail: then it does not mute.
TFN_API void tfn_stderr_mute(int32_t muted);

// Loads libtensorflow (`library`: a file) and what it needs, private to this handle.
// before: `library` is the caller's. success: *out is the caller's, to be closed once. failure: *out is NULL.
TFN_API tfn_status tfn_runtime_open(const char *library, tfn_runtime **out, tfn_error *error);
// before: no graph, session or plan of it is open. success: handle gone (the library stays mapped: TensorFlow cannot be
// unloaded); leases and outputs still alive keep what they need.
TFN_API void tfn_runtime_close(tfn_runtime *runtime);
// before, success: *out is the caller's, filled (zeros where the runtime is NULL). Cannot fail, nor can the next two.
TFN_API void tfn_runtime_describe(const tfn_runtime *runtime, tfn_runtime_info *out);
// before, success: *out is the caller's. Each number is exact once no run is in flight.
TFN_API void tfn_runtime_counters(const tfn_runtime *runtime, tfn_counters *out);
// before, success: idle pooled blocks are the shim's; they go back to malloc. Blocks in use stay.
TFN_API void tfn_runtime_trim(tfn_runtime *runtime);

// Bytes made by TensorFlow or by us, handed to the caller.
typedef struct tfn_bytes {
  void *data;
  int64_t length;
} tfn_bytes;
// The serialized OpList of all registered ops. success: *out is the caller's, to be freed. failure: *out is {NULL, 0}.
TFN_API tfn_status tfn_runtime_op_list(tfn_runtime *runtime, tfn_bytes *out, tfn_error *error);
// before: *bytes is the caller's, from the shim, or {NULL, 0}. success: memory gone, *bytes is {NULL, 0}: twice is
// once.
TFN_API void tfn_bytes_free(tfn_bytes *bytes);

// Takes up to `capacity` tokens of leases that TensorFlow has let go since the last call. Returns how many.
// before: tokens belong to the shim. success: each returned token is the caller's again, exactly once. failure (NULL,
// no capacity): 0, and all stay the shim's.
TFN_API int32_t tfn_runtime_drain(tfn_runtime *runtime, uint64_t *tokens, int32_t capacity);

// ---------------------------------------------------------------------------------------------------- graph
typedef struct tfn_graph tfn_graph;

typedef struct tfn_port {
  const char *operation;
  int32_t index;
  int32_t reserved;
} tfn_port;

// before: bytes are the caller's. success: *out is the caller's; bytes are no longer needed. failure: *out is NULL.
TFN_API tfn_status tfn_graph_import(tfn_runtime *runtime, const void *graph_def, int64_t length, tfn_graph **out,
                                    tfn_error *error);
// before: the handle is the caller's, or NULL. success: handle gone; sessions made from it keep the graph alive.
TFN_API void tfn_graph_close(tfn_graph *graph);

// One output of one operation. `dims` receives at most `capacity` sizes (-1 unknown); *rank is -1 where unknown.
// *output_count is filled even when the index is out of range (then TFN_OUT_OF_RANGE). Unknown op: TFN_NOT_FOUND.
// before, success, failure: all memory is the caller's.
TFN_API tfn_status tfn_graph_output(tfn_graph *graph, const char *operation, int32_t index, int32_t *output_count,
                                    int32_t *dtype, int32_t *rank, int64_t *dims, int32_t capacity, tfn_error *error);

// ---------------------------------------------------------------------------------------------------- building
// A graph may be built operation by operation. Only one thread at a time may build it, and nothing may run it
// meanwhile.

typedef struct tfn_attr {
  const char *name;
  const void *value; // a serialized AttrValue
  int64_t length;
} tfn_attr;

typedef struct tfn_node {
  const char *name;
  const char *op;
  const tfn_port *inputs;      // those of all arguments, one argument after another
  const int32_t *arguments;    // for each argument of the op: -1 for one tensor, else a list of so many
  const char *const *controls; // operations that must have run before
  const tfn_attr *attrs;       // types and counts that follow from the inputs need not be among them
  int32_t input_count;
  int32_t argument_count;
  int32_t control_count;
  int32_t attr_count;
} tfn_node;

// success: *out is the caller's, an empty graph. failure: *out is NULL.
TFN_API tfn_status tfn_graph_new(tfn_runtime *runtime, tfn_graph **out, tfn_error *error);
// Adds one operation; TensorFlow checks it and infers its outputs' dtypes and shapes.
// before: the node and all it points at are the caller's. success: they are no longer needed; the graph has the
// operation, of *output_count outputs. failure: the graph is as it was; error->index names the input at fault, if one.
TFN_API tfn_status tfn_graph_add(tfn_graph *graph, const tfn_node *node, int32_t *output_count, tfn_error *error);
// Adds a whole GraphDef under `prefix`/, which begins no operation's name yet: TensorFlow does not look. What reads
// output from[i] of it, which it need not have, reads the graph's own output to[i] instead. before: all memory is the
// caller's. success: it is no longer needed. failure: the graph is as it was; error->index names the pair at fault, if
// one.
TFN_API tfn_status tfn_graph_append(tfn_graph *graph, const void *graph_def, int64_t length, const char *prefix,
                                    const tfn_port *from, const tfn_port *to, int32_t count, tfn_error *error);
// The graph as a serialized GraphDef. success: *out is the caller's, to be freed. failure: *out is {NULL, 0}.
TFN_API tfn_status tfn_graph_write(tfn_graph *graph, tfn_bytes *out, tfn_error *error);

// ---------------------------------------------------------------------------------------------------- session
typedef struct tfn_session tfn_session;

// before: `config` (a serialized ConfigProto, or NULL with length 0) is the caller's. success: *out is the caller's and
// keeps the graph alive; config is no longer needed. failure: *out is NULL.
TFN_API tfn_status tfn_session_open(tfn_graph *graph, const void *config, int64_t length, tfn_session **out,
                                    tfn_error *error);
// before: the handle is the caller's, or NULL. success: handle gone; when its last plan is too, the session ends, and
// feeds that its variables and queues kept are let go.
TFN_API void tfn_session_close(tfn_session *session);

// ---------------------------------------------------------------------------------------------------- plan
// A fixed list of feeds and fetches, resolved once: one executor inside TensorFlow.
typedef struct tfn_plan tfn_plan;

enum {
  TFN_PLAN_COPY_FEEDS = 1,   // the graph mutates feeds (Inplace*): never borrow
  TFN_PLAN_COPY_OUTPUTS = 2, // outputs may change under the holder (ref variables): copy them out
  TFN_PLAN_STATEFUL = 4,     // strings may outlive the run inside the session: TensorFlow must copy what it keeps
};

// before: ports are the caller's. success: *out is the caller's and keeps the session alive; ports are no longer
// needed. failure: *out is NULL; error->index names the port.
TFN_API tfn_status tfn_plan_open(tfn_session *session, const tfn_port *feeds, int32_t feed_count,
                                 const tfn_port *fetches, int32_t fetch_count, int32_t flags, tfn_plan **out,
                                 tfn_error *error);
// before: the handle is the caller's, or NULL; no run of it is in flight. success: handle gone.
TFN_API void tfn_plan_close(tfn_plan *plan);

// ---------------------------------------------------------------------------------------------------- run
typedef enum tfn_layout {
  TFN_VALUES = 0,    // fixed-width values, contiguous
  TFN_BITS = 1,      // Arrow booleans, one bit each, first at bit `first`
  TFN_STRINGS32 = 2, // int32 offsets[first .. first + count] into data
  TFN_STRINGS64 = 3, // int64 offsets
} tfn_layout;

typedef enum tfn_copy_reason { // why a feed was not borrowed
  TFN_BORROWED = 0,
  TFN_COPY_MISALIGNED = 1,
  TFN_COPY_BITS = 2,       // bits became bytes
  TFN_COPY_STRING_ABI = 3, // the old string ABI has no views
  TFN_COPY_MUTATED = 4,    // TFN_PLAN_COPY_FEEDS
} tfn_copy_reason;

typedef struct tfn_feed {
  const void *data;      // values, bits, or the bytes of strings; NULL only where data_bytes is 0
  const void *offsets;   // strings only
  int64_t data_bytes;    // readable bytes at data
  int64_t offsets_bytes; // readable bytes at offsets
  int64_t first;         // bits: first bit; strings: first offset; values: 0
  const int64_t *dims;
  int32_t rank;
  int32_t dtype;  // TF_DataType
  int32_t layout; // tfn_layout
  int32_t reason; // out: tfn_copy_reason
} tfn_feed;

enum { TFN_ALIASED = 1 }; // memory is shared with a feed, a constant or another output

typedef struct tfn_fetch {
  const void *data;       // values; packed bits for bool; the bytes of all strings
  const int32_t *offsets; // strings: count + 1 offsets; else NULL
  const int64_t *dims;    // rank sizes, owned by the outputs
  int64_t data_bytes;
  int64_t count; // elements
  int32_t rank;
  int32_t dtype;
  int32_t flags;
  int32_t reserved;
} tfn_fetch;

typedef struct tfn_outputs tfn_outputs;

typedef struct tfn_run_result {
  tfn_outputs *outputs;   // success: the caller's, to be released once; it owns all memory behind the fetches
  int32_t lease_held;     // 1: TensorFlow or the outputs still hold the lease; its token comes back by draining
  int32_t pending_leases; // tokens waiting to be drained
} tfn_run_result;

enum { TFN_RUN_FORBID_COPY = 1 };

// Runs the plan once. `feeds` and `fetches` have the plan's counts. `token` names the caller's pins on all feeds.
// before: the caller pins every feed's memory, and keeps the plan open. success: result->outputs is the caller's; while
// result->lease_held the pins stay, until the token is drained (perhaps later, let go on another thread); otherwise
// they may go at once. failure: outputs is NULL, fetches are zeros; lease_held tells the same. error->index names the
// feed or fetch.
TFN_API tfn_status tfn_plan_run(tfn_plan *plan, tfn_feed *feeds, tfn_fetch *fetches, uint64_t token, int32_t flags,
                                tfn_run_result *result, tfn_error *error);

typedef struct tfn_row_feed {
  const int64_t *sizes;  // rows * (rank - 1) sizes, row after row, where cells differ in shape; NULL: the feed's own
  int64_t borrowed_rows; // out: rows fed without a copy
  int64_t borrowed_bytes;
  int64_t copied_rows; // out: rows copied, for the feed's reason
  int64_t copied_bytes;
  int32_t whole; // 1: the feed is one tensor, fed to every row as it is; the counts are then of that tensor
  int32_t reserved;
} tfn_row_feed;

typedef struct tfn_row_fetch {
  const int64_t *sizes; // out: rows * (rank - 1) sizes where the fetch's cells differ in shape; else NULL
} tfn_row_fetch;

typedef struct tfn_rows {
  int64_t count; // rows, or groups of rows; at least 1
  tfn_row_feed *feeds;
  tfn_row_fetch *fetches;
  const int32_t *stop;   // once it is not 0, no further row begins; any thread may write it. NULL: nobody does
  const int64_t *starts; // groups: count + 1 first rows, from 0 on, none empty; NULL: each row is run by itself
  tfn_feed *blocks;      // blocks: of each, the plan's feeds as for tfn_plan_run, reasons out; NULL: rows or groups
  int64_t failed;        // out: the row, group or block at fault, or -1
} tfn_rows;

// Runs the plan once for each row and gathers each fetch's cells into one column. Feeds hold all rows, one after
// another, as for tfn_plan_run: dims[0] is rows->count, the others are a cell's sizes (where rows->feeds[i].sizes says
// otherwise they are not read); a whole feed has its own dims, and one tensor serves all (a copy each under
// TFN_PLAN_COPY_FEEDS). A row's tensor has exactly its cell's shape. Fetches are described as those of one run over all
// rows: dims[0] is the rows; a size that differs from row to row is -1, and all are in rows->fetches[i].sizes. With
// rows->starts, once for each group of rows that follow one another: dims[0] of a feed is starts[count], the cells have
// one shape, and a tensor has the group's rows before it. A group of one row is not run: the cell of feed i is its
// result of fetch i, so that such a plan begins with a feed for each fetch, of its dtype and not whole. With
// rows->blocks, once for each block, whose feeds lie where they like; of `feeds` only whole ones are read. "Row" is
// then "group" or "block" in what follows. before: the caller pins every feed's memory, and keeps the plan open.
// success: result->outputs is the caller's and owns fetches and sizes; lease_held as for tfn_plan_run. failure: outputs
// is NULL, fetches are zeros; lease_held tells the same; rows->failed names the row. Stopped: TFN_CANCELLED.
TFN_API tfn_status tfn_plan_run_rows(tfn_plan *plan, tfn_rows *rows, tfn_feed *feeds, tfn_fetch *fetches,
                                     uint64_t token, int32_t flags, tfn_run_result *result, tfn_error *error);

// before: `outputs` is the caller's, or NULL; nobody reads the fetches any more. success: handle and memory gone; may
// let go of the run's lease.
TFN_API void tfn_outputs_release(tfn_outputs *outputs);

#ifdef __cplusplus
}
#endif
#endif
