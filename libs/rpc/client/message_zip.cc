#include "libs/rpc/client/message_zip.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/hex.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

constexpr char kCaseJson[] = "case.json";
constexpr char kDocuments[] = "documents/";
constexpr char kSums[] = "SHA256SUMS";
// Beside the documents.
constexpr size_t kOtherFiles = 2;

absl::Status Bad(absl::string_view file, absl::string_view fault) {
  return ReasonError(absl::StatusCode::kInvalidArgument, "BAD_MESSAGE_ZIP",
                     absl::StrCat(file, ": ", fault));
}

absl::Status TooLarge(absl::string_view file, size_t bytes, size_t most) {
  return ReasonError(absl::StatusCode::kResourceExhausted, "MESSAGE_TOO_LARGE",
                     absl::StrCat(file, ": has ", bytes, " bytes; at most ", most, " are sent"));
}

// The file's name in the ZIP.
std::string PathOf(const ZipEntry& document) { return absl::StrCat(kDocuments, document.name); }

bool IsDocumentName(absl::string_view name) {
  const bool small = std::none_of(name.begin(), name.end(), absl::ascii_isupper);
  return small && !absl::StrContains(name, '/') && IsZipName(absl::StrCat(kDocuments, name));
}

absl::StatusOr<std::string> CaseJson(const v1::ReceiveRequest& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) {
    return Bad(kCaseJson, "the message cannot be written as JSON");
  }
  return json;
}

absl::StatusOr<v1::ReceiveRequest> ParseCaseJson(const std::string& json) {
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  v1::ReceiveRequest message;
  // Its error would repeat what the citizen stated.
  if (!google::protobuf::util::JsonStringToMessage(json, &message, options).ok()) {
    return Bad(kCaseJson, "is no skranke.v1.ReceiveRequest");
  }
  return message;
}

std::string SumsOf(const std::vector<ZipEntry>& files) {
  std::string sums;
  for (const ZipEntry& file : files) {
    absl::StrAppend(&sums, ToHex(Sha256(file.bytes)), "  ", file.name, "\n");
  }
  return sums;
}

absl::Status CheckDocuments(const std::vector<ZipEntry>& documents) {
  for (size_t i = 0; i < documents.size(); ++i) {
    const ZipEntry& document = documents[i];
    if (!IsDocumentName(document.name)) {
      return Bad(absl::StrCat("document ", i + 1), "has a name that documents do not have");
    }
    if (i > 0 && documents[i - 1].name == document.name) return Bad(PathOf(document), "is twice");
    if (document.bytes.size() > kDocumentBytesMax) {
      return TooLarge(PathOf(document), document.bytes.size(), kDocumentBytesMax);
    }
  }
  return absl::OkStatus();
}

absl::Status CheckWhole(const std::vector<ZipEntry>& files) {
  if (files.empty() || files.front().name != kCaseJson) return Bad(kCaseJson, "is missing");
  if (files.size() < kOtherFiles || files.back().name != kSums) return Bad(kSums, "is missing");
  if (files.front().bytes.size() > kCaseJsonBytesMax) return Bad(kCaseJson, "is too large");
  for (size_t i = 1; i + 1 < files.size(); ++i) {
    absl::string_view name = files[i].name;
    if (!absl::ConsumePrefix(&name, kDocuments) || !IsDocumentName(name)) {
      return Bad(files[i].name, "does not belong there");
    }
    if (i > 1 && files[i - 1].name >= files[i].name) return Bad(files[i].name, "is out of order");
    if (files[i].bytes.size() > kDocumentBytesMax) return Bad(files[i].name, "is too large");
  }
  return absl::OkStatus();
}

// Line for line, so that the file at fault is named. The files come in the order of the lines.
absl::Status CheckSums(const std::vector<ZipEntry>& files, absl::string_view sums) {
  for (const ZipEntry& file : files) {
    const std::string line = SumsOf({file});
    const absl::string_view name = absl::string_view(line).substr(2 * kSha256Bytes);
    if (absl::ConsumePrefix(&sums, line)) continue;
    if (absl::StartsWith(absl::ClippedSubstr(sums, 2 * kSha256Bytes), name)) {
      return Bad(file.name, "is not as SHA256SUMS says");
    }
    return Bad(file.name, "is not the file that SHA256SUMS names there");
  }
  return sums.empty() ? absl::OkStatus() : Bad(kSums, "names a file that is missing");
}

}  // namespace

absl::StatusOr<std::string> PackMessage(MessageZip content) {
  std::sort(content.documents.begin(), content.documents.end(),
            [](const ZipEntry& a, const ZipEntry& b) { return a.name < b.name; });
  SKRANKE_RETURN_IF_ERROR(CheckDocuments(content.documents));
  std::vector<ZipEntry> files(1, {.name = kCaseJson});
  SKRANKE_ASSIGN_OR_RETURN(files[0].bytes, CaseJson(content.message));
  if (files[0].bytes.size() > kCaseJsonBytesMax) {
    return TooLarge(kCaseJson, files[0].bytes.size(), kCaseJsonBytesMax);
  }
  for (ZipEntry& document : content.documents) {
    files.push_back({.name = PathOf(document), .bytes = std::move(document.bytes)});
  }
  std::string sums = SumsOf(files);
  files.push_back({.name = kSums, .bytes = std::move(sums)});
  SKRANKE_ASSIGN_OR_RETURN(std::string zip, WriteZip(files));
  if (zip.size() > kMessageZipBytesMax) {
    return TooLarge("the message", zip.size(), kMessageZipBytesMax);
  }
  return zip;
}

absl::StatusOr<MessageZip> UnpackMessage(absl::string_view bytes) {
  SKRANKE_ASSIGN_OR_RETURN(std::vector<ZipEntry> files,
                           ReadZip(bytes, kOtherFiles + kDocumentsPerCaseMax, kMessageZipBytesMax));
  SKRANKE_RETURN_IF_ERROR(CheckWhole(files));
  const std::string sums = std::move(files.back().bytes);
  files.pop_back();
  SKRANKE_RETURN_IF_ERROR(CheckSums(files, sums));
  MessageZip content;
  SKRANKE_ASSIGN_OR_RETURN(content.message, ParseCaseJson(files.front().bytes));
  for (size_t i = 1; i < files.size(); ++i) {
    files[i].name.erase(0, absl::string_view(kDocuments).size());
    content.documents.push_back(std::move(files[i]));
  }
  return content;
}

}  // namespace skranke
