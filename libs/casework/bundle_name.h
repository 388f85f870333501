// The name of a life event: bundles/7K3MQ2XD9BT, a number as case_name.h writes it. Pure functions;
// any thread.
#ifndef SKRANKE_LIBS_CASEWORK_BUNDLE_NAME_H_
#define SKRANKE_LIBS_CASEWORK_BUNDLE_NAME_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

// "bundles/7K3MQ2XD9BT".
std::string FormatBundleName(uint64_t number);

// Reads that, with what ParseCaseName forgives. INVALID_ARGUMENT (INVALID_FIELD) for `field`.
absl::StatusOr<uint64_t> ParseBundleName(absl::string_view name, absl::string_view field);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_BUNDLE_NAME_H_
