#include "libs/casework/judgement.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"

namespace skranke {

CaseDraft::CaseDraft(const View& view, const Caller& caller, uint64_t number, absl::Time now)
    : view_(view),
      caller_(caller),
      now_(now),
      number_(number),
      state_(std::make_shared<storage::v1::CaseState>()) {}

CaseDraft::CaseDraft(const View& view, const Caller& caller, const storage::v1::CaseState& stored,
                     absl::Time now)
    : view_(view),
      caller_(caller),
      now_(now),
      number_(stored.number()),
      state_(std::make_shared<storage::v1::CaseState>(stored)) {}

storage::v1::Event CaseDraft::NewEvent() const {
  storage::v1::Event event;
  event.set_number(number_);
  event.set_occur_us(occur_us_);
  return event;
}

void CaseDraft::Add(storage::v1::Event event) {
  Apply(event, {.position = view_.position(), .record_us = absl::ToUnixMicros(now_)}, *state_);
  events_.push_back(std::move(event));
}

absl::Time CaseDraft::happened() const {
  return occur_us_ == 0 ? now_ : absl::FromUnixMicros(occur_us_);
}

Judgement CaseDraft::Finish(const google::protobuf::MessageLite& reply) && {
  Judgement judgement;
  judgement.events = std::move(events_);
  judgement.reply = reply.SerializeAsString();
  judgement.citizen_case = std::move(state_);
  return judgement;
}

Judgement CaseDraft::FinishWith(CaseDraft other, const google::protobuf::MessageLite& reply) && {
  Judgement judgement = std::move(*this).Finish(reply);
  std::move(other.events_.begin(), other.events_.end(), std::back_inserter(judgement.events));
  judgement.other_cases.push_back(std::move(other.state_));
  return judgement;
}

}  // namespace skranke
