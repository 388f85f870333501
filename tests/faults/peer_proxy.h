// A line between an office and an agency that can be spoilt: cut, silent, half an answer. Made and
// set by any thread; it passes bytes on from threads of its own.
#ifndef SKRANKE_TESTS_FAULTS_PEER_PROXY_H_
#define SKRANKE_TESTS_FAULTS_PEER_PROXY_H_

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/mutex.h"

namespace skranke {

enum class Line {
  kOpen,    // Bytes pass.
  kSilent,  // Connections are taken and read, and nothing ever answers.
  kHalf,    // An answer begins and never goes on.
  kDeaf,    // Connections are taken and not even read.
  kReset,   // An answer begins, then the connection is reset.
};

class PeerProxy {
 public:
  // Listens on a free port of this machine. UNAVAILABLE: there is none.
  static absl::StatusOr<std::unique_ptr<PeerProxy>> Listen();
  // Resets what is open.
  ~PeerProxy();
  PeerProxy(const PeerProxy&) = delete;
  PeerProxy& operator=(const PeerProxy&) = delete;

  // Where the office connects to.
  std::string address() const;
  // Where the line leads: HOST:PORT on this machine. Connections to an agency that is not there are
  // reset, as its machine would.
  void set_target(const std::string& address);
  // From now on. A connection that has swallowed something is reset when the line is opened again.
  void set_line(Line line) { line_ = line; }

 private:
  explicit PeerProxy(int listener);

  void Accept();
  void Serve(int office);

  const int listener_;
  const int port_;
  std::atomic<int> target_port_ = 0;
  std::atomic<Line> line_ = Line::kOpen;
  std::atomic<bool> ending_ = false;
  Mutex mutex_;
  std::vector<std::thread> connections_ ABSL_GUARDED_BY(mutex_);
  std::thread acceptor_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_PEER_PROXY_H_
