#include "libs/store/stored_documents.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/store/document_reader.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;

constexpr char kStored[] = "stored";

}  // namespace

absl::StatusOr<std::vector<std::string>> StoredDocuments(const std::string& dir) {
  std::vector<std::string> names;
  std::error_code error;
  const fs::path stored = fs::path(dir) / kStored;
  if (!fs::exists(stored, error)) return names;
  fs::recursive_directory_iterator at(stored, error);
  while (!error && at != fs::recursive_directory_iterator()) {
    if (!at->is_directory(error)) names.push_back(at->path().filename().string());
    if (!error) at.increment(error);
  }
  if (error) {
    return absl::UnavailableError(absl::StrCat("cannot list ", dir, ": ", error.message()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

absl::StatusOr<DocumentHeader> CheckStoredDocument(const std::string& dir,
                                                   const std::string& name) {
  SKRANKE_ASSIGN_OR_RETURN(const auto reader,
                           DocumentReader::Open(absl::StrCat(dir, "/", StoredDocumentPath(name))));
  SKRANKE_RETURN_IF_ERROR(reader->CheckRest());
  return reader->header();
}

std::string StoredDocumentPath(const std::string& name) {
  return absl::StrCat(kStored, "/", name.substr(0, 2), "/", name);
}

}  // namespace skranke
