#ifndef TFN_SESSION_H
#define TFN_SESSION_H

#include "graph.h"

struct tfn_session {
  tfn_graph *graph;
  TF_Session *session;
  atomic_long references; // the handle, and each plan
};

void tfn_session_retain(tfn_session *session);

#endif
