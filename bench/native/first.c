// How long a bare C program takes from nothing to its first result: dlopen, import, session, one run. Prints seconds.
//   tffirst LIBRARY GRAPH.pb PLACEHOLDER FETCH ROWS
#include "reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void *read_all(const char *path, size_t *bytes) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END))
    return NULL;
  long length = ftell(file);
  rewind(file);
  void *data = malloc((size_t)length);
  *bytes = fread(data, 1, (size_t)length, file);
  fclose(file);
  return data;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
  if (count != 6)
    return 64;
  double start = seconds();
  ref_model model = {.library = arguments[1], .config = "", .placeholder = arguments[3], .fetch = arguments[4]};
  model.graph_def = read_all(arguments[2], &model.graph_def_bytes);
  char message[1024] = "";
  ref_loop *loop = model.graph_def ? ref_open(&model, message, sizeof message) : NULL;
  if (!loop) {
    fprintf(stderr, "tffirst: %s\n", message);
    return 1;
  }
  int64_t rows = atoll(arguments[5]);
  size_t bytes = (size_t)rows * sizeof(double);
  void *data = aligned_alloc(64, (bytes + 63) / 64 * 64);
  ref_batch batch = {.data = data, .bytes = bytes, .dims = {rows}, .rank = 1, .dtype = 2};
  for (int64_t i = 0; i < rows; i++)
    ((double *)batch.data)[i] = (double)i;
  uint64_t checksum;
  int code = ref_run(loop, &batch, 1, &checksum);
  printf("%.6f\n", seconds() - start);
  return code;
}
