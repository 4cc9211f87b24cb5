// Building, as the fake library has it: an operation is made and forgotten, a graph is written as three bytes.
#include <stdlib.h>

#include "fake_tensorflow.h"

#define EXPORT __attribute__((visibility("default")))

typedef struct buffer {
  const void *data;
  size_t length;
  void (*let_go)(void *, size_t);
} buffer;

typedef struct output {
  void *oper;
  int index;
} output;

extern void TF_SetStatus(void *status, int code, const char *message);
extern void *TF_GraphOperationByName(void *graph, const char *name);

EXPORT void TF_ImportGraphDefOptionsSetPrefix(void *options, const char *prefix) { (void)options, (void)prefix; }
EXPORT void TF_ImportGraphDefOptionsAddInputMapping(void *options, const char *name, int index, output to) {
  (void)options, (void)name, (void)index, (void)to;
}

EXPORT void *TF_NewOperation(void *graph, const char *op, const char *name) {
  (void)graph, (void)op, (void)name;
  return fake_make(1);
}
EXPORT void TF_AddInput(void *description, output input) {
  (void)description;
  if (!input.oper)
    abort();
}
EXPORT void TF_AddInputList(void *description, const output *inputs, int count) {
  for (int i = 0; i < count; i++)
    TF_AddInput(description, inputs[i]);
}
EXPORT void TF_AddControlInput(void *description, void *operation) { TF_AddInput(description, (output){operation, 0}); }
EXPORT void TF_SetAttrValueProto(void *description, const char *name, const void *value, size_t length, void *status) {
  (void)description, (void)name;
  if (length && *(const char *)value == '!')
    TF_SetStatus(status, 3, "Unparseable AttrValue proto");
}
EXPORT void *TF_FinishOperation(void *description, void *status) {
  (void)status;
  fake_destroy(description);
  return TF_GraphOperationByName(NULL, "y0");
}

EXPORT buffer *TF_NewBuffer(void) { return fake_make(sizeof(buffer)); }
EXPORT void TF_GraphToGraphDef(void *graph, buffer *out, void *status) {
  (void)graph, (void)status;
  *out = (buffer){"def", 3, NULL};
}
