#include "tests/simulation/case_model.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tests/faults/finding.h"
#include "tests/simulation/findings.h"

namespace skranke {
namespace {

using storage::v1::Event;
using storage::v1::Record;
using v1::State;

constexpr uint32_t Bit(State state) { return 1u << state; }

constexpr uint32_t kNew = Bit(v1::STATE_UNSPECIFIED);
constexpr uint32_t kAtOffice = Bit(v1::STATE_COMPLETE) | Bit(v1::STATE_INCOMPLETE);
constexpr uint32_t kTriage = Bit(v1::STATE_TRIAGE);
constexpr uint32_t kWithAgency = Bit(v1::STATE_ROUTED) | Bit(v1::STATE_DELIVERED) |
                                 Bit(v1::STATE_ACCEPTED) | Bit(v1::STATE_IN_PROGRESS) |
                                 Bit(v1::STATE_AWAITING_INFO);
constexpr uint32_t kOpen = kAtOffice | kTriage | kWithAgency | Bit(v1::STATE_DECIDED);
constexpr uint32_t kClosed = Bit(v1::STATE_CLOSED) | Bit(v1::STATE_HANDLED_AT_COUNTER);

absl::Status Wrong(const char* reason, const ModelCase& c, absl::string_view what) {
  return Found(reason,
               absl::StrCat("case ", c.number, " in ", v1::State_Name(c.state), ": ", what));
}

// Follows the events of one record, one after another.
class Follower {
 public:
  Follower(const Record& record, ModelCase& c) : record_(record), c_(c) {}

  absl::Status FollowAll() {
    for (const Event& event : record_.events()) {
      if (event.number() == 0) continue;
      const bool new_era = ChangesEra(event);
      SKRANKE_RETURN_IF_ERROR(FollowOne(event));
      if (new_era) era_ended_ = true;
    }
    if (era_ended_) ++c_.era;
    c_.positions.push_back(record_.position());
    return CheckOwner();
  }

 private:
  // Receipts, leases, escalations, the agency's own status and supplements to a case that an agency
  // has leave the etag alone (proto/skranke/v1/case.proto).
  bool ChangesEra(const Event& event) const {
    switch (event.kind_case()) {
      case Event::kCaseDelivered:
      case Event::kWorkTaken:
      case Event::kLocalStatusSet:
      case Event::kContactRecorded:
      case Event::kMessageAcknowledged:
      case Event::kMessageFailed:
      case Event::kMessageRetried:
      case Event::kMessageDiscarded:
      case Event::kMessageRedelivered:
      case Event::kHandoverEscalated:
      case Event::kInformationReminded:
        return false;
      // An answer to a question comes as a supplement.
      case Event::kClockResumed:
        return c_.state != v1::STATE_AWAITING_INFO;
      case Event::kCaseSupplemented:
        return c_.owner.office || c_.state == v1::STATE_TRIAGE;
      default:
        return true;
    }
  }

  absl::Status Step(uint32_t from, State to, absl::string_view what) {
    if ((Bit(c_.state) & from) == 0) return Wrong(kWrongStep, c_, what);
    c_.state = to;
    return absl::OkStatus();
  }

  // Where a case may be routed or sorted from depends on what the same command did before.
  uint32_t MayLeave() const {
    return kNew | kAtOffice | kTriage | (ended_ ? kWithAgency : 0) | (reopened_ ? kClosed : 0);
  }

  ModelHandover* Latest() { return c_.handovers.empty() ? nullptr : &c_.handovers.back(); }

  void End(v1::Handover::Outcome outcome) {
    ended_ = true;
    c_.lease_token = 0;
    c_.lease_expire_us = 0;
    if (ModelHandover* latest = Latest()) latest->outcome = outcome;
  }

  void Tell(storage::v1::MessageKind kind) {
    const ModelHandover* latest = Latest();
    if (kind == storage::v1::MESSAGE_KIND_UNSPECIFIED || latest == nullptr) return;
    const auto told = std::count_if(c_.messages.begin(), c_.messages.end(),
                                    [&](const auto& m) { return m.agency == latest->agency; });
    c_.messages.push_back({.agency = latest->agency,
                           .sequence = static_cast<uint64_t>(told) + 1,
                           .handover = static_cast<uint32_t>(c_.handovers.size()),
                           .made = record_.position()});
  }

  ModelMessage* Find(const std::string& agency, uint64_t sequence) {
    for (ModelMessage& message : c_.messages) {
      if (message.agency == agency && message.sequence == sequence) return &message;
    }
    return nullptr;
  }

  void AddTitles(const storage::v1::Sealed& sealed) {
    storage::v1::Content content;
    content.ParseFromString(sealed.bytes());
    c_.titles.clear();
    for (const auto& document : content.documents()) c_.titles.push_back(document.title());
  }

  absl::Status OnRegistered(const storage::v1::CaseState& stated) {
    if (!c_.positions.empty() || c_.number != 0) return Wrong(kDoubled, c_, "registered again");
    c_.number = stated.number();
    c_.office = stated.office();
    c_.receive_us = stated.receive_us();
    if (!stated.external_system().empty()) {
      c_.external = absl::StrCat(stated.external_system(), "/", stated.external_id());
    }
    AddTitles(stated.content());
    return absl::OkStatus();
  }

  absl::Status OnKept(const storage::v1::CaseKept& kept) {
    SKRANKE_RETURN_IF_ERROR(Step(kNew | kAtOffice | kTriage,
                                 kept.missing().empty() ? v1::STATE_COMPLETE : v1::STATE_INCOMPLETE,
                                 "kept"));
    c_.incomplete_end_us = kept.incomplete_end_us();
    c_.owner = {.authority = c_.office, .office = true};
    return absl::OkStatus();
  }

  absl::Status OnRouted(const storage::v1::CaseRouted& routed) {
    SKRANKE_RETURN_IF_ERROR(Step(MayLeave(), v1::STATE_ROUTED, "routed"));
    const auto& handover = routed.handover();
    if (handover.handover() != c_.handovers.size() + 1) {
      return Wrong(kDoubled, c_, "a hand-over with another's number");
    }
    c_.handovers.push_back({.agency = handover.receiver().agency(),
                            .unit = handover.receiver().unit(),
                            .push = handover.push(),
                            .token = handover.token()});
    c_.owner = {.authority = handover.receiver().agency(), .unit = handover.receiver().unit()};
    c_.lease_token = 0;
    c_.lease_expire_us = 0;
    Tell(routed.message());
    return absl::OkStatus();
  }

  absl::Status OnTriaged(const storage::v1::CaseTriaged& triaged) {
    SKRANKE_RETURN_IF_ERROR(Step(MayLeave(), v1::STATE_TRIAGE, "sorted by hand"));
    c_.owner = {.authority = triaged.sorting_unit().agency(),
                .unit = triaged.sorting_unit().unit()};
    return absl::OkStatus();
  }

  absl::Status OnDelivered(const storage::v1::CaseDelivered& delivered) {
    const bool latest = delivered.handover() == c_.handovers.size();
    if (!latest || c_.state != v1::STATE_ROUTED) return absl::OkStatus();
    c_.state = v1::STATE_DELIVERED;
    Latest()->outcome = v1::Handover::OUTCOME_DELIVERED;
    return absl::OkStatus();
  }

  absl::Status OnTaken(const storage::v1::LeaseRecord& lease) {
    const bool ready = c_.state == v1::STATE_ROUTED || c_.state == v1::STATE_DELIVERED;
    if (!ready || Latest() == nullptr || Latest()->push) return Wrong(kWrongStep, c_, "taken");
    if (c_.lease_expire_us > record_.record_us()) {
      return Wrong(kDoubled, c_, "taken while another's lease holds");
    }
    c_.lease_token = lease.token();
    c_.lease_expire_us = lease.expire_us();
    return absl::OkStatus();
  }

  absl::Status OnAccepted() {
    const bool first = Latest() == nullptr || ++Latest()->accepted == 1;
    if (!first) return Wrong(kDoubled, c_, "a hand-over accepted twice");
    SKRANKE_RETURN_IF_ERROR(Step(Bit(v1::STATE_DELIVERED), v1::STATE_ACCEPTED, "accepted"));
    Latest()->outcome = v1::Handover::OUTCOME_ACCEPTED;
    c_.lease_token = 0;
    c_.lease_expire_us = 0;
    return absl::OkStatus();
  }

  absl::Status OnSupplemented(const storage::v1::CaseSupplemented& supplemented) {
    const size_t before = c_.titles.size();
    const std::vector<std::string> known = c_.titles;
    AddTitles(supplemented.content());
    const bool kept =
        c_.titles.size() >= before && std::equal(known.begin(), known.end(), c_.titles.begin());
    if (!kept) return Wrong(kLost, c_, "a supplement took documents away");
    SKRANKE_RETURN_IF_ERROR(Step(
        kOpen & ~Bit(v1::STATE_DECIDED),
        c_.state == v1::STATE_AWAITING_INFO ? v1::STATE_IN_PROGRESS : c_.state, "supplemented"));
    Tell(supplemented.message());
    return absl::OkStatus();
  }

  absl::Status OnEndedEarly(State state, storage::v1::MessageKind message) {
    const bool with_agency = !c_.owner.office && c_.state != v1::STATE_TRIAGE;
    Tell(message);
    SKRANKE_RETURN_IF_ERROR(Step(kOpen, state, "ended early"));
    if (with_agency) End(v1::Handover::OUTCOME_RECALLED);
    return absl::OkStatus();
  }

  absl::Status OnReceipt(const storage::v1::MessageAcknowledged& receipt) {
    ModelMessage* message = Find(receipt.agency(), receipt.sequence());
    if (message == nullptr || message->acknowledged != 0 || message->discarded) {
      return Wrong(kDoubled, c_, "a message acknowledged that is not under way");
    }
    message->acknowledged = record_.position();
    message->acknowledge_us = record_.record_us();
    return absl::OkStatus();
  }

  // What an agency has lost is under way again.
  absl::Status OnRedelivered(const storage::v1::MessageRedelivered& redelivered) {
    ModelMessage* message = Find(redelivered.agency(), redelivered.sequence());
    if (message == nullptr || message->acknowledged == 0) {
      return Wrong(kWrongStep, c_, "a message sent again that nobody had acknowledged");
    }
    message->acknowledged = 0;
    return absl::OkStatus();
  }

  // Of the hand-over under way, one step after the other, and only while nobody has accepted it.
  absl::Status OnEscalated(const storage::v1::HandoverEscalated& escalated) {
    const bool waits = c_.state == v1::STATE_ROUTED || c_.state == v1::STATE_DELIVERED;
    if (!waits || escalated.handover() != c_.handovers.size() ||
        escalated.level() != ++Latest()->escalation) {
      return Wrong(kWrongStep, c_, "escalated");
    }
    Tell(escalated.message());
    return absl::OkStatus();
  }

  absl::Status OnLeft(v1::Handover::Outcome outcome) {
    if ((Bit(c_.state) & kWithAgency & ~Bit(v1::STATE_ROUTED)) == 0) {
      return Wrong(kWrongStep, c_, "returned or forwarded");
    }
    End(outcome);
    return absl::OkStatus();
  }

  absl::Status OnFailed(const storage::v1::MessageFailed& failed) {
    ModelMessage* message = Find(failed.agency(), failed.sequence());
    if (message == nullptr || message->acknowledged != 0) {
      return Wrong(kWrongStep, c_, "a message failed that is not under way");
    }
    message->dead = failed.dead();
    return absl::OkStatus();
  }

  absl::Status OnDiscarded(const storage::v1::MessageDiscarded& discarded) {
    ModelMessage* message = Find(discarded.agency(), discarded.sequence());
    if (message == nullptr || !message->dead) return Wrong(kWrongStep, c_, "discarded");
    message->discarded = true;
    // The hand-over that it carried leads nowhere: the case is sorted anew.
    ended_ = true;
    return absl::OkStatus();
  }

  absl::Status FollowOne(const Event& e) {
    switch (e.kind_case()) {
      case Event::kCaseRegistered:
        return OnRegistered(e.case_registered().citizen_case());
      case Event::kCaseKept:
        return OnKept(e.case_kept());
      case Event::kCaseRouted:
        return OnRouted(e.case_routed());
      case Event::kCaseTriaged:
        return OnTriaged(e.case_triaged());
      case Event::kHandoverRecalled:
        Tell(e.handover_recalled().message());
        End(v1::Handover::OUTCOME_RECALLED);
        return absl::OkStatus();
      case Event::kCaseFinished:
        return Step(Bit(v1::STATE_COMPLETE), v1::STATE_HANDLED_AT_COUNTER, "finished");
      case Event::kCaseSupplemented:
        return OnSupplemented(e.case_supplemented());
      case Event::kWorkTaken:
        return OnTaken(e.work_taken().lease());
      case Event::kCaseDelivered:
        return OnDelivered(e.case_delivered());
      case Event::kCaseAccepted:
        return OnAccepted();
      case Event::kWorkStarted:
        return Step(Bit(v1::STATE_ACCEPTED) | Bit(v1::STATE_AWAITING_INFO), v1::STATE_IN_PROGRESS,
                    "started");
      case Event::kCaseReturned:
        return OnLeft(v1::Handover::OUTCOME_RETURNED);
      case Event::kCaseForwarded:
        return OnLeft(v1::Handover::OUTCOME_FORWARDED);
      case Event::kHandoverEscalated:
        return OnEscalated(e.handover_escalated());
      case Event::kMessageRedelivered:
        return OnRedelivered(e.message_redelivered());
      case Event::kInformationRequested:
        return Step(Bit(v1::STATE_IN_PROGRESS), v1::STATE_AWAITING_INFO, "asked about");
      case Event::kInformationEnded:
        Tell(e.information_ended().message());
        return Step(Bit(v1::STATE_AWAITING_INFO), v1::STATE_IN_PROGRESS, "no longer asked about");
      case Event::kCaseDecided:
        return Step(Bit(v1::STATE_IN_PROGRESS), v1::STATE_DECIDED, "decided");
      case Event::kCaseClosed:
        return Step(Bit(v1::STATE_DECIDED) | Bit(v1::STATE_ACCEPTED) | Bit(v1::STATE_IN_PROGRESS),
                    v1::STATE_CLOSED, "closed");
      case Event::kCaseWithdrawn:
        return OnEndedEarly(v1::STATE_WITHDRAWN, e.case_withdrawn().message());
      case Event::kCaseMisregistered:
        return OnEndedEarly(v1::STATE_MISREGISTERED, e.case_misregistered().message());
      case Event::kCaseReopened:
        if ((Bit(c_.state) & kClosed) == 0) return Wrong(kWrongStep, c_, "reopened");
        reopened_ = true;
        return absl::OkStatus();
      case Event::kMessageAcknowledged:
        return OnReceipt(e.message_acknowledged());
      case Event::kMessageFailed:
        return OnFailed(e.message_failed());
      case Event::kMessageDiscarded:
        return OnDiscarded(e.message_discarded());
      case Event::kMessageRetried:
        if (auto* message = Find(e.message_retried().agency(), e.message_retried().sequence())) {
          message->dead = false;
        }
        return absl::OkStatus();
      default:
        return absl::OkStatus();
    }
  }

  absl::Status CheckOwner() const {
    const ModelOwner& owner = c_.owner;
    const bool at_office = (Bit(c_.state) & (kAtOffice | Bit(v1::STATE_HANDLED_AT_COUNTER))) != 0;
    const bool at_unit =
        (Bit(c_.state) & (kWithAgency | Bit(v1::STATE_DECIDED) | Bit(v1::STATE_CLOSED))) != 0;
    if (owner.authority.empty() || owner.unit.empty() != owner.office) {
      return Wrong(kWrongOwner, c_, "no owner, or half of one");
    }
    if (at_office && owner.authority != c_.office) return Wrong(kWrongOwner, c_, "not the office");
    if (!at_unit) return absl::OkStatus();
    const bool latest = !c_.handovers.empty() && c_.handovers.back().agency == owner.authority &&
                        c_.handovers.back().unit == owner.unit;
    return latest ? absl::OkStatus() : Wrong(kWrongOwner, c_, "not who it was handed to");
  }

  const Record& record_;
  ModelCase& c_;
  bool ended_ = false;
  bool reopened_ = false;
  bool era_ended_ = false;
};

}  // namespace

bool IsOpenState(State state) { return (Bit(state) & kOpen) != 0; }

absl::Status Follow(const Record& record, ModelCase& citizen_case) {
  return Follower(record, citizen_case).FollowAll();
}

}  // namespace skranke
