// libFuzzer: no cell may crash the parser, and what it accepts must read back as the same test.
// Built where SKRANKE_FUZZ is ON, with clang.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "libs/decision/unary_test.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view cell(reinterpret_cast<const char*>(data), size);
  const auto test = skranke::ParseUnaryTest(cell);
  if (!test.ok()) return 0;
  const std::string written = test->ToString();
  const auto again = skranke::ParseUnaryTest(written);
  // Escaping makes a string longer: only a cell near the limit may be refused when written again.
  if (again.ok() ? *again != *test : written.size() <= skranke::kUnaryTestBytesMax) std::abort();
  if (again.ok() && again->ToString() != written) std::abort();
  return 0;
}
