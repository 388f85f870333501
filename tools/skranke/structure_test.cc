// Published structures, loaded as packages and asked. Only with the shared data.
#include "tools/skranke/structure.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/csv.h"
#include "libs/base/files.h"
#include "libs/directory/parse_directory.h"
#include "libs/tasklist/parse_task_list.h"
#include "libs/tasklist/routing.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"
#include "tools/skranke/usage.h"
#include "tools/skranke/word_index.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

SourceFiles Source(const std::string& folder, const std::vector<std::string>& files) {
  SourceFiles source;
  for (const std::string& file : files) {
    source[file] = ReadFile(SharedData(absl::StrCat("data/", folder, "/", file))).value();
  }
  return source;
}

SourceFiles NavSource() {
  return Source("nav-kodeverk", {"tema.csv", "enheter.csv", "tema_enhet_history.csv", "ytelser.csv",
                                 "ytelse_vedtaksenheter.csv"});
}

constexpr size_t kBadLine = 29;  // FAR, which ends before it begins.

std::string WithoutLine(const std::string& text, size_t line) {
  std::vector<std::string> lines = absl::StrSplit(text, '\n');
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(line) - 1);
  return absl::StrJoin(lines, "\n");
}

SourceFiles MendedNav() {
  SourceFiles source = NavSource();
  std::string& history = source["tema_enhet_history.csv"];
  history = WithoutLine(history, kBadLine);
  return source;
}

// A structure as the office has it once it is installed.
struct Installed {
  std::shared_ptr<const Directory> directory;
  std::shared_ptr<const TaskList> list;

  Route Ask(const RouteQuestion& question) const { return FindRoute(*list, *directory, question); }
};

absl::StatusOr<Installed> Install(const Structure& structure, absl::string_view version) {
  Installed made;
  SKRANKE_ASSIGN_OR_RETURN(const auto content, ParseDirectory(structure.files));
  SKRANKE_ASSIGN_OR_RETURN(made.directory, Directory::Make(1, absl::UnixEpoch(), content));
  SKRANKE_ASSIGN_OR_RETURN(const auto list, ParseTaskList(structure.files, version, content));
  SKRANKE_ASSIGN_OR_RETURN(made.list, TaskList::Make(list));
  return made;
}

TEST(NavStructure, KnowsWhoOwnedAThemeOnADay) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Structure nav, NavStructure(MendedNav()));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Installed office, Install(nav, "nav"));
  const auto owner = [&](const char* theme, int year, int month, int day) {
    return office.Ask({.task = theme, .day = absl::CivilDay(year, month, day)}).unit;
  };
  EXPECT_EQ(owner("AGR", 2012, 5, 1), "Nav Regnskap Mo i Rana");
  EXPECT_EQ(owner("SUP", 2019, 10, 1), "Nav Familie- og pensjonsytelser Sandnes");
  EXPECT_EQ(owner("TRY", 2015, 12, 31), "Nav Internasjonalt");
  EXPECT_EQ(owner("TRY", 2016, 1, 1), "Nav Medlemskap og avgift");
  // Before its first day nobody owned it.
  EXPECT_EQ(owner("TRY", 2011, 1, 12), "");
}

TEST(NavStructure, IsRefusedWholeForOneImpossiblePeriod) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  EXPECT_THAT(NavStructure(NavSource()), StatusIs(absl::StatusCode::kInvalidArgument,
                                                  AllOf(HasSubstr("tema_enhet_history.csv row 29"),
                                                        HasSubstr("is before valid_from"))));
}

// The same by the list's own parser: owners.csv has the source's lines.
TEST(NavStructure, IsRefusedAsAListNamingTheLine) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(Structure nav, NavStructure(MendedNav()));
  std::string& owners = nav.files["lists/nav/owners.csv"];
  std::vector<std::string> lines = absl::StrSplit(owners, '\n');
  lines.insert(lines.begin() + kBadLine - 1, "FAR,NAV,Trygdekontor,2018-08-08,2006-06-30");
  owners = absl::StrJoin(lines, "\n");
  EXPECT_THAT(Install(nav, "nav").status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("lists/nav/owners.csv row 29 column valid_to \"2006-06-30\"")));
}

TEST(NavStructure, SendsTheProtectedAndOwnStaffElsewhere) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Structure nav, NavStructure(MendedNav()));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Installed office, Install(nav, "nav"));
  const absl::CivilDay day(2026, 1, 1);
  EXPECT_EQ(office.Ask({.task = "OMS_OMP", .place = "4410", .day = day}).unit, "4410");
  EXPECT_EQ(office.Ask({.task = "OMS_OMP", .place = "4410", .is_protected = true, .day = day}).unit,
            "2103");
  EXPECT_EQ(office.list->content().tasks_size(), 69 + 55);
  EXPECT_TRUE(office.directory->FindUnit("NAV", "0383")->own_staff_unit());
  int own_staff_rows = 0;
  for (const auto& row : office.list->content().routing()) {
    own_staff_rows += row.own_staff() == "yes" ? 1 : 0;
  }
  EXPECT_GT(own_staff_rows, 0);
}

TEST(UplStructure, HasEndedMunicipalitiesAndOneOwnerATask) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const Structure upl, UplStructure(Source("upl-nl", {"UPL-actueel.csv", "gemeenten.csv"})));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Installed office, Install(upl, "upl"));
  EXPECT_EQ(office.list->content().tasks_size(), 1'017);
  EXPECT_EQ(office.directory->content().places_size(), 607);
  EXPECT_THAT(upl.notes, ElementsAre("162 products have several owners and got none.",
                                     HasSubstr("255 municipalities have ended")));
  const Route route = office.Ask({.task = "aanleunwoning", .day = absl::CivilDay(2026, 1, 1)});
  EXPECT_EQ(route.agency, "Gemeente");
}

TEST(UkStructure, FindsTheCountyWhereTheDistrictHasNothing) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const Structure uk, UkStructure(Source("uk-local-services", {"local_authorities.csv",
                                                                   "local_service_links.csv"})));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Installed office, Install(uk, "uk"));
  EXPECT_EQ(office.list->content().tasks_size(), 81);
  EXPECT_EQ(office.directory->content().places_size(), 382);
  EXPECT_THAT(uk.notes, ElementsAre(HasSubstr("44 authorities with services"),
                                    HasSubstr("have no owner; cases go to people")));
  const absl::CivilDay day(2026, 1, 1);
  const Route own = office.Ask({.task = "2-8", .place = "leicester", .day = day});
  EXPECT_EQ(own.agency, "leicester");
  const Route nobody = office.Ask({.task = "2-8", .place = "atlantis", .day = day});
  EXPECT_FALSE(nobody.found);
}

TEST(LosStructure, FindsTasksByWhatCitizensSay) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const Structure los,
      LosStructure(Source("los-no", {"los_concepts.csv", "los_search_labels.csv"})));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Installed office, Install(los, "los"));
  EXPECT_EQ(office.list->content().tasks_size(), 427);
  WordIndex index;
  const CsvTable words = ParseCsv("words.csv", los.files.at("lists/los/words.csv")).value();
  EXPECT_EQ(words.rows.size(), 2'885u);
  for (const CsvRow& row : words.rows) index.Add(row.cells[0], row.cells[2]);
  EXPECT_THAT(index.Find("svangerskapsavbrudd"),
              ::testing::Contains(FoundTask{.task = "abort", .words = 1}));
}

TEST(Structure, IsOfAKnownKind) {
  EXPECT_THAT(ReadStructure("kle", {}), HasReason("USAGE"));
  EXPECT_THAT(ReadStructure("nav", {}), HasReason("PACKAGE_FILE"));
}

}  // namespace
}  // namespace skranke
