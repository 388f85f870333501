// The business receipts of one file drop: new ones are listed, those that the office took are laid
// aside, and beside the others stands why they were not taken. A receipt that an agency corrects
// is new. One thread at a time.
#ifndef SKRANKE_SERVICES_FORWARDING_FILE_DROP_RECEIPTS_H_
#define SKRANKE_SERVICES_FORWARDING_FILE_DROP_RECEIPTS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/forwarding/file_drop_folder.h"
#include "services/forwarding/file_drop_receipt.h"

namespace skranke {

class FileDropReceipts {
 public:
  // `endpoint` is "dir:/path" (file_drop_link.h). Errors are those of FileDropFolder::Open, or
  // INVALID_ARGUMENT for another endpoint.
  static absl::StatusOr<FileDropReceipts> Open(const std::string& endpoint);

  // At most `most`, in the order of their names. A faulty file gets its .error and is not listed;
  // nor is one that was refused before and has not changed. Listed again until it is settled or
  // refused.
  absl::StatusOr<std::vector<BusinessReceipt>> FindNew(size_t most) const;

  // The office took it. One that has changed since it was listed stays: it is new.
  absl::Status Settle(const BusinessReceipt& receipt) const;

  // The office does not take it, and never will as it is.
  absl::Status Refuse(const BusinessReceipt& receipt, const absl::Status& why) const {
    return folder_.Refuse(receipt.file, receipt.bytes, why);
  }

 private:
  explicit FileDropReceipts(FileDropFolder folder) : folder_(std::move(folder)) {}

  FileDropFolder folder_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_FILE_DROP_RECEIPTS_H_
