// Every field on the wrong side of its limit: the answer names it, and nothing is stored. The
// limits are written down here apart from the server's own table, so that none changes unseen.
#include "libs/base/limits.h"

#include <cstdint>
#include <limits>
#include <map>

#include "google/protobuf/timestamp.pb.h"
#include "tests/hostile/hostile_fixture.h"

namespace skranke {
namespace {

using google::protobuf::Message;
using google::protobuf::Reflection;

class HostileLimits : public HostileFixture {};

// A whole package or list in one request: its limit is above what a channel of ours sends at all.
bool TakesAPackage(const Seed& seed) {
  const std::string& type = seed.request().name();
  return type == "ApplyOfficeRequest" || type == "CheckTaskListRequest" ||
         type == "ConvertTaskListRequest" || type == "ReplayTaskListRequest" ||
         type == "SaveDraftRequest" || type == "ImportRulebookRequest";
}

constexpr size_t kFarTooLong = 64 * 1024;

// By the field's name; any other text is an identifier or a code.
size_t BytesMax(const google::protobuf::FieldDescriptor& described) {
  const std::string& field = described.name();
  // One sentence, as a reason is.
  if (described.containing_type()->name() == "StopClockRequest" && field == "note") {
    return kReasonBytesMax;
  }
  static const auto& limits = *new std::map<std::string, size_t>{
      {"request_id", kRequestIdBytesMax},
      {"list_id", kRequestIdBytesMax},
      {"note", kNoteBytesMax},
      {"reason", kReasonBytesMax},
      {"sentence", kReasonBytesMax},
      {"question", kReasonBytesMax},
      {"description", kReasonBytesMax},
      {"text", kFactBytesMax},
      {"title", kNameBytesMax},
      {"public_title", kNameBytesMax},
      {"given_name", kNameBytesMax},
      {"correspondent", kNameBytesMax},
      {"access_ground", kNameBytesMax},
      {"referred_to", kNameBytesMax},
      {"phone", kContactBytesMax},
      {"email", kContactBytesMax},
      {"address", kContactBytesMax},
      {"page_token", kContactBytesMax},
      {"message_id", kContactBytesMax},
      {"path", kContactBytesMax},
      {"row", kNoteBytesMax},
  };
  const auto found = limits.find(field);
  return found == limits.end() ? kIdentifierBytesMax : found->second;
}

// A text of that many bytes, with a character of three at its end.
std::string TextOf(size_t bytes) { return std::string(bytes - 3, 'x') + "\u20AC"; }

TEST_F(HostileLimits, OfTextsAreHeldOnBothSides) {
  for (const Seed& seed : Seeds()) {
    for (const FieldPath& path : FieldsOf(seed.request(), &IsText)) {
      const std::string what = absl::StrCat(seed.method, " ", path.value());
      const size_t most = BytesMax(path.field());
      for (const size_t bytes : {most + 1, kFarTooLong}) {
        const std::string text = TextOf(bytes);
        EXPECT_EQ(FaultOfRefusal(Send(seed, *WithText(seed, path, text)), path.value(), text), "")
            << what << " of " << bytes << " bytes";
      }
      if (seed.shape == Shape::kStream) continue;
      const Outcome longest = Send(seed, *WithText(seed, path, TextOf(most)));
      EXPECT_EQ(FaultOf(seed, longest, Secret(path, TextOf(most))), "") << what;
      EXPECT_THAT(longest.status.message(), ::testing::Not(::testing::HasSubstr("is longer")))
          << what;
    }
  }
}

TEST_F(HostileLimits, OfEnumsAreTheirKnownValues) {
  constexpr int kLeast = std::numeric_limits<int32_t>::min();
  constexpr int kMost = std::numeric_limits<int32_t>::max();
  for (const Seed& seed : Seeds()) {
    for (const FieldPath& path : FieldsOf(seed.request(), &IsEnum)) {
      const auto& known = *path.field().enum_type();
      const int next = known.value(known.value_count() - 1)->number() + 1;
      for (const int value : {next, 9999, -1, kLeast, kMost}) {
        const Request request = Granted(seed);
        Message& holder = Holder(path, *request);
        holder.GetReflection()->SetEnumValue(&holder, &path.field(), value);
        EXPECT_EQ(FaultOfRefusal(Send(seed, *request), path.value(), ""), "")
            << seed.method << " " << path.value() << " = " << value;
      }
    }
  }
}

TEST_F(HostileLimits, OfTimesAreThoseThatCanBe) {
  struct Row {
    int64_t seconds;
    int32_t nanos;
  };
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  for (const Seed& seed : Seeds()) {
    for (const FieldPath& path : FieldsOf(seed.request(), &IsTime)) {
      for (const Row& row : {Row{-62135596801, 0}, Row{253402300800, 0}, Row{0, -1},
                             Row{0, 1'000'000'000}, Row{kMost, 0}, Row{-kMost - 1, 0}}) {
        const Request request = Granted(seed);
        Message& holder = Holder(path, *request);
        auto& time = static_cast<google::protobuf::Timestamp&>(
            *holder.GetReflection()->MutableMessage(&holder, &path.field()));
        time.set_seconds(row.seconds);
        time.set_nanos(row.nanos);
        EXPECT_EQ(FaultOfRefusal(Send(seed, *request), path.value(), ""), "")
            << seed.method << " " << path.value() << " = " << row.seconds << "s " << row.nanos;
      }
    }
  }
}

// The ends of time are possible times: they must not overflow anything on their way.
TEST_F(HostileLimits, OfTimesMayBeReached) {
  for (const Seed& seed : Seeds()) {
    if (seed.shape == Shape::kStream) continue;
    for (const FieldPath& path : FieldsOf(seed.request(), &IsTime)) {
      for (const int64_t seconds : {-62135596800, int64_t{0}, 253402300799}) {
        const Request request = Granted(seed);
        Message& holder = Holder(path, *request);
        auto& time = static_cast<google::protobuf::Timestamp&>(
            *holder.GetReflection()->MutableMessage(&holder, &path.field()));
        time.set_seconds(seconds);
        EXPECT_EQ(FaultOf(seed, Send(seed, *request), ""), "")
            << seed.method << " " << path.value() << " = " << seconds;
      }
    }
  }
}

TEST_F(HostileLimits, OfNumbersOverflowNothing) {
  for (const Seed& seed : Seeds()) {
    if (seed.shape == Shape::kStream) continue;
    for (const FieldPath& path : FieldsOf(seed.request(), &IsNumber)) {
      for (const int64_t value : {std::numeric_limits<int64_t>::min(), int64_t{-1},
                                  std::numeric_limits<int64_t>::max()}) {
        const Request request = Granted(seed);
        Message& holder = Holder(path, *request);
        const Reflection& reflection = *holder.GetReflection();
        if (path.field().cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_INT32) {
          reflection.SetInt32(&holder, &path.field(), static_cast<int32_t>(value >> 32));
        } else if (path.field().cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_INT64) {
          reflection.SetInt64(&holder, &path.field(), value);
        } else {
          reflection.SetUInt64(&holder, &path.field(), static_cast<uint64_t>(value));
        }
        EXPECT_EQ(FaultOf(seed, Send(seed, *request), ""), "")
            << seed.method << " " << path.value() << " = " << value;
      }
    }
  }
}

size_t CountMax(const std::string& field) {
  if (field == "parties") return kPartiesPerCaseMax;
  if (field == "files") return kPackageFilesMax;
  if (field == "holdings") return kPageSizeMax;
  return field == "facts" ? kFactsPerCaseMax : kDocumentsPerRequestMax;
}

// One more of a repeated field.
void AddOne(Message& holder, const google::protobuf::FieldDescriptor& field) {
  const Reflection& reflection = *holder.GetReflection();
  if (field.message_type() == nullptr) {
    reflection.AddString(&holder, &field, "one");
  } else {
    FillPart("one of many", *reflection.AddMessage(&holder, &field));
  }
}

TEST_F(HostileLimits, OfCountsAreHeldOnBothSides) {
  for (const Seed& seed : Seeds()) {
    for (const FieldPath& path : FieldsOf(seed.request(), &IsRepeated)) {
      const std::string what = absl::StrCat(seed.method, " ", path.whole());
      const size_t most = CountMax(path.field().name());
      const Request request = Granted(seed);
      Message& holder = Holder(path, *request);
      const Reflection& reflection = *holder.GetReflection();
      while (reflection.FieldSize(holder, &path.field()) < static_cast<int>(most)) {
        AddOne(holder, path.field());
      }
      EXPECT_THAT(Send(seed, *request).status.message(),
                  ::testing::Not(::testing::HasSubstr("too many")))
          << what;
      AddOne(holder, path.field());
      EXPECT_EQ(FaultOfRefusal(Send(seed, *request), path.whole(), ""), "") << what;
    }
  }
}

TEST_F(HostileLimits, OfAMessageAreHeld) {
  for (const Seed& seed : Seeds()) {
    if (seed.shape == Shape::kStream || TakesAPackage(seed)) continue;
    // A field that nobody knows, number 1000, as long as it takes.
    std::string bytes = Granted(seed)->SerializeAsString() + "\xC2\x3E\x80\x80\x80\x7F";
    bytes.resize(kMessageBytesMax + 1, 'x');
    const Outcome outcome = Send(seed, bytes);
    EXPECT_EQ(FaultOf(seed, outcome, "xxxxxx"), "") << seed.method;
    EXPECT_THAT(outcome.status, HasReason("MESSAGE_TOO_LARGE")) << seed.method;
  }
}

}  // namespace
}  // namespace skranke
