// A code that is read has a case number of its size, and is written by people in one way only, but
// for hyphens, spaces and the size of letters.
#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "libs/base/reason.h"
#include "libs/casework/case_name.h"
#include "services/forwarding/packet_code.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

std::string FaultOf(absl::string_view bytes) {
  const auto code = ParsePacketCode(bytes);
  if (!code.ok()) return FieldOf(code.status()) == "packet_code" ? "" : "names no field";
  if (code->case_number >> kCaseNumberBits != 0) return "has too many bits";
  const std::string bare =
      absl::AsciiStrToUpper(absl::StrReplaceAll(bytes, {{"-", ""}, {" ", ""}}));
  if (bare.size() != 16) return "has another length";
  const auto again = ParsePacketCode(bare);
  return again.ok() && *again == *code ? "" : "is not read back";
}

bool Takes(absl::string_view bytes) { return ParsePacketCode(bytes).ok(); }

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  for (const uint64_t number : {uint64_t{0}, uint64_t{12345}, (uint64_t{1} << 50) - 1}) {
    seeds.push_back(FormatPacketCode(FormatCaseNumber(number) + ".NAV.1").value());
  }
  return seeds;
}

}  // namespace

const FuzzTarget kPacketCodeTarget = {"packet_code", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
