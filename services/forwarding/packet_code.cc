#include "services/forwarding/packet_code.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"

namespace skranke {
namespace {

constexpr absl::string_view kAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr int kBase = 31;
// Fifteen of them hold kCaseNumberBits + kTagBits = 74 bits: 31^15 > 2^74.
constexpr int kDigits = 15;
constexpr int kTagBits = 24;
constexpr size_t kGroup = 4;

using Digits = std::array<int, kDigits + 1>;
using Number = unsigned __int128;

uint32_t TagOf(absl::string_view message_id) {
  const std::string hash = Sha256(message_id);
  uint32_t tag = 0;
  for (int i = 0; i < kTagBits / 8; ++i) tag = tag << 8 | static_cast<unsigned char>(hash[i]);
  return tag;
}

// The place counted from the end, from 1: every place weighs otherwise, and none 0 or 31.
int WeightedSum(const Digits& digits) {
  int sum = 0;
  for (int i = 0; i <= kDigits; ++i) sum += (kDigits + 1 - i) * digits[i];
  return sum % kBase;
}

Digits DigitsOf(const PacketCode& code) {
  Number number = static_cast<Number>(code.case_number) << kTagBits | code.tag;
  Digits digits = {};
  for (int i = kDigits - 1; i >= 0; --i, number /= kBase) {
    digits[i] = static_cast<int>(number % kBase);
  }
  digits[kDigits] = (kBase - WeightedSum(digits)) % kBase;
  return digits;
}

absl::Status Bad(absl::string_view fault) { return FieldError("packet_code", fault); }

absl::StatusOr<Digits> ReadDigits(absl::string_view text) {
  Digits digits = {};
  size_t read = 0;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    const size_t digit = kAlphabet.find(absl::ascii_toupper(c));
    if (digit == absl::string_view::npos) return Bad("has a character that codes do not have");
    if (read == digits.size()) return Bad("has too many characters");
    digits[read++] = static_cast<int>(digit);
  }
  if (read < digits.size()) return Bad("has too few characters");
  return digits;
}

}  // namespace

absl::StatusOr<std::string> FormatPacketCode(absl::string_view message_id) {
  const std::string name = absl::StrCat("cases/", message_id.substr(0, message_id.find('.')));
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(name, "message_id"));
  const Digits digits = DigitsOf({.case_number = number, .tag = TagOf(message_id)});
  std::string text;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i % kGroup == 0) text.push_back('-');
    text.push_back(kAlphabet[static_cast<size_t>(digits[i])]);
  }
  return text;
}

absl::StatusOr<PacketCode> ParsePacketCode(absl::string_view text) {
  SKRANKE_ASSIGN_OR_RETURN(const Digits digits, ReadDigits(text));
  if (WeightedSum(digits) != 0) return Bad("has a wrong character, or two that changed places");
  Number number = 0;
  for (int i = 0; i < kDigits; ++i) number = number * kBase + static_cast<Number>(digits[i]);
  if (number >> (kCaseNumberBits + kTagBits) != 0) return Bad("is no packet's");
  return PacketCode{.case_number = static_cast<uint64_t>(number >> kTagBits),
                    .tag = static_cast<uint32_t>(number & ((1u << kTagBits) - 1))};
}

bool IsPacketOf(const PacketCode& code, absl::string_view message_id) {
  const auto text = FormatPacketCode(message_id);
  if (!text.ok()) return false;
  const auto own = ParsePacketCode(*text);
  return own.ok() && *own == code;
}

}  // namespace skranke
