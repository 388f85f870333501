#include "libs/base/file_name.h"

#include <gtest/gtest.h>

namespace skranke {
namespace {

TEST(FileName, LeadsNowhereElseWhateverItIsMadeOf) {
  EXPECT_EQ(FileNameOf("7K3MQ2XD9BT.NAV_1-x.12"), "7K3MQ2XD9BT.NAV_1-x.12");
  EXPECT_EQ(FileNameOf("7K3MQ2XD9BT.a/../b%\xC3\xB8.1"), "7K3MQ2XD9BT.a%2F..%2Fb%25%C3%B8.1");
  EXPECT_EQ(FileNameOf("B\xC3\xA6r by"), "B%C3%A6r%20by");
}

}  // namespace
}  // namespace skranke
