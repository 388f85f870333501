#include "libs/decision/dmn/dmn_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/decision/dmn/dmn_program.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/decision/dmn/random_table_fixture.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using Kind = BoxedExpression::Kind;

constexpr uint32_t kSeed = 1122;

// Texts that XML has to escape.
std::string Odd(RandomTable& random) {
  constexpr const char* kOdd[] = {"",
                                  "plain",
                                  "a < b & c > d",
                                  "\"quoted\" 'too'",
                                  "two\nlines\twith\r\nends",
                                  "æøå – 漢字 😀",
                                  "]]>"};
  return kOdd[random.Below(7)];
}

// A table with everything a table may have.
TableModel RichTable(RandomTable& random) {
  TableModel table = random.Next(TableMode::kPlain, HitPolicy::kCollect, Aggregation::kMax);
  table.output_label = Odd(random);
  for (TableInput& input : table.inputs) {
    input.label = Odd(random);
    input.allowed.text = random.Below(2) == 0 ? "" : "1, 2";
    input.description = random.Below(2) == 0 ? "" : "what it is";
    if (random.Below(2) == 0) input.value_labels.push_back({"\"A\"", "nb", Odd(random)});
  }
  table.outputs[0].default_value.text = random.Below(2) == 0 ? "" : "1";
  table.outputs[0].value_labels.push_back({"1", "sv", "ett"});
  table.annotation_columns = {"law", Odd(random)};
  for (TableRule& rule : table.rules) {
    rule.annotations = {random.Below(2) == 0 ? "§ 4 < § 5" : "", "x"};
    rule.description = random.Below(2) == 0 ? "" : "why & what";
    if (random.Below(3) == 0) rule.id = absl::StrCat("own", random.Below(1'000'000'000));
  }
  return table;
}

// The bytes a reader makes of a model's file are those of the same model.
void ExpectReadBack(const DmnModel& model) {
  const auto written = WriteDmn(model);
  ASSERT_THAT(written, IsOk());
  const auto read = ReadDmnStrictly("again.dmn", *written);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->version, "1.3");
  ASSERT_TRUE(*read == WithIds(model)) << *written;
  EXPECT_THAT(WriteDmn(*read), IsOkAndHolds(*written));
}

TEST(WriteDmn, IsReadBackAsTheSameTable) {
  RandomTable random(kSeed);
  for (int i = 0; i < 300 && !::testing::Test::HasFatalFailure(); ++i) {
    TableModel table = RichTable(random);
    table.name = "Table";
    ExpectReadBack(ModelOfTable(table));
  }
}

// Teeth: one cell changed is another table.
TEST(WriteDmn, IsReadBackAsAnotherTableWhereACellIsAnother) {
  RandomTable random(kSeed);
  TableModel table = RichTable(random);
  while (table.rules.empty()) table = RichTable(random);
  const auto written = WriteDmnTable(table);
  ASSERT_THAT(written, IsOk());
  table.rules[0].inputs[0].text += ", 99";
  EXPECT_FALSE(*ReadDmnStrictly("again.dmn", *written) == WithIds(ModelOfTable(table)));
}

BoxedExpression Literal(const char* text) {
  return {.kind = Kind::kLiteral, .type = "number", .text = {text}};
}

// Each kind of element and of boxed expression that DMN 1.3 has.
DmnModel RichModel() {
  DmnModel model{.name = "Rich", .space = "urn:rich", .description = "all of it"};
  model.imports.push_back({.name = "other",
                           .space = "urn:other",
                           .location = "other.dmn",
                           .type = "https://www.omg.org/spec/DMN/20191111/MODEL/"});
  model.types.push_back({.name = "tCode", .type = "string", .allowed = {"\"A\", \"B\""}});
  model.types.push_back({.name = "tPerson",
                         .is_collection = true,
                         .components = {{.name = "age", .type = "number"}}});
  model.types.push_back({.name = "tFunction",
                         .is_function = true,
                         .parameters = {{"x", "number"}},
                         .result_type = "number"});
  model.inputs.push_back(
      {.id = "in", .name = "Fact & figure", .type = "number", .description = "a fact"});
  model.knowledge.push_back({.id = "k",
                             .name = "Twice",
                             .logic = {.kind = Kind::kFunction,
                                       .type = "number",
                                       .names = {{"x", "number"}},
                                       .parts = {Literal("x * 2")}}});
  BoxedExpression list{.kind = Kind::kList, .parts = {Literal("1"), Literal("2")}};
  BoxedExpression relation{
      .kind = Kind::kRelation, .names = {{"a", "number"}, {"b", ""}}, .parts = {list, list}};
  BoxedExpression invocation{
      .kind = Kind::kInvocation,
      .names = {{"x", ""}},
      .parts = {{.kind = Kind::kLiteral, .text = {"Twice"}}, Literal("Fact & figure")}};
  BoxedExpression function{.kind = Kind::kFunction, .text = {"Java"}, .parts = {list}};
  BoxedExpression context{.kind = Kind::kContext,
                          .names = {{"l", ""}, {"r", ""}, {"f", ""}, {"", ""}},
                          .parts = {list, relation, function, invocation}};
  model.decisions.push_back(
      {.id = "d",
       .name = "Decide",
       .type = "number",
       .description = "d",
       .question = "q?",
       .allowed_answers = "a",
       .requires_ = {.inputs = {"#in"}, .decisions = {"urn:other#x"}, .knowledge = {"#k"}},
       .logic = context});
  model.services.push_back({.name = "Serve",
                            .output_decisions = {"#d"},
                            .encapsulated_decisions = {"#d"},
                            .input_decisions = {"#d"},
                            .input_data = {"#in"}});
  return model;
}

TEST(WriteDmn, IsReadBackAsTheSameModel) { ExpectReadBack(RichModel()); }

TEST(WriteDmn, WritesAModelThatDecidesTheSame) {
  DmnModel model = RichModel();
  model.decisions[0].requires_.decisions.clear();
  const auto read = ReadDmnStrictly("again.dmn", *WriteDmn(model));
  ASSERT_THAT(read, IsOk());
  Context facts;
  facts.Set("Fact & figure", Value::OfNumber(Number(21)));
  FeelRun run;
  const auto answer = DmnProgram::Compile(*read).Evaluate("Decide", facts, run);
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->value, Value::OfNumber(Number(42)));
}

TEST(WriteDmn, DrawsEveryElementAndRequirement) {
  const std::string written = *WriteDmn(RichModel());
  EXPECT_THAT(written, HasSubstr("dmnElementRef=\"in\""));
  EXPECT_THAT(written, HasSubstr("dmnElementRef=\"k\""));
  EXPECT_THAT(written, HasSubstr("dmnElementRef=\"d\""));
  EXPECT_THAT(written, HasSubstr("dmnElementRef=\"d_requirement_1\""));
}

TEST(WriteDmn, RefusesWhatDmn13DoesNotHave) {
  DmnModel model = RichModel();
  model.decisions[0].logic = {.kind = Kind::kConditional,
                              .parts = {Literal("true"), Literal("1"), Literal("2")}};
  EXPECT_THAT(WriteDmn(model), StatusIs(absl::StatusCode::kInvalidArgument,
                                        HasSubstr("\"Decide\": DMN 1.3 has no boxed cond")));
}

TEST(WriteDmn, RefusesCharactersThatXmlDoesNotHave) {
  for (const char* text : {"\x01", "\xFF", "\xEF\xBF\xBF"}) {
    DmnModel model = RichModel();
    model.decisions[0].question = text;
    EXPECT_THAT(WriteDmn(model),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("<question>")));
  }
}

}  // namespace
}  // namespace skranke
