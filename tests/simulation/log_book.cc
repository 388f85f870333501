#include "tests/simulation/log_book.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/faults/finding.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/requests.h"

namespace skranke {

using storage::v1::Record;

absl::Status LogBook::Follow() {
  SKRANKE_RETURN_IF_ERROR(IndexRequests());
  return FollowLog();
}

absl::Status LogBook::IndexRequests() {
  for (const Asked& asked : history_.asked()) {
    if (asked.request_id.empty()) continue;
    const auto [known, fresh] = requests_.try_emplace({asked.caller, asked.request_id}, &asked);
    if (!fresh && known->second->bytes != asked.bytes) {
      return absl::InternalError(absl::StrCat("the simulation reuses an id: ", Describe(asked)));
    }
  }
  return absl::OkStatus();
}

absl::Status LogBook::FollowLog() {
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
absl::Status LogBook::CheckRequestOf(const Record& record) {
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

absl::Status LogBook::FollowRecord(const Record& record) {
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
  SKRANKE_RETURN_IF_ERROR(skranke::Follow(record, c));
  if (first) SKRANKE_RETURN_IF_ERROR(CheckExternal(c));
  SKRANKE_RETURN_IF_ERROR(CheckHandedIn(record, c));
  versions.emplace(record.position(), std::move(c));
  return absl::OkStatus();
}

// What was handed in with the request stands at the end of the case's documents.
absl::Status LogBook::CheckHandedIn(const Record& record, const ModelCase& c) const {
  const Asked* asked = RequestOf(record);
  if (asked == nullptr) return absl::OkStatus();
  std::vector<std::string> titles;
  const auto add = [&](const auto& message) {
    for (const auto& document : message.documents()) titles.push_back(document.title());
  };
  if (ShortName(record.method()) == "RegisterCase") {
    v1::RegisterCaseRequest message;
    message.ParseFromString(asked->bytes);
    add(message);
  } else if (ShortName(record.method()) == "SupplementCase") {
    v1::SupplementCaseRequest message;
    message.ParseFromString(asked->bytes);
    add(message);
  }
  const bool there = titles.size() <= c.titles.size() &&
                     std::equal(titles.rbegin(), titles.rend(), c.titles.rbegin());
  return there ? absl::OkStatus()
               : Found(kLost, absl::StrCat("documents of record ", record.position()));
}

absl::Status LogBook::CheckExternal(const ModelCase& c) {
  if (c.external.empty() || externals_.try_emplace(c.external, c.number).second) {
    return absl::OkStatus();
  }
  return Found(kDoubled, absl::StrCat("two cases with the reference ", c.external));
}

const ModelCase* LogBook::At(uint64_t number, uint64_t position) const {
  const auto versions = cases_.find(number);
  if (versions == cases_.end()) return nullptr;
  const auto after = versions->second.upper_bound(position);
  return after == versions->second.begin() ? nullptr : &std::prev(after)->second;
}

std::map<uint64_t, ModelCase> LogBook::FinalCases() const {
  std::map<uint64_t, ModelCase> cases;
  for (const auto& [number, versions] : cases_) {
    if (!versions.empty()) cases.emplace(number, versions.rbegin()->second);
  }
  return cases;
}

std::vector<const ModelCase*> LogBook::AllAt(uint64_t position) const {
  std::vector<const ModelCase*> all;
  for (const auto& [number, versions] : cases_) {
    if (const ModelCase* c = At(number, position)) all.push_back(c);
  }
  return all;
}

uint64_t LogBook::PositionOf(const Asked& asked) const {
  const auto found = recorded_.find({asked.caller, asked.request_id});
  return found == recorded_.end() ? 0 : found->second;
}

const Asked* LogBook::RequestOf(const Record& record) const {
  const auto found = requests_.find({record.caller(), record.request_id()});
  return found == requests_.end() ? nullptr : found->second;
}

}  // namespace skranke
