// Gaps as people read them on a terminal. Pure functions; safe from any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_SHOW_GAPS_H_
#define SKRANKE_TOOLS_SKRANKE_SHOW_GAPS_H_

#include <string>

#include "skranke/v1/gap.pb.h"

namespace skranke {

// One gap a line, and when all was looked through.
std::string ShowGaps(const v1::ListGapsResponse& response);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_SHOW_GAPS_H_
