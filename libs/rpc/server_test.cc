// Start, health, reflection and drain of a real server.
#include "libs/rpc/server.h"

#include <google/protobuf/wrappers.pb.h>
#include <gtest/gtest.h>

#include <thread>

#include "libs/rpc/client/async_caller.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/stream_reader.h"
#include "libs/rpc/health.h"
#include "libs/rpc/test_desk.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;

google::protobuf::StringValue Named(const std::string& service) {
  google::protobuf::StringValue request;
  request.set_value(service);
  return request;
}

absl::StatusOr<int> HealthOf(TestDesk& desk, const std::string& service) {
  SKRANKE_ASSIGN_OR_RETURN(
      const auto state,
      Call<google::protobuf::Int32Value>(desk.channel(), kHealthCheckMethod, Named(service), {}));
  return state.value();
}

TEST(RpcServer, RefusesATakenAddress) {
  TestDesk desk;
  TestHandler handler;
  const auto second = RpcServer::Start({.listen = desk.address()}, {}, &handler);
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr(desk.address())));
  EXPECT_THAT(second, HasReason("CANNOT_LISTEN"));
}

TEST(RpcServer, RefusesBadMethodNames) {
  TestHandler handler;
  for (const std::string name : {"", "Echo", "/Echo", "//Echo", "/Desk/", "Desk/Echo"}) {
    EXPECT_THAT(RpcServer::Start({.listen = "127.0.0.1:0"}, {{name}}, &handler),
                HasReason("BAD_METHOD_NAME"))
        << name;
  }
  EXPECT_THAT(RpcServer::Start({.listen = "127.0.0.1:0"}, {{kEcho}, {kEcho}}, &handler),
              HasReason("BAD_METHOD_NAME"));
  EXPECT_THAT(RpcServer::Start({.listen = "127.0.0.1:0"}, {{kEcho}, {kFail}}, &handler), IsOk());
}

TEST(RpcServer, ServesWithSeveralPollers) {
  TestDesk desk({.pollers = 3});
  std::atomic<int> echoed = 0;
  {
    AsyncCaller caller({desk.shared_channel()}, 2);
    for (int i = 0; i < 1000; ++i) {
      caller.Start(kEcho, "x", {}, [&](auto reply) { echoed += reply.ok() ? 1 : 0; });
    }
  }
  EXPECT_EQ(echoed, 1000);
}

TEST(RpcServer, ReflectsOnlyWhenAsked) {
  const char* const method = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
  // ServerReflectionRequest{list_services: "*"}
  const std::string list = "\x3a\x01*";
  TestDesk closed;
  EXPECT_THAT(CallBytes(closed.channel(), method, list, {}), HasReason("UNKNOWN_METHOD"));
  TestDesk open({.reflection = true});
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CallReply reply, CallBytes(open.channel(), method, list, {}));
  EXPECT_THAT(reply.bytes, HasSubstr("skranke.test.Desk"));
}

TEST(Health, AnswersWhatWasSet) {
  TestDesk desk;
  EXPECT_THAT(HealthOf(desk, ""), IsOkAndHolds(Health::kServing));
  EXPECT_THAT(HealthOf(desk, "skranke.test.Desk"), HasReason("UNKNOWN_SERVICE"));
  desk.server().SetServing("skranke.test.Desk", false);
  EXPECT_THAT(HealthOf(desk, "skranke.test.Desk"), IsOkAndHolds(Health::kNotServing));
  desk.server().SetServing("skranke.test.Desk", true);
  EXPECT_THAT(HealthOf(desk, "skranke.test.Desk"), IsOkAndHolds(Health::kServing));
  EXPECT_EQ(desk.observer().ended.size(), 0);
}

TEST(Health, TellsItsWatchersEachNewState) {
  TestDesk desk;
  StreamReader<google::protobuf::Int32Value> watch(desk.shared_channel(), kHealthWatchMethod,
                                                   Named("skranke.test.Desk"), {});
  const auto next = [&watch] {
    const auto state = watch.Next();
    return state.ok() && state->has_value() ? (*state)->value() : -1;
  };
  EXPECT_EQ(next(), Health::kServiceUnknown);
  desk.server().SetServing("skranke.test.Desk", true);
  EXPECT_EQ(next(), Health::kServing);
  desk.server().SetServing("skranke.test.Desk", false);
  EXPECT_EQ(next(), Health::kNotServing);
}

TEST(Health, NeverServesAgainOnceStopped) {
  Health health;
  health.Set("skranke.test.Desk", true);
  health.StopAll();
  health.Set("skranke.test.Desk", true);
  for (const std::string service : {"", "skranke.test.Desk"}) {
    google::protobuf::Int32Value state;
    health.Unary({.bytes = Named(service).SerializeAsString()},
                 [&state](UnaryAnswer answer) { state.ParseFromString(answer.bytes); });
    EXPECT_EQ(state.value(), Health::kNotServing) << service;
  }
}

TEST(Drain, FinishesWhatIsInFlightAndRefusesWhatIsNew) {
  TestDesk desk;
  Handover<absl::StatusOr<CallReply>> replies;
  AsyncCaller caller({desk.shared_channel()});
  caller.Start(kHold, "", {}, [&](auto reply) { replies.Put(std::move(reply)); });
  TestHandler::Held held = desk.handler().held.Take();
  std::thread drain([&desk] { desk.server().Drain(kPatience); });
  // Calls that came just before it are still served, one at its very moment may get lost.
  const auto probe = [&desk] {
    return CallBytes(desk.channel(), kEcho, "", {.timeout = absl::Seconds(2)}).status();
  };
  const absl::Time end = absl::Now() + kPatience;
  while (!absl::IsUnavailable(probe()) && absl::Now() < end) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_THAT(probe(), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(replies.size(), 0);
  held.answer({.bytes = "done"});
  drain.join();
  const auto reply = replies.Take();
  SKRANKE_ASSERT_OK(reply);
  EXPECT_EQ(reply->bytes, "done");
}

TEST(Drain, EndsStreamsAndLetsThemGoOnElsewhere) {
  TestDesk desk;
  ByteStreamReader reader(desk.shared_channel(), kListen, "", {});
  const TestHandler::Stream stream = desk.handler().streams.Take();
  ASSERT_TRUE(stream.writer->Write("before"));
  std::thread drain([&desk] { desk.server().Drain(kPatience); });
  EXPECT_THAT(reader.Next(), IsOkAndHolds(testing::Optional(std::string("before"))));
  const auto end = reader.Next();
  EXPECT_THAT(end, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(end, HasReason("SERVER_DRAINING"));
  drain.join();
}

TEST(Drain, CutsCallsAtItsEndButWaitsForTheirHandler) {
  TestDesk desk;
  Handover<absl::StatusOr<CallReply>> replies;
  AsyncCaller caller({desk.shared_channel()});
  caller.Start(kHold, "", {}, [&](auto reply) { replies.Put(std::move(reply)); });
  TestHandler::Held held = desk.handler().held.Take();
  std::atomic<bool> drained = false;
  std::thread drain([&] {
    desk.server().Drain(absl::Milliseconds(10));
    drained = true;
  });
  EXPECT_FALSE(replies.Take().ok());
  EXPECT_FALSE(drained);
  held.answer({.bytes = "too late"});
  drain.join();
}

}  // namespace
}  // namespace skranke
