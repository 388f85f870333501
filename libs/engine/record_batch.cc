#include "libs/engine/record_batch.h"

#include "libs/access/case_access.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/sealed.h"
#include "libs/engine/batch_view.h"
#include "libs/engine/keys.h"
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

absl::Status DeadlinePassed() {
  return ReasonError(absl::StatusCode::kDeadlineExceeded, "DEADLINE_IN_QUEUE",
                     "the deadline passed before the command was looked at; nothing was done");
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

RecordBatch::RecordBatch(LogEnd* end, std::shared_ptr<const StoreSnapshot> store,
                         const InstallationKey* key, Entropy* entropy,
                         std::shared_ptr<const Installation> installation, absl::Time now)
    : end_(end),
      overlay_(std::move(store), key),
      key_(key),
      entropy_(entropy),
      installation_(std::move(installation)),
      now_(now),
      begin_position_(end->position()) {}

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

void RecordBatch::Judge(Command& command) {
  Outgoing& outgoing = outgoing_.emplace_back();
  outgoing.done = std::move(command.done);
  auto answer = JudgeOrReplay(command, outgoing.changed);
  if (answer.ok()) {
    outgoing.answer = *std::move(answer);
  } else {
    outgoing.answer.status = answer.status();
    outgoing.answer.position = end_->position();
  }
}

absl::StatusOr<Answer> RecordBatch::JudgeOrReplay(Command& command, bool& changed) {
  if (command.deadline < now_) return DeadlinePassed();
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
  const BatchView view(&overlay_, installation_.get(), key_, entropy_, end_->position() + 1);
  auto judgement = command.judge(view, caller, now_);
  if (!view.read_status().ok()) {
    read_status_ = view.read_status();
    return read_status_;
  }
  SKRANKE_RETURN_IF_ERROR(judgement.status());
  if (judgement->events.empty()) {
    return Answer{.reply = std::move(judgement->reply), .position = end_->position()};
  }
  changed = true;
  return AddRecord(command, caller, request_key, fingerprint, *std::move(judgement));
}

absl::StatusOr<Answer> RecordBatch::Replay(absl::string_view fingerprint,
                                           const std::string& position_bytes) const {
  SKRANKE_ASSIGN_OR_RETURN(const auto bytes, overlay_.Get(Table::kEvent, position_bytes));
  Record record;
  if (!bytes.has_value() || !record.ParseFromString(*bytes)) {
    return absl::DataLossError("a request id without its record");
  }
  if (record.fingerprint() != fingerprint) {
    return ReasonError(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
                       "this request_id was used before with another request");
  }
  return Answer{.reply = record.reply().bytes(), .position = record.position(), .replayed = true};
}

absl::StatusOr<Answer> RecordBatch::AddRecord(const Command& command, const Caller& caller,
                                              const std::string& request_key,
                                              const std::string& fingerprint, Judgement judgement) {
  if (judgement.citizen_case != nullptr &&
      static_cast<size_t>(judgement.citizen_case->positions_size()) > kEventsPerCaseMax) {
    return TooManyEvents();
  }
  Record record;
  record.set_position(end_->position() + 1);
  record.set_record_us(absl::ToUnixMicros(now_));
  record.set_caller(caller.name);
  const absl::string_view role = RoleName(caller.role);
  record.set_role(role.data(), role.size());
  record.set_acting_for(judgement.acting_for);
  record.set_method(command.method);
  record.set_request_id(command.request_id);
  record.set_fingerprint(fingerprint);
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
  for (Event& event : judgement.events) {
    SKRANKE_RETURN_IF_ERROR(Install(event));
    for (const Counted& counted : CountersOf(event)) {
      overlay_.AddToCounter(counted.name, counted.amount);
    }
    *record.add_events() = std::move(event);
  }
  if (judgement.citizen_case != nullptr) {
    SKRANKE_RETURN_IF_ERROR(overlay_.PutCase(std::move(judgement.citizen_case)));
  }
  if (judgement.installation != nullptr) installation_ = std::move(judgement.installation);

  std::string bytes = record.SerializeAsString();
  end_->Append(bytes, record.record_us());
  overlay_.Put(Table::kEvent, EventKey(record.position()), std::move(bytes));
  if (!request_key.empty()) {
    overlay_.Put(Table::kRequest, request_key, EventKey(record.position()));
  }
  return Answer{.reply = std::move(judgement.reply), .position = record.position()};
}

absl::Status RecordBatch::Install(const Event& event) {
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
  return absl::OkStatus();
}

absl::Status RecordBatch::ForgetOldRequests(size_t most) {
  const int64_t oldest_kept_us = absl::ToUnixMicros(now_ - kRequestIdKept);
  for (size_t i = 0; i < most; ++i) {
    const uint64_t position = end_->head().expired_position() + 1;
    if (position > begin_position_ || end_->oldest_id_us() >= oldest_kept_us) {
      return absl::OkStatus();
    }
    SKRANKE_ASSIGN_OR_RETURN(const auto bytes, overlay_.Get(Table::kEvent, EventKey(position)));
    Record record;
    if (!bytes.has_value() || !record.ParseFromString(*bytes)) {
      return absl::DataLossError("the log has a hole");
    }
    end_->set_oldest_id_us(record.record_us());
    if (record.record_us() >= oldest_kept_us) return absl::OkStatus();
    if (!record.request_id().empty()) {
      overlay_.Delete(Table::kRequest, RequestKey(*key_, record.caller(), record.request_id()));
    }
    end_->Expire(position);
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> RecordBatch::FillBatch(Batch& batch) {
  const uint64_t records = end_->position() - begin_position_;
  if (records == 0) return false;
  // Two old ids go for each new one, so that the table never grows beyond what thirty days bring.
  SKRANKE_RETURN_IF_ERROR(ForgetOldRequests(2 * records));
  SKRANKE_RETURN_IF_ERROR(overlay_.FillBatch(batch));
  end_->EndBatch();
  batch.Put(Table::kMeta, kHeadKey, end_->head().SerializeAsString());
  batch.set_tag(end_->position());
  return true;
}

void RecordBatch::AnswerAll(const absl::Status& failure) {
  for (Outgoing& outgoing : outgoing_) {
    if (!failure.ok() && outgoing.changed) {
      outgoing.answer = Answer{.status = failure};
    }
    outgoing.done(std::move(outgoing.answer));
  }
  outgoing_.clear();
}

}  // namespace skranke
