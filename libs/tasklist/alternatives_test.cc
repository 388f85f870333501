#include "libs/tasklist/alternatives.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "libs/tasklist/small_list.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;

// The small list with rows for every kind of cell; row 2 is "aid,*".
std::shared_ptr<const TaskList> ListWithRows() {
  PackageFiles files = SmallListPackage();
  files["lists/1/routing.csv"] =
      "task_code,place,protection,valid_from,valid_to,agency,unit,action,own_staff,service_line\n"
      "aid,*,*,,,CITY,DESK,,,\n"
      "aid,quay,none,,,CITY,DESK,,,\n"
      "aid,hall,none,,,CITY,DESK,,,\n"
      "aid,*,protected,,,CITY,SHIELD,,,\n"
      "aid,*,none,,,CITY,DESK,COMPLAINT,,\n"
      "aid,*,none,,,CITY,DESK,,yes,\n"
      "aid,*,none,,,CITY,DESK,,,WORK\n"
      "aid,hall,*,,2026-01-31,CITY,DESK,,,\n"
      "aid,hall,*,2026-07-01,,CITY,DESK,,,\n"
      "form,hall,*,,,CITY,DESK,,,\n"
      "*,hall,*,,,CITY,DESK,,,\n";
  return MakeSmallList(files);
}

std::vector<std::string> Lines(const RouteQuestion& question, absl::string_view taken,
                               size_t most = 20) {
  const auto list = ListWithRows();
  std::vector<std::string> lines;
  for (const RejectedRow& rejected : RejectedRows(*list, question, taken, most)) {
    lines.push_back(absl::StrCat(rejected.row->line(), " ", rejected.reason));
  }
  return lines;
}

const RouteQuestion kQuestion = {.task = "aid", .place = "hall", .day = absl::CivilDay(2026, 3, 2)};

TEST(RejectedRows, SayWhyEachOtherRowDidNotDecide) {
  EXPECT_THAT(Lines(kQuestion, "routing.csv:4"),
              ElementsAre("3 It is for the place quay.", "6 It is for the action COMPLAINT.",
                          "7 It is for the agencies' staff.", "8 It is for the service line WORK.",
                          "5 It is for protected persons.", "9 It held until 2026-01-31.",
                          "10 It holds from 2026-07-01.", "2 A more specific row decides.",
                          "12 A more specific row decides."));
}

TEST(RejectedRows, AreOfTheProtectedWhereTheCaseIs) {
  RouteQuestion question = kQuestion;
  question.is_protected = true;
  EXPECT_THAT(Lines(question, "routing.csv:5", 2),
              ElementsAre("3 It is for persons who are not protected.",
                          "4 It is for persons who are not protected."));
}

}  // namespace
}  // namespace skranke
