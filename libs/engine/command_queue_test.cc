#include "libs/engine/command_queue.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"

namespace skranke {
namespace {

Command Of(const std::string& id, bool grows, size_t bytes = 0) {
  Command command;
  command.request_id = id;
  command.grows = grows;
  command.request_bytes = std::string(bytes, 'x');
  return command;
}

bool Put(CommandQueue& queue, Command command) { return queue.Put(command, absl::ZeroDuration()); }

constexpr BatchRoom kRoom = {.commands = 100, .bytes = 1000};

std::vector<Command> TakeNow(CommandQueue& queue, const BatchRoom& room = kRoom) {
  return queue.Take(1, absl::ZeroDuration(), room);
}

TEST(CommandQueue, KeepsRoomForWhatDoesNotGrow) {
  CommandQueue queue({.most = 3, .most_growing = 2});
  EXPECT_TRUE(Put(queue, Of("a", true)));
  EXPECT_TRUE(Put(queue, Of("b", true)));
  EXPECT_FALSE(Put(queue, Of("c", true)));
  EXPECT_TRUE(Put(queue, Of("d", false)));
  EXPECT_FALSE(Put(queue, Of("e", false)));
  EXPECT_EQ(TakeNow(queue).size(), 3u);
  EXPECT_TRUE(Put(queue, Of("f", true)));
}

TEST(CommandQueue, IsOverdueWhereMoreThanABatchHasWaitedTooLong) {
  CommandQueue queue({.most_growing = 3,
                      .batch = {.commands = 1, .bytes = 1},
                      .patience = absl::Milliseconds(50)});
  Put(queue, Of("a", false));
  EXPECT_FALSE(queue.overdue(absl::Hours(1)));
  Put(queue, Of("b", false));
  EXPECT_FALSE(queue.overdue(absl::Milliseconds(50)));
  EXPECT_TRUE(queue.overdue(absl::Milliseconds(51)));
  TakeNow(queue);
  EXPECT_FALSE(queue.overdue(absl::Hours(1)));
  for (const char* id : {"c", "d", "e"}) Put(queue, Of(id, true));
  EXPECT_TRUE(queue.overdue(absl::ZeroDuration()));
}

TEST(CommandQueue, LeavesARefusedCommandAsItWas) {
  CommandQueue queue({.most = 0});
  Command command = Of("a", true, 10);
  EXPECT_FALSE(queue.Put(command, absl::ZeroDuration()));
  EXPECT_EQ(command.request_id, "a");
  EXPECT_EQ(command.request_bytes.size(), 10u);
}

TEST(CommandQueue, GivesInOrderAndAtMostABatch) {
  CommandQueue queue({});
  constexpr BatchRoom kTwo = {.commands = 2, .bytes = 1000};
  for (const char* id : {"a", "b", "c"}) Put(queue, Of(id, false));
  std::vector<Command> first = TakeNow(queue, kTwo);
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first[0].request_id + first[1].request_id, "ab");
  EXPECT_EQ(queue.size(), 1u);
  EXPECT_EQ(TakeNow(queue, kTwo)[0].request_id, "c");
}

TEST(CommandQueue, EndsABatchThatHasBytesEnough) {
  CommandQueue queue({});
  for (int i = 0; i < 3; ++i) Put(queue, Of("a", false, 60));
  EXPECT_EQ(TakeNow(queue, {.commands = 100, .bytes = 60}).size(), 1u);
  EXPECT_EQ(TakeNow(queue, {.commands = 100, .bytes = 61}).size(), 2u);
}

TEST(CommandQueue, TellsHowMuchMoreABatchMayTake) {
  std::vector<Command> taken;
  for (const size_t bytes : {60, 39}) taken.push_back(Of("a", false, bytes));
  constexpr BatchRoom kBegin = {.commands = 3, .bytes = 100};
  const BatchRoom left = kBegin.After(taken);
  EXPECT_EQ(left.commands, 1u);
  EXPECT_EQ(left.bytes, 1u);
  EXPECT_FALSE(left.none());
  EXPECT_TRUE(left.After(taken).none());
  EXPECT_TRUE((BatchRoom{.commands = 2, .bytes = 100}.After(taken).none()));
  EXPECT_TRUE((BatchRoom{.commands = 3, .bytes = 99}.After(taken).none()));
}

TEST(CommandQueue, WaitsForAsManyAsAreWorthWakingFor) {
  CommandQueue queue({});
  Put(queue, Of("a", false));
  // Late enough that who does not wait for it leaves without it.
  std::thread later([&] {
    absl::SleepFor(absl::Milliseconds(50));
    Put(queue, Of("b", false));
  });
  EXPECT_EQ(queue.Take(2, absl::Seconds(60), kRoom).size(), 2u);
  later.join();
}

TEST(CommandQueue, WaitsForNoMoreThanThereIsRoomFor) {
  CommandQueue queue({});
  Put(queue, Of("a", false));
  EXPECT_EQ(queue.Take(2, absl::InfiniteDuration(), {.commands = 1, .bytes = 1}).size(), 1u);
}

TEST(CommandQueue, GivesWhatThereIsWhenWoken) {
  CommandQueue queue({});
  Put(queue, Of("a", false));
  queue.Wake();
  EXPECT_EQ(queue.Take(2, absl::Seconds(60), kRoom).size(), 1u);
  std::thread later([&] { queue.Wake(); });
  EXPECT_TRUE(queue.Take(1, absl::Seconds(60), kRoom).empty());
  later.join();
}

TEST(CommandQueue, TakesNothingMoreOnceItIsClosed) {
  CommandQueue queue({});
  Put(queue, Of("a", false));
  queue.Close();
  EXPECT_FALSE(Put(queue, Of("b", false)));
  EXPECT_EQ(queue.Take(1, absl::Seconds(60), kRoom).size(), 1u);
  EXPECT_TRUE(queue.Take(1, absl::Seconds(60), kRoom).empty());
}

}  // namespace
}  // namespace skranke
