// A case number as people read, type and say it: cases/7K3MQ2XD9BT.
//
// Ten characters of Crockford's base 32 (no I, L, O, U) carry 50 random bits; the eleventh is a
// check character (Luhn mod 32), so that one wrong character names no other case, nor do two
// neighbours swapped, but for 0 and Z.
#ifndef SKRANKE_LIBS_CASEWORK_CASE_NAME_H_
#define SKRANKE_LIBS_CASEWORK_CASE_NAME_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

// Case numbers have this many bits: among ten million cases a fresh one is taken once in 10^8.
inline constexpr int kCaseNumberBits = 50;

// "7K3MQ2XD9BT".
std::string FormatCaseNumber(uint64_t number);

// "cases/7K3MQ2XD9BT".
std::string FormatCaseName(uint64_t number);

// Reads "cases/7K3MQ2XD9BT", small letters and the O, I and L that people write for 0 and 1 too.
// INVALID_ARGUMENT (INVALID_FIELD) for `field` if it is no case name.
absl::StatusOr<uint64_t> ParseCaseName(absl::string_view name, absl::string_view field);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_CASE_NAME_H_
