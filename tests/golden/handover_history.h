// What befalls a case after the counter has sent it, made of a seed: it is corrected, linked,
// forwarded, asked about, stopped, planned; messages are sent again or given up; life events are
// registered, outages announced. Much of what is asked for is refused. One thread.
#ifndef SKRANKE_TESTS_GOLDEN_HANDOVER_HISTORY_H_
#define SKRANKE_TESTS_GOLDEN_HANDOVER_HISTORY_H_

#include <string>
#include <vector>

#include "skranke/v1/bundle.pb.h"
#include "tests/golden/random_history.h"

namespace skranke {

class HandoverHistory : public RandomHistory {
 public:
  // The office has a template of a life event beside the town's list.
  explicit HandoverHistory(uint32_t seed);

  // Mostly something of its own; else what any history does.
  void Step() override;

 private:
  void AtCase(const std::string& name);
  void WithMessages(const std::string& name);
  void OfTheWholeOffice();
  void Correct(const std::string& name);
  void Link(const std::string& name);
  void ForwardOn(const std::string& name);
  // Whoever has it accepts and begins.
  void Work(const std::string& name);
  void Ask(const std::string& name);
  void Plan(const std::string& name);
  void Appoint(const std::string& name);
  void Due(const std::string& name);
  void Redeliver(const std::string& name);
  void Discard(const std::string& name);
  void Fetch(const std::string& name);
  void Contact(const std::string& name);
  void RegisterBundle();
  void Consent();
  void Outage();

  std::string case_;
  std::vector<v1::Bundle> bundles_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_GOLDEN_HANDOVER_HISTORY_H_
