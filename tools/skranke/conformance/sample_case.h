// The messages of one made-up case to one agency, in their order. Nobody's matter stands in it. One
// thread.
#ifndef SKRANKE_TOOLS_SKRANKE_CONFORMANCE_SAMPLE_CASE_H_
#define SKRANKE_TOOLS_SKRANKE_CONFORMANCE_SAMPLE_CASE_H_

#include <cstdint>
#include <string>

#include "skranke/v1/intake.pb.h"

namespace skranke {

// What every message says of who sends it to whom.
struct SampleSender {
  std::string installation;
  std::string agency;
  std::string unit;
};

class SampleCase {
 public:
  // A case with a number that no other has.
  explicit SampleCase(const SampleSender& sender);

  // The next message; each counts one on.
  v1::ReceiveRequest Handover();
  v1::ReceiveRequest Supplement();
  v1::ReceiveRequest Correction();
  v1::ReceiveRequest Reminder();
  v1::ReceiveRequest Recall();
  v1::ReceiveRequest Withdrawal();
  // Under a hand-over of its own.
  v1::ReceiveRequest Reopening();

 private:
  v1::ReceiveRequest Next();
  v1::Case Case() const;
  std::string HandoverId() const;

  const SampleSender sender_;
  const std::string number_;
  uint64_t sequence_ = 0;
  int handovers_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_CONFORMANCE_SAMPLE_CASE_H_
