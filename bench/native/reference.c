#include "reference.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct TF_Status TF_Status;
typedef struct TF_Graph TF_Graph;
typedef struct TF_Operation TF_Operation;
typedef struct TF_Session TF_Session;
typedef struct TF_SessionOptions TF_SessionOptions;
typedef struct TF_ImportGraphDefOptions TF_ImportGraphDefOptions;
typedef struct TF_Tensor TF_Tensor;

typedef struct TF_Buffer {
  const void *data;
  size_t length;
  void (*data_deallocator)(void *data, size_t length);
} TF_Buffer;

typedef struct TF_Output {
  TF_Operation *oper;
  int index;
} TF_Output;

// X(return type, name, parameters)
#define FUNCTIONS(X)                                                                                                   \
  X(TF_Status *, NewStatus, (void))                                                                                    \
  X(void, DeleteStatus, (TF_Status *))                                                                                 \
  X(int, GetCode, (const TF_Status *))                                                                                 \
  X(const char *, Message, (const TF_Status *))                                                                        \
  X(TF_Graph *, NewGraph, (void))                                                                                      \
  X(void, DeleteGraph, (TF_Graph *))                                                                                   \
  X(TF_ImportGraphDefOptions *, NewImportGraphDefOptions, (void))                                                      \
  X(void, DeleteImportGraphDefOptions, (TF_ImportGraphDefOptions *))                                                   \
  X(void, GraphImportGraphDef, (TF_Graph *, const TF_Buffer *, const TF_ImportGraphDefOptions *, TF_Status *))         \
  X(TF_Operation *, GraphOperationByName, (TF_Graph *, const char *))                                                  \
  X(TF_SessionOptions *, NewSessionOptions, (void))                                                                    \
  X(void, DeleteSessionOptions, (TF_SessionOptions *))                                                                 \
  X(void, SetConfig, (TF_SessionOptions *, const void *, size_t, TF_Status *))                                         \
  X(TF_Session *, NewSession, (TF_Graph *, const TF_SessionOptions *, TF_Status *))                                    \
  X(TF_Session *, LoadSessionFromSavedModel,                                                                           \
    (const TF_SessionOptions *, const TF_Buffer *, const char *, const char *const *, int, TF_Graph *, TF_Buffer *,    \
     TF_Status *))                                                                                                     \
  X(void, DeleteSession, (TF_Session *, TF_Status *))                                                                  \
  X(void, SessionRun,                                                                                                  \
    (TF_Session *, const TF_Buffer *, const TF_Output *, TF_Tensor *const *, int, const TF_Output *, TF_Tensor **,     \
     int, const TF_Operation *const *, int, TF_Buffer *, TF_Status *))                                                 \
  X(TF_Tensor *, NewTensor, (int, const int64_t *, int, void *, size_t, void (*)(void *, size_t, void *), void *))     \
  X(void, DeleteTensor, (TF_Tensor *))                                                                                 \
  X(void *, TensorData, (const TF_Tensor *))

struct ref_loop {
#define MEMBER(type, name, parameters) type(*name) parameters;
  FUNCTIONS(MEMBER)
#undef MEMBER
  TF_Graph *graph;
  TF_Session *session;
  TF_Status *status;
  TF_Output feed, fetch;
};

static int load(ref_loop *loop, const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library)
    return 0;
#define FIND(type, name, parameters)                                                                                   \
  loop->name = (type(*) parameters)dlsym(library, "TF_" #name);                                                        \
  if (!loop->name)                                                                                                     \
    return 0;
  FUNCTIONS(FIND)
#undef FIND
  return 1;
}

static int import(ref_loop *loop, const ref_model *model) {
  TF_Buffer def = {model->graph_def, model->graph_def_bytes, NULL};
  TF_ImportGraphDefOptions *options = loop->NewImportGraphDefOptions();
  loop->GraphImportGraphDef(loop->graph, &def, options, loop->status);
  loop->DeleteImportGraphDefOptions(options);
  return !loop->GetCode(loop->status);
}

static TF_Session *new_session(ref_loop *loop, const ref_model *model, const TF_SessionOptions *options) {
  const char *tag = "serve";
  return model->saved_model ? loop->LoadSessionFromSavedModel(options, NULL, model->saved_model, &tag, 1, loop->graph,
                                                              NULL, loop->status)
                            : loop->NewSession(loop->graph, options, loop->status);
}

static int open_session(ref_loop *loop, const ref_model *model) {
  // SetConfig leaves a status alone when it succeeds.
  TF_SessionOptions *options = loop->NewSessionOptions();
  loop->SetConfig(options, model->config, model->config_bytes, loop->status);
  if (!loop->GetCode(loop->status))
    loop->session = new_session(loop, model, options);
  loop->DeleteSessionOptions(options);
  return !loop->GetCode(loop->status);
}

static int find_ends(ref_loop *loop, const ref_model *model) {
  loop->feed = (TF_Output){loop->GraphOperationByName(loop->graph, model->placeholder), 0};
  loop->fetch = (TF_Output){loop->GraphOperationByName(loop->graph, model->fetch), 0};
  return loop->feed.oper && loop->fetch.oper;
}

ref_loop *ref_open(const ref_model *model, char *message, size_t capacity) {
  ref_loop *loop = calloc(1, sizeof *loop);
  if (!loop)
    return NULL;
  if (!load(loop, model->library)) {
    const char *why = dlerror();
    snprintf(message, capacity, "%s", why ? why : "a function is missing");
    free(loop);
    return NULL;
  }
  loop->status = loop->NewStatus();
  loop->graph = loop->NewGraph();
  if ((!model->saved_model && !import(loop, model)) || !open_session(loop, model) || !find_ends(loop, model)) {
    snprintf(message, capacity, "%s", loop->GetCode(loop->status) ? loop->Message(loop->status) : "no such operation");
    ref_close(loop);
    return NULL;
  }
  return loop;
}

void ref_close(ref_loop *loop) {
  if (loop->session)
    loop->DeleteSession(loop->session, loop->status);
  if (loop->graph)
    loop->DeleteGraph(loop->graph);
  loop->DeleteStatus(loop->status);
  free(loop);
}

static void keep(void *data, size_t length, void *argument) { (void)data, (void)length, (void)argument; }

int32_t ref_run(ref_loop *loop, const ref_batch *batches, int32_t count, uint64_t *checksum) {
  uint64_t sum = 0;
  for (const ref_batch *batch = batches; batch < batches + count; batch++) {
    TF_Tensor *in = loop->NewTensor(batch->dtype, batch->dims, batch->rank, batch->data, batch->bytes, keep, NULL);
    TF_Tensor *out = NULL;
    loop->SessionRun(loop->session, NULL, &loop->feed, &in, 1, &loop->fetch, &out, 1, NULL, 0, NULL, loop->status);
    int code = loop->GetCode(loop->status);
    if (!code) {
      sum += *(const unsigned char *)loop->TensorData(out);
      loop->DeleteTensor(out);
    }
    loop->DeleteTensor(in);
    if (code)
      return code;
  }
  *checksum = sum;
  return 0;
}
