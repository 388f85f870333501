#include "libs/rpc/parse_request.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "libs/base/limits.h"
#include "libs/testing/matchers.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

using Request = v1::RegisterCaseRequest;

TEST(ParseRequest, RefusesBytesThatAreNoSuchMessage) {
  Request request;
  EXPECT_THAT(ParseRequest("\xff\xff\xff", request), HasReason("INVALID_MESSAGE"));
  SKRANKE_EXPECT_OK(ParseRequest("", request));
}

TEST(ParseRequest, NamesTheTextThatIsNoUtf8) {
  struct Row {
    const char* bytes;
    const char* field;
  };
  Request request;
  // Field 2 is the task; field 5 the facts, whose field 2 is a text.
  for (const Row& row : {Row{"\x12\x01\xff", "task"}, Row{"\x18\x01\x12\x01\xff", "task"},
                         Row{"\x2a\x03\x12\x01x\x2a\x03\x12\x01\xff", "facts[1].text"}}) {
    const absl::Status status = ParseRequest(row.bytes, request);
    EXPECT_THAT(status, HasReason("INVALID_FIELD"));
    EXPECT_THAT(status, HasField(row.field));
  }
  // Cut off behind the broken text: the text is named all the same; before it, nothing is.
  EXPECT_THAT(ParseRequest("\x12\x01\xff\x2a\x7f", request), HasField("task"));
  EXPECT_THAT(ParseRequest("\x2a\x7f\x12\x01\xff", request), HasReason("INVALID_MESSAGE"));
}

TEST(ParseRequest, HoldsEveryLimitOnBothSides) {
  struct Row {
    const char* name;
    std::function<void(Request&)> fill;
    const char* field;  // At fault; empty where it is fine.
  };
  const auto note = [](size_t bytes) {
    return [bytes](Request& r) { r.set_note(std::string(bytes, 'x')); };
  };
  const auto parties = [](size_t count) {
    return [count](Request& r) {
      for (size_t i = 0; i < count; ++i) r.add_parties();
    };
  };
  const auto facts = [](size_t count) {
    return [count](Request& r) {
      for (size_t i = 0; i < count; ++i) r.add_facts();
    };
  };
  const auto fact = [](size_t bytes) {
    return [bytes](Request& r) { r.add_facts()->set_text(std::string(bytes, 'x')); };
  };
  const auto received = [](int64_t seconds, int32_t nanos) {
    return [=](Request& r) {
      r.mutable_receive_time()->set_seconds(seconds);
      r.mutable_receive_time()->set_nanos(nanos);
    };
  };
  const Row rows[] = {
      {"longest note", note(kNoteBytesMax), ""},
      {"longer note", note(kNoteBytesMax + 1), "note"},
      {"most parties", parties(kPartiesPerCaseMax), ""},
      {"more parties", parties(kPartiesPerCaseMax + 1), "parties"},
      {"most facts", facts(kFactsPerCaseMax), ""},
      {"more facts", facts(kFactsPerCaseMax + 1), "facts"},
      {"longest fact", fact(kFactBytesMax), ""},
      {"longer fact", fact(kFactBytesMax + 1), "facts[0].text"},
      {"line end in a note", [](Request& r) { r.set_note("a\nb"); }, ""},
      {"bell in a note", [](Request& r) { r.set_note("a\ab"); }, "note"},
      {"known channel", [](Request& r) { r.set_channel(v1::CHANNEL_PHONE); }, ""},
      {"unknown channel", [](Request& r) { r.set_channel(static_cast<v1::Channel>(99)); },
       "channel"},
      {"unknown role below",
       [](Request& r) {
         r.add_parties();
         r.add_parties()->set_role(static_cast<v1::PartyRole>(99));
       },
       "parties[1].role"},
      {"long number below",
       [](Request& r) {
         r.add_parties()->mutable_person()->set_number(std::string(kIdentifierBytesMax + 1, '1'));
       },
       "parties[0].person.number"},
      {"first instant", received(-62135596800, 0), ""},
      {"before it", received(-62135596801, 0), "receive_time"},
      {"last instant", received(253402300799, 999999999), ""},
      {"after it", received(253402300800, 0), "receive_time"},
      {"negative nanos", received(0, -1), "receive_time"},
      {"too many nanos", received(0, 1000000000), "receive_time"},
      {"a hash is bytes, not text",
       [](Request& r) { r.add_documents()->set_sha256(std::string(32, '\xff')); }, ""},
  };
  for (const Row& row : rows) {
    Request filled;
    row.fill(filled);
    Request parsed;
    const absl::Status status = ParseRequest(filled.SerializeAsString(), parsed);
    EXPECT_EQ(FieldOf(status), row.field) << row.name << ": " << status;
    EXPECT_EQ(status.ok(), std::string(row.field).empty()) << row.name << ": " << status;
  }
}

TEST(ParseRequest, DoesNotRepeatWhatAFieldHeld) {
  Request filled;
  filled.set_note("secret\a");
  Request parsed;
  EXPECT_THAT(std::string(ParseRequest(filled.SerializeAsString(), parsed).message()),
              testing::Not(testing::HasSubstr("secret")));
}

}  // namespace
}  // namespace skranke
