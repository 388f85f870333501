// Bytes that are no message, or one that no library would write: cut off, changed at random, of
// wrong wire types, doubled, with lengths that promise more than there is, nested without end.
#include <random>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "tests/hostile/hostile_fixture.h"

namespace skranke {
namespace {

class HostileWire : public HostileFixture {
 protected:
  // Sends the bytes and says what was wrong with the answer. None of them may be kept waiting for.
  void ExpectAnswered(const Seed& seed, const std::string& bytes, absl::string_view what) {
    if (seed.shape == Shape::kStream) return;
    EXPECT_EQ(FaultOf(seed, Send(seed, bytes), ""), "") << seed.method << " " << what;
  }
};

std::string Varint(uint64_t value) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream(&stream).WriteVarint64(value);
  return bytes;
}

std::string Tag(int field, int wire_type) {
  return Varint(static_cast<uint64_t>(field) << 3 | static_cast<uint64_t>(wire_type));
}

std::string Repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// `depth` messages, one in the other, each as that field of the one above.
std::string Nested(int field, int depth) {
  std::string bytes;
  for (int i = 0; i < depth; ++i) bytes = Tag(field, 2) + Varint(bytes.size()) + bytes;
  return bytes;
}

TEST_F(HostileWire, IsAnsweredWhereverItIsCutOff) {
  for (const Seed& seed : Seeds()) {
    const std::string whole = Granted(seed)->SerializeAsString();
    const size_t step = 1 + whole.size() / 64;
    for (size_t size = 0; size < whole.size(); size += step) {
      ExpectAnswered(seed, whole.substr(0, size), absl::StrCat("cut off at ", size));
    }
  }
}

TEST_F(HostileWire, IsAnsweredWhateverChanged) {
  constexpr int kChanges = 100;
  std::mt19937 random(20240304);
  for (const Seed& seed : Seeds()) {
    for (int i = 0; i < kChanges; ++i) {
      std::string bytes = Granted(seed)->SerializeAsString();
      for (int places = 1 + static_cast<int>(random() % 4); places > 0 && !bytes.empty();
           --places) {
        bytes[random() % bytes.size()] = static_cast<char>(random());
      }
      ExpectAnswered(seed, bytes, absl::StrCat("change ", i));
    }
    for (int i = 0; i < kChanges; ++i) {
      std::string bytes(random() % 64, '\0');
      for (char& byte : bytes) byte = static_cast<char>(random());
      ExpectAnswered(seed, bytes, absl::StrCat("noise ", i));
    }
  }
}

TEST_F(HostileWire, IsAnsweredWithWrongTypesAndTwice) {
  for (const Seed& seed : Seeds()) {
    for (int f = 0; f < seed.request().field_count(); ++f) {
      const int number = seed.request().field(f)->number();
      for (int wire_type = 0; wire_type < 8; ++wire_type) {
        const std::string whole = Granted(seed)->SerializeAsString();
        ExpectAnswered(seed, whole + Tag(number, wire_type) + std::string(8, '\x01'),
                       absl::StrCat("field ", number, " of wire type ", wire_type));
      }
    }
    const std::string whole = Granted(seed)->SerializeAsString();
    ExpectAnswered(seed, whole + whole, "twice");
  }
}

TEST_F(HostileWire, IsAnsweredWhateverLengthItPromises) {
  for (const Seed& seed : Seeds()) {
    for (int f = 0; f < seed.request().field_count(); ++f) {
      for (const uint64_t length : {uint64_t{1}, uint64_t{0x7FFFFFF0}, uint64_t{0x7FFFFFFF},
                                    uint64_t{0xFFFFFFFF}, ~uint64_t{0}}) {
        const std::string whole = Granted(seed)->SerializeAsString();
        ExpectAnswered(seed, whole + Tag(seed.request().field(f)->number(), 2) + Varint(length),
                       absl::StrCat("length ", length));
      }
    }
    ExpectAnswered(seed, std::string(11, '\xFF'), "a number without end");
    ExpectAnswered(seed, Tag(0, 2) + std::string(1, '\0'), "field 0");
    ExpectAnswered(seed, Tag((1 << 29) - 1, 0) + "\x01", "the largest field");
  }
}

TEST_F(HostileWire, IsAnsweredHoweverDeepItIs) {
  constexpr int kUnknown = 1000;
  constexpr int kDeep = 20'000;
  for (const Seed& seed : Seeds()) {
    const std::string whole = Granted(seed)->SerializeAsString();
    ExpectAnswered(seed, whole + Repeat(Tag(kUnknown, 3), kDeep), "groups without end");
    ExpectAnswered(seed, whole + Repeat(Tag(kUnknown, 3), 90) + Repeat(Tag(kUnknown, 4), 90),
                   "ninety groups");
    ExpectAnswered(seed, whole + Nested(kUnknown, 200), "unknown messages");
    for (int f = 0; f < seed.request().field_count(); ++f) {
      const int number = seed.request().field(f)->number();
      ExpectAnswered(seed, Granted(seed)->SerializeAsString() + Nested(number, 200),
                     absl::StrCat("field ", number, " in itself"));
    }
  }
}

}  // namespace
}  // namespace skranke
