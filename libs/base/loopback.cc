#include "libs/base/loopback.h"

#include <arpa/inet.h>

#include <cstdint>
#include <string>

namespace skranke {
namespace {

constexpr uint32_t kLoopbackNet = 127;

}  // namespace

bool IsLoopbackHost(absl::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  in_addr address{};
  if (inet_pton(AF_INET, std::string(host).c_str(), &address) != 1) return false;
  return ntohl(address.s_addr) >> 24 == kLoopbackNet;
}

}  // namespace skranke
