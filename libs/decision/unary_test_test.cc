#include "libs/decision/unary_test.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <random>

#include "absl/strings/str_cat.h"
#include "libs/testing/matchers.h"

namespace skranke {

void PrintTo(Verdict verdict, std::ostream* os) {
  *os << (verdict == Verdict::kYes ? "yes" : verdict == Verdict::kNo ? "no" : "unknown");
}

namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr Verdict kYes = Verdict::kYes;
constexpr Verdict kNo = Verdict::kNo;
constexpr Verdict kUnknown = Verdict::kUnknown;

// The fact that a literal stands for.
Value Fact(absl::string_view literal) {
  const auto test = ParseUnaryTest(literal);
  EXPECT_THAT(test, IsOk()) << literal;
  return std::get<Value>(test->alternatives().at(0));
}

TEST(UnaryTest, SaysYesNoOrUnknown) {
  struct {
    absl::string_view cell, fact;
    Verdict verdict;
  } const rows[] = {
      // Any.
      {"-", "1", kYes},
      {" - ", "\"x\"", kYes},
      {"-", "null", kYes},
      // Literals.
      {"18", "18", kYes},
      {"18", "18.0", kYes},
      {"18", "17.999", kNo},
      {"-5", "-5", kYes},
      {"-5", "5", kNo},
      {"0.1", ".1", kYes},
      {"\"yes\"", "\"yes\"", kYes},
      {"\"yes\"", "\"Yes\"", kNo},
      {"\"\"", "\"\"", kYes},
      {"true", "true", kYes},
      {"true", "false", kNo},
      {"false", "false", kYes},
      {"date(\"2026-01-31\")", "date(\"2026-01-31\")", kYes},
      {"date(\"2026-01-31\")", "date(\"2026-02-01\")", kNo},
      {"null", "null", kYes},
      {"null", "0", kNo},
      // A missing fact, or one of another type, is never a no.
      {"18", "null", kUnknown},
      {"18", "\"18\"", kUnknown},
      {"true", "\"true\"", kUnknown},
      {"\"2026-01-31\"", "date(\"2026-01-31\")", kUnknown},
      {">= 18", "null", kUnknown},
      {">= 18", "\"20\"", kUnknown},
      {"[1..5]", "true", kUnknown},
      {"[1..5]", "null", kUnknown},
      // Comparisons, on both sides of the limit.
      {"< 18", "17.99", kYes},
      {"< 18", "18", kNo},
      {"<= 18", "18", kYes},
      {"<=18", "18.01", kNo},
      {"> 18", "18", kNo},
      {"> 18", "18.01", kYes},
      {">= 18", "18", kYes},
      {">=18", "17.99", kNo},
      {"< \"b\"", "\"a\"", kYes},
      {"< \"b\"", "\"b\"", kNo},
      {">= date(\"2026-01-31\")", "date(\"2026-01-31\")", kYes},
      {">= date(\"2026-01-31\")", "date(\"2026-01-30\")", kNo},
      // Intervals, on both sides of both limits.
      {"[1..5]", "1", kYes},
      {"[1..5]", "5", kYes},
      {"[1..5]", "0.99", kNo},
      {"[1..5]", "5.01", kNo},
      {"(1..5)", "1", kNo},
      {"(1..5)", "5", kNo},
      {"(1..5)", "1.01", kYes},
      {"]1..5[", "1", kNo},
      {"]1..5[", "5", kNo},
      {"]1..5[", "4.99", kYes},
      {"[1..5)", "1", kYes},
      {"[1..5)", "5", kNo},
      {"(1..5]", "5", kYes},
      {"(1..5]", "1", kNo},
      {"[-5..-1]", "-1", kYes},
      {"[-5..-1]", "-0.99", kNo},
      {"[.5..1.5]", "0.5", kYes},
      {"[2..2]", "2", kYes},
      {"[date(\"2026-01-01\")..date(\"2026-12-31\")]", "date(\"2026-12-31\")", kYes},
      {"[date(\"2026-01-01\")..date(\"2026-12-31\")]", "date(\"2027-01-01\")", kNo},
      {"[\"a\"..\"c\")", "\"bz\"", kYes},
      {"[\"a\"..\"c\")", "\"c\"", kNo},
      // Lists: one yes is enough, an unknown is not a no.
      {"1, 2, 5", "5", kYes},
      {"1, 2, 5", "3", kNo},
      {"1,2,5", "null", kUnknown},
      {"< 1, [5..7], 9", "6", kYes},
      {"< 1, [5..7], 9", "8", kNo},
      {"1, \"one\"", "\"one\"", kYes},
      {"1, \"one\"", "2", kUnknown},
      {"null, 1", "null", kYes},
      {"null, 1", "1", kYes},
      {"null, 1", "2", kNo},
      // Not.
      {"not(1, 2)", "3", kYes},
      {"not(1, 2)", "2", kNo},
      {"not ( >= 18 )", "17", kYes},
      {"not(>= 18)", "18", kNo},
      {"not(1)", "null", kUnknown},
      {"not(1)", "\"1\"", kUnknown},
      {"not(null)", "null", kNo},
      {"not(null)", "1", kYes},
      {"not([1..5])", "6", kYes},
      {"not(true)", "false", kYes},
  };
  for (const auto& row : rows) {
    const auto test = ParseUnaryTest(row.cell);
    ASSERT_THAT(test, IsOk()) << row.cell;
    EXPECT_EQ(test->Test(Fact(row.fact)), row.verdict) << row.cell << " on " << row.fact;
  }
}

TEST(UnaryTest, ReadsTextAsItIsMeant) {
  EXPECT_EQ(Fact(R"("a \"quoted\" word")"), Value::OfString("a \"quoted\" word"));
  EXPECT_EQ(Fact(R"("back\\slash\n\r\t")"), Value::OfString("back\\slash\n\r\t"));
  EXPECT_EQ(Fact(R"("sjøfolk, 1..2 [not(x)] - date")"),
            Value::OfString("sjøfolk, 1..2 [not(x)] - date"));
}

TEST(UnaryTest, ErrorGivesPositionAndToken) {
  struct {
    absl::string_view cell, told;
  } const rows[] = {
      {"", "at character 1, the end: a test is missing"},
      {"   ", "at character 4, the end: a test is missing"},
      {"VIP", "at character 1, \"VIP\": a value was expected"},
      {"“VIP”", "at character 1, \"“VIP”\": a value was expected"},
      {"1, ja", "at character 4, \"ja\": a value was expected"},
      {"\"ø\", ja", "at character 6, \"ja\": a value was expected"},
      {"= 5", "at character 1, \"=\": S-FEEL has no ="},
      {"!= 5", "at character 1, \"!\": S-FEEL has no ="},
      {"==5", "at character 1, \"=\": S-FEEL has no ="},
      {"<> 5", "at character 2, \">\": a value was expected"},
      {">", "at character 2, the end: a value was expected"},
      {"> true", "at character 3, \"true\": a boolean has no order"},
      {"> null", "at character 3, \"null\": a null has no order"},
      {"> > 5", "at character 3, \">\": a value was expected"},
      {"1,", "at character 3, the end: a value was expected"},
      {",1", "at character 1, \",\": a value was expected"},
      {"1 2", "at character 3, \"2\": here the cell should end"},
      {"-, 1", "at character 1, \"-\": a value was expected"},
      {"1, -", "at character 4, \"-\": a value was expected"},
      {"- 5", "at character 1, \"-\": a value was expected"},
      {"1,5kr", "at character 3, \"5kr\": a number has digits"},
      {"1e5", "at character 1, \"1e5\": a number has digits"},
      {"1.2.3", "at character 1, \"1.2.3\": a number has digits"},
      {"5.", "at character 1, \"5.\": a number has digits"},
      {"1..5", "at character 2, \".\": here the cell should end"},
      {"[1..5", "at character 6, the end: ] or ) or [ is missing"},
      {"[1.5]", "at character 5, \"]\": .. is missing"},
      {"[1, 5]", "at character 3, \",\": .. is missing"},
      {"[5..1]", "at character 1, \"[\": no value can lie"},
      {"1, (5..5]", "at character 4, \"(\": no value can lie"},
      {"[5..5)", "at character 1, \"[\": no value can lie"},
      {"[1..\"b\"]", "at character 1, \"[\": both ends must be of one type"},
      {"[true..true]", "at character 2, \"true\": a boolean has no order"},
      {"not", "at character 4, the end: ( is missing"},
      {"not 5", "at character 5, \"5\": ( is missing"},
      {"not()", "at character 5, \")\": a value was expected"},
      {"not(-)", "at character 5, \"-\": a value was expected"},
      {"not(5", "at character 6, the end: ) is missing"},
      {"not(not(5))", "at character 5, \"not\": a value was expected"},
      {"not(5), 6", "at character 7, \",\": here the cell should end"},
      {"nothing", "at character 1, \"nothing\": a value was expected"},
      {"TRUE", "at character 1, \"TRUE\": a value was expected"},
      {"\"open", "at character 1, \"\"\": the closing quote is missing"},
      {"\"open\\\"", "at character 1, \"\"\": the closing quote is missing"},
      {"\"a\\qb\"", "at character 4, \"qb\": escapes are"},
      {"\"a\nb\"", "at character 3, \"\n\": text has no line breaks"},
      {"date(\"2026-02-29\")", "at character 7, \"2026\": a date is a day of the calendar"},
      {"date(\"2026-1-1\")", "at character 7, \"2026\": a date is a day of the calendar"},
      {"date(\"2026-01-01T00:00:00\")", "at character 7, \"2026\": a date is a day"},
      {"date(2026-01-01)", "at character 6, \"2026\": a date is written"},
      {"date \"2026-01-01\"", "at character 6, \"\"\": ( is missing after date"},
      {"date(\"2026-01-01\"", "at character 18, the end: ) is missing"},
      {"date(\"2026-01-01", "at character 6, \"\"\": the closing quote is missing"},
      {"amount + 1", "at character 1, \"amount\": a value was expected"},
      {"(1)", "at character 3, \")\": .. is missing"},
  };
  for (const auto& row : rows) {
    EXPECT_THAT(ParseUnaryTest(row.cell), StatusIs(kInvalid, StartsWith(std::string(row.told))))
        << row.cell;
  }
}

TEST(UnaryTest, ErrorCutsALongTokenBetweenCharacters) {
  std::string word;
  for (int i = 0; i < 100; ++i) word += "øæ";
  const auto test = ParseUnaryTest("a" + word);
  std::string shown = "\"a";
  for (int i = 0; i < 10; ++i) shown += "øæ";
  EXPECT_THAT(test, StatusIs(kInvalid, HasSubstr(shown + "\": a value")));
}

TEST(UnaryTest, CellHasALargestSize) {
  const std::string text(kUnaryTestBytesMax - 2, 'x');
  EXPECT_THAT(ParseUnaryTest("\"" + text + "\""), IsOk());
  EXPECT_THAT(ParseUnaryTest("\"" + text + "x\""), StatusIs(kInvalid, HasSubstr("8192 bytes")));
}

TEST(UnaryTest, IsWrittenInOneForm) {
  struct {
    absl::string_view cell, written;
  } const rows[] = {
      {" - ", "-"},
      {"1.50,\"a\" ,true", "1.5, \"a\", true"},
      {"]1..5[", "(1..5)"},
      {"[ 1 .. 5 ]", "[1..5]"},
      {"<5,>= .5", "< 5, >= 0.5"},
      {"not (null , date( \"2026-01-31\" ))", "not(null, date(\"2026-01-31\"))"},
      {R"("\"\\\n")", R"("\"\\\n")"},
  };
  for (const auto& row : rows) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const UnaryTest test, ParseUnaryTest(row.cell));
    EXPECT_EQ(test.ToString(), row.written);
  }
}

// Makes random tests, small enough that facts often meet their limits.
class RandomCells {
 public:
  explicit RandomCells(uint32_t seed) : random_(seed) {}

  Value Literal() {
    switch (Below(7)) {
      case 0:
        return Value::OfBoolean(Below(2) == 1);
      case 1:
        return Value();
      default:
        return Ordered(Below(3));
    }
  }

  UnaryTest Test() {
    std::vector<UnaryTest::Alternative> alternatives;
    for (int i = Below(4); i >= 0; --i) alternatives.push_back(Alternative());
    if (Below(10) == 0) return UnaryTest::Any();
    return Below(3) == 0 ? UnaryTest::NoneOf(alternatives) : UnaryTest::OneOf(alternatives);
  }

 private:
  int Below(int end) { return static_cast<int>(random_() % end); }

  Value Ordered(int type) {
    const int small = Below(12);
    if (type == 0)
      return Value::OfNumber(*Number::Parse(absl::StrCat(small - 5, ".", Below(2) * 5)));
    if (type == 1) return Value::OfString(std::string(small % 3, "\"\\a\nø,"[small % 6]));
    return Value::OfDate(absl::CivilDay(2026, 1, 1) + small);
  }

  UnaryTest::Alternative Alternative() {
    const int type = Below(3);
    Interval::Bound low = {Ordered(type), Below(2) == 1};
    Interval::Bound high = {Ordered(type), Below(2) == 1};
    switch (Below(5)) {
      case 0:
        return Interval{.low = low};
      case 1:
        return Interval{.high = high};
      case 2:
        if (*Value::Compare(low.value, high.value) < 0) return Interval{.low = low, .high = high};
        return low.value;
      default:
        return Literal();
    }
  }

  std::mt19937 random_;
};

TEST(UnaryTest, EveryRandomCellReadsBackAsTheSameTest) {
  RandomCells cells(1);
  for (int i = 0; i < 20'000; ++i) {
    const UnaryTest test = cells.Test();
    SKRANKE_ASSERT_OK_AND_ASSIGN(const UnaryTest again, ParseUnaryTest(test.ToString()));
    ASSERT_EQ(again, test) << test.ToString();
  }
}

TEST(UnaryTest, EveryRandomCellKeepsItsLogic) {
  RandomCells cells(2);
  int unknown = 0;
  for (int i = 0; i < 20'000; ++i) {
    const UnaryTest test = cells.Test();
    if (test.is_any()) continue;
    const Value fact = cells.Literal();
    SCOPED_TRACE(absl::StrCat(test.ToString(), " on ", fact.ToString()));
    const Verdict one = UnaryTest::OneOf(test.alternatives()).Test(fact);
    const Verdict none = UnaryTest::NoneOf(test.alternatives()).Test(fact);
    // Not turns yes and no around and leaves unknown.
    ASSERT_EQ(none, one == kYes ? kNo : one == kNo ? kYes : kUnknown);
    // A list is its alternatives, joined by or.
    Verdict joined = kNo;
    for (const auto& alternative : test.alternatives()) {
      const Verdict verdict = UnaryTest::OneOf({alternative}).Test(fact);
      if (verdict == kYes || joined == kYes) {
        joined = kYes;
      } else if (verdict == kUnknown) {
        joined = kUnknown;
      }
    }
    ASSERT_EQ(one, joined);
    unknown += one == kUnknown;
  }
  EXPECT_GT(unknown, 1'000);
}

// Any text: no crash, and what is accepted reads back as the same test.
TEST(UnaryTest, RandomTextIsRefusedOrReadsBack) {
  constexpr absl::string_view kPieces[] = {
      "-",    "not",  "(",   ")",  "[", "]",  "..",   ".",
      ",",    "1",    "0.5", "\"", "a", "\\", "date", "\"2026-01-31\"",
      "true", "null", "<",   "<=", ">", "=",  " ",    "\n",
      "ø",    "\xC3"};
  std::mt19937 random(3);
  int accepted = 0;
  for (int i = 0; i < 100'000; ++i) {
    std::string cell;
    for (int pieces = random() % 8; pieces >= 0; --pieces) {
      absl::StrAppend(&cell, kPieces[random() % std::size(kPieces)]);
    }
    const auto test = ParseUnaryTest(cell);
    if (!test.ok()) continue;
    ++accepted;
    ASSERT_THAT(ParseUnaryTest(test->ToString()), IsOkAndHolds(*test)) << cell;
  }
  EXPECT_GT(accepted, 1'000);
}

}  // namespace
}  // namespace skranke
