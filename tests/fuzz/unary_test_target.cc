// A cell of a decision table that is taken reads back as the same test (libs/decision's own fuzz
// target asks no less; here it runs without clang).
#include "libs/decision/unary_test.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

std::string FaultOf(absl::string_view bytes) {
  const auto test = ParseUnaryTest(bytes);
  if (!test.ok()) return "";
  const std::string written = test->ToString();
  const auto again = ParseUnaryTest(written);
  // Escaping makes a text longer: only a cell near the limit may be refused when written again.
  if (!again.ok()) return written.size() > kUnaryTestBytesMax ? "" : "is not taken again";
  return *again == *test && again->ToString() == written ? "" : "is not read back";
}

bool Takes(absl::string_view bytes) { return ParseUnaryTest(bytes).ok(); }

std::vector<std::string> Seeds() {
  return {"-",
          ">= 18",
          "[1..2)",
          "]1,5..2[",
          "\"NORDIC\",\"EU\"",
          "not(true)",
          "date(\"2024-02-29\")",
          "not(\"a\\\"b\", null)",
          "< -0.50",
          "> date(\"2024-01-01\")"};
}

}  // namespace

const FuzzTarget kUnaryTestTarget = {"unary_test", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
