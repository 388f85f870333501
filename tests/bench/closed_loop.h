// A fixed number of calls in flight on four channels: the next starts when one is answered. One
// thread uses it; the calls end on a thread of their own.
#ifndef SKRANKE_TESTS_BENCH_CLOSED_LOOP_H_
#define SKRANKE_TESTS_BENCH_CLOSED_LOOP_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/mutex.h"

namespace skranke {

class AsyncCaller;
class BulkCaller;

// Connections of one client. Source: the issue; one channel is slower below 64 in flight
// (limits.md section 2).
inline constexpr int kBenchChannels = 4;

class ClosedLoop {
 public:
  using RequestMaker = std::function<std::string(uint64_t i)>;
  // Hears each reply, on the calls' thread.
  using ReplyTaker = std::function<void(const std::string& bytes)>;

  // Starts the calls at once. Requests are `make(i)`, from i = `first` on; it may run on any
  // thread. The bulk method's calls share one stream.
  ClosedLoop(const std::string& address, std::string method, RequestMaker make, int in_flight,
             uint64_t first = 0, ReplyTaker take = nullptr);
  ~ClosedLoop();
  ClosedLoop(const ClosedLoop&) = delete;
  ClosedLoop& operator=(const ClosedLoop&) = delete;

  // Waits until as many calls were answered, or one failed.
  void AwaitAnswers(uint64_t answers) ABSL_LOCKS_EXCLUDED(mutex_);

  // Between these two, answers are counted and timed. End waits for the first if there was none
  // yet, and gives how many there were.
  void BeginMeasuring() { measuring_ = true; }
  uint64_t EndMeasuring();

  // Lets the calls in flight end. The first error of any call.
  absl::Status Finish() ABSL_LOCKS_EXCLUDED(mutex_);

  // After Finish: microseconds of each measured call, and the bytes of all replies.
  const std::vector<double>& latencies_us() const { return latencies_us_; }
  uint64_t replies() const { return answered_; }
  uint64_t reply_bytes() const { return reply_bytes_; }

 private:
  void StartNext();
  void Count(absl::Time start, size_t reply_bytes);
  void Fail(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);

  const std::string method_;
  const RequestMaker make_;
  const ReplyTaker take_;
  std::atomic<uint64_t> next_;
  std::atomic<uint64_t> answered_ = 0;
  std::atomic<bool> measuring_ = false;
  std::atomic<bool> stopping_ = false;
  // Chains of calls that go on; the last touch of a chain is to leave here.
  std::atomic<int> open_;
  std::atomic<uint64_t> measured_ = 0;
  // The calls' thread's own until Finish.
  std::vector<double> latencies_us_;
  uint64_t reply_bytes_ = 0;

  Mutex mutex_;
  absl::Status first_error_ ABSL_GUARDED_BY(mutex_);
  // One of the two.
  std::unique_ptr<AsyncCaller> caller_;
  std::unique_ptr<BulkCaller> bulk_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_CLOSED_LOOP_H_
