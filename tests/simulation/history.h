// What happened in one simulated run, as those outside the office saw it: the checker's only source
// beside the log. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_HISTORY_H_
#define SKRANKE_TESTS_SIMULATION_HISTORY_H_

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace skranke {

// A request, however often it was sent.
struct Asked {
  std::string caller;
  // "/skranke.v1.FrontDeskService/GetCase".
  std::string method;
  std::string bytes;
  // Empty for a query.
  std::string request_id;
  absl::Time first_sent;
  // The highest position that anybody had been told by then.
  uint64_t known_position = 0;
};

// What came back to one sending of it.
struct Told {
  // Index of the request.
  size_t asked = 0;
  absl::Time sent;
  absl::Time received;
  // The highest position that anybody had been told when it was sent.
  uint64_t known_position = 0;
  absl::Status status;
  std::string reply;
  uint64_t position = 0;
  bool replayed = false;
};

// A message on its way to an agency.
struct Pushed {
  // skranke.v1.ReceiveRequest.
  std::string bytes;
  // The office's commit position when it was made.
  uint64_t position = 0;
};

// What became of a message at an agency.
enum class Fortune {
  // It had an effect.
  kTaken,
  // The agency said that it had, and had not.
  kLiedAbout,
  // No message: the agency is again as it was when so many of the history's were known.
  kAllAsBefore,
};

struct Taken {
  Fortune fortune = Fortune::kTaken;
  std::string agency;
  std::string message_id;
  std::string citizen_case;
  uint64_t sequence = 0;
  uint64_t previous_sequence = 0;
  absl::Time when;
  // For kAllAsBefore.
  size_t known = 0;
};

class History {
 public:
  // With `trace` every step is printed as it happens.
  explicit History(bool trace) : trace_(trace) {}

  size_t Ask(Asked asked);
  void Tell(Told told);
  void Push(absl::Time now, Pushed pushed);
  void Take(Taken taken);
  // Anything else that is worth a line: a crash, a partition.
  void Note(absl::Time now, absl::string_view what);
  // Not printed: only so that it counts in the digest.
  void Seal(absl::string_view bytes);

  const std::deque<Asked>& asked() const { return asked_; }
  const std::deque<Told>& told() const { return told_; }
  const std::deque<Pushed>& pushed() const { return pushed_; }
  const std::deque<Taken>& taken() const { return taken_; }
  // The highest position that anybody has been told.
  uint64_t known_position() const { return known_position_; }
  // SHA-256 over everything, in hex, short: the same for the same seed.
  std::string Digest() const;

 private:
  void Line(absl::Time now, absl::string_view what);

  const bool trace_;
  std::deque<Asked> asked_;
  std::deque<Told> told_;
  std::deque<Pushed> pushed_;
  std::deque<Taken> taken_;
  uint64_t known_position_ = 0;
  std::string chain_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_HISTORY_H_
