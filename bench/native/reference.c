#include "loop.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

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
#define FIND(type, name, parameters) loop->name = (type(*) parameters)dlsym(library, "TF_" #name);
  TEXT_FUNCTIONS(FIND)
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

static TF_Tensor *tensor_of(const ref_loop *loop, const ref_batch *batch) {
  return batch->form == REF_BORROWED
             ? loop->NewTensor(batch->dtype, batch->dims, batch->rank, batch->data, batch->bytes, keep, NULL)
             : copied_in(loop, batch);
}

static uint64_t look_at(const ref_loop *loop, const ref_batch *batch, const TF_Tensor *result) {
  return batch->form == REF_BORROWED || batch->form == REF_FILLED ? *(const unsigned char *)loop->TensorData(result)
                                                                  : copied_out(loop, batch, result);
}

int32_t ref_run(ref_loop *loop, const ref_batch *batches, int32_t count, uint64_t *checksum) {
  uint64_t sum = 0;
  for (const ref_batch *batch = batches; batch < batches + count; batch++) {
    TF_Tensor *in = tensor_of(loop, batch);
    TF_Tensor *out = NULL;
    loop->SessionRun(loop->session, NULL, &loop->feed, &in, 1, &loop->fetch, &out, 1, NULL, 0, NULL, loop->status);
    int code = loop->GetCode(loop->status);
    if (!code) {
      sum += look_at(loop, batch, out);
      loop->DeleteTensor(out);
    }
    if (batch->form == REF_BORROWED)
      loop->DeleteTensor(in);
    else
      copied_delete(loop, batch, in);
    if (code)
      return code;
  }
  *checksum = sum;
  return 0;
}
