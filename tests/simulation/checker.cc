#include "tests/simulation/checker.h"

#include <algorithm>
#include <set>

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

// What an agency has taken, as it now knows.
struct Inbox {
  absl::Status Take(size_t index, const Taken& message) {
    if (!when.try_emplace(message.message_id, message.when).second) {
      return Found(kDoubled, absl::StrCat(message.message_id, " had an effect twice"));
    }
    uint64_t& sequence = latest[message.citizen_case];
    if (message.sequence <= sequence || message.previous_sequence > sequence) {
      return Found(kBackwards, absl::StrCat(message.message_id, " came out of order"));
    }
    sequence = message.sequence;
    all.emplace_back(index, &message);
    return absl::OkStatus();
  }

  // To what it knew when the history had so many entries.
  absl::Status GoBack(size_t known) {
    const auto before = std::move(all);
    all.clear();
    when.clear();
    latest.clear();
    for (const auto& [index, message] : before) {
      if (index < known) SKRANKE_RETURN_IF_ERROR(Take(index, *message));
    }
    return absl::OkStatus();
  }

  std::vector<std::pair<size_t, const Taken*>> all;
  std::map<std::string, absl::Time> when;
  // Sequence by case.
  std::map<std::string, uint64_t> latest;
  std::set<std::string> lied_about;
};

}  // namespace

absl::Status Checker::FollowLog() { return book_.Follow(); }

absl::Status Checker::Check() {
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

// An agency takes each message once, in the order of its case, and before the office says so. One
// that came back with a backup knows again what it knew then.
absl::Status Checker::CheckTaken() const {
  std::map<std::string, Inbox> inboxes;
  for (size_t i = 0; i < history_.taken().size(); ++i) {
    const Taken& taken = history_.taken()[i];
    Inbox& inbox = inboxes[taken.agency];
    if (taken.fortune == Fortune::kLiedAbout) {
      inbox.lied_about.insert(taken.message_id);
    } else if (taken.fortune == Fortune::kAllAsBefore) {
      SKRANKE_RETURN_IF_ERROR(inbox.GoBack(taken.known));
    } else {
      SKRANKE_RETURN_IF_ERROR(inbox.Take(i, taken));
    }
  }
  for (const auto& [number, c] : book_.FinalCases()) {
    for (const ModelMessage& message : c.messages) {
      if (message.acknowledged == 0) continue;
      const std::string id =
          absl::StrCat(FormatCaseNumber(number), ".", message.agency, ".", message.sequence);
      const Inbox& inbox = inboxes[message.agency];
      const auto found = inbox.when.find(id);
      const bool taken =
          found != inbox.when.end() && absl::ToUnixMicros(found->second) <= message.acknowledge_us;
      // What it holds of what it lied about is looked at by CheckHeld.
      if (taken || inbox.lied_about.count(id) > 0) continue;
      return Found(kLost, absl::StrCat(id, " is recorded as taken and was not"));
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
  const bool claims = method == "AcceptCase" || method == "ReturnCase" || method == "ForwardCase";
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
