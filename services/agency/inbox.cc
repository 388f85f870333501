// What an agency keeps. DO NOT CHANGE: it is on disk. Positions count messages from 1, eight bytes
// big-endian; 0 is a zero byte, which no name contains.
//
//   request  installation 0 message_id    position
//   event    position                     skranke.v1.ReceiveRequest
//   case     installation 0 cases/{case}  see agency_case.cc
//   ready    position                     empty: to do
//   counter  "messages", "cases"          eight bytes big-endian
//   counter  "reconciled"                 seconds since 1970, the same way
#include "services/agency/inbox.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

constexpr char kMessages[] = "messages";
constexpr char kCases[] = "cases";
constexpr char kReconciled[] = "reconciled";

std::string Key(absl::string_view installation, absl::string_view name) {
  return absl::StrCat(installation, absl::string_view("\0", 1), name);
}

std::string CaseKeyOf(const v1::ReceiveRequest& message) {
  return Key(message.installation(), message.citizen_case());
}

absl::Status OutOfOrder(uint64_t previous) {
  return ReasonError(
      absl::StatusCode::kFailedPrecondition, "OUT_OF_ORDER",
      absl::StrCat("the message with sequence ", previous, " of this case has to come before"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Inbox>> Inbox::Open(std::shared_ptr<Store> store,
                                                   std::string agency) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t fence, store->TakeOver());
  return std::unique_ptr<Inbox>(new Inbox(std::move(store), std::move(agency), fence));
}

absl::Status Inbox::Receive(const v1::ReceiveRequest& message, absl::Time now) {
  MutexLock lock(&mutex_);
  const std::string message_key = Key(message.installation(), message.message_id());
  SKRANKE_ASSIGN_OR_RETURN(const auto known, Get(Table::kRequest, message_key));
  if (known.has_value()) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const auto stored,
                           FindCase(message.installation(), message.citizen_case()));
  // What the office gave up may have been stored here all the same: then more came than it says.
  const uint64_t latest = stored ? stored->sequence : 0;
  if (latest < message.previous_sequence() || latest >= message.sequence()) {
    return OutOfOrder(message.previous_sequence());
  }
  Batch batch;
  AgencyCase agency_case = AfterMessage(stored.value_or(AgencyCase()), message);
  SKRANKE_RETURN_IF_ERROR(NumberCase(now, agency_case, batch));
  batch.Put(Table::kCase, CaseKeyOf(message), EncodeCase(agency_case));
  SKRANKE_RETURN_IF_ERROR(Append(message, message_key, batch));
  return store_->Commit(batch, fence_);
}

absl::Status Inbox::NumberCase(absl::Time now, AgencyCase& agency_case, Batch& batch) const {
  v1::Case& citizen_case = *agency_case.item.mutable_citizen_case();
  if (!agency_case.is_ours() || !citizen_case.agency_case_number().empty()) {
    return absl::OkStatus();
  }
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t cases, Counter(kCases));
  citizen_case.set_agency_case_number(absl::StrFormat(
      "%s-%d-%06d", agency_, absl::ToCivilYear(now, absl::UTCTimeZone()).year(), cases + 1));
  batch.Put(Table::kCounter, kCases, EncodeNumber(cases + 1));
  return absl::OkStatus();
}

absl::Status Inbox::Append(const v1::ReceiveRequest& message, const std::string& message_key,
                           Batch& batch) const {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t messages, Counter(kMessages));
  const std::string position = EncodeNumber(messages + 1);
  batch.Put(Table::kCounter, kMessages, position);
  batch.Put(Table::kRequest, message_key, position);
  batch.Put(Table::kEvent, position, message.SerializeAsString());
  if (!HandoverBrought(message).empty()) batch.Put(Table::kReady, position, "");
  return absl::OkStatus();
}

absl::StatusOr<std::vector<ToDo>> Inbox::ToDos(uint64_t after, size_t most) const {
  const auto snapshot = store_->Snapshot();
  std::vector<Row> rows;
  std::vector<ToDo> to_dos;
  SKRANKE_RETURN_IF_ERROR(snapshot->Scan({Table::kReady, EncodeNumber(after + 1), ""},
                                         [&](absl::string_view key, absl::string_view) {
                                           to_dos.push_back({.position = DecodeNumber(key)});
                                           rows.push_back({Table::kEvent, std::string(key)});
                                           return rows.size() < most;
                                         }));
  SKRANKE_ASSIGN_OR_RETURN(const auto messages, snapshot->MultiGet(rows));
  for (size_t i = 0; i < messages.size(); ++i) {
    if (!messages[i].has_value() || !to_dos[i].message.ParseFromString(*messages[i])) {
      return absl::DataLossError("a stored message cannot be read");
    }
  }
  return to_dos;
}

absl::StatusOr<absl::optional<AgencyCase>> Inbox::FindCase(absl::string_view installation,
                                                           absl::string_view name) const {
  SKRANKE_ASSIGN_OR_RETURN(const auto bytes, Get(Table::kCase, Key(installation, name)));
  if (!bytes.has_value()) return absl::optional<AgencyCase>();
  SKRANKE_ASSIGN_OR_RETURN(AgencyCase agency_case, DecodeCase(*bytes));
  return absl::optional<AgencyCase>(std::move(agency_case));
}

absl::StatusOr<absl::optional<AgencyCase>> Inbox::CaseOf(const ToDo& to_do) const {
  SKRANKE_ASSIGN_OR_RETURN(auto stored,
                           FindCase(to_do.message.installation(), to_do.message.citizen_case()));
  const bool same =
      stored.has_value() && stored->item.handover_id() == HandoverBrought(to_do.message);
  return same ? std::move(stored) : absl::optional<AgencyCase>();
}

absl::Status Inbox::PutCase(const ToDo& to_do, const AgencyCase& agency_case) {
  Batch batch;
  batch.Put(Table::kCase, CaseKeyOf(to_do.message), EncodeCase(agency_case));
  return store_->Commit(batch, fence_);
}

absl::Status Inbox::KeepReply(const ToDo& to_do, const v1::Case& shown) {
  MutexLock lock(&mutex_);
  SKRANKE_ASSIGN_OR_RETURN(auto stored, CaseOf(to_do));
  if (!stored.has_value()) return absl::OkStatus();
  return PutCase(to_do, AfterReply(*std::move(stored), shown));
}

absl::Status Inbox::LetGo(const ToDo& to_do) {
  MutexLock lock(&mutex_);
  SKRANKE_ASSIGN_OR_RETURN(auto stored, CaseOf(to_do));
  if (!stored.has_value()) return absl::OkStatus();
  return PutCase(to_do, WithoutHandover(*std::move(stored)));
}

absl::Status Inbox::Finish(const ToDo& to_do) {
  MutexLock lock(&mutex_);
  Batch batch;
  batch.Delete(Table::kReady, EncodeNumber(to_do.position));
  return store_->Commit(batch, fence_);
}

absl::StatusOr<Inbox::HeldPage> Inbox::Held(const std::string& after, size_t most) const {
  HeldPage page;
  absl::Status read;
  size_t rows = 0;
  // A key and a zero byte is the first key after it.
  const std::string from = after.empty() ? "" : absl::StrCat(after, absl::string_view("\0", 1));
  SKRANKE_RETURN_IF_ERROR(store_->Snapshot()->Scan(
      {Table::kCase, from, ""}, [&](absl::string_view key, absl::string_view bytes) {
        auto agency_case = DecodeCase(bytes);
        read = agency_case.status();
        if (!read.ok()) return false;
        if (agency_case->is_ours()) page.items.push_back(std::move(agency_case->item));
        if (++rows == most) page.last = std::string(key);
        return rows < most;
      }));
  SKRANKE_RETURN_IF_ERROR(read);
  return page;
}

absl::StatusOr<absl::Time> Inbox::ReconcileTime() const {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t seconds, Counter(kReconciled));
  return seconds == 0 ? absl::InfinitePast() : absl::FromUnixSeconds(static_cast<int64_t>(seconds));
}

absl::Status Inbox::KeepReconcileTime(absl::Time time) {
  MutexLock lock(&mutex_);
  Batch batch;
  batch.Put(Table::kCounter, kReconciled,
            EncodeNumber(static_cast<uint64_t>(absl::ToUnixSeconds(time))));
  return store_->Commit(batch, fence_);
}

absl::StatusOr<uint64_t> Inbox::Received() const { return Counter(kMessages); }

absl::StatusOr<absl::optional<std::string>> Inbox::Get(Table table, const std::string& key) const {
  const Row row{table, key};
  SKRANKE_ASSIGN_OR_RETURN(auto values, store_->Snapshot()->MultiGet({&row, 1}));
  return std::move(values[0]);
}

absl::StatusOr<uint64_t> Inbox::Counter(absl::string_view name) const {
  SKRANKE_ASSIGN_OR_RETURN(const auto bytes, Get(Table::kCounter, std::string(name)));
  return bytes.has_value() ? DecodeNumber(*bytes) : 0;
}

}  // namespace skranke
