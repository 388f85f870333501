// One step of a draft's life while it is judged: events are applied as they are added, by the same
// function that replay uses, so that the reply shows what is stored. Pure; one thread at a time.
#ifndef SKRANKE_SERVICES_RULEBOOK_DRAFT_STEP_H_
#define SKRANKE_SERVICES_RULEBOOK_DRAFT_STEP_H_

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "libs/tasklist/rulebook_words.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// The day on the office's calendar.
absl::CivilDay DayAt(const Installation& installation, absl::Time now);

// The draft. NOT_FOUND (DRAFT_NOT_FOUND).
absl::StatusOr<const storage::v1::RulebookDraft*> FindDraft(const Installation& installation,
                                                            absl::string_view version);

// ABORTED (DRAFT_CHANGED) unless the revision is the latest.
absl::Status CheckRevision(const storage::v1::RulebookDraft& draft, uint64_t revision);

// FAILED_PRECONDITION (DRAFT_STATE), naming where it is, unless it is in one of these states.
absl::Status CheckState(const storage::v1::RulebookDraft& draft,
                        std::initializer_list<DraftState> allowed);

// The content that a list of that first day is compared with; empty where no list is in force then.
const storage::v1::TaskListContent& BaseContent(const Installation& installation,
                                                absl::CivilDay first_day);
// Its version; empty where there is none.
std::string BaseVersion(const Installation& installation, absl::CivilDay first_day);

class DraftStep {
 public:
  DraftStep(const View& view, const Caller& caller, absl::Time now)
      : view_(view), caller_(caller), now_(now), next_(view.installation()) {}

  const View& view() const { return view_; }
  const Caller& caller() const { return caller_; }
  const Installation& installation() const { return next_; }
  absl::CivilDay today() const { return DayAt(next_, now_); }

  void Add(storage::v1::Event event);
  // Installs a list: its own event, before the draft's.
  // FAILED_PRECONDITION: LIST_CHANGED, LIST_OVERLAPS.
  absl::Status Install(std::shared_ptr<const TaskList> list);
  void Ratify(absl::string_view version);

  Judgement Finish(const google::protobuf::MessageLite& reply) &&;

 private:
  const View& view_;
  const Caller& caller_;
  const absl::Time now_;
  Installation next_;
  std::vector<storage::v1::Event> events_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_RULEBOOK_DRAFT_STEP_H_
