// The town's office with everybody who has a part in making its list law. One thread.
//
//   Draft draft = SaveWith("2", "2024-05-01", {{"routing.csv", "aid,centre,none,,,TOWN,DESK\n"}});
#ifndef SKRANKE_TESTS_RULEBOOK_RULEBOOK_FIXTURE_H_
#define SKRANKE_TESTS_RULEBOOK_RULEBOOK_FIXTURE_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "skranke/v1/rulebook.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {

// The town's package with second people in the roles that must be two, and a list that passes the
// check: what a condition tests is asked for.
inline PackageFiles LawTown() {
  PackageFiles files = TownPackage();
  files["lists/1/requirements.csv"] += "newcomer,fact,residence,text,no,\n";
  files["staff.csv"] +=
      "second_owner,RULE_OWNER,hall,,,,nb,\n"
      "second_adopter,ADOPTER,hall,,,,nb,\n"
      "welfare_head,UNIT_HEAD,,WELFARE,WEST,,nb,\n"
      "town_head,UNIT_HEAD,,TOWN,DESK,,nb,\n";
  return files;
}

class RulebookFixture : public OfficeFixture {
 protected:
  // List "1" is in force since January 2024; it is the morning of Monday, 4 March 2024.
  explicit RulebookFixture(const PackageFiles& package = LawTown())
      : OfficeFixture(package), package_(package) {}

  // Rows added to the end of files of list "1".
  using Added = std::map<std::string, std::string>;

  // The files of a list: list "1" with these rows added.
  v1::SaveDraftRequest FilesWith(const std::string& version, const std::string& valid_from,
                                 const Added& added) {
    v1::SaveDraftRequest request;
    request.set_version(version);
    const auto add = [&](const std::string& file, std::string bytes) {
      auto* const out = request.add_files();
      out->set_path(TaskListPath(version, file));
      out->set_content(std::move(bytes));
    };
    add("list.csv",
        absl::StrCat("version,valid_from,resolution\n", version, ",", valid_from, ",\n"));
    for (const char* file : {"tasks.csv", "conditions.csv", "requirements.csv", "routing.csv"}) {
      std::string bytes = package_.at(TaskListPath("1", file));
      if (const auto found = added.find(file); found != added.end()) bytes += found->second;
      add(file, std::move(bytes));
    }
    for (const auto& [file, bytes] : added) {
      if (!package_.contains(TaskListPath("1", file))) add(file, bytes);
    }
    return request;
  }

  // Saves; fails the test where it is refused.
  v1::Draft Save(const v1::SaveDraftRequest& request, const std::string& who = "rule_owner") {
    const auto response = Call<v1::SaveDraftResponse>(who, request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->draft() : v1::Draft();
  }

  v1::Draft SaveWith(const std::string& version, const std::string& valid_from,
                     const Added& added) {
    return Save(FilesWith(version, valid_from, added));
  }

  // A request about the draft as it is now.
  template <class Request>
  static Request Of(const v1::Draft& draft) {
    Request request;
    request.set_version(draft.version());
    if constexpr (requires { request.set_revision(1); }) request.set_revision(draft.revision());
    return request;
  }

  absl::StatusOr<v1::CheckDraftResponse> TryCheck(const v1::Draft& draft) {
    return Call<v1::CheckDraftResponse>("rule_owner", Of<v1::CheckDraftRequest>(draft));
  }

  v1::Draft Check(const v1::Draft& draft) {
    const auto response = TryCheck(draft);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->draft() : draft;
  }

  absl::StatusOr<v1::OpenHearingResponse> TryHear(
      const v1::Draft& draft, const std::string& to,
      const std::map<std::string, v1::PartyKind>& kinds = {}) {
    auto request = Of<v1::OpenHearingRequest>(draft);
    request.set_hearing_to(to);
    for (const auto& [agency, kind] : kinds) {
      request.add_parties()->set_agency(agency);
      request.mutable_parties(request.parties_size() - 1)->set_kind(kind);
    }
    return Call<v1::OpenHearingResponse>("rule_owner", request);
  }

  // Checks and hears.
  v1::Draft Hear(const v1::Draft& draft, const std::string& to,
                 const std::map<std::string, v1::PartyKind>& kinds = {}) {
    const auto response = TryHear(Check(draft), to, kinds);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->draft() : draft;
  }

  absl::StatusOr<v1::RecordPositionResponse> Say(const std::string& who, const v1::Draft& draft,
                                                 v1::Position position,
                                                 const std::string& sentence = "") {
    auto request = Of<v1::RecordPositionRequest>(draft);
    request.set_position(position);
    request.set_sentence(sentence);
    return Call<v1::RecordPositionResponse>(who, request);
  }

  // Every party consents, by its own system.
  v1::Draft Consent(v1::Draft draft) {
    const v1::Draft asked = draft;
    for (const auto& party : asked.parties()) {
      const auto response = Say(party.agency(), draft, v1::POSITION_CONSENT);
      EXPECT_THAT(response, IsOk()) << party.agency();
      if (response.ok()) draft = response->draft();
    }
    return draft;
  }

  absl::StatusOr<v1::AdoptDraftResponse> TryAdopt(const v1::Draft& draft,
                                                  const std::string& who = "adopter") {
    auto request = Of<v1::AdoptDraftRequest>(draft);
    request.set_minutes("Council 12/24");
    return Call<v1::AdoptDraftResponse>(who, request);
  }

  v1::Draft Adopt(const v1::Draft& draft) {
    const auto response = TryAdopt(draft);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->draft() : draft;
  }

  // The whole way, with everybody's consent.
  v1::Draft MakeLaw(const v1::Draft& draft) { return Adopt(Consent(Hear(draft, "2024-03-10"))); }

  v1::Draft GetDraft(const std::string& version, const std::string& who = "auditor") {
    v1::GetDraftRequest request;
    request.set_version(version);
    const auto response = Call<v1::GetDraftResponse>(who, request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->draft() : v1::Draft();
  }

  // Codes of the parties between spaces.
  static std::string PartiesOf(const v1::Draft& draft) {
    std::string codes;
    for (const auto& party : draft.parties()) absl::StrAppend(&codes, party.agency(), " ");
    return codes;
  }

  // The version by which a case of that task is classified now.
  std::string VersionFor(const std::string& task) {
    return Register("clerk", Matter(task)).classification().list_version();
  }

  void PassTo(const std::string& local) { Pass(Local(local) - clock().Now()); }

 private:
  const PackageFiles package_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_RULEBOOK_RULEBOOK_FIXTURE_H_
