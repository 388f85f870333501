#include "tools/skranke/document_transfer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/files.h"
#include "libs/base/hex.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

std::string Method(absl::string_view name) {
  return absl::StrCat("/skranke.v1.DocumentService/", name);
}

absl::StatusOr<std::string> ReadDocument(const std::string& path) {
  auto bytes = ReadFile(path, kDocumentBytesMax);
  if (!bytes.ok()) return UsageError(bytes.status().message());
  return bytes;
}

// The same for the same file, so that whoever runs the command again goes on.
std::string UploadIdOf(const std::string& sha256) {
  return absl::StrCat("file-", ToHex(sha256).substr(0, 40));
}

// How much is there; nothing of an upload that nobody began.
absl::StatusOr<v1::GetUploadResponse> Progress(Session& session, const std::string& upload_id) {
  v1::GetUploadRequest request;
  v1::GetUploadResponse response;
  request.set_upload_id(upload_id);
  const absl::Status status = session.Call(Method("GetUpload"), request, response);
  if (!status.ok() && ReasonOf(status) != "UPLOAD_NOT_FOUND") return status;
  return response;
}

v1::UploadDocumentRequest Header(const std::string& upload_id, const std::string& bytes,
                                 const std::string& sha256) {
  v1::UploadDocumentRequest message;
  message.mutable_header()->set_upload_id(upload_id);
  message.mutable_header()->set_size_bytes(static_cast<int64_t>(bytes.size()));
  message.mutable_header()->set_sha256(sha256);
  return message;
}

v1::UploadDocumentRequest Chunk(const std::string& bytes, size_t offset) {
  v1::UploadDocumentRequest message;
  message.mutable_chunk()->set_offset(static_cast<int64_t>(offset));
  message.mutable_chunk()->set_data(bytes.substr(offset, kDocumentChunkBytesMax));
  return message;
}

}  // namespace

absl::StatusOr<v1::StoredDocument> UploadFile(Session& session, const std::string& path) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, ReadDocument(path));
  const std::string sha256 = Sha256(bytes);
  const std::string upload_id = UploadIdOf(sha256);
  SKRANKE_ASSIGN_OR_RETURN(const v1::GetUploadResponse before, Progress(session, upload_id));
  if (before.has_document()) return before.document();
  const auto from = static_cast<size_t>(before.persisted_size_bytes());
  if (from > 0) session.progress() << "goes on at byte " << from << "\n";
  auto sender =
      session.Send<v1::UploadDocumentRequest, v1::UploadDocumentResponse>(Method("UploadDocument"));
  bool open = sender.Write(Header(upload_id, bytes, sha256));
  for (size_t at = from; open && at < bytes.size(); at += kDocumentChunkBytesMax) {
    open = sender.Write(Chunk(bytes, at));
  }
  SKRANKE_ASSIGN_OR_RETURN(v1::UploadDocumentResponse response, sender.Finish());
  return std::move(*response.mutable_document());
}

absl::StatusOr<v1::StoredDocument> DownloadFile(Session& session,
                                                const v1::DownloadDocumentRequest& request,
                                                const std::string& path) {
  auto stream = session.Stream<v1::DownloadDocumentResponse>(Method("DownloadDocument"), request);
  v1::StoredDocument document;
  std::string bytes;
  while (true) {
    SKRANKE_ASSIGN_OR_RETURN(auto message, stream.Next());
    if (!message) break;
    if (message->has_document()) document = message->document();
    bytes += message->chunk().data();
    if (bytes.size() > kDocumentBytesMax) break;
  }
  if (Sha256(bytes) != request.sha256()) {
    return ReasonError(absl::StatusCode::kDataLoss, "HASH_MISMATCH",
                       "what came has another hash; nothing was written");
  }
  SKRANKE_RETURN_IF_ERROR(WriteFileDurably(path, bytes));
  return document;
}

}  // namespace skranke
