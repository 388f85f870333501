#include "libs/tasklist/fact_test.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/tasklist/list_tables.h"
#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

storage::v1::FactRow Purpose() {
  storage::v1::FactRow row;
  row.set_type("text");
  for (const auto& [code, label] : {std::pair("VIP", "Diplomat"), {"LOST", "Tapt pass"}}) {
    auto* const value = row.add_allowed();
    value->set_code(code);
    auto* const text = value->add_labels();
    text->set_language("nb");
    text->set_text(label);
  }
  return row;
}

storage::v1::FactRow OfType(const std::string& type) {
  storage::v1::FactRow row;
  row.set_type(type);
  return row;
}

TEST(CanonicalTest, IsSFeelWhateverTheForm) {
  const auto purpose = Purpose();
  const auto number = OfType("number");
  const auto flag = OfType("flag");
  const auto date = OfType("date");
  struct {
    const storage::v1::FactRow* row;
    std::string text, comma_file, semicolon_file;  // Empty: refused.
  } const rows[] = {
      {&number, ">= 18", ">= 18", ">= 18"},
      {&number, ">=18", ">=18", ">=18"},
      {&number, ">= 2,5", ">= 2,5", ">= 2.5"},
      {&number, "[2,5..7,5)", "", "[2.5..7.5)"},
      {&number, "1, 5", "1, 5", "1, 5"},
      {&number, "1;5", "1, 5", "1, 5"},
      {&number, "not(1,5)", "not(1,5)", "not(1.5)"},
      {&flag, "ja", "true", "true"},
      {&flag, "nei", "false", "false"},
      {&flag, "true", "true", "true"},
      {&date, "< 31.12.2026", "< date(\"2026-12-31\")", "< date(\"2026-12-31\")"},
      {&date, "[2026-01-01..2026-12-31]", "[date(\"2026-01-01\")..date(\"2026-12-31\")]",
       "[date(\"2026-01-01\")..date(\"2026-12-31\")]"},
      {&purpose, "VIP", "\"VIP\"", "\"VIP\""},
      {&purpose, "VIP, tapt pass", "\"VIP\", \"LOST\"", "\"VIP\", \"LOST\""},
      {&purpose, "\"VIP\",\"LOST\"", "\"VIP\",\"LOST\"", "\"VIP\",\"LOST\""},
      {&purpose, "not(Diplomat)", "not(\"VIP\")", "not(\"VIP\")"},
      {&purpose, "VPI", "", ""},
      {nullptr, "VIP", "", ""},
      {nullptr, "ja", "true", "true"},
      {&purpose, "-", "-", "-"},
      {&number, "", "", ""},
      {&number, ">= ", "", ""},
      {&number, "[1..", "", ""},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(CanonicalTest(row.text, row.row, false).value_or(""), row.comma_file) << row.text;
    EXPECT_EQ(CanonicalTest(row.text, row.row, true).value_or(""), row.semicolon_file) << row.text;
  }
}

// The same list as a lawyer's spreadsheet writes it.
TEST(ListTables, GiveOneHashWhateverTheFormOfTheFiles) {
  PackageFiles files = SmallListPackage();
  files["lists/1/facts.csv"] =
      "task_code,fact,type,unit,value,required_when_fact,required_when_test,label_nb\n"
      "pass,age,number,,,,,Alder\n"
      "pass,purpose,text,,,,,\n"
      "pass,purpose,,,VIP,,,Diplomat\n"
      "pass,citizen,flag,,,purpose,\"\"\"VIP\"\"\",\n";
  files["lists/1/conditions.csv"] =
      "task_code,fact,test,legal_basis\n"
      "pass,age,>= 17.5,Act 4\n"
      "pass,citizen,true,Act 1\n"
      "pass,purpose,\"not(\"\"VIP\"\")\",\n";
  files["lists/1/routing.csv"] =
      "task_code,place,protection,valid_from,valid_to,agency,unit\n"
      "aid,*,*,2026-02-01,2026-12-31,CITY,DESK\n";
  PackageFiles local = files;
  local["lists/1/facts.csv"] =
      "task_code;fact;type;unit;value;required_when_fact;required_when_test;label_nb\n"
      "pass;age;number;;;;;Alder\n"
      "pass;purpose;text;;;;;\n"
      "pass;purpose;;;VIP;;;Diplomat\n"
      "pass;citizen;flag;;;purpose;VIP;\n";
  local["lists/1/conditions.csv"] =
      "\xEF\xBB\xBFtask_code;fact;test;legal_basis\r\n"
      "pass;age;>= 17,5;Act 4\r\n"
      "pass;citizen;ja;Act 1\r\n"
      "pass;purpose;not(diplomat);\r\n";
  local["lists/1/routing.csv"] =
      "task_code;place;protection;valid_from;valid_to;agency;unit\n"
      "aid;*;*;01.02.2026;31.12.2026;CITY;DESK\n";
  local["lists/1/list.csv"] = "version;valid_from;resolution\n1;1.1.2026;Council 7/25\n";
  const auto list = MakeSmallList(files);
  ASSERT_THAT(ParseSmallList(local), IsOk());
  const auto same = MakeSmallList(local);
  EXPECT_EQ(same->hash(), list->hash());
  EXPECT_EQ(CanonicalFiles(same->content()), CanonicalFiles(list->content()));
}

}  // namespace
}  // namespace skranke
