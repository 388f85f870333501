// What lies under a directory of documents (document_files.h), looked at from outside: for who
// verifies it. Makes and changes nothing. Pure functions of the disk; any thread.
#ifndef SKRANKE_LIBS_STORE_STORED_DOCUMENTS_H_
#define SKRANKE_LIBS_STORE_STORED_DOCUMENTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/store/document_header.h"

namespace skranke {

// The names of all documents that are stored there, in their order; none where there is no
// directory. What the file system says.
absl::StatusOr<std::vector<std::string>> StoredDocuments(const std::string& dir);

// Reads every byte of the document. NOT_FOUND where it is not there; DATA_LOSS (DOCUMENT_DAMAGED)
// where the bytes do not have the length or the hash that their header gives.
absl::StatusOr<DocumentHeader> CheckStoredDocument(const std::string& dir, const std::string& name);

// Where the document lies, seen from the directory.
std::string StoredDocumentPath(const std::string& name);

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_STORED_DOCUMENTS_H_
