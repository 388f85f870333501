// A small town's office in a temporary directory, with the engine that skranked runs: for tests
// alone. One thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_SUPERVISION_FIXTURE_H_
#define SKRANKE_SERVICES_SUPERVISION_SUPERVISION_FIXTURE_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/access/case_access.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/counter_verbs.h"
#include "libs/engine/engine.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/tasklist/small_list.h"
#include "libs/testing/fake_clock.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "services/directorydesk/prepared_office.h"
#include "services/supervision/methods.h"

namespace skranke {

// Synthetic numbers (month + 80).
inline constexpr char kProtectedPerson[] = "14837130140";
inline constexpr char kOpenPerson[] = "09819540400";

// The small package with a second office (bridge) and somebody in every role that is needed.
inline PackageFiles TownPackage() {
  PackageFiles files = SmallListPackage();
  files["offices.csv"] += "bridge,Bridge house,CITY/SORT\n";
  files["service_points.csv"] += "quay,bridge,Quay,quay\n";
  files["test_persons.csv"] =
      absl::StrCat("number,protection,own_staff,valid_to\n", kProtectedPerson, ",protected,no,\n");
  files["staff.csv"] +=
      "head,OFFICE_HEAD,hall,,,,nb,\n"
      "auditor,AUDITOR,hall,,,,nb,\n"
      "inspector,SUPERVISOR,,,,,nb,\n"
      "ferry,CLERK,bridge,,,quay,nb,\n"
      "ferry_supervisor,SUPERVISOR,bridge,,,,nb,\n"
      "shield,CASEWORKER,,CITY,SHIELD,,nb,\n"
      "sorter,CASEWORKER,,CITY,SORT,,nb,\n"
      "desk,CASEWORKER,,CITY,DESK,,nb,\n";
  return files;
}

// The same with the hall alone.
inline PackageFiles HallPackage() {
  PackageFiles files = TownPackage();
  files["offices.csv"] = SmallListPackage()["offices.csv"];
  files["service_points.csv"] = SmallListPackage()["service_points.csv"];
  files["staff.csv"] = SmallListPackage()["staff.csv"] +
                       "head,OFFICE_HEAD,hall,,,,nb,\n"
                       "inspector,SUPERVISOR,,,,,nb,\n"
                       "shield,CASEWORKER,,CITY,SHIELD,,nb,\n";
  return files;
}

class Town {
 public:
  explicit Town(const PackageFiles& package = TownPackage())
      : clock_(*OfficeZone::Load("Europe/Oslo")->ParseLocalTime("2026-03-02 10:00")), entropy_(7) {
    auto key = std::make_shared<const InstallationKey>(
        *InstallationKey::FromBytes(std::string(InstallationKey::kBytes, 'k')));
    Installation installation;
    installation.dev = true;
    engine_ = *Engine::Open({.head_file = dir_.Path("head")}, *OpenRocksDb(dir_.Path("data")),
                            std::move(key), std::move(installation), &clock_, &entropy_);
    Apply(package);
  }

  FakeClock& clock() { return clock_; }
  Engine& engine() { return *engine_; }
  std::shared_ptr<const Snapshot> snapshot() const { return engine_->snapshot(); }

  void Apply(const PackageFiles& package) {
    const auto office = *PrepareOffice(package);
    EXPECT_THAT(AsSystem([&](const View& view, const Caller&, absl::Time now) {
                  return JudgeApplyOffice(view, *office, false, now);
                }),
                IsOk());
  }

  // Judges what timers and the forwarder would.
  template <typename Judge>
  absl::Status AsSystem(Judge judge) {
    Command command;
    command.system = true;
    command.judge = judge;
    return Run(std::move(command)).status;
  }

  // Judges a verb of any desk as that member of staff.
  template <typename Response, typename Request>
  absl::StatusOr<Response> Do(absl::string_view caller, const Request& request,
                              absl::StatusOr<Judgement> (*judge)(const View&, const Caller&,
                                                                 const Request&, absl::Time)) {
    Command command;
    command.method = Request::descriptor()->full_name();
    command.caller = std::string(caller);
    command.roles = kEveryRole;
    command.request_id = absl::StrCat("request-", ++requests_);
    command.judge = [&](const View& view, const Caller& who, absl::Time now) {
      return judge(view, who, request, now);
    };
    return Parsed<Response>(Run(std::move(command)));
  }

  // Calls a method of the room's services through its row of the method table.
  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(absl::string_view caller, absl::string_view rpc, Request request) {
    const Method method = Find(rpc);
    const auto now = snapshot();
    SKRANKE_ASSIGN_OR_RETURN(const Caller who,
                             ResolveCaller(*now->installation().directory, caller));
    SKRANKE_RETURN_IF_ERROR(MayInRole(who, method.roles));
    if (method.query) {
      SKRANKE_ASSIGN_OR_RETURN(auto bytes, method.query(*now, who, request.SerializeAsString()));
      return Parsed<Response>(Answer{.reply = std::move(bytes)});
    }
    SKRANKE_ASSIGN_OR_RETURN(Command command, method.mutation(request.SerializeAsString()));
    command.caller = std::string(caller);
    return Parsed<Response>(Run(std::move(command)));
  }

  // Registers a matter of that person and gives the case as the counter sees it.
  v1::Case Register(absl::string_view clerk, absl::string_view task,
                    absl::string_view person = kOpenPerson) {
    v1::RegisterCaseRequest request;
    request.set_task(std::string(task));
    request.set_channel(v1::CHANNEL_COUNTER);
    request.set_accept_incomplete(true);
    auto* party = request.add_parties();
    party->set_role(v1::PARTY_ROLE_APPLICANT);
    party->mutable_person()->set_number(std::string(person));
    auto response = Do<v1::RegisterCaseResponse>(clerk, request, &JudgeRegisterCase);
    EXPECT_THAT(response, IsOk()) << task;
    return response.ok() ? response->citizen_case() : v1::Case();
  }

  storage::v1::CaseState Stored(absl::string_view name) const {
    return **snapshot()->FindCase(*ParseCaseName(name, "name"));
  }
  std::string EtagOf(absl::string_view name) const {
    return absl::StrCat("v", Stored(name).revision());
  }

  // A message of the case becomes a dead letter.
  std::string Kill(absl::string_view name, absl::string_view agency, uint64_t sequence) {
    const MessageKey key{.number = *ParseCaseName(name, "name"),
                         .agency = std::string(agency),
                         .sequence = sequence};
    EXPECT_THAT(AsSystem([&](const View& view, const Caller& caller, absl::Time now) {
                  return JudgeMessageFailed(view, caller, key, "INVALID_ARGUMENT", now, true, now);
                }),
                IsOk());
    return FormatMessageId(key);
  }

 private:
  Answer Run(Command command) {
    Answer answer;
    command.done = [&](Answer done) { answer = std::move(done); };
    engine_->Submit(std::move(command));
    engine_->Step();
    return answer;
  }

  template <typename Response>
  static absl::StatusOr<Response> Parsed(const Answer& answer) {
    SKRANKE_RETURN_IF_ERROR(answer.status);
    Response response;
    EXPECT_TRUE(response.ParseFromString(answer.reply));
    return response;
  }

  static Method Find(absl::string_view rpc) {
    for (auto methods : {SupervisionMethods(), ShuttlingMethods()}) {
      for (Method& method : methods) {
        if (absl::EndsWith(method.full_name, absl::StrCat("Service/", rpc))) return method;
      }
    }
    ADD_FAILURE() << "no method " << rpc;
    return {};
  }

  const TempDir dir_;
  FakeClock clock_;
  SeededEntropy entropy_;
  std::unique_ptr<Engine> engine_;
  int requests_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_SUPERVISION_FIXTURE_H_
