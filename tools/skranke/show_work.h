// An agency's work as people read it on a terminal. Pure functions; safe from any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_SHOW_WORK_H_
#define SKRANKE_TOOLS_SKRANKE_SHOW_WORK_H_

#include <string>

#include "skranke/v1/agency_desk.pb.h"

namespace skranke {

std::string ShowWorkItem(const v1::WorkItem& item);

// One item a line.
std::string ShowWorkItems(const v1::ListWorkItemsResponse& response);

// One line.
std::string ShowWorkChange(const v1::SubscribeWorkResponse& change);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_SHOW_WORK_H_
