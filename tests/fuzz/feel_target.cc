// A FEEL text, as an expression and as a cell: it ends, gives the same twice, and a value that is
// written reads back as itself.
#include "absl/strings/match.h"
#include "libs/decision/feel/feel_expression.h"
#include "libs/decision/feel/feel_unary_tests.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

// Enough for every seed, and soon over.
constexpr int64_t kSteps = 20'000;

NameScope Names() {
  NameScope names;
  for (const char* const name : {"Monthly Income", "a-b", "list", "person"}) names.AddName(name);
  names.AddMember("first name");
  return names;
}

FeelScope Scope() {
  const Value one = Value::OfNumber(Number(1));
  return FeelScope().With(
      Context({{"Monthly Income", Value::OfNumber(Number(2500))},
               {"a-b", one},
               {"list", Value::OfList({one, Value(), Value::OfString("å")})},
               {"person", Value::OfContext(Context({{"first name", Value::OfString("Kari")}}))}}));
}

Value Evaluated(const FeelExpression& expression) {
  FeelRun run(absl::UnixEpoch(), absl::UTCTimeZone(), kSteps);
  return expression.Evaluate(Scope(), run);
}

// Functions are written by no text, and a range of values without an order by none that is one.
bool HasText(const Value& value) {
  const std::string text = value.ToString();
  return text.size() < kFeelBytesMax && !absl::StrContains(text, "function") &&
         !absl::StrContains(text, "..") && !absl::StrContains(text, "(<") &&
         !absl::StrContains(text, "(>") && !absl::StrContains(text, "(!");
}

std::string FaultOfExpression(absl::string_view bytes) {
  const auto expression = FeelExpression::Parse(bytes, Names());
  if (!expression.ok()) return "";
  const Value value = Evaluated(*expression);
  if (value.ToString() != Evaluated(*expression).ToString()) return "differs when done again";
  if (!HasText(value) || value.depth() > 50) return "";
  const auto again = FeelExpression::Parse(value.ToString(), NameScope());
  if (!again.ok()) return "writes what it does not read";
  FeelRun run;
  return again->Evaluate(FeelScope(), run) == value ? "" : "is not read back";
}

std::string FaultOfCell(absl::string_view bytes) {
  const auto tests = FeelUnaryTests::Parse(bytes, Names());
  if (!tests.ok()) return "";
  for (const Value& input : {Value(), Value::OfNumber(Number(5)), Value::OfString("a")}) {
    FeelRun run(absl::UnixEpoch(), absl::UTCTimeZone(), kSteps);
    FeelRun same(absl::UnixEpoch(), absl::UTCTimeZone(), kSteps);
    if (tests->Test(input, Scope(), run) != tests->Test(input, Scope(), same)) {
      return "judges differently when asked again";
    }
  }
  return "";
}

std::string FaultOf(absl::string_view bytes) {
  std::string fault = FaultOfExpression(bytes);
  return fault.empty() ? FaultOfCell(bytes) : fault;
}

bool Takes(absl::string_view bytes) { return FeelExpression::Parse(bytes, Names()).ok(); }

std::vector<std::string> Seeds() {
  return {"Monthly Income * 12 - a-b ** 2 / 3",
          "if list[1] > 0 then \"a\\u00e5\" else null",
          "for x in 1..5, y in list return x + partial[-1]",
          "some x in list satisfies x = 1 or not(x in (1, >= 5, ]1..5[))",
          "{a b: 1, \"c!\": [1, {d: @\"P1Y\"}], f: function(x: number) x + 1, g: f(2)}",
          "person.first name",
          "sort(list, function(x, y) x < y)[item != null]",
          "date(\"2024-02-29\") + duration(\"P1M\") - @\"2026-01-01T10:00:00@Europe/Oslo\"",
          "substring(string: \"foobar\", start position: -2)",
          "replace(\"abc\", \"(b)\\w?\", \"[$1]\", \"i\")",
          "[1..5) instance of range<number>",
          "1.5e3 between -1 and 10 // end",
          "matches(\"aa\", \"(a)\\1\")",
          "string join([\"a\", \"b\"], \"-\")",
          "overlaps before([1..5], (3..8])",
          "every x in [1, 2] satisfies decimal(x / 3, 2) < 1",
          "< 5, [1..3], not(2)",
          "\"a\", \"b\"",
          "? > 3 and ? < 7"};
}

}  // namespace

const FuzzTarget kFeelTarget = {"feel", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
