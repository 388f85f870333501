// A draft, or an adopted list, as text for a terminal. Pure; any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_SHOW_DRAFT_H_
#define SKRANKE_TOOLS_SKRANKE_SHOW_DRAFT_H_

#include <string>

#include "skranke/v1/rulebook.pb.h"

namespace skranke {

// State, dates, changes, parties with their positions, open cases, what dropped out.
std::string DraftText(const v1::Draft& draft);

// One line a draft.
std::string DraftsText(const v1::ListDraftsResponse& response);

// The register: one version after another, oldest first.
std::string RegisterText(const v1::ListTaskListChangesResponse& response);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_SHOW_DRAFT_H_
