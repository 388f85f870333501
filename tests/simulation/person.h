// Somebody of the office or of a unit that pulls its work: asks for one thing at a time, knows what
// the colleagues of the same notebook have seen, and is now and then wrong about it. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_PERSON_H_
#define SKRANKE_TESTS_SIMULATION_PERSON_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "tests/office/matters.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/errand.h"
#include "tests/simulation/notebook.h"

namespace skranke {

// How often of a thousand somebody goes by what was true before.
inline constexpr int kStalePermille = 60;

// What all of them share.
struct Workday {
  Agenda* agenda;
  Errands* errands;
  // Whether people mostly register, and seldom look at lists.
  bool busy = false;
  // Requests that still may be made.
  int commands_left = 0;
  int requests = 0;
  // Nobody asks for anything before.
  absl::Time closed_until = absl::InfinitePast();
};

class Person {
 public:
  Person(std::string name, Workday* day, std::shared_ptr<Notebook> notebook, uint64_t seed)
      : name_(std::move(name)), day_(day), notebook_(std::move(notebook)), chance_(seed) {}
  virtual ~Person() = default;
  Person(const Person&) = delete;
  Person& operator=(const Person&) = delete;

  // Begins the day: thinks, asks, waits, and so on until no command is left.
  void Begin() { ThinkThenAct(); }

 protected:
  virtual void Act() = 0;

  // Asks the office; the day goes on with the answer.
  template <class Request>
  void Ask(Request request);
  // A request about a known case: as it was seen last, or before that.
  template <class Request>
  Request About(const KnownCase& known);
  // A text that no other request has.
  std::string NewText();

  Chance& chance() { return chance_; }
  Workday& day() { return *day_; }
  const Notebook& notebook() const { return *notebook_; }
  const std::string& name() const { return name_; }

 private:
  void ThinkThenAct();
  void Send(Asked asked);
  void Learn(const Told& told);

  const std::string name_;
  Workday* const day_;
  const std::shared_ptr<Notebook> notebook_;
  Chance chance_;
};

template <class Request>
void Person::Ask(Request request) {
  Asked asked{.caller = name_, .method = MethodTaking(*Request::descriptor())};
  if (const auto* id = Request::descriptor()->FindFieldByName("request_id")) {
    asked.request_id = absl::StrCat("r-", ++day_->requests);
    request.GetReflection()->SetString(&request, id, asked.request_id);
    --day_->commands_left;
  }
  asked.bytes = request.SerializeAsString();
  Send(std::move(asked));
}

template <class Request>
Request Person::About(const KnownCase& known) {
  Request request;
  request.set_name(known.name);
  const bool stale = chance_.Happens(kStalePermille) && !known.old_etag.empty();
  request.set_etag(stale ? known.old_etag : known.etag);
  return request;
}

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_PERSON_H_
