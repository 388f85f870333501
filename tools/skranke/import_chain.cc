#include "tools/skranke/import_chain.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/request_field.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

using google::protobuf::Message;

bool IsTaken(const absl::Status& status) {
  return status.code() == absl::StatusCode::kAlreadyExists &&
         ReasonOf(status) == "EXTERNAL_REFERENCE_TAKEN";
}

// The etag of the case in a step's reply; empty where the reply has no case.
absl::StatusOr<std::string> EtagIn(const std::string& bytes, const Message& prototype) {
  const std::unique_ptr<Message> reply(prototype.New());
  if (!reply->ParseFromString(bytes)) {
    return ReasonError(absl::StatusCode::kInternal, "UNREADABLE_REPLY",
                       "the server's reply is not of the expected type");
  }
  const auto* field = reply->GetDescriptor()->FindFieldByName("citizen_case");
  if (field == nullptr) return std::string();
  return TextField(reply->GetReflection()->GetMessage(*reply, field), "etag");
}

}  // namespace

ImportChain::ImportChain(const ImportMap& map, const CsvRow& row)
    : map_(map), row_{.cells = row.cells} {}

std::string ImportChain::RequestId() const {
  const std::string id = absl::StrCat(map_.system, ":", row_.cells[map_.id_column]);
  return at_ == 0 ? id : absl::StrCat(id, ":", map_.steps[at_].name);
}

absl::StatusOr<std::optional<ChainCall>> ImportChain::Next() {
  if (ended_) return std::optional<ChainCall>();
  SKRANKE_ASSIGN_OR_RETURN(const bool found, SkipToNextStep());
  if (!found) return std::optional<ChainCall>();
  if (at_ > 0 && etag_.empty()) {
    reading_etag_ = true;
    return std::optional<ChainCall>(CallForEtag());
  }
  SKRANKE_ASSIGN_OR_RETURN(ChainCall call, CallOfStep());
  return std::optional<ChainCall>(std::move(call));
}

absl::StatusOr<bool> ImportChain::SkipToNextStep() {
  if (outcome_ == RegisterOutcome::kNone) return true;
  for (size_t next = std::max<size_t>(at_, 1); next < map_.steps.size(); ++next) {
    SKRANKE_ASSIGN_OR_RETURN(const bool holds, Hold(map_.steps[next].when, row_));
    if (!holds) continue;
    at_ = next;
    return true;
  }
  return false;
}

absl::StatusOr<ChainCall> ImportChain::CallOfStep() const {
  const ImportStep& step = map_.steps[at_];
  SKRANKE_ASSIGN_OR_RETURN(const std::unique_ptr<Message> request, BuildRequest(map_, step, row_));
  const std::string request_id = RequestId();
  SKRANKE_RETURN_IF_ERROR(CheckRequestId(request_id));
  SKRANKE_RETURN_IF_ERROR(SetField(*request, "request_id", request_id, nullptr));
  if (at_ == 0) {
    const std::string reference = absl::StrCat(map_.system, ":", row_.cells[map_.id_column]);
    SKRANKE_RETURN_IF_ERROR(SetField(*request, "external_reference", reference, nullptr));
  } else {
    SKRANKE_RETURN_IF_ERROR(SetField(*request, "name", name_, nullptr));
    if (FindField(*request->GetDescriptor(), "etag") != nullptr) {
      SKRANKE_RETURN_IF_ERROR(SetField(*request, "etag", etag_, nullptr));
    }
  }
  return ChainCall{step.call->method, request->SerializeAsString(), request_id};
}

ChainCall ImportChain::CallForEtag() const {
  v1::GetCaseRequest request;
  request.set_name(name_);
  return {"/skranke.v1.FrontDeskService/GetCase", request.SerializeAsString()};
}

absl::Status ImportChain::Take(const absl::StatusOr<CallReply>& reply) {
  if (outcome_ == RegisterOutcome::kNone) return TakeRegistration(reply);
  return reading_etag_ ? TakeEtag(reply) : TakeStep(reply);
}

absl::Status ImportChain::TakeRegistration(const absl::StatusOr<CallReply>& reply) {
  if (IsTaken(reply.status())) {
    // Known to the server, but its reply is forgotten: the run that registered it drove its steps.
    outcome_ = RegisterOutcome::kDuplicate;
    ended_ = true;
    return absl::OkStatus();
  }
  if (!reply.ok()) return reply.status();
  SKRANKE_ASSIGN_OR_RETURN(const auto response, ParseReply<v1::RegisterCaseResponse>(reply->bytes));
  outcome_ = IsReplayed(*reply) ? RegisterOutcome::kDuplicate : RegisterOutcome::kRegistered;
  name_ = response.citizen_case().name();
  etag_ = response.citizen_case().etag();
  row_.reply_class = ShortName(response.citizen_case().classification().case_class());
  return absl::OkStatus();
}

absl::Status ImportChain::TakeEtag(const absl::StatusOr<CallReply>& reply) {
  if (!reply.ok()) return reply.status();
  SKRANKE_ASSIGN_OR_RETURN(const auto response, ParseReply<v1::GetCaseResponse>(reply->bytes));
  etag_ = response.citizen_case().etag();
  reading_etag_ = false;
  has_read_etag_ = true;
  return absl::OkStatus();
}

absl::Status ImportChain::TakeStep(const absl::StatusOr<CallReply>& reply) {
  // With an etag that was read, an earlier run's call of the same id had another content: it was
  // done then, and what follows needs the etag of today.
  const bool done_before = has_read_etag_ && ReasonOf(reply.status()) == "REQUEST_ID_REUSED";
  if (!reply.ok() && !done_before) return reply.status();
  etag_.clear();
  if (reply.ok()) {
    SKRANKE_ASSIGN_OR_RETURN(etag_, EtagIn(reply->bytes, *map_.steps[at_].call->response));
  }
  ++at_;
  ended_ = at_ == map_.steps.size();
  return absl::OkStatus();
}

}  // namespace skranke
