// The documents that travel in a message's ZIP: those of its case whose bytes have a hash. Who gets
// a ZIP gets all of them or no ZIP. Pure functions; threads may call them at the same time.
#ifndef SKRANKE_SERVICES_FORWARDING_MESSAGE_DOCUMENTS_H_
#define SKRANKE_SERVICES_FORWARDING_MESSAGE_DOCUMENTS_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/zip_file.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

// All bytes of the document with that hash. NOT_FOUND where they are not here; DATA_LOSS where they
// are damaged. Waits for the disk.
using ReadDocument = std::function<absl::StatusOr<std::string>(const std::string& sha256)>;

// Which documents a message brings, and by which hand-over.
struct CarriedDocuments {
  // cases/{case}.
  std::string name;
  std::string handover_id;
  // 32 bytes each, each once.
  std::vector<std::string> sha256s;
};

// Nothing where the message carries no case, or none that was handed over.
CarriedDocuments DocumentsCarriedBy(const v1::ReceiveRequest& message);

// One file a document, named after its place in the case's list, its code and its kind:
// "001-payslip.pdf". The first that cannot be had is an error that names its place:
// FAILED_PRECONDITION (DOCUMENT_ELSEWHERE) where nobody has brought its bytes; DATA_LOSS
// (DOCUMENT_DAMAGED); RESOURCE_EXHAUSTED (MESSAGE_TOO_LARGE) where they do not fit into one ZIP,
// before more are read.
absl::StatusOr<std::vector<ZipEntry>> ReadDocumentsOf(const v1::ReceiveRequest& message,
                                                      const ReadDocument& read);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_MESSAGE_DOCUMENTS_H_
