#include "services/forwarding/file_drop_receipts.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/forwarding/file_drop_link.h"

namespace skranke {
namespace {

// The link reads these.
bool IsTransport(const std::string& file) {
  const auto name = ParseReceiptName(file);
  return name.has_value() &&
         (name->kind == ReceiptKind::kTransport || name->kind == ReceiptKind::kRefusal);
}

}  // namespace

absl::StatusOr<FileDropReceipts> FileDropReceipts::Open(const std::string& endpoint) {
  if (!IsFileDrop(endpoint)) return FieldError("endpoint", "is no file drop (dir:/path)");
  SKRANKE_ASSIGN_OR_RETURN(auto folder, FileDropFolder::Open(FileDropPath(endpoint)));
  return FileDropReceipts(std::move(folder));
}

absl::StatusOr<std::vector<BusinessReceipt>> FileDropReceipts::FindNew(size_t most) const {
  SKRANKE_ASSIGN_OR_RETURN(const auto files, folder_.Receipts());
  std::vector<BusinessReceipt> found;
  for (const std::string& file : files) {
    if (found.size() == most) break;
    if (IsTransport(file)) continue;
    const auto bytes = folder_.ReadReceipt(file);
    // One that is larger than receipts are is told so once; one that has just gone is no fault.
    const std::string content = bytes.value_or(std::string());
    if (absl::IsNotFound(bytes.status()) || folder_.WasRefused(file, content)) continue;
    auto receipt = bytes.ok() ? ParseBusinessReceipt(file, content)
                              : absl::StatusOr<BusinessReceipt>(bytes.status());
    if (receipt.ok()) {
      found.push_back(*std::move(receipt));
    } else {
      SKRANKE_RETURN_IF_ERROR(folder_.Refuse(file, content, receipt.status()));
    }
  }
  return found;
}

absl::Status FileDropReceipts::Settle(const BusinessReceipt& receipt) const {
  const auto bytes = folder_.ReadReceipt(receipt.file);
  const bool changed = absl::IsNotFound(bytes.status()) || (bytes.ok() && *bytes != receipt.bytes);
  return changed ? absl::OkStatus() : folder_.Settle(receipt.file);
}

}  // namespace skranke
