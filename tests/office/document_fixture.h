// Documents brought to a whole office and read there: for tests alone.
#ifndef SKRANKE_TESTS_OFFICE_DOCUMENT_FIXTURE_H_
#define SKRANKE_TESTS_OFFICE_DOCUMENT_FIXTURE_H_

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/limits.h"
#include "libs/base/sha256.h"
#include "libs/rpc/client/stream_reader.h"
#include "libs/rpc/client/stream_writer.h"
#include "skranke/v1/document.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {

inline constexpr char kUploadDocument[] = "/skranke.v1.DocumentService/UploadDocument";
inline constexpr char kDownloadDocument[] = "/skranke.v1.DocumentService/DownloadDocument";

using Sender = StreamSender<v1::UploadDocumentRequest, v1::UploadDocumentResponse>;

class DocumentTest : public OfficeFixture {
 protected:
  static v1::UploadDocumentRequest Header(const std::string& upload_id, const std::string& bytes) {
    v1::UploadDocumentRequest message;
    message.mutable_header()->set_upload_id(upload_id);
    message.mutable_header()->set_size_bytes(static_cast<int64_t>(bytes.size()));
    message.mutable_header()->set_sha256(Sha256(bytes));
    return message;
  }
  static v1::UploadDocumentRequest Chunk(size_t offset, const std::string& data) {
    v1::UploadDocumentRequest message;
    message.mutable_chunk()->set_offset(static_cast<int64_t>(offset));
    message.mutable_chunk()->set_data(data);
    return message;
  }
  std::unique_ptr<Sender> Send(absl::string_view caller) {
    return std::make_unique<Sender>(channel(), kUploadDocument,
                                    CallOptions{.caller = std::string(caller)});
  }

  // As many uploads as one caller may have open, each begun.
  std::vector<std::unique_ptr<Sender>> SendAllThatMay(absl::string_view caller) {
    std::vector<std::unique_ptr<Sender>> open;
    for (size_t i = 0; i < kTransfersOfCallerMax; ++i) {
      open.push_back(Send(caller));
      const std::string id = absl::StrCat("upload-", i);
      EXPECT_TRUE(open.back()->Write(Header(id, "a letter")));
      EXPECT_TRUE(Eventually([&] { return Progress(caller, id).ok(); }));
    }
    return open;
  }

  // From there on, in pieces of the most that one message takes.
  absl::StatusOr<v1::UploadDocumentResponse> Upload(absl::string_view caller,
                                                    const std::string& bytes,
                                                    const std::string& upload_id = "upload",
                                                    size_t from = 0) {
    const auto sender = Send(caller);
    bool open = sender->Write(Header(upload_id, bytes));
    for (size_t at = from; open && at < bytes.size(); at += kDocumentChunkBytesMax) {
      open = sender->Write(Chunk(at, bytes.substr(at, kDocumentChunkBytesMax)));
    }
    return sender->Finish();
  }

  absl::StatusOr<v1::GetUploadResponse> Progress(absl::string_view caller,
                                                 const std::string& upload_id = "upload") {
    v1::GetUploadRequest request;
    request.set_upload_id(upload_id);
    return Call<v1::GetUploadResponse>(caller, request);
  }

  static v1::RegisterCaseRequest With(v1::RegisterCaseRequest request, const std::string& bytes) {
    v1::Document* document = request.add_documents();
    document->set_title("A letter");
    document->set_sha256(Sha256(bytes));
    return request;
  }

  absl::StatusOr<std::string> Download(absl::string_view caller, const std::string& name,
                                       const std::string& bytes) {
    v1::DownloadDocumentRequest request;
    request.set_name(name);
    request.set_sha256(Sha256(bytes));
    StreamReader<v1::DownloadDocumentResponse> reader(channel(), kDownloadDocument, request,
                                                      {.caller = std::string(caller)});
    std::string all;
    while (true) {
      SKRANKE_ASSIGN_OR_RETURN(const auto message, reader.Next());
      if (!message) return all;
      EXPECT_TRUE(message->has_document() ||
                  message->chunk().offset() == static_cast<int64_t>(all.size()));
      all += message->chunk().data();
    }
  }

  absl::StatusOr<v1::GetDocumentResponse> Look(absl::string_view caller, const std::string& name,
                                               const std::string& bytes) {
    v1::GetDocumentRequest request;
    request.set_name(name);
    request.set_sha256(Sha256(bytes));
    return Call<v1::GetDocumentResponse>(caller, request);
  }

  absl::StatusOr<v1::ReadDocumentResponse> Piece(absl::string_view caller, const std::string& name,
                                                 const std::string& bytes, int64_t offset) {
    v1::ReadDocumentRequest request;
    request.set_name(name);
    request.set_sha256(Sha256(bytes));
    request.set_offset(offset);
    return Call<v1::ReadDocumentResponse>(caller, request);
  }

  v1::ListOrphanDocumentsResponse Orphans(absl::string_view caller, bool gaps = false) {
    v1::ListOrphanDocumentsRequest request;
    request.set_gaps(gaps);
    const auto response = Call<v1::ListOrphanDocumentsResponse>(caller, request);
    EXPECT_THAT(response, IsOk()) << caller;
    return response.ok() ? *response : v1::ListOrphanDocumentsResponse();
  }

  std::vector<std::string> StoredFiles() const {
    std::vector<std::string> files;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(dir().Path("data.documents/stored"))) {
      if (entry.is_regular_file()) files.push_back(entry.path().string());
    }
    return files;
  }

  void Contact(const std::string& name) {
    v1::RecordContactRequest request;
    request.set_citizen_case(name);
    request.set_channel(v1::CHANNEL_PHONE);
    request.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
    SKRANKE_EXPECT_OK(Call<v1::RecordContactResponse>("clerk", request));
  }

  std::string HistoryOf(absl::string_view caller, const std::string& name) {
    v1::GetCaseHistoryRequest request;
    request.set_name(name);
    const auto response = Call<v1::GetCaseHistoryResponse>(caller, request);
    EXPECT_THAT(response, IsOk()) << caller;
    return response.ok() ? response->DebugString() : "";
  }
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_OFFICE_DOCUMENT_FIXTURE_H_
