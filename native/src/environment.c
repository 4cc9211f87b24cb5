// What TensorFlow sees of the process: variables, malloc's thresholds, standard error.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"

tfn_status tfn_environment_set(const char *name, const char *value, tfn_error *error) {
  if (!name || !*name || strchr(name, '='))
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_environment_set: '%s' is no name of a variable", name ? name : "");
  int failed = value ? setenv(name, value, 1) : unsetenv(name);
  return failed ? tfn_fail(error, TFN_OUT_OF_MEMORY, -1, "%s cannot be set: %s", name, strerror(errno))
                : tfn_succeed(error);
}

tfn_status tfn_malloc_keep(int64_t bytes, tfn_error *error) {
  if (bytes < 0)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_malloc_keep: %lld bytes", (long long)bytes);
  int limit = bytes > INT_MAX ? INT_MAX : (int)bytes;
  // Some versions of glibc refuse a threshold over 32 MiB; there no mapping at all does the same.
  int kept = mallopt(M_MMAP_THRESHOLD, limit) || mallopt(M_MMAP_MAX, 0);
  // Other arenas than the first hold 64 MiB at most and map whatever is larger: new threads share those there are.
  mallopt(M_ARENA_MAX, 1);
  if (!kept || !mallopt(M_TRIM_THRESHOLD, limit))
    return tfn_fail(error, TFN_UNIMPLEMENTED, -1, "this malloc takes no thresholds of %d bytes", limit);
  return tfn_succeed(error);
}

static pthread_mutex_t mute_lock = PTHREAD_MUTEX_INITIALIZER;
static int mute_depth, saved_stderr = -1;

static void mute(void) {
  int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nothing < 0)
    return;
  saved_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (saved_stderr >= 0)
    dup2(nothing, STDERR_FILENO);
  close(nothing);
}

static void unmute(void) {
  if (saved_stderr < 0)
    return;
  dup2(saved_stderr, STDERR_FILENO);
  close(saved_stderr);
  saved_stderr = -1;
}

void tfn_stderr_mute(int32_t muted) {
  pthread_mutex_lock(&mute_lock);
  fflush(stderr);
  if (muted && mute_depth++ == 0)
    mute();
  else if (!muted && mute_depth > 0 && --mute_depth == 0)
    unmute();
  pthread_mutex_unlock(&mute_lock);
}
