#include "tests/simulation/answer_check.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/faults/finding.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/requests.h"

namespace skranke {
namespace {

using storage::v1::Record;

bool MeansLater(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsResourceExhausted(status);
}

bool IsOurFault(const absl::Status& status) {
  return absl::IsInternal(status) || absl::IsDataLoss(status) || absl::IsUnknown(status) ||
         absl::IsUnimplemented(status) || ReasonOf(status) == "REQUEST_ID_REUSED";
}

// Whose work ListWorkItems lists: the unit of tests/office/town_package.cc.
ModelOwner UnitOf(absl::string_view caller) {
  if (caller == "sorter") return {.authority = "TOWN", .unit = "SORT"};
  if (caller == "desk") return {.authority = "TOWN", .unit = "DESK"};
  return {.authority = "POLICE", .unit = "PASS"};
}

// The case of whatever is in the field; null where the reply has none.
const v1::Case* CaseIn(const google::protobuf::Message& reply) {
  const auto* field = reply.GetDescriptor()->FindFieldByName("citizen_case");
  if (field != nullptr && field->message_type() == v1::Case::descriptor()) {
    const bool set = reply.GetReflection()->HasField(reply, field);
    return set ? static_cast<const v1::Case*>(&reply.GetReflection()->GetMessage(reply, field))
               : nullptr;
  }
  const auto* item = reply.GetDescriptor()->FindFieldByName("work_item");
  if (item == nullptr || !reply.GetReflection()->HasField(reply, item)) return nullptr;
  return CaseIn(reply.GetReflection()->GetMessage(reply, item));
}

}  // namespace

absl::Status AnswerCheck::CheckTold(const Told& told) {
  const Asked& asked = history_.asked()[told.asked];
  if (!told.status.ok()) return CheckRefusal(asked, told);
  if (told.position > book_.log().size()) {
    return Found(kLost, absl::StrCat(Describe(asked), " was answered at ", told.position,
                                     "; the log ends at ", book_.log().size()));
  }
  if (asked.request_id.empty()) {
    if (told.position < told.known_position) {
      return Found(kBackwards, absl::StrCat(Describe(asked), " was answered as of ", told.position,
                                            " when ", told.known_position, " was known"));
    }
  } else {
    SKRANKE_RETURN_IF_ERROR(CheckMutation(asked, told));
  }
  return CheckReply(asked, told);
}

absl::Status AnswerCheck::CheckMutation(const Asked& asked, const Told& told) {
  const uint64_t recorded = book_.PositionOf(asked);
  if (recorded == 0) {
    // The only changes that change nothing: nothing was waiting, or it was under way already.
    const bool nothing = ShortName(asked.method) == "TakeNext" && told.reply.empty();
    if (nothing) return CheckNothingToTake(asked, told);
    if (ShortName(asked.method) == "RedeliverMessage") return CheckUnderWay(asked, told);
    return Found(kLost, absl::StrCat(Describe(asked), " was acknowledged at ", told.position,
                                     " and is not in the log"));
  }
  const Record& record = book_.log()[recorded - 1];
  // Before it was recorded, there may have been nothing to take or to send again.
  const bool before = told.reply.empty() && told.position < recorded;
  if (before && ShortName(asked.method) == "TakeNext") return CheckNothingToTake(asked, told);
  if (before && ShortName(asked.method) == "RedeliverMessage") return CheckUnderWay(asked, told);
  if (told.position != recorded) {
    return Found(kUntrue, absl::StrCat(Describe(asked), " was answered at ", told.position,
                                       " and is recorded at ", recorded));
  }
  if (told.reply != record.reply().bytes()) {
    return Found(kUntrue, absl::StrCat(Describe(asked), " was answered with other bytes",
                                       told.replayed ? " when it was repeated" : ""));
  }
  return absl::OkStatus();
}

// Nothing is waiting only where nothing is.
absl::Status AnswerCheck::CheckNothingToTake(const Asked& asked, const Told& told) const {
  const ModelOwner unit = UnitOf(asked.caller);
  for (const ModelCase* c : book_.AllAt(told.position)) {
    const bool there = (c->state == v1::STATE_ROUTED || c->state == v1::STATE_DELIVERED) &&
                       c->owner.authority == unit.authority && c->owner.unit == unit.unit;
    const bool free =
        there && !c->handovers.back().push && c->lease_expire_us < absl::ToUnixMicros(told.sent);
    if (!free) continue;
    return Found(kLost, absl::StrCat(Describe(asked), " got nothing at ", told.position, ", and ",
                                     FormatCaseName(c->number), " waits"));
  }
  return absl::OkStatus();
}

// What is asked to be sent again is sent anyway.
absl::Status AnswerCheck::CheckUnderWay(const Asked& asked, const Told& told) const {
  v1::RedeliverMessageRequest request;
  request.ParseFromString(asked.bytes);
  const ModelCase* c = book_.At(NumberOf(request.name()), told.position);
  const bool under_way =
      c != nullptr && std::any_of(c->messages.begin(), c->messages.end(), [&](const auto& m) {
        const std::string tail = absl::StrCat(".", m.agency, ".", m.sequence);
        return m.acknowledged == 0 && !m.discarded && absl::EndsWith(request.message_id(), tail);
      });
  return under_way ? absl::OkStatus()
                   : Found(kLost, absl::StrCat(Describe(asked), " at ", told.position,
                                               " did nothing, and the message is not under way"));
}

// Whether the office may not have forgotten the request_id yet.
bool AnswerCheck::IsStillKnown(uint64_t recorded, absl::Time when) const {
  return when <= absl::FromUnixMicros(book_.log()[recorded - 1].record_us()) + kRequestIdKept;
}

// Once a request is recorded, it is answered with its reply and nothing else.
absl::Status AnswerCheck::CheckRefusal(const Asked& asked, const Told& told) const {
  if (MeansLater(told.status)) return absl::OkStatus();
  if (IsOurFault(told.status)) {
    return Found(kServerFailed, absl::StrCat(Describe(asked), ": ", told.status.ToString()));
  }
  const uint64_t recorded = book_.PositionOf(asked);
  if (recorded != 0 && recorded <= told.position && IsStillKnown(recorded, told.received)) {
    return Found(kRefusedWrongly,
                 absl::StrCat(Describe(asked), " is recorded at ", recorded, " and was refused at ",
                              told.position, ": ", ReasonOf(told.status)));
  }
  const bool sees_all = asked.caller == "inspector" && ShortName(asked.method) == "GetCase";
  if (!sees_all || !absl::IsNotFound(told.status)) return absl::OkStatus();
  v1::GetCaseRequest request;
  request.ParseFromString(asked.bytes);
  if (book_.At(NumberOf(request.name()), told.position) == nullptr) return absl::OkStatus();
  return Found(kLost, absl::StrCat(request.name(), " is not found at ", told.position));
}

absl::Status AnswerCheck::CheckReply(const Asked& asked, const Told& told) {
  const absl::string_view method = ShortName(asked.method);
  if (method == "ListWorkItems") return CheckWorkList(asked, told);
  if (method == "ListCases") return CheckCaseList(asked, told);
  const auto reply = NewReply(asked.method);
  if (!reply->ParseFromString(told.reply)) return Found(kUntrue, "a reply that cannot be read");
  if (method == "ReturnCase" || method == "ForwardCase") {
    // Both say the same of the case, in the same fields.
    v1::ReturnCaseResponse returned;
    returned.ParseFromString(told.reply);
    const ModelCase* c = book_.At(NumberOf(returned.name()), told.position);
    const bool same = c != nullptr && c->state == returned.state();
    return same ? absl::OkStatus() : Found(kUntrue, Describe(asked));
  }
  const v1::Case* shown = CaseIn(*reply);
  return shown == nullptr ? absl::OkStatus() : shown_.CheckShown(*shown, told.position);
}

absl::Status AnswerCheck::CheckWorkList(const Asked& asked, const Told& told) {
  v1::ListWorkItemsResponse list;
  list.ParseFromString(told.reply);
  std::set<uint64_t> shown;
  for (const auto& item : list.work_items()) {
    shown.insert(NumberOf(item.citizen_case().name()));
    SKRANKE_RETURN_IF_ERROR(shown_.CheckShown(item.citizen_case(), told.position));
  }
  const ModelOwner unit = UnitOf(asked.caller);
  std::set<uint64_t> expected;
  for (const ModelCase* c : book_.AllAt(told.position)) {
    const bool there = !c->owner.office && IsOpenState(c->state) &&
                       c->owner.authority == unit.authority && c->owner.unit == unit.unit;
    if (there) expected.insert(c->number);
  }
  // A page may be full before all are on it.
  const bool whole = list.next_page_token().empty();
  const bool same =
      whole ? shown == expected
            : std::includes(expected.begin(), expected.end(), shown.begin(), shown.end());
  return same ? absl::OkStatus()
              : Found(kUntrue,
                      absl::StrCat("the list of ", asked.caller, "'s unit at ", told.position,
                                   " has ", shown.size(), " and not ", expected.size()));
}

absl::Status AnswerCheck::CheckCaseList(const Asked& asked, const Told& told) {
  v1::ListCasesRequest request;
  request.ParseFromString(asked.bytes);
  v1::ListCasesResponse list;
  list.ParseFromString(told.reply);
  std::set<uint64_t> shown;
  for (const auto& item : list.cases()) {
    shown.insert(NumberOf(item.name()));
    SKRANKE_RETURN_IF_ERROR(shown_.CheckShown(item, told.position));
  }
  const std::string office = asked.caller == "branch_clerk" ? "branch" : "hall";
  std::set<uint64_t> expected;
  for (const ModelCase* c : book_.AllAt(told.position)) {
    const bool there = (asked.caller == "inspector" || c->office == office) &&
                       (!request.open() || IsOpenState(c->state));
    if (there) expected.insert(c->number);
  }
  // A page may be full before all are on it.
  const bool whole = list.next_page_token().empty();
  const bool same =
      whole ? shown == expected
            : std::includes(expected.begin(), expected.end(), shown.begin(), shown.end());
  return same ? absl::OkStatus()
              : Found(kUntrue,
                      absl::StrCat("the list of ", asked.caller, " at ", told.position, " has ",
                                   shown.size(), " cases and not ", expected.size()));
}

// Who is told that an etag is old, has an old one.
absl::Status AnswerCheck::CheckStaleness(const Told& told) const {
  if (ReasonOf(told.status) != "ETAG_MISMATCH") return absl::OkStatus();
  const Asked& asked = history_.asked()[told.asked];
  const auto request = NewRequest(asked.method);
  request->ParseFromString(asked.bytes);
  const ModelCase* c = book_.At(NumberOf(NameIn(*request)), told.position);
  const bool holds = c != nullptr && shown_.Holds(TextIn(*request, "etag"), *c);
  return holds ? Found(kRefusedWrongly, absl::StrCat(Describe(asked), " at ", told.position,
                                                     " with the etag of that time"))
               : absl::OkStatus();
}

}  // namespace skranke
