// The folder that an agency reaches by SFTP. OUT and RECEIPTS must be there: where a disk is not
// mounted, nothing is laid under it. Names that begin with '.' are not finished and nobody else's.
//
//   OUT/MESSAGE.zip               a message, until it is receipted
//   OUT/.MESSAGE.sums             SHA-256 of every ZIP that was laid for it, a line each
//   RECEIPTS/MESSAGE.json …       what the agency writes (file_drop_receipt.h)
//   RECEIPTS/RECEIPT.error        why that receipt was not taken
//   RECEIPTS/done/                receipts that were
//
// A value that holds open folders; threads may share it.
#ifndef SKRANKE_SERVICES_FORWARDING_FILE_DROP_FOLDER_H_
#define SKRANKE_SERVICES_FORWARDING_FILE_DROP_FOLDER_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/folder.h"

namespace skranke {

class FileDropFolder {
 public:
  // NOT_FOUND where the folder, OUT or RECEIPTS is not there; the system's error where it is
  // closed.
  static absl::StatusOr<FileDropFolder> Open(const std::string& path);

  // Lays a message so that it is there whole or not at all. What lies there already stays as it
  // is; another content replaces it.
  absl::Status Lay(const std::string& message, absl::string_view zip) const;

  // Whether a ZIP with this hash (32 raw bytes) was laid for the message.
  absl::StatusOr<bool> WasLaid(const std::string& message, absl::string_view sha256) const;

  // Takes a receipted message away.
  absl::Status Clear(const std::string& message) const;

  // Names of receipts, whole or broken, in order.
  absl::StatusOr<std::vector<std::string>> Receipts() const;
  absl::StatusOr<std::string> ReadReceipt(const std::string& file) const;

  // Moves a receipt that was taken to done/, and its .error away.
  absl::Status Settle(const std::string& file) const;
  // Writes beside the receipt why it was not taken, for the agency's eyes, unless that is there.
  absl::Status Refuse(const std::string& file, absl::string_view bytes,
                      const absl::Status& why) const;
  // Whether just these bytes were refused already: only another content is looked at again.
  bool WasRefused(const std::string& file, absl::string_view bytes) const;

 private:
  FileDropFolder(Folder out, Folder receipts, Folder done)
      : out_(std::move(out)), receipts_(std::move(receipts)), done_(std::move(done)) {}

  absl::Status SettleStale(const std::string& message) const;

  Folder out_;
  Folder receipts_;
  Folder done_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_FILE_DROP_FOLDER_H_
