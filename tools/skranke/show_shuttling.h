// What was measured of shuttling, as people read it on a terminal. Pure functions; safe from any
// thread.
#ifndef SKRANKE_TOOLS_SKRANKE_SHOW_SHUTTLING_H_
#define SKRANKE_TOOLS_SKRANKE_SHOW_SHUTTLING_H_

#include <string>

#include "skranke/v1/shuttling.pb.h"

namespace skranke {

using ShuttlingStatistics = google::protobuf::RepeatedPtrField<v1::ShuttlingStatistic>;

// One figure a line; times in words.
std::string ShowFigures(const ShuttlingStatistics& statistics);

// The figures of all cases, then one group a line under its name `group`.
std::string ShowShuttling(const std::string& group, const v1::GetShuttlingResponse& response);

// The cases behind a figure, one a line.
std::string ShowBehind(v1::ShuttlingFigure figure, const v1::ListShuttledCasesResponse& response);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_SHOW_SHUTTLING_H_
