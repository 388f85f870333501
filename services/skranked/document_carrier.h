// Documents on their way out in files: the link to an agency knows no engine, so the installation
// gives it their bytes and keeps its receipts. Threads may share what is given.
#ifndef SKRANKE_SERVICES_SKRANKED_DOCUMENT_CARRIER_H_
#define SKRANKE_SERVICES_SKRANKED_DOCUMENT_CARRIER_H_

#include "libs/engine/documents.h"
#include "libs/engine/engine.h"
#include "services/forwarding/file_drop_link.h"

namespace skranke {

// The options with where documents come from and who is told that they were taken. Engine and
// documents have to outlive every link.
FileDropOptions WithDocuments(FileDropOptions options, Engine* engine, const Documents* documents);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SKRANKED_DOCUMENT_CARRIER_H_
