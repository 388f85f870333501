#include "libs/engine/record_batch.h"

#include "libs/access/case_access.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/sealed.h"
#include "libs/engine/batch_view.h"
#include "libs/engine/bundle_rows.h"
#include "libs/engine/draft_rows.h"
#include "libs/engine/keys.h"
#include "libs/engine/outage_rows.h"
#include "libs/engine/rows.h"

namespace skranke {
namespace {

using storage::v1::Event;
using storage::v1::Record;

std::string Fingerprint(const InstallationKey& key, const Command& command) {
  std::string bytes;
  AppendCode(command.method, bytes);
  bytes += command.request_bytes;
  return key.Pseudonym("fingerprint", bytes);
}

absl::StatusOr<Record> ParseRecord(const absl::optional<std::string>& bytes) {
  Record record;
  if (bytes.has_value() && record.ParseFromString(*bytes)) return record;
  return absl::DataLossError("a record is missing from the log, or cannot be read");
}

absl::StatusOr<Record> ReadRecord(const StoreSnapshot& store, uint64_t position) {
  const Row row{Table::kEvent, EventKey(position)};
  SKRANKE_ASSIGN_OR_RETURN(const auto values, store.MultiGet({&row, 1}));
  return ParseRecord(values[0]);
}

absl::Status TooManyEvents() {
  return ReasonError(absl::StatusCode::kFailedPrecondition, "TOO_MANY_EVENTS",
                     "the case has as many events as a case may have");
}

}  // namespace

std::string RequestKey(const InstallationKey& key, absl::string_view caller,
                       absl::string_view request_id) {
  std::string bytes;
  AppendCode(caller, bytes);
  bytes.append(request_id.data(), request_id.size());
  return key.Pseudonym("request", bytes);
}

RecordBatch::RecordBatch(Base base)
    : below_(std::move(base.below)),
      overlay_(std::move(base.store), below_ == nullptr ? nullptr : &below_->overlay_,
               base.counters, base.key),
      key_(base.key),
      entropy_(base.entropy),
      installation_(std::move(base.installation)),
      now_(base.now),
      begin_position_(base.position),
      position_(base.position) {}

absl::Status RecordBatch::Prefetch(const std::vector<Command>& commands) {
  std::vector<Row> rows;
  for (const Command& command : commands) {
    if (!command.request_id.empty()) {
      rows.push_back({Table::kRequest, RequestKey(*key_, command.caller, command.request_id)});
    }
    for (const uint64_t number : command.reads.cases) {
      rows.push_back({Table::kCase, CaseKey(number)});
    }
    for (const auto& [system, id] : command.reads.externals) {
      rows.push_back({Table::kIndex, ExternalKey(ExternalPseudonym(*key_, system, id))});
    }
  }
  return overlay_.Prefetch(rows);
}

void RecordBatch::Judge(Command& command, absl::Time now, absl::Time clock) {
  now_ = now;
  Outgoing& outgoing = outgoing_.emplace_back();
  outgoing.done = std::move(command.done);
  auto answer = JudgeOrReplay(command, clock);
  if (answer.ok()) {
    outgoing.answer = *std::move(answer);
  } else {
    outgoing.answer.status = answer.status();
    outgoing.answer.position = position_;
  }
}

absl::StatusOr<Answer> RecordBatch::JudgeOrReplay(Command& command, absl::Time clock) {
  Caller caller = SystemCaller();
  if (!command.system) {
    SKRANKE_ASSIGN_OR_RETURN(caller, ResolveCaller(*installation_->directory, command.caller));
    SKRANKE_RETURN_IF_ERROR(MayInRole(caller, command.roles));
  }
  std::string request_key;
  std::string fingerprint;
  if (!command.request_id.empty()) {
    request_key = RequestKey(*key_, command.caller, command.request_id);
    fingerprint = Fingerprint(*key_, command);
    SKRANKE_ASSIGN_OR_RETURN(const auto known, overlay_.Get(Table::kRequest, request_key));
    if (known.has_value()) return Replay(fingerprint, *known);
  }
  const BatchView view(&overlay_, installation_.get(), key_, entropy_, position_ + 1);
  auto judgement = command.judge(view, caller, command.despite_clock ? clock : now_);
  read_status_.Update(view.read_status());
  SKRANKE_RETURN_IF_ERROR(read_status_);
  SKRANKE_RETURN_IF_ERROR(judgement.status());
  if (judgement->events.empty()) {
    return Answer{.reply = std::move(judgement->reply), .position = position_};
  }
  if (command.only_asks) return absl::InternalError("what only asks was judged to a change");
  return AddRecord(command, caller, request_key, fingerprint, *std::move(judgement));
}

absl::StatusOr<Record> RecordBatch::FindRecord(uint64_t position) const {
  for (const RecordBatch* batch : {this, static_cast<const RecordBatch*>(below_.get())}) {
    if (batch == nullptr || position <= batch->begin_position_) continue;
    return ParseRecord(batch->records_[position - batch->begin_position_ - 1]);
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto bytes, overlay_.Get(Table::kEvent, EventKey(position)));
  return ParseRecord(bytes);
}

absl::StatusOr<Answer> RecordBatch::Replay(absl::string_view fingerprint,
                                           const std::string& position_bytes) const {
  SKRANKE_ASSIGN_OR_RETURN(const Record record, FindRecord(NumberAtEnd(position_bytes)));
  if (record.fingerprint() != fingerprint) {
    return ReasonError(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
                       "this request_id was used before with another request");
  }
  return Answer{.reply = record.reply().bytes(), .position = record.position(), .replayed = true};
}

absl::StatusOr<Answer> RecordBatch::AddRecord(const Command& command, const Caller& caller,
                                              const std::string& request_key,
                                              const std::string& fingerprint, Judgement judgement) {
  auto cases = std::move(judgement.other_cases);
  if (judgement.citizen_case != nullptr) cases.push_back(judgement.citizen_case);
  for (const auto& changed : cases) {
    if (static_cast<size_t>(changed->positions_size()) > kEventsPerCaseMax) return TooManyEvents();
  }
  Record record = NewRecord(command, caller, judgement);
  record.set_fingerprint(fingerprint);
  for (Event& event : judgement.events) {
    Install(event);
    read_status_.Update(PutDraft(event, overlay_));
    PutOutage(event, overlay_);
    read_status_.Update(PutBundle(event, overlay_));
    for (const Counted& counted : CountersOf(event)) {
      overlay_.AddToCounter(counted.name, counted.amount);
    }
    *record.add_events() = std::move(event);
  }
  SKRANKE_RETURN_IF_ERROR(read_status_);
  for (auto& changed : cases) {
    // Half a change is worse than none: a case that cannot be read ends writing.
    read_status_.Update(overlay_.PutCase(std::move(changed)));
    SKRANKE_RETURN_IF_ERROR(read_status_);
  }
  if (judgement.installation != nullptr) installation_ = std::move(judgement.installation);
  if (!request_key.empty()) {
    overlay_.Put(Table::kRequest, request_key, EventKey(record.position()));
  }
  records_.push_back(record.SerializeAsString());
  position_ = record.position();
  return Answer{.reply = std::move(judgement.reply), .position = position_};
}

Record RecordBatch::NewRecord(const Command& command, const Caller& caller,
                              const Judgement& judgement) const {
  Record record;
  record.set_position(position_ + 1);
  record.set_record_us(absl::ToUnixMicros(now_));
  record.set_caller(caller.name);
  const absl::string_view role = RoleName(caller.role);
  record.set_role(role.data(), role.size());
  record.set_acting_for(judgement.acting_for);
  record.set_method(command.method);
  record.set_request_id(command.request_id);
  record.set_engine_version(kEngineVersion);
  if (installation_->directory != nullptr) {
    record.set_directory_version(installation_->directory->version());
  }
  storage::v1::Sealed& reply = *record.mutable_reply();
  reply.set_scheme(kSealedClear);
  if (judgement.citizen_case != nullptr) {
    reply.set_key_id(PersonConcerned(*judgement.citizen_case));
  }
  reply.set_bytes(judgement.reply);
  return record;
}

void RecordBatch::Install(const Event& event) {
  if (event.has_clock_confirmed()) clock_confirmed_ = true;
  if (event.has_directory_installed()) {
    std::string key = kDirectoryPrefix;
    AppendNumber(event.directory_installed().version(), key);
    overlay_.Put(Table::kMeta, key, event.directory_installed().SerializeAsString());
  }
  if (event.has_task_list_installed()) {
    const auto& installed = event.task_list_installed();
    overlay_.Put(Table::kMeta, kTaskListPrefix + installed.task_list().version(),
                 installed.SerializeAsString());
  }
}

absl::Status RecordBatch::ForgetOldRequests(const StoreSnapshot& store, size_t most, LogEnd& end,
                                            Batch& batch) const {
  const int64_t oldest_kept_us = absl::ToUnixMicros(now_ - kRequestIdKept);
  for (size_t i = 0; i < most; ++i) {
    const uint64_t position = end.head().expired_position() + 1;
    if (position > begin_position_ || end.oldest_id_us() >= oldest_kept_us) {
      return absl::OkStatus();
    }
    SKRANKE_ASSIGN_OR_RETURN(const Record record, ReadRecord(store, position));
    end.set_oldest_id_us(record.record_us());
    if (record.record_us() >= oldest_kept_us) return absl::OkStatus();
    if (!record.request_id().empty()) {
      batch.Delete(Table::kRequest, RequestKey(*key_, record.caller(), record.request_id()));
    }
    end.Expire(position);
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> RecordBatch::FillBatch(const StoreSnapshot& store, LogEnd& end,
                                            Batch& batch) const {
  if (records_.empty()) return false;
  // Two old ids go for each new one, so that the table never grows beyond what thirty days bring.
  // They go first: of an id that is used anew, the new row stays.
  SKRANKE_RETURN_IF_ERROR(ForgetOldRequests(store, 2 * records_.size(), end, batch));
  overlay_.FillBatch(batch);
  for (const std::string& bytes : records_) {
    end.Append(bytes);
    batch.Put(Table::kEvent, EventKey(end.position()), bytes);
  }
  end.EndBatch(absl::ToUnixMicros(now_));
  batch.Put(Table::kMeta, kHeadKey, end.head().SerializeAsString());
  batch.set_tag(end.position());
  return true;
}

void RecordBatch::AnswerAll(const absl::Status& failure) {
  for (Outgoing& outgoing : outgoing_) {
    if (!failure.ok()) outgoing.answer = Answer{.status = failure};
    outgoing.done(std::move(outgoing.answer));
  }
  outgoing_.clear();
  below_.reset();
}

}  // namespace skranke
