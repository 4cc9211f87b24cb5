// A GraphDef writer of a few lines: enough protobuf for the tests' own graphs.
#ifndef TFN_GRAPH_DEF_H
#define TFN_GRAPH_DEF_H

#include <stddef.h>
#include <stdint.h>

typedef struct bytes {
  unsigned char data[4096];
  size_t length;
} bytes;

// One node: `inputs` are names ended by NULL. Attributes follow by attr_* before the node is added.
typedef struct node {
  bytes body;
} node;

node node_of(const char *name, const char *op, const char *const *inputs);
void attr_type(node *node, const char *name, int dtype);
void attr_int(node *node, const char *name, int64_t value);
void attr_bool(node *node, const char *name, int value);
void attr_string(node *node, const char *name, const char *value);
// rank -1: unknown.
void attr_shape(node *node, const char *name, const int64_t *dims, int rank);
// A tensor of rank 0 or 1 with these contents.
void attr_tensor(node *node, const char *name, int dtype, const int64_t *dims, int rank, const void *content,
                 size_t length);
void attr_types(node *node, const char *name, const int *dtypes, int count);
void graph_add(bytes *graph, const node *node);

// Nodes that most tests use.
void add_placeholder(bytes *graph, const char *name, int dtype);
void add_unary(bytes *graph, const char *name, const char *op, const char *input, int dtype);
void add_binary(bytes *graph, const char *name, const char *op, const char *a, const char *b, int dtype);
void add_const(bytes *graph, const char *name, int dtype, const int64_t *dims, int rank, const void *content,
               size_t length);

#endif
