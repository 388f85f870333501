#include "libs/rpc/transfers.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/testing/fake_clock.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

// One that is open and does nothing.
class OpenTransfer : public Transfer {
 public:
  void GiveUp(absl::Status) override {}
};

TEST(Transfers, AreSoManyAtATimeWhoeverTheyAreOf) {
  FakeClock clock;
  Transfers transfers(&clock, 1);
  std::vector<std::shared_ptr<Transfer>> open;
  const auto add = [&](const std::string& caller) {
    open.push_back(std::make_shared<OpenTransfer>());
    return transfers.Add(caller, open.back());
  };
  for (size_t i = 0; i < kTransfersMax; ++i) SKRANKE_ASSERT_OK(add(absl::StrCat("caller", i)));
  EXPECT_THAT(add("one more"), HasReason("TRANSFERS_BUSY"));
  transfers.Remove(open.front().get());
  SKRANKE_EXPECT_OK(add("one more"));
  EXPECT_THAT(add("another"), HasReason("TRANSFERS_BUSY"));
  transfers.Stop();
}

}  // namespace
}  // namespace skranke
