#include "libs/tasklist/fact_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/tasklist/completeness.h"
#include "libs/tasklist/fact_literal.h"
#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kHeader[] =
    "task_code,fact,type,unit,value,required_when_fact,required_when_test,label_nb,label_en\n";
constexpr char kSound[] =
    "pass,age,number,years,,,,Alder,Age\n"
    "pass,citizen,flag,,,,,,\n"
    "pass,purpose,text,,,,,Formål,Purpose\n"
    "pass,purpose,,,LOST,,,Mistet,Lost\n"
    "pass,purpose,,,STOLEN,,,Stjålet,\n"
    "pass,report,text,,,purpose,\"\"\"STOLEN\"\"\",Anmeldelse,Police report\n";

PackageFiles WithFacts(const std::string& rows) {
  PackageFiles files = SmallListPackage();
  files["lists/1/facts.csv"] = kHeader + rows;
  return files;
}

TEST(FactSchema, IsReadWithItsValuesAndLabels) {
  const auto list = MakeSmallList(WithFacts(kSound));
  ASSERT_THAT(list->fact_schema("pass"), SizeIs(4));
  EXPECT_THAT(list->fact_schema("aid"), IsEmpty());
  const storage::v1::FactRow* const purpose = FindFactRow(list->fact_schema("pass"), "purpose");
  ASSERT_NE(purpose, nullptr);
  EXPECT_EQ(purpose->line(), 4);
  ASSERT_EQ(purpose->allowed_size(), 2);
  EXPECT_EQ(purpose->allowed(0).code(), "LOST");
  ASSERT_EQ(purpose->allowed(0).labels_size(), 2);
  EXPECT_EQ(purpose->allowed(0).labels(0).language(), "nb");
  EXPECT_EQ(purpose->allowed(0).labels(0).text(), "Mistet");
  EXPECT_EQ(purpose->allowed(0).labels(1).text(), "Lost");
  EXPECT_THAT(purpose->allowed(1).labels(), SizeIs(1));
  EXPECT_EQ(FindFactRow(list->fact_schema("pass"), "height"), nullptr);
}

TEST(FactSchema, IsReadStrictly) {
  struct {
    std::string rows, fault;
  } const rows[] = {
      {"passs,age,number,,,,,,\n", "row 2 column task_code \"passs\": is not in tasks.csv"},
      {"pass,age,int,,,,,,\n", "row 2 column type \"int\": must be text, number, flag or date"},
      {"pass,age,text,years,,,,,\n", "row 2 column unit \"years\": is for numbers only"},
      {"pass,age,number,,,,,,\npass,age,number,,,,,,\n", "row 3 column fact \"age\": stands twice"},
      {"pass,purpose,,,LOST,,,,\n", "row 2 column fact \"purpose\": has a value, but no row"},
      {"pass,age,number,,,,,,\npass,age,,,18,,,,\n", "row 3 column value \"18\": is for text only"},
      {"pass,p,text,,,,,,\npass,p,,,A,,,,\npass,p,,,A,,,,\n",
       "row 4 column value \"A\": stands twice"},
      {"pass,p,text,,,,,,\npass,p,text,,A,,,,\n", "row 3 column type \"text\": is said in"},
      {"pass,p,text,,,q,true,,\n",
       "row 2 column required_when_fact \"q\": is no fact of this task"},
      {"pass,p,flag,,,p,true,,\n", "row 2 column required_when_fact \"p\": is the fact itself"},
      {"pass,q,flag,,,,,,\npass,p,text,,,q,,,\n", "row 3 column required_when_test: needs both"},
      {"pass,q,flag,,,,,,\npass,p,text,,,q,VIP,,\n", "row 3 column required_when_test \"VIP\""},
  };
  for (const auto& row : rows) {
    const auto list = ParseSmallList(WithFacts(row.rows));
    ASSERT_FALSE(list.ok()) << row.rows;
    EXPECT_THAT(std::string(list.status().message()), HasSubstr(row.fault)) << row.rows;
  }
}

TEST(FactSchema, TakesValuesOfItsTypeThatAreAllowed) {
  const auto list = MakeSmallList(WithFacts(kSound));
  struct {
    std::string fact;
    Value value;
    std::string fault;
  } const rows[] = {
      {"age", Value::OfNumber(Number(17)), ""},
      {"age", Value::OfString("17"), "must be a number"},
      {"citizen", Value::OfBoolean(false), ""},
      {"citizen", Value::OfString("no"), "must be a flag"},
      {"purpose", Value::OfString("STOLEN"), ""},
      {"purpose", Value::OfString("stolen"), "must be one of LOST, STOLEN"},
      {"purpose", Value::OfBoolean(true), "must be a text"},
  };
  for (const auto& row : rows) {
    const auto* schema = FindFactRow(list->fact_schema("pass"), row.fact);
    ASSERT_NE(schema, nullptr);
    EXPECT_EQ(FactFault(*schema, row.value), row.fault) << row.fact;
  }
}

TEST(FactSchema, AsksForAFactOnlyWhenAnotherSaysSo) {
  const auto list = MakeSmallList(WithFacts(kSound));
  const auto* report = FindFactRow(list->fact_schema("pass"), "report");
  ASSERT_NE(report, nullptr);
  const NamedValue stolen = {"purpose", Value::OfString("STOLEN")};
  const NamedValue lost = {"purpose", Value::OfString("LOST")};
  EXPECT_TRUE(IsAskedFor(*report, {{stolen}}));
  EXPECT_FALSE(IsAskedFor(*report, {{lost}}));
  EXPECT_TRUE(IsAskedFor(*report, {}));  // Not known is asked for.
}

TEST(Completeness, LeavesOutWhatIsNotAskedFor) {
  PackageFiles files = WithFacts(kSound);
  files["lists/1/requirements.csv"] =
      "task_code,kind,code,type,required,of_role\n"
      "pass,fact,report,text,yes,\n";
  const auto list = MakeSmallList(files);
  const NamedValue stolen = {"purpose", Value::OfString("STOLEN")};
  const NamedValue lost = {"purpose", Value::OfString("LOST")};
  EXPECT_THAT(MissingRequirements(*list, "pass", {}, {{stolen}}), SizeIs(1));
  EXPECT_THAT(MissingRequirements(*list, "pass", {}, {{lost}}), IsEmpty());
  EXPECT_THAT(MissingRequirements(*list, "pass", {}), SizeIs(1));
}

TEST(FactLiteral, IsFeelOrTheWordsOfASpreadsheet) {
  const auto list = MakeSmallList(WithFacts(kSound));
  const auto schema = list->fact_schema("pass");
  struct {
    std::string fact, text, literal;
  } const rows[] = {
      {"age", "17", "17"},
      {"age", "17,5", "17.5"},
      {"age", "17.5", "17.5"},
      {"age", "1.234,5", ""},
      {"citizen", "ja", "true"},
      {"citizen", "Nei", "false"},
      {"citizen", "nej", "false"},
      {"citizen", "kyllä", "true"},
      {"citizen", "KYLLÄ", "true"},
      {"citizen", "joo", "true"},
      {"citizen", "ei", "false"},
      {"citizen", "jo", ""},
      {"purpose", "\"LOST\"", "\"LOST\""},
      {"purpose", "LOST", "\"LOST\""},
      {"purpose", "mistet", "\"LOST\""},
      {"purpose", "STJÅLET", "\"STOLEN\""},
      {"purpose", "Lost", "\"LOST\""},
      {"purpose", "VIP", ""},
      {"", "31.12.2026", "date(\"2026-12-31\")"},
      {"", "2026-12-31", "date(\"2026-12-31\")"},
      {"", "31.02.2026", ""},
      {"", "date(\"2026-12-31\")", "date(\"2026-12-31\")"},
      {"", "null", "null"},
      {"", "", ""},
      {"", "1 2", ""},
  };
  for (const auto& row : rows) {
    const auto value = ParseFactLiteral(row.text, FindFactRow(schema, row.fact));
    EXPECT_EQ(value.ok() ? value->ToString() : "", row.literal) << row.fact << " " << row.text;
  }
}

}  // namespace
}  // namespace skranke
