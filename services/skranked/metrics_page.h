// The Prometheus page of an installation, on an HTTP port of its own. Figures only: no names, no
// cases, nothing of a person.
#ifndef SKRANKE_SERVICES_SKRANKED_METRICS_PAGE_H_
#define SKRANKE_SERVICES_SKRANKED_METRICS_PAGE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/skranked/office_server.h"

namespace skranke {

class MetricsPage {
 public:
  // Serves /metrics at HOST:PORT. The server has to outlive it.
  // FAILED_PRECONDITION (CANNOT_LISTEN).
  static absl::StatusOr<std::unique_ptr<MetricsPage>> Serve(const std::string& listen,
                                                            OfficeServer* office);
  ~MetricsPage();

 private:
  struct Parts;
  explicit MetricsPage(std::unique_ptr<Parts> parts);

  const std::unique_ptr<Parts> parts_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SKRANKED_METRICS_PAGE_H_
