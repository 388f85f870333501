// Cases as people read them on a terminal. Where no `now` is given it is this machine's. Safe from
// any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_SHOW_CASE_H_
#define SKRANKE_TOOLS_SKRANKE_SHOW_CASE_H_

#include <google/protobuf/repeated_ptr_field.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

// `agency/unit`, or the one of them that there is.
std::string OwnerText(absl::string_view authority, absl::string_view unit);

// "document birth_certificate, consent passport of other_guardian".
std::string MissingText(const google::protobuf::RepeatedPtrField<v1::Requirement>& missing);

// Everything about one case, a line each; what is left of its limits as of `now`.
std::string ShowCase(const v1::Case& citizen_case, absl::Time now);
std::string ShowCase(const v1::Case& citizen_case);

// What the clerk tells the citizen.
std::string ShowAnswer(const v1::CounterAnswer& answer);

// One case a line.
std::string ShowCases(const google::protobuf::RepeatedPtrField<v1::Case>& cases);
// The same of what nobody has accepted, with its time and who has been told that it is over.
std::string ShowUnaccepted(const google::protobuf::RepeatedPtrField<v1::Case>& cases);
std::string ShowOpenCases(const google::protobuf::RepeatedPtrField<v1::OpenCase>& cases);

// Any reply with a case, and with an answer to the citizen.
template <class Response>
std::string ShowCaseReply(const Response& response) {
  return ShowCase(response.citizen_case());
}
template <class Response>
std::string ShowAnswerReply(const Response& response) {
  return absl::StrCat(ShowCase(response.citizen_case()), "\n", ShowAnswer(response.answer()));
}

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_SHOW_CASE_H_
