// An event log as XES (IEEE 1849), piece by piece: well-formed XML whatever stands in the texts.
// Pure functions; any thread.
//
//   text = XesBegin("Town") + XesTraceBegin({{"concept:name", "f3a1"}}) + XesEvent(event) + ... +
//          XesTraceEnd() + XesEnd()
#ifndef SKRANKE_SERVICES_SUPERVISION_XES_H_
#define SKRANKE_SERVICES_SUPERVISION_XES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace skranke {

// A text attribute: key and value.
using XesText = std::pair<absl::string_view, std::string>;

struct XesEventRecord {
  std::string name;        // concept:name
  std::string transition;  // lifecycle:transition, of the standard's model
  std::string group;       // org:group; empty: none
  absl::Time time;         // time:timestamp
  std::vector<XesText> further;
};

// The text inside an attribute's quotes: markup is escaped; what XML 1.0 has no character for, and
// broken UTF-8, becomes U+FFFD.
std::string XesEscape(absl::string_view text);

std::string XesBegin(absl::string_view log_name);
std::string XesTraceBegin(const std::vector<XesText>& attributes);
std::string XesEvent(const XesEventRecord& event);
std::string XesTraceEnd();
std::string XesEnd();

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_XES_H_
