// TensorFlow's own words and codes come through.
#include <string.h>

#include "real_case.h"

static void An_import_that_fails_says_why(void) {
  tfn_graph *graph;
  bytes unknown = {.length = 0};
  node node = node_of("n", "NoSuchOpXyz", NULL);
  graph_add(&unknown, &node);
  CHECK(tfn_graph_import(runtime, unknown.data, (int64_t)unknown.length, &graph, &error) == TFN_NOT_FOUND);
  CHECK(!graph && error.code == TFN_NOT_FOUND && strstr(error.message, "NoSuchOpXyz"));
  CHECK(tfn_graph_import(runtime, "\xFF\xFF\xFF", 3, &graph, &error) == TFN_INVALID_ARGUMENT);
  CHECK(strstr(error.message, "Invalid GraphDef"));
  CHECK_OK(tfn_graph_import(runtime, NULL, 0, &graph, &error));
  tfn_graph_close(graph);
  check_nothing_lives(runtime);
}

static void A_run_that_fails_says_why_and_the_next_one_works(void) {
  bytes graph = identity_graph(FLOAT);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  _Alignas(64) double x[2] = {0};
  int64_t two = 2;
  c.feeds[0] = values(DOUBLE, x, 16, &two, 1);
  CHECK(case_run(&c, 1, 0) == TFN_INVALID_ARGUMENT);
  CHECK(strstr(error.message, "float") && strstr(error.message, "double"));
  CHECK(!c.result.outputs && !c.result.lease_held);
  c.feeds[0] = values(FLOAT, x, 8, &two, 1);
  CHECK_OK(case_run(&c, 1, 0));
  CHECK(error.code == TFN_OK && error.message[0] == 0);
  case_close(&c);
  case_open(&c, &graph, NULL, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  CHECK(case_run(&c, 1, 0) == TFN_INVALID_ARGUMENT);
  CHECK(strstr(error.message, "You must feed a value for placeholder tensor 'x'"));
  case_close(&c);
}

static void A_bad_config_and_bad_ports_are_named(void) {
  bytes bytes = identity_graph(FLOAT);
  tfn_graph *graph;
  tfn_session *session;
  tfn_plan *plan;
  CHECK_OK(tfn_graph_import(runtime, bytes.data, (int64_t)bytes.length, &graph, &error));
  CHECK(tfn_session_open(graph, "\xFF\xFF", 2, &session, &error) == TFN_INVALID_ARGUMENT && !session);
  CHECK(strstr(error.message, "Unparseable ConfigProto"));
  CHECK_OK(tfn_session_open(graph, NULL, 0, &session, &error));
  tfn_port good = {"x", 0, 0}, missing[2] = {{"y", 0, 0}, {"z", 0, 0}}, beyond = {"y", 1, 0}, unnamed = {NULL, 0, 0};
  CHECK(tfn_plan_open(session, &good, 1, missing, 2, 0, &plan, &error) == TFN_NOT_FOUND && !plan);
  CHECK(error.index == 1 && strstr(error.message, "'z'"));
  CHECK(tfn_plan_open(session, &beyond, 1, &good, 1, 0, &plan, &error) == TFN_OUT_OF_RANGE && error.index == 0);
  CHECK(tfn_plan_open(session, &unnamed, 1, &good, 1, 0, &plan, &error) == TFN_BAD_CALL);
  CHECK(tfn_plan_open(session, &good, -1, &good, 1, 0, &plan, &error) == TFN_BAD_CALL);
  CHECK(tfn_plan_open(session, &good, 1, &good, 1, 512, &plan, &error) == TFN_BAD_CALL);
  tfn_session_close(session);
  tfn_graph_close(graph);
  check_nothing_lives(runtime);
}

static void expect_run(const bytes *graph, const char *const *feeds, const char *const *fetches, tfn_status expected,
                       const char *words) {
  static _Alignas(64) float x[2];
  const int64_t two = 2;
  real_case c;
  case_open(&c, graph, feeds, fetches, 0);
  CHECK_GOING();
  c.feeds[0] = c.feeds[1] = values(FLOAT, x, 8, &two, 1);
  CHECK(case_run(&c, 1, 0) == expected);
  if (!strstr(error.message, words))
    test_failed(__FILE__, __LINE__, error.message);
  case_close(&c);
}

static void Plans_that_make_no_sense_end_in_an_error(void) {
  bytes graph = identity_graph(FLOAT);
  const char no = 0;
  add_unary(&graph, "z", "Neg", "y", FLOAT);
  add_const(&graph, "no", BOOL, NULL, 0, &no, 1);
  node branch = node_of("branch", "Switch", (const char *[]){"x", "no", NULL});
  attr_type(&branch, "T", FLOAT);
  graph_add(&graph, &branch);
  const char *const x[] = {"x", NULL}, *const y[] = {"y", NULL}, *const z[] = {"z", NULL};
  expect_run(&graph, (const char *[]){"x", "x", NULL}, y, TFN_INVALID_ARGUMENT, "x:0");
  expect_run(&graph, x, x, TFN_INVALID_ARGUMENT, "both fed and fetched");
  expect_run(&graph, x, NULL, TFN_INVALID_ARGUMENT, "at least one target");
  expect_run(&graph, x, (const char *[]){"branch:1", NULL}, TFN_INVALID_ARGUMENT, "does not have value");
  expect_run(&graph, y, z, TFN_OK, ""); // a tensor between others may be fed
  check_nothing_lives(runtime);
}

// TensorFlow would hand the length on as an int. Nothing is read.
static void Messages_past_protobufs_limit_are_refused(void) {
  bytes bytes = identity_graph(FLOAT);
  tfn_graph *graph;
  tfn_session *session;
  const int64_t longer = INT64_C(1) << 31;
  CHECK(tfn_graph_import(runtime, "", longer, &graph, &error) == TFN_INVALID_ARGUMENT && !graph);
  CHECK(strstr(error.message, "2147483648 bytes"));
  CHECK(tfn_graph_import(runtime, "", INT64_MAX, &graph, &error) == TFN_INVALID_ARGUMENT && !graph);
  CHECK_OK(tfn_graph_import(runtime, bytes.data, (int64_t)bytes.length, &graph, &error));
  CHECK(tfn_session_open(graph, "", longer, &session, &error) == TFN_INVALID_ARGUMENT && !session);
  CHECK(tfn_session_open(graph, NULL, 5, &session, &error) == TFN_BAD_CALL && !session);
  tfn_graph_close(graph);
  check_nothing_lives(runtime);
}

static void The_op_list_is_given(void) {
  tfn_bytes list;
  CHECK_OK(tfn_runtime_op_list(runtime, &list, &error));
  CHECK(list.length > 100000);
  tfn_bytes_free(&list);
  CHECK(!list.data);
}

void real_errors(void) {
  TEST(An_import_that_fails_says_why);
  TEST(A_run_that_fails_says_why_and_the_next_one_works);
  TEST(A_bad_config_and_bad_ports_are_named);
  TEST(Plans_that_make_no_sense_end_in_an_error);
  TEST(Messages_past_protobufs_limit_are_refused);
  TEST(The_op_list_is_given);
}
