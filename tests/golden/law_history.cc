#include "tests/golden/law_history.h"

#include "libs/calendar/office_day.h"
#include "libs/casework/case_name.h"
#include "libs/casework/move_case.h"
#include "libs/directory/package.h"
#include "services/rulebook/methods.h"
#include "services/rulebook/queries.h"

namespace skranke {

void LawHistory::Play() {
  for (const absl::string_view person : {kOpenPerson, kProtectedPerson}) {
    numbers_.push_back(*ParseCaseName(Register(Matter("aid", person)).name(), "name"));
  }
  Adopt("2", "2024-03-05", "aid,centre,none,,,TOWN,DESK\n");
  clock().Advance(absl::Hours(24));
  MoveCases("2");
  v1::WithdrawDraftRequest withdraw;
  const v1::Draft given_up =
      Save("3", "2024-05-01", "aid,quay,none,,,TOWN,DESK\n", v1::OPEN_CASES_STAY);
  withdraw.set_version(given_up.version());
  withdraw.set_revision(given_up.revision());
  withdraw.set_reason("Not now.");
  Law<v1::WithdrawDraftResponse>("rule_owner", withdraw);
  DeclareAndRatify();
  LawHistory elsewhere;
  elsewhere.Adopt("9", "2024-06-01", "aid,quay,none,,,TOWN,DESK\n");
  Import(elsewhere.Export("9"));
}

template <class Response, class Request>
Response LawHistory::Law(absl::string_view caller, Request request) {
  const std::string name = MethodTaking(*Request::descriptor());
  request.set_request_id(absl::StrCat("law-", ++calls_));
  for (const Method& row : RulebookMethods(&engine())) {
    if (row.full_name != name) continue;
    Command command = *row.mutation(request.SerializeAsString());
    command.caller = std::string(caller);
    const Answer answer = Run(std::move(command));
    EXPECT_THAT(answer.status, IsOk()) << name;
    Response response;
    EXPECT_TRUE(response.ParseFromString(answer.reply));
    return response;
  }
  return {};
}

v1::Draft LawHistory::Save(const std::string& version, const std::string& first_day,
                           const std::string& row, v1::OpenCases open_cases) {
  const PackageFiles town = TownPackage();
  v1::SaveDraftRequest request;
  request.set_version(version);
  request.set_open_cases(open_cases);
  const auto add = [&](const char* file, std::string bytes) {
    request.add_files()->set_path(TaskListPath(version, file));
    request.mutable_files(request.files_size() - 1)->set_content(std::move(bytes));
  };
  const auto of_town = [&](const char* file) { return town.at(TaskListPath("1", file)); };
  add("list.csv", absl::StrCat("version,valid_from,resolution\n", version, ",", first_day, ",\n"));
  add("tasks.csv", of_town("tasks.csv"));
  add("conditions.csv", of_town("conditions.csv"));
  // What a condition tests has to be asked for.
  add("requirements.csv", of_town("requirements.csv") + "newcomer,fact,residence,text,no,\n");
  add("routing.csv", of_town("routing.csv") + row);
  return Law<v1::SaveDraftResponse>("rule_owner", request).draft();
}

v1::Draft LawHistory::Check(const v1::Draft& draft) {
  v1::CheckDraftRequest request;
  request.set_version(draft.version());
  request.set_revision(draft.revision());
  return Law<v1::CheckDraftResponse>("rule_owner", request).draft();
}

v1::Draft LawHistory::Consent(v1::Draft draft) {
  const v1::Draft asked = draft;
  for (const auto& party : asked.parties()) {
    v1::RecordPositionRequest request;
    request.set_version(draft.version());
    request.set_revision(draft.revision());
    request.set_position(v1::POSITION_CONSENT);
    draft = Law<v1::RecordPositionResponse>(party.agency(), request).draft();
  }
  return draft;
}

void LawHistory::Adopt(const std::string& version, const std::string& first_day,
                       const std::string& row) {
  const v1::Draft checked = Check(Save(version, first_day, row, v1::OPEN_CASES_MOVE));
  v1::OpenHearingRequest hearing;
  hearing.set_version(version);
  hearing.set_revision(checked.revision());
  hearing.set_hearing_to("2024-03-04");
  const v1::Draft heard = Consent(Law<v1::OpenHearingResponse>("rule_owner", hearing).draft());
  v1::AdoptDraftRequest adopt;
  adopt.set_version(version);
  adopt.set_revision(heard.revision());
  adopt.set_minutes("Council 12/24");
  Law<v1::AdoptDraftResponse>("adopter", adopt);
}

// What the mover does once the list is in force.
void LawHistory::MoveCases(const std::string& version) {
  for (const uint64_t number : numbers_) {
    SKRANKE_EXPECT_OK(AsSystem([&](const View& view, const Caller& caller, absl::Time now) {
      return JudgeMoveCase(view, caller, number, version, now);
    }));
  }
  SKRANKE_EXPECT_OK(AsSystem([&](const View& view, const Caller&, absl::Time) {
    return JudgeCasesMoved(view, version, numbers_.size());
  }));
}

void LawHistory::DeclareAndRatify() {
  const v1::Draft checked =
      Check(Save("flood", "2024-05-01", "aid,quay,none,,,TOWN,DESK\n", v1::OPEN_CASES_STAY));
  v1::AdoptEmergencyRequest declare;
  declare.set_version("flood");
  declare.set_revision(checked.revision());
  declare.set_reason("The river is over its banks.");
  declare.set_valid_to("2024-03-10");
  Consent(Law<v1::AdoptEmergencyResponse>("adopter", declare).draft());
  v1::RatifyEmergencyRequest ratify;
  ratify.set_version("flood");
  ratify.set_minutes("Council 15/24");
  Law<v1::RatifyEmergencyResponse>("adopter", ratify);
}

void LawHistory::Import(const v1::ExportRulebookResponse& package) {
  v1::ImportRulebookRequest request;
  *request.mutable_files() = package.files();
  Law<v1::ImportRulebookResponse>("operator", request);
}

v1::ExportRulebookResponse LawHistory::Export(const std::string& version) {
  v1::ExportRulebookRequest request;
  request.set_version(version);
  return *AnswerExportRulebook(*engine().snapshot(), {}, request);
}

}  // namespace skranke
