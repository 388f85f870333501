#include "libs/tasklist/bundle_template.h"

#include <gmock/gmock.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/tasklist/check_task_list.h"
#include "libs/tasklist/list_tables.h"
#include "libs/tasklist/routing.h"
#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kHeader[] =
    "bundle,title_en,title_local,task_code,lead,consent,consent_scope,optional\n";

PackageFiles WithBundles(const std::string& rows) {
  PackageFiles files = SmallListPackage();
  files["lists/1/bundles.csv"] = absl::StrCat(kHeader, rows);
  return files;
}

constexpr char kDeath[] =
    "death,A death,Dødsfall,aid,yes,,,\n"
    "birth,A birth,Fødsel,pass,yes,,,no\n"
    "death,,,form,no,form_consent,\"to tell, in time\",yes\n";

// The message of the first fault.
std::string FaultOf(const std::string& rows) {
  const auto list = ParseSmallList(WithBundles(rows));
  return std::string(list.status().message());
}

TEST(BundleTemplates, AreReadInTheOrderOfTheirRows) {
  const auto list = MakeSmallList(WithBundles(kDeath));
  ASSERT_THAT(list->bundles(), SizeIs(2));
  const BundleTemplate* death = list->FindBundle("death");
  ASSERT_NE(death, nullptr);
  EXPECT_EQ(death, &list->bundles()[0]);
  EXPECT_EQ(death->title_en, "A death");
  EXPECT_EQ(death->title_local, "Dødsfall");
  ASSERT_THAT(death->parts, SizeIs(2));
  EXPECT_EQ(death->lead, death->parts[0]);
  EXPECT_EQ(death->parts[1]->task(), "form");
  EXPECT_EQ(death->parts[1]->consent(), "form_consent");
  EXPECT_EQ(death->parts[1]->consent_scope(), "to tell, in time");
  EXPECT_TRUE(death->parts[1]->optional());
  EXPECT_EQ(death->Find("form"), death->parts[1]);
  EXPECT_EQ(death->Find("pass"), nullptr);
  EXPECT_EQ(list->FindBundle("wedding"), nullptr);
}

TEST(BundleTemplates, AreWrittenAsTheyWereRead) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseSmallList(WithBundles(kDeath)));
  PackageFiles written = SmallListPackage();
  for (auto& [path, bytes] : CanonicalFiles(content)) written[path] = bytes;
  EXPECT_EQ(written["lists/1/bundles.csv"],
            absl::StrCat(kHeader,
                         "death,A death,Dødsfall,aid,yes,,,no\n"
                         "birth,A birth,Fødsel,pass,yes,,,no\n"
                         "death,,,form,no,form_consent,\"to tell, in time\",yes\n"));
  EXPECT_EQ(MakeSmallList(written)->hash(), MakeSmallList(WithBundles(kDeath))->hash());
}

TEST(BundleTemplates, ChangeTheHashOfListsThatHaveThemAlone) {
  const std::string none = MakeSmallList(SmallListPackage())->hash();
  EXPECT_EQ(MakeSmallList(WithBundles(""))->hash(), none);
  EXPECT_NE(MakeSmallList(WithBundles(kDeath))->hash(), none);
  EXPECT_THAT(CanonicalFiles(ParseSmallList(SmallListPackage()).value()),
              Not(::testing::Contains(::testing::Key("lists/1/bundles.csv"))));
}

TEST(BundleTemplates, HaveExactlyOneLeadThatIsAlwaysSent) {
  EXPECT_THAT(FaultOf("death,,,aid,no,,,\n"), HasSubstr("no part of this template leads"));
  EXPECT_THAT(FaultOf("death,,,aid,yes,,,\ndeath,,,form,yes,,,\n"),
              HasSubstr("row 2 leads already"));
  EXPECT_THAT(FaultOf("death,,,aid,yes,,,yes\n"), HasSubstr("always sent"));
  // Each template has its own.
  EXPECT_EQ(FaultOf("death,,,aid,yes,,,\nbirth,,,aid,yes,,,\n"), "");
}

TEST(BundleTemplates, HaveEachTaskOnce) {
  EXPECT_THAT(FaultOf("death,,,aid,yes,,,\ndeath,,,aid,no,,,\n"), HasSubstr("is in row 2 already"));
  EXPECT_THAT(FaultOf("death,,,ghost,yes,,,\n"), HasSubstr("is not in tasks.csv"));
}

TEST(BundleTemplates, SayWhatAConsentIsFor) {
  EXPECT_THAT(FaultOf("death,,,aid,yes,aid_consent,,\n"), HasSubstr("what the consent is for"));
  EXPECT_THAT(FaultOf("death,,,aid,yes,,to tell,\n"), HasSubstr("without a consent"));
}

TEST(BundleTemplates, HaveOneTitle) {
  EXPECT_THAT(FaultOf("death,A,B,aid,yes,,,\ndeath,X,,form,no,,,\n"),
              HasSubstr("another title than in row 2"));
  EXPECT_THAT(FaultOf("death,A,B,aid,yes,,,\ndeath,A,Y,form,no,,,\n"),
              HasSubstr("another title than in row 2"));
  EXPECT_EQ(FaultOf("death,A,B,aid,yes,,,\ndeath,A,B,form,no,,,\n"), "");
}

// Rows of one template with so many parts; the tasks need not be any list's.
BundleRows Parts(size_t count) {
  BundleRows rows;
  for (size_t i = 0; i < count; ++i) {
    auto* row = rows.Add();
    row->set_bundle("move");
    row->set_task(absl::StrCat("task_", i));
    row->set_lead(i == 0);
  }
  return rows;
}

TEST(BundleTemplates, HaveAtMostAsManyPartsAsALifeEventMay) {
  EXPECT_THAT(FaultsOf(Parts(kPartsPerBundleMax)), IsEmpty());
  const auto faults = FaultsOf(Parts(kPartsPerBundleMax + 1));
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].index, static_cast<int>(kPartsPerBundleMax));
  EXPECT_EQ(faults[0].column, "bundle");
}

TEST(BundleTemplates, OfAnUnknownTaskAreFoundByTheCheckWithTheNearestName) {
  PackageFiles files = WithBundles("death,,,aids,yes,,,\n");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseDirectory(files));
  const auto directory = Directory::Make(1, absl::UnixEpoch(), content);
  ASSERT_THAT(directory, IsOk());
  bool found = false;
  for (const Finding& finding : CheckTaskListFiles(files, "1", **directory)) {
    const bool here = finding.file == "lists/1/bundles.csv" && finding.code == "TASK_UNKNOWN";
    found = found || (here && absl::StrContains(finding.sentence, "aid"));
  }
  EXPECT_TRUE(found);
}

// The agencies that get a part of it, where everything is wanted and consented.
std::set<std::string> ReceiversOf(const BundleTemplate& one, const TaskList& list,
                                  const Directory& directory) {
  std::set<std::string> agencies;
  for (const auto* part : one.parts) {
    const RouteQuestion question = {
        .task = part->task(), .place = "sentrum", .day = absl::CivilDay(2026, 6, 1)};
    const Route route = FindRoute(list, directory, question);
    EXPECT_TRUE(route.found) << part->task();
    agencies.insert(route.agency);
  }
  return agencies;
}

TEST(BundleTemplates, OfTheSampleOfficeAreTheFiveLifeEvents) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const PackageFiles files,
                               ReadPackage(SourceFile("deploy/offices/nordvik")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseDirectory(files));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto directory,
                               Directory::Make(1, absl::UnixEpoch(), content));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto rows, ParseTaskList(files, "2026-1", content));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto list, TaskList::Make(rows));
  std::vector<std::string> names;
  for (const BundleTemplate& one : list->bundles()) names.push_back(one.name);
  EXPECT_THAT(names, ElementsAre("start_business", "birth", "move", "death", "special_needs"));
  const BundleTemplate& business = *list->FindBundle("start_business");
  EXPECT_THAT(business.parts, SizeIs(11));
  EXPECT_THAT(ReceiversOf(business, *list, *directory), SizeIs(11));
}

}  // namespace
}  // namespace skranke
