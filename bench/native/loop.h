// What the yardstick's files share: TensorFlow's functions as they are found, and the loop's state.
#ifndef TENSORFRAMES_BENCH_LOOP_H
#define TENSORFRAMES_BENCH_LOOP_H

#include "reference.h"

typedef struct TF_Status TF_Status;
typedef struct TF_Graph TF_Graph;
typedef struct TF_Operation TF_Operation;
typedef struct TF_Session TF_Session;
typedef struct TF_SessionOptions TF_SessionOptions;
typedef struct TF_ImportGraphDefOptions TF_ImportGraphDefOptions;
typedef struct TF_Tensor TF_Tensor;

typedef struct TF_TString {
  char bytes[24];
} TF_TString;

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
  X(TF_Tensor *, AllocateTensor, (int, const int64_t *, int, size_t))                                                  \
  X(void *, TensorData, (const TF_Tensor *))                                                                           \
  X(size_t, TensorByteSize, (const TF_Tensor *))

// Texts: those of the layout up to 2.3, then those of the layout since; the others are NULL.
#define TEXT_FUNCTIONS(X)                                                                                              \
  X(size_t, StringEncodedSize, (size_t))                                                                               \
  X(size_t, StringEncode, (const char *, size_t, char *, size_t, TF_Status *))                                         \
  X(size_t, StringDecode, (const char *, size_t, const char **, size_t *, TF_Status *))                                \
  X(void, StringInit, (TF_TString *))                                                                                  \
  X(void, StringCopy, (TF_TString *, const char *, size_t))                                                            \
  X(const char *, StringGetDataPointer, (const TF_TString *))                                                          \
  X(size_t, StringGetSize, (const TF_TString *))                                                                       \
  X(void, StringDealloc, (TF_TString *))

struct ref_loop {
#define MEMBER(type, name, parameters) type(*name) parameters;
  FUNCTIONS(MEMBER)
  TEXT_FUNCTIONS(MEMBER)
#undef MEMBER
  TF_Graph *graph;
  TF_Session *session;
  TF_Status *status;
  TF_Output feed, fetch;
};

// The tensor of a column whose values are no tensor's as they lie, and the column of such a result: the first byte of
// its values, or of its offsets where they are texts. The column is let go at once.
TF_Tensor *copied_in(const ref_loop *loop, const ref_batch *batch);
uint64_t copied_out(const ref_loop *loop, const ref_batch *batch, const TF_Tensor *result);

// Lets go of what copied_in made.
void copied_delete(const ref_loop *loop, const ref_batch *batch, TF_Tensor *tensor);

#endif
