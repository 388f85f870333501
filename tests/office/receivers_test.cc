// A hand-over reaches agencies of every kind and comes back accepted: by POST, as a file, on paper,
// fetched. Who makes no call ends it by file or on paper. What each way alone does is tested where
// it is.
#include <algorithm>
#include <filesystem>
#include <map>

#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "libs/base/files.h"
#include "libs/base/sha256.h"
#include "libs/base/webhook_signature.h"
#include "libs/gateway/post_server.h"
#include "libs/rpc/client/message_zip.h"
#include "libs/rpc/client/stream_writer.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "services/agency/reference_agency.h"
#include "skranke/v1/document.pb.h"
#include "skranke/v1/receivers.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

PackageFiles TownWith(const std::string& welfare_endpoint, const std::string& mail = "") {
  PackageFiles files = TownPackage();
  files["agencies.csv"] = absl::StrCat(
      "agency,title,principal,endpoint,max_in_flight,notify_email\n"
      "TOWN,The town,Town,,,\n"
      "POLICE,The police,State,,,\n"
      "WELFARE,The welfare agency,State,",
      welfare_endpoint, ",,", mail, "\n");
  return files;
}

class Receivers : public OfficeFixture {
 protected:
  Receivers() {
    options_.file_drop.look_every = absl::Milliseconds(20);
    for (const char* folder : {"drop/OUT", "drop/RECEIPTS", "other/OUT", "other/RECEIPTS"}) {
      std::filesystem::create_directories(drops_.Path(folder));
    }
  }

  // The office with WELFARE reached that way.
  void ReachBy(const std::string& endpoint) {
    options_.endpoints = {{"WELFARE", endpoint}};
    Restart();
  }
  std::string address() { return absl::StrCat("127.0.0.1:", server().port()); }
  void StartAgency(AgencyOptions options) {
    options.agency = "WELFARE";
    agency_ = ReferenceAgency::Start(options, OpenRocksDb(store_.path()).value(), &clock()).value();
  }
  bool ComesTo(const v1::Case& c, v1::State state) {
    return Eventually([&] {
      // Agencies look by this clock.
      clock().Advance(absl::Milliseconds(100));
      return Get("clerk", c.name()).state() == state;
    });
  }
  std::vector<std::string> FilesIn(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(drops_.Path(folder))) {
      const std::string name = entry.path().filename();
      if (entry.is_regular_file() && name[0] != '.') names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  v1::Case Route(const v1::Case& c, const std::string& unit) {
    auto request = About<v1::RouteCaseRequest>(Get("supervisor", c.name()));
    request.mutable_receiver()->set_agency("WELFARE");
    request.mutable_receiver()->set_unit(unit);
    request.set_reason("It is theirs.");
    const auto response = Call<v1::RouteCaseResponse>("supervisor", request);
    EXPECT_THAT(response, IsOk());
    return Get("supervisor", c.name());
  }
  // "EVENT by ACTOR for ACTING_FOR", the latest last.
  std::vector<std::string> HistoryOf(const v1::Case& c) {
    v1::GetCaseHistoryRequest request;
    request.set_name(c.name());
    const auto history = Call<v1::GetCaseHistoryResponse>("supervisor", request);
    EXPECT_THAT(history, IsOk());
    std::vector<std::string> entries;
    for (const auto& entry : history->entries()) {
      entries.push_back(
          absl::StrCat(entry.event(), " by ", entry.actor(), " for ", entry.acting_for()));
    }
    return entries;
  }

  TempDir drops_;
  TempDir store_;
  std::unique_ptr<ReferenceAgency> agency_;
};

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

// An agency that writes its receipts by hand.
class ClosedByFile : public Receivers {
 protected:
  ClosedByFile() { ReachBy(absl::StrCat("dir:", drops_.Path("drop"))); }

  std::string Lay(const v1::Case& c, const std::string& kind, const std::string& fields = "") {
    const std::string id = absl::StrCat(c.name().substr(6), ".WELFARE.1");
    std::string file = absl::StrCat("drop/RECEIPTS/", id, ".", kind, ".json");
    drops_.Write(file, absl::StrCat(R"({"message_id": ")", id, "\"", fields, "}"));
    return file;
  }
  // Why the office does not take it; empty where it does.
  std::string Fault(const std::string& file) {
    const auto why = [&] { return ReadFile(drops_.Path(file + ".error")); };
    EXPECT_TRUE(
        Eventually([&] { return why().ok() || !std::filesystem::exists(drops_.Path(file)); }));
    return why().value_or("");
  }
  v1::Case Accepted() {
    const v1::Case c = Register("clerk", Matter("aid"));
    EXPECT_EQ(Fault(Lay(c, "accept")), "");
    return c;
  }
};

TEST_F(ClosedByFile, IsAnAcceptedCaseWithItsOutcome) {
  const v1::Case c = Accepted();
  EXPECT_EQ(Fault(Lay(c, "close", R"(, "outcome": "GRANTED")")), "");
  const v1::Case closed = Get("clerk", c.name());
  EXPECT_EQ(closed.state(), v1::STATE_CLOSED);
  EXPECT_EQ(closed.outcome(), "GRANTED");
  const auto history = HistoryOf(c);
  EXPECT_EQ(history.back(), "CASE_CLOSED by WELFARE for ");
  EXPECT_THAT(history, Not(Contains(HasSubstr("CASE_DECIDED"))));
}

TEST_F(ClosedByFile, IsDecidedWhereItSaysWhy) {
  const v1::Case c = Accepted();
  EXPECT_EQ(Fault(Lay(c, "close", R"(, "outcome": "DENIED", "sentence": "For høy inntekt.")")), "");
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_CLOSED);
  EXPECT_EQ(Get("clerk", c.name()).outcome(), "DENIED");
  const auto history = HistoryOf(c);
  ASSERT_GE(history.size(), 3u);
  EXPECT_THAT(std::vector<std::string>(history.end() - 3, history.end()),
              ElementsAre("WORK_STARTED by WELFARE for ", "CASE_DECIDED by WELFARE for ",
                          "CASE_CLOSED by WELFARE for "));
}

TEST_F(ClosedByFile, IsReferredOutsideOnlyWithToWhom) {
  const v1::Case c = Accepted();
  EXPECT_THAT(Fault(Lay(c, "close", R"(, "outcome": "REFERRED_EXTERNAL")")),
              HasSubstr("referred_to"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
  // A corrected receipt is new.
  Lay(c, "close", R"(, "outcome": "REFERRED_EXTERNAL", "referred_to": "The Red Cross")");
  ASSERT_TRUE(ComesTo(c, v1::STATE_CLOSED));
  EXPECT_EQ(Get("clerk", c.name()).outcome(), "REFERRED_EXTERNAL");
  EXPECT_EQ(Get("clerk", c.name()).referred_to(), "The Red Cross");
}

TEST_F(ClosedByFile, IsNoCaseBeforeItIsAccepted) {
  const v1::Case c = Register("clerk", Matter("aid"));
  EXPECT_THAT(Fault(Lay(c, "close", R"(, "outcome": "GRANTED")")), HasSubstr("cannot be closed"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ROUTED);
}

TEST_F(ClosedByFile, IsNoCaseWhoseHandoverHasEnded) {
  const v1::Case c = Accepted();
  Accept("east", Route(c, "EAST"));
  EXPECT_THAT(Fault(Lay(c, "close", R"(, "outcome": "GRANTED")")), HasSubstr("has ended"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
}

TEST_F(ClosedByFile, IsNothingByWhatIsNoOutcome) {
  const v1::Case c = Accepted();
  EXPECT_THAT(Fault(Lay(c, "close", R"(, "outcome": "Kari Nordmann")")), HasSubstr("outcome"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
}

TEST_F(ClosedByFile, IsClosedOnceHoweverOftenItLiesThere) {
  const v1::Case c = Accepted();
  EXPECT_EQ(Fault(Lay(c, "close", R"(, "outcome": "GRANTED")")), "");
  const std::string etag = Get("clerk", c.name()).etag();
  EXPECT_EQ(Fault(Lay(c, "close", R"(, "outcome": "GRANTED")")), "");
  EXPECT_THAT(Fault(Lay(c, "close", R"(, "outcome": "DENIED")")), HasSubstr("cannot be closed"));
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

class Paper : public Receivers {
 protected:
  Paper() { ReachBy("paper:"); }

  absl::StatusOr<v1::RenderPacketResponse> Print(absl::string_view caller, const v1::Case& c) {
    v1::RenderPacketRequest request;
    request.set_name(c.name());
    return Call<v1::RenderPacketResponse>(caller, request);
  }
  absl::StatusOr<v1::Case> Register(absl::string_view caller, const std::string& code,
                                    v1::PacketReceipt receipt) {
    v1::RegisterPacketReceiptRequest request;
    request.set_packet_code(code);
    request.set_receipt(receipt);
    if (receipt == v1::PACKET_RECEIPT_ACCEPTED) request.set_agency_case_number("17/2024");
    if (receipt == v1::PACKET_RECEIPT_RETURNED) {
      request.set_code(v1::RETURN_CODE_NOT_OURS);
      request.set_sentence("Gjelder noe annet.");
    }
    return Register(caller, request);
  }
  absl::StatusOr<v1::Case> Register(absl::string_view caller,
                                    const v1::RegisterPacketReceiptRequest& request) {
    const auto response = Call<v1::RegisterPacketReceiptResponse>(caller, request);
    if (!response.ok()) return response.status();
    return response->citizen_case();
  }
  static v1::RegisterPacketReceiptRequest Closing(const std::string& code,
                                                  const std::string& outcome = "GRANTED") {
    v1::RegisterPacketReceiptRequest request;
    request.set_packet_code(code);
    request.set_receipt(v1::PACKET_RECEIPT_CLOSED);
    request.set_outcome(outcome);
    return request;
  }
  // The code of a new case's packet.
  std::string PrintedCode(const v1::Case& c) { return Print("clerk", c).value().packet_code(); }
  std::string AcceptedCode(const v1::Case& c) {
    const std::string code = PrintedCode(c);
    EXPECT_THAT(Register("clerk", code, v1::PACKET_RECEIPT_ACCEPTED), IsOk());
    return code;
  }
  using OfficeFixture::Register;
};

TEST_F(Paper, IsPrintedReceiptedAndAcceptedByItsCode) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto packet, Print("clerk", c));
  EXPECT_THAT(packet.pdf(), ::testing::StartsWith("%PDF"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto again, Print("clerk", c));
  EXPECT_EQ(again.packet_code(), packet.packet_code());
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ROUTED);
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto delivered, Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_DELIVERED));
  EXPECT_EQ(delivered.state(), v1::STATE_DELIVERED);
  EXPECT_THAT(Print("clerk", c), HasReason("PACKET_NOT_FOUND"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto accepted, Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_ACCEPTED));
  EXPECT_EQ(accepted.state(), v1::STATE_ACCEPTED);
  EXPECT_EQ(accepted.agency_case_number(), "17/2024");
  EXPECT_THAT(Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_ACCEPTED),
              HasReason("WRONG_STATE"));
}

TEST_F(Paper, IsAcceptedAtOnceAndTheHistorySaysWhoRegisteredIt) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto packet, Print("clerk", c));
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto accepted, Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_ACCEPTED));
  EXPECT_EQ(accepted.state(), v1::STATE_ACCEPTED);
  v1::GetCaseHistoryRequest request;
  request.set_name(c.name());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto history,
                               Call<v1::GetCaseHistoryResponse>("supervisor", request));
  const auto& last = history.entries(history.entries_size() - 1);
  EXPECT_EQ(last.event(), "CASE_ACCEPTED");
  EXPECT_EQ(last.actor(), "clerk");
  EXPECT_THAT(last.acting_for(), ::testing::StartsWith("WELFARE/"));
}

TEST_F(Paper, IsReturnedOnceItHasCome) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto packet, Print("clerk", c));
  EXPECT_THAT(Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_RETURNED),
              HasReason("WRONG_STATE"));
  SKRANKE_ASSERT_OK(Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_DELIVERED));
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto returned, Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_RETURNED));
  EXPECT_NE(returned.state(), v1::STATE_DELIVERED);
  EXPECT_THAT(Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_ACCEPTED),
              HasReason("HANDOVER_ENDED"));
}

TEST_F(Paper, IsClosedWithItsOutcomeAndTheHistorySaysWhoRegisteredIt) {
  const v1::Case c = Register("clerk", Matter("aid"));
  const auto closed = Register("clerk", Closing(AcceptedCode(c)));
  SKRANKE_ASSERT_OK(closed);
  EXPECT_EQ(closed->state(), v1::STATE_CLOSED);
  EXPECT_EQ(closed->outcome(), "GRANTED");
  EXPECT_THAT(HistoryOf(c).back(), StartsWith("CASE_CLOSED by clerk for WELFARE/"));
}

TEST_F(Paper, IsDecidedAndClosedWithASentence) {
  const v1::Case c = Register("clerk", Matter("aid"));
  auto request = Closing(AcceptedCode(c), "DENIED");
  request.set_sentence(" ");
  EXPECT_THAT(Register("clerk", request), HasField("sentence"));
  request.set_sentence("For høy inntekt.");
  SKRANKE_ASSERT_OK(Register("clerk", request));
  EXPECT_THAT(HistoryOf(c), Contains(StartsWith("CASE_DECIDED by clerk for WELFARE/")));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_CLOSED);
}

TEST_F(Paper, IsReferredOutsideOnlyWithToWhom) {
  const v1::Case c = Register("clerk", Matter("aid"));
  auto request = Closing(AcceptedCode(c), "REFERRED_EXTERNAL");
  EXPECT_THAT(Register("clerk", request), HasField("referred_to"));
  request.set_referred_to("The Red Cross");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto closed, Register("clerk", request));
  EXPECT_EQ(closed.referred_to(), "The Red Cross");
}

TEST_F(Paper, IsClosedOnlyOnceItIsAccepted) {
  const v1::Case c = Register("clerk", Matter("aid"));
  const std::string code = PrintedCode(c);
  EXPECT_THAT(Register("clerk", Closing(code)), HasReason("WRONG_STATE"));
  SKRANKE_ASSERT_OK(Register("clerk", code, v1::PACKET_RECEIPT_DELIVERED));
  EXPECT_THAT(Register("clerk", Closing(code)), HasReason("WRONG_STATE"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_DELIVERED);
}

TEST_F(Paper, IsNotClosedWhoseHandoverHasEnded) {
  const v1::Case c = Register("clerk", Matter("aid"));
  const std::string code = AcceptedCode(c);
  Accept("east", Route(c, "EAST"));
  EXPECT_THAT(Register("clerk", Closing(code)), HasReason("HANDOVER_ENDED"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
}

TEST_F(Paper, IsNotClosedByAPacketThatHasNotCome) {
  const v1::Case c = Register("clerk", Matter("aid"));
  const std::string code = PrintedCode(c);
  Accept("west", Get("supervisor", c.name()));
  EXPECT_THAT(Register("clerk", Closing(code)), HasReason("WRONG_STATE"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
}

TEST_F(Paper, IsClosedOnceAndByItsOfficeAlone) {
  const v1::Case c = Register("clerk", Matter("aid"));
  auto request = Closing(AcceptedCode(c));
  EXPECT_THAT(Register("branch_clerk", request), HasReason("PACKET_NOT_FOUND"));
  request.set_request_id("once");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto closed, Register("clerk", request));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto again, Register("clerk", request));
  EXPECT_EQ(again.etag(), closed.etag());
  EXPECT_THAT(Register("clerk", Closing(request.packet_code(), "DENIED")),
              HasReason("WRONG_STATE"));
  EXPECT_EQ(Get("clerk", c.name()).outcome(), "GRANTED");
}

TEST_F(Paper, SaysAnOutcomeWhereItEndsACaseAndOnlyThere) {
  const v1::Case c = Register("clerk", Matter("aid"));
  const std::string code = AcceptedCode(c);
  EXPECT_THAT(Register("clerk", Closing(code, "")), HasField("outcome"));
  EXPECT_THAT(Register("clerk", Closing(code, "Kari Nordmann")), HasField("outcome"));
  auto delivered = Closing(code);
  delivered.set_receipt(v1::PACKET_RECEIPT_DELIVERED);
  EXPECT_THAT(Register("clerk", delivered), HasField("outcome"));
  delivered.clear_outcome();
  delivered.set_referred_to("The Red Cross");
  EXPECT_THAT(Register("clerk", delivered), HasField("referred_to"));
  delivered.clear_referred_to();
  delivered.set_sentence("Innvilget.");
  EXPECT_THAT(Register("clerk", delivered), HasField("sentence"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
}

TEST_F(Paper, TakesNoCodeThatIsWrongOrOfNobodysPacket) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto packet, Print("clerk", c));
  std::string code = packet.packet_code();
  code[0] = code[0] == '2' ? '3' : '2';
  EXPECT_THAT(Register("clerk", code, v1::PACKET_RECEIPT_ACCEPTED), HasField("packet_code"));
  EXPECT_THAT(Register("clerk", "2222-2222-2222-2222", v1::PACKET_RECEIPT_ACCEPTED),
              HasReason("PACKET_NOT_FOUND"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ROUTED);
}

TEST_F(Paper, IsNobodysBusinessElsewhere) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto packet, Print("clerk", c));
  EXPECT_THAT(Print("branch_clerk", c), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(Register("branch_clerk", packet.packet_code(), v1::PACKET_RECEIPT_ACCEPTED),
              HasReason("PACKET_NOT_FOUND"));
  EXPECT_THAT(Print("east", c), HasReason("ROLE_MAY_NOT"));
}

TEST_F(Paper, OfAProtectedPersonIsPrintedAtNoCounter) {
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  EXPECT_THAT(Print("clerk", hidden), HasReason("PACKET_NOT_FOUND"));
  EXPECT_THAT(Print("supervisor", hidden), HasReason("PACKET_NOT_FOUND"));
}

TEST_F(Paper, ComesInOrder) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto first, Print("clerk", c));
  auto withdraw = About<v1::WithdrawCaseRequest>(Get("clerk", c.name()));
  withdraw.set_reason("Angret");
  SKRANKE_ASSERT_OK(Call<v1::WithdrawCaseResponse>("clerk", withdraw));
  // The hand-over is out of the house: the withdrawal follows it.
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto still, Print("clerk", c));
  EXPECT_EQ(still.packet_code(), first.packet_code());
  SKRANKE_ASSERT_OK(Register("clerk", first.packet_code(), v1::PACKET_RECEIPT_DELIVERED));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto second, Print("clerk", c));
  EXPECT_NE(second.packet_code(), first.packet_code());
  EXPECT_THAT(Register("clerk", second.packet_code(), v1::PACKET_RECEIPT_ACCEPTED),
              HasField("receipt"));
  SKRANKE_EXPECT_OK(Register("clerk", second.packet_code(), v1::PACKET_RECEIPT_DELIVERED));
}

class MovingReceiver : public Receivers {
 protected:
  void Apply(const PackageFiles& files) {
    v1::ApplyOfficeRequest request;
    for (const auto& [path, bytes] : files) {
      v1::PackageFile* file = request.add_files();
      file->set_path(path);
      file->set_content(bytes);
    }
    SKRANKE_EXPECT_OK(Call<v1::ApplyOfficeResponse>("operator", request));
  }
};

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

// What stands under a mail's base64.
std::string TextOf(const std::string& mail) {
  std::string text;
  EXPECT_TRUE(absl::Base64Unescape(
      absl::StrReplaceAll(mail.substr(mail.find("\r\n\r\n")), {{"\r\n", ""}}), &text));
  return text;
}

std::string SubjectOf(const std::string& mail) {
  constexpr char kBegin[] = "Subject: =?UTF-8?B?";
  const size_t begin = mail.find(kBegin) + std::string(kBegin).size();
  std::string text;
  EXPECT_TRUE(absl::Base64Unescape(mail.substr(begin, mail.find("?=", begin) - begin), &text));
  return text;
}

TEST_F(MovingReceiver, IsToldByMailOnceAnHourAndNothingOfTheCase) {
  options_.mail_dir = drops_.Path("mail");
  options_.mail_sender = "skranke@town.example";
  std::filesystem::create_directories(options_.mail_dir);
  Restart();
  Apply(TownWith("", "post@welfare.example"));
  const v1::Case c = Register("clerk", Matter("aid"));
  const auto mails = [&] { return FilesIn("mail").size(); };
  ASSERT_TRUE(Eventually([&] { return mails() == 1; }));
  const std::string mail = ReadFile(drops_.Path("mail/" + FilesIn("mail")[0])).value();
  EXPECT_THAT(mail, HasSubstr("To: <post@welfare.example>\r\n"));
  // Also not under its encoding.
  const std::string all =
      absl::StrCat(mail.substr(0, mail.find("\r\n\r\n")), TextOf(mail), SubjectOf(mail));
  EXPECT_THAT(all, HasSubstr("Something new waits for you from"));
  for (const std::string& told :
       {c.name().substr(6), std::string(kOpenPerson), c.task(), std::string("Aid"),
        std::string("Hjelp"), std::string("WEST"), std::string("clerk"), std::string("hall")}) {
    EXPECT_THAT(all, ::testing::Not(HasSubstr(told)));
  }
  // It tells, and delivers nothing.
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ROUTED);
  Register("clerk", Matter("aid", SyntheticNumber(1)));
  Pass(absl::Minutes(59));
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_EQ(mails(), 1u);
  Pass(absl::Minutes(1));
  EXPECT_TRUE(Eventually([&] { return mails() == 2; }));
  Pass(absl::Hours(2));
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_EQ(mails(), 2u);
}

}  // namespace
}  // namespace skranke
