// gzip (RFC 1952), whole texts at a time. Pure; any thread.
#ifndef SKRANKE_LIBS_GATEWAY_GZIP_H_
#define SKRANKE_LIBS_GATEWAY_GZIP_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

// Inflates, also several members behind each other, and stops as soon as there are more than `most`
// bytes: a kilobyte can hold a megabyte.
// INVALID_ARGUMENT (BAD_ENCODING) for what is no gzip, or is cut off.
// RESOURCE_EXHAUSTED (MESSAGE_TOO_LARGE).
absl::StatusOr<std::string> Gunzip(absl::string_view bytes, size_t most);

std::string Gzip(absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_GZIP_H_
