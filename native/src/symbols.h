// The part of TensorFlow's C ABI that the shim calls, as one table of pointers for each loaded library.
#ifndef TFN_SYMBOLS_H
#define TFN_SYMBOLS_H

#include <stddef.h>
#include <stdint.h>
#include "error.h"

typedef struct TF_Status TF_Status;
typedef struct TF_Graph TF_Graph;
typedef struct TF_Operation TF_Operation;
typedef struct TF_OperationDescription TF_OperationDescription;
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

typedef void tf_deallocator(void *data, size_t length, void *argument);

// X(return type, name, parameters): without one of these there is nothing to run.
#define TFN_REQUIRED_SYMBOLS(X)                                                                                        \
  X(const char *, Version, (void))                                                                                     \
  X(TF_Status *, NewStatus, (void))                                                                                    \
  X(void, DeleteStatus, (TF_Status *))                                                                                 \
  X(void, SetStatus, (TF_Status *, int, const char *))                                                                 \
  X(int, GetCode, (const TF_Status *))                                                                                 \
  X(const char *, Message, (const TF_Status *))                                                                        \
  X(TF_Buffer *, GetAllOpList, (void))                                                                                 \
  X(void, DeleteBuffer, (TF_Buffer *))                                                                                 \
  X(TF_Graph *, NewGraph, (void))                                                                                      \
  X(void, DeleteGraph, (TF_Graph *))                                                                                   \
  X(TF_ImportGraphDefOptions *, NewImportGraphDefOptions, (void))                                                      \
  X(void, DeleteImportGraphDefOptions, (TF_ImportGraphDefOptions *))                                                   \
  X(void, GraphImportGraphDef, (TF_Graph *, const TF_Buffer *, const TF_ImportGraphDefOptions *, TF_Status *))         \
  X(TF_Operation *, GraphOperationByName, (TF_Graph *, const char *))                                                  \
  X(int, OperationNumOutputs, (TF_Operation *))                                                                        \
  X(int, OperationOutputType, (TF_Output))                                                                             \
  X(int, GraphGetTensorNumDims, (TF_Graph *, TF_Output, TF_Status *))                                                  \
  X(void, GraphGetTensorShape, (TF_Graph *, TF_Output, int64_t *, int, TF_Status *))                                   \
  X(void, ImportGraphDefOptionsSetPrefix, (TF_ImportGraphDefOptions *, const char *))                                  \
  X(void, ImportGraphDefOptionsAddInputMapping, (TF_ImportGraphDefOptions *, const char *, int, TF_Output))            \
  X(TF_OperationDescription *, NewOperation, (TF_Graph *, const char *, const char *))                                 \
  X(void, AddInput, (TF_OperationDescription *, TF_Output))                                                            \
  X(void, AddInputList, (TF_OperationDescription *, const TF_Output *, int))                                           \
  X(void, AddControlInput, (TF_OperationDescription *, TF_Operation *))                                                \
  X(void, SetAttrValueProto, (TF_OperationDescription *, const char *, const void *, size_t, TF_Status *))             \
  X(TF_Operation *, FinishOperation, (TF_OperationDescription *, TF_Status *))                                         \
  X(TF_Buffer *, NewBuffer, (void))                                                                                    \
  X(void, GraphToGraphDef, (TF_Graph *, TF_Buffer *, TF_Status *))                                                     \
  X(TF_SessionOptions *, NewSessionOptions, (void))                                                                    \
  X(void, DeleteSessionOptions, (TF_SessionOptions *))                                                                 \
  X(void, SetConfig, (TF_SessionOptions *, const void *, size_t, TF_Status *))                                         \
  X(TF_Session *, NewSession, (TF_Graph *, const TF_SessionOptions *, TF_Status *))                                    \
  X(void, CloseSession, (TF_Session *, TF_Status *))                                                                   \
  X(void, DeleteSession, (TF_Session *, TF_Status *))                                                                  \
  X(void, SessionRun,                                                                                                  \
    (TF_Session *, const TF_Buffer *, const TF_Output *, TF_Tensor *const *, int, const TF_Output *, TF_Tensor **,     \
     int, const TF_Operation *const *, int, TF_Buffer *, TF_Status *))                                                 \
  X(TF_Tensor *, NewTensor, (int, const int64_t *, int, void *, size_t, tf_deallocator *, void *))                     \
  X(TF_Tensor *, TensorMaybeMove, (TF_Tensor *))                                                                       \
  X(void, DeleteTensor, (TF_Tensor *))                                                                                 \
  X(int, TensorType, (const TF_Tensor *))                                                                              \
  X(int, NumDims, (const TF_Tensor *))                                                                                 \
  X(int64_t, Dim, (const TF_Tensor *, int))                                                                            \
  X(size_t, TensorByteSize, (const TF_Tensor *))                                                                       \
  X(void *, TensorData, (const TF_Tensor *))

typedef struct tfn_symbols {
#define TFN_MEMBER(type, name, parameters) type(*name) parameters;
  TFN_REQUIRED_SYMBOLS(TFN_MEMBER)
#undef TFN_MEMBER
  void *StringEncode; // optional: its presence tells the old string ABI
} tfn_symbols;

// Fills the table from an open library. Failure names every missing symbol at once.
tfn_status tfn_symbols_load(tfn_symbols *symbols, void *library, const char *path, tfn_error *error);

#endif
