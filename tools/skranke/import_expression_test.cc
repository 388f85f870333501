#include "tools/skranke/import_expression.h"

#include <gtest/gtest.h>

#include "libs/base/csv.h"
#include "libs/base/files.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"
#include "tools/skranke/import_condition.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

const std::vector<std::string> kCells = {"Street Lights (A)", "", "41131"};

ExpressionScope Scope() {
  ExpressionScope scope{.columns = {"type", "empty", "number"}};
  scope.tables["t"] = std::make_shared<ValueTable>(ValueTable{{"Street Lights (A)", "LIGHTS"}});
  scope.read_file = [](const std::string& path) -> absl::StatusOr<std::string> {
    if (path == "three") return std::string("a\nb\nc\n");
    return UsageError("no such file");
  };
  return scope;
}

absl::StatusOr<std::string> Value(absl::string_view text, const char* reply_class = "QUICK") {
  ExpressionScope scope = Scope();
  SKRANKE_ASSIGN_OR_RETURN(const Expression expression, ReadExpression(text, scope));
  return Evaluate(expression, {.cells = kCells, .reply_class = reply_class});
}

struct ExpressionCase {
  const char* text;
  const char* want;
};

TEST(Expression, MakesATextOfARow) {
  const ExpressionCase cases[] = {
      {R"("a text, (with) signs")", "a text, (with) signs"},
      {"type", "Street Lights (A)"},
      {"reply.class", "QUICK"},
      {"lower(type)", "street lights (a)"},
      {"upper(type)", "STREET LIGHTS (A)"},
      {"slug(type)", "street_lights_a"},
      {R"(or(empty, "x"))", "x"},
      {R"(or(type, "x"))", "Street Lights (A)"},
      {R"(or( lower(empty) , upper("x") ))", "X"},
      {"value(type, t)", "LIGHTS"},
      {"value(empty, t)", ""},
      {R"(line_of("three", number))", "b"},  // 41131 mod 3 = 1
  };
  for (const ExpressionCase& one : cases) {
    EXPECT_THAT(Value(one.text), IsOkAndHolds(std::string(one.want))) << one.text;
  }
}

TEST(Expression, RefusesWhatItDoesNotKnow) {
  for (const char* text :
       {"colour", "rot13(type)", "lower(type", "lower(type, type)", "or(type)", "value(type, u)",
        R"(line_of("four", number))", R"("open)", "", "(", "value(type)"}) {
    EXPECT_THAT(Value(text), HasReason("USAGE")) << text;
  }
}

TEST(Expression, SaysWhichColumnDoesNotFitAndNotWhatItHolds) {
  for (const char* text : {"value(number, t)", R"(line_of("three", type))"}) {
    const absl::Status status = Value(text).status();
    EXPECT_THAT(status, HasReason("USAGE"));
    EXPECT_THAT(std::string(status.message()), testing::HasSubstr("column "));
    EXPECT_THAT(std::string(status.message()), testing::Not(testing::HasSubstr("41131")));
    EXPECT_THAT(std::string(status.message()), testing::Not(testing::HasSubstr("Street")));
  }
}

TEST(Slug, JoinsLettersAndDigitsWithOneUnderscore) {
  EXPECT_EQ(Slug("New Sign  Crosswalk or Pavement Marking"),
            "new_sign_crosswalk_or_pavement_marking");
  EXPECT_EQ(Slug("  (Internal) 24/7!"), "internal_24_7");
  EXPECT_EQ(Slug("--"), "");
}

TEST(Slug, IsTheTaskCodeOfEveryBostonType) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::string bytes,
                               ReadFile(SharedData("data/oppgaveliste/oppgaveliste_boston.csv")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable table, ParseCsv("oppgaveliste_boston.csv", bytes));
  const size_t code = *table.FindColumn("task_code");
  const size_t title = *table.FindColumn("title_en");
  EXPECT_EQ(table.rows.size(), 135u);
  for (const CsvRow& row : table.rows) EXPECT_EQ(Slug(row.cells[title]), row.cells[code]);
}

absl::StatusOr<bool> Holds(absl::string_view text) {
  ExpressionScope scope = Scope();
  SKRANKE_ASSIGN_OR_RETURN(const auto conditions, ReadConditions(text, scope));
  return Hold(conditions, {.cells = kCells, .reply_class = "QUICK"});
}

TEST(Condition, ComparesWithATextOrEmpty) {
  const std::pair<const char*, bool> cases[] = {
      {R"(reply.class is "QUICK")", true},
      {R"(reply.class is not "QUICK")", false},
      {R"(reply.class is "quick")", false},
      {"empty is empty", true},
      {"type is empty", false},
      {"type is not empty", true},
      {R"(type is not empty and reply.class is "QUICK")", true},
      {R"(type is not empty and reply.class is "TRIAGE")", false},
      {R"(lower(reply.class) is "quick")", true},
  };
  for (const auto& [text, want] : cases) EXPECT_THAT(Holds(text), IsOkAndHolds(want)) << text;
}

TEST(Condition, RefusesOtherSentences) {
  for (const char* text :
       {"", "type", "type is", "type was empty", "type is type", "type is empty or type is empty",
        "type is empty and", R"(type isnot "x")"}) {
    EXPECT_THAT(Holds(text), HasReason("USAGE")) << text;
  }
}

}  // namespace
}  // namespace skranke
