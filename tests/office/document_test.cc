// Documents' bytes: brought in pieces, kept once and read by who has the case.
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/files.h"
#include "libs/base/limits.h"
#include "libs/base/sha256.h"
#include "tests/office/document_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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
