#include "tests/simulation/checker.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/intake.pb.h"
#include "tests/faults/finding.h"
#include "tests/simulation/requests.h"

namespace skranke {
namespace {

using storage::v1::Record;

absl::Status Found(const char* reason, absl::string_view what) {
  return ReasonError(absl::StatusCode::kDataLoss, reason, what);
}

std::string Describe(const Asked& asked) {
  return absl::StrCat(ShortName(asked.method), " ", asked.request_id, " of ", asked.caller);
}

// The number in cases/{case}; 0 where it is none. The encoding is not what is checked here.
uint64_t NumberOf(absl::string_view name) { return ParseCaseName(name, "name").value_or(0); }

bool MeansLater(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsResourceExhausted(status);
}

bool IsOurFault(const absl::Status& status) {
  return absl::IsInternal(status) || absl::IsDataLoss(status) || absl::IsUnknown(status) ||
         absl::IsUnimplemented(status) || ReasonOf(status) == "REQUEST_ID_REUSED";
}

int64_t ToMicros(const google::protobuf::Timestamp& time) {
  return time.seconds() * 1'000'000 + time.nanos() / 1000;
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

const v1::Case* CaseIn(const v1::ReceiveRequest& message) {
  if (message.has_handover()) return &message.handover().citizen_case();
  if (message.has_supplement()) return &message.supplement().citizen_case();
  return message.has_reopening() ? &message.reopening().citizen_case() : nullptr;
}

}  // namespace

absl::Status Checker::Check() {
  SKRANKE_RETURN_IF_ERROR(IndexRequests());
  SKRANKE_RETURN_IF_ERROR(FollowLog());
  for (const Told& told : history_.told()) SKRANKE_RETURN_IF_ERROR(CheckTold(told));
  for (const Pushed& pushed : history_.pushed()) SKRANKE_RETURN_IF_ERROR(CheckPushed(pushed));
  SKRANKE_RETURN_IF_ERROR(CheckTaken());
  return CheckClaims();
}

absl::Status Checker::IndexRequests() {
  for (const Asked& asked : history_.asked()) {
    if (asked.request_id.empty()) continue;
    const auto [known, fresh] = requests_.try_emplace({asked.caller, asked.request_id}, &asked);
    if (!fresh && known->second->bytes != asked.bytes) {
      return absl::InternalError(absl::StrCat("the simulation reuses an id: ", Describe(asked)));
    }
  }
  return absl::OkStatus();
}

absl::Status Checker::FollowLog() {
  int64_t last_us = 0;
  uint64_t position = 0;
  for (const Record& record : log_) {
    if (record.position() != ++position) {
      return Found(kLost, absl::StrCat("the log has no record ", position));
    }
    if (record.record_us() < last_us) return Found(kBackwards, "the log's time runs backwards");
    last_us = record.record_us();
    SKRANKE_RETURN_IF_ERROR(CheckRequestOf(record));
    SKRANKE_RETURN_IF_ERROR(FollowRecord(record));
  }
  return absl::OkStatus();
}

// Every record is what one request asked for, once; or the system's own.
absl::Status Checker::CheckRequestOf(const Record& record) {
  if (record.request_id().empty()) {
    if (record.caller() == "system") return absl::OkStatus();
    return Found(kDoubled, absl::StrCat("record ", record.position(), " is nobody's"));
  }
  const RequestKey key(record.caller(), record.request_id());
  const auto request = requests_.find(key);
  if (request == requests_.end()) {
    return Found(kDoubled, absl::StrCat("nobody asked for record ", record.position()));
  }
  const Asked& asked = *request->second;
  if (!recorded_.try_emplace(key, record.position()).second) {
    return Found(kDoubled,
                 absl::StrCat(Describe(asked), " at ", recorded_[key], " and ", record.position()));
  }
  if (record.method() != asked.method) return Found(kUntrue, Describe(asked));
  if (record.position() <= asked.known_position ||
      record.record_us() < absl::ToUnixMicros(asked.first_sent)) {
    return Found(kBackwards, absl::StrCat(Describe(asked), " came before it was asked"));
  }
  return absl::OkStatus();
}

absl::Status Checker::FollowRecord(const Record& record) {
  uint64_t number = 0;
  for (const auto& event : record.events()) {
    if (number != 0 && event.number() != number) return Found(kUntrue, "a record of two cases");
    number = event.number();
  }
  if (number == 0) return absl::OkStatus();
  auto& versions = cases_[number];
  const bool first = record.events(0).has_case_registered();
  if (first != versions.empty()) {
    return Found(first ? kDoubled : kLost,
                 absl::StrCat("record ", record.position(), " of case ", number));
  }
  ModelCase c = first ? ModelCase() : versions.rbegin()->second;
  SKRANKE_RETURN_IF_ERROR(Follow(record, c));
  if (first) SKRANKE_RETURN_IF_ERROR(CheckExternal(c));
  SKRANKE_RETURN_IF_ERROR(CheckHandedIn(record, c));
  versions.emplace(record.position(), std::move(c));
  return absl::OkStatus();
}

// What was handed in with the request stands at the end of the case's documents.
absl::Status Checker::CheckHandedIn(const Record& record, const ModelCase& c) const {
  const auto request = requests_.find({record.caller(), record.request_id()});
  if (request == requests_.end()) return absl::OkStatus();
  std::vector<std::string> titles;
  const auto add = [&](const auto& message) {
    for (const auto& document : message.documents()) titles.push_back(document.title());
  };
  if (ShortName(record.method()) == "RegisterCase") {
    v1::RegisterCaseRequest message;
    message.ParseFromString(request->second->bytes);
    add(message);
  } else if (ShortName(record.method()) == "SupplementCase") {
    v1::SupplementCaseRequest message;
    message.ParseFromString(request->second->bytes);
    add(message);
  }
  const bool there = titles.size() <= c.titles.size() &&
                     std::equal(titles.rbegin(), titles.rend(), c.titles.rbegin());
  return there ? absl::OkStatus()
               : Found(kLost, absl::StrCat("documents of record ", record.position()));
}

absl::Status Checker::CheckExternal(const ModelCase& c) {
  if (c.external.empty() || externals_.try_emplace(c.external, c.number).second) {
    return absl::OkStatus();
  }
  return Found(kDoubled, absl::StrCat("two cases with the reference ", c.external));
}

const ModelCase* Checker::At(uint64_t number, uint64_t position) const {
  const auto versions = cases_.find(number);
  if (versions == cases_.end()) return nullptr;
  const auto after = versions->second.upper_bound(position);
  return after == versions->second.begin() ? nullptr : &std::prev(after)->second;
}

absl::Status Checker::CheckTold(const Told& told) {
  const Asked& asked = history_.asked()[told.asked];
  if (!told.status.ok()) return CheckRefusal(asked, told);
  if (told.position > log_.size()) {
    return Found(kLost, absl::StrCat(Describe(asked), " was answered at ", told.position,
                                     "; the log ends at ", log_.size()));
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

absl::Status Checker::CheckMutation(const Asked& asked, const Told& told) {
  const auto recorded = recorded_.find({asked.caller, asked.request_id});
  if (recorded == recorded_.end()) {
    // Nothing was waiting: the only change that changes nothing.
    const bool nothing = ShortName(asked.method) == "TakeNext" && told.reply.empty();
    if (nothing) return CheckNothingToTake(asked, told);
    return Found(kLost, absl::StrCat(Describe(asked), " was acknowledged at ", told.position,
                                     " and is not in the log"));
  }
  const Record& record = log_[recorded->second - 1];
  // Before it was recorded, there may have been nothing to take.
  const bool nothing = ShortName(asked.method) == "TakeNext" && told.reply.empty() &&
                       told.position < recorded->second;
  if (nothing) return CheckNothingToTake(asked, told);
  if (told.position != recorded->second) {
    return Found(kUntrue, absl::StrCat(Describe(asked), " was answered at ", told.position,
                                       " and is recorded at ", recorded->second));
  }
  if (told.reply != record.reply().bytes()) {
    return Found(kUntrue, absl::StrCat(Describe(asked), " was answered with other bytes",
                                       told.replayed ? " when it was repeated" : ""));
  }
  return absl::OkStatus();
}

// Once a request is recorded, it is answered with its reply and nothing else.
absl::Status Checker::CheckRefusal(const Asked& asked, const Told& told) const {
  if (MeansLater(told.status)) return absl::OkStatus();
  if (IsOurFault(told.status)) {
    return Found(kServerFailed, absl::StrCat(Describe(asked), ": ", told.status.ToString()));
  }
  const auto recorded = recorded_.find({asked.caller, asked.request_id});
  if (recorded != recorded_.end() && recorded->second <= told.position) {
    return Found(kRefusedWrongly,
                 absl::StrCat(Describe(asked), " is recorded at ", recorded->second,
                              " and was refused at ", told.position, ": ", ReasonOf(told.status)));
  }
  const bool sees_all = asked.caller == "inspector" && ShortName(asked.method) == "GetCase";
  if (!sees_all || !absl::IsNotFound(told.status)) return absl::OkStatus();
  v1::GetCaseRequest request;
  request.ParseFromString(asked.bytes);
  if (At(NumberOf(request.name()), told.position) == nullptr) return absl::OkStatus();
  return Found(kLost, absl::StrCat(request.name(), " is not found at ", told.position));
}

absl::Status Checker::CheckReply(const Asked& asked, const Told& told) {
  const absl::string_view method = ShortName(asked.method);
  if (method == "ListWorkItems") return CheckWorkList(asked, told);
  if (method == "ListCases") return CheckCaseList(asked, told);
  const auto reply = NewReply(asked.method);
  if (!reply->ParseFromString(told.reply)) return Found(kUntrue, "a reply that cannot be read");
  if (method == "ReturnCase") {
    const auto& returned = static_cast<const v1::ReturnCaseResponse&>(*reply);
    const ModelCase* c = At(NumberOf(returned.name()), told.position);
    const bool same = c != nullptr && c->state == returned.state();
    return same ? absl::OkStatus() : Found(kUntrue, Describe(asked));
  }
  const v1::Case* shown = CaseIn(*reply);
  return shown == nullptr ? absl::OkStatus() : CheckShown(*shown, told.position);
}

absl::Status Checker::CheckShown(const v1::Case& shown, uint64_t position) {
  const ModelCase* c = At(NumberOf(shown.name()), position);
  const std::string where = absl::StrCat(shown.name(), " at ", position, ": ");
  if (c == nullptr) return Found(kUntrue, absl::StrCat(where, "shown before it was there"));
  if (shown.state() != c->state) {
    return Found(kUntrue, absl::StrCat(where, v1::State_Name(shown.state()), " and not ",
                                       v1::State_Name(c->state)));
  }
  const auto& responsibility = shown.responsibility();
  if (responsibility.authority() != c->owner.authority ||
      (!responsibility.unit().empty() && responsibility.unit() != c->owner.unit)) {
    return Found(kWrongOwner, absl::StrCat(where, "with ", responsibility.authority(), "/",
                                           responsibility.unit()));
  }
  if (ToMicros(shown.receive_time()) != c->receive_us) {
    return Found(kUntrue, absl::StrCat(where, "the citizen's clock was moved"));
  }
  std::vector<std::string> titles;
  for (const auto& document : shown.documents()) titles.push_back(document.title());
  if (titles != c->titles) return Found(kLost, absl::StrCat(where, "other documents"));
  const bool same_handovers =
      std::equal(shown.handovers().begin(), shown.handovers().end(), c->handovers.begin(),
                 c->handovers.end(), [](const v1::Handover& a, const ModelHandover& b) {
                   return a.outcome() == b.outcome && a.receiver().agency() == b.agency;
                 });
  if (!same_handovers) return Found(kUntrue, absl::StrCat(where, "other hand-overs"));
  return LearnEtag(c->number, shown.etag(), c->era);
}

absl::Status Checker::LearnEtag(uint64_t number, const std::string& etag, uint64_t era) {
  const auto by_etag = era_of_etag_.try_emplace({number, etag}, era);
  const auto by_era = etag_of_era_.try_emplace({number, era}, etag);
  if (by_etag.first->second == era && by_era.first->second == etag) return absl::OkStatus();
  return Found(kUntrue, absl::StrCat("case ", number, " has the etag ", etag,
                                     " at two times, or two etags at one"));
}

absl::Status Checker::CheckWorkList(const Asked& asked, const Told& told) {
  v1::ListWorkItemsResponse list;
  list.ParseFromString(told.reply);
  std::set<uint64_t> shown;
  for (const auto& item : list.work_items()) {
    shown.insert(NumberOf(item.citizen_case().name()));
    SKRANKE_RETURN_IF_ERROR(CheckShown(item.citizen_case(), told.position));
  }
  const ModelOwner unit = UnitOf(asked.caller);
  std::set<uint64_t> expected;
  for (const auto& [number, versions] : cases_) {
    const ModelCase* c = At(number, told.position);
    const bool there = c != nullptr && !c->owner.office && IsOpenState(c->state) &&
                       c->owner.authority == unit.authority && c->owner.unit == unit.unit;
    if (there) expected.insert(number);
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

absl::Status Checker::CheckCaseList(const Asked& asked, const Told& told) {
  v1::ListCasesRequest request;
  request.ParseFromString(asked.bytes);
  v1::ListCasesResponse list;
  list.ParseFromString(told.reply);
  std::set<uint64_t> shown;
  for (const auto& item : list.cases()) {
    shown.insert(NumberOf(item.name()));
    SKRANKE_RETURN_IF_ERROR(CheckShown(item, told.position));
  }
  const std::string office = asked.caller == "branch_clerk" ? "branch" : "hall";
  std::set<uint64_t> expected;
  for (const auto& [number, versions] : cases_) {
    const ModelCase* c = At(number, told.position);
    const bool there = c != nullptr && (asked.caller == "inspector" || c->office == office) &&
                       (!request.open() || IsOpenState(c->state));
    if (there) expected.insert(number);
  }
  return shown == expected ? absl::OkStatus()
                           : Found(kUntrue, absl::StrCat("the list of ", asked.caller, " at ",
                                                         told.position, " has ", shown.size(),
                                                         " cases and not ", expected.size()));
}

absl::Status Checker::CheckPushed(const Pushed& pushed) {
  v1::ReceiveRequest message;
  message.ParseFromString(pushed.bytes);
  const ModelCase* c = At(NumberOf(message.citizen_case()), pushed.position);
  const bool under_way =
      c != nullptr && std::any_of(c->messages.begin(), c->messages.end(), [&](const auto& m) {
        return m.agency == message.agency() && m.sequence == message.sequence() &&
               m.acknowledged == 0 && !m.discarded;
      });
  if (!under_way) {
    return Found(kDoubled, absl::StrCat(message.message_id(), " is pushed as of ", pushed.position,
                                        " and is not under way"));
  }
  const v1::Case* shown = CaseIn(message);
  // Only the name goes to an agency that no longer has the case.
  if (shown == nullptr || shown->etag().empty()) return absl::OkStatus();
  return CheckShown(*shown, pushed.position);
}

// An agency takes each message once, in the order of its case, and before the office says so.
absl::Status Checker::CheckTaken() const {
  std::map<std::pair<std::string, std::string>, absl::Time> taken;
  std::map<std::pair<std::string, std::string>, uint64_t> latest;
  for (const Taken& message : history_.taken()) {
    if (!taken.try_emplace({message.agency, message.message_id}, message.when).second) {
      return Found(kDoubled, absl::StrCat(message.message_id, " had an effect twice"));
    }
    uint64_t& sequence = latest[{message.agency, message.citizen_case}];
    if (message.sequence <= sequence || message.previous_sequence > sequence) {
      return Found(kBackwards, absl::StrCat(message.message_id, " came out of order"));
    }
    sequence = message.sequence;
  }
  for (const auto& [number, c] : FinalCases()) {
    for (const ModelMessage& message : c.messages) {
      const std::string id =
          absl::StrCat(FormatCaseNumber(number), ".", message.agency, ".", message.sequence);
      const auto found = taken.find({message.agency, id});
      if (message.acknowledged == 0) continue;
      if (found == taken.end() || absl::ToUnixMicros(found->second) > message.acknowledge_us) {
        return Found(kLost, absl::StrCat(id, " is recorded as taken and was not"));
      }
    }
  }
  return absl::OkStatus();
}

// Who is told that an etag is old, has an old one.
absl::Status Checker::CheckStaleness(const Told& told) const {
  if (ReasonOf(told.status) != "ETAG_MISMATCH") return absl::OkStatus();
  const Asked& asked = history_.asked()[told.asked];
  const auto request = NewRequest(asked.method);
  request->ParseFromString(asked.bytes);
  const uint64_t number = NumberOf(NameIn(*request));
  const ModelCase* c = At(number, told.position);
  const auto era = era_of_etag_.find({number, TextIn(*request, "etag")});
  const bool holds = c != nullptr && era != era_of_etag_.end() && era->second == c->era;
  return holds ? Found(kRefusedWrongly, absl::StrCat(Describe(asked), " at ", told.position,
                                                     " with the etag of that time"))
               : absl::OkStatus();
}

// Nothing is waiting only where nothing is.
absl::Status Checker::CheckNothingToTake(const Asked& asked, const Told& told) const {
  const ModelOwner unit = UnitOf(asked.caller);
  for (const auto& [number, versions] : cases_) {
    const ModelCase* c = At(number, told.position);
    const bool there = c != nullptr &&
                       (c->state == v1::STATE_ROUTED || c->state == v1::STATE_DELIVERED) &&
                       c->owner.authority == unit.authority && c->owner.unit == unit.unit;
    const bool free =
        there && !c->handovers.back().push && c->lease_expire_us < absl::ToUnixMicros(told.sent);
    if (!free) continue;
    return Found(kLost, absl::StrCat(Describe(asked), " got nothing at ", told.position, ", and ",
                                     FormatCaseName(number), " waits"));
  }
  return absl::OkStatus();
}

// What a change was based on still held when it was recorded.
absl::Status Checker::CheckClaims() const {
  for (const Told& told : history_.told()) SKRANKE_RETURN_IF_ERROR(CheckStaleness(told));
  for (const Record& record : log_) {
    const auto request = requests_.find({record.caller(), record.request_id()});
    if (request == requests_.end()) continue;
    const auto message = NewRequest(record.method());
    message->ParseFromString(request->second->bytes);
    const uint64_t number = NumberOf(NameIn(*message));
    const ModelCase* before = number == 0 ? nullptr : At(number, record.position() - 1);
    if (before == nullptr) continue;
    const std::string etag = TextIn(*message, "etag");
    const auto era = era_of_etag_.find({number, etag});
    const bool holds = era != era_of_etag_.end() && era->second == before->era;
    if (!etag.empty() && !holds) {
      return Found(kStale, absl::StrCat(Describe(*request->second), " was taken at ",
                                        record.position(), " with the old etag ", etag));
    }
    const bool unaccepted =
        before->state == v1::STATE_ROUTED || before->state == v1::STATE_DELIVERED;
    const bool claims =
        ShortName(record.method()) == "AcceptCase" || ShortName(record.method()) == "ReturnCase";
    if (!claims || !unaccepted) continue;
    SKRANKE_RETURN_IF_ERROR(CheckToken(*before, record, TextIn(*message, "token")));
  }
  return absl::OkStatus();
}

absl::Status Checker::CheckToken(const ModelCase& before, const Record& record,
                                 const std::string& token) const {
  const bool leased = before.lease_expire_us > record.record_us();
  const uint64_t pushed = before.handovers.back().token;
  const bool is_pushed = pushed != 0 && token == absl::StrFormat("%016x", pushed);
  const bool is_leased = leased && token == absl::StrFormat("%016x", before.lease_token);
  const bool is_free = !leased && token.empty();
  if (is_pushed || is_leased || is_free) return absl::OkStatus();
  return Found(kStale, absl::StrCat("record ", record.position(),
                                    " took a token that did not hold the item"));
}

std::map<uint64_t, ModelCase> Checker::FinalCases() const {
  std::map<uint64_t, ModelCase> cases;
  for (const auto& [number, versions] : cases_) {
    if (!versions.empty()) cases.emplace(number, versions.rbegin()->second);
  }
  return cases;
}

absl::Status Checker::CheckAtRest(absl::Time now) const {
  for (const auto& [number, c] : FinalCases()) {
    const bool overdue =
        c.incomplete_end_us != 0 && absl::FromUnixMicros(c.incomplete_end_us) <= now;
    if (c.state == v1::STATE_INCOMPLETE && overdue) {
      return Found(kStuck, absl::StrCat(FormatCaseName(number), " is incomplete past its end"));
    }
    for (const ModelMessage& message : c.messages) {
      if (message.acknowledged != 0 || message.discarded) continue;
      return Found(
          kStuck, absl::StrCat("message ", message.sequence, " of ", FormatCaseName(number), " to ",
                               message.agency, " is neither delivered nor given up"));
    }
    if (c.state == v1::STATE_ROUTED && c.handovers.back().push) {
      return Found(kStuck, absl::StrCat(FormatCaseName(number), " is routed and not delivered"));
    }
  }
  return absl::OkStatus();
}

}  // namespace skranke
