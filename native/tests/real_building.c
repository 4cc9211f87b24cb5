// Graphs built operation by operation, on the real libraries.
#include <string.h>

#include "real_case.h"

// AttrValue: type (field 6), shape (field 7) of unknown rank (field 3).
static const tfn_attr FLOAT_TYPE = {"dtype", "\x30\x01", 2}, ANY_SHAPE = {"shape", "\x3A\x02\x18\x01", 4};
static const tfn_attr TWO_BY_THREE = {"shape", "\x3A\x08\x12\x02\x08\x02\x12\x02\x08\x03", 10};
static int32_t outputs;

static tfn_status placeholder(tfn_graph *graph, const char *name, tfn_attr shape) {
  tfn_attr attrs[2] = {FLOAT_TYPE, shape};
  tfn_node node = {.name = name, .op = "Placeholder", .attrs = attrs, .attr_count = 2};
  return tfn_graph_add(graph, &node, &outputs, &error);
}

static tfn_status binary(tfn_graph *graph, const char *name, const char *op, const char *a, const char *b) {
  tfn_port inputs[2] = {{a, 0, 0}, {b, 0, 0}};
  const int32_t arguments[2] = {-1, -1};
  tfn_node node = {
      .name = name, .op = op, .inputs = inputs, .input_count = 2, .arguments = arguments, .argument_count = 2};
  return tfn_graph_add(graph, &node, &outputs, &error);
}

static tfn_status shape_of(tfn_graph *graph, const char *operation, int32_t *rank, int64_t *dims) {
  int32_t count, dtype;
  return tfn_graph_output(graph, operation, 0, &count, &dtype, rank, dims, 4, &error);
}

static void Shapes_are_inferred_as_operations_are_added(void) {
  tfn_graph *graph;
  int32_t rank;
  int64_t dims[4] = {0};
  CHECK_OK(tfn_graph_new(runtime, &graph, &error));
  CHECK_OK(placeholder(graph, "x", TWO_BY_THREE));
  CHECK_OK(placeholder(graph, "y", ANY_SHAPE));
  CHECK_OK(binary(graph, "s", "Add", "x", "x"));
  CHECK(outputs == 1);
  CHECK_OK(shape_of(graph, "s", &rank, dims));
  CHECK(rank == 2 && dims[0] == 2 && dims[1] == 3);
  CHECK_OK(shape_of(graph, "y", &rank, dims));
  CHECK(rank == -1);
  tfn_graph_close(graph);
  check_nothing_lives(runtime);
}

static void A_list_is_one_argument_and_an_operation_may_wait_for_others(void) {
  tfn_graph *graph;
  tfn_port two[2] = {{"x", 0, 0}, {"x", 0, 0}};
  const int32_t list = 2;
  const char *control = "x";
  int32_t rank;
  int64_t dims[4] = {0};
  CHECK_OK(tfn_graph_new(runtime, &graph, &error));
  CHECK_OK(placeholder(graph, "x", TWO_BY_THREE));
  tfn_node pack = {"p", "Pack", two, &list, &control, NULL, 2, 1, 1, 0};
  CHECK_OK(tfn_graph_add(graph, &pack, &outputs, &error));
  CHECK_OK(shape_of(graph, "p", &rank, dims));
  CHECK(rank == 3 && dims[0] == 2 && dims[1] == 2);
  tfn_graph_close(graph);
  check_nothing_lives(runtime);
}

static void A_mistake_is_told_and_the_graph_goes_on(void) {
  tfn_graph *graph;
  CHECK_OK(tfn_graph_new(runtime, &graph, &error));
  CHECK_OK(placeholder(graph, "x", TWO_BY_THREE));
  CHECK(binary(graph, "m", "MatMul", "x", "x") == TFN_INVALID_ARGUMENT);
  CHECK(strstr(error.message, "must be equal"));
  CHECK(binary(graph, "x", "Add", "x", "x") == TFN_INVALID_ARGUMENT);
  CHECK(strstr(error.message, "Duplicate node name"));
  CHECK(binary(graph, "n", "NoSuchOpXyz", "x", "x") != TFN_OK);
  CHECK(strstr(error.message, "NoSuchOpXyz"));
  CHECK(binary(graph, "n", "Add", "x", "z") == TFN_NOT_FOUND && error.index == 1);
  tfn_attr broken = {"shape", "\x3A\xFF", 2};
  CHECK(placeholder(graph, "b", broken) == TFN_INVALID_ARGUMENT);
  CHECK(strstr(error.message, "Unparseable"));
  CHECK_OK(placeholder(graph, "b", ANY_SHAPE)); // the name is free: the broken one is not in the graph
  tfn_graph_close(graph);
  check_nothing_lives(runtime);
}

static void A_written_graph_is_imported_and_runs(void) {
  tfn_graph *graph;
  tfn_bytes written;
  real_case c = {0};
  bytes copy = {.length = 0};
  CHECK_OK(tfn_graph_new(runtime, &graph, &error));
  CHECK_OK(placeholder(graph, "x", ANY_SHAPE));
  CHECK_OK(binary(graph, "s", "Add", "x", "x"));
  CHECK_OK(tfn_graph_write(graph, &written, &error));
  CHECK(written.length < (int64_t)sizeof copy.data);
  memcpy(copy.data, written.data, (size_t)written.length);
  copy.length = (size_t)written.length;
  tfn_bytes_free(&written);
  tfn_graph_close(graph);
  case_open(&c, &copy, (const char *[]){"x", NULL}, (const char *[]){"s", NULL}, 0);
  CHECK_GOING();
  _Alignas(64) float x[2] = {1, 2};
  const int64_t two = 2;
  c.feeds[0] = values(FLOAT, x, 8, &two, 1);
  CHECK_OK(case_run(&c, 1, 0));
  CHECK(((const float *)c.fetches[0].data)[1] == 4);
  case_close(&c);
}

static void A_graph_appended_reads_what_replaces_its_inputs(void) {
  tfn_graph *graph;
  bytes other = {.length = 0};
  tfn_port x = {"x", 0, 0}, own = {"own", 0, 0}, far = {"own", 1, 0};
  int32_t rank;
  int64_t dims[4] = {0};
  add_unary(&other, "y", "Neg", "x", FLOAT); // it has no x itself
  CHECK_OK(tfn_graph_new(runtime, &graph, &error));
  CHECK_OK(placeholder(graph, "own", TWO_BY_THREE));
  CHECK_OK(tfn_graph_append(graph, other.data, (int64_t)other.length, "first", &x, &own, 1, &error));
  CHECK_OK(shape_of(graph, "first/y", &rank, dims));
  CHECK(rank == 2 && dims[1] == 3);
  CHECK(tfn_graph_append(graph, other.data, (int64_t)other.length, "second", &x, &far, 1, &error) == TFN_OUT_OF_RANGE);
  CHECK(tfn_graph_append(graph, other.data, (int64_t)other.length, "second", NULL, NULL, 0, &error) != TFN_OK);
  CHECK(shape_of(graph, "second/y", &rank, dims) == TFN_NOT_FOUND);
  tfn_graph_close(graph);
  check_nothing_lives(runtime);
}

void real_building(void) {
  TEST(Shapes_are_inferred_as_operations_are_added);
  TEST(A_list_is_one_argument_and_an_operation_may_wait_for_others);
  TEST(A_mistake_is_told_and_the_graph_goes_on);
  TEST(A_written_graph_is_imported_and_runs);
  TEST(A_graph_appended_reads_what_replaces_its_inputs);
}
