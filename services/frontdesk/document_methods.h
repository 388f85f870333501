// The rows of skranke.v1.DocumentService: documents' bytes in and out. Any thread.
#ifndef SKRANKE_SERVICES_FRONTDESK_DOCUMENT_METHODS_H_
#define SKRANKE_SERVICES_FRONTDESK_DOCUMENT_METHODS_H_

#include <vector>

#include "libs/engine/documents.h"
#include "libs/engine/engine.h"
#include "libs/rpc/method_table.h"

namespace skranke {

// Both outlive the methods.
std::vector<Method> DocumentMethods(Engine* engine, Documents* documents);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_DOCUMENT_METHODS_H_
