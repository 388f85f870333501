#include "libs/engine/rows.h"

#include "absl/strings/str_cat.h"
#include "libs/casework/states.h"
#include "libs/engine/keys.h"
#include "libs/engine/office_row.h"
#include "libs/engine/stopped_cases.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

// DO NOT CHANGE: part of ready keys.
constexpr char kRankAcute = 0;
constexpr char kRankNormal = 1;
constexpr int64_t kNoLimitUs = INT64_MAX;

void AppendRank(const CaseState& c, std::string& key) {
  key.push_back(c.urgency() == v1::URGENCY_ACUTE ? kRankAcute : kRankNormal);
  const int64_t limit_us =
      c.handovers_size() == 0 ? 0 : c.handovers(c.handovers_size() - 1).accept_by_us();
  AppendInstant(limit_us == 0 ? kNoLimitUs : limit_us, key);
  AppendInstant(c.receive_us(), key);
  AppendNumber(c.number(), key);
}

void AddIndexRow(std::string prefix, const CaseState& c, std::string value,
                 std::vector<ViewRow>& rows) {
  AppendInstant(c.receive_us(), prefix);
  AppendNumber(c.number(), prefix);
  rows.push_back({Table::kIndex, std::move(prefix), std::move(value)});
}

void AddPersonRows(const CaseState& c, std::vector<ViewRow>& rows) {
  for (int i = 0; i < c.parties_size(); ++i) {
    const std::string& pseudonym = c.parties(i).pseudonym();
    bool repeated = pseudonym.empty();
    for (int j = 0; j < i; ++j) repeated = repeated || c.parties(j).pseudonym() == pseudonym;
    if (repeated) continue;
    AddIndexRow(PersonPrefix(pseudonym), c, PersonRowValue(IsOpen(StateOf(c)), c.task()), rows);
  }
}

void AddOwnerRow(const CaseState& c, std::vector<ViewRow>& rows) {
  const auto& owner = c.owner();
  AddIndexRow(owner.office() ? WaitingStatePrefix(owner.authority(), c.state())
                             : UnitStatePrefix(owner.authority(), owner.unit(), c.state()),
              c, "", rows);
}

void AddReferenceRows(const CaseState& c, const InstallationKey& key, std::vector<ViewRow>& rows) {
  if (!c.external_system().empty()) {
    rows.push_back({Table::kIndex,
                    ExternalKey(ExternalPseudonym(key, c.external_system(), c.external_id())),
                    CaseKey(c.number())});
  }
  if (!c.agency_case_number().empty()) {
    std::string row_key = AgencyNumberPrefix(
        AgencyNumberPseudonym(key, c.owner().authority(), c.agency_case_number()));
    AppendNumber(c.number(), row_key);
    rows.push_back({Table::kIndex, std::move(row_key), ""});
  }
}

// What only few cases have.
void AddRareRows(const CaseState& c, std::vector<ViewRow>& rows) {
  if (c.hidden_route()) AddIndexRow(HiddenPrefix(), c, "", rows);
  if (!c.bundle().empty()) AddIndexRow(BundlePrefix(c.bundle()), c, "", rows);
  if (c.stops_size() > 0) AddIndexRow(StoppedPrefix(), c, "", rows);
  if (!c.incident().empty()) AddIndexRow(IncidentPrefix(c.incident()), c, "", rows);
  for (const std::string& key : c.document_keys()) AddIndexRow(DocumentPrefix(key), c, "", rows);
  if (c.has_wrong_person() && c.wrong_person().settled_us() == 0) {
    AddIndexRow(WrongPersonPrefix(), c, "", rows);
  }
}

void AddWorkRow(const CaseState& c, std::vector<ViewRow>& rows) {
  if (!IsUnaccepted(StateOf(c)) || c.handovers_size() == 0) return;
  const auto& handover = c.handovers(c.handovers_size() - 1);
  if (handover.push()) return;
  std::string key = WorkPrefix(handover.receiver().agency(), handover.receiver().unit());
  AppendRank(c, key);
  storage::v1::ReadyEntry entry;
  entry.set_number(c.number());
  entry.set_handover(handover.handover());
  entry.set_lease_expire_us(c.lease().expire_us());
  rows.push_back({Table::kReady, std::move(key), entry.SerializeAsString()});
}

bool IsFirstTo(const CaseState& c, int index) {
  for (int i = 0; i < index; ++i) {
    if (c.messages(i).agency() == c.messages(index).agency()) return false;
  }
  return true;
}

// Messages are ordered per case and agency: only the first waits in the index, dead or not.
void AddMessageRows(const CaseState& c, std::vector<ViewRow>& rows) {
  for (int i = 0; i < c.messages_size(); ++i) {
    const auto& message = c.messages(i);
    if (!IsFirstTo(c, i)) continue;
    storage::v1::ReadyEntry entry;
    entry.set_number(c.number());
    entry.set_handover(message.handover());
    entry.set_sequence(message.sequence());
    entry.set_next_try_us(message.next_try_us());
    std::string key = message.dead() ? DeadLetterPrefix() : MessagePrefix(message.agency());
    if (message.dead()) {
      AppendCode(message.agency(), key);
      AppendNumber(c.number(), key);
    } else {
      AppendRank(c, key);
    }
    AppendNumber(message.sequence(), key);
    rows.push_back({Table::kReady, std::move(key), entry.SerializeAsString()});
  }
}

void AddTimerRows(const CaseState& c, std::vector<ViewRow>& rows) {
  const auto add = [&](int64_t due_us, TimerKind kind) {
    if (due_us != 0) rows.push_back({Table::kTimer, TimerKey(due_us, kind, c.number()), ""});
  };
  if (c.state() == v1::STATE_INCOMPLETE) add(c.incomplete_end_us(), TimerKind::kIncompleteEnds);
  if (c.state() == v1::STATE_AWAITING_INFO) {
    const auto& information = c.information();
    if (information.reminded_us() == 0) {
      add(information.remind_us(), TimerKind::kInformationReminds);
    }
    add(information.end_us(), TimerKind::kInformationEnds);
  }
  if (IsUnaccepted(StateOf(c)) && c.handovers_size() > 0) {
    add(c.handovers(c.handovers_size() - 1).escalate_us(), TimerKind::kAcceptOverdue);
  }
}

// The histogram's bucket: the smallest power of two seconds that is not less.
int64_t AcceptanceBucket(const CaseState& c) {
  const int64_t seconds = (c.first_accept_us() - c.first_route_us()) / 1000000;
  int64_t bucket = 1;
  while (bucket < seconds) bucket *= 2;
  return bucket;
}

}  // namespace

std::string PersonRowValue(bool open, absl::string_view task) {
  return absl::StrCat(open ? "o" : "c", task);
}

std::string ExternalPseudonym(const InstallationKey& key, absl::string_view system,
                              absl::string_view id) {
  std::string bytes;
  AppendCode(system, bytes);
  bytes.append(id.data(), id.size());
  return key.Pseudonym("external", bytes);
}

std::string AgencyNumberPseudonym(const InstallationKey& key, absl::string_view agency,
                                  absl::string_view number) {
  std::string bytes;
  AppendCode(agency, bytes);
  bytes.append(number.data(), number.size());
  return key.Pseudonym("agency number", bytes);
}

std::vector<ViewRow> RowsOf(const CaseState& c, const InstallationKey& key) {
  std::vector<ViewRow> rows;
  if (c.number() == 0) return rows;
  rows.reserve(8);
  AddPersonRows(c, rows);
  AddOwnerRow(c, rows);
  AddIndexRow(OfficePrefix(c.office()), c, OfficeRowValue(c), rows);
  AddReferenceRows(c, key, rows);
  AddRareRows(c, rows);
  AddWorkRow(c, rows);
  AddMessageRows(c, rows);
  AddTimerRows(c, rows);
  return rows;
}

std::vector<Counted> CountersOf(const CaseState& c) {
  std::vector<Counted> counters;
  if (c.number() == 0) return counters;
  counters.reserve(12);
  const auto add = [&](std::string name) { counters.push_back({std::move(name)}); };
  const absl::string_view zero("\0", 1);
  add(absl::StrCat("s/", c.state()));
  if (!c.outcome().empty()) add(absl::StrCat("o/", c.outcome()));
  if (c.return_count() > 0) add("r");
  if (c.triaged()) add("t");
  if (!c.sent_to_owner_row().empty()) {
    add(absl::StrCat("w/", c.verdict().list_version(), " ", c.sent_to_owner_row()));
  }
  if (c.first_accept_us() != 0 && c.first_route_us() != 0) {
    add(absl::StrCat("h/", AcceptanceBucket(c)));
  }
  if (c.take_count() > 0 && c.handovers_size() > 0) {
    const auto& receiver = c.handovers(c.handovers_size() - 1).receiver();
    counters.push_back({absl::StrCat("e/", receiver.agency(), zero, receiver.unit()),
                        static_cast<int64_t>(c.take_count())});
  }
  // Protected persons' cases are counted apart: no figure may show where they are.
  if (c.hidden_route()) {
    add("p");
    return counters;
  }
  add(absl::StrCat("k/", c.task()));
  add(absl::StrCat("c/", c.channel()));
  if (!c.owner().office()) {
    add(absl::StrCat("u/", c.owner().authority(), zero, c.owner().unit()));
  }
  add(absl::StrCat("d/", c.receive_day(), zero, c.office(), zero, c.task(), zero, c.channel(), zero,
                   c.state()));
  return counters;
}

std::vector<Counted> CountersOf(const storage::v1::Event& event) {
  if (event.has_rulebook_cases_moved() && event.number() != 0) {
    return {{absl::StrCat("m/", event.rulebook_cases_moved().version())}};
  }
  if (event.has_case_returned() && !event.case_returned().row().empty()) {
    const auto& returned = event.case_returned();
    const absl::string_view zero("\0", 1);
    return {{absl::StrCat("q/", returned.list_version(), zero, returned.row(), zero,
                          returned.office(), zero, returned.code())}};
  }
  if (!event.has_contact_recorded()) return {};
  const auto& contact = event.contact_recorded();
  return {{absl::StrCat("v/", contact.channel(), "/", contact.outcome())}};
}

}  // namespace skranke
