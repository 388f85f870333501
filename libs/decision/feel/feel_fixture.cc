#include "libs/decision/feel/feel_fixture.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "libs/decision/feel/feel_expression.h"
#include "libs/decision/feel/feel_unary_tests.h"

namespace skranke {
namespace {

Value N(int64_t number) { return Value::OfNumber(Number(number)); }

Context Names() {
  return Context({
      {"Monthly Income", N(2500)},
      {"Pre-Bureau Risk Category", Value::OfString("LOW")},
      {"a", N(1)},
      {"b", N(2)},
      {"a-b", N(100)},
      {"in stock", Value::OfBoolean(true)},
      {"date of birth", Value::OfDate(absl::CivilDay(2008, 2, 29))},
      {"nothing", Value()},
      {"person",
       Value::OfContext(Context(
           {{"first name", Value::OfString("Kari")}, {"age", N(17)}, {"e-mail", Value()}}))},
      {"persons",
       Value::OfList({Value::OfContext(Context({{"name", Value::OfString("Ada")}, {"age", N(36)}})),
                      Value::OfContext(Context({{"name", Value::OfString("Bo")}, {"age", N(17)}})),
                      Value::OfContext(Context({{"name", Value::OfString("Cy")}}))})},
  });
}

NameScope Known() {
  NameScope known;
  const Context names = Names();
  for (const Context::Entry& entry : names.entries()) known.AddName(entry.name);
  for (const char* const member : {"first name", "age", "e-mail", "name"}) known.AddMember(member);
  known.AddType("tNumbers", FeelType::ListOf(FeelType::Of(ValueType::kNumber)));
  known.AddType("t Person", FeelType::ContextOf({{"name", FeelType::Of(ValueType::kString)}}));
  return known;
}

FeelRun Morning() {
  absl::TimeZone oslo;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Oslo", &oslo));
  return FeelRun(absl::FromCivil(absl::CivilSecond(2026, 11, 22, 9, 30, 0), oslo), oslo);
}

}  // namespace

std::string Feel(absl::string_view text, FeelRun& run) {
  const auto expression = FeelExpression::Parse(text, Known());
  if (!expression.ok()) return std::string(expression.status().message());
  return expression->Evaluate(FeelScope().With(Names()), run).ToString();
}

std::string Feel(absl::string_view text) {
  FeelRun run = Morning();
  return Feel(text, run);
}

std::vector<std::string> FeelFaults(absl::string_view text) {
  FeelRun run = Morning();
  Feel(text, run);
  std::vector<std::string> faults;
  for (const FeelDiagnostic& one : run.TakeDiagnostics()) {
    faults.push_back(absl::StrCat(one.position, ": ", one.message));
  }
  return faults;
}

std::string FeelCell(absl::string_view cell, absl::string_view input) {
  const auto tests = FeelUnaryTests::Parse(cell, Known());
  if (!tests.ok()) return std::string(tests.status().message());
  const auto fact = FeelExpression::Parse(input, Known());
  EXPECT_TRUE(fact.ok()) << input;
  FeelRun run = Morning();
  const FeelScope scope = FeelScope().With(Names());
  const Verdict verdict = tests->Test(fact->Evaluate(scope, run), scope, run);
  return verdict == Verdict::kYes ? "yes" : verdict == Verdict::kNo ? "no" : "unknown";
}

void ExpectRows(const std::vector<FeelRow>& rows) {
  for (const FeelRow& row : rows) EXPECT_EQ(Feel(row.text), row.gives) << row.text;
}

}  // namespace skranke
