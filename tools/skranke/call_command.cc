#include "tools/skranke/call_command.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <memory>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/limits.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/bundle.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/plan.pb.h"
#include "tools/skranke/document_transfer.h"
#include "tools/skranke/field_text.h"
#include "tools/skranke/party_flags.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool HasField(const Message& message, const std::string& name) {
  return message.GetDescriptor()->FindFieldByName(name) != nullptr;
}

absl::Status SetText(const std::string& name, const std::string& text, Message& request) {
  return SetField(request, name, text, nullptr);
}

// --file=CODE[:ROLE]=PATH: one more document, with its bytes brought beforehand.
absl::Status AttachFile(Session& session, const std::string& text, Message& request) {
  SKRANKE_ASSIGN_OR_RETURN(v1::Document document, ParseDocument(text));
  const std::string path = document.title();
  if (path.empty()) return UsageError("--file is CODE[:ROLE]=PATH");
  SKRANKE_ASSIGN_OR_RETURN(const v1::StoredDocument stored, UploadFile(session, path));
  document.set_title(path.substr(path.rfind('/') + 1));
  document.set_sha256(stored.sha256());
  const auto* field = request.GetDescriptor()->FindFieldByName("documents");
  request.GetReflection()->AddMessage(&request, field)->CopyFrom(document);
  return absl::OkStatus();
}

absl::Status FillFlag(Session& session, const GivenFlag& given, Message& request) {
  if (given.flag.field.empty()) return absl::OkStatus();
  if (given.flag.name == "file") return AttachFile(session, given.value, request);
  // Consents, signatures and fees share one field; the flag's name says which it is.
  const bool attests = given.flag.field == "attestations";
  const std::string text = attests ? absl::StrCat(given.flag.name, ":", given.value) : given.value;
  const absl::Status status = SetField(request, given.flag.field, text, session.zone_source());
  if (!IsUsageError(status)) return status;
  return UsageError(absl::StrCat("--", given.flag.name, " ", status.message()));
}

bool IsAgencyDesk(const Message& request) {
  const auto* const file = request.GetDescriptor()->file();
  return file == v1::AcceptCaseRequest::descriptor()->file() ||
         file == v1::SetPlanRequest::descriptor()->file();
}

absl::Status FillFromBundle(Session& session, Message& request) {
  v1::GetBundleRequest get;
  get.set_name(TextField(request, "name"));
  v1::GetBundleResponse found;
  SKRANKE_RETURN_IF_ERROR(session.Call("/skranke.v1.BundleService/GetBundle", get, found));
  return SetText("etag", found.bundle().etag(), request);
}

// An agency reads its own desk, so that a verb works with no other right than that to the work.
absl::Status FillFromWorkItem(Session& session, Message& request) {
  v1::GetWorkItemRequest get;
  get.set_name(TextField(request, "name"));
  v1::GetWorkItemResponse item;
  SKRANKE_RETURN_IF_ERROR(session.Call("/skranke.v1.AgencyDeskService/GetWorkItem", get, item));
  const std::string& token = item.work_item().lease().token();
  if (HasField(request, "token") && TextField(request, "token").empty() && !token.empty()) {
    SKRANKE_RETURN_IF_ERROR(SetText("token", token, request));
  }
  return SetText("etag", item.work_item().citizen_case().etag(), request);
}

absl::Status FillEtag(Session& session, Message& request) {
  if (IsAgencyDesk(request)) return FillFromWorkItem(session, request);
  if (request.GetDescriptor()->file() == v1::GetBundleRequest::descriptor()->file()) {
    return FillFromBundle(session, request);
  }
  v1::GetCaseRequest get;
  get.set_name(TextField(request, "name"));
  v1::GetCaseResponse found;
  const absl::Status read = session.Call("/skranke.v1.FrontDeskService/GetCase", get, found);
  // The sorting unit's people are caseworkers: they read their cases at the agency desk.
  if (absl::IsPermissionDenied(read)) return FillFromWorkItem(session, request);
  SKRANKE_RETURN_IF_ERROR(read);
  return SetText("etag", found.citizen_case().etag(), request);
}

// The one repeated field of a list's response.
const FieldDescriptor& RowsOf(const Message& response) {
  const auto& type = *response.GetDescriptor();
  int field = 0;
  while (!type.field(field)->is_repeated()) ++field;
  return *type.field(field);
}

void SetPageSize(int size, Message& request) {
  request.GetReflection()->SetInt32(&request, request.GetDescriptor()->FindFieldByName("page_size"),
                                    size);
}

}  // namespace

std::vector<Flag> VerbFlags(std::vector<Flag> flags) {
  flags.insert(flags.end(), {kEtagFlag, kOccurredFlag, kRequestIdFlag});
  return flags;
}

std::string NewRequestId() {
  std::random_device entropy;
  const uint64_t high = (static_cast<uint64_t>(entropy()) << 32) | entropy();
  const uint64_t low = (static_cast<uint64_t>(entropy()) << 32) | entropy();
  return absl::StrFormat("%08x-%04x-4%03x-%x%03x-%012x", high >> 32, (high >> 16) & 0xFFFF,
                         high & 0xFFF, 8 + ((low >> 60) & 3), (low >> 48) & 0xFFF,
                         low & 0xFFFFFFFFFFFF);
}

absl::Status FillRequest(Session& session, const Arguments& arguments, Message& request) {
  if (HasField(request, "request_id")) {
    const std::string id = arguments.Find("request-id").value_or(NewRequestId());
    SKRANKE_RETURN_IF_ERROR(SetText("request_id", id, request));
  }
  if (HasField(request, "name")) {
    SKRANKE_RETURN_IF_ERROR(SetText("name", arguments.words()[0], request));
  }
  if (HasField(request, "message_id")) {
    SKRANKE_RETURN_IF_ERROR(SetText("message_id", arguments.words()[1], request));
  }
  for (const GivenFlag& given : arguments.flags()) {
    SKRANKE_RETURN_IF_ERROR(FillFlag(session, given, request));
  }
  SKRANKE_RETURN_IF_ERROR(FillParties(arguments, request));
  const bool needs_etag = HasField(request, "etag") && TextField(request, "etag").empty();
  return needs_etag ? FillEtag(session, request) : absl::OkStatus();
}

absl::Status CallPages(Session& session, const Arguments& arguments, const std::string& method,
                       Message& request, Message& response) {
  SKRANKE_ASSIGN_OR_RETURN(const int limit, arguments.GetNumber("limit", kPageSizeDefault, 0));
  const FieldDescriptor& rows = RowsOf(response);
  const std::unique_ptr<Message> page(response.New());
  while (true) {
    const int have = response.GetReflection()->FieldSize(response, &rows);
    SetPageSize(limit == 0 ? kPageSizeMax : std::min(kPageSizeMax, limit - have), request);
    SKRANKE_RETURN_IF_ERROR(session.Call(method, request, *page));
    response.MergeFrom(*page);
    const std::string next = TextField(*page, "next_page_token");
    const bool full = limit != 0 && response.GetReflection()->FieldSize(response, &rows) >= limit;
    // What a later call could go on from is the last page's.
    SKRANKE_RETURN_IF_ERROR(SetText("next_page_token", next, response));
    if (next.empty() || full) return absl::OkStatus();
    SKRANKE_RETURN_IF_ERROR(SetText("page_token", next, request));
  }
}

}  // namespace skranke
