#include "services/forwarding/file_drop_receipt.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "libs/base/hex.h"
#include "libs/base/limits.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kId[] = R"("message_id": "7K3MQ2XD9BT.NAV.3")";
constexpr char kTransport[] = "7K3MQ2XD9BT.NAV.3.json";
constexpr char kAccept[] = "7K3MQ2XD9BT.NAV.3.accept.json";
constexpr char kReturn[] = "7K3MQ2XD9BT.NAV.3.return.json";
constexpr char kClose[] = "7K3MQ2XD9BT.NAV.3.close.json";

std::string Object(absl::string_view fields) { return absl::StrCat("{", kId, fields, "}"); }

v1::AcceptCaseRequest Accepted(absl::string_view bytes) {
  return absl::get<v1::AcceptCaseRequest>(ParseBusinessReceipt(kAccept, bytes).value().request);
}

v1::ReturnCaseRequest Returned(absl::string_view bytes) {
  return absl::get<v1::ReturnCaseRequest>(ParseBusinessReceipt(kReturn, bytes).value().request);
}

v1::CloseCaseRequest Closed(absl::string_view bytes) {
  return absl::get<v1::CloseCaseRequest>(ParseBusinessReceipt(kClose, bytes).value().request);
}

std::string Outcome(absl::string_view outcome, absl::string_view fields = "") {
  return Object(absl::StrCat(R"(, "outcome": ")", outcome, "\"", fields));
}

std::string Sentence(size_t bytes) {
  return Object(
      absl::StrCat(R"(, "code": "NOT_OURS", "sentence": ")", std::string(bytes, 'x'), "\""));
}

TEST(FileDropReceipt, NamesItsKindAndMessage) {
  EXPECT_EQ(ParseReceiptName("a.b.1.json")->kind, ReceiptKind::kTransport);
  EXPECT_EQ(ParseReceiptName("a.b.1.accept.json")->kind, ReceiptKind::kAccept);
  EXPECT_EQ(ParseReceiptName("a.b.1.return.json")->kind, ReceiptKind::kReturn);
  EXPECT_EQ(ParseReceiptName("a.b.1.return.json")->message, "a.b.1");
  EXPECT_EQ(ParseReceiptName("a.b.1.close.json")->kind, ReceiptKind::kClose);
  EXPECT_EQ(ParseReceiptName("a.b.1.close.json")->message, "a.b.1");
  for (const char* file :
       {"", ".json", ".accept.json", ".close.json", "a.zip", "a.json.error", "json"}) {
    EXPECT_FALSE(ParseReceiptName(file).has_value()) << file;
  }
}

TEST(FileDropReceipt, ProvesTheHashOfWhatWasFetched) {
  const std::string digits(64, 'a');
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const TransportReceipt receipt,
      ParseTransportReceipt(kTransport, Object(absl::StrCat(R"(,"sha256":")", digits, "\""))));
  EXPECT_EQ(receipt.message_id, "7K3MQ2XD9BT.NAV.3");
  EXPECT_EQ(ToHex(receipt.sha256), digits);
}

TEST(FileDropReceipt, TakesNoHashOfAnotherLength) {
  for (const char* hash : {"", "aa", "zz"}) {
    EXPECT_THAT(
        ParseTransportReceipt(kTransport, Object(absl::StrCat(R"(,"sha256":")", hash, "\""))),
        HasField("sha256"));
  }
  EXPECT_THAT(ParseTransportReceipt(kTransport, Object("")), HasField("sha256"));
}

TEST(FileDropReceipt, RefusesByTheHashOfWhatWasFetched) {
  const std::string file = "7K3MQ2XD9BT.NAV.3.refuse.json";
  EXPECT_EQ(ParseReceiptName(file)->kind, ReceiptKind::kRefusal);
  const std::string hash = absl::StrCat(R"({"sha256":")", std::string(64, 'b'), "\"");
  const std::string whole = absl::StrCat(hash, R"(,"reason":"torn"})");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Refusal refusal, ParseRefusal(file, whole));
  EXPECT_EQ(ToHex(refusal.sha256), std::string(64, 'b'));
  EXPECT_THAT(ParseRefusal(file, R"({"reason":"torn"})"), HasField("sha256"));
  EXPECT_THAT(ParseRefusal(file, absl::StrCat(hash, R"(,"name":"x"})")), HasField("receipt"));
  EXPECT_THAT(ParseRefusal(kTransport, absl::StrCat(hash, "}")), HasReason("BAD_RECEIPT"));
}

TEST(FileDropReceipt, BecomesAnAcceptance) {
  const auto request = Accepted(Object(R"(, "agency_case_number": "2024/17")"));
  EXPECT_EQ(request.name(), "cases/7K3MQ2XD9BT");
  EXPECT_EQ(request.agency_case_number(), "2024/17");
  EXPECT_EQ(Accepted(Object("")).agency_case_number(), "");
}

TEST(FileDropReceipt, BecomesAReturn) {
  const auto request = Returned(Object(R"(, "code": "WRONG_PLACE", "sentence": "Bor i Bergen.",
      "proposed_owner": {"agency": "NAV", "unit": "NAV-BERGEN"})"));
  EXPECT_EQ(request.name(), "cases/7K3MQ2XD9BT");
  EXPECT_EQ(request.code(), v1::RETURN_CODE_WRONG_PLACE);
  EXPECT_EQ(request.sentence(), "Bor i Bergen.");
  EXPECT_EQ(request.proposed_owner().agency(), "NAV");
  EXPECT_EQ(request.proposed_owner().unit(), "NAV-BERGEN");
  EXPECT_FALSE(Returned(Sentence(1)).has_proposed_owner());
}

TEST(FileDropReceipt, BecomesAClose) {
  const auto request = Closed(Outcome("REFERRED_EXTERNAL", R"(, "referred_to": "Oslo tingrett")"));
  EXPECT_EQ(request.name(), "cases/7K3MQ2XD9BT");
  EXPECT_EQ(request.outcome(), "REFERRED_EXTERNAL");
  EXPECT_EQ(request.referred_to(), "Oslo tingrett");
  EXPECT_EQ(ParseBusinessReceipt(kClose, Outcome("GRANTED"))->sentence, "");
  EXPECT_EQ(
      ParseBusinessReceipt(kClose, Outcome("GRANTED", R"(, "sentence": "Fra mai.")"))->sentence,
      "Fra mai.");
}

TEST(FileDropReceipt, ClosesWithTextsUpToTheirLimits) {
  const auto with = [](absl::string_view field, size_t bytes) {
    return ParseBusinessReceipt(
        kClose,
        Outcome("GRANTED", absl::StrCat(",\"", field, "\":\"", std::string(bytes, 'x'), "\"")));
  };
  SKRANKE_EXPECT_OK(ParseBusinessReceipt(kClose, Outcome(std::string(kCodeBytesMax, 'A'))));
  EXPECT_THAT(ParseBusinessReceipt(kClose, Outcome(std::string(kCodeBytesMax + 1, 'A'))),
              HasField("outcome"));
  SKRANKE_EXPECT_OK(with("sentence", kReasonBytesMax));
  EXPECT_THAT(with("sentence", kReasonBytesMax + 1), HasField("sentence"));
  EXPECT_THAT(with("sentence", 0), HasField("sentence"));
  SKRANKE_EXPECT_OK(with("referred_to", kNameBytesMax));
  EXPECT_THAT(with("referred_to", kNameBytesMax + 1), HasField("referred_to"));
}

TEST(FileDropReceipt, IsOneCommandHoweverOftenItIsRead) {
  const std::string once = Accepted(Object("")).request_id();
  EXPECT_EQ(Accepted(Object("")).request_id(), once);
  EXPECT_NE(Accepted(Object(R"(, "agency_case_number": "1")")).request_id(), once);
  EXPECT_LE(once.size(), kRequestIdBytesMax);
}

TEST(FileDropReceipt, TakesASentenceUpToItsLimit) {
  SKRANKE_EXPECT_OK(ParseBusinessReceipt(kReturn, Sentence(kReasonBytesMax)));
  EXPECT_THAT(ParseBusinessReceipt(kReturn, Sentence(kReasonBytesMax + 1)), HasField("sentence"));
  EXPECT_THAT(ParseBusinessReceipt(kReturn, Sentence(0)), HasField("sentence"));
}

TEST(FileDropReceipt, IsReadUpToItsLimit) {
  const std::string object = Object("");
  const std::string pad(kReceiptBytesMax - object.size(), ' ');
  SKRANKE_EXPECT_OK(ParseBusinessReceipt(kAccept, object + pad));
  EXPECT_THAT(ParseBusinessReceipt(kAccept, object + pad + " "), HasReason("BAD_RECEIPT"));
}

struct BadReceipt {
  const char* file;
  const char* bytes;
  const char* field;  // Empty: BAD_RECEIPT.
};

class BadReceipts : public ::testing::TestWithParam<BadReceipt> {};

TEST_P(BadReceipts, AreRefusedByTheirFieldAndNotRepeated) {
  const absl::Status status = ParseBusinessReceipt(GetParam().file, GetParam().bytes).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument)) << GetParam().bytes;
  EXPECT_THAT(status, HasField(GetParam().field)) << GetParam().bytes;
  EXPECT_THAT(status.message(), Not(HasSubstr("secret")));
}

#define ID "\"message_id\": \"7K3MQ2XD9BT.NAV.3\""
INSTANTIATE_TEST_SUITE_P(
    EachFault, BadReceipts,
    ::testing::Values(
        BadReceipt{kAccept, "", ""}, BadReceipt{kAccept, "[1]", ""},
        BadReceipt{kAccept, "{\"secret\"", ""}, BadReceipt{kAccept, "{} {}", ""},
        BadReceipt{kAccept, "{\"\xFF\": 1}", ""}, BadReceipt{kTransport, "{" ID "}", ""},
        BadReceipt{"a.zip", "{" ID "}", ""}, BadReceipt{kAccept, "{}", "message_id"},
        BadReceipt{kAccept, "{" ID "," ID "}", ""},
        BadReceipt{kAccept, R"({"message_id": 3})", "message_id"},
        BadReceipt{kAccept, R"({"message_id": "secret"})", "message_id"},
        BadReceipt{kAccept, R"({"message_id": "7K3MQ2XD9BT.NAV.4"})", "message_id"},
        BadReceipt{"a..1.accept.json", R"({"message_id": "a..1"})", "message_id"},
        BadReceipt{"7k3mq2xd9bt.NAV.3.accept.json", R"({"message_id": "7k3mq2xd9bt.NAV.3"})",
                   "message_id"},
        BadReceipt{"7K3MQ2XD9BT.NAV.x.accept.json", R"({"message_id": "7K3MQ2XD9BT.NAV.x"})",
                   "message_id"},
        BadReceipt{"7K3MQ2XD9BT.3.accept.json", R"({"message_id": "7K3MQ2XD9BT.3"})", "message_id"},
        BadReceipt{kAccept, "{" ID R"(, "secret": 1})", "receipt"},
        BadReceipt{kAccept, "{" ID R"(, "agency_case_number": 7})", "agency_case_number"},
        BadReceipt{kAccept, "{" ID R"(, "agency_case_number": "\u0007"})", "agency_case_number"},
        BadReceipt{kAccept, "{" ID R"(, "code": "NOT_OURS"})", "receipt"},
        BadReceipt{kClose, "{" ID "}", "outcome"},
        BadReceipt{kClose, "{" ID R"(, "outcome": ""})", "outcome"},
        BadReceipt{kClose, "{" ID R"(, "outcome": "the secret"})", "outcome"},
        BadReceipt{kClose, "{" ID R"(, "outcome": 1})", "outcome"},
        BadReceipt{kClose, "{" ID R"(, "outcome": "GRANTED", "secret": 1})", "receipt"},
        BadReceipt{kClose, "{" ID R"(, "outcome": "GRANTED", "sentence": null})", "sentence"},
        BadReceipt{kClose, "{" ID R"(, "outcome": "GRANTED", "code": "NOT_OURS"})", "receipt"},
        BadReceipt{kAccept, "{" ID R"(, "outcome": "GRANTED"})", "receipt"},
        BadReceipt{kReturn, "{" ID R"(, "sentence": "x"})", "code"},
        BadReceipt{kReturn, "{" ID R"(, "code": "secret", "sentence": "x"})", "code"},
        BadReceipt{kReturn, "{" ID R"(, "code": "UNSPECIFIED", "sentence": "x"})", "code"},
        BadReceipt{kReturn, "{" ID R"(, "code": "NOT_OURS", "sentence": " \n"})", "sentence"},
        BadReceipt{kReturn, "{" ID R"(, "code": "NOT_OURS", "sentence": "x", "proposed_owner": 1})",
                   "proposed_owner"},
        BadReceipt{kReturn,
                   "{" ID R"(, "code": "NOT_OURS", "sentence": "x", "proposed_owner": {}})",
                   "proposed_owner.agency"},
        BadReceipt{kReturn, "{" ID R"(, "code": "NOT_OURS", "sentence": "x",
                   "proposed_owner": {"agency": "A", "secret": 1}})",
                   "proposed_owner"}));
#undef ID

}  // namespace
}  // namespace skranke
