#include "libs/directory/local_forms.h"

#include <gtest/gtest.h>

#include "libs/directory/parse_directory.h"
#include "libs/directory/small_package.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

TEST(LocalForms, AreOneMeaningInFlagsAndDays) {
  struct {
    std::string column, cell, canonical;
  } const rows[] = {
      {"structured", "ja", "yes"},
      {"structured", "Nei", "no"},
      {"discretion", "nej", "no"},
      {"required", "kyllä", "yes"},
      {"required", "KYLLÄ", "yes"},
      {"required", "Kyllä", "yes"},
      {"required", "KYLLA", "KYLLA"},
      {"required", "ei", "no"},
      {"required", "joo", "yes"},
      {"required", "jo", "jo"},
      {"required", "*", "*"},
      {"title", "ja", "ja"},
      {"valid_from", "31.12.2026", "2026-12-31"},
      {"valid_to", "1.2.2026", "2026-02-01"},
      {"valid_to", "2026-02-01", "2026-02-01"},
      {"valid_to", "31.02.2026", "31.02.2026"},
      {"valid_to", "1.2.26", "1.2.26"},
      {"valid_to", "", ""},
      {"fact", "31.12.2026", "31.12.2026"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(CanonicalCell(row.column, row.cell), row.canonical) << row.column << " " << row.cell;
  }
}

TEST(LocalForms, TellWordsApartButForTheCaseOfTheirLetters) {
  const struct {
    std::string a, b;
    bool same;
  } rows[] = {
      {"", "", true},       {"", "a", false},           {"AZ", "az", true},
      {"@[", "`{", false},  {"ÀÞ", "àþ", true},         {"ß", "ÿ", false},
      {"×", "÷", false},    {"ČĐŊŠŦŽ", "čđŋšŧž", true}, {"č", "ć", false},
      {"Ž", "Ź", false},    {"ÅRLIG", "årlig", true},   {"ÅRLIG", "arlig", false},
      {"ja", "jaa", false}, {"\xFF", "\xFF", true},     {"\xFF", "\xFE", false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(SameWord(row.a, row.b), row.same) << row.a << " " << row.b;
    EXPECT_EQ(SameWord(row.b, row.a), row.same) << row.a << " " << row.b;
  }
}

TEST(LocalForms, GiveTheSameDirectory) {
  PackageFiles local = SmallPackage();
  local["units.csv"] =
      "agency;unit;title;protected;valid_from;valid_to;successor\n"
      "CITY;SORT;Sorting;nei;;;\n"
      "CITY;DESK;Desk;nei;01.01.2020;;\n"
      "CITY;SHIELD;Shielded;ja;;;\n"
      "CITY;OLD;Old desk;nei;;30.06.2026;DESK\n"
      "STATE;DESK;State desk;nei;;;\n";
  const auto a = ParseDirectory(SmallPackage());
  const auto b = ParseDirectory(local);
  ASSERT_THAT(b, IsOk());
  EXPECT_EQ(a->SerializeAsString(), b->SerializeAsString());
}

}  // namespace
}  // namespace skranke
