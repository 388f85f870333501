// Whether a host is this machine: what may go there without encryption, and where a development
// mode may listen. Pure; threads may call it at the same time.
#ifndef SKRANKE_LIBS_BASE_LOOPBACK_H_
#define SKRANKE_LIBS_BASE_LOOPBACK_H_

#include "absl/strings/string_view.h"

namespace skranke {

// Whether the host is localhost, [::1] or an IPv4 address of 127/8 (RFC 1122, section 3.2.1.3). A
// name that begins like such an address is another machine's.
bool IsLoopbackHost(absl::string_view host);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_LOOPBACK_H_
