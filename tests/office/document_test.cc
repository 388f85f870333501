// Documents' bytes: brought in pieces, kept once, read by who has the case, and gone when no case
// has them.
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "libs/base/files.h"
#include "libs/base/limits.h"
#include "libs/base/sha256.h"
#include "libs/rpc/client/stream_reader.h"
#include "libs/rpc/client/stream_writer.h"
#include "libs/rpc/transfers.h"
#include "services/skranked/verify.h"
#include "skranke/v1/document.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kUploadDocument[] = "/skranke.v1.DocumentService/UploadDocument";
constexpr char kDownloadDocument[] = "/skranke.v1.DocumentService/DownloadDocument";

// By then what cleans has had its turn: services/forwarding/step_thread.cc.
constexpr absl::Duration kKeeperSleepMax = absl::Milliseconds(1500);

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

// Three messages and a bit, all different.
std::string LongLetter() {
  std::string letter = "%PDF-1.7\n";
  for (int i = 0; letter.size() < 3 * kDocumentChunkBytesMax + 7; ++i) absl::StrAppend(&letter, i);
  return letter;
}

TEST_F(DocumentTest, TravelsFromTheCounterToTheUnitThatHasTheCase) {
  const std::string letter = LongLetter();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto stored, Upload("clerk", letter));
  EXPECT_EQ(stored.document().sha256(), Sha256(letter));
  EXPECT_EQ(stored.document().size_bytes(), static_cast<int64_t>(letter.size()));
  EXPECT_EQ(stored.document().content_type(), "application/pdf");
  const std::string name = Register("clerk", With(Matter("aid"), letter)).name();
  for (const char* reader : {"clerk", "head", "supervisor", "auditor", "west", "WELFARE"}) {
    EXPECT_THAT(Download(reader, name, letter), IsOkAndHolds(letter)) << reader;
  }
}

TEST_F(DocumentTest, GoesOnAfterItsCallerAndItsServerDied) {
  const std::string letter = LongLetter();
  {
    const auto sender = Send("clerk");
    ASSERT_TRUE(sender->Write(Header("upload", letter)));
    ASSERT_TRUE(sender->Write(Chunk(0, letter.substr(0, 1000))));
    ASSERT_TRUE(Eventually([&] {
      const auto progress = Progress("clerk");
      return progress.ok() && progress->persisted_size_bytes() == 1000;
    }));
    sender->Cancel();
  }
  Restart();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto progress, Progress("clerk"));
  ASSERT_EQ(progress.persisted_size_bytes(), 1000);
  EXPECT_FALSE(progress.has_document());
  // Not from its beginning: those bytes are here.
  EXPECT_THAT(Upload("clerk", letter), HasReason("OFFSET_MISMATCH"));
  SKRANKE_EXPECT_OK(Upload("clerk", letter, "upload", 1000));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto done, Progress("clerk"));
  EXPECT_EQ(done.document().sha256(), Sha256(letter));
  // Who has missed the answer may ask again.
  SKRANKE_EXPECT_OK(Upload("clerk", letter));
  const std::string name = Register("clerk", With(Matter("aid"), letter)).name();
  EXPECT_THAT(Download("clerk", name, letter), IsOkAndHolds(letter));
}

TEST_F(DocumentTest, IsNotStoredBeforeItsLastByte) {
  const auto sender = Send("clerk");
  ASSERT_TRUE(sender->Write(Header("upload", "a letter")));
  ASSERT_TRUE(sender->Write(Chunk(0, "a let")));
  EXPECT_THAT(sender->Finish(), HasReason("UPLOAD_INCOMPLETE"));
  EXPECT_EQ(Progress("clerk")->persisted_size_bytes(), 5);
  EXPECT_TRUE(StoredFiles().empty());
  SKRANKE_EXPECT_OK(Upload("clerk", "a letter", "upload", 5));
}

TEST_F(DocumentTest, IsStoredOnceWhoeverBringsIt) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a form"));
  SKRANKE_ASSERT_OK(Upload("branch_clerk", "a form"));
  SKRANKE_ASSERT_OK(Upload("clerk", "a form", "another"));
  EXPECT_EQ(StoredFiles().size(), 1u);
}

TEST_F(DocumentTest, BelongsToItsUploaderAlone) {
  const auto sender = Send("clerk");
  ASSERT_TRUE(sender->Write(Header("upload", "a letter")));
  ASSERT_TRUE(sender->Write(Chunk(0, "a l")));
  EXPECT_THAT(sender->Finish(), HasReason("UPLOAD_INCOMPLETE"));
  EXPECT_THAT(Progress("head"), HasReason("UPLOAD_NOT_FOUND"));
  // The same id is another upload there.
  EXPECT_THAT(Upload("head", "a letter", "upload", 3), HasReason("OFFSET_MISMATCH"));
  EXPECT_EQ(Progress("clerk")->persisted_size_bytes(), 3);
}

TEST_F(DocumentTest, IsRefusedWithAnotherHash) {
  const auto sender = Send("clerk");
  ASSERT_TRUE(sender->Write(Header("upload", "right")));
  ASSERT_TRUE(sender->Write(Chunk(0, "wrong")));
  EXPECT_THAT(sender->Finish(), HasReason("HASH_MISMATCH"));
  EXPECT_TRUE(StoredFiles().empty());
  EXPECT_THAT(Progress("clerk"), HasReason("UPLOAD_NOT_FOUND"));
  SKRANKE_EXPECT_OK(Upload("clerk", "right"));
  EXPECT_THAT(Upload("clerk", "other"), HasReason("UPLOAD_ID_REUSED"));
}

TEST_F(DocumentTest, HasAtMostSoManyBytes) {
  static_assert(kDocumentBytesMax == 50'000'000);
  EXPECT_EQ(DocumentsOptions().bytes_max, kDocumentBytesMax);
  options_.documents.bytes_max = 1000;
  Restart();
  EXPECT_THAT(Upload("clerk", std::string(1001, 'x'), "long"), HasField("header.size_bytes"));
  EXPECT_THAT(Upload("clerk", "", "empty"), HasField("header.size_bytes"));
  SKRANKE_EXPECT_OK(Upload("clerk", std::string(1000, 'x'), "longest"));
  SKRANKE_EXPECT_OK(Upload("clerk", "x", "shortest"));
  // Nor more than it said.
  const auto sender = Send("clerk");
  sender->Write(Header("liar", "four"));
  sender->Write(Chunk(0, "fours"));
  EXPECT_THAT(sender->Finish(), HasField("chunk.data"));
}

TEST_F(DocumentTest, IsReadOnlyByWhoHasACaseThatHasIt) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  const std::string name = Register("clerk", With(Matter("aid"), "a letter")).name();
  const std::string other = Register("clerk", Matter("aid")).name();
  for (const char* stranger :
       {"branch_clerk", "branch_supervisor", "east", "desk", "TOWN", "mediator", "inspector"}) {
    EXPECT_THAT(Download(stranger, name, "a letter"), HasReason("CASE_NOT_FOUND")) << stranger;
    EXPECT_THAT(Look(stranger, name, "a letter"), HasReason("CASE_NOT_FOUND")) << stranger;
    EXPECT_THAT(Piece(stranger, name, "a letter", 0), HasReason("CASE_NOT_FOUND")) << stranger;
  }
  EXPECT_THAT(Download("clerk", other, "a letter"), HasReason("DOCUMENT_NOT_FOUND"));
  EXPECT_THAT(Download("clerk", name, "no letter"), HasReason("DOCUMENT_NOT_FOUND"));
  // Another office's own case with the same bytes opens them for that office, by that case alone.
  const std::string theirs = Register("branch_clerk", With(Matter("aid"), "a letter")).name();
  EXPECT_THAT(Download("branch_clerk", theirs, "a letter"), IsOkAndHolds("a letter"));
  EXPECT_THAT(Download("branch_clerk", name, "a letter"), HasReason("CASE_NOT_FOUND"));
}

TEST_F(DocumentTest, LeavesTheViewOfAUnitWithItsCase) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  const v1::Case routed = Register("clerk", With(Matter("aid"), "a letter"));
  EXPECT_THAT(Download("west", routed.name(), "a letter"), IsOkAndHolds("a letter"));
  auto give_back = About<v1::ReturnCaseRequest>(routed);
  give_back.set_code(v1::RETURN_CODE_NOT_OURS);
  give_back.set_sentence("It belongs to the east.");
  give_back.mutable_proposed_owner()->set_agency("WELFARE");
  give_back.mutable_proposed_owner()->set_unit("EAST");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("west", give_back));
  EXPECT_THAT(Download("west", routed.name(), "a letter"), HasReason("CASE_NOT_FOUND"));
}

// Nor does who only sees cases, until two agencies have refused this one.
TEST_F(DocumentTest, OfADisputeIsReadByTheMediator) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  const v1::Case routed = Register("clerk", With(Matter("aid"), "a letter"));
  const auto give_back = [&](absl::string_view caller) {
    auto request = About<v1::ReturnCaseRequest>(GetItem(caller, routed.name()).citizen_case());
    request.set_code(v1::RETURN_CODE_NOT_OURS);
    request.set_sentence("Not ours.");
    return Call<v1::ReturnCaseResponse>(caller, request);
  };
  SKRANKE_ASSERT_OK(give_back("west"));
  EXPECT_THAT(Download("mediator", routed.name(), "a letter"), HasReason("CASE_NOT_FOUND"));
  auto route = About<v1::RouteCaseRequest>(Get("supervisor", routed.name()));
  route.mutable_receiver()->set_agency("POLICE");
  route.mutable_receiver()->set_unit("PASS");
  route.set_reason("It is about a passport.");
  SKRANKE_ASSERT_OK(Call<v1::RouteCaseResponse>("supervisor", route));
  SKRANKE_ASSERT_OK(give_back("passport"));
  ASSERT_TRUE(Get("supervisor", routed.name()).disputed());
  EXPECT_THAT(Download("mediator", routed.name(), "a letter"), IsOkAndHolds("a letter"));
  EXPECT_THAT(Download("inspector", routed.name(), "a letter"), HasReason("CASE_NOT_FOUND"));
}

TEST_F(DocumentTest, OfAProtectedPersonIsReadByItsOfficeAndItsUnitAlone) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  const std::string hidden =
      Register("clerk", With(Matter("aid", kProtectedPerson), "a letter")).name();
  const std::string open = Register("clerk", With(Matter("aid"), "a letter")).name();
  for (const char* stranger :
       {"branch_clerk", "branch_supervisor", "west", "east", "WELFARE", "desk"}) {
    EXPECT_THAT(Download(stranger, hidden, "a letter"), HasReason("CASE_NOT_FOUND")) << stranger;
  }
  EXPECT_THAT(Download("shield", hidden, "a letter"), IsOkAndHolds("a letter"));
  EXPECT_THAT(Download("west", open, "a letter"), IsOkAndHolds("a letter"));
  const auto receipts = [&](absl::string_view caller, const std::string& name) {
    const auto response = Look(caller, name, "a letter");
    EXPECT_THAT(response, IsOk()) << caller;
    return response.ok() ? response->receipts() : v1::GetDocumentResponse().receipts();
  };
  ASSERT_TRUE(Eventually([&] { return receipts("auditor", hidden).size() == 1; }));
  ASSERT_TRUE(Eventually([&] { return receipts("clerk", open).size() == 1; }));
  EXPECT_EQ(receipts("auditor", hidden)[0].agency(), "TOWN");
  for (const char* caller : {"clerk", "head", "supervisor"}) {
    // What the counter would be told of an unprotected person.
    ASSERT_EQ(receipts(caller, hidden).size(), 1) << caller;
    EXPECT_EQ(receipts(caller, hidden)[0].agency(), "WELFARE") << caller;
    EXPECT_EQ(receipts(caller, open)[0].agency(), "WELFARE") << caller;
  }
  EXPECT_THAT(HistoryOf("supervisor", hidden), Not(HasSubstr("DOCUMENT_FETCHED")));
  EXPECT_THAT(HistoryOf("supervisor", hidden), Not(HasSubstr("SHIELD")));
  EXPECT_THAT(HistoryOf("auditor", hidden), HasSubstr("DOCUMENT_FETCHED"));
}

TEST_F(DocumentTest, KeepsOneReceiptOfEachReceiver) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  const v1::Case routed = Register("clerk", With(Matter("aid"), "a letter"));
  // The office's own look is no receipt, also once all that it brought about is done.
  SKRANKE_ASSERT_OK(Download("clerk", routed.name(), "a letter"));
  absl::SleepFor(absl::Milliseconds(100));
  EXPECT_EQ(Look("clerk", routed.name(), "a letter")->receipts_size(), 0);
  SKRANKE_ASSERT_OK(Download("west", routed.name(), "a letter"));
  SKRANKE_ASSERT_OK(Download("WELFARE", routed.name(), "a letter"));
  ASSERT_TRUE(
      Eventually([&] { return Look("clerk", routed.name(), "a letter")->receipts_size() == 1; }));
  const auto receipt = Look("supervisor", routed.name(), "a letter")->receipts(0);
  EXPECT_EQ(receipt.agency(), "WELFARE");
  EXPECT_EQ(receipt.handover_id(), Get("supervisor", routed.name()).handovers(0).handover_id());
  EXPECT_EQ(receipt.fetch_time().seconds(), absl::ToUnixSeconds(clock().Now()));
  EXPECT_THAT(HistoryOf("supervisor", routed.name()),
              HasSubstr("WELFARE/WEST fetched a document, 1 of 1 by now."));
  // Nobody's etag is void because somebody read.
  EXPECT_EQ(Get("clerk", routed.name()).etag(), routed.etag());
  Restart();
  EXPECT_EQ(Look("clerk", routed.name(), "a letter")->receipts_size(), 1);
}

// Neither the importer, who acts for every unit, nor the sorting unit, to which nobody has handed
// the case over, is the receiver.
TEST_F(DocumentTest, HasNoReceiptOfWhoIsNotItsReceiver) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  const v1::Case routed = Register("clerk", With(Matter("aid"), "a letter"));
  SKRANKE_EXPECT_OK(Download("importer", routed.name(), "a letter"));
  auto give_back = About<v1::ReturnCaseRequest>(routed);
  give_back.set_code(v1::RETURN_CODE_NOT_OURS);
  give_back.set_sentence("Not ours.");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("west", give_back));
  ASSERT_EQ(Get("supervisor", routed.name()).state(), v1::STATE_TRIAGE);
  SKRANKE_EXPECT_OK(Download("sorter", routed.name(), "a letter"));
  SKRANKE_EXPECT_OK(Piece("sorter", routed.name(), "a letter", 8));
  // Also once all that it brought about is done.
  absl::SleepFor(absl::Milliseconds(100));
  EXPECT_EQ(Look("clerk", routed.name(), "a letter")->receipts_size(), 0);
}

// What it would not take never went out.
TEST_F(DocumentTest, HasNoReceiptOfWhoLeftBeforeTheLastByte) {
  const std::string letter(size_t{32} << 20, 'x');
  SKRANKE_ASSERT_OK(Upload("clerk", letter));
  const std::string name = Register("clerk", With(Matter("aid"), letter)).name();
  v1::DownloadDocumentRequest request;
  request.set_name(name);
  request.set_sha256(Sha256(letter));
  {
    StreamReader<v1::DownloadDocumentResponse> reader(channel(), kDownloadDocument, request,
                                                      {.caller = "west"});
    SKRANKE_ASSERT_OK(reader.Next());
    reader.Cancel();
  }
  // Also once all that it brought about is done.
  absl::SleepFor(absl::Milliseconds(100));
  EXPECT_EQ(Look("clerk", name, letter)->receipts_size(), 0);
}

TEST_F(DocumentTest, HasAReceiptForEachHandoverAndEachDocument) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  SKRANKE_ASSERT_OK(Upload("clerk", "a form", "another"));
  const v1::Case routed = Register("clerk", With(With(Matter("aid"), "a letter"), "a form"));
  SKRANKE_ASSERT_OK(Download("west", routed.name(), "a letter"));
  const auto receipts = [&](const std::string& bytes) {
    return Look("clerk", routed.name(), bytes)->receipts();
  };
  ASSERT_TRUE(Eventually([&] { return receipts("a letter").size() == 1; }));
  EXPECT_EQ(receipts("a form").size(), 0);
  auto give_back = About<v1::ReturnCaseRequest>(Get("clerk", routed.name()));
  give_back.set_code(v1::RETURN_CODE_NOT_OURS);
  give_back.set_sentence("It belongs to the east.");
  give_back.mutable_proposed_owner()->set_agency("WELFARE");
  give_back.mutable_proposed_owner()->set_unit("EAST");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("west", give_back));
  EXPECT_EQ(receipts("a letter").size(), 1);
  SKRANKE_ASSERT_OK(Download("east", routed.name(), "a letter"));
  ASSERT_TRUE(Eventually([&] { return receipts("a letter").size() == 2; }));
  const v1::Case shown = Get("clerk", routed.name());
  EXPECT_EQ(receipts("a letter")[0].handover_id(), shown.handovers(0).handover_id());
  EXPECT_EQ(receipts("a letter")[1].handover_id(), shown.handovers(1).handover_id());
}

TEST_F(DocumentTest, IsAskedForByAWholeHash) {
  const std::string name = Register("clerk", With(Matter("aid"), "a letter")).name();
  for (const size_t bytes : {0, 31, 33}) {
    v1::GetDocumentRequest request;
    request.set_name(name);
    request.set_sha256(std::string(bytes, 'x'));
    EXPECT_THAT(Call<v1::GetDocumentResponse>("clerk", request), HasField("sha256")) << bytes;
  }
}

TEST_F(DocumentTest, IsReadInPiecesByWhoCallsWithoutStreams) {
  const std::string letter = LongLetter();
  SKRANKE_ASSERT_OK(Upload("clerk", letter));
  const std::string name = Register("clerk", With(Matter("aid"), letter)).name();
  std::string all;
  while (all.size() < letter.size()) {
    const auto piece = Piece("WELFARE", name, letter, static_cast<int64_t>(all.size()));
    SKRANKE_ASSERT_OK(piece);
    EXPECT_EQ(piece->chunk().offset(), static_cast<int64_t>(all.size()));
    ASSERT_FALSE(piece->chunk().data().empty());
    EXPECT_LE(piece->chunk().data().size(), kDocumentChunkBytesMax);
    all += piece->chunk().data();
  }
  EXPECT_EQ(all, letter);
  const auto size = static_cast<int64_t>(letter.size());
  // The office's own look behind the end is no receipt; who has the case says by it that it has
  // all.
  EXPECT_FALSE(Piece("clerk", name, letter, size)->has_chunk());
  // A receipt is a command of its own: one of that look would be recorded before this.
  Contact(name);
  EXPECT_EQ(Look("clerk", name, letter)->receipts_size(), 0);
  const auto end = Piece("WELFARE", name, letter, size);
  SKRANKE_ASSERT_OK(end);
  EXPECT_FALSE(end->has_chunk());
  EXPECT_EQ(end->document().content_type(), "application/pdf");
  ASSERT_TRUE(Eventually([&] { return Look("clerk", name, letter)->receipts_size() == 1; }));
  const std::string history = HistoryOf("supervisor", name);
  EXPECT_LT(history.find("CONTACT_RECORDED"), history.find("DOCUMENT_FETCHED"));
  for (const int64_t wrong : {int64_t{-1}, size + 1, std::numeric_limits<int64_t>::max()}) {
    EXPECT_THAT(Piece("WELFARE", name, letter, wrong), HasField("offset")) << wrong;
  }
}

TEST_F(DocumentTest, GivesItsLastPieceOnlyWhereAllAreRight) {
  const std::string letter = LongLetter();
  SKRANKE_ASSERT_OK(Upload("clerk", letter));
  const std::string name = Register("clerk", With(Matter("aid"), letter)).name();
  std::string damaged = ReadFile(StoredFiles().at(0)).value();
  damaged[damaged.size() / 2] ^= 1;
  std::ofstream(StoredFiles().at(0), std::ios::binary | std::ios::trunc) << damaged;
  SKRANKE_EXPECT_OK(Piece("WELFARE", name, letter, 0));
  EXPECT_THAT(Piece("WELFARE", name, letter, static_cast<int64_t>(letter.size()) - 1),
              HasReason("DOCUMENT_DAMAGED"));
}

TEST_F(DocumentTest, MayBeAddedLater) {
  const v1::Case routed = Register("clerk", With(Matter("aid"), "first"));
  SKRANKE_ASSERT_OK(Upload("clerk", "second"));
  v1::SupplementCaseRequest add;
  add.set_name(routed.name());
  add.add_documents()->set_sha256(Sha256("second"));
  SKRANKE_ASSERT_OK(Call<v1::SupplementCaseResponse>("clerk", add));
  EXPECT_THAT(Download("west", routed.name(), "second"), IsOkAndHolds("second"));
  EXPECT_THAT(Look("clerk", routed.name(), "first"), IsOk());
}

TEST_F(DocumentTest, MayLieElsewhere) {
  const std::string name = Register("clerk", With(Matter("aid"), "far away")).name();
  EXPECT_THAT(Download("west", name, "far away"), HasReason("DOCUMENT_ELSEWHERE"));
  EXPECT_THAT(Piece("west", name, "far away", 0), HasReason("DOCUMENT_ELSEWHERE"));
  EXPECT_FALSE(Look("west", name, "far away")->has_document());
  SKRANKE_ASSERT_OK(Upload("clerk", "far away"));
  EXPECT_EQ(Look("west", name, "far away")->document().content_type(), "text/plain");
  EXPECT_THAT(Download("west", name, "far away"), IsOkAndHolds("far away"));
}

TEST_F(DocumentTest, IsNotGivenOutDamaged) {
  const std::string letter = LongLetter();
  SKRANKE_ASSERT_OK(Upload("clerk", letter));
  const std::string name = Register("clerk", With(Matter("aid"), letter)).name();
  const auto files = StoredFiles();
  ASSERT_EQ(files.size(), 1u);
  std::filesystem::resize_file(files[0], std::filesystem::file_size(files[0]) - 1);
  EXPECT_THAT(Download("west", name, letter), HasReason("DOCUMENT_DAMAGED"));
  EXPECT_THAT(Look("west", name, letter), HasReason("DOCUMENT_DAMAGED"));
  std::filesystem::resize_file(files[0], std::filesystem::file_size(files[0]) + 1);
  EXPECT_THAT(Download("west", name, letter), HasReason("DOCUMENT_DAMAGED"));
  EXPECT_THAT(HistoryOf("auditor", name), Not(HasSubstr("DOCUMENT_FETCHED")));
}

// Whole by its own header: what was asked for decides.
TEST_F(DocumentTest, IsNotGivenOutForAnother) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  const std::string file = StoredFiles().at(0);
  SKRANKE_ASSERT_OK(Upload("clerk", "a forgery", "another"));
  const std::string name = Register("clerk", With(Matter("aid"), "a letter")).name();
  for (const std::string& other : StoredFiles()) {
    if (other != file) std::filesystem::rename(other, file);
  }
  EXPECT_THAT(Download("west", name, "a letter"), HasReason("DOCUMENT_DAMAGED"));
  EXPECT_THAT(Piece("west", name, "a letter", 0), HasReason("DOCUMENT_DAMAGED"));
}

TEST_F(DocumentTest, IsVerifiedWithTheStore) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  SKRANKE_ASSERT_OK(Upload("clerk", "an orphan", "another"));
  const std::string name = Register("clerk", With(Matter("aid"), "a letter")).name();
  const std::string elsewhere = Register("clerk", With(Matter("aid"), "far away")).name();
  Stop();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::string told, VerifyDataDirectory(options_.data_dir, ""));
  EXPECT_THAT(told, HasSubstr("2 documents, 1 of them without a case"));
  // It may never have been here: named, and no fault.
  EXPECT_THAT(told, HasSubstr("1 documents of cases are not here"));
  EXPECT_THAT(told, HasSubstr(absl::StrCat(elsewhere, ": stored/")));
  EXPECT_THAT(told, Not(HasSubstr(name)));
}

TEST_F(DocumentTest, IsFoundDamagedByVerifying) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  Register("clerk", With(Matter("aid"), "a letter"));
  Stop();
  const std::string file = StoredFiles().at(0);
  const std::string bytes = ReadFile(file).value();
  const std::string path = file.substr(file.find("stored/"));
  for (size_t at : {size_t{0}, bytes.size() - 1}) {
    std::string damaged = bytes;
    damaged[at] ^= 1;
    std::ofstream(file, std::ios::binary | std::ios::trunc) << damaged;
    const auto told = VerifyDataDirectory(options_.data_dir, "");
    EXPECT_THAT(told, HasReason("DOCUMENT_DAMAGED")) << at;
    EXPECT_THAT(std::string(told.status().message()), HasSubstr(path)) << at;
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  SKRANKE_EXPECT_OK(VerifyDataDirectory(options_.data_dir, ""));
  // Whole, and under the name of another.
  const std::string wrong = file.substr(0, file.size() - 1) + (file.back() == '0' ? '1' : '0');
  std::filesystem::rename(file, wrong);
  EXPECT_THAT(VerifyDataDirectory(options_.data_dir, ""), HasReason("DOCUMENT_DAMAGED"));
}

TEST_F(DocumentTest, IsFoundLostByVerifyingWhereSomebodyHasFetchedIt) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  const std::string name = Register("clerk", With(Matter("aid"), "a letter")).name();
  SKRANKE_ASSERT_OK(Download("west", name, "a letter"));
  ASSERT_TRUE(Eventually([&] { return Look("clerk", name, "a letter")->receipts_size() == 1; }));
  Stop();
  SKRANKE_EXPECT_OK(VerifyDataDirectory(options_.data_dir, ""));
  std::filesystem::remove(StoredFiles().at(0));
  const auto told = VerifyDataDirectory(options_.data_dir, "");
  EXPECT_THAT(told, HasReason("DOCUMENT_LOST"));
  EXPECT_THAT(std::string(told.status().message()), HasSubstr(name));
}

TEST_F(DocumentTest, WithoutACaseIsAGapAfterAWorkingDay) {
  // A Monday, ten o'clock.
  SKRANKE_ASSERT_OK(Upload("clerk", "an orphan"));
  SKRANKE_ASSERT_OK(Upload("clerk", "a case's", "another"));
  Register("clerk", With(Matter("aid"), "a case's"));
  const auto orphans = Orphans("supervisor");
  ASSERT_EQ(orphans.orphans_size(), 1);
  const v1::OrphanDocument& orphan = orphans.orphans(0);
  EXPECT_EQ(orphan.document().sha256(), Sha256("an orphan"));
  EXPECT_EQ(orphan.office(), "hall");
  EXPECT_EQ(orphan.uploaded_by(), "clerk");
  EXPECT_EQ(orphan.gap_time().seconds(), absl::ToUnixSeconds(Local("2024-03-05 10:00")));
  EXPECT_EQ(Orphans("branch_supervisor").orphans_size(), 0);
  EXPECT_EQ(Orphans("inspector").orphans_size(), 1);
  Pass(absl::Hours(24) - absl::Seconds(1));
  EXPECT_EQ(Orphans("supervisor", /*gaps=*/true).orphans_size(), 0);
  Pass(absl::Seconds(1));
  EXPECT_EQ(Orphans("supervisor", /*gaps=*/true).orphans_size(), 1);
  Register("clerk", With(Matter("aid"), "an orphan"));
  EXPECT_EQ(Orphans("supervisor").orphans_size(), 0);
}

TEST_F(DocumentTest, WithoutACaseIsListedOnceAPage) {
  for (const char* bytes : {"one", "two", "three"}) {
    SKRANKE_ASSERT_OK(Upload("clerk", bytes, bytes));
  }
  std::set<std::string> listed;
  v1::ListOrphanDocumentsRequest request;
  request.set_page_size(1);
  for (int page = 0; page < 3; ++page) {
    const auto response = Call<v1::ListOrphanDocumentsResponse>("supervisor", request);
    SKRANKE_ASSERT_OK(response);
    ASSERT_EQ(response->orphans_size(), 1);
    listed.insert(response->orphans(0).document().sha256());
    EXPECT_EQ(response->next_page_token().empty(), page == 2);
    request.set_page_token(response->next_page_token());
  }
  EXPECT_EQ(listed.size(), 3u);
}

// As a kill leaves it between the marker and the bytes.
TEST_F(DocumentTest, IsNotListedBeforeItIsStored) {
  std::ofstream(dir().Path("data.documents/loose/" + std::string(64, 'a'))) << "hall\nclerk\n";
  EXPECT_EQ(Orphans("supervisor").orphans_size(), 0);
}

TEST_F(DocumentTest, WaitsOutAWeekendBeforeItIsAGap) {
  Pass(Local("2024-03-09 12:00") - clock().Now());  // A Saturday.
  SKRANKE_ASSERT_OK(Upload("clerk", "an orphan"));
  EXPECT_EQ(Orphans("supervisor").orphans(0).gap_time().seconds(),
            absl::ToUnixSeconds(Local("2024-03-12 00:00")));
}

TEST_F(DocumentTest, WithoutACaseIsRemovedInTheEndAndWithOneItIsKept) {
  SKRANKE_ASSERT_OK(Upload("clerk", "an orphan"));
  SKRANKE_ASSERT_OK(Upload("clerk", "a case's", "another"));
  const std::string name = Register("clerk", With(Matter("aid"), "a case's")).name();
  Pass(absl::Hours(29 * 24));
  absl::SleepFor(kKeeperSleepMax);
  EXPECT_EQ(StoredFiles().size(), 2u);
  Pass(absl::Hours(24));
  Pass(absl::Minutes(10));
  // First it is offered to no case, then it goes.
  ASSERT_TRUE(Eventually([&] { return Orphans("supervisor").orphans_size() == 0; }));
  EXPECT_EQ(StoredFiles().size(), 2u);
  Pass(absl::Minutes(10));
  ASSERT_TRUE(Eventually([&] { return StoredFiles().size() == 1; }));
  EXPECT_THAT(Download("clerk", name, "a case's"), IsOkAndHolds("a case's"));
}

TEST_F(DocumentTest, IsNotRemovedWhileTheClockIsInDoubt) {
  SKRANKE_ASSERT_OK(Upload("clerk", "an orphan"));
  absl::SleepFor(kKeeperSleepMax);
  // Noticed before the next cleaning is due.
  clock().SetNow(clock().Now() + absl::Minutes(5));
  ASSERT_TRUE(Eventually([&] {
    return ReasonOf(Call<v1::RegisterCaseResponse>("clerk", Matter("copy")).status()) ==
           "CLOCK_JUMPED";
  }));
  clock().SetNow(clock().Now() + absl::Hours(31 * 24));
  absl::SleepFor(kKeeperSleepMax);
  EXPECT_EQ(StoredFiles().size(), 1u);
}

TEST_F(DocumentTest, IsForgottenWhereItsUploadFallsSilent) {
  const auto sender = Send("clerk");
  ASSERT_TRUE(sender->Write(Header("upload", "a letter")));
  EXPECT_THAT(sender->Finish(), HasReason("UPLOAD_INCOMPLETE"));
  Pass(absl::Hours(23));
  SKRANKE_EXPECT_OK(Progress("clerk"));
  Pass(absl::Hours(1) + absl::Minutes(10));
  EXPECT_TRUE(
      Eventually([&] { return ReasonOf(Progress("clerk").status()) == "UPLOAD_NOT_FOUND"; }));
}

TEST_F(DocumentTest, IsNotTakenWhereTheDiskFillsUp) {
  SKRANKE_ASSERT_OK(Upload("clerk", "before"));
  const std::string name = Register("clerk", With(Matter("aid"), "before")).name();
  options_.engine.low_space_bytes = std::numeric_limits<uint64_t>::max();
  Restart();
  EXPECT_THAT(Upload("clerk", "after", "another"), HasReason("DISK_LOW"));
  EXPECT_THAT(Download("clerk", name, "before"), IsOkAndHolds("before"));
}

TEST_F(DocumentTest, IsOneOfSoManyAtATime) {
  std::vector<std::unique_ptr<Sender>> open = SendAllThatMay("clerk");
  EXPECT_THAT(Upload("clerk", "one more"), HasReason("TRANSFERS_BUSY"));
  SKRANKE_EXPECT_OK(Upload("head", "another's"));
  open.clear();
  EXPECT_TRUE(Eventually([&] { return Upload("clerk", "one more").ok(); }));
}

// That there is room for one more tells that the silent ones were ended.
TEST_F(DocumentTest, WaitsForNobodyForEver) {
  const std::vector<std::unique_ptr<Sender>> open = SendAllThatMay("clerk");
  EXPECT_THAT(Upload("clerk", "one more"), HasReason("TRANSFERS_BUSY"));
  clock().Advance(kTransferSilenceMax + absl::Seconds(1));
  ASSERT_TRUE(Eventually([&] { return Upload("clerk", "one more").ok(); }));
  EXPECT_THAT(open.front()->Finish(), HasReason("SLOW_PEER"));
}

}  // namespace
}  // namespace skranke
