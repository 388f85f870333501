#include "tools/skranke/import_map.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/testing/matchers.h"
#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

constexpr char kMap[] = R"(# a comment
system  = test
zone    = America/New_York
columns = id type opened
id      = id
[values kinds]
A b = PHONE

[step register]
call         = RegisterCase
task         = slug(type)
channel      = value(type, kinds)
receive_time = opened
applicant    = "SE:1"
fact.kind    = type
[step close]
call       = CloseCase
when       = reply.class is not "QUICK"
outcome    = "DONE"
)";

absl::StatusOr<ImportMap> Parse(absl::string_view text) {
  return ParseImportMap("test.map", text,
                        [](const std::string&) { return UsageError("there are no files"); });
}

TEST(ImportMap, BuildsTheRequestOfAStep) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const ImportMap map, Parse(kMap));
  ASSERT_EQ(map.steps.size(), 2u);
  const std::vector<std::string> cells = {"7", "A b", "2011-07-01 00:00:01"};
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto request,
                               BuildRequest(map, map.steps[0], {.cells = cells}));
  EXPECT_EQ(request->ShortDebugString(),
            R"(task: "a_b" channel: CHANNEL_PHONE parties { role: PARTY_ROLE_APPLICANT )"
            R"(person { country: "SE" number: "1" } } facts { name: "kind" text: "A b" } )"
            R"(receive_time { seconds: 1309492801 })");
}

TEST(ImportMap, LeavesAnEmptyFieldUnset) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const ImportMap map, Parse(kMap));
  const std::vector<std::string> cells = {"7", "", ""};
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto request,
                               BuildRequest(map, map.steps[0], {.cells = cells}));
  EXPECT_EQ(request->ShortDebugString(),
            R"(parties { role: PARTY_ROLE_APPLICANT person { country: "SE" number: "1" } })");
}

TEST(ImportMap, NamesTheFieldThatAValueDoesNotFit) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const ImportMap map, Parse(kMap));
  const std::vector<std::string> cells = {"7", "A b", "yesterday"};
  const auto request = BuildRequest(map, map.steps[0], {.cells = cells});
  EXPECT_THAT(request, HasReason("USAGE"));
  EXPECT_THAT(std::string(request.status().message()), testing::StartsWith("receive_time "));
}

TEST(ImportMap, SaysWhereARowReallyWent) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const ImportMap plain, Parse(kMap));
  EXPECT_FALSE(plain.route.has_value());
  const std::string text = absl::StrReplaceAll(
      kMap, {{"[step close]",
              "[route]\nagency = \"CITY\"\nunit = type\nwhen = id is not \"8\"\n[step close]"}});
  SKRANKE_ASSERT_OK_AND_ASSIGN(const ImportMap map, Parse(text));
  ASSERT_TRUE(map.route.has_value());
  EXPECT_EQ(map.steps.size(), 2u);
  const std::vector<std::string> cells = {"7", "A b", ""};
  EXPECT_THAT(Evaluate(*map.route->agency, {.cells = cells}), IsOkAndHolds("CITY"));
  EXPECT_THAT(Evaluate(*map.route->unit, {.cells = cells}), IsOkAndHolds("A b"));
  EXPECT_THAT(Hold(map.route->when, {.cells = cells}), IsOkAndHolds(true));
  const std::vector<std::string> eight = {"8", "A b", ""};
  EXPECT_THAT(Hold(map.route->when, {.cells = eight}), IsOkAndHolds(false));
}

struct BadMap {
  const char* name;
  const char* from;  // What of kMap is replaced...
  const char* to;    // ...by what.
  const char* sentence;
};

class BadMapTest : public testing::TestWithParam<BadMap> {};

TEST_P(BadMapTest, IsRefusedWithItsLine) {
  const std::string text = absl::StrReplaceAll(kMap, {{GetParam().from, GetParam().to}});
  ASSERT_NE(text, kMap) << "nothing was replaced";
  const auto map = Parse(text);
  EXPECT_THAT(map, HasReason("USAGE"));
  EXPECT_THAT(std::string(map.status().message()), testing::HasSubstr(GetParam().sentence));
}

INSTANTIATE_TEST_SUITE_P(
    ImportMap, BadMapTest,
    testing::Values(
        BadMap{"Key", "zone ", "zon ", "test.map line 3: unknown key zon, did you mean zone?"},
        BadMap{"Zone", "America/New_York", "America/Nowhere", "line 3: there is no time zone"},
        BadMap{"Column", "slug(type)", "slug(typ)", "line 11: there is no column typ"},
        BadMap{"Function", "slug(type)", "slog(type)", "line 11: there is no function slog"},
        BadMap{"Field", "task  ", "tusk  ", "line 11: RegisterCase has no field tusk"},
        BadMap{"Rest", "slug(type)", "slug(type) type", "line 11: expected the end"},
        BadMap{"OurField", "fact.kind", "etag", "line 15: etag is set by the import itself"},
        BadMap{"NamelessFact", "fact.kind", "fact.", "line 15: RegisterCase has no field fact."},
        BadMap{"FactElsewhere", "outcome  ", "fact.x", "CloseCase has no field fact.x"},
        BadMap{"Twice", "fact.kind", "task", "line 15: task stands there twice"},
        BadMap{"Call", "CloseCase", "DropCase", "line 17: an import cannot call DropCase"},
        BadMap{"SecondRegistration", "CloseCase", "RegisterCase", "line 17: the first step"},
        BadMap{"NoCall", "call       = CloseCase\n", "", "line 17: a step begins with its call"},
        BadMap{"Condition", "is not", "was", "line 18: expected is"},
        BadMap{"Section", "[values kinds]", "[value kinds]", "line 6: a section is"},
        BadMap{"SameStep", "[step close]", "[step register]", "line 16: [step register] stands"},
        BadMap{"SameValue", "A b = PHONE", "A b = PHONE\nA b = WEB", "line 8: A b stands"},
        BadMap{"SameColumn", "id type opened", "id type type", "line 4: column type stands"},
        BadMap{"RouteWithoutUnit", "[step close]", "[route]\nagency = type\n[step close]",
               "line 18: [route] has not both"},
        BadMap{"RouteAtTheEndWithoutAgency", "outcome    = \"DONE\"",
               "outcome = \"DONE\"\n[route]\nunit = type", "[route] has not both"},
        BadMap{"RouteKey", "[step close]", "[route]\nqueue = type\n[step close]",
               "line 17: unknown key queue"},
        BadMap{"RouteTwice", "[step close]", "[route]\nunit = type\nunit = id\n[step close]",
               "line 18: unit stands there twice"},
        BadMap{"NoSystem", "system  = test", "", "there is no system"},
        BadMap{"NoId", "id      = id", "", "there is no id"},
        BadMap{"NoSign", "system  = test", "system test", "line 2: expected KEY = VALUE"}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace skranke
