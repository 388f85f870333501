// A small town's office package, as text: for tests alone. Threads may call it at the same time.
//
// Two offices (hall, branch), three agencies, a sorting and a protected unit, somebody in every
// role. Tasks of list "1":
//   copy      quick, nothing asked                pass      quick under a condition, requirements
//   newcomer  quick if a fact nobody asks for     aid       discretionary, by place
//   acute     acute, one hour to accept           form      discretionary, a document required
//   trade     discretionary, the only unit        dated     its receiver changes on 2024-04-01
//   orphan    owned by nobody
#ifndef SKRANKE_TESTS_OFFICE_TOWN_PACKAGE_H_
#define SKRANKE_TESTS_OFFICE_TOWN_PACKAGE_H_

#include "absl/strings/string_view.h"
#include "libs/directory/package.h"

namespace skranke {

// Synthetic Norwegian numbers (month + 80); the package knows the first two as protected.
inline constexpr char kProtectedPerson[] = "14837130140";
inline constexpr char kOtherProtectedPerson[] = "02898840320";
inline constexpr char kOpenPerson[] = "09819540400";

// Foreign test persons that the package lists.
inline constexpr char kSwedishPerson[] = "191212121212";
inline constexpr char kDanishPerson[] = "0707614285";

// The package with list "1", in force since 2024-01-01.
PackageFiles TownPackage();

// The same, but WELFARE is pushed to at `address`.
PackageFiles PushingTown(absl::string_view address);

// Adds list `version`, equal to list "1" but for its day and that `form` goes to TOWN/DESK.
void AddSecondList(PackageFiles& files, absl::string_view version, absl::string_view valid_from);

}  // namespace skranke

#endif  // SKRANKE_TESTS_OFFICE_TOWN_PACKAGE_H_
