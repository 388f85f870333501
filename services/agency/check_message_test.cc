#include "services/agency/check_message.h"

#include <gtest/gtest.h>

#include <functional>

#include "libs/testing/matchers.h"

namespace skranke {
namespace {

v1::ReceiveRequest Message() {
  v1::ReceiveRequest message;
  message.set_message_id("1.NAV.1");
  message.set_installation("small");
  message.set_agency("NAV");
  message.set_citizen_case("cases/1");
  message.set_sequence(1);
  message.mutable_handover()->set_handover_id("1-1");
  return message;
}

TEST(CheckReceive, TakesAWholeMessage) { EXPECT_THAT(CheckReceive(Message(), "NAV"), IsOk()); }

struct BadMessage {
  const char* field;
  std::function<void(v1::ReceiveRequest&)> spoil;
};

TEST(CheckReceive, NamesTheFieldThatIsWrong) {
  const BadMessage kBad[] = {
      {"message_id", [](auto& m) { m.clear_message_id(); }},
      {"message_id", [](auto& m) { m.set_message_id(std::string(257, 'x')); }},
      {"installation", [](auto& m) { m.clear_installation(); }},
      {"installation", [](auto& m) { m.set_installation(std::string("a\0b", 3)); }},
      {"citizen_case", [](auto& m) { m.clear_citizen_case(); }},
      {"agency", [](auto& m) { m.set_agency("SKATT"); }},
      {"sequence", [](auto& m) { m.set_sequence(0); }},
      {"body", [](auto& m) { m.clear_body(); }},
      {"handover_id", [](auto& m) { m.mutable_handover()->clear_handover_id(); }},
      {"recall.handover_id", [](auto& m) { m.mutable_recall(); }},
      {"withdrawal.handover_id", [](auto& m) { m.mutable_withdrawal(); }},
  };
  for (const BadMessage& bad : kBad) {
    v1::ReceiveRequest message = Message();
    bad.spoil(message);
    EXPECT_THAT(CheckReceive(message, "NAV"), HasField(bad.field)) << message.DebugString();
  }
}

}  // namespace
}  // namespace skranke
