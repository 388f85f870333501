#include "libs/base/csv.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/limits.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(Csv, ReadsQuotesLineEndsAndByteOrderMark) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const CsvTable table,
      ParseCsv("tasks.csv", "\xEF\xBB\xBFtask,title\r\npass,\"Pass, \"\"nytt\"\"\nkort\"\n a ,\n"));
  EXPECT_THAT(table.columns, ElementsAre("task", "title"));
  ASSERT_THAT(table.rows, SizeIs(2));
  EXPECT_THAT(table.rows[0].cells, ElementsAre("pass", "Pass, \"nytt\"\nkort"));
  EXPECT_THAT(table.rows[1].cells, ElementsAre(" a ", ""));
  EXPECT_EQ(table.rows[0].line, 2);
  EXPECT_EQ(table.rows[1].line, 4);
}

TEST(Csv, NeedsNoLineEndAfterTheLastRow) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable table, ParseCsv("a.csv", "x\n1"));
  EXPECT_THAT(table.rows, SizeIs(1));
}

TEST(Csv, FindsAColumnOrNothing) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable table, ParseCsv("a.csv", "x,y\n"));
  EXPECT_EQ(table.FindColumn("y"), 1);
  EXPECT_EQ(table.FindColumn("z"), std::nullopt);
}

struct BadCsv {
  const char* name;
  std::string bytes;
  const char* message;
};

class CsvRefuses : public ::testing::TestWithParam<BadCsv> {};

TEST_P(CsvRefuses, NamingFileRowAndColumn) {
  const auto table = ParseCsv("tasks.csv", GetParam().bytes);
  EXPECT_THAT(table, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(GetParam().message)));
  EXPECT_THAT(table, HasReason("PACKAGE_CELL"));
}

INSTANTIATE_TEST_SUITE_P(
    Faults, CsvRefuses,
    ::testing::Values(
        BadCsv{"NothingAtAll", "", "tasks.csv row 1: is missing"},
        BadCsv{"OnlyAByteOrderMark", "\xEF\xBB\xBF", "tasks.csv row 1: is missing"},
        BadCsv{"Latin1", "task\nf\xF8reforhold\n", "tasks.csv row 2: is not UTF-8"},
        BadCsv{"Nul", std::string("task\na\0b\n", 9), "tasks.csv row 2: contains a NUL"},
        BadCsv{"OpenQuote", "a,b\n1,\"2\n3,4\n", "tasks.csv row 2 column no. 2: opens a quote"},
        BadCsv{"QuoteInside", "a,b\n1,2\"3\n", "tasks.csv row 2 column no. 2: has a quote inside"},
        BadCsv{"TextAfterQuote", "a,b\n\"1\"2,3\n", "row 2 column no. 1: goes on after"},
        BadCsv{"LoneCarriageReturn", "a\n1\r2\n", "row 2 column no. 1: is followed by a carriage"},
        BadCsv{"TooFew", "a,b\n1\n", "tasks.csv row 2: has 1 cells where the header has 2"},
        BadCsv{"TooMany", "a,b\n1,2,3\n", "tasks.csv row 2: has 3 cells where the header has 2"},
        BadCsv{"EmptyLine", "a,b\n\n1,2\n", "tasks.csv row 2: has 1 cells"},
        BadCsv{"ColumnTwice", "a,a\n", "tasks.csv row 1 column a: stands there twice"},
        BadCsv{"ColumnWithoutName", "a,\n", "tasks.csv row 1: has a column without a name"},
        BadCsv{"RowAfterALongCell", "a,b\n\"1\n1\",2\n3\n", "tasks.csv row 4: has 1 cells"}),
    [](const auto& test) { return test.param.name; });

TEST(Csv, TakesTheLongestCellAndRefusesOneByteMore) {
  const std::string longest(kCellBytesMax, 'a');
  EXPECT_THAT(ParseCsv("a.csv", absl::StrCat("x\n", longest, "\n")), IsOk());
  EXPECT_THAT(ParseCsv("a.csv", absl::StrCat("x\n", longest, "a\n")), HasReason("PACKAGE_CELL"));
}

TEST(Csv, TakesTheMostColumnsAndRefusesOneMore) {
  std::vector<std::string> columns;
  while (columns.size() < kColumnsMax) columns.push_back(absl::StrCat("c", columns.size()));
  EXPECT_THAT(ParseCsv("a.csv", CsvLine(columns)), IsOk());
  columns.push_back("one_more");
  EXPECT_THAT(ParseCsv("a.csv", CsvLine(columns)), HasReason("PACKAGE_CELL"));
}

TEST(Csv, TakesTheMostRowsAndRefusesOneMore) {
  std::string bytes = "x\n";
  for (size_t i = 0; i < kRowsMax; ++i) bytes += "1\n";
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable table, ParseCsv("tasks.csv", bytes));
  EXPECT_THAT(table.rows, SizeIs(kRowsMax));
  const auto more = ParseCsv("tasks.csv", bytes + "1\n");
  EXPECT_THAT(more, HasReason("PACKAGE_CELL"));
  EXPECT_EQ(more.status().message(),
            "tasks.csv row 100002: is one row too many; a file has at most 100000");
}

TEST(CellError, SaysWhereAndWhat) {
  EXPECT_EQ(CellError("tasks.csv", 12, "quick_minutes", "ten", "must be a number").message(),
            "tasks.csv row 12 column quick_minutes \"ten\": must be a number");
  EXPECT_EQ(CellError("tasks.csv", 12, "", "", "is empty").message(), "tasks.csv row 12: is empty");
}

TEST(CellError, CutsALongCellBetweenCharacters) {
  const std::string cell = absl::StrCat(std::string(59, 'a'), "ø", "b");
  EXPECT_EQ(CellError("t", 1, "c", cell, "m").message(),
            absl::StrCat("t row 1 column c \"", std::string(59, 'a'), "\": m"));
}

TEST(ParseCsv, TakesSemicolonsWhereTheHeaderHasThemAndNoComma) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable table, ParseCsv("a", "x;y\n1,5;\"a;b\"\n"));
  EXPECT_TRUE(table.semicolons);
  ASSERT_THAT(table.rows, SizeIs(1));
  EXPECT_EQ(table.rows[0].cells, (std::vector<std::string>{"1,5", "a;b"}));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable commas, ParseCsv("a", "x,y\n1;5,b\n"));
  EXPECT_FALSE(commas.semicolons);
  EXPECT_EQ(commas.rows[0].cells, (std::vector<std::string>{"1;5", "b"}));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable both, ParseCsv("a", "x;z,y\n1,2\n"));
  EXPECT_FALSE(both.semicolons);
}

TEST(CsvLine, IsReadBackAsItWas) {
  const std::vector<std::string> cells = {"", "a,b", "\"c\"", "d\r\ne", " f ", "ø"};
  const std::string header = "1,2,3,4,5,6\n";
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable table, ParseCsv("a", header + CsvLine(cells)));
  ASSERT_THAT(table.rows, SizeIs(1));
  EXPECT_EQ(table.rows[0].cells, cells);
}

// Found by tests/fuzz: only the file's own mark is dropped, never one that a cell begins with.
TEST(CsvLine, KeepsAByteOrderMarkAtTheBeginning) {
  const std::vector<std::string> columns = {
      "\xEF\xBB\xBF"
      "a",
      "b"};
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable table, ParseCsv("a", CsvLine(columns)));
  EXPECT_EQ(table.columns, columns);
}

TEST(CsvLine, QuotesOnlyWhatNeedsIt) {
  using Cells = std::vector<std::string>;
  EXPECT_EQ(CsvLine(Cells{"a", "b c"}), "a,b c\n");
  EXPECT_EQ(CsvLine(Cells{"a\"b"}), "\"a\"\"b\"\n");
  EXPECT_EQ(CsvLine(Cells{""}), "\"\"\n");
}

}  // namespace
}  // namespace skranke
