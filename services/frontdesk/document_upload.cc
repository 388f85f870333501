#include "services/frontdesk/document_upload.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"

namespace skranke {
namespace {

absl::Status CheckUploadId(absl::string_view field, const std::string& upload_id) {
  if (CheckRequestId(upload_id).ok()) return absl::OkStatus();
  return FieldError(field, "must be 1 to 64 printable ASCII characters");
}

absl::Status CheckHeader(const v1::UploadHeader& header, size_t bytes_max) {
  SKRANKE_RETURN_IF_ERROR(CheckUploadId("header.upload_id", header.upload_id()));
  if (header.size_bytes() < 1 || static_cast<uint64_t>(header.size_bytes()) > bytes_max) {
    return FieldError("header.size_bytes", absl::StrCat("must be 1 to ", bytes_max));
  }
  if (header.sha256().size() == kSha256Bytes) return absl::OkStatus();
  return FieldError("header.sha256", "must have 32 bytes");
}

absl::Status CheckChunk(const v1::DocumentChunk& chunk) {
  if (chunk.offset() < 0) return FieldError("chunk.offset", "must not be negative");
  if (!chunk.data().empty() && chunk.data().size() <= kDocumentChunkBytesMax) {
    return absl::OkStatus();
  }
  return FieldError("chunk.data",
                    absl::StrCat("must have 1 to ", kDocumentChunkBytesMax, " bytes"));
}

// One upload from its header to its end. One thread at a time.
class UploadDesk {
 public:
  UploadDesk(Documents& documents, const Clock& clock, Caller caller)
      : documents_(documents), clock_(clock), caller_(std::move(caller)) {}

  absl::Status Take(const std::string& message);
  absl::StatusOr<std::string> End();

 private:
  absl::Status Begin(const v1::UploadHeader& header);
  absl::Status Append(const v1::DocumentChunk& chunk);

  Documents& documents_;
  const Clock& clock_;
  const Caller caller_;
  std::string upload_id_;
  DocumentHeader header_;
  bool done_ = false;
};

absl::Status UploadDesk::Take(const std::string& message) {
  v1::UploadDocumentRequest request;
  SKRANKE_RETURN_IF_ERROR(ParseRequest(message, request));
  const bool first = upload_id_.empty();
  if (first != request.has_header()) {
    return FieldError("header", first ? "must come first" : "may come once only");
  }
  if (first) return Begin(request.header());
  if (!request.has_chunk()) return FieldError("chunk", "must be given");
  return Append(request.chunk());
}

absl::Status UploadDesk::Begin(const v1::UploadHeader& header) {
  SKRANKE_RETURN_IF_ERROR(CheckHeader(header, documents_.options().bytes_max));
  header_ = {.size = static_cast<uint64_t>(header.size_bytes()), .sha256 = header.sha256()};
  upload_id_ = header.upload_id();
  SKRANKE_ASSIGN_OR_RETURN(const UploadProgress progress,
                           documents_.Begin(caller_, upload_id_, header_, clock_.Now()));
  done_ = progress.done;
  return absl::OkStatus();
}

absl::Status UploadDesk::Append(const v1::DocumentChunk& chunk) {
  SKRANKE_RETURN_IF_ERROR(CheckChunk(chunk));
  // All is here already: what comes again is not looked at.
  if (done_) return absl::OkStatus();
  return documents_.Append(caller_, upload_id_, static_cast<uint64_t>(chunk.offset()), chunk.data(),
                           clock_.Now());
}

absl::StatusOr<std::string> UploadDesk::End() {
  if (upload_id_.empty()) return FieldError("header", "must come first");
  if (!done_) {
    SKRANKE_RETURN_IF_ERROR(documents_.Finish(caller_, upload_id_, header_, clock_.Now()));
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto reader, documents_.Read(header_.sha256));
  v1::UploadDocumentResponse response;
  *response.mutable_document() = RenderDocument(*reader);
  return response.SerializeAsString();
}

}  // namespace

v1::StoredDocument RenderDocument(const DocumentReader& reader) {
  v1::StoredDocument document;
  document.set_sha256(reader.header().sha256);
  document.set_size_bytes(static_cast<int64_t>(reader.header().size));
  document.set_content_type(reader.content_type());
  return document;
}

UploadPlan PlanUpload(Documents& documents, const Clock& clock, const Caller& caller) {
  const auto desk = std::make_shared<UploadDesk>(documents, clock, caller);
  return {.take = [desk](const std::string& message) { return desk->Take(message); },
          .end = [desk] { return desk->End(); }};
}

absl::Status ValidateGetUpload(const v1::GetUploadRequest& request) {
  return CheckUploadId("upload_id", request.upload_id());
}

absl::StatusOr<v1::GetUploadResponse> AnswerGetUpload(Documents& documents, const Caller& caller,
                                                      const v1::GetUploadRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const UploadProgress progress,
                           documents.Find(caller, request.upload_id()));
  v1::GetUploadResponse response;
  response.set_persisted_size_bytes(static_cast<int64_t>(progress.size));
  if (!progress.done) return response;
  SKRANKE_ASSIGN_OR_RETURN(const auto reader, documents.Read(progress.header.sha256));
  *response.mutable_document() = RenderDocument(*reader);
  return response;
}

}  // namespace skranke
