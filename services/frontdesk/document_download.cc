#include "services/frontdesk/document_download.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/document_verbs.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/render.h"
#include "services/frontdesk/document_receipt.h"
#include "services/frontdesk/document_upload.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

// A document of a case as its reader sees the case.
struct Found {
  std::shared_ptr<const CaseState> citizen_case;
  Sight sight = Sight::kNothing;
  std::string key;
};

absl::Status CheckNameAndHash(const std::string& name, const std::string& sha256) {
  SKRANKE_RETURN_IF_ERROR(ParseCaseName(name, "name").status());
  if (sha256.size() == kSha256Bytes) return absl::OkStatus();
  return FieldError("sha256", "must have 32 bytes");
}

absl::Status NoSuchDocument() {
  return ReasonError(absl::StatusCode::kNotFound, "DOCUMENT_NOT_FOUND",
                     "the case has no such document");
}

// To who may not read it the case is not there, whatever else they see of it.
absl::StatusOr<Found> FindDocument(const Snapshot& snapshot, const Caller& caller,
                                   const std::string& name, const std::string& sha256) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(name, "name"));
  SKRANKE_ASSIGN_OR_RETURN(auto c, snapshot.FindCase(number));
  if (c == nullptr || !MayReadDocuments(caller, *c)) return CaseNotFound();
  std::string key = snapshot.DocumentKey(sha256);
  if (!HasDocument(*c, key)) return NoSuchDocument();
  const Sight sight = SightOf(caller, *c);
  return Found{.citizen_case = std::move(c), .sight = sight, .key = std::move(key)};
}

// As hand-overs are shown: a receipt of one that is not shown would tell of it.
void AddReceipts(const Found& found, v1::GetDocumentResponse& response) {
  const v1::Case shown = Render(*found.citizen_case, found.sight);
  for (const auto& record : found.citizen_case->document_receipts()) {
    if (record.document_key() != found.key) continue;
    const std::string end = absl::StrCat("-", record.handover());
    for (const v1::Handover& handover : shown.handovers()) {
      if (!absl::EndsWith(handover.handover_id(), end)) continue;
      v1::DocumentReceipt* receipt = response.add_receipts();
      receipt->set_handover_id(handover.handover_id());
      receipt->set_agency(handover.receiver().agency());
      *receipt->mutable_fetch_time() = ToTimestamp(record.fetch_us());
    }
  }
}

// Only what its receiver fetches is a receipt: nobody to whom the case was not handed over, as the
// sorting unit, and not the importer, who acts for all units and is none of them.
uint32_t HandoverOf(const Caller& caller, const CaseState& c) {
  const bool fetches = caller.role != kImporter && ActsForOwner(caller, c) && IsWithReceiver(c);
  if (!fetches) return 0;
  return c.handovers(c.handovers_size() - 1).handover();
}

absl::StatusOr<std::unique_ptr<DocumentReader>> Open(const Documents& documents,
                                                     const std::string& sha256) {
  auto reader = documents.Read(sha256);
  if (!absl::IsNotFound(reader.status())) return reader;
  return ReasonError(absl::StatusCode::kNotFound, "DOCUMENT_ELSEWHERE",
                     "the bytes are not here; the case has their hash alone");
}

// What a download still has to say.
struct Rest {
  std::unique_ptr<DocumentReader> reader;
  bool begun = false;
  int64_t offset = 0;
};

absl::StatusOr<std::optional<std::string>> NextMessage(Rest& rest) {
  v1::DownloadDocumentResponse message;
  if (!std::exchange(rest.begun, true)) {
    *message.mutable_document() = RenderDocument(*rest.reader);
    return std::optional<std::string>(message.SerializeAsString());
  }
  SKRANKE_ASSIGN_OR_RETURN(std::string bytes, rest.reader->Next(kDocumentChunkBytesMax));
  if (bytes.empty()) return std::optional<std::string>();
  message.mutable_chunk()->set_offset(rest.offset);
  rest.offset += static_cast<int64_t>(bytes.size());
  message.mutable_chunk()->set_data(std::move(bytes));
  return std::optional<std::string>(message.SerializeAsString());
}

}  // namespace

absl::Status ValidateGetDocument(const v1::GetDocumentRequest& request) {
  return CheckNameAndHash(request.name(), request.sha256());
}

absl::StatusOr<v1::GetDocumentResponse> AnswerGetDocument(const Documents& documents,
                                                          const Snapshot& snapshot,
                                                          const Caller& caller,
                                                          const v1::GetDocumentRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const Found found,
                           FindDocument(snapshot, caller, request.name(), request.sha256()));
  v1::GetDocumentResponse response;
  const auto reader = Open(documents, request.sha256());
  if (!reader.ok() && !absl::IsNotFound(reader.status())) return reader.status();
  if (reader.ok()) *response.mutable_document() = RenderDocument(**reader);
  AddReceipts(found, response);
  return response;
}

absl::Status ValidateReadDocument(const v1::ReadDocumentRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckNameAndHash(request.name(), request.sha256()));
  return request.offset() < 0 ? FieldError("offset", "must not be negative") : absl::OkStatus();
}

absl::StatusOr<v1::ReadDocumentResponse> AnswerReadDocument(
    Engine* engine, const Documents& documents, const Snapshot& snapshot, const Caller& caller,
    const v1::ReadDocumentRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const Found found,
                           FindDocument(snapshot, caller, request.name(), request.sha256()));
  SKRANKE_ASSIGN_OR_RETURN(const auto reader, Open(documents, request.sha256()));
  const auto offset = static_cast<uint64_t>(request.offset());
  const uint64_t size = reader->header().size;
  if (offset > size) return FieldError("offset", "is behind the document's end");
  v1::ReadDocumentResponse response;
  *response.mutable_document() = RenderDocument(*reader);
  if (offset == size) {
    const uint32_t handover = HandoverOf(caller, *found.citizen_case);
    if (handover != 0) {
      KeepDocumentReceipt(engine, found.citizen_case->number(), handover, found.key);
    }
    return response;
  }
  SKRANKE_ASSIGN_OR_RETURN(std::string bytes, reader->At(offset, kDocumentChunkBytesMax));
  if (offset + bytes.size() == size) SKRANKE_RETURN_IF_ERROR(reader->CheckRest());
  response.mutable_chunk()->set_offset(request.offset());
  response.mutable_chunk()->set_data(std::move(bytes));
  return response;
}

absl::StatusOr<DownloadPlan> PlanDownload(Engine* engine, const Documents& documents,
                                          const Snapshot& snapshot, const Caller& caller,
                                          const std::string& bytes) {
  v1::DownloadDocumentRequest request;
  SKRANKE_RETURN_IF_ERROR(ParseRequest(bytes, request));
  SKRANKE_RETURN_IF_ERROR(CheckNameAndHash(request.name(), request.sha256()));
  SKRANKE_ASSIGN_OR_RETURN(const Found found,
                           FindDocument(snapshot, caller, request.name(), request.sha256()));
  SKRANKE_ASSIGN_OR_RETURN(auto reader, Open(documents, request.sha256()));
  const auto rest = std::make_shared<Rest>(Rest{.reader = std::move(reader)});
  const uint64_t number = found.citizen_case->number();
  const uint32_t handover = HandoverOf(caller, *found.citizen_case);
  return DownloadPlan{.next = [rest] { return NextMessage(*rest); },
                      .sent =
                          [engine, number, handover, key = found.key] {
                            if (handover != 0) KeepDocumentReceipt(engine, number, handover, key);
                          }};
}

}  // namespace skranke
