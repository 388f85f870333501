#include "tests/simulation/checker.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "skranke/v1/intake.pb.h"
#include "tests/faults/finding.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/requests.h"

namespace skranke {
namespace {

using storage::v1::Record;

const v1::Case* CaseIn(const v1::ReceiveRequest& message) {
  if (message.has_handover()) return &message.handover().citizen_case();
  if (message.has_supplement()) return &message.supplement().citizen_case();
  return message.has_reopening() ? &message.reopening().citizen_case() : nullptr;
}

}  // namespace

absl::Status Checker::Check() {
  SKRANKE_RETURN_IF_ERROR(book_.Follow());
  for (const Told& told : history_.told()) SKRANKE_RETURN_IF_ERROR(answers_.CheckTold(told));
  for (const Pushed& pushed : history_.pushed()) SKRANKE_RETURN_IF_ERROR(CheckPushed(pushed));
  SKRANKE_RETURN_IF_ERROR(CheckTaken());
  // Only now every etag that anybody was shown is known.
  for (const Told& told : history_.told()) {
    SKRANKE_RETURN_IF_ERROR(answers_.CheckStaleness(told));
  }
  for (const Record& record : book_.log()) SKRANKE_RETURN_IF_ERROR(CheckClaim(record));
  return absl::OkStatus();
}

absl::Status Checker::CheckPushed(const Pushed& pushed) {
  v1::ReceiveRequest message;
  message.ParseFromString(pushed.bytes);
  const ModelCase* c = book_.At(NumberOf(message.citizen_case()), pushed.position);
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
  return shown_.CheckShown(*shown, pushed.position);
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
  for (const auto& [number, c] : book_.FinalCases()) {
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

// What a change was based on still held when it was recorded.
absl::Status Checker::CheckClaim(const Record& record) const {
  const Asked* asked = book_.RequestOf(record);
  if (asked == nullptr) return absl::OkStatus();
  const auto request = NewRequest(record.method());
  request->ParseFromString(asked->bytes);
  const ModelCase* before = book_.At(NumberOf(NameIn(*request)), record.position() - 1);
  if (before == nullptr) return absl::OkStatus();
  const std::string etag = TextIn(*request, "etag");
  if (!etag.empty() && !shown_.Holds(etag, *before)) {
    return Found(kStale, absl::StrCat(Describe(*asked), " was taken at ", record.position(),
                                      " with the old etag ", etag));
  }
  const bool unaccepted = before->state == v1::STATE_ROUTED || before->state == v1::STATE_DELIVERED;
  const absl::string_view method = ShortName(record.method());
  const bool claims = method == "AcceptCase" || method == "ReturnCase";
  if (!claims || !unaccepted) return absl::OkStatus();
  return CheckToken(*before, record, TextIn(*request, "token"));
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

absl::Status Checker::CheckAtRest(absl::Time now) const {
  for (const auto& [number, c] : book_.FinalCases()) {
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
