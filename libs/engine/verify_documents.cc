#include "libs/engine/verify_documents.h"

#include <algorithm>
#include <limits>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/base/hex.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/installation.h"
#include "libs/engine/documents.h"
#include "libs/engine/snapshot.h"
#include "libs/store/stored_documents.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

absl::Status Damaged(const std::string& name, absl::string_view how) {
  return ReasonError(absl::StatusCode::kDataLoss, "DOCUMENT_DAMAGED",
                     absl::StrCat(StoredDocumentPath(name), ": ", how));
}

// Reads the document and counts it.
absl::Status CheckOne(const Snapshot& snapshot, const InstallationKey& key, const std::string& dir,
                      const std::string& name, DocumentFigures& figures) {
  const auto header = CheckStoredDocument(dir, name);
  if (!header.ok()) return Damaged(name, header.status().message());
  if (DocumentFileName(key, header->sha256) != name) {
    return Damaged(name, "holds another document than its name says");
  }
  ++figures.stored;
  SKRANKE_ASSIGN_OR_RETURN(const bool held,
                           snapshot.IsDocumentHeld(snapshot.DocumentKey(header->sha256)));
  if (!held) ++figures.orphans;
  return absl::OkStatus();
}

bool WasFetched(const CaseState& c, const std::string& document_key) {
  const auto& receipts = c.document_receipts();
  return std::any_of(receipts.begin(), receipts.end(),
                     [&](const auto& receipt) { return receipt.document_key() == document_key; });
}

// `stored` is in order.
absl::Status CheckCase(const CaseState& c, const std::vector<std::string>& stored,
                       DocumentFigures& figures) {
  for (const std::string& document_key : c.document_keys()) {
    const std::string name = ToHex(document_key);
    if (std::binary_search(stored.begin(), stored.end(), name)) continue;
    const std::string which =
        absl::StrCat(FormatCaseName(c.number()), ": ", StoredDocumentPath(name));
    if (WasFetched(c, document_key)) {
      return ReasonError(absl::StatusCode::kDataLoss, "DOCUMENT_LOST",
                         absl::StrCat(which, ": was fetched from here and is gone"));
    }
    ++figures.missing;
    if (figures.missing_named.size() < kMissingNamedMax) figures.missing_named.push_back(which);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DocumentFigures> VerifyDocuments(const Store& store, const InstallationKey& key,
                                                const std::string& dir) {
  const Snapshot snapshot(0, absl::InfinitePast(), std::make_shared<const Installation>(),
                          store.Snapshot(), &key);
  DocumentFigures figures;
  SKRANKE_ASSIGN_OR_RETURN(const auto stored, StoredDocuments(dir));
  for (const std::string& name : stored) {
    SKRANKE_RETURN_IF_ERROR(CheckOne(snapshot, key, dir, name, figures));
  }
  absl::Status checked;
  SKRANKE_RETURN_IF_ERROR(
      snapshot.ScanCases(0, std::numeric_limits<uint64_t>::max(), [&](const CaseState& c) {
        checked = CheckCase(c, stored, figures);
        return checked.ok();
      }));
  SKRANKE_RETURN_IF_ERROR(checked);
  return figures;
}

}  // namespace skranke
