#include "libs/engine/command_queue.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace skranke {
namespace {

Command Of(const std::string& id, bool grows, size_t bytes = 0) {
  Command command;
  command.request_id = id;
  command.grows = grows;
  command.request_bytes = std::string(bytes, 'x');
  return command;
}

bool Put(CommandQueue& queue, Command command) { return queue.Put(command); }

TEST(CommandQueue, KeepsRoomForWhatDoesNotGrow) {
  CommandQueue queue({.most = 3, .most_growing = 2});
  EXPECT_TRUE(Put(queue, Of("a", true)));
  EXPECT_TRUE(Put(queue, Of("b", true)));
  EXPECT_FALSE(Put(queue, Of("c", true)));
  EXPECT_TRUE(Put(queue, Of("d", false)));
  EXPECT_FALSE(Put(queue, Of("e", false)));
  EXPECT_EQ(queue.Take(1, absl::ZeroDuration()).size(), 3u);
  EXPECT_TRUE(Put(queue, Of("f", true)));
}

TEST(CommandQueue, LeavesARefusedCommandAsItWas) {
  CommandQueue queue({.most = 0});
  Command command = Of("a", true, 10);
  EXPECT_FALSE(queue.Put(command));
  EXPECT_EQ(command.request_id, "a");
  EXPECT_EQ(command.request_bytes.size(), 10u);
}

TEST(CommandQueue, GivesInOrderAndAtMostABatch) {
  CommandQueue queue({.batch = 2});
  for (const char* id : {"a", "b", "c"}) Put(queue, Of(id, false));
  std::vector<Command> first = queue.Take(1, absl::ZeroDuration());
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first[0].request_id + first[1].request_id, "ab");
  EXPECT_EQ(queue.size(), 1u);
  EXPECT_EQ(queue.Take(1, absl::ZeroDuration())[0].request_id, "c");
}

TEST(CommandQueue, EndsABatchThatHasBytesEnough) {
  CommandQueue queue({.batch_bytes = 100});
  for (int i = 0; i < 3; ++i) Put(queue, Of("a", false, 60));
  EXPECT_EQ(queue.Take(1, absl::ZeroDuration()).size(), 2u);
}

TEST(CommandQueue, WaitsForAsManyAsAreWorthWakingFor) {
  CommandQueue queue({});
  Put(queue, Of("a", false));
  std::thread later([&] { Put(queue, Of("b", false)); });
  EXPECT_EQ(queue.Take(2, absl::Seconds(60)).size(), 2u);
  later.join();
}

TEST(CommandQueue, GivesWhatThereIsWhenWoken) {
  CommandQueue queue({});
  Put(queue, Of("a", false));
  queue.Wake();
  EXPECT_EQ(queue.Take(2, absl::Seconds(60)).size(), 1u);
  std::thread later([&] { queue.Wake(); });
  EXPECT_TRUE(queue.Take(1, absl::Seconds(60)).empty());
  later.join();
}

TEST(CommandQueue, TakesNothingMoreOnceItIsClosed) {
  CommandQueue queue({});
  Put(queue, Of("a", false));
  queue.Close();
  EXPECT_FALSE(Put(queue, Of("b", false)));
  EXPECT_EQ(queue.Take(1, absl::Seconds(60)).size(), 1u);
  EXPECT_TRUE(queue.Take(1, absl::Seconds(60)).empty());
}

}  // namespace
}  // namespace skranke
