#include "tests/fuzz/mutator.h"

namespace skranke {
namespace {

// Doubling must not run away.
constexpr size_t kBytesMax = 4096;

}  // namespace

size_t Mutator::Pick(size_t n) { return n == 0 ? 0 : random_() % n; }

// A byte that means something to some parser, or any.
char Mutator::Telling() {
  constexpr char kTelling[] =
      ",;\"'\n\r\t =/\\()[]#-+.:09azAZ\x00\x01\x08\x0a\x12\x7f\x80\xbf\xc0\xff";
  if (Pick(4) == 0) return static_cast<char>(random_());
  return kTelling[Pick(sizeof(kTelling) - 1)];
}

void Mutator::Change(const std::vector<std::string>& inputs, std::string& bytes) {
  const size_t at = Pick(bytes.size() + 1);
  const size_t length = 1 + Pick(8);
  switch (Pick(9)) {
    case 0:
      bytes.insert(at, 1, Telling());
      return;
    case 1:
      if (at < bytes.size()) bytes[at] = Telling();
      return;
    case 2:
      if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << Pick(8)));
      return;
    case 3:
      bytes.erase(at, length);
      return;
    case 4:
      bytes.insert(Pick(bytes.size() + 1), bytes.substr(at, length));
      return;
    case 5:
      bytes.resize(at);
      return;
    case 6: {
      const std::string& other = inputs[Pick(inputs.size())];
      bytes.insert(at, other.substr(Pick(other.size() + 1), Pick(64)));
      return;
    }
    case 7: {
      // Two protobuf messages behind each other are one: a longer history, for one.
      const std::string& other = inputs[Pick(inputs.size())];
      if (bytes.size() + other.size() <= kBytesMax) bytes += other;
      return;
    }
    default:
      if (bytes.size() * 2 <= kBytesMax) bytes.insert(at, bytes);
  }
}

std::string Mutator::Next(const std::vector<std::string>& inputs) {
  std::string bytes = inputs[Pick(inputs.size())];
  for (size_t changes = 1 + Pick(6); changes > 0; --changes) Change(inputs, bytes);
  return bytes;
}

}  // namespace skranke
