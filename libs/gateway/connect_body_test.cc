#include "libs/gateway/connect_body.h"

#include <gtest/gtest.h>

#include "libs/gateway/gateway_fixture.h"
#include "libs/gateway/gzip.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

constexpr size_t kMost = 10'000;

ConnectCall CallOf(Codec codec, bool gzip_in = false, bool gzip_out = false) {
  static const MethodPaths& paths = *new MethodPaths(*MethodPaths::Make(GatewayMethods()));
  return {.method = paths.Find(kGetCase),
          .codec = codec,
          .content_type = codec == Codec::kJson ? "application/json" : "application/proto",
          .gzip_in = gzip_in,
          .gzip_out = gzip_out};
}

std::string RequestNaming(const std::string& name) {
  v1::GetCaseRequest request;
  request.set_name(name);
  return request.SerializeAsString();
}

TEST(ConnectBody, PassesBinaryThroughUnread) {
  EXPECT_THAT(RequestOfBody(CallOf(Codec::kProto), "\xff any", kMost), IsOkAndHolds("\xff any"));
  EXPECT_THAT(RequestOfBody(CallOf(Codec::kProto), "", kMost), IsOkAndHolds(""));
}

TEST(ConnectBody, ReadsJson) {
  EXPECT_THAT(RequestOfBody(CallOf(Codec::kJson), R"({"name":"cases/1"})", kMost),
              IsOkAndHolds(RequestNaming("cases/1")));
  EXPECT_THAT(RequestOfBody(CallOf(Codec::kJson), "", kMost), HasReason("INVALID_MESSAGE"));
}

TEST(ConnectBody, InflatesButNotNothing) {
  const auto gzip = CallOf(Codec::kProto, true);
  EXPECT_THAT(RequestOfBody(gzip, Gzip("bytes"), kMost), IsOkAndHolds("bytes"));
  EXPECT_THAT(RequestOfBody(gzip, Gzip(""), kMost), IsOkAndHolds(""));
  EXPECT_THAT(RequestOfBody(gzip, "", kMost), IsOkAndHolds(""));
  EXPECT_THAT(RequestOfBody(gzip, "bytes", kMost), HasReason("BAD_ENCODING"));
  EXPECT_THAT(RequestOfBody(CallOf(Codec::kJson, true), Gzip(R"({"name":"cases/1"})"), kMost),
              IsOkAndHolds(RequestNaming("cases/1")));
}

TEST(ConnectBody, TakesTheLimitAndNotOneByteMore) {
  const auto plain = CallOf(Codec::kProto);
  const auto gzip = CallOf(Codec::kProto, true);
  EXPECT_THAT(RequestOfBody(plain, std::string(kMost, 'x'), kMost), IsOk());
  EXPECT_THAT(RequestOfBody(plain, std::string(kMost + 1, 'x'), kMost),
              HasReason("MESSAGE_TOO_LARGE"));
  EXPECT_THAT(RequestOfBody(gzip, Gzip(std::string(kMost, 'x')), kMost), IsOk());
  EXPECT_THAT(RequestOfBody(gzip, Gzip(std::string(kMost + 1, 'x')), kMost),
              HasReason("MESSAGE_TOO_LARGE"));
}

TEST(ConnectBody, ReadsNoMoreJsonThanItsMethodCouldTake) {
  const auto paths = MethodPaths::Make({{.full_name = kGetCase, .max_bytes = 100}});
  SKRANKE_ASSERT_OK(paths);
  ConnectCall json = CallOf(Codec::kJson), gzip = CallOf(Codec::kJson, true),
              proto = CallOf(Codec::kProto);
  for (ConnectCall* call : {&json, &gzip, &proto}) call->method = paths->Find(kGetCase);
  const auto padded = [](size_t size) {
    std::string body = R"({"name":"cases/1"})";
    return body + std::string(size - body.size(), ' ');
  };
  const size_t limit = 100 * kJsonFactor;
  EXPECT_THAT(RequestOfBody(json, padded(limit), kMost), IsOk());
  EXPECT_THAT(RequestOfBody(json, padded(limit + 1), kMost), HasReason("MESSAGE_TOO_LARGE"));
  EXPECT_THAT(RequestOfBody(gzip, Gzip(padded(limit + 1)), kMost), HasReason("MESSAGE_TOO_LARGE"));
  EXPECT_THAT(RequestOfBody(json, padded(limit), limit - 1), HasReason("MESSAGE_TOO_LARGE"));
  // What is not parsed here, the method table refuses.
  EXPECT_THAT(RequestOfBody(proto, padded(limit + 1), kMost), IsOk());
}

TEST(Gzip, ReadsSeveralMembersAndNoHalves) {
  const std::string text(200'000, 'y');
  const std::string whole = Gzip(text);
  EXPECT_THAT(Gunzip(whole, text.size()), IsOkAndHolds(text));
  EXPECT_THAT(Gunzip(whole + Gzip("z"), text.size() + 1), IsOkAndHolds(text + "z"));
  EXPECT_THAT(Gunzip(whole + "rest", text.size()), HasReason("BAD_ENCODING"));
  for (size_t cut = 0; cut < whole.size(); ++cut) {
    EXPECT_THAT(Gunzip(whole.substr(0, cut), text.size()), HasReason("BAD_ENCODING")) << cut;
  }
}

// A bomb in a bomb's case: each member is small, all of them are not.
TEST(Gzip, StopsAtTheLimitAlsoOverManyMembers) {
  std::string bomb;
  for (int i = 0; i < 1'000; ++i) bomb += Gzip(std::string(100'000, '\0'));
  EXPECT_THAT(Gunzip(bomb, 1'000'000), HasReason("MESSAGE_TOO_LARGE"));
}

TEST(Gzip, ReadsNoZlibAndNoRawStream) {
  EXPECT_THAT(Gunzip(std::string("\x78\x9c\x03\x00\x00\x00\x00\x01", 8), 10),
              HasReason("BAD_ENCODING"));
  EXPECT_THAT(Gunzip(std::string("\x03\x00", 2), 10), HasReason("BAD_ENCODING"));
}

UnaryAnswer ReplyOf(size_t size) {
  v1::GetCaseResponse response;
  response.mutable_citizen_case()->set_name(std::string(size, 'n'));
  return {.bytes = response.SerializeAsString()};
}

TEST(ConnectBody, AnswersInTheFormOfTheRequest) {
  UnaryAnswer one = ReplyOf(1), two = ReplyOf(1);
  const HttpAnswer json = HttpAnswerOf(CallOf(Codec::kJson), one);
  EXPECT_EQ(json.status, 200);
  EXPECT_EQ(HeaderOf(json.headers, "content-type"), "application/json");
  EXPECT_EQ(json.body, R"({"citizenCase":{"name":"n"}})");
  const HttpAnswer proto = HttpAnswerOf(CallOf(Codec::kProto), two);
  EXPECT_EQ(HeaderOf(proto.headers, "content-type"), "application/proto");
  EXPECT_EQ(proto.body, ReplyOf(1).bytes);
}

TEST(ConnectBody, CompressesWhatIsLongEnoughForThoseWhoAskForIt) {
  UnaryAnswer small = ReplyOf(kGzipFrom / 2), large = ReplyOf(kGzipFrom), again = large;
  EXPECT_FALSE(HasHeader(HttpAnswerOf(CallOf(Codec::kProto, false, true), small).headers,
                         "content-encoding"));
  const HttpAnswer packed = HttpAnswerOf(CallOf(Codec::kProto, false, true), large);
  EXPECT_EQ(HeaderOf(packed.headers, "content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), kGzipFrom);
  EXPECT_THAT(Gunzip(packed.body, kMost), IsOkAndHolds(ReplyOf(kGzipFrom).bytes));
  EXPECT_FALSE(HasHeader(HttpAnswerOf(CallOf(Codec::kProto), again).headers, "content-encoding"));
}

TEST(ConnectBody, PutsTrailingMetadataIntoHeaders) {
  UnaryAnswer answer = ReplyOf(1);
  answer.trailing_metadata = {{"skranke-position", "7"}, {"x-bin", "\x01\xff"}, {"x", "a\r\nb: c"}};
  const HttpAnswer http = HttpAnswerOf(CallOf(Codec::kJson), answer);
  EXPECT_EQ(HeaderOf(http.headers, "trailer-skranke-position"), "7");
  EXPECT_EQ(HeaderOf(http.headers, "trailer-x-bin"), "Af8");
  EXPECT_FALSE(HasHeader(http.headers, "trailer-x"));
  answer.status = absl::NotFoundError("no such case");
  EXPECT_EQ(HeaderOf(HttpAnswerOf(CallOf(Codec::kJson), answer).headers, "trailer-x-bin"), "Af8");
}

TEST(ConnectBody, TurnsAReplyThatIsNoneIntoAnError) {
  UnaryAnswer answer = {.bytes = "\xff"};
  EXPECT_EQ(HttpAnswerOf(CallOf(Codec::kJson), answer).status, 500);
  EXPECT_THAT(answer.status, HasReason("UNREADABLE_REPLY"));
}

}  // namespace
}  // namespace skranke
