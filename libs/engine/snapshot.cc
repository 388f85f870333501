#include "libs/engine/snapshot.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/document_verbs.h"
#include "libs/engine/batch_view.h"
#include "libs/engine/keys.h"
#include "libs/engine/rows.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Record;

std::string IndexKey(std::string prefix, const IndexEntry& entry) {
  AppendInstant(entry.receive_us, prefix);
  AppendNumber(entry.number, prefix);
  return prefix;
}

IndexEntry ToEntry(absl::string_view key, absl::string_view value) {
  return {.receive_us = InstantAtEnd(key, 8),
          .number = NumberAtEnd(key),
          .shown = ParseOfficeRow(value)};
}

// The key just after `key`.
std::string After(std::string key) {
  key.push_back('\0');
  return key;
}

absl::string_view CodeAt(absl::string_view key, size_t begin) {
  return key.substr(begin, key.find('\0', begin) - begin);
}

template <typename Message>
absl::StatusOr<Message> Parse(absl::string_view bytes) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError("a stored row cannot be read");
  }
  return message;
}

template <typename Message>
absl::StatusOr<std::vector<Message>> GetAll(const StoreSnapshot& store, Table table,
                                            const std::vector<uint64_t>& numbers) {
  std::vector<Row> rows;
  for (const uint64_t number : numbers) rows.push_back({table, CaseKey(number)});
  SKRANKE_ASSIGN_OR_RETURN(const auto values, store.MultiGet(rows));
  std::vector<Message> messages;
  for (const auto& value : values) {
    if (!value.has_value()) continue;
    SKRANKE_ASSIGN_OR_RETURN(Message message, Parse<Message>(*value));
    messages.push_back(std::move(message));
  }
  return messages;
}

}  // namespace

Snapshot::Snapshot(uint64_t position, absl::Time now,
                   std::shared_ptr<const Installation> installation,
                   std::shared_ptr<const StoreSnapshot> store, const InstallationKey* key)
    : position_(position),
      now_(now),
      installation_(std::move(installation)),
      store_(std::move(store)),
      key_(key) {}

absl::StatusOr<std::shared_ptr<const CaseState>> Snapshot::FindCase(uint64_t number) const {
  SKRANKE_ASSIGN_OR_RETURN(auto found, GetAll<CaseState>(*store_, Table::kCase, {number}));
  if (found.empty()) return std::shared_ptr<const CaseState>();
  return std::make_shared<const CaseState>(std::move(found[0]));
}

absl::StatusOr<std::vector<CaseState>> Snapshot::FindCases(
    const std::vector<uint64_t>& numbers) const {
  return GetAll<CaseState>(*store_, Table::kCase, numbers);
}

absl::StatusOr<absl::optional<storage::v1::BundleRecord>> Snapshot::FindBundle(
    uint64_t number) const {
  const Row row{Table::kMeta, BundleKey(number)};
  SKRANKE_ASSIGN_OR_RETURN(const auto values, store_->MultiGet({&row, 1}));
  if (!values[0].has_value()) return absl::optional<storage::v1::BundleRecord>();
  SKRANKE_ASSIGN_OR_RETURN(auto bundle, Parse<storage::v1::BundleRecord>(*values[0]));
  return absl::optional<storage::v1::BundleRecord>(std::move(bundle));
}

absl::Status Snapshot::ScanCases(uint64_t first, uint64_t last,
                                 absl::FunctionRef<bool(const CaseState&)> visit) const {
  // One message for all: its memory is used again.
  CaseState citizen_case;
  bool whole = true;
  const Range range{Table::kCase, CaseKey(first), After(CaseKey(last))};
  const auto read = [&](absl::string_view, absl::string_view value) {
    whole = citizen_case.ParseFromArray(value.data(), static_cast<int>(value.size()));
    return whole && visit(citizen_case);
  };
  SKRANKE_RETURN_IF_ERROR(store_->Scan(range, read));
  return whole ? absl::OkStatus() : absl::DataLossError("a stored row cannot be read");
}

absl::StatusOr<std::vector<Record>> Snapshot::FindRecords(
    const std::vector<uint64_t>& positions) const {
  return GetAll<Record>(*store_, Table::kEvent, positions);
}

absl::StatusOr<std::vector<Record>> Snapshot::RecordsAfter(uint64_t position, size_t most) const {
  std::vector<Record> records;
  absl::Status parsed;
  SKRANKE_RETURN_IF_ERROR(store_->Scan({Table::kEvent, EventKey(position + 1), ""},
                                       [&](absl::string_view, absl::string_view value) {
                                         auto record = Parse<Record>(value);
                                         parsed = record.status();
                                         if (!record.ok()) return false;
                                         records.push_back(*std::move(record));
                                         return records.size() < most;
                                       }));
  SKRANKE_RETURN_IF_ERROR(parsed);
  return records;
}

absl::StatusOr<std::vector<PersonCase>> Snapshot::CasesOf(absl::string_view identity,
                                                          size_t most) const {
  const std::string prefix = PersonPrefix(key_->Pseudonym("person", identity));
  std::vector<PersonCase> cases;
  SKRANKE_RETURN_IF_ERROR(store_->Scan(
      {Table::kIndex, prefix, AfterPrefix(prefix), /*backwards=*/true, /*is_group=*/true},
      [&](absl::string_view key, absl::string_view value) {
        cases.push_back(ToPersonCase(key, value));
        return cases.size() < most;
      }));
  std::reverse(cases.begin(), cases.end());
  return cases;
}

absl::StatusOr<absl::optional<uint64_t>> Snapshot::FindExternal(absl::string_view system,
                                                                absl::string_view id) const {
  const Row row{Table::kIndex, ExternalKey(ExternalPseudonym(*key_, system, id))};
  SKRANKE_ASSIGN_OR_RETURN(const auto values, store_->MultiGet({&row, 1}));
  if (!values[0].has_value()) return absl::optional<uint64_t>();
  return absl::optional<uint64_t>(NumberAtEnd(*values[0]));
}

absl::StatusOr<std::vector<uint64_t>> Snapshot::FindAgencyNumber(absl::string_view agency,
                                                                 absl::string_view number) const {
  const std::string prefix = AgencyNumberPrefix(AgencyNumberPseudonym(*key_, agency, number));
  std::vector<uint64_t> numbers;
  SKRANKE_RETURN_IF_ERROR(store_->Scan({Table::kIndex, prefix, AfterPrefix(prefix)},
                                       [&](absl::string_view key, absl::string_view) {
                                         numbers.push_back(NumberAtEnd(key));
                                         return true;
                                       }));
  return numbers;
}

std::string Snapshot::DocumentKey(absl::string_view sha256) const {
  return key_->Pseudonym("person", DocumentIdentity(sha256));
}

absl::StatusOr<bool> Snapshot::IsDocumentHeld(absl::string_view key) const {
  const std::string prefix = DocumentPrefix(key);
  bool held = false;
  SKRANKE_RETURN_IF_ERROR(store_->Scan({Table::kIndex, prefix, AfterPrefix(prefix)},
                                       [&](absl::string_view, absl::string_view) {
                                         held = true;
                                         return false;
                                       }));
  return held;
}

absl::Status Snapshot::ScanIndex(const std::string& prefix, const absl::optional<IndexEntry>& after,
                                 Visit visit) const {
  const std::string begin = after ? After(IndexKey(prefix, *after)) : prefix;
  return store_->Scan(
      {Table::kIndex, begin, AfterPrefix(prefix)},
      [&](absl::string_view key, absl::string_view value) { return visit(ToEntry(key, value)); });
}

absl::Status Snapshot::ScanUnit(absl::string_view agency, absl::string_view unit, int state,
                                const absl::optional<IndexEntry>& after, Visit visit) const {
  return ScanIndex(UnitStatePrefix(agency, unit, state), after, visit);
}

absl::Status Snapshot::ScanWaiting(absl::string_view office, int state,
                                   const absl::optional<IndexEntry>& after, Visit visit) const {
  return ScanIndex(WaitingStatePrefix(office, state), after, visit);
}

absl::Status Snapshot::ScanOffice(absl::string_view office, const absl::optional<IndexEntry>& after,
                                  Visit visit) const {
  return ScanIndex(OfficePrefix(office), after, visit);
}

absl::Status Snapshot::ScanHidden(const absl::optional<IndexEntry>& after, Visit visit) const {
  return ScanIndex(HiddenPrefix(), after, visit);
}

absl::Status Snapshot::ScanIncident(absl::string_view incident,
                                    const absl::optional<IndexEntry>& after, Visit visit) const {
  return ScanIndex(IncidentPrefix(incident), after, visit);
}

absl::Status Snapshot::ScanWrongPersons(const absl::optional<IndexEntry>& after,
                                        Visit visit) const {
  return ScanIndex(WrongPersonPrefix(), after, visit);
}

absl::StatusOr<std::vector<storage::v1::ReceiverRecord>> Snapshot::UnitsWithCases() const {
  std::vector<storage::v1::ReceiverRecord> units;
  std::string begin = "u";
  bool found = true;
  while (found) {
    found = false;
    SKRANKE_RETURN_IF_ERROR(
        store_->Scan({Table::kIndex, begin, "v"}, [&](absl::string_view key, absl::string_view) {
          const absl::string_view agency = CodeAt(key, 1);
          const absl::string_view unit = CodeAt(key, 1 + agency.size() + 1);
          auto& record = units.emplace_back();
          record.set_agency(agency.data(), agency.size());
          record.set_unit(unit.data(), unit.size());
          found = true;
          return false;
        }));
    if (found) begin = AfterPrefix(UnitPrefix(units.back().agency(), units.back().unit()));
  }
  return units;
}

absl::StatusOr<std::vector<std::string>> Snapshot::OfficesWithCases() const {
  std::vector<std::string> offices;
  std::string begin = "o";
  bool found = true;
  while (found) {
    found = false;
    SKRANKE_RETURN_IF_ERROR(
        store_->Scan({Table::kIndex, begin, "p"}, [&](absl::string_view key, absl::string_view) {
          offices.emplace_back(CodeAt(key, 1));
          found = true;
          return false;
        }));
    if (found) begin = AfterPrefix(OfficePrefix(offices.back()));
  }
  return offices;
}

absl::Status Snapshot::ScanMessages(
    absl::string_view agency, absl::FunctionRef<bool(const storage::v1::ReadyEntry&)> visit) const {
  const std::string prefix = MessagePrefix(agency);
  absl::Status parsed;
  SKRANKE_RETURN_IF_ERROR(store_->Scan({Table::kReady, prefix, AfterPrefix(prefix)},
                                       [&](absl::string_view, absl::string_view value) {
                                         const auto entry = Parse<storage::v1::ReadyEntry>(value);
                                         parsed = entry.status();
                                         return entry.ok() && visit(*entry);
                                       }));
  return parsed;
}

absl::Status Snapshot::ScanDeadLetters(
    absl::FunctionRef<bool(absl::string_view, uint64_t, uint64_t)> visit) const {
  const std::string prefix = DeadLetterPrefix();
  return store_->Scan({Table::kReady, prefix, AfterPrefix(prefix)},
                      [&](absl::string_view key, absl::string_view) {
                        return visit(CodeAt(key, 1), NumberAtEnd(key, 8), NumberAtEnd(key));
                      });
}

absl::StatusOr<std::vector<uint64_t>> Snapshot::DueTimers(absl::Time now, size_t most) const {
  std::string end;
  AppendInstant(absl::ToUnixMicros(now) + 1, end);
  std::vector<uint64_t> numbers;
  SKRANKE_RETURN_IF_ERROR(
      store_->Scan({Table::kTimer, "", end}, [&](absl::string_view key, absl::string_view) {
        numbers.push_back(NumberAtEnd(key));
        return numbers.size() < most;
      }));
  return numbers;
}

absl::Status Snapshot::ScanCounters(
    absl::string_view prefix, absl::FunctionRef<void(absl::string_view, int64_t)> visit) const {
  return store_->Scan({Table::kCounter, std::string(prefix), AfterPrefix(prefix)},
                      [&](absl::string_view name, absl::string_view value) {
                        visit(name.substr(prefix.size()), static_cast<int64_t>(NumberAtEnd(value)));
                        return true;
                      });
}

absl::StatusOr<std::shared_ptr<const Directory>> Snapshot::FindDirectory(uint64_t version) const {
  if (installation_->directory != nullptr && installation_->directory->version() == version) {
    return installation_->directory;
  }
  Row row{Table::kMeta, kDirectoryPrefix};
  AppendNumber(version, row.key);
  SKRANKE_ASSIGN_OR_RETURN(const auto values, store_->MultiGet({&row, 1}));
  if (!values[0].has_value()) {
    return ReasonError(absl::StatusCode::kNotFound, "DIRECTORY_NOT_FOUND",
                       "no directory was installed with that version");
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto installed,
                           Parse<storage::v1::DirectoryInstalled>(*values[0]));
  return Directory::Make(installed.version(), absl::FromUnixMicros(installed.install_us()),
                         installed.directory());
}

std::string Snapshot::LogNameOf(uint64_t number) const {
  return absl::BytesToHexString(key_->Pseudonym("event log", CaseKey(number)));
}

}  // namespace skranke
