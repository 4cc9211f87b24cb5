// What building is refused, and what is left of it when memory runs out.
#include <string.h>

#include "fake_case.h"

void tfn_test_fail_allocation(long n);

static void Calls_that_make_no_sense_are_refused(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  tfn_graph *graph;
  tfn_bytes bytes;
  int32_t outputs, one = -1, list = 2, less = -2;
  tfn_port x = {"x0", 0, 0}, unnamed = {NULL, 0, 0}, missing = {"z", 0, 0};
  const char *control = "z";
  tfn_attr attr = {NULL, NULL, 0}, empty = {"T", NULL, 1};
  CHECK(tfn_graph_new(NULL, &graph, NULL) == TFN_BAD_CALL && !graph);
  CHECK(tfn_graph_new(c.runtime, NULL, NULL) == TFN_BAD_CALL);
  tfn_node good = {.name = "n", .op = "Op", .inputs = &x, .input_count = 1, .arguments = &one, .argument_count = 1};
  CHECK(tfn_graph_add(NULL, &good, &outputs, NULL) == TFN_BAD_CALL);
  CHECK(tfn_graph_add(c.graph, NULL, &outputs, NULL) == TFN_BAD_CALL);
  CHECK(tfn_graph_add(c.graph, &good, NULL, NULL) == TFN_BAD_CALL);
#define REFUSED(change, expected)                                                                                      \
  do {                                                                                                                 \
    tfn_node node = good;                                                                                              \
    change;                                                                                                            \
    CHECK(tfn_graph_add(c.graph, &node, &outputs, NULL) == (expected));                                                \
  } while (0)
  REFUSED(node.name = NULL, TFN_BAD_CALL);
  REFUSED(node.op = NULL, TFN_BAD_CALL);
  REFUSED(node.inputs = NULL, TFN_BAD_CALL);
  REFUSED(node.arguments = &list, TFN_BAD_CALL);
  REFUSED(node.arguments = &less, TFN_BAD_CALL);
  REFUSED(node.argument_count = -1, TFN_BAD_CALL);
  REFUSED(node.inputs = &unnamed, TFN_BAD_CALL);
  REFUSED(node.inputs = &missing, TFN_NOT_FOUND);
  REFUSED((node.controls = &control, node.control_count = 1), TFN_NOT_FOUND);
  REFUSED((node.attrs = &attr, node.attr_count = 1), TFN_BAD_CALL);
  REFUSED((node.attrs = &empty, node.attr_count = 1), TFN_BAD_CALL);
  CHECK(tfn_graph_append(NULL, "def", 3, "a", NULL, NULL, 0, NULL) == TFN_BAD_CALL);
  CHECK(tfn_graph_append(c.graph, NULL, 3, "a", NULL, NULL, 0, NULL) == TFN_BAD_CALL);
  CHECK(tfn_graph_append(c.graph, "def", 3, NULL, NULL, NULL, 0, NULL) == TFN_BAD_CALL);
  CHECK(tfn_graph_append(c.graph, "def", 3, "a", &x, NULL, 1, NULL) == TFN_BAD_CALL);
  CHECK(tfn_graph_append(c.graph, "def", 3, "a", &unnamed, &x, 1, NULL) == TFN_BAD_CALL);
  CHECK(tfn_graph_append(c.graph, "def", 3, "a", &x, &missing, 1, NULL) == TFN_NOT_FOUND);
  CHECK(tfn_graph_append(c.graph, "def", INT64_C(1) << 31, "a", NULL, NULL, 0, NULL) == TFN_INVALID_ARGUMENT);
  CHECK(tfn_graph_append(c.graph, "!", 1, "a", NULL, NULL, 0, NULL) == TFN_INVALID_ARGUMENT);
  CHECK(tfn_graph_write(NULL, &bytes, NULL) == TFN_BAD_CALL && !bytes.data);
  CHECK(tfn_graph_write(c.graph, NULL, NULL) == TFN_BAD_CALL);
  fake_close(&c);
}

// One after another fails, until none is left to fail.
static void An_allocation_that_fails_leaves_nothing(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 2, 0);
  CHECK_GOING();
  tfn_port inputs[2] = {{"x0", 0, 0}, {"x1", 0, 0}};
  int32_t arguments[1] = {2}, outputs = 0;
  const char *control = "x1";
  tfn_attr attr = {"T", "\x30\x02", 2};
  tfn_node node = {"n", "Op", inputs, arguments, &control, &attr, 2, 1, 1, 1};
  for (long n = 1; n < 9; n++) {
    tfn_graph *graph = NULL;
    tfn_bytes bytes = {NULL, 0};
    tfn_test_fail_allocation(n);
    tfn_status status = tfn_graph_new(c.runtime, &graph, &error);
    if (!status)
      status = tfn_graph_add(graph, &node, &outputs, &error);
    if (!status)
      status = tfn_graph_append(graph, "def", 3, "a", inputs, inputs, 2, &error);
    if (!status)
      status = tfn_graph_write(graph, &bytes, &error);
    tfn_test_fail_allocation(0);
    CHECK(status == (n <= 4 ? TFN_OUT_OF_MEMORY : TFN_OK));
    CHECK(n <= 4 ? !bytes.data : outputs == 1 && bytes.length == 3);
    tfn_bytes_free(&bytes);
    tfn_graph_close(graph);
  }
  fake_close(&c);
}

void fake_building(void) {
  TEST(Calls_that_make_no_sense_are_refused);
  TEST(An_allocation_that_fails_leaves_nothing);
}
