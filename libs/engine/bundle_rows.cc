#include "libs/engine/bundle_rows.h"

#include <string>

#include "libs/base/status_macros.h"
#include "libs/engine/keys.h"

namespace skranke {
namespace {

using storage::v1::BundleRecord;

// As a case's row of the same document.
std::string DocumentRowKey(const BundleRecord& bundle, const std::string& document_key) {
  std::string key = DocumentPrefix(document_key);
  AppendInstant(bundle.receive_us(), key);
  AppendNumber(bundle.number(), key);
  return key;
}

absl::Status DropDocumentRows(uint64_t number, Overlay& overlay) {
  SKRANKE_ASSIGN_OR_RETURN(const auto stored, overlay.Get(Table::kMeta, BundleKey(number)));
  BundleRecord before;
  if (stored.has_value() && !before.ParseFromString(*stored)) {
    return absl::DataLossError("a stored life event cannot be read");
  }
  for (const std::string& document_key : before.document_keys()) {
    overlay.Delete(Table::kIndex, DocumentRowKey(before, document_key));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status PutBundle(const storage::v1::Event& event, Overlay& overlay) {
  if (!event.has_bundle_saved()) return absl::OkStatus();
  const BundleRecord& bundle = event.bundle_saved().bundle();
  SKRANKE_RETURN_IF_ERROR(DropDocumentRows(bundle.number(), overlay));
  for (const std::string& document_key : bundle.document_keys()) {
    overlay.Put(Table::kIndex, DocumentRowKey(bundle, document_key), "");
  }
  overlay.Put(Table::kMeta, BundleKey(bundle.number()), bundle.SerializeAsString());
  return absl::OkStatus();
}

}  // namespace skranke
