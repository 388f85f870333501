// How an agency is reached, as the text of its endpoint says:
//
//   HOST:PORT              messages are pushed by gRPC
//   https://HOST/PATH      by POST (a webhook); http: only to this machine
//   dir:/PATH              laid into a folder of this machine
//   paper:                 printed
//   empty                  the agency fetches its cases
//
// Pure functions; any thread.
#ifndef SKRANKE_LIBS_DIRECTORY_ENDPOINT_H_
#define SKRANKE_LIBS_DIRECTORY_ENDPOINT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace skranke {

enum class EndpointKind { kPull, kGrpc, kWebhook, kFileDrop, kPaper };

inline constexpr char kPaperEndpoint[] = "paper:";

// How long a message may lie in a folder before its agency counts as away: a night's job that came
// late. Source: design.
inline constexpr absl::Duration kFileDropHold = absl::Hours(26);

// What a checked text means.
EndpointKind KindOfEndpoint(absl::string_view endpoint);

// INVALID_ARGUMENT whose message ends the sentence "the endpoint …" where nobody can be reached so.
// It never repeats the text: a URL's query may hold a secret.
absl::Status CheckEndpoint(absl::string_view endpoint);

// INVALID_ARGUMENT, the same way, where it is no plain mail address (RFC 5321) in ASCII: one that
// stands in a header as it is.
absl::Status CheckMailAddress(absl::string_view address);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_ENDPOINT_H_
