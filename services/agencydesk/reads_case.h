// What a verb about one case has to read before it is judged. Any thread.
#ifndef SKRANKE_SERVICES_AGENCYDESK_READS_CASE_H_
#define SKRANKE_SERVICES_AGENCYDESK_READS_CASE_H_

#include "libs/casework/case_name.h"
#include "libs/casework/view.h"

namespace skranke {

// The case that the request names; nothing where the name is none, which judging then refuses.
template <typename Request>
ReadSet ReadsCase(const Request& request) {
  ReadSet reads;
  const auto number = ParseCaseName(request.name(), "name");
  if (number.ok()) reads.cases.push_back(*number);
  return reads;
}

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCYDESK_READS_CASE_H_
