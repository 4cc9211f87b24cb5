#include "session.h"

#include "memory.h"

static tfn_status make(tfn_graph *graph, const void *config, int64_t length, TF_Session **out, tfn_error *error) {
  tfn_runtime *runtime = graph->runtime;
  TF_SessionOptions *options = runtime->tf.NewSessionOptions();
  TF_Status *status = tfn_new_status(runtime);
  if (config)
    runtime->tf.SetConfig(options, config, (size_t)length, status);
  if (!runtime->tf.GetCode(status)) {
    runtime->tf.SetStatus(status, TFN_OK, "");
    *out = runtime->tf.NewSession(graph->graph, options, status);
  }
  runtime->tf.DeleteSessionOptions(options);
  return tfn_take_status(runtime, status, -1, error);
}

tfn_status tfn_session_open(tfn_graph *graph, const void *config, int64_t length, tfn_session **out, tfn_error *error) {
  if (out)
    *out = NULL;
  if (!graph || !out || length < 0 || (!config && length))
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_session_open: a NULL argument, or a length of %lld",
                    (long long)length);
  if (length > TFN_PROTOBUF_LIMIT)
    return tfn_fail(error, TFN_INVALID_ARGUMENT, -1, "a ConfigProto of %lld bytes: protobuf ends at 2^31 - 1",
                    (long long)length);
  tfn_session *session = tfn_allocate_zeroed(sizeof *session);
  if (!session)
    return tfn_fail_memory(error);
  tfn_status status = make(graph, config, length, &session->session, error);
  if (status) {
    tfn_free(session);
    return status;
  }
  session->graph = graph;
  atomic_init(&session->references, 1);
  tfn_graph_retain(graph);
  tfn_count(&graph->runtime->counters, TFN_LIVE_SESSIONS, 1);
  *out = session;
  return TFN_OK;
}

void tfn_session_retain(tfn_session *session) {
  atomic_fetch_add_explicit(&session->references, 1, memory_order_relaxed);
}

void tfn_session_close(tfn_session *session) {
  if (!session || atomic_fetch_sub_explicit(&session->references, 1, memory_order_acq_rel) != 1)
    return;
  tfn_runtime *runtime = session->graph->runtime;
  TF_Status *status = tfn_new_status(runtime);
  runtime->tf.CloseSession(session->session, status);
  runtime->tf.SetStatus(status, TFN_OK, "");
  runtime->tf.DeleteSession(session->session, status);
  runtime->tf.DeleteStatus(status);
  tfn_count(&runtime->counters, TFN_LIVE_SESSIONS, -1);
  tfn_graph_close(session->graph);
  tfn_free(session);
}
