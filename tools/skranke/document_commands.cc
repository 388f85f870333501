#include "absl/strings/str_cat.h"
#include "libs/base/hex.h"
#include "libs/base/sha256.h"
#include "skranke/v1/document.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/document_transfer.h"
#include "tools/skranke/field_text.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

std::string Method(absl::string_view name) {
  return absl::StrCat("/skranke.v1.DocumentService/", name);
}

std::string ShowDocument(const v1::StoredDocument& document) {
  return absl::StrCat(ToHex(document.sha256()), "  ", document.size_bytes(), "  ",
                      document.content_type(), "\n");
}

// CASE and SHA256, the first two words.
template <class Request>
absl::StatusOr<Request> DocumentRequest(const Arguments& arguments) {
  const auto sha256 = FromHex(arguments.words()[1]);
  if (!sha256.ok() || sha256->size() != kSha256Bytes) {
    return UsageError("SHA256 has 64 hexadecimal digits");
  }
  Request request;
  request.set_name(CaseName(arguments.words()[0]));
  request.set_sha256(*sha256);
  return request;
}

absl::Status Upload(Session& session, const Arguments& arguments) {
  SKRANKE_ASSIGN_OR_RETURN(const auto document, UploadFile(session, arguments.words()[0]));
  session.Print(MessageJson(document), absl::StrCat(ToHex(document.sha256()), "\n"));
  return absl::OkStatus();
}

absl::Status Download(Session& session, const Arguments& arguments) {
  SKRANKE_ASSIGN_OR_RETURN(const auto request,
                           DocumentRequest<v1::DownloadDocumentRequest>(arguments));
  SKRANKE_ASSIGN_OR_RETURN(const auto document,
                           DownloadFile(session, request, arguments.words()[2]));
  session.Print(MessageJson(document), ShowDocument(document));
  return absl::OkStatus();
}

std::string ShowFound(const v1::GetDocumentResponse& response) {
  std::string text =
      response.has_document() ? ShowDocument(response.document()) : "The bytes are elsewhere.\n";
  TextTable table({"HAND-OVER", "FETCHED BY", "AT"});
  for (const v1::DocumentReceipt& receipt : response.receipts()) {
    table.Add({receipt.handover_id(), receipt.agency(), LocalText(receipt.fetch_time())});
  }
  return absl::StrCat(text, table.Text());
}

absl::Status Show(Session& session, const Arguments& arguments) {
  SKRANKE_ASSIGN_OR_RETURN(const auto request, DocumentRequest<v1::GetDocumentRequest>(arguments));
  v1::GetDocumentResponse response;
  SKRANKE_RETURN_IF_ERROR(session.Call(Method("GetDocument"), request, response));
  session.Print(MessageJson(response), ShowFound(response));
  return absl::OkStatus();
}

std::string ShowOrphans(const v1::ListOrphanDocumentsResponse& response) {
  TextTable table({"SHA256", "BYTES", "TYPE", "OFFICE", "BROUGHT BY", "AT", "GAP FROM", "REMOVED"});
  for (const v1::OrphanDocument& orphan : response.orphans()) {
    table.Add({ToHex(orphan.document().sha256()), absl::StrCat(orphan.document().size_bytes()),
               orphan.document().content_type(), orphan.office(), orphan.uploaded_by(),
               LocalText(orphan.upload_time()), LocalText(orphan.gap_time()),
               LocalText(orphan.remove_time())});
  }
  return table.Text();
}

}  // namespace

Commands DocumentCommands() {
  return {
      {"upload",
       "FILE",
       "Brings a document's bytes; run again, it goes on where it ended.",
       {},
       {Upload, v1::GetUploadRequest::descriptor()}},
      {"download",
       "CASE SHA256 FILE",
       "Fetches a case's document and checks its hash.",
       {},
       {Download, v1::DownloadDocumentRequest::descriptor()}},
      {"document show",
       "CASE SHA256",
       "Says what is stored of a case's document, and who fetched it.",
       {},
       {Show, v1::GetDocumentRequest::descriptor()}},
      {"document orphans",
       "",
       "Lists stored documents that no case has.",
       {{"gaps", "", "gaps"}, kLimitFlag},
       ListCommand<v1::ListOrphanDocumentsRequest, v1::ListOrphanDocumentsResponse>(
           Method("ListOrphanDocuments"), ShowOrphans)},
  };
}

}  // namespace skranke
