// A town whose cases are corrected: the requests and what is looked at afterwards. For tests alone.
#ifndef SKRANKE_TESTS_OFFICE_CORRECTION_FIXTURE_H_
#define SKRANKE_TESTS_OFFICE_CORRECTION_FIXTURE_H_

#include <string>

#include "libs/casework/case_name.h"
#include "skranke/v1/correction.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {

class CorrectionFixture : public OfficeFixture {
 protected:
  using OfficeFixture::OfficeFixture;

  static v1::CorrectCaseRequest Correction(const v1::Case& citizen_case) {
    auto request = About<v1::CorrectCaseRequest>(citizen_case);
    request.set_reason("It was typed wrongly.");
    return request;
  }

  // The same with another applicant.
  static v1::CorrectCaseRequest OtherPerson(const v1::Case& citizen_case,
                                            absl::string_view number) {
    auto request = Correction(citizen_case);
    *request.mutable_parties() = Matter("aid", number).parties();
    return request;
  }

  // The same with one fact that was forgotten and decides nothing.
  static v1::CorrectCaseRequest WithChildren(const v1::Case& citizen_case) {
    auto request = Correction(citizen_case);
    request.add_facts()->set_name("children");
    request.mutable_facts(0)->set_number("2");
    return request;
  }

  absl::StatusOr<v1::CorrectCaseResponse> Correct(absl::string_view caller,
                                                  const v1::CorrectCaseRequest& request) {
    return Call<v1::CorrectCaseResponse>(caller, request);
  }

  // Corrects the case to that person, as it is now; fails the test where it is refused.
  v1::Case MoveTo(absl::string_view number, const v1::Case& citizen_case) {
    const auto response =
        Correct("clerk", OtherPerson(Get("auditor", citizen_case.name()), number));
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->citizen_case() : v1::Case();
  }

  // A supervisor puts the case with POLICE/PASS; as the counter sees it afterwards.
  v1::Case SendToPass(const v1::Case& citizen_case) {
    auto route = About<v1::RouteCaseRequest>(Get("supervisor", citizen_case.name()));
    route.mutable_receiver()->set_agency("POLICE");
    route.mutable_receiver()->set_unit("PASS");
    route.set_reason("It is theirs.");
    EXPECT_THAT(Call<v1::RouteCaseResponse>("supervisor", route), IsOk());
    return Get("clerk", citizen_case.name());
  }

  storage::v1::CaseState Stored(const v1::Case& citizen_case) {
    const uint64_t number = *ParseCaseName(citizen_case.name(), "name");
    return **server().engine().snapshot()->FindCase(number);
  }

  v1::GetCaseHistoryResponse History(absl::string_view caller, const v1::Case& citizen_case) {
    v1::GetCaseHistoryRequest request;
    request.set_name(citizen_case.name());
    const auto response = Call<v1::GetCaseHistoryResponse>(caller, request);
    EXPECT_THAT(response, IsOk()) << caller;
    return response.ok() ? *response : v1::GetCaseHistoryResponse();
  }

  // Judging it again gives what is stored.
  void ExpectSame(const v1::Case& citizen_case) {
    v1::ExplainCaseRequest request;
    request.set_name(citizen_case.name());
    const auto response = Call<v1::ExplainCaseResponse>("auditor", request);
    ASSERT_THAT(response, IsOk());
    EXPECT_TRUE(response->re_derived_same()) << response->DebugString();
  }

  int OpenCasesOf(absl::string_view number) {
    v1::FindOpenCasesRequest request;
    request.mutable_party()->mutable_person()->set_number(std::string(number));
    const auto response = Call<v1::FindOpenCasesResponse>("clerk", request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->open_cases_size() : -1;
  }

  bool IsAt(absl::string_view caller, const v1::Case& citizen_case) {
    v1::GetWorkItemRequest request;
    request.set_name(citizen_case.name());
    return Call<v1::GetWorkItemResponse>(caller, request).ok();
  }
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_OFFICE_CORRECTION_FIXTURE_H_
