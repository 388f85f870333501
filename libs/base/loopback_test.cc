#include "libs/base/loopback.h"

#include <gtest/gtest.h>

namespace skranke {
namespace {

TEST(LoopbackHost, IsThisMachineByNameOrAddress) {
  for (const char* host : {"localhost", "[::1]", "127.0.0.1", "127.255.255.255"}) {
    EXPECT_TRUE(IsLoopbackHost(host)) << host;
  }
}

TEST(LoopbackHost, IsNoNameThatBeginsLikeAnAddress) {
  for (const char* host :
       {"127.agency.example", "127.0.0.1.agency.example", "127.", "127.1", "", "126.255.255.255",
        "128.0.0.1", "0.0.0.0", "localhost.example", "::1", "[::]", "[127.0.0.1]"}) {
    EXPECT_FALSE(IsLoopbackHost(host)) << host;
  }
}

}  // namespace
}  // namespace skranke
