#include "services/rulebook/draft_step.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/rulebook.pb.h"

namespace skranke {

using storage::v1::Event;
using storage::v1::RulebookDraft;

absl::CivilDay DayAt(const Installation& installation, absl::Time now) {
  return installation.directory->zone().DayOf(now);
}

absl::StatusOr<const RulebookDraft*> FindDraft(const Installation& installation,
                                               absl::string_view version) {
  const RulebookDraft* const draft = installation.rulebook->Find(version);
  if (draft != nullptr) return draft;
  return ReasonError(absl::StatusCode::kNotFound, "DRAFT_NOT_FOUND", "there is no such draft");
}

absl::Status CheckRevision(const RulebookDraft& draft, uint64_t revision) {
  if (draft.revision() == revision) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kAborted, "DRAFT_CHANGED",
                     absl::StrCat("the draft's latest revision is ", draft.revision()));
}

absl::Status CheckState(const RulebookDraft& draft, std::initializer_list<DraftState> allowed) {
  const auto state = static_cast<DraftState>(draft.state());
  if (std::find(allowed.begin(), allowed.end(), state) != allowed.end()) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "DRAFT_STATE",
                     absl::StrCat("the draft is ", v1::DraftState_Name(draft.state()).substr(12),
                                  ", where this cannot be done"));
}

const storage::v1::TaskListContent& BaseContent(const Installation& installation,
                                                absl::CivilDay first_day) {
  const TaskList* const list = installation.lists->InForce(first_day);
  return list == nullptr ? storage::v1::TaskListContent::default_instance() : list->content();
}

std::string BaseVersion(const Installation& installation, absl::CivilDay first_day) {
  return BaseContent(installation, first_day).version();
}

void DraftStep::Add(Event event) {
  next_.rulebook = next_.rulebook->With(event);
  events_.push_back(std::move(event));
}

absl::Status DraftStep::Install(std::shared_ptr<const TaskList> list) {
  Event event;
  event.mutable_task_list_installed()->set_hash(list->hash());
  *event.mutable_task_list_installed()->mutable_task_list() = list->content();
  SKRANKE_ASSIGN_OR_RETURN(next_.lists, next_.lists->With(std::move(list)));
  events_.push_back(std::move(event));
  return absl::OkStatus();
}

void DraftStep::Ratify(absl::string_view version) {
  next_.lists = next_.lists->WithRatified(version);
}

Judgement DraftStep::Finish(const google::protobuf::MessageLite& reply) && {
  Judgement judgement;
  judgement.events = std::move(events_);
  judgement.reply = reply.SerializeAsString();
  judgement.installation = std::make_shared<const Installation>(std::move(next_));
  return judgement;
}

}  // namespace skranke
