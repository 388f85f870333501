#include "services/agency/behaviour.h"

#include <gtest/gtest.h>

#include "libs/testing/matchers.h"

namespace skranke {
namespace {

TEST(Behaviour, IsReadFromItsFlag) {
  EXPECT_EQ(ParseBehaviour("accept")->kind, Behaviour::Kind::kAccept);
  EXPECT_EQ(ParseBehaviour("hang")->kind, Behaviour::Kind::kHang);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Behaviour returning, ParseBehaviour("return:WRONG_PLACE"));
  EXPECT_EQ(returning.kind, Behaviour::Kind::kReturn);
  EXPECT_EQ(returning.code, v1::RETURN_CODE_WRONG_PLACE);
}

TEST(Behaviour, BreaksWhatItIsTold) {
  EXPECT_EQ(ParseBehaviour("accept")->fault, Behaviour::Fault::kNone);
  EXPECT_EQ(ParseBehaviour("broken:gaps")->fault, Behaviour::Fault::kGaps);
  EXPECT_EQ(ParseBehaviour("broken:hash")->fault, Behaviour::Fault::kHash);
  EXPECT_EQ(ParseBehaviour("broken:kinds")->fault, Behaviour::Fault::kKinds);
  EXPECT_EQ(ParseBehaviour("broken:address")->fault, Behaviour::Fault::kAddress);
}

TEST(Behaviour, RefusesWhatItIsNot) {
  for (const char* text : {"", "ACCEPT", "return", "return:", "return:UNSPECIFIED", "return:MAYBE",
                           "broken:", "broken:all"}) {
    EXPECT_THAT(ParseBehaviour(text), HasField("behave")) << text;
  }
}

}  // namespace
}  // namespace skranke
