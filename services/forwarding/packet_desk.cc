#include "services/forwarding/packet_desk.h"

#include <algorithm>
#include <string>
#include <utility>

#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/casework/states.h"
#include "libs/casework/verb_common.h"
#include "libs/directory/endpoint.h"
#include "services/forwarding/message_body.h"
#include "services/forwarding/packet.h"
#include "services/forwarding/packet_code.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::MessageRecord;

// A message that a code stands for.
struct Coded {
  MessageRecord message;
  // Whether its receipt was registered already.
  bool receipted = false;
};

absl::Status PacketNotFound() {
  return ReasonError(absl::StatusCode::kNotFound, "PACKET_NOT_FOUND",
                     "there is no such packet on paper");
}

bool IsOnPaper(const Installation& installation, const std::string& agency) {
  return KindOfEndpoint(installation.EndpointOf(agency)) == EndpointKind::kPaper;
}

// Of a hand-over that was made while the route was hidden: a correction opens no way of before.
bool WasHidden(const CaseState& c, const MessageRecord& message) {
  return std::any_of(c.handovers().begin(), c.handovers().end(), [&](const auto& handover) {
    return handover.handover() == message.handover() && !handover.counter_agency().empty();
  });
}

bool IsAtCounter(const Caller& caller) { return (caller.role & kCounterRoles) != 0; }

// Whether the message belongs to a hand-over to the unit that the caller works in.
bool IsForUnitOf(const Caller& caller, const CaseState& c, const MessageRecord& message) {
  return std::any_of(c.handovers().begin(), c.handovers().end(), [&](const auto& handover) {
    return handover.handover() == message.handover() &&
           handover.receiver().agency() == caller.agency &&
           handover.receiver().unit() == caller.unit;
  });
}

bool MayPrint(const Caller& caller, const CaseState& c, const MessageRecord& message) {
  if (IsAtCounter(caller)) return !c.hidden_route() && !WasHidden(c, message);
  return IsForUnitOf(caller, c, message);
}

// The first message of the case that waits for paper and is the caller's to print; null where none
// does.
const MessageRecord* FirstOnPaper(const Installation& installation, const Caller& caller,
                                  const CaseState& c) {
  for (const MessageRecord& message : c.messages()) {
    if (!IsOnPaper(installation, message.agency())) continue;
    if (MayPrint(caller, c, message)) return &message;
  }
  return nullptr;
}

// Packets are printed in the office's language.
std::string LanguageOf(absl::string_view country) {
  if (country == "DK") return "da";
  if (country == "SE") return "sv";
  return country == "FI" ? "fi" : "nb";
}

std::string TaskTitle(const Installation& installation, const CaseState& c) {
  const TaskList* const list = installation.lists->InForce(
      installation.directory->zone().DayOf(absl::FromUnixMicros(c.receive_us())));
  const auto* const task = list == nullptr ? nullptr : list->Find(c.task());
  return task == nullptr ? "" : task->title_local();
}

PacketOptions OptionsFor(const Snapshot& snapshot, const Caller& caller, const CaseState& c,
                         const MessageRecord& message) {
  const Installation& installation = snapshot.installation();
  const Directory& directory = *installation.directory;
  PacketOptions options{.language = LanguageOf(directory.country()),
                        .task_name = TaskTitle(installation, c),
                        .names_unit = !IsAtCounter(caller),
                        .made = snapshot.now()};
  // The directory was made with this zone: it is there.
  absl::LoadTimeZone(directory.zone().name(), &options.zone);
  if (const auto* office = directory.FindOffice(c.office())) options.office_name = office->title();
  if (const auto* agency = directory.FindAgency(message.agency())) {
    options.receiver_name = agency->title();
  }
  return options;
}

// What acts for the agency that the paper came from. The clerk who registers it is recorded.
Caller AgencyOf(const MessageRecord& message) {
  return {.name = message.agency(), .role = kAgencySystem, .agency = message.agency()};
}

absl::StatusOr<Coded> FindCoded(const CaseState& c, const PacketCode& code) {
  const auto fits = [&](const std::string& agency, uint64_t sequence) {
    return IsPacketOf(
        code, FormatMessageId({.number = c.number(), .agency = agency, .sequence = sequence}));
  };
  for (const MessageRecord& message : c.messages()) {
    if (fits(message.agency(), message.sequence())) return Coded{.message = message};
  }
  for (const auto& sequence : c.sequences()) {
    for (const auto& sent : sequence.sent()) {
      if (!fits(sequence.agency(), sent.sequence())) continue;
      Coded coded{.receipted = true};
      coded.message.set_agency(sequence.agency());
      coded.message.set_sequence(sent.sequence());
      coded.message.set_kind(sent.kind());
      coded.message.set_handover(sent.handover());
      return coded;
    }
  }
  return PacketNotFound();
}

// The transport receipt, as it is recorded of every agency.
void Deliver(const MessageRecord& message, CaseDraft& draft) {
  storage::v1::Event event = draft.NewEvent();
  event.mutable_message_acknowledged()->set_agency(message.agency());
  event.mutable_message_acknowledged()->set_sequence(message.sequence());
  event.mutable_message_acknowledged()->set_kind(message.kind());
  event.mutable_message_acknowledged()->set_handover(message.handover());
  draft.Add(std::move(event));
  if (!CarriesHandover(message)) return;
  storage::v1::Event delivered = draft.NewEvent();
  delivered.mutable_case_delivered()->set_handover(message.handover());
  draft.Add(std::move(delivered));
}

// Only the hand-over that the packet brought can be answered by its strip, and only while it lasts.
absl::Status CheckAnswers(const CaseState& c, const MessageRecord& message) {
  if (!CarriesHandover(message)) {
    return FieldError("receipt", "must be DELIVERED: the packet hands nothing over");
  }
  const bool lasts = message.handover() == static_cast<uint32_t>(c.handovers_size()) &&
                     ActsForOwner(AgencyOf(message), c);
  if (lasts) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "HANDOVER_ENDED",
                     "the hand-over that the packet brought has ended");
}

absl::Status Accept(const Coded& coded, const std::string& number, CaseDraft& draft) {
  SKRANKE_RETURN_IF_ERROR(CheckAnswers(draft.state(), coded.message));
  SKRANKE_RETURN_IF_ERROR(CheckVerb(Verb::kAccept, StateOf(draft.state())));
  SKRANKE_RETURN_IF_ERROR(CheckFourEyes(draft.state(), coded.message.agency()));
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_accepted()->set_agency_case_number(number);
  event.mutable_case_accepted()->set_person(coded.message.agency());
  draft.Add(std::move(event));
  return absl::OkStatus();
}

absl::Status CheckCame(const CaseState& c, const Coded& coded) {
  SKRANKE_RETURN_IF_ERROR(CheckAnswers(c, coded.message));
  if (coded.receipted) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
                     "the packet has to be registered as delivered before");
}

absl::StatusOr<Judgement> Return(const View& view, const CaseState& c, const Coded& coded,
                                 const v1::RegisterPacketReceiptRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckCame(c, coded));
  v1::ReturnCaseRequest returned;
  returned.set_name(FormatCaseName(c.number()));
  returned.set_etag(EtagOf(c));
  returned.set_token(FormatToken(c.handovers(c.handovers_size() - 1).token()));
  returned.set_code(request.code());
  returned.set_sentence(request.sentence());
  *returned.mutable_proposed_owner() = request.proposed_owner();
  const Caller agency = AgencyOf(coded.message);
  return JudgeReturnCase(view, agency, returned, now);
}

absl::StatusOr<Judgement> Close(const View& view, const CaseState& c, const Coded& coded,
                                const v1::RegisterPacketReceiptRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckCame(c, coded));
  v1::CloseCaseRequest closed;
  closed.set_name(FormatCaseName(c.number()));
  closed.set_etag(EtagOf(c));
  closed.set_outcome(request.outcome());
  closed.set_referred_to(request.referred_to());
  return JudgeCloseByReceipt(view, AgencyOf(coded.message), closed, request.sentence(), now);
}

std::string ReplyWith(const CaseState& c, const Caller& caller) {
  v1::RegisterPacketReceiptResponse response;
  *response.mutable_citizen_case() = Render(c, SightOf(caller, c));
  return response.SerializeAsString();
}

absl::Status CheckProposal(const v1::RegisterPacketReceiptRequest& request, bool returns) {
  if (!returns && request.has_proposed_owner()) {
    return FieldError("proposed_owner", "goes only with RETURNED");
  }
  if (request.proposed_owner().agency().empty() && !request.proposed_owner().unit().empty()) {
    return FieldError("proposed_owner.agency", "must be given with unit");
  }
  return absl::OkStatus();
}

// What an outcome is stands in the clear: it is a code, and no place for words.
absl::Status CheckClosing(const v1::RegisterPacketReceiptRequest& request, bool closes) {
  if (closes != !request.outcome().empty()) {
    return FieldError("outcome", closes ? "must be given" : "goes only with CLOSED");
  }
  if (!closes && !request.referred_to().empty()) {
    return FieldError("referred_to", "goes only with CLOSED");
  }
  return CheckUpperCode("outcome", request.outcome());
}

// What no counter prints holds up nothing that one does.
bool IsFirst(const CaseState& c, const MessageRecord& message) {
  for (const MessageRecord& other : c.messages()) {
    if (other.agency() == message.agency() && !WasHidden(c, other))
      return other.sequence() == message.sequence();
  }
  return true;
}

}  // namespace

absl::StatusOr<v1::RenderPacketResponse> AnswerRenderPacket(
    const Snapshot& snapshot, const Caller& caller, const v1::RenderPacketRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(request.name(), "name"));
  SKRANKE_ASSIGN_OR_RETURN(const auto c, snapshot.FindCase(number));
  if (c == nullptr || SightOf(caller, *c) == Sight::kNothing) return CaseNotFound();
  const MessageRecord* const message = FirstOnPaper(snapshot.installation(), caller, *c);
  if (message == nullptr) return PacketNotFound();
  SKRANKE_ASSIGN_OR_RETURN(const auto body, BuildMessage(snapshot, *c, *message));
  v1::RenderPacketResponse response;
  response.set_message_id(body.message_id());
  SKRANKE_ASSIGN_OR_RETURN(*response.mutable_packet_code(), FormatPacketCode(body.message_id()));
  SKRANKE_ASSIGN_OR_RETURN(*response.mutable_pdf(),
                           RenderPacket(body, OptionsFor(snapshot, caller, *c, *message)));
  return response;
}

absl::Status ValidatePacketReceipt(const v1::RegisterPacketReceiptRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ParsePacketCode(request.packet_code()).status());
  const bool returns = request.receipt() == v1::PACKET_RECEIPT_RETURNED;
  if (request.receipt() == v1::PACKET_RECEIPT_UNSPECIFIED) {
    return FieldError("receipt", "must be given");
  }
  if (request.receipt() != v1::PACKET_RECEIPT_ACCEPTED && !request.agency_case_number().empty()) {
    return FieldError("agency_case_number", "goes only with ACCEPTED");
  }
  if (returns != (request.code() != v1::RETURN_CODE_UNSPECIFIED)) {
    return FieldError("code", returns ? "must be given" : "goes only with RETURNED");
  }
  SKRANKE_RETURN_IF_ERROR(CheckProposal(request, returns));
  const bool closes = request.receipt() == v1::PACKET_RECEIPT_CLOSED;
  SKRANKE_RETURN_IF_ERROR(CheckClosing(request, closes));
  if (!returns && !closes && !request.sentence().empty()) {
    return FieldError("sentence", "goes only with RETURNED and CLOSED");
  }
  const bool says = returns || !request.sentence().empty();
  return says ? CheckSentence("sentence", request.sentence()) : absl::OkStatus();
}

ReadSet ReadsOfPacketReceipt(const v1::RegisterPacketReceiptRequest& request) {
  ReadSet reads;
  const auto code = ParsePacketCode(request.packet_code());
  if (code.ok()) reads.cases.push_back(code->case_number);
  return reads;
}

absl::StatusOr<Judgement> JudgePacketReceipt(const View& view, const Caller& caller,
                                             const v1::RegisterPacketReceiptRequest& request,
                                             absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const PacketCode code, ParsePacketCode(request.packet_code()));
  const CaseState* const c = view.FindCase(code.case_number);
  // Who holds a code but may not see its case learns what who made one up does.
  if (c == nullptr || SightOf(caller, *c) == Sight::kNothing || c->hidden_route()) {
    return PacketNotFound();
  }
  SKRANKE_RETURN_IF_ERROR(MayActAtOffice(caller, c->office()));
  SKRANKE_ASSIGN_OR_RETURN(const Coded coded, FindCoded(*c, code));
  if (!IsOnPaper(view.installation(), coded.message.agency()) || WasHidden(*c, coded.message)) {
    return PacketNotFound();
  }
  if (!coded.receipted && !IsFirst(*c, coded.message)) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "OUT_OF_ORDER",
                       "a packet before this one has not come yet");
  }
  const std::string acting_for = ActingFor(caller, *c);
  Judgement judgement;
  if (request.receipt() == v1::PACKET_RECEIPT_RETURNED) {
    SKRANKE_ASSIGN_OR_RETURN(judgement, Return(view, *c, coded, request, now));
  } else if (request.receipt() == v1::PACKET_RECEIPT_CLOSED) {
    SKRANKE_ASSIGN_OR_RETURN(judgement, Close(view, *c, coded, request, now));
  } else {
    CaseDraft draft(view, caller, *c, now);
    if (!coded.receipted) Deliver(coded.message, draft);
    if (request.receipt() == v1::PACKET_RECEIPT_ACCEPTED) {
      SKRANKE_RETURN_IF_ERROR(Accept(coded, request.agency_case_number(), draft));
    }
    judgement = std::move(draft).Finish(v1::RegisterPacketReceiptResponse());
  }
  judgement.reply = ReplyWith(*judgement.citizen_case, caller);
  judgement.acting_for = acting_for;
  return judgement;
}

}  // namespace skranke
