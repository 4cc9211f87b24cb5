// Graphs that keep what they are fed.
#include <stdlib.h>
#include <string.h>

#include "real_case.h"

static bytes variable_graph(int dtype) {
  bytes graph = {.length = 0};
  add_placeholder(&graph, "x", dtype);
  node handle = node_of("v", "VarHandleOp", NULL);
  attr_type(&handle, "dtype", dtype);
  attr_shape(&handle, "shape", NULL, -1);
  attr_string(&handle, "shared_name", "v");
  graph_add(&graph, &handle);
  node assign = node_of("assign", "AssignVariableOp", (const char *[]){"v", "x", NULL});
  attr_type(&assign, "dtype", dtype);
  graph_add(&graph, &assign);
  const char done = 1;
  node token = node_of("done", "Const", (const char *[]){"^assign", NULL});
  attr_type(&token, "dtype", BOOL);
  attr_tensor(&token, "value", BOOL, NULL, 0, &done, 1);
  graph_add(&graph, &token);
  node read = node_of("read", "ReadVariableOp", (const char *[]){"v", NULL});
  attr_type(&read, "dtype", dtype);
  graph_add(&graph, &read);
  return graph;
}

// A variable adopts the fed buffer: the lease comes back when the session goes.
static void A_feed_kept_by_a_variable_is_held_until_the_session_goes(void) {
  bytes graph = variable_graph(DOUBLE);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"done", NULL}, TFN_PLAN_STATEFUL);
  CHECK_GOING();
  double *x = aligned(64);
  int64_t count = 8;
  memset(x, 0, 64);
  c.feeds[0] = values(DOUBLE, x, 64, &count, 1);
  CHECK_OK(case_run(&c, 5, TFN_RUN_FORBID_COPY));
  case_release(&c);
  uint64_t token = 0;
  CHECK(c.result.lease_held == 1);
  CHECK(tfn_runtime_drain(runtime, &token, 1) == 0);
  tfn_plan_close(c.plan);
  tfn_session_close(c.session);
  tfn_graph_close(c.graph);
  CHECK(tfn_runtime_drain(runtime, &token, 1) == 1 && token == 5);
  check_nothing_lives(runtime);
  free(x);
}

// Ops q, enqueue (of `input`), dequeue and done, a bool that comes after the enqueueing.
static void add_queue(bytes *graph, const char *input, int dtype) {
  node queue = node_of("q", "FIFOQueueV2", NULL);
  attr_types(&queue, "component_types", &dtype, 1);
  graph_add(graph, &queue);
  node enqueue = node_of("enqueue", "QueueEnqueueV2", (const char *[]){"q", input, NULL});
  attr_types(&enqueue, "Tcomponents", &dtype, 1);
  graph_add(graph, &enqueue);
  node dequeue = node_of("dequeue", "QueueDequeueV2", (const char *[]){"q", NULL});
  attr_types(&dequeue, "component_types", &dtype, 1);
  graph_add(graph, &dequeue);
  const char yes = 1;
  node token = node_of("done", "Const", (const char *[]){"^enqueue", NULL});
  attr_type(&token, "dtype", BOOL);
  attr_tensor(&token, "value", BOOL, NULL, 0, &yes, 1);
  graph_add(graph, &token);
}

// TensorFlow lets go at the dequeueing, on whatever thread ran it: each token comes back once, in its time.
static void Feeds_kept_by_a_queue_come_back_one_by_one(void) {
  bytes graph = {.length = 0};
  add_placeholder(&graph, "x", DOUBLE);
  add_queue(&graph, "x", DOUBLE);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"done", NULL}, TFN_PLAN_STATEFUL);
  CHECK_GOING();
  double *x = aligned(3 * 64);
  const int64_t count = 8;
  uint64_t token = 0;
  for (int i = 0; i < 3; i++) {
    x[i * 8] = i;
    c.feeds[0] = values(DOUBLE, x + i * 8, 64, &count, 1);
    CHECK_OK(case_run(&c, (uint64_t)i, TFN_RUN_FORBID_COPY));
    CHECK(c.result.lease_held == 1);
    case_release(&c);
  }
  tfn_plan *take;
  const tfn_port port = {"dequeue", 0, 0};
  CHECK_OK(tfn_plan_open(c.session, NULL, 0, &port, 1, TFN_PLAN_STATEFUL, &take, &error));
  for (uint64_t i = 0; i < 3; i++) {
    CHECK(tfn_runtime_drain(runtime, &token, 1) == 0);
    CHECK_OK(tfn_plan_run(take, NULL, c.fetches, 9, 0, &c.result, &error));
    CHECK(c.fetches[0].data == x + i * 8 && *(const double *)c.fetches[0].data == (double)i);
    CHECK(tfn_runtime_drain(runtime, &token, 1) == 0);
    case_release(&c);
    CHECK(tfn_runtime_drain(runtime, &token, 1) == 1 && token == i);
  }
  tfn_plan_close(take);
  case_close(&c);
  free(x);
}

// Strings that a session keeps piecewise (a gather of the feed) are its own: the payload may go after the run.
static void Strings_kept_by_a_stateful_graph_do_not_need_the_payload(void) {
  bytes graph = {.length = 0};
  add_placeholder(&graph, "x", STRING);
  const int32_t indices[2] = {1, 0};
  const int64_t two = 2;
  const int32_t zero = 0;
  add_const(&graph, "indices", INT32, &two, 1, indices, sizeof indices);
  add_const(&graph, "axis", INT32, NULL, 0, &zero, sizeof zero);
  node gather = node_of("swapped", "GatherV2", (const char *[]){"x", "indices", "axis", NULL});
  attr_type(&gather, "Tparams", STRING);
  attr_type(&gather, "Tindices", INT32);
  attr_type(&gather, "Taxis", INT32);
  graph_add(&graph, &gather);
  add_queue(&graph, "swapped", STRING);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"done", NULL}, TFN_PLAN_STATEFUL);
  CHECK_GOING();
  char *payload = malloc(60);
  memset(payload, 'a', 30);
  memset(payload + 30, 'b', 30);
  c.feeds[0] = strings(payload, 60, (const int32_t[]){0, 30, 60}, &two);
  CHECK_OK(case_run(&c, 5, 0));
  CHECK(c.result.lease_held == 0);
  case_release(&c);
  memset(payload, '!', 60);
  free(payload);
  tfn_plan *take;
  tfn_port port = {"dequeue", 0, 0};
  CHECK_OK(tfn_plan_open(c.session, NULL, 0, &port, 1, TFN_PLAN_STATEFUL, &take, &error));
  CHECK_OK(tfn_plan_run(take, NULL, c.fetches, 6, 0, &c.result, &error));
  CHECK(c.fetches[0].count == 2 && c.fetches[0].offsets[2] == 60);
  CHECK(!memcmp(c.fetches[0].data, "bbbb", 4) && !memcmp((const char *)c.fetches[0].data + 30, "aaaa", 4));
  tfn_plan_close(take);
  case_close(&c);
}

// An op that writes into its feed writes into our copy.
static void A_graph_that_writes_to_its_feed_leaves_the_callers_memory(void) {
  bytes graph = {.length = 0};
  const int32_t row = 1;
  const int64_t one = 1;
  const double seven = 7;
  const int64_t value_dims[1] = {1};
  add_placeholder(&graph, "x", DOUBLE);
  add_const(&graph, "i", INT32, &one, 1, &row, sizeof row);
  add_const(&graph, "v", DOUBLE, value_dims, 1, &seven, sizeof seven);
  node update = node_of("y", "InplaceUpdate", (const char *[]){"x", "i", "v", NULL});
  attr_type(&update, "T", DOUBLE);
  graph_add(&graph, &update);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, TFN_PLAN_COPY_FEEDS);
  CHECK_GOING();
  _Alignas(64) double x[3] = {1, 2, 3};
  int64_t count = 3;
  c.feeds[0] = values(DOUBLE, x, sizeof x, &count, 1);
  CHECK_OK(case_run(&c, 1, 0));
  CHECK(x[1] == 2 && ((const double *)c.fetches[0].data)[1] == 7);
  case_close(&c);
}

static void A_resource_cannot_be_fetched(void) {
  bytes bytes = variable_graph(DOUBLE);
  tfn_graph *graph;
  tfn_session *session;
  tfn_plan *plan;
  CHECK_OK(tfn_graph_import(runtime, bytes.data, (int64_t)bytes.length, &graph, &error));
  CHECK_OK(tfn_session_open(graph, NULL, 0, &session, &error));
  tfn_port ports[2] = {{"read", 0, 0}, {"v", 0, 0}};
  CHECK(tfn_plan_open(session, NULL, 0, ports, 2, 0, &plan, &error) == TFN_BAD_OUTPUT && error.index == 1 && !plan);
  tfn_session_close(session);
  tfn_graph_close(graph);
  check_nothing_lives(runtime);
}

void real_state(void) {
  TEST(A_feed_kept_by_a_variable_is_held_until_the_session_goes);
  TEST(Feeds_kept_by_a_queue_come_back_one_by_one);
  TEST(Strings_kept_by_a_stateful_graph_do_not_need_the_payload);
  TEST(A_graph_that_writes_to_its_feed_leaves_the_callers_memory);
  TEST(A_resource_cannot_be_fetched);
}
