#include "libs/gateway/connect_desk.h"

#include <gtest/gtest.h>

#include "libs/gateway/gateway_fixture.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

// Keeps the thread that asks it until it is told to go on.
class BlockingHandler : public CallHandler {
 public:
  void Unary(IncomingCall, AnswerCall answer) override {
    entered.Put(true);
    go.Take();
    answer({.bytes = v1::GetCaseResponse().SerializeAsString()});
  }
  void OpenStream(IncomingCall, std::shared_ptr<StreamWriter>) override { std::abort(); }

  Handover<bool> entered, go;
};

TEST(ConnectDesk, TellsTheOneTooManyWhileTheOthersWait) {
  BlockingHandler handler;
  Handover<HttpAnswer> answers;
  MethodPaths paths = *MethodPaths::Make(GatewayMethods());
  ConnectDesk desk({.max_message_bytes = 1'000, .translators = 1, .most_waiting = 1},
                   std::move(paths), &handler, nullptr);
  const HttpHead head{
      .verb = "POST",
      .target = kGetCase,
      .headers = {{"content-type", "application/json"}, {"connect-protocol-version", "1"}}};
  const auto ask = [&] {
    desk.Run(std::get<ConnectCall>(desk.Begin(head)), "{}", "", kPatience,
             [&](HttpAnswer answer) { answers.Put(std::move(answer)); });
  };
  ask();
  handler.entered.Take();
  ask();
  ask();
  const HttpAnswer busy = answers.Take();
  EXPECT_EQ(busy.status, 429);
  EXPECT_THAT(busy.body, HasSubstr("GATEWAY_BUSY"));
  for (int i = 0; i < 2; ++i) {
    handler.go.Put(true);
    EXPECT_EQ(answers.Take().status, 200);
  }
}

}  // namespace
}  // namespace skranke
