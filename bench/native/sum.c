// The sum of doubles that a C programmer would write, compiled for this very machine: what TensorFlow's own Sum is
// worth.
#include "reference.h"

double ref_sum(const double *values, int64_t count) {
  double sum = 0;
  for (int64_t i = 0; i < count; i++)
    sum += values[i];
  return sum;
}
