#include "tests/faults/peer_proxy.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstddef>

#include "absl/memory/memory.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tests/faults/peer_socket.h"

namespace skranke {
namespace {

// How often a connection looks whether its line was spoilt, or opened again.
constexpr int kLookMs = 20;
// So much of an answer comes through where half of one does: a frame's header and a little more.
constexpr size_t kHalfBytes = 12;

}  // namespace

absl::StatusOr<std::unique_ptr<PeerProxy>> PeerProxy::Listen() {
  const int listener = ListenOnLoopback();
  if (listener < 0) return absl::UnavailableError("no port to listen on");
  return absl::WrapUnique(new PeerProxy(listener));
}

PeerProxy::PeerProxy(int listener)
    : listener_(listener), port_(PortOf(listener)), acceptor_([this] { Accept(); }) {}

PeerProxy::~PeerProxy() {
  ending_ = true;
  acceptor_.join();
  MutexLock lock(&mutex_);
  for (std::thread& connection : connections_) connection.join();
  close(listener_);
}

std::string PeerProxy::address() const { return absl::StrCat("127.0.0.1:", port_); }

void PeerProxy::set_target(const std::string& address) {
  int port = 0;
  if (absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port)) target_port_ = port;
}

void PeerProxy::Accept() {
  while (!ending_) {
    pollfd wanted = {.fd = listener_, .events = POLLIN, .revents = 0};
    if (poll(&wanted, 1, kLookMs) != 1) continue;
    const int office = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (office < 0) continue;
    MutexLock lock(&mutex_);
    connections_.emplace_back([this, office] { Serve(office); });
  }
}

void PeerProxy::Serve(int office) {
  const int agency = ConnectToLoopback(target_port_);
  bool alive = agency >= 0;
  bool swallowed = false;
  size_t answered = 0;
  while (alive && !ending_) {
    const Line line = line_;
    if (line == Line::kOpen && swallowed) break;
    if (line == Line::kOpen) answered = 0;
    const bool reads = line != Line::kDeaf;
    std::array<pollfd, 2> ends = {
        {{.fd = reads ? office : -1, .events = POLLIN}, {.fd = agency, .events = POLLIN}}};
    if (line == Line::kDeaf) swallowed = true;
    poll(ends.data(), ends.size(), kLookMs);
    if (ends[0].revents != 0) {
      const bool passes = line != Line::kSilent;
      swallowed |= !passes;
      alive = PassOn(office, passes ? agency : -1, /*most=*/0) > 0;
    }
    if (ends[1].revents == 0 || !alive) continue;
    const bool passes = line == Line::kOpen || line == Line::kHalf || line == Line::kReset;
    const bool spoilt = line != Line::kOpen;
    const size_t left = answered < kHalfBytes ? kHalfBytes - answered : 0;
    const bool through = passes && (!spoilt || left > 0);
    const auto passed = PassOn(agency, through ? office : -1, spoilt ? left : 0);
    alive = passed > 0;
    answered += static_cast<size_t>(passed > 0 ? passed : 0);
    swallowed |= spoilt;
    if (line == Line::kReset && answered >= kHalfBytes) break;
  }
  Reset(office);
  if (agency >= 0) close(agency);
}

}  // namespace skranke
