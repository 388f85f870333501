// Requests that tests of a whole office make, and made-up people to make them. For tests alone;
// threads may call these at the same time.
#ifndef SKRANKE_TESTS_OFFICE_MATTERS_H_
#define SKRANKE_TESTS_OFFICE_MATTERS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/office/town_package.h"

namespace skranke {

// The method that takes that request: "/skranke.v1.FrontDeskService/GetCase".
// Crashes where there is none.
std::string MethodTaking(const google::protobuf::Descriptor& request);

// The i-th synthetic Norwegian number, unprotected, the same on every machine.
std::string SyntheticNumber(int i);

// A matter of that task, told at the counter by the person with that number.
v1::RegisterCaseRequest Matter(absl::string_view task, absl::string_view person = kOpenPerson);

// Adds everything that the list requires of a passport.
v1::RegisterCaseRequest WholePassport(absl::string_view person = kOpenPerson);

// A matter of every task of the town and of one that it has not; each also sent on as it is.
std::vector<v1::RegisterCaseRequest> EveryKindOfMatter();

}  // namespace skranke

#endif  // SKRANKE_TESTS_OFFICE_MATTERS_H_
