#include "libs/casework/bundle_draft.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "libs/casework/bundle_content.h"
#include "libs/casework/bundle_name.h"
#include "libs/casework/document_verbs.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/register_case.h"
#include "libs/casework/render_bundle.h"
#include "libs/casework/sealed.h"
#include "libs/casework/states.h"
#include "libs/casework/wrong_person.h"

namespace skranke {

using storage::v1::BundlePartRecord;
using storage::v1::BundleRecord;
using storage::v1::CaseState;

BundleDraft::BundleDraft(const View& view, const Caller& caller, const TaskList& list,
                         BundleRecord record, absl::Time occur, absl::Time now)
    : view_(view),
      caller_(caller),
      list_(list),
      record_(std::move(record)),
      occur_(occur),
      now_(now) {}

absl::Time BundleDraft::happened() const { return occur_ == absl::InfinitePast() ? now_ : occur_; }

const CaseState* BundleDraft::CaseOfPart(uint64_t number) const {
  for (const CaseDraft& draft : cases_) {
    if (draft.state().number() == number) return &draft.state();
  }
  return view_.FindCase(number);
}

uint64_t BundleDraft::FreeNumber() const {
  uint64_t number = 0;
  // Neither a stored case's nor that of another part of this command.
  do {
    number = FreeCaseNumber(view_);
  } while (CaseOfPart(number) != nullptr);
  return number;
}

CaseState BundleDraft::Stated(const BundlePartRecord& part) const {
  const Arrival arrival{.office = record_.office(),
                        .point = record_.point(),
                        .place = record_.place(),
                        .channel = record_.channel(),
                        .receipt = {.received = absl::FromUnixMicros(record_.receive_us()),
                                    .backdated = record_.backdated()}};
  CaseState stated = NewCase(arrival, caller_, view_.installation().directory->zone(), now_);
  stated.set_number(FreeNumber());
  stated.set_task(part.task());
  stated.set_bundle(FormatBundleName(record_.number()));
  *stated.mutable_parties() = record_.parties();
  return stated;
}

storage::v1::Content BundleDraft::ContentOf(const BundlePartRecord& part) const {
  const auto* row = list_.FindBundle(record_.template_())->Find(part.task());
  return ContentFor(*row, list_, Unseal<storage::v1::Content>(record_.content()),
                    FormatBundleName(record_.number()));
}

// The consent may be given months later: no case has the documents until then.
void BundleDraft::KeepDocuments() {
  record_.clear_document_keys();
  for (const BundlePartRecord& part : record_.parts()) {
    const bool may_be_sent =
        part.hold() != v1::PART_HOLD_UNSPECIFIED && part.hold() != v1::PART_HOLD_NOT_WANTED;
    if (!may_be_sent) continue;
    for (std::string& key : DocumentKeysOf(ContentOf(part), view_)) {
      const auto& kept = record_.document_keys();
      if (std::find(kept.begin(), kept.end(), key) != kept.end()) continue;
      record_.add_document_keys(std::move(key));
    }
  }
}

// A correction is of one part's case and leaves the record as it was stated.
bool BundleDraft::IsOfWrongPerson() const {
  const auto names_others = [&](const BundlePartRecord& part) {
    const CaseState* c = part.number() == 0 ? nullptr : CaseOfPart(part.number());
    return c != nullptr &&
           (c->has_wrong_person() || !WhoLeaves(record_.parties(), c->parties()).empty() ||
            !WhoLeaves(c->parties(), record_.parties()).empty());
  };
  return std::any_of(record_.parts().begin(), record_.parts().end(), names_others);
}

bool BundleDraft::Stands(int index) const {
  const BundlePartRecord& part = record_.parts(index);
  if (part.number() == 0 || part.hold() != v1::PART_HOLD_UNSPECIFIED) return false;
  const CaseState* c = CaseOfPart(part.number());
  return c != nullptr && StateOf(*c) != v1::STATE_WITHDRAWN &&
         StateOf(*c) != v1::STATE_MISREGISTERED;
}

void BundleDraft::Send(int index) {
  BundlePartRecord& sent = part(index);
  storage::v1::Content content = ContentOf(sent);
  CaseState stated = Stated(sent);
  sent.set_number(stated.number());
  sent.set_hold(v1::PART_HOLD_UNSPECIFIED);
  cases_.push_back(RegisterStated(view_, caller_, std::move(stated), std::move(content),
                                  /*accept_incomplete=*/false, occur_, now_)
                       .draft);
}

bool BundleDraft::TakeBack(int index, absl::string_view reason) {
  const CaseState* c = view_.FindCase(record_.parts(index).number());
  const bool undecided = c != nullptr && IsOpen(StateOf(*c)) && StateOf(*c) != v1::STATE_DECIDED;
  if (!undecided) return false;
  CaseDraft draft(view_, caller_, *c, now_);
  if (occur_ != absl::InfinitePast()) draft.set_occur_time(occur_);
  storage::v1::Event event = draft.NewEvent();
  *event.mutable_case_withdrawn()->mutable_reason() = SealText(PersonConcerned(*c), reason);
  event.mutable_case_withdrawn()->set_message(
      IfPushed(draft.state(), storage::v1::MESSAGE_KIND_WITHDRAWAL));
  draft.Add(std::move(event));
  cases_.push_back(std::move(draft));
  return true;
}

v1::Bundle BundleDraft::Rendered() const {
  return Render(
      record_, BundleSight::kCounter, view_.installation(),
      [this](uint64_t number) { return CaseOfPart(number); }, now_);
}

void BundleDraft::Settle() {
  record_.set_revision(record_.revision() + 1);
  KeepDocuments();
}

Judgement BundleDraft::Finish(const google::protobuf::MessageLite& reply) && {
  Judgement judgement;
  judgement.reply = reply.SerializeAsString();
  storage::v1::Event& saved = judgement.events.emplace_back();
  if (occur_ != absl::InfinitePast()) saved.set_occur_us(absl::ToUnixMicros(occur_));
  *saved.mutable_bundle_saved()->mutable_bundle() = std::move(record_);
  for (CaseDraft& draft : cases_) {
    Judgement of_case = std::move(draft).Finish(reply);
    std::move(of_case.events.begin(), of_case.events.end(), std::back_inserter(judgement.events));
    // The first names whose the reply is.
    if (judgement.citizen_case == nullptr) {
      judgement.citizen_case = std::move(of_case.citizen_case);
    } else {
      judgement.other_cases.push_back(std::move(of_case.citizen_case));
    }
  }
  return judgement;
}

}  // namespace skranke
