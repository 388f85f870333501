// Unary calls through a real server, from a real client.
#include "libs/rpc/unary_call.h"

#include <google/protobuf/wrappers.pb.h>
#include <grpcpp/client_context.h>
#include <grpcpp/impl/client_unary_call.h>
#include <grpcpp/impl/rpc_method.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/rpc/client/async_caller.h"
#include "libs/rpc/client/byte_buffer.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/test_desk.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

// How many ErrorInfos the error of a call carries on the wire.
int ErrorInfos(grpc::Channel& channel, const char* method, const std::string& request) {
  grpc::ClientContext context;
  grpc::ByteBuffer reply;
  const grpc::Status status = grpc::internal::BlockingUnaryCall(
      &channel, grpc::internal::RpcMethod(method, grpc::internal::RpcMethod::NORMAL_RPC), &context,
      BufferOf(request), &reply);
  google::rpc::Status wire;
  EXPECT_FALSE(status.ok());
  EXPECT_TRUE(wire.ParseFromString(status.error_details()));
  EXPECT_EQ(wire.code(), status.error_code());
  int infos = 0;
  for (const auto& any : wire.details()) infos += any.Is<google::rpc::ErrorInfo>() ? 1 : 0;
  return infos;
}

TEST(UnaryCall, ReturnsTheHandlersBytesAndMetadata) {
  TestDesk desk;
  for (const size_t size : {size_t{0}, size_t{1}, size_t{278}, kMessageBytesMax}) {
    const std::string bytes(size, 'x');
    SKRANKE_ASSERT_OK_AND_ASSIGN(const CallReply reply,
                                 CallBytes(desk.channel(), kEcho, bytes, {}));
    EXPECT_TRUE(reply.bytes == bytes) << size;
    EXPECT_THAT(reply.trailing, testing::Contains(Pair("skranke-replayed", "1")));
  }
}

TEST(UnaryCall, IsTypedByMessages) {
  TestDesk desk;
  google::protobuf::StringValue request;
  request.set_value("a passport");
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto same, Call<google::protobuf::StringValue>(desk.channel(), kEcho, request, {}));
  EXPECT_EQ(same.value(), "a passport");
  // A lone tag without its value is no message at all.
  EXPECT_THAT(ParseReply<google::protobuf::StringValue>("\x0f"), HasReason("UNREADABLE_REPLY"));
}

TEST(UnaryCall, ReachesTheHandlerWithMethodAndCaller) {
  TestDesk desk;
  AsyncCaller caller({desk.shared_channel()});
  for (const std::string name : {"clerk", ""}) {
    caller.Start(kHold, "request", {.caller = name}, [](auto) {});
    TestHandler::Held held = desk.handler().held.Take();
    EXPECT_EQ(held.call.method, kHold);
    EXPECT_EQ(held.call.method_index, 2);
    EXPECT_EQ(held.call.caller, name);
    EXPECT_EQ(held.call.bytes, "request");
    EXPECT_THAT(held.call.peer, HasSubstr("127.0.0.1"));
    held.answer({});
  }
}

TEST(UnaryCall, HasADeadlineOfAtMostItsCap) {
  TestDesk desk;
  AsyncCaller caller({desk.shared_channel()});
  const struct {
    absl::Duration asked, atLeast, atMost;
  } rows[] = {{absl::InfiniteDuration(), kMaxUnaryTime - absl::Seconds(1), kMaxUnaryTime},
              {kMaxUnaryTime * 10, kMaxUnaryTime - absl::Seconds(1), kMaxUnaryTime},
              {kMaxUnaryTime / 2, absl::ZeroDuration(), kMaxUnaryTime / 2}};
  for (const auto& row : rows) {
    const absl::Time before = absl::Now();
    caller.Start(kHold, "", {.timeout = row.asked}, [](auto) {});
    TestHandler::Held held = desk.handler().held.Take();
    EXPECT_GE(held.call.deadline, before + row.atLeast) << row.asked;
    // A deadline travels as a rest of time, so the way there comes on top of it.
    EXPECT_LE(held.call.deadline, absl::Now() + row.atMost + absl::Seconds(1)) << row.asked;
    held.answer({});
  }
}

TEST(UnaryCall, DeniesUnlistedMethods) {
  TestDesk desk;
  for (const char* method : {"/skranke.test.Desk/Other", "/skranke.test.Other/Echo",
                             "/skranke.test.Desk/echo", "/grpc.health.v1.Health/List"}) {
    const auto denied = CallBytes(desk.channel(), method, "", {.caller = "clerk"});
    EXPECT_THAT(denied, StatusIs(absl::StatusCode::kUnimplemented)) << method;
    EXPECT_THAT(denied, HasReason("UNKNOWN_METHOD")) << method;
    EXPECT_EQ(desk.observer().ended.Take().method_index, kUnlistedMethod);
  }
}

TEST(UnaryCall, FailsWithExactlyOneErrorInfo) {
  TestHandler handler;
  handler.failures = {{"bare", absl::NotFoundError("no such case")},
                      {"reason", ReasonError(absl::StatusCode::kAborted, "ETAG_MISMATCH", "old")},
                      {"field", FieldError("office", "is unknown")},
                      {"full", absl::ResourceExhaustedError("the queue is full")},
                      {"broken", absl::InternalError("block 7 is torn")}};
  TestDesk desk({.max_message_bytes = 100}, &handler);
  for (const auto& [name, status] : handler.failures) {
    EXPECT_EQ(ErrorInfos(desk.channel(), kFail, name), 1) << name;
    EXPECT_EQ(desk.observer().ended.Take().code, status.code()) << name;
  }
  EXPECT_EQ(ErrorInfos(desk.channel(), "/skranke.test.Desk/Other", ""), 1);
  EXPECT_EQ(ErrorInfos(desk.channel(), kEcho, std::string(101, 'x')), 1);
}

TEST(UnaryCall, TellsTheCallerReasonAndField) {
  TestHandler handler;
  handler.failures = {{"field", FieldError("office", "is unknown")},
                      {"broken", absl::InternalError("block 7 is torn")}};
  TestDesk desk({}, &handler);
  const auto field = CallBytes(desk.channel(), kFail, "field", {});
  EXPECT_THAT(field, StatusIs(absl::StatusCode::kInvalidArgument, "is unknown"));
  EXPECT_THAT(field, HasReason("INVALID_FIELD"));
  EXPECT_THAT(field, HasField("office"));
  const auto broken = CallBytes(desk.channel(), kFail, "broken", {});
  EXPECT_THAT(broken, StatusIs(absl::StatusCode::kInternal, testing::Not(HasSubstr("block"))));
}

TEST(UnaryCall, RefusesWhatIsLargerThanTheLimit) {
  TestDesk desk({.max_message_bytes = 1000});
  EXPECT_THAT(CallBytes(desk.channel(), kEcho, std::string(1000, 'x'), {}), IsOk());
  const auto above = CallBytes(desk.channel(), kEcho, std::string(1001, 'x'), {});
  EXPECT_THAT(above, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(above, HasReason("MESSAGE_TOO_LARGE"));
  // Far above, gRPC itself cuts the call before the message is taken in.
  EXPECT_THAT(CallBytes(desk.channel(), kEcho, std::string(10'000, 'x'), {}),
              StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(CallBytes(desk.channel(), kEcho, "small", {}), IsOk());
}

TEST(UnaryCall, RunsSixtyFourAtATime) {
  TestDesk desk;
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < 4; ++i) channels.push_back(MakeChannel(desk.address()));
  Handover<std::pair<std::string, std::string>> replies;
  {
    AsyncCaller caller(channels);
    for (int i = 0; i < 64; ++i) {
      const std::string mine = absl::StrCat(i);
      caller.Start(kHold, mine, {}, [&replies, mine](absl::StatusOr<CallReply> reply) {
        replies.Put({mine, reply.ok() ? reply->bytes : reply.status().ToString()});
      });
    }
    std::vector<TestHandler::Held> held;
    for (int i = 0; i < 64; ++i) held.push_back(desk.handler().held.Take());
    // Answered in another order than they came in, by another thread than the poller.
    for (auto it = held.rbegin(); it != held.rend(); ++it) it->answer({.bytes = it->call.bytes});
  }
  ASSERT_EQ(replies.size(), 64);
  for (int i = 0; i < 64; ++i) {
    const auto [asked, got] = replies.Take();
    EXPECT_EQ(asked, got);
  }
}

TEST(UnaryCall, LetsTheAnswerToAGoneCallerFall) {
  TestDesk desk;
  EXPECT_THAT(CallBytes(desk.channel(), kHold, "", {.timeout = absl::Milliseconds(50)}),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
  TestHandler::Held held = desk.handler().held.Take();
  held.answer({.bytes = "too late"});
  EXPECT_EQ(desk.observer().ended.Take().code, absl::StatusCode::kOk);
  EXPECT_THAT(CallBytes(desk.channel(), kEcho, "next", {}), IsOk());
}

TEST(AsyncCaller, TellsWhenNobodyIsThere) {
  std::string address;
  {
    TestDesk desk;
    address = desk.address();
  }
  const auto channel = MakeChannel(address, {.retry = false});
  const auto nobody = CallBytes(*channel, kEcho, "", {});
  EXPECT_THAT(nobody, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(nobody, HasReason("NOT_REACHED"));
}

TEST(AsyncCaller, FinishesWhatItStartedBeforeItGoes) {
  TestDesk desk;
  int done = 0;
  {
    AsyncCaller caller({desk.shared_channel()});
    for (int i = 0; i < 500; ++i) caller.Start(kEcho, "x", {}, [&done](auto) { ++done; });
  }
  EXPECT_EQ(done, 500);
}

TEST(Channel, RetriesUnavailableAndNothingElse) {
  const struct {
    absl::StatusCode code;
    bool retried;
  } rows[] = {{absl::StatusCode::kUnavailable, true}, {absl::StatusCode::kAborted, false}};
  TestDesk desk;
  for (const auto& row : rows) {
    Handover<absl::StatusOr<CallReply>> replies;
    AsyncCaller caller({MakeChannel(desk.address())});
    caller.Start(kHold, "", {}, [&](auto reply) { replies.Put(std::move(reply)); });
    desk.handler().held.Take().answer({.status = absl::Status(row.code, "once")});
    if (row.retried) desk.handler().held.Take().answer({.bytes = "second"});
    EXPECT_EQ(replies.Take().ok(), row.retried);
    EXPECT_EQ(desk.handler().held.size(), 0);
  }
}

}  // namespace
}  // namespace skranke
