// That a receiver has a document's bytes, whichever way they went to it. Any thread.
#ifndef SKRANKE_SERVICES_FRONTDESK_DOCUMENT_RECEIPT_H_
#define SKRANKE_SERVICES_FRONTDESK_DOCUMENT_RECEIPT_H_

#include <cstdint>
#include <string>

#include "libs/engine/engine.h"

namespace skranke {

// Keeps, by a command of the system, that who has the case by that hand-over has all bytes of the
// document with that key. Does not wait; what the engine refuses is logged, for the bytes are there
// all the same.
void KeepDocumentReceipt(Engine* engine, uint64_t number, uint32_t handover,
                         const std::string& key);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_DOCUMENT_RECEIPT_H_
