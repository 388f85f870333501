// The people of the office and of the units that pull their work: each asks for one thing at a
// time, knows what the colleagues of the same notebook have seen, and is now and then wrong about
// it. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_PEOPLE_H_
#define SKRANKE_TESTS_SIMULATION_PEOPLE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/errand.h"

namespace skranke {

// What people who sit together know of a case.
struct KnownCase {
  std::string name;
  std::string etag;
  // The one before: what somebody may still have on the screen.
  std::string old_etag;
  v1::State state = v1::STATE_UNSPECIFIED;
  std::string token;
  std::string old_token;
};

class Notebook {
 public:
  void See(const v1::Case& shown, const std::string& token);
  bool empty() const { return names_.empty(); }
  // Any case, mostly one of the latest.
  const KnownCase& Pick(Chance& chance) const;

 private:
  std::map<std::string, KnownCase> cases_;
  std::vector<std::string> names_;
};

// What all of them share.
struct Workday {
  Agenda* agenda;
  Errands* errands;
  // Requests that still may be made.
  int commands_left = 0;
  int requests = 0;
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

// At the counter.
class Clerk : public Person {
 public:
  using Person::Person;

 private:
  void Act() override;
  void Register();
  void Supplement(const KnownCase& known);
  void Finish(const KnownCase& known);
  void Other(const KnownCase& known);
};

// Routes what is sorted by hand, or anything open; deals with dead letters.
class Router : public Person {
 public:
  using Person::Person;

 private:
  void Act() override;
};

// Of a unit that takes its work itself.
class Caseworker : public Person {
 public:
  using Person::Person;

 private:
  void Act() override;
  void Work(const KnownCase& known);
  void Accept(const KnownCase& known);
  void Return(const KnownCase& known);
  void Close(const KnownCase& known);
  // Passes the token that goes with the case, or another one.
  std::string TokenFor(const KnownCase& known);
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_PEOPLE_H_
