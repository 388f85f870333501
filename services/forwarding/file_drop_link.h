// A way to an agency that fetches its messages as files, by SFTP say: "dir:/path"
// (file_drop_folder.h says what lies there).
//
// The receipt file is the acknowledgement, not the ZIP: a file that nobody has fetched is not
// delivered. Until it comes, the call stays under way, whatever timeout it was given, so that the
// agency is not taken for away and as many messages lie in the folder as its row allows in flight.
//
//   MESSAGE.json with a hash that was laid   OK; message and receipt leave the folder
//   MESSAGE.refuse.json with such a hash     INVALID_ARGUMENT (FILE_DROP_REFUSED), counted as a try
//   no receipt within `hold`                 UNAVAILABLE (NOT_RECEIPTED), which counts against
//                                            nobody; the message goes on lying there
//   the endpoint is another (GiveUp)         UNAVAILABLE (HUNG_UP); what lies there is taken away
//   folder not there, disk full or broken    UNAVAILABLE (FILE_DROP_AWAY)
//   a message that cannot be packed          INVALID_ARGUMENT, RESOURCE_EXHAUSTED
//                                            (libs/rpc/client/message_zip.h)
//   a document that is not to be had         the error of message_documents.h; no ZIP is laid
//
// The same message again lies there once. An office that crashes between a receipt and recording it
// lays the message again, and the agency receipts it again, as it does over gRPC.
#ifndef SKRANKE_SERVICES_FORWARDING_FILE_DROP_LINK_H_
#define SKRANKE_SERVICES_FORWARDING_FILE_DROP_LINK_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/directory/endpoint.h"
#include "services/forwarding/agency_link.h"
#include "services/forwarding/message_documents.h"

namespace skranke {

struct FileDropOptions {
  // How often receipts are looked for. Source: design; far within the shortest accept deadline.
  absl::Duration look_every = absl::Seconds(2);
  // How long a message may lie before its agency counts as away.
  absl::Duration hold = kFileDropHold;
  // Where documents' bytes come from. Without it no message with documents goes out.
  ReadDocument read_document = nullptr;
  // Is told which documents the agency has receipted with a ZIP, before the message counts as
  // acknowledged: so a crash between the two loses neither.
  std::function<void(const CarriedDocuments&)> documents_taken = nullptr;
};

// Whether an agency's endpoint is such a folder, and its path.
bool IsFileDrop(absl::string_view endpoint);
std::string FileDropPath(absl::string_view endpoint);

// Disk work and every `done` are on a thread of the link's own (a WorkerPool has none that wakes by
// itself to look). The destructor ends what is under way with UNAVAILABLE (HUNG_UP) at once.
std::unique_ptr<AgencyLink> DialFileDrop(const std::string& endpoint, FileDropOptions options = {});

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_FILE_DROP_LINK_H_
