#include "libs/gateway/connect_head.h"

#include <gtest/gtest.h>

#include "libs/gateway/gateway_fixture.h"
#include "libs/rpc/rpc_observer.h"

namespace skranke {
namespace {

HttpHead Head(const HttpHeaders& more = {}) {
  HttpHead head = {
      .verb = "POST", .target = kGetCase, .headers = {{"connect-protocol-version", "1"}}};
  head.headers.insert(head.headers.begin(), more.begin(), more.end());
  return head;
}

const MethodPaths& Paths() {
  static const MethodPaths& paths = *new MethodPaths(*MethodPaths::Make(GatewayMethods()));
  return paths;
}

ConnectCall Taken(const HttpHead& head) {
  auto read = ReadConnectHead(Paths(), head);
  if (auto* call = std::get_if<ConnectCall>(&read)) return *call;
  ADD_FAILURE() << "refused with " << std::get<RefusedHead>(read).answer.status;
  return {};
}

RefusedHead Refused(const HttpHead& head) {
  auto read = ReadConnectHead(Paths(), head);
  if (auto* refused = std::get_if<RefusedHead>(&read)) return *refused;
  ADD_FAILURE() << "taken";
  return {};
}

HttpHead Json(const HttpHeaders& more = {}) {
  HttpHead head = Head(more);
  head.headers.emplace_back("content-type", "application/json");
  return head;
}

struct TargetCase {
  const char* target;
  int status;  // 200: taken.
};

TEST(ConnectHead, FindsAMethodByItsPathToTheLetter) {
  const TargetCase cases[] = {
      {"/skranke.v1.FrontDeskService/GetCase", 200},
      {"/skranke.v1.FrontDeskService/GetCase?any=query", 200},
      {"/skranke.v1.FrontDeskService/GetCase/", 404},
      {"/skranke.v1.FrontDeskService/getCase", 404},
      {"/skranke.v1.frontDeskService/GetCase", 404},
      {"//skranke.v1.FrontDeskService/GetCase", 404},
      {"skranke.v1.FrontDeskService/GetCase", 404},
      {"http://office/skranke.v1.FrontDeskService/GetCase", 404},
      {"/skranke.v1.FrontDeskService/FinishCase", 404},
      {"/", 404},
      {"*", 404},
      {"", 404},
  };
  for (const TargetCase& c : cases) {
    HttpHead head = Json();
    head.target = c.target;
    if (c.status == 200) {
      EXPECT_EQ(Taken(head).method->full_name, kGetCase) << c.target;
    } else {
      const RefusedHead refused = Refused(head);
      EXPECT_EQ(refused.answer.status, 404) << c.target;
      EXPECT_EQ(refused.answer.body, "") << c.target;
      EXPECT_EQ(refused.method_index, kUnlistedMethod) << c.target;
    }
  }
}

TEST(ConnectHead, TakesNoVerbButPost) {
  for (const char* verb : {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post", ""}) {
    HttpHead head = Json();
    head.verb = verb;
    const RefusedHead refused = Refused(head);
    EXPECT_EQ(refused.answer.status, 405) << verb;
    EXPECT_EQ(HeaderOf(refused.answer.headers, "allow"), "POST") << verb;
    EXPECT_EQ(refused.answer.body, "") << verb;
  }
}

struct TypeCase {
  const char* type;
  const char* answered;  // Empty: 415.
  Codec codec = Codec::kJson;
};

TEST(ConnectHead, TakesTheThreeTypesOfAUnaryCallInAnyCase) {
  const TypeCase cases[] = {
      {"application/proto", "application/proto", Codec::kProto},
      {"Application/Proto", "application/proto", Codec::kProto},
      {"application/json", "application/json"},
      {"APPLICATION/JSON", "application/json"},
      {"application/json; charset=utf-8", "application/json; charset=utf-8"},
      {"application/json;charset=UTF-8", "application/json; charset=utf-8"},
      {" application/json ", "application/json"},
      {"application/json; charset=latin1", ""},
      {"application/proto; charset=utf-8", ""},
      {"application/connect+json", ""},
      {"application/connect+proto", ""},
      {"application/grpc", ""},
      {"application/x-www-form-urlencoded", ""},
      {"text/plain", ""},
      {"application/jsonx", ""},
      {"", ""},
  };
  for (const TypeCase& c : cases) {
    const HttpHead head = Head({{"content-type", c.type}});
    if (*c.answered == '\0') {
      EXPECT_EQ(Refused(head).answer.status, 415) << c.type;
      EXPECT_EQ(Refused(head).answer.body, "") << c.type;
    } else {
      EXPECT_EQ(Taken(head).content_type, c.answered) << c.type;
      EXPECT_EQ(Taken(head).codec, c.codec) << c.type;
    }
  }
  EXPECT_EQ(Refused(Head()).answer.status, 415) << "no type at all";
}

TEST(ConnectHead, HasNoUnaryWayToAStream) {
  for (const char* method : {kSubscribe, kBulkRegister}) {
    for (const char* type : {"application/json", "application/connect+json"}) {
      HttpHead head = Head({{"content-type", type}});
      head.target = method;
      EXPECT_EQ(Refused(head).answer.status, 415) << method << " " << type;
    }
  }
}

TEST(ConnectHead, DemandsTheProtocolsVersion) {
  HttpHead head = Json();
  for (const char* version : {"", "0", "2", "1.0", "01", "11"}) {
    head.headers[0].second = version;
    EXPECT_EQ(Refused(head).answer.status, 400) << version;
    EXPECT_EQ(Refused(head).code, absl::StatusCode::kInvalidArgument) << version;
  }
  head.headers.erase(head.headers.begin());
  const RefusedHead refused = Refused(head);
  EXPECT_THAT(refused.answer.body, HasSubstr(R"("code":"invalid_argument")"));
  EXPECT_THAT(refused.answer.body, HasSubstr("UNSUPPORTED_PROTOCOL_VERSION"));
}

struct TimeoutCase {
  const char* sent;
  absl::Duration timeout;  // Infinite: refused.
};

TEST(ConnectHead, ReadsATimeoutOfOneToTenDigits) {
  const TimeoutCase cases[] = {
      {"0", absl::ZeroDuration()},
      {"1", absl::Milliseconds(1)},
      {"30000", absl::Seconds(30)},
      {"9999999999", absl::Milliseconds(9'999'999'999)},
      {"0000000001", absl::Milliseconds(1)},
      {"00000000001", absl::InfiniteDuration()},
      {"10000000000", absl::InfiniteDuration()},
      {"", absl::InfiniteDuration()},
      {"-1", absl::InfiniteDuration()},
      {"+1", absl::InfiniteDuration()},
      {"1.5", absl::InfiniteDuration()},
      {"1 0", absl::InfiniteDuration()},
      {"0x10", absl::InfiniteDuration()},
      {"1s", absl::InfiniteDuration()},
  };
  for (const TimeoutCase& c : cases) {
    const HttpHead head = Json({{"connect-timeout-ms", c.sent}});
    if (c.timeout == absl::InfiniteDuration()) {
      EXPECT_EQ(Refused(head).answer.status, 400) << c.sent;
      EXPECT_THAT(Refused(head).answer.body, HasSubstr("BAD_TIMEOUT")) << c.sent;
    } else {
      EXPECT_EQ(Taken(head).timeout, c.timeout) << c.sent;
    }
  }
  EXPECT_EQ(Taken(Json()).timeout, absl::InfiniteDuration());
}

TEST(ConnectHead, KnowsTwoEncodings) {
  EXPECT_FALSE(Taken(Json()).gzip_in);
  EXPECT_FALSE(Taken(Json({{"content-encoding", "identity"}})).gzip_in);
  EXPECT_TRUE(Taken(Json({{"content-encoding", "gzip"}})).gzip_in);
  for (const char* encoding : {"br", "deflate", "gzip, gzip", "zstd"}) {
    const RefusedHead refused = Refused(Json({{"content-encoding", encoding}}));
    EXPECT_EQ(refused.answer.status, 501) << encoding;
    EXPECT_EQ(HeaderOf(refused.answer.headers, "accept-encoding"), "gzip") << encoding;
    EXPECT_THAT(refused.answer.body, HasSubstr("gzip or identity")) << encoding;
  }
}

struct AcceptCase {
  const char* accepts;
  bool gzip;
};

TEST(ConnectHead, AnswersInTheFirstEncodingThatBothKnow) {
  const AcceptCase cases[] = {
      {"gzip", true},
      {"br, gzip", true},
      {"gzip,identity", true},
      {"identity, gzip", false},
      {"identity", false},
      {"br", false},
      {"", false},
      {"gzip;q=0", false},
      {"*", false},
      {"br;q=1, gzip", true},
  };
  for (const AcceptCase& c : cases) {
    EXPECT_EQ(Taken(Json({{"accept-encoding", c.accepts}})).gzip_out, c.gzip) << c.accepts;
    // Who says what it takes is not asked how it came.
    EXPECT_EQ(Taken(Json({{"accept-encoding", c.accepts}, {"content-encoding", "gzip"}})).gzip_out,
              c.gzip)
        << c.accepts;
  }
  EXPECT_TRUE(Taken(Json({{"content-encoding", "gzip"}})).gzip_out);
  EXPECT_FALSE(Taken(Json()).gzip_out);
}

TEST(ConnectHead, TakesTheCallerAsItIsNamed) {
  EXPECT_EQ(Taken(Json()).caller, "");
  EXPECT_EQ(Taken(Json({{"skranke-dev-caller", " clerk "}})).caller, "clerk");
  EXPECT_EQ(Taken(Json({{"skranke-dev-caller", "one"}, {"skranke-dev-caller", "two"}})).caller,
            "one");
  for (const char* name : {"s\xc3\xb8nke", "\xff", "a\tb"}) {
    EXPECT_THAT(Refused(Json({{"skranke-dev-caller", name}})).answer.body, HasSubstr("BAD_CALLER"));
  }
}

TEST(MethodPaths, NeedsADescriptionOfEveryMethod) {
  for (const char* name :
       {"/skranke.v1.FrontDeskService/Nothing", "/no.Service/GetCase", "", "x"}) {
    EXPECT_THAT(MethodPaths::Make({{.full_name = name}}), HasReason("BAD_METHOD_NAME")) << name;
  }
}

}  // namespace
}  // namespace skranke
