#include "services/frontdesk/bundle_queries.h"

#include <vector>

#include "libs/access/bundle_access.h"
#include "libs/base/status_macros.h"
#include "libs/casework/assessment.h"
#include "libs/casework/bundle_name.h"
#include "libs/casework/render_bundle.h"

namespace skranke {

absl::StatusOr<v1::ListBundleTemplatesResponse> AnswerListBundleTemplates(
    const Snapshot& snapshot, const Caller&, const v1::ListBundleTemplatesRequest&) {
  v1::ListBundleTemplatesResponse response;
  const TaskList* list = ListAtReceipt(snapshot.now(), snapshot.installation());
  if (list == nullptr) return response;
  for (const BundleTemplate& one : list->bundles()) {
    *response.add_templates() = Render(one, *list);
  }
  return response;
}

absl::StatusOr<v1::GetBundleResponse> AnswerGetBundle(const Snapshot& snapshot,
                                                      const Caller& caller,
                                                      const v1::GetBundleRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseBundleName(request.name(), "name"));
  SKRANKE_ASSIGN_OR_RETURN(const auto bundle, snapshot.FindBundle(number));
  if (!bundle) return BundleNotFound();
  std::vector<uint64_t> numbers;
  for (const auto& part : bundle->parts()) {
    if (part.number() != 0) numbers.push_back(part.number());
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto cases, snapshot.FindCases(numbers));
  const auto case_of = [&](uint64_t wanted) -> const storage::v1::CaseState* {
    for (const auto& c : cases) {
      if (c.number() == wanted) return &c;
    }
    return nullptr;
  };
  const auto* lead = LeadOf(*bundle, snapshot.installation(), case_of);
  const BundleSight sight = SightOf(caller, *bundle, lead);
  if (sight == BundleSight::kNothing) return BundleNotFound();
  v1::GetBundleResponse response;
  *response.mutable_bundle() =
      Render(*bundle, sight, snapshot.installation(), case_of, snapshot.now());
  return response;
}

}  // namespace skranke
