#include "graph_def.h"

#include <stdlib.h>
#include <string.h>

static void put(bytes *out, const void *data, size_t length) {
  if (out->length + length > sizeof out->data)
    abort();
  if (length)
    memcpy(out->data + out->length, data, length);
  out->length += length;
}

static void varint(bytes *out, uint64_t value) {
  unsigned char byte;
  for (; value >= 0x80; value >>= 7) {
    byte = (unsigned char)(value | 0x80);
    put(out, &byte, 1);
  }
  byte = (unsigned char)value;
  put(out, &byte, 1);
}

static void field(bytes *out, unsigned number, const void *data, size_t length) {
  varint(out, number << 3 | 2);
  varint(out, length);
  put(out, data, length);
}

static void number(bytes *out, unsigned field, uint64_t value) {
  varint(out, field << 3);
  varint(out, value);
}

node node_of(const char *name, const char *op, const char *const *inputs) {
  node node = {.body = {.length = 0}};
  field(&node.body, 1, name, strlen(name));
  field(&node.body, 2, op, strlen(op));
  for (; inputs && *inputs; inputs++)
    field(&node.body, 3, *inputs, strlen(*inputs));
  return node;
}

static void attr(node *node, const char *name, const bytes *value) {
  bytes entry = {.length = 0};
  field(&entry, 1, name, strlen(name));
  field(&entry, 2, value->data, value->length);
  field(&node->body, 5, entry.data, entry.length);
}

void attr_type(node *node, const char *name, int dtype) {
  bytes value = {.length = 0};
  number(&value, 6, (uint64_t)dtype);
  attr(node, name, &value);
}

void attr_int(node *node, const char *name, int64_t i) {
  bytes value = {.length = 0};
  number(&value, 3, (uint64_t)i);
  attr(node, name, &value);
}

void attr_bool(node *node, const char *name, int b) {
  bytes value = {.length = 0};
  number(&value, 5, (uint64_t)b);
  attr(node, name, &value);
}

void attr_string(node *node, const char *name, const char *s) {
  bytes value = {.length = 0};
  field(&value, 2, s, strlen(s));
  attr(node, name, &value);
}

static bytes shape_of(const int64_t *dims, int rank) {
  bytes shape = {.length = 0};
  for (int i = 0; i < rank; i++) {
    bytes dim = {.length = 0};
    number(&dim, 1, (uint64_t)dims[i]);
    field(&shape, 2, dim.data, dim.length);
  }
  if (rank < 0)
    number(&shape, 3, 1);
  return shape;
}

void attr_shape(node *node, const char *name, const int64_t *dims, int rank) {
  bytes value = {.length = 0}, shape = shape_of(dims, rank);
  field(&value, 7, shape.data, shape.length);
  attr(node, name, &value);
}

void attr_tensor(node *node, const char *name, int dtype, const int64_t *dims, int rank, const void *content,
                 size_t length) {
  bytes tensor = {.length = 0}, value = {.length = 0}, shape = shape_of(dims, rank);
  number(&tensor, 1, (uint64_t)dtype);
  field(&tensor, 2, shape.data, shape.length);
  field(&tensor, dtype == 7 ? 8 : 4, content, length);
  field(&value, 8, tensor.data, tensor.length);
  attr(node, name, &value);
}

void attr_types(node *node, const char *name, const int *dtypes, int count) {
  bytes list = {.length = 0}, value = {.length = 0};
  for (int i = 0; i < count; i++)
    number(&list, 6, (uint64_t)dtypes[i]);
  field(&value, 1, list.data, list.length);
  attr(node, name, &value);
}

void graph_add(bytes *graph, const node *node) { field(graph, 1, node->body.data, node->body.length); }

void add_placeholder(bytes *graph, const char *name, int dtype) {
  node node = node_of(name, "Placeholder", NULL);
  attr_type(&node, "dtype", dtype);
  attr_shape(&node, "shape", NULL, -1);
  graph_add(graph, &node);
}

void add_unary(bytes *graph, const char *name, const char *op, const char *input, int dtype) {
  node node = node_of(name, op, (const char *[]){input, NULL});
  attr_type(&node, "T", dtype);
  graph_add(graph, &node);
}

void add_binary(bytes *graph, const char *name, const char *op, const char *a, const char *b, int dtype) {
  node node = node_of(name, op, (const char *[]){a, b, NULL});
  attr_type(&node, "T", dtype);
  graph_add(graph, &node);
}

void add_const(bytes *graph, const char *name, int dtype, const int64_t *dims, int rank, const void *content,
               size_t length) {
  node node = node_of(name, "Const", NULL);
  attr_type(&node, "dtype", dtype);
  attr_tensor(&node, "value", dtype, dims, rank, content, length);
  graph_add(graph, &node);
}
