// A day at an office, made of a seed: people register, finish, send on, withdraw, reopen, take,
// accept, return; messages arrive or fail; timers run out. Much of what they ask for is refused.
// The same seed gives the same records in any build of one engine version. One thread.
#ifndef SKRANKE_TESTS_GOLDEN_RANDOM_HISTORY_H_
#define SKRANKE_TESTS_GOLDEN_RANDOM_HISTORY_H_

#include <random>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/engine/engine_fixture.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/clock.pb.h"

namespace skranke {

class RandomHistory : public EngineFixture {
 public:
  explicit RandomHistory(uint32_t seed) : random_(seed) {}

  // Somebody does something, a while after the last.
  virtual void Step();

  // Many steps, drawn from another seed.
  void Play(int steps, uint32_t seed);

  // Kinds of commands that had an effect.
  const std::set<std::string>& done() const { return done_; }
  // The store below the office, and its key.
  const Store& stored() { return store(); }
  const InstallationKey& office_key() const { return key(); }

  // A history is no test, but has a fixture's parts.
  void TestBody() override {}

 protected:
  // In another town.
  RandomHistory(uint32_t seed, const PackageFiles& files) : EngineFixture(files), random_(seed) {}

  const std::vector<std::string>& names() const { return names_; }
  void AddName(const std::string& name) { names_.push_back(name); }
  // There is one.
  const std::string& AnyName() {
    return names_[static_cast<size_t>(Pick(static_cast<int>(names_.size())))];
  }
  int Pick(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  storage::v1::CaseState Stored(const std::string& name);
  // What is the same whatever becomes of the case is filled in.
  template <class Request>
  Request About(const std::string& name);
  template <class Request, class Response>
  void AtCounter(const std::string& name);
  // The importer acts for whichever unit has the case.
  template <class Request, class Response>
  void AtUnit(const std::string& name);
  // What the forwarder reports of the case's first message.
  void Forward(const std::string& name);
  void Note(const absl::Status& status, const std::string& what);

 private:
  void RegisterOne();
  void Supplement(const std::string& name);
  void Route(const std::string& name);
  void Take();
  void EndIncomplete(const std::string& name);

  std::mt19937 random_;
  std::vector<std::string> names_;
  std::set<std::string> done_;
};

template <class Request>
Request RandomHistory::About(const std::string& name) {
  Request request;
  request.set_name(name);
  if constexpr (requires { request.etag(); }) {
    request.set_etag(absl::StrCat("v", Stored(name).revision()));
  }
  if constexpr (std::is_same_v<Request, v1::StopClockRequest>) {
    request.set_reason(v1::STOP_REASON_OTHER_BODY);
    request.set_note("The court decides first.");
  } else if constexpr (requires { request.reason(); }) {
    request.set_reason("Because.");
  }
  if constexpr (requires { request.finish(); }) request.mutable_finish()->set_outcome("ISSUED");
  return request;
}

template <class Request, class Response>
void RandomHistory::AtCounter(const std::string& name) {
  Note(Do<Response>("clerk", About<Request>(name)).status(), Request::descriptor()->name());
}

template <class Request, class Response>
void RandomHistory::AtUnit(const std::string& name) {
  auto request = About<Request>(name);
  if constexpr (requires { request.agency_case_number(); }) {
    if (Pick(2) == 0) request.set_agency_case_number(absl::StrCat("A-", Pick(1000)));
  }
  if constexpr (requires { request.outcome(); }) request.set_outcome("GRANTED");
  if constexpr (requires { request.local_status(); }) request.set_local_status("With the expert");
  if constexpr (requires { request.service_line(); }) request.set_service_line("SECOND");
  if constexpr (requires { request.incident(); }) request.set_incident("FLOOD_1");
  if constexpr (requires { request.sentence(); }) request.set_sentence("Not ours.");
  if constexpr (requires { request.proposed_owner(); }) {
    request.set_code(v1::RETURN_CODE_NOT_OURS);
    if (Pick(2) == 0) {
      request.mutable_proposed_owner()->set_agency("TOWN");
      request.mutable_proposed_owner()->set_unit("DESK");
    }
  }
  Note(Do<Response>("importer", request).status(), Request::descriptor()->name());
}

}  // namespace skranke

#endif  // SKRANKE_TESTS_GOLDEN_RANDOM_HISTORY_H_
