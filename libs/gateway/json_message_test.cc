#include "libs/gateway/json_message.h"

#include <gtest/gtest.h>

#include "libs/gateway/gateway_fixture.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

absl::StatusOr<v1::RegisterCaseRequest> Register(absl::string_view json) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes,
                           MessageOfJson(*v1::RegisterCaseRequest::descriptor(), json));
  v1::RegisterCaseRequest request;
  EXPECT_TRUE(request.ParseFromString(bytes));
  return request;
}

TEST(JsonMessage, TakesBothNamesOfAFieldAndTheCanonicalForms) {
  for (const char* json :
       {R"({"requestId":"a","channel":"CHANNEL_COUNTER","receiveTime":"2024-03-04T09:00:00Z"})",
        R"({"request_id":"a","channel":1,"receive_time":"2024-03-04T10:00:00+01:00"})",
        "\n {\"channel\" : 1 , "
        "\"requestId\":\"\\u0061\",\"receiveTime\":\"2024-03-04T09:00:00Z\"}"}) {
    const auto request = Register(json);
    ASSERT_THAT(request, IsOk()) << json;
    EXPECT_EQ(request->request_id(), "a");
    EXPECT_EQ(request->channel(), v1::CHANNEL_COUNTER);
    EXPECT_EQ(request->receive_time().seconds(), 1'709'542'800);
  }
}

TEST(JsonMessage, IsTheSameHoweverItsFieldsAreOrdered) {
  const auto* type = v1::RegisterCaseRequest::descriptor();
  EXPECT_EQ(*MessageOfJson(*type, R"({"requestId":"a","task":"pass","note":"n"})"),
            *MessageOfJson(*type, R"({"note":"n","new":[{}],"task":"pass","requestId":"a"})"));
}

TEST(JsonMessage, IgnoresFieldsThatItDoesNotKnow) {
  const auto request = Register(
      R"({"task":"pass","x":{"a":["]}\"",{"b":null}],"channel":"NOT_OURS"},"s\u00f8knad":-1.5e3,
          "parties":[{"role":"PARTY_ROLE_APPLICANT","x":true,"person":{"number":"1"}}]})");
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->task(), "pass");
  EXPECT_EQ(request->parties(0).person().number(), "1");
}

struct EnumCase {
  const char* json;
  const char* field;  // Empty: taken.
};

// protobuf alone would put our default where the caller said something else.
TEST(JsonMessage, RefusesAnEnumNameThatItDoesNotKnow) {
  const EnumCase cases[] = {
      {R"({"channel":"CHANNEL_COUNTERS"})", "channel"},
      {R"({"x":1,"channel":"CHANNEL_COUNTERS"})", "channel"},
      {R"({"x":"}","channel":""})", "channel"},
      {R"({"parties":[{},{"x":1,"role":"NOBODY"}]})", "parties[1].role"},
      {R"({"x":[],"parties":{"role":"NOBODY"}})", "parties.role"},
      {R"({"\u0063hannel":"NOBODY"})", "channel"},
      {R"({"x":1,"\u0063hannel":"CHANNEL\u005fCOUNTER"})", ""},
      {R"({"x":1,"\\u0063hannel":"NOBODY"})", ""},
      {R"({"x":1,"channel":"CHANNEL_COUNTER"})", ""},
      {R"({"x":1,"channel":null,"parties":[],"facts":[{}]})", ""},
      {R"({"x":1,"channel":"1","parties":[{"role":1}]})", ""},
  };
  for (const EnumCase& c : cases) {
    const auto request = Register(c.json);
    if (*c.field == '\0') {
      EXPECT_THAT(request, IsOk()) << c.json;
    } else {
      EXPECT_THAT(request, HasField(c.field)) << c.json;
    }
  }
}

// protobuf alone takes more than RFC 8259 has; where its enum names have to be looked for, we do
// not.
TEST(JsonMessage, LooksForEnumNamesInProperJsonOnly) {
  for (const char* json : {"{note:\"a\",x:1}", "{\"x\":1,'channel':'NOBODY'}", "{\"x\":1,}"}) {
    EXPECT_THAT(Register(json), HasReason("INVALID_MESSAGE")) << json;
  }
}

TEST(JsonMessage, RefusesWhatIsNoSuchMessageWithoutRepeatingIt) {
  std::string deep = "{\"x\":";
  for (int i = 0; i < 100'000; ++i) deep += "[";
  const std::string cases[] = {
      "",
      " ",
      "null",
      "[]",
      "7",
      "\"ola\"",
      "{",
      "{}}",
      "{} {}",
      "{\"note\":\"ola}",
      "{\"note\":7}",
      "{\"note\":[\"ola\"]}",
      "{note:'ola',x:1}",
      "{\"channel\":1.5}",
      "{\"channel\":99999999999}",
      "{\"receiveTime\":\"ola\"}",
      "{\"parties\":\"ola\"}",
      "{\"note\":\"ola\\ud800\"}",
      "{\"note\":\"ola\\udc00\"}",
      "{\"note\":\"\xff ola\"}",
      "{\"note\":\"\xc0\x80 ola\"}",
      "\xef\xbb\xbf{\"note\":\"ola\"}",
      "{\"documents\":[{\"sha256\":\"ola!\"}]}",
      std::string("{\"note\":\"ola\"}\0", 15),
      deep,
  };
  for (const std::string& json : cases) {
    const auto request = Register(json);
    EXPECT_THAT(request, HasReason("INVALID_MESSAGE")) << json.substr(0, 80);
    EXPECT_THAT(std::string(request.status().message()), Not(HasSubstr("ola"))) << json;
  }
  EXPECT_THAT(Register("{}"), IsOk());
}

TEST(JsonMessage, WritesTheCanonicalForm) {
  v1::ListCasesResponse response;
  EXPECT_EQ(*JsonOfMessage(*response.descriptor(), ""), "{}");
  response.set_next_page_token("\xc3\xb8\"\n");
  response.add_cases()->set_name("cases/1");
  response.mutable_cases(0)->mutable_create_time()->set_seconds(1'709'542'800);
  response.mutable_cases(0)->set_state(v1::STATE_ROUTED);
  EXPECT_EQ(*JsonOfMessage(*response.descriptor(), response.SerializeAsString()),
            "{\"cases\":[{\"name\":\"cases/1\",\"state\":\"STATE_ROUTED\","
            "\"createTime\":\"2024-03-04T09:00:00Z\"}],\"nextPageToken\":\"\xc3\xb8\\\"\\n\"}");
}

TEST(JsonMessage, SaysThatAReplyCannotBeRead) {
  EXPECT_THAT(JsonOfMessage(*v1::ListCasesResponse::descriptor(), "\xff"),
              HasReason("UNREADABLE_REPLY"));
}

}  // namespace
}  // namespace skranke
