// What judging a command gives: events and a reply, nothing else (DESIGN section 2).
#ifndef SKRANKE_LIBS_CASEWORK_JUDGEMENT_H_
#define SKRANKE_LIBS_CASEWORK_JUDGEMENT_H_

#include <memory>
#include <string>
#include <vector>

#include "libs/access/caller.h"
#include "libs/casework/apply.h"
#include "libs/casework/view.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

struct Judgement {
  std::vector<storage::v1::Event> events;
  // The reply, serialised.
  std::string reply;
  // The case with the events applied, if they are about one.
  std::shared_ptr<storage::v1::CaseState> citizen_case;
  // Further cases that some of the events are about, each with its events applied.
  std::vector<std::shared_ptr<storage::v1::CaseState>> other_cases;
  // Unit acted for, as agency/unit, if it is not the caller's own.
  std::string acting_for;
  // What is known besides cases from this command on, if it changes that: a package was applied.
  std::shared_ptr<const Installation> installation;
};

// A case while a command is judged: every event that is added is applied at once, so that the next
// step of the same command sees it, by the same Apply that replay uses.
class CaseDraft {
 public:
  // A new case with that number.
  CaseDraft(const View& view, const Caller& caller, uint64_t number, absl::Time now);
  // A stored case.
  CaseDraft(const View& view, const Caller& caller, const storage::v1::CaseState& stored,
            absl::Time now);

  // When what the command tells of happened, if not now.
  void set_occur_time(absl::Time occur) { occur_us_ = absl::ToUnixMicros(occur); }

  // An event about the case, to be filled and handed to Add.
  storage::v1::Event NewEvent() const;
  void Add(storage::v1::Event event);

  const storage::v1::CaseState& state() const { return *state_; }
  const View& view() const { return view_; }
  const Caller& caller() const { return caller_; }
  absl::Time now() const { return now_; }
  // When what the command tells of happened.
  absl::Time happened() const;

  // The events with the reply.
  Judgement Finish(const google::protobuf::MessageLite& reply) &&;
  // The same where the command also changed another case: that one's events come after these.
  Judgement FinishWith(CaseDraft other, const google::protobuf::MessageLite& reply) &&;

 private:
  const View& view_;
  const Caller& caller_;
  const absl::Time now_;
  const uint64_t number_;
  int64_t occur_us_ = 0;
  std::shared_ptr<storage::v1::CaseState> state_;
  std::vector<storage::v1::Event> events_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_JUDGEMENT_H_
