// The rulebook's rows of the method table: skranke.v1.RulebookService. Any thread.
#ifndef SKRANKE_SERVICES_RULEBOOK_METHODS_H_
#define SKRANKE_SERVICES_RULEBOOK_METHODS_H_

#include <vector>

#include "libs/engine/engine.h"
#include "libs/rpc/method_table.h"

namespace skranke {

// `engine` has to outlive them. Lists are read, checked and compiled by its latest state on the
// caller's thread, so that the writer only compares and switches. What was made by a state that is
// no longer the latest is made again by the writer.
std::vector<Method> RulebookMethods(const Engine* engine);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_RULEBOOK_METHODS_H_
