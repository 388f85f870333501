#include "services/forwarding/file_drop_folder.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/hex.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/message_zip.h"
#include "services/forwarding/file_drop_receipt.h"

namespace skranke {
namespace {

// A note has one line for each content that a message had; more than this are no retries.
constexpr size_t kSumsBytesMax = 1024 * 1024;
// An .error is one sentence of ours.
constexpr size_t kErrorFileBytesMax = 64 * 1024;
constexpr char kError[] = ".error";

std::string ZipOf(const std::string& message) { return absl::StrCat(message, ".zip"); }
std::string SumsOf(const std::string& message) { return absl::StrCat(".", message, ".sums"); }

// The first line of an .error, by which it belongs to one content.
std::string Mark(absl::string_view bytes) {
  return absl::StrCat("sha256 ", ToHex(Sha256(bytes)), "\n");
}

// Empty where there is none yet.
absl::StatusOr<std::string> ReadSums(const Folder& out, const std::string& message) {
  auto sums = out.Read(SumsOf(message), kSumsBytesMax);
  if (absl::IsNotFound(sums.status())) return std::string();
  return sums;
}

bool HasLine(absl::string_view text, absl::string_view line) {
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

absl::StatusOr<FileDropFolder> FileDropFolder::Open(const std::string& path) {
  SKRANKE_ASSIGN_OR_RETURN(const Folder root, Folder::Open(path));
  SKRANKE_ASSIGN_OR_RETURN(Folder out, root.Sub("OUT"));
  SKRANKE_ASSIGN_OR_RETURN(Folder receipts, root.Sub("RECEIPTS"));
  SKRANKE_ASSIGN_OR_RETURN(Folder done, receipts.Make("done"));
  return FileDropFolder(std::move(out), std::move(receipts), std::move(done));
}

absl::Status FileDropFolder::Lay(const std::string& message, absl::string_view zip) const {
  const std::string hash = ToHex(Sha256(zip));
  SKRANKE_ASSIGN_OR_RETURN(std::string sums, ReadSums(out_, message));
  if (sums.empty()) SKRANKE_RETURN_IF_ERROR(SettleStale(message));
  // Before the ZIP: its receipt may come at once.
  if (!HasLine(sums, hash)) {
    SKRANKE_RETURN_IF_ERROR(out_.Write(SumsOf(message), absl::StrCat(sums, hash, "\n")));
  }
  const auto there = out_.Read(ZipOf(message), kMessageZipBytesMax);
  if (there.ok() && *there == zip) return absl::OkStatus();
  return out_.Write(ZipOf(message), zip);
}

// An agency that looked just before the ZIP was taken away has written one more receipt. It must
// not acknowledge a later message of that id (redelivery), which may have the very same bytes.
absl::Status FileDropFolder::SettleStale(const std::string& message) const {
  for (const char* kind : {".json", ".refuse.json"}) {
    const std::string file = absl::StrCat(message, kind);
    if (receipts_.Has(file)) SKRANKE_RETURN_IF_ERROR(Settle(file));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> FileDropFolder::WasLaid(const std::string& message,
                                             absl::string_view sha256) const {
  SKRANKE_ASSIGN_OR_RETURN(const std::string sums, ReadSums(out_, message));
  return HasLine(sums, ToHex(sha256));
}

absl::Status FileDropFolder::Clear(const std::string& message) const {
  SKRANKE_RETURN_IF_ERROR(out_.Remove(ZipOf(message)));
  return out_.Remove(SumsOf(message));
}

absl::StatusOr<std::vector<std::string>> FileDropFolder::Receipts() const {
  SKRANKE_ASSIGN_OR_RETURN(auto names, receipts_.Names(std::numeric_limits<size_t>::max()));
  names.erase(std::remove_if(names.begin(), names.end(),
                             [](const auto& name) { return absl::EndsWith(name, kError); }),
              names.end());
  return names;
}

absl::StatusOr<std::string> FileDropFolder::ReadReceipt(const std::string& file) const {
  return receipts_.Read(file, kReceiptBytesMax);
}

absl::Status FileDropFolder::Settle(const std::string& file) const {
  SKRANKE_RETURN_IF_ERROR(receipts_.Move(file, done_));
  return receipts_.Remove(absl::StrCat(file, kError));
}

absl::Status FileDropFolder::Refuse(const std::string& file, absl::string_view bytes,
                                    const absl::Status& why) const {
  if (WasRefused(file, bytes)) return absl::OkStatus();
  const std::string field = FieldOf(why);
  return receipts_.Write(
      absl::StrCat(file, kError),
      absl::StrCat(Mark(bytes), field, field.empty() ? "" : ": ", why.message(), "\n"));
}

bool FileDropFolder::WasRefused(const std::string& file, absl::string_view bytes) const {
  const auto error = receipts_.Read(absl::StrCat(file, kError), kErrorFileBytesMax);
  return error.ok() && absl::StartsWith(*error, Mark(bytes));
}

}  // namespace skranke
