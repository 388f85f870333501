// The way to an agency by what its endpoint says (libs/directory/endpoint.h): gRPC, webhook or file
// drop. What an agency fetches or is printed for it needs no way.
#ifndef SKRANKE_SERVICES_FORWARDING_DIAL_ENDPOINT_H_
#define SKRANKE_SERVICES_FORWARDING_DIAL_ENDPOINT_H_

#include "libs/base/clock.h"
#include "services/forwarding/agency_link.h"
#include "services/forwarding/file_drop_link.h"
#include "services/forwarding/webhook_link.h"

namespace skranke {

struct DialParts {
  // Signs webhooks with the installation's key.
  SignPost sign;
  // Has to outlive every link.
  const Clock* clock = nullptr;
  HttpOptions http;
  FileDropOptions file_drop;
};

// The value may be copied; any thread.
DialAgency DialByEndpoint(DialParts parts);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_DIAL_ENDPOINT_H_
