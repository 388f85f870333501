#include "libs/rpc/reads_case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "libs/testing/matchers.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

v1::SendToOwnerRequest Sending(const std::string& name, const std::string& etag) {
  v1::SendToOwnerRequest request;
  request.set_name(name);
  request.set_etag(etag);
  return request;
}

TEST(ValidateVerb, NeedsACaseAndTheEtagItWasSeenWith) {
  EXPECT_THAT(ValidateVerb(Sending("cases/", "v1")), HasField("name"));
  EXPECT_THAT(ValidateVerb(Sending(FormatCaseName(7), "")), HasField("etag"));
  SKRANKE_EXPECT_OK(ValidateVerb(Sending(FormatCaseName(7), "v1")));
}

TEST(ReadsCase, IsTheCaseThatTheRequestNames) {
  EXPECT_THAT(ReadsCase(Sending(FormatCaseName(7), "")).cases, testing::ElementsAre(7));
  EXPECT_THAT(ReadsCase(Sending("cases/", "")).cases, testing::IsEmpty());
}

}  // namespace
}  // namespace skranke
