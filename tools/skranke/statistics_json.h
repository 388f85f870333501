// The JSON of `stats`. Others rely on its shape. Pure functions; safe from any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_STATISTICS_JSON_H_
#define SKRANKE_TOOLS_SKRANKE_STATISTICS_JSON_H_

#include <cstdint>
#include <string>

#include "skranke/v1/supervision.pb.h"

namespace skranke {

// {"cases":N,"by_state":{},"by_outcome":{},"returned":N,"triaged":N,"quick_share":F,"by_task":{},
// "by_agency":{},"by_unit":{}} and further keys after these. States without STATE_.
std::string StatisticsJson(const v1::GetStatisticsResponse& response);

// A share in parts of a million as a decimal number: 290200 is 0.2902.
std::string ShareText(int64_t parts_per_million);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_STATISTICS_JSON_H_
