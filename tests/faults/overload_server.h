// An office with another queue than skranked has, in a process of its own: a short one that is sure
// to fill, with or without its reserve. One thread.
#ifndef SKRANKE_TESTS_FAULTS_OVERLOAD_SERVER_H_
#define SKRANKE_TESTS_FAULTS_OVERLOAD_SERVER_H_

#include <string>

#include "libs/engine/command_queue.h"

namespace skranke {

// Serves and says "ready HOST:PORT", as skranked does, until the process is killed. 2 where it
// cannot.
int ServeWithQueue(const CommandQueue::Limits& queue, const std::string& data_dir,
                   const std::string& office);

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_OVERLOAD_SERVER_H_
