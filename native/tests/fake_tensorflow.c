#include "fake_tensorflow.h"
#include "fake_check.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef void deallocator(void *, size_t, void *);

typedef struct buffer {
  atomic_int references;
  void *data;
  size_t length;
  deallocator *let_go;
  void *argument;
  int own;
  int holds_strings; // of its own
} buffer;

// What a run keeps of one feed: the memory, not the tensor.
typedef struct held_feed {
  buffer *buffer;
  int dtype;
  int64_t count;
  struct held_feed *next;
} held_feed;

typedef struct TF_Tensor {
  buffer *buffer;
  int dtype, rank;
  int64_t dims[256];
} TF_Tensor;

typedef struct TF_Status {
  int code;
  char message[8192];
} TF_Status;

typedef struct TF_Operation {
  const char *name;
  int dtype;
} TF_Operation;

typedef struct TF_Buffer {
  const void *data;
  size_t length;
  void (*let_go)(void *, size_t);
} TF_Buffer;

typedef struct TF_Output {
  TF_Operation *oper;
  int index;
} TF_Output;

#define EXPORT __attribute__((visibility("default")))
#ifdef FAKE_INCOMPLETE
#define LACKING __attribute__((visibility("hidden")))
#else
#define LACKING EXPORT
#endif

#ifndef FAKE_ALIGNMENT
#define FAKE_ALIGNMENT 64
#endif

static fake_knobs knobs;
static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;
static held_feed *kept;

EXPORT fake_knobs *fake_get(void) { return &knobs; }

void *fake_make(size_t size) {
  void *memory = calloc(1, size);
  if (!memory)
    abort();
  knobs.live++;
  return memory;
}

void fake_destroy(void *memory) {
  if (!memory)
    return;
  knobs.live--;
  free(memory);
}

// As TF_TString has it: a large string is copied deeply, a view as a pointer.
static void each_large_string(const buffer *b, void (*act)(uint64_t words[3])) {
#ifndef FAKE_OLD_STRINGS
  for (size_t i = 0; b->holds_strings && i < b->length / 24; i++) {
    uint64_t *words = (uint64_t *)b->data + i * 3;
    if ((words[0] & 3) == 1)
      act(words);
  }
#else
  (void)b, (void)act;
#endif
}

static void copy_string(uint64_t words[3]) {
  char *copy = malloc(words[1] + 1);
  memcpy(copy, (const char *)(uintptr_t)words[2], words[0] >> 2);
  words[2] = (uintptr_t)copy;
}

static void drop_string(uint64_t words[3]) { free((void *)(uintptr_t)words[2]); }

static void release(buffer *b) {
  if (atomic_fetch_sub(&b->references, 1) != 1)
    return;
  if (b->own) {
    each_large_string(b, drop_string);
    free(b->data);
  } else
    b->let_go(b->data, b->length, b->argument);
  free(b);
}

// TensorFlow may read what it keeps for as long as it keeps it.
EXPORT void let_go_kept(void) {
  pthread_mutex_lock(&kept_lock);
  held_feed *list = kept;
  kept = NULL;
  pthread_mutex_unlock(&kept_lock);
  while (list) {
    held_feed *next = list->next;
    fake_read_all(list->dtype, &list->count, 1, list->buffer->data, list->buffer->length);
    release(list->buffer);
    free(list);
    list = next;
  }
}

static void keep(const TF_Tensor *tensor) {
  held_feed *node = calloc(1, sizeof *node);
  *node = (held_feed){.buffer = tensor->buffer, .dtype = tensor->dtype, .count = 1};
  for (int i = 0; i < tensor->rank; i++)
    node->count *= tensor->dims[i];
  atomic_fetch_add(&tensor->buffer->references, 1);
  pthread_mutex_lock(&kept_lock);
  node->next = kept;
  kept = node;
  pthread_mutex_unlock(&kept_lock);
}

EXPORT const char *TF_Version(void) { return FAKE_VERSION; }
#ifdef FAKE_OLD_STRINGS
EXPORT size_t TF_StringEncode(void) { abort(); }
#endif

EXPORT TF_Status *TF_NewStatus(void) { return fake_make(sizeof(TF_Status)); }
EXPORT void TF_DeleteStatus(TF_Status *status) { fake_destroy(status); }
EXPORT void TF_SetStatus(TF_Status *status, int code, const char *message) {
  status->code = code;
  strncpy(status->message, message, sizeof status->message - 1);
}
EXPORT int TF_GetCode(const TF_Status *status) { return status->code; }
EXPORT const char *TF_Message(const TF_Status *status) { return status->message; }

EXPORT TF_Buffer *TF_GetAllOpList(void) {
  TF_Buffer *list = fake_make(sizeof *list);
  *list = (TF_Buffer){"ops", 3, NULL};
  return list;
}
EXPORT void TF_DeleteBuffer(TF_Buffer *b) { fake_destroy(b); }

EXPORT void *TF_NewGraph(void) { return fake_make(1); }
EXPORT void TF_DeleteGraph(void *graph) { fake_destroy(graph); }
EXPORT void *TF_NewImportGraphDefOptions(void) { return fake_make(1); }
EXPORT void TF_DeleteImportGraphDefOptions(void *options) { fake_destroy(options); }
EXPORT void TF_GraphImportGraphDef(void *graph, const TF_Buffer *bytes, const void *options, TF_Status *status) {
  (void)graph, (void)options;
  if (bytes->length && *(const char *)bytes->data == '!')
    TF_SetStatus(status, 3, "Invalid GraphDef");
}

static TF_Operation operations[] = {{"x0", 2}, {"x1", 2}, {"x2", 2}, {"y0", 2}, {"y1", 2}, {"y2", 2}, {"r", 20}};

EXPORT TF_Operation *TF_GraphOperationByName(void *graph, const char *name) {
  (void)graph;
  for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
    if (!strcmp(operations[i].name, name))
      return &operations[i];
  return NULL;
}
EXPORT int TF_OperationNumOutputs(TF_Operation *operation) { return operation ? 1 : 0; }
EXPORT int TF_OperationOutputType(TF_Output output) { return output.oper->dtype; }
EXPORT int TF_GraphGetTensorNumDims(void *graph, TF_Output output, TF_Status *status) {
  (void)graph, (void)status;
  return output.oper->name[0] == 'y' ? 2 : -1;
}
EXPORT void TF_GraphGetTensorShape(void *graph, TF_Output output, int64_t *dims, int rank, TF_Status *status) {
  (void)graph, (void)output, (void)status;
  for (int i = 0; i < rank; i++)
    dims[i] = -1;
}

EXPORT void *TF_NewSessionOptions(void) { return fake_make(1); }
EXPORT void TF_DeleteSessionOptions(void *options) { fake_destroy(options); }
EXPORT void TF_SetConfig(void *options, const void *config, size_t length, TF_Status *status) {
  (void)options, (void)config;
  if (length == 1)
    TF_SetStatus(status, 3, "Unparseable ConfigProto");
}
EXPORT void *TF_NewSession(void *graph, const void *options, TF_Status *status) {
  (void)graph, (void)options, (void)status;
  return fake_make(1);
}
EXPORT void TF_CloseSession(void *session, TF_Status *status) { (void)session, (void)status; }
EXPORT void TF_DeleteSession(void *session, TF_Status *status) {
  (void)status;
  fake_destroy(session);
}

EXPORT void TF_DeleteTensor(TF_Tensor *tensor) {
  if (!tensor)
    return;
  release(tensor->buffer);
  fake_destroy(tensor);
}

static buffer *new_buffer(void *data, size_t length, deallocator *let_go, void *argument) {
  buffer *b = calloc(1, sizeof *b);
  *b = (buffer){.references = 1, .data = data, .length = length, .let_go = let_go, .argument = argument};
  b->own = let_go == NULL;
  return b;
}

static buffer *own_copy(const void *data, size_t length) {
  void *copy = NULL;
  if (posix_memalign(&copy, 64, length ? length : 1))
    abort();
  if (length)
    memcpy(copy, data, length);
  return new_buffer(copy, length, NULL, NULL);
}

LACKING TF_Tensor *TF_NewTensor(int dtype, const int64_t *dims, int rank, void *data, size_t length,
                                deallocator *let_go, void *argument) {
  fake_check_new(dtype, dims, rank, data, length, let_go != NULL);
  if (knobs.refuses && dtype != 1) { // not the probe at load
    let_go(data, length, argument);
    return NULL;
  }
  TF_Tensor *tensor = fake_make(sizeof *tensor);
  tensor->dtype = dtype;
  tensor->rank = rank;
  for (int i = 0; i < rank; i++)
    tensor->dims[i] = dims[i];
  if (dtype != 7 && (uintptr_t)data % FAKE_ALIGNMENT) {
    tensor->buffer = own_copy(data, length);
    let_go(data, length, argument);
  } else {
    tensor->buffer = new_buffer(data, length, let_go, argument);
  }
  return tensor;
}

static TF_Tensor *output_of(const TF_Tensor *input) {
  TF_Tensor *output = fake_make(sizeof *output);
  *output = *input;
  if (knobs.copies) {
    output->buffer = own_copy(input->buffer->data, input->buffer->length);
    output->buffer->holds_strings = input->dtype == 7;
    each_large_string(output->buffer, copy_string);
  } else {
    atomic_fetch_add(&input->buffer->references, 1);
  }
  if (knobs.output_dtype)
    output->dtype = knobs.output_dtype;
  if (knobs.output_rows) {
    output->rank = 1;
    output->dims[0] = knobs.output_rows;
  }
  if (knobs.output_rank) {
    output->rank = knobs.output_rank;
    for (int i = 0; i < output->rank; i++)
      output->dims[i] = 1;
  }
  return output;
}

LACKING void TF_SessionRun(void *session, const TF_Buffer *options, const TF_Output *inputs, TF_Tensor *const *values,
                           int input_count, const TF_Output *outputs, TF_Tensor **results, int output_count,
                           const TF_Operation *const *targets, int target_count, TF_Buffer *metadata,
                           TF_Status *status) {
  (void)session, (void)options, (void)inputs, (void)outputs, (void)targets, (void)target_count, (void)metadata;
  for (int i = 0; i < input_count; i++)
    fake_read_all(values[i]->dtype, values[i]->dims, values[i]->rank, values[i]->buffer->data,
                  values[i]->buffer->length);
  if (knobs.keeps)
    for (int i = 0; i < input_count; i++)
      keep(values[i]);
  if (knobs.fails) {
    TF_SetStatus(status, knobs.fails, knobs.message ? knobs.message : "it failed");
    return;
  }
  if (!input_count && output_count) {
    TF_SetStatus(status, 3, "nothing was fed");
    return;
  }
  for (int i = 0; i < output_count; i++)
    results[i] = output_of(values[i % input_count]);
}

EXPORT TF_Tensor *TF_TensorMaybeMove(TF_Tensor *tensor) {
  return tensor->buffer->own && tensor->buffer->references == 1 ? tensor : NULL;
}
EXPORT int TF_TensorType(const TF_Tensor *tensor) { return tensor->dtype; }
EXPORT int TF_NumDims(const TF_Tensor *tensor) { return tensor->rank; }
EXPORT int64_t TF_Dim(const TF_Tensor *tensor, int dim) { return tensor->dims[dim]; }
EXPORT size_t TF_TensorByteSize(const TF_Tensor *tensor) { return tensor->buffer->length; }
EXPORT void *TF_TensorData(const TF_Tensor *tensor) { return tensor->buffer->data; }
