// The shim on the real libraries named by TFN_TEST_LIBRARIES (paths, ':' between them), all open at once.
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "real_case.h"

enum { MOST = 4 };

static int open_all(const char *list, tfn_runtime **runtimes, int reversed) {
  char *copy = strdup(list), *paths[MOST], *state = NULL;
  int count = 0;
  for (char *path = strtok_r(copy, ":", &state); path && count < MOST; path = strtok_r(NULL, ":", &state))
    paths[count++] = path;
  for (int i = 0; i < count; i++)
    if (tfn_runtime_open(paths[reversed ? count - 1 - i : i], &runtimes[i], &error)) {
      test_failed(__FILE__, __LINE__, error.message);
      count = -1;
    }
  free(copy);
  return count;
}

int main(int argc, char **argv) {
  const char *list = getenv("TFN_TEST_LIBRARIES");
  int reversed = argc > 1 && !strcmp(argv[1], "--reversed");
  if (!list || !*list) {
    test_skip("real libraries", "TFN_TEST_LIBRARIES names none");
    return test_summary("real");
  }
  tfn_environment_set("TF_CPP_MIN_LOG_LEVEL", "2", NULL);
  tfn_runtime *runtimes[MOST];
  tfn_stderr_mute(1);
  int count = open_all(list, runtimes, reversed);
  tfn_stderr_mute(0);
  if (count < 0)
    return 1;
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < count; i++) {
      char context[80];
      runtime = runtimes[i];
      tfn_runtime_describe(runtime, &info);
      snprintf(context, sizeof context, "%s ", info.version);
      test_context(context);
      if (round == 0) {
        real_feeds();
        real_refusals();
        real_bools();
        real_strings();
        real_outputs();
        real_state();
        real_rows();
        real_building();
      } else { // after the other library has run
        real_errors();
        real_outputs();
      }
    }
  for (int i = 0; i < count; i++)
    tfn_runtime_close(runtimes[i]);
  return test_summary(reversed ? "real_reversed" : "real");
}
