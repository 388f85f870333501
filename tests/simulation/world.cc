#include "tests/simulation/world.h"

#include <filesystem>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/engine/replay.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "tests/faults/finding.h"
#include "tests/simulation/agency.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/caseworker.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/checker.h"
#include "tests/simulation/clerk.h"
#include "tests/simulation/errand.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/held_check.h"
#include "tests/simulation/history.h"
#include "tests/simulation/link.h"
#include "tests/simulation/office.h"
#include "tests/simulation/operator.h"
#include "tests/simulation/person.h"
#include "tests/simulation/rest.h"
#include "tests/simulation/router.h"
#include "tests/simulation/tidy.h"
#include "tests/simulation/trouble.h"
#include "tests/simulation/wire.h"

namespace skranke {
namespace {

using storage::v1::Record;

// A run that does more than this for each command never comes to rest.
constexpr int kActsPerCommand = 500;
// From the last command until the network is healed.
constexpr absl::Duration kUntilHealed = absl::Minutes(3);
// Longer than a message takes to become a dead letter.
constexpr absl::Duration kUntilGivenUp = absl::Hours(2);
constexpr absl::Duration kUntilTidy = absl::Hours(4);
// Runs of a thousand that end with every agency in trouble.
constexpr int kEndsBadly = 150;
// Of the store: some runs fill many tables, most none.
constexpr size_t kWalBytes[] = {size_t{32} << 10, size_t{4} << 20, size_t{4} << 20,
                                size_t{4} << 20};

// Of a busy world: so many clerks for each of an ordinary one.
constexpr int kManyClerks = 6;
// Between two steps of the office at most; where much comes, much is one batch.
constexpr absl::Duration kStep = absl::Milliseconds(3);
constexpr absl::Duration kBusyStep = absl::Milliseconds(200);

// Who pulls or sits at the counter, in what notebook.
struct Job {
  const char* name;
  const char* notebook;
};
constexpr Job kClerks[] = {{"clerk", "hall"}, {"clerk", "hall"}, {"branch_clerk", "branch"}};
constexpr Job kRouters[] = {{"sorter", "sorting"}, {"inspector", "all"}};
constexpr Job kCaseworkers[] = {
    {"passport", "police"}, {"passport_two", "police"}, {"desk", "desk"}};

std::string KindOf(const storage::v1::Event& event) {
  const auto* field = event.GetDescriptor()->FindFieldByNumber(event.kind_case());
  return field == nullptr ? "" : field->name();
}

class World {
 public:
  explicit World(const WorldOptions& options)
      : options_(options),
        chance_(options.seed),
        agenda_(SimulatedMorning() + absl::Seconds(1)),
        history_(options.trace),
        wire_(&agenda_, chance_.Next()),
        link_chance_(chance_.Next()),
        office_(SettingsOf(), &agenda_, &history_,
                [this](const std::string& endpoint) { return Dial(endpoint); }),
        errands_(&agenda_, &wire_, &office_, &history_, chance_.Next()),
        operator_(&agenda_, &errands_, &agencies_, &history_, options.bite),
        tidy_(&agenda_, &errands_, &operator_, chance_.Next()),
        day_{.agenda = &agenda_,
             .errands = &errands_,
             .busy = options.busy,
             .commands_left = options.commands},
        trouble_(&agenda_, &wire_, &office_, &agencies_, &operator_, &day_, chance_.Next()) {
    for (const auto& [code, endpoint] : endpoints_) {
      agencies_[code] = std::make_unique<SimulatedAgency>(code, options.bite, &agenda_, &errands_,
                                                          &history_, chance_.Next());
    }
    Hire<Clerk>(kClerks, options.busy ? kManyClerks : 1);
    Hire<Router>(kRouters, 1);
    Hire<Caseworker>(kCaseworkers, 1);
  }

  absl::Status Run() {
    SKRANKE_RETURN_IF_ERROR(office_.Open());
    for (const auto& person : people_) person->Begin();
    SKRANKE_RETURN_IF_ERROR(RunToRest());
    SKRANKE_ASSIGN_OR_RETURN(std::vector<Record> log, ReadLog());
    for (const Record& record : log) {
      history_.Seal(record.SerializeAsString());
      for (const auto& event : record.events()) ++kinds_[KindOf(event)];
    }
    records_ = log.size();
    Checker checker(history_, std::move(log));
    SKRANKE_RETURN_IF_ERROR(checker.FollowLog());
    SKRANKE_RETURN_IF_ERROR(office_.watch().finding());
    SKRANKE_RETURN_IF_ERROR(checker.Check());
    SKRANKE_RETURN_IF_ERROR(checker.CheckAtRest(agenda_.now()));
    const auto cases = checker.FinalCases();
    SKRANKE_RETURN_IF_ERROR(CheckHeld(cases, agencies_));
    SKRANKE_RETURN_IF_ERROR(CheckStoredCases(*office_.engine().snapshot(), cases));
    return options_.verify_views ? Verify() : absl::OkStatus();
  }

  RunReport Report(absl::Status verdict) const {
    return {.verdict = std::move(verdict),
            .digest = history_.Digest(),
            .commands = options_.commands - day_.commands_left,
            .records = records_,
            .crashes = office_.crashes(),
            .answers = history_.told().size(),
            .kinds = kinds_,
            .deeds = Deeds(),
            .instants = office_.watch().instants(),
            .lasted = agenda_.now() - SimulatedMorning()};
  }

 private:
  std::map<std::string, uint64_t> Deeds() const {
    std::map<std::string, uint64_t> deeds;
    for (const auto& [code, agency] : agencies_) {
      deeds["agency crashes"] += agency->deeds().crashes;
      deeds["hangs"] += agency->deeds().hangs;
      deeds["troubles"] += agency->deeds().troubles;
      deeds["restores"] += agency->deeds().restores;
      deeds["lies"] += agency->deeds().lies;
      deeds["answers twice"] += agency->deeds().answers_twice;
      deeds["old tokens"] += agency->deeds().old_tokens;
    }
    deeds["redeliveries"] = operator_.redelivered();
    return deeds;
  }

  OfficeSettings SettingsOf() {
    endpoints_["WELFARE"] = "WELFARE";
    if (options_.busy || chance_.Happens(300)) endpoints_["POLICE"] = "POLICE";
    return {.dir = options_.dir,
            .seed = chance_.Next(),
            .endpoints = endpoints_,
            .bite = options_.bite,
            .wal_bytes = chance_.Pick(kWalBytes),
            .longest_step = options_.busy ? kBusyStep : kStep};
  }

  template <class Kind, size_t n>
  void Hire(const Job (&jobs)[n], int shifts) {
    for (int shift = 0; shift < shifts; ++shift) {
      for (const Job& job : jobs) {
        auto& notebook = notebooks_[job.notebook];
        if (notebook == nullptr) notebook = std::make_shared<Notebook>();
        people_.push_back(std::make_unique<Kind>(job.name, &day_, notebook, chance_.Next()));
      }
    }
  }

  std::unique_ptr<AgencyLink> Dial(const std::string& endpoint) {
    return std::make_unique<SimulatedLink>(LinkEnds{.place = endpoint,
                                                    .agency = agencies_[endpoint].get(),
                                                    .agenda = &agenda_,
                                                    .wire = &wire_,
                                                    .office = &office_,
                                                    .history = &history_,
                                                    .chance = &link_chance_,
                                                    .bite = options_.bite});
  }

  absl::Status RunToRest() {
    trouble_.Begin();
    SKRANKE_RETURN_IF_ERROR(DoAll());
    // What silence brought about since the last look may be dead, too: somebody looks again.
    for (int letters = -1; letters != tidy_.letters();) {
      letters = tidy_.letters();
      tidy_.Begin();
      SKRANKE_RETURN_IF_ERROR(DoAll());
    }
    if (office_.up()) return absl::OkStatus();
    return Found(kServerFailed, "the office is down");
  }

  absl::Status DoAll() {
    while (agenda_.DoNext()) {
      SKRANKE_RETURN_IF_ERROR(office_.failure());
      // What then comes of that bug the log tells.
      const bool goes_on = options_.bite == Bite::kAcceptanceForgotten;
      if (!goes_on) SKRANKE_RETURN_IF_ERROR(office_.watch().finding());
      if (day_.commands_left <= 0 && !ending_) PlanEnd();
      if (--acts_left_ > 0) continue;
      return Found(kStuck, "it never comes to rest");
    }
    return absl::OkStatus();
  }

  void PlanEnd() {
    ending_ = true;
    const bool ends_badly = chance_.Happens(kEndsBadly);
    if (ends_badly) trouble_.CloseAgencies();
    agenda_.In(ends_badly ? kUntilGivenUp : kUntilHealed, [this] {
      trouble_.End();
      history_.Note(agenda_.now(), "all is healed");
      agenda_.In(kUntilTidy, [this] {
        tidy_.Begin();
        operator_.Reconcile();
      });
    });
  }

  absl::StatusOr<std::vector<Record>> ReadLog() const {
    return office_.engine().snapshot()->RecordsAfter(0, SIZE_MAX);
  }

  absl::Status Verify() const {
    SKRANKE_ASSIGN_OR_RETURN(const auto scratch,
                             OpenRocksDb(absl::StrCat(options_.dir, "/scratch")));
    return VerifyViews(office_.store(), *scratch, office_.key());
  }

  const WorldOptions options_;
  Chance chance_;
  Agenda agenda_;
  History history_;
  std::map<std::string, std::string> endpoints_;
  Wire wire_;
  Chance link_chance_;
  Agencies agencies_;
  SimulatedOffice office_;
  Errands errands_;
  Operator operator_;
  Tidy tidy_;
  Workday day_;
  Trouble trouble_;
  std::map<std::string, std::shared_ptr<Notebook>> notebooks_;
  std::vector<std::unique_ptr<Person>> people_;
  int acts_left_ = options_.commands * kActsPerCommand;
  bool ending_ = false;
  uint64_t records_ = 0;
  std::map<std::string, uint64_t> kinds_;
};

}  // namespace

absl::Time SimulatedMorning() {
  return OfficeZone::Load("Europe/Oslo")->ParseLocalTime("2024-03-04 10:00").value();
}

RunReport RunWorld(const WorldOptions& options) {
  std::filesystem::remove_all(options.dir);
  std::filesystem::copy(options.installed, options.dir, std::filesystem::copy_options::recursive);
  World world(options);
  absl::Status verdict = world.Run();
  return world.Report(std::move(verdict));
}

}  // namespace skranke
