// Server streams through a real server, to a real client.
#include <google/protobuf/wrappers.pb.h>
#include <gtest/gtest.h>

#include <memory>

#include "libs/rpc/client/stream_reader.h"
#include "libs/rpc/test_desk.h"

namespace skranke {
namespace {

using ::testing::Eq;
using ::testing::Optional;

// Follows one stream on the server's side.
struct Told {
  Handover<int> ready;
  // Whether all of it went out.
  Handover<bool> over;

  void Follow(StreamWriter& writer) {
    writer.Notify([this] { ready.Put(1); }, [this](bool whole) { over.Put(whole); });
  }
};

// A stream open at both ends. `told` lives as long as the server may call it.
struct OpenedStream {
  explicit OpenedStream(TestDesk& desk)
      : reader(desk.shared_channel(), kListen, "from 7", {.caller = "agency"}),
        stream(desk.handler().streams.Take()) {
    told->Follow(*stream.writer);
  }
  std::shared_ptr<Told> told = std::make_shared<Told>();
  ByteStreamReader reader;
  TestHandler::Stream stream;
};

TEST(StreamCall, ReachesTheHandlerWithItsRequest) {
  TestDesk desk;
  OpenedStream open(desk);
  EXPECT_EQ(open.stream.call.method, kListen);
  EXPECT_EQ(open.stream.call.bytes, "from 7");
  EXPECT_EQ(open.stream.call.caller, "agency");
  EXPECT_EQ(open.stream.call.deadline, absl::InfiniteFuture());
  open.stream.writer->Finish(absl::OkStatus());
  open.told->over.Take();
}

TEST(StreamCall, DeliversMessagesInOrderAndThenItsEnd) {
  TestDesk desk;
  OpenedStream open(desk);
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(open.stream.writer->Write(absl::StrCat(i)));
    open.told->ready.Take();
  }
  open.stream.writer->Finish(absl::OkStatus());
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(open.reader.Next(), IsOkAndHolds(Optional(absl::StrCat(i))));
  }
  EXPECT_THAT(open.reader.Next(), IsOkAndHolds(Eq(std::nullopt)));
  EXPECT_THAT(open.reader.Next(), IsOkAndHolds(Eq(std::nullopt)));
  EXPECT_TRUE(open.told->over.Take());
  EXPECT_EQ(desk.observer().ended.Take().code, absl::StatusCode::kOk);
}

TEST(StreamCall, FinishesAfterTheMessageUnderWay) {
  TestDesk desk;
  OpenedStream open(desk);
  ASSERT_TRUE(open.stream.writer->Write("last"));
  open.stream.writer->Finish(ReasonError(absl::StatusCode::kAborted, "POSITION_GONE", "too old"));
  EXPECT_FALSE(open.stream.writer->Write("after the end"));
  EXPECT_THAT(open.reader.Next(), IsOkAndHolds(Optional(std::string("last"))));
  const auto end = open.reader.Next();
  EXPECT_THAT(end, StatusIs(absl::StatusCode::kAborted, "too old"));
  EXPECT_THAT(end, HasReason("POSITION_GONE"));
  EXPECT_FALSE(open.told->over.Take());
}

TEST(StreamCall, TakesNoMoreThanASlowReaderTakes) {
  TestDesk desk;
  OpenedStream open(desk);
  // Nobody reads: once the windows of the connection are full, it is never ready again.
  const std::string message(512 * 1024, 'x');
  int taken = 0;
  for (; taken < 1000 && open.stream.writer->Write(message); ++taken) {
    const absl::Time end = absl::Now() + absl::Seconds(2);
    while (open.told->ready.size() == 0 && absl::Now() < end) absl::SleepFor(absl::Milliseconds(5));
    if (open.told->ready.size() == 0) break;
    open.told->ready.Take();
  }
  ASSERT_LT(taken, 1000);
  EXPECT_FALSE(open.stream.writer->Write("one more"));
  // It goes on where it stood when the reader does.
  for (int i = 0; i <= taken; ++i) {
    EXPECT_THAT(open.reader.Next(), IsOkAndHolds(Optional(message))) << i;
  }
  open.told->ready.Take();
  EXPECT_TRUE(open.stream.writer->Write("one more"));
  EXPECT_THAT(open.reader.Next(), IsOkAndHolds(Optional(std::string("one more"))));
  open.stream.writer->Finish(absl::OkStatus());
  open.told->over.Take();
}

TEST(StreamCall, TellsThatThePeerLeft) {
  TestDesk desk;
  OpenedStream open(desk);
  open.reader.Cancel();
  EXPECT_FALSE(open.told->over.Take());
  EXPECT_FALSE(open.stream.writer->Write("to nobody"));
  open.stream.writer->Finish(absl::OkStatus());
  EXPECT_EQ(desk.observer().ended.Take().code, absl::StatusCode::kCancelled);
  EXPECT_THAT(open.reader.Next(), StatusIs(absl::StatusCode::kCancelled));
  int late = 0;
  open.stream.writer->Notify([] {}, [&late](bool whole) { late += whole ? 2 : 1; });
  EXPECT_EQ(late, 1);
}

// The end stands ready, and what is before it never goes out.
TEST(StreamCall, TellsThatThePeerLeftBeforeTheEndWentOut) {
  TestDesk desk;
  OpenedStream open(desk);
  // Far more than the windows of a connection take.
  ASSERT_TRUE(open.stream.writer->Write(std::string(64 << 20, 'x')));
  open.stream.writer->Finish(absl::OkStatus());
  open.reader.Cancel();
  EXPECT_FALSE(open.told->over.Take());
}

TEST(StreamCall, IsBrokenByDrop) {
  TestDesk desk;
  OpenedStream open(desk);
  open.stream.writer->Drop();
  open.told->over.Take();
  EXPECT_THAT(open.reader.Next(), StatusIs(absl::StatusCode::kCancelled));
  open.stream.writer->Drop();
}

TEST(StreamCall, OutlivesItsServerInTheHandlersHand) {
  std::shared_ptr<StreamWriter> writer;
  {
    TestDesk desk;
    OpenedStream open(desk);
    writer = open.stream.writer;
    desk.server().Drain(absl::ZeroDuration());
    EXPECT_EQ(open.told->over.size(), 1);
  }
  EXPECT_FALSE(writer->Write("to nobody"));
  writer->Finish(absl::OkStatus());
  writer->Drop();
}

TEST(StreamCall, RefusesAnOversizeRequest) {
  TestDesk desk({.max_message_bytes = 10});
  ByteStreamReader reader(desk.shared_channel(), kListen, std::string(11, 'x'), {});
  EXPECT_THAT(reader.Next(), HasReason("MESSAGE_TOO_LARGE"));
  EXPECT_EQ(desk.handler().streams.size(), 0);
}

TEST(StreamReader, GivesTypedMessages) {
  TestDesk desk;
  google::protobuf::StringValue request;
  request.set_value("from 7");
  StreamReader<google::protobuf::StringValue> reader(desk.shared_channel(), kListen, request, {});
  const TestHandler::Stream stream = desk.handler().streams.Take();
  EXPECT_EQ(stream.call.bytes, request.SerializeAsString());
  ASSERT_TRUE(stream.writer->Write(request.SerializeAsString()));
  const auto message = reader.Next();
  SKRANKE_ASSERT_OK(message);
  EXPECT_EQ((*message)->value(), "from 7");
  stream.writer->Finish(absl::OkStatus());
  const auto end = reader.Next();
  SKRANKE_ASSERT_OK(end);
  EXPECT_FALSE(end->has_value());
}

}  // namespace
}  // namespace skranke
