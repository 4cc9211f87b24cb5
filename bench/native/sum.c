// The sum of doubles as one writes it in C, compiled for this very machine: beside it stands TensorFlow's own Sum.
#include "reference.h"

double ref_sum(const double *values, int64_t count) {
  double sum = 0;
  for (int64_t i = 0; i < count; i++)
    sum += values[i];
  return sum;
}
