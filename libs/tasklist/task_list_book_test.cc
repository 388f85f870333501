#include "libs/tasklist/task_list_book.h"

#include <gmock/gmock.h>

#include <string>

#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::IsNull;
using ::testing::SizeIs;

std::shared_ptr<const TaskList> ListOf(const std::string& version, const std::string& valid_from,
                                       const std::string& resolution = "") {
  auto content = ParseSmallList(SmallListPackage()).value();
  content.set_version(version);
  content.set_valid_from(valid_from);
  content.set_resolution(resolution);
  return TaskList::Make(content).value();
}

std::shared_ptr<const TaskListBook> BookOfTwo() {
  const auto later = TaskListBook().With(ListOf("b", "2026-07-01")).value();
  return later->With(ListOf("a", "2026-01-01")).value();
}

std::string Version(const TaskList* list) { return list == nullptr ? "none" : list->version(); }

TEST(TaskListBook, HasNoListInForceWhereNoneIsInstalled) {
  EXPECT_THAT(TaskListBook().InForce(absl::CivilDay(2026, 1, 1)), IsNull());
  EXPECT_THAT(TaskListBook().FindByVersion("a"), IsNull());
}

TEST(TaskListBook, PutsAListInForceFromItsFirstDayUntilTheNext) {
  const auto book = BookOfTwo();
  EXPECT_EQ(Version(book->InForce(absl::CivilDay(2025, 12, 31))), "none");
  EXPECT_EQ(Version(book->InForce(absl::CivilDay(2026, 1, 1))), "a");
  EXPECT_EQ(Version(book->InForce(absl::CivilDay(2026, 6, 30))), "a");
  EXPECT_EQ(Version(book->InForce(absl::CivilDay(2026, 7, 1))), "b");
  EXPECT_EQ(Version(book->InForce(absl::CivilDay(9999, 12, 31))), "b");
}

TEST(TaskListBook, FindsByHashAndVersion) {
  const auto book = BookOfTwo();
  const TaskList* const list = book->FindByVersion("a");
  EXPECT_EQ(Version(list), "a");
  EXPECT_EQ(book->FindByHash(list->hash()), list);
  EXPECT_THAT(book->FindByVersion("c"), IsNull());
  EXPECT_THAT(book->FindByHash(std::string(32, 'x')), IsNull());
}

TEST(TaskListBook, StaysAsItIsWhenAnotherListIsInstalled) {
  const auto before = BookOfTwo();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto after, before->With(ListOf("c", "2026-03-01")));
  EXPECT_EQ(Version(before->InForce(absl::CivilDay(2026, 3, 1))), "a");
  EXPECT_EQ(Version(after->InForce(absl::CivilDay(2026, 3, 1))), "c");
  EXPECT_THAT(after->lists(), SizeIs(3));
}

TEST(TaskListBook, TakesTheSameListTwiceWithoutChange) {
  const auto book = BookOfTwo();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto again, book->With(ListOf("a", "2026-01-01")));
  EXPECT_THAT(again->lists(), SizeIs(2));
}

TEST(TaskListBook, RefusesAnotherContentUnderAnInstalledVersion) {
  const auto book = BookOfTwo();
  EXPECT_THAT(book->With(ListOf("a", "2026-01-01", "Council 9/25")), HasReason("LIST_CHANGED"));
  EXPECT_THAT(book->With(ListOf("a", "2026-02-01")), HasReason("LIST_CHANGED"));
}

TEST(TaskListBook, RefusesASecondListThatBeginsOnTheSameDay) {
  const auto book = BookOfTwo();
  EXPECT_THAT(book->With(ListOf("c", "2026-07-01")), HasReason("LIST_OVERLAPS"));
  EXPECT_THAT(book->With(ListOf("c", "2026-01-01")), HasReason("LIST_OVERLAPS"));
  EXPECT_THAT(book->With(ListOf("c", "2026-06-30")), IsOk());
}

std::shared_ptr<const TaskList> EmergencyOf(const std::string& version, const std::string& from,
                                            const std::string& to) {
  auto content = ParseSmallList(SmallListPackage()).value();
  content.set_version(version);
  content.set_valid_from(from);
  content.set_valid_to(to);
  content.set_emergency(true);
  return TaskList::Make(content).value();
}

TEST(TaskListBook, EndsAnEmergencyListByItselfAndPutsTheOneBeforeInForceAgain) {
  const auto book = BookOfTwo()->With(EmergencyOf("e", "2026-03-10", "2026-03-20")).value();
  EXPECT_EQ(Version(book->InForce(absl::CivilDay(2026, 3, 9))), "a");
  EXPECT_EQ(Version(book->InForce(absl::CivilDay(2026, 3, 10))), "e");
  EXPECT_EQ(Version(book->InForce(absl::CivilDay(2026, 3, 20))), "e");
  EXPECT_EQ(Version(book->InForce(absl::CivilDay(2026, 3, 21))), "a");
  EXPECT_EQ(Version(book->InForce(absl::CivilDay(2026, 7, 1))), "b");
}

TEST(TaskListBook, KeepsARatifiedEmergencyListInForceUntilTheNext) {
  const auto book = BookOfTwo()->With(EmergencyOf("e", "2026-03-10", "2026-03-20")).value();
  const auto ratified = book->WithRatified("e");
  EXPECT_EQ(Version(ratified->InForce(absl::CivilDay(2026, 3, 21))), "e");
  EXPECT_EQ(Version(ratified->InForce(absl::CivilDay(2026, 6, 30))), "e");
  EXPECT_EQ(Version(ratified->InForce(absl::CivilDay(2026, 7, 1))), "b");
  EXPECT_EQ(Version(book->InForce(absl::CivilDay(2026, 3, 21))), "a");
}

TEST(TaskListBook, PutsAnEmergencyListBeforeTheOrdinaryOneOfItsFirstDayWhicheverCameFirst) {
  const auto emergency = EmergencyOf("e", "2026-07-01", "2026-07-02");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto after, BookOfTwo()->With(emergency));
  EXPECT_EQ(Version(after->InForce(absl::CivilDay(2026, 7, 1))), "e");
  SKRANKE_ASSERT_OK_AND_ASSIGN(auto before, TaskListBook().With(emergency));
  SKRANKE_ASSERT_OK_AND_ASSIGN(before, before->With(ListOf("b", "2026-07-01")));
  EXPECT_EQ(Version(before->InForce(absl::CivilDay(2026, 7, 1))), "e");
  EXPECT_EQ(Version(before->InForce(absl::CivilDay(2026, 7, 3))), "b");
  EXPECT_THAT(before->With(EmergencyOf("f", "2026-07-01", "2026-07-20")),
              HasReason("LIST_OVERLAPS"));
}

}  // namespace
}  // namespace skranke
