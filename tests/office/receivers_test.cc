// A hand-over reaches agencies of every kind and comes back accepted: by POST, as a file, fetched;
// on paper in paper_test.cc. What each way alone does is tested where it is.
#include <filesystem>
#include <map>

#include "libs/base/files.h"
#include "libs/base/sha256.h"
#include "libs/base/webhook_signature.h"
#include "libs/gateway/post_server.h"
#include "libs/rpc/client/message_zip.h"
#include "libs/rpc/client/stream_writer.h"
#include "skranke/v1/document.pb.h"
#include "tests/office/receivers_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;

TEST_F(Receivers, TakeACaseByPostAndAcceptIt) {
  const auto posts =
      PostServer::Start({.path = "/in"}, [&](const HttpHead& head, const std::string& body) {
        const auto header = [&](absl::string_view name) {
          return std::string(HeaderOf(head.headers, name));
        };
        if (agency_ == nullptr) return HttpAnswer{.status = 503};
        const WebhookReply reply =
            agency_->Post({header("content-type"), header("webhook-id"),
                           header("webhook-timestamp"), header("webhook-signature"), body});
        return HttpAnswer{.status = reply.status, .body = reply.body};
      });
  SKRANKE_ASSERT_OK(posts);
  ReachBy(absl::StrCat("http://127.0.0.1:", (*posts)->port(), "/in"));
  const VerifyingKey key = VerifyingKey::FromText(server().webhook_key()).value();
  StartAgency({.office_server = address(), .prove = [&, key](const WebhookPost& post) {
                 return VerifyWebhook(
                     key, {post.webhook_id, post.webhook_timestamp, post.webhook_signature},
                     post.body, clock().Now());
               }});
  const v1::Case c = Register("clerk", Matter("aid"));
  EXPECT_TRUE(ComesTo(c, v1::STATE_IN_PROGRESS));
  EXPECT_THAT(agency_->inbox().Received(), IsOkAndHolds(1u));
}

TEST_F(Receivers, TheKeyOfWebhooksOutlivesARestart) {
  const std::string key = server().webhook_key();
  EXPECT_THAT(key, HasSubstr("whpk_"));
  Restart();
  EXPECT_EQ(server().webhook_key(), key);
}

TEST_F(Receivers, TakeACaseAsAFileAndAcceptItByFile) {
  ReachBy(absl::StrCat("dir:", drops_.Path("drop")));
  StartAgency({.drop_dir = drops_.Path("drop")});
  const v1::Case c = Register("clerk", Matter("aid"));
  EXPECT_TRUE(ComesTo(c, v1::STATE_ACCEPTED));
  EXPECT_EQ(Get("clerk", c.name()).agency_case_number(), "WELFARE-2024-000001");
  EXPECT_TRUE(Eventually([&] { return FilesIn("drop/OUT").empty(); }));
}

class DroppedDocuments : public Receivers {
 protected:
  // Attached by its hash; its bytes may come later.
  v1::Case RegisterWith(const std::string& bytes, absl::string_view person = kOpenPerson) {
    v1::RegisterCaseRequest request = Matter("aid", person);
    v1::Document* document = request.add_documents();
    document->set_code("income_form");
    document->set_sha256(Sha256(bytes));
    return Register("clerk", request);
  }
  void Bring(const std::string& bytes) {
    StreamSender<v1::UploadDocumentRequest, v1::UploadDocumentResponse> sender(
        channel(), "/skranke.v1.DocumentService/UploadDocument", CallOptions{.caller = "clerk"});
    v1::UploadDocumentRequest header, chunk;
    header.mutable_header()->set_upload_id("upload");
    header.mutable_header()->set_size_bytes(static_cast<int64_t>(bytes.size()));
    header.mutable_header()->set_sha256(Sha256(bytes));
    chunk.mutable_chunk()->set_data(bytes);
    ASSERT_TRUE(sender.Write(header));
    ASSERT_TRUE(sender.Write(chunk));
    SKRANKE_ASSERT_OK(sender.Finish());
  }
  int Receipts(const v1::Case& c, const std::string& bytes) {
    v1::GetDocumentRequest request;
    request.set_name(c.name());
    request.set_sha256(Sha256(bytes));
    const auto response = Call<v1::GetDocumentResponse>("clerk", request);
    return response.ok() ? response->receipts_size() : -1;
  }
};

TEST_F(DroppedDocuments, LieInTheZipAndAreReceiptedWithIt) {
  ReachBy(absl::StrCat("dir:", drops_.Path("drop")));
  Bring("a form");
  const v1::Case c = RegisterWith("a form");
  ASSERT_TRUE(Eventually([&] { return FilesIn("drop/OUT").size() == 1; }));
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto content,
      UnpackMessage(ReadFile(drops_.Path("drop/OUT/" + FilesIn("drop/OUT")[0])).value()));
  ASSERT_EQ(content.documents.size(), 1u);
  EXPECT_EQ(content.documents[0].name, "001-income_form.txt");
  EXPECT_EQ(content.documents[0].bytes, "a form");
  EXPECT_EQ(Receipts(c, "a form"), 0);
  StartAgency({.drop_dir = drops_.Path("drop"), .documents_dir = drops_.Path("documents")});
  EXPECT_TRUE(ComesTo(c, v1::STATE_ACCEPTED));
  // The acceptance may be read before the transport receipt is.
  EXPECT_TRUE(Eventually([&] { return Receipts(c, "a form") == 1; }));
}

TEST_F(DroppedDocuments, AreFetchedByWhoFetchesTheCase) {
  Bring("a form");
  StartAgency({.office_server = address(),
               .pull_units = {"EAST", "WEST"},
               .documents_dir = drops_.Path("documents")});
  const v1::Case c = RegisterWith("a form");
  const v1::Case elsewhere = RegisterWith("in the archive", SyntheticNumber(1));
  EXPECT_TRUE(ComesTo(c, v1::STATE_IN_PROGRESS));
  EXPECT_TRUE(Eventually([&] { return Receipts(c, "a form") == 1; }));
  // Bytes that the office does not have hold up nobody who asks for them.
  EXPECT_TRUE(ComesTo(elsewhere, v1::STATE_IN_PROGRESS));
  EXPECT_EQ(Receipts(elsewhere, "in the archive"), 0);
}

TEST_F(DroppedDocuments, HoldTheirMessageUntilTheirBytesAreHere) {
  ReachBy(absl::StrCat("dir:", drops_.Path("drop")));
  const v1::Case c = RegisterWith("a form");
  const v1::Case other = Register("clerk", Matter("aid", SyntheticNumber(1)));
  // One that waits holds up no other, and goes out the next time that it is tried.
  ASSERT_TRUE(Eventually([&] { return FilesIn("drop/OUT").size() == 1; }));
  EXPECT_THAT(FilesIn("drop/OUT")[0], ::testing::StartsWith(other.name().substr(6)));
  Bring("a form");
  EXPECT_TRUE(Eventually([&] {
    clock().Advance(absl::Seconds(1));
    return FilesIn("drop/OUT").size() == 2;
  }));
}

TEST_F(Receivers, ReturnAFileByFileAndTheCaseGoesOn) {
  ReachBy(absl::StrCat("dir:", drops_.Path("drop")));
  StartAgency(
      {.drop_dir = drops_.Path("drop"), .behaviour = ParseBehaviour("return:NOT_OURS").value()});
  const v1::Case c = Register("clerk", Matter("aid"));
  EXPECT_TRUE(ComesTo(c, v1::STATE_TRIAGE));
}

TEST_F(Receivers, AReceiptThatIsRefusedIsToldInTheFolderAndDoneNever) {
  ReachBy(absl::StrCat("dir:", drops_.Path("drop")));
  StartAgency({.drop_dir = drops_.Path("drop")});
  const v1::Case c = Register("clerk", Matter("aid"));
  ASSERT_TRUE(ComesTo(c, v1::STATE_ACCEPTED));
  const std::string id = absl::StrCat(c.name().substr(6), ".WELFARE.1");
  // Accepted twice under another number; of a message that never was; of another agency.
  for (const auto& [name, message] :
       std::map<std::string, std::string>{{id, id},
                                          {absl::StrCat(c.name().substr(6), ".WELFARE.2"), ""},
                                          {absl::StrCat(c.name().substr(6), ".POLICE.1"), ""}}) {
    const std::string file = absl::StrCat("drop/RECEIPTS/", name, ".accept.json");
    drops_.Write(file,
                 absl::StrCat(R"({"message_id": ")", name, R"(", "agency_case_number": "W-9"})"));
    EXPECT_TRUE(Eventually([&] { return ReadFile(drops_.Path(file + ".error")).ok(); })) << name;
    SKRANKE_EXPECT_OK(ReadFile(drops_.Path(file)));
  }
  EXPECT_EQ(Get("clerk", c.name()).agency_case_number(), "WELFARE-2024-000001");
}

TEST_F(Receivers, AReceiptThatLiesThereTwiceIsDoneOnce) {
  ReachBy(absl::StrCat("dir:", drops_.Path("drop")));
  const v1::Case c = Register("clerk", Matter("aid"));
  const std::string id = absl::StrCat(c.name().substr(6), ".WELFARE.1");
  const std::string bytes = absl::StrCat(R"({"message_id": ")", id, R"("})");
  const std::string file = absl::StrCat("drop/RECEIPTS/", id, ".accept.json");
  drops_.Write(file, bytes);
  ASSERT_TRUE(ComesTo(c, v1::STATE_ACCEPTED));
  ASSERT_TRUE(Eventually([&] { return !std::filesystem::exists(drops_.Path(file)); }));
  const std::string etag = Get("clerk", c.name()).etag();
  // As after a crash between the command and the moving of the file.
  drops_.Write(file, bytes);
  EXPECT_TRUE(Eventually([&] { return !std::filesystem::exists(drops_.Path(file)); }));
  EXPECT_FALSE(std::filesystem::exists(drops_.Path(file + ".error")));
  EXPECT_EQ(Get("clerk", c.name()).etag(), etag);
}

TEST_F(Receivers, FetchACaseAndAcceptIt) {
  StartAgency({.office_server = address(), .pull_units = {"EAST", "WEST"}});
  const v1::Case c = Register("clerk", Matter("aid"));
  EXPECT_TRUE(Eventually([&] {
    clock().Advance(absl::Seconds(1));
    return Get("clerk", c.name()).state() == v1::STATE_IN_PROGRESS;
  }));
  EXPECT_EQ(Get("clerk", c.name()).agency_case_number(), "WELFARE-2024-000001");
}

TEST_F(MovingReceiver, WhatNobodyFetchedFollowsTheAgencyToItsNewFolder) {
  Restart();  // With the short look.
  Apply(TownWith(absl::StrCat("dir:", drops_.Path("drop"))));
  const v1::Case c = Register("clerk", Matter("aid"));
  const std::vector<std::string> one = {absl::StrCat(c.name().substr(6), ".WELFARE.1.zip")};
  ASSERT_TRUE(Eventually([&] { return FilesIn("drop/OUT") == one; }));
  Apply(TownWith(absl::StrCat("dir:", drops_.Path("other"))));
  EXPECT_TRUE(Eventually([&] {
    clock().Advance(absl::Seconds(1));
    return FilesIn("other/OUT") == one;
  }));
  EXPECT_TRUE(FilesIn("drop/OUT").empty());
  StartAgency({.drop_dir = drops_.Path("other")});
  EXPECT_TRUE(ComesTo(c, v1::STATE_ACCEPTED));
}

}  // namespace
}  // namespace skranke
