#include "services/forwarding/message_documents.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/content_type.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/message_zip.h"
#include "services/forwarding/message_case.h"

namespace skranke {
namespace {

constexpr char kNoCode[] = "document";

// By which people's programs know what to open a file with.
absl::string_view EndingOf(absl::string_view content_type) {
  static constexpr struct {
    absl::string_view type, ending;
  } kEndings[] = {
      {"application/pdf", "pdf"},
      {"application/vnd.oasis.opendocument.graphics", "odg"},
      {"application/vnd.oasis.opendocument.presentation", "odp"},
      {"application/vnd.oasis.opendocument.spreadsheet", "ods"},
      {"application/vnd.oasis.opendocument.text", "odt"},
      {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"},
      {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
      {"application/xml", "xml"},
      {"application/zip", "zip"},
      {"image/gif", "gif"},
      {"image/jpeg", "jpg"},
      {"image/png", "png"},
      {"image/tiff", "tif"},
      {"image/webp", "webp"},
      {"message/rfc822", "eml"},
      {"text/plain", "txt"},
  };
  for (const auto& row : kEndings) {
    if (row.type == content_type) return row.ending;
  }
  return "bin";
}

// Of a code what may stand in a file's name on every system (message_zip.h).
std::string PlainCode(absl::string_view code) {
  std::string plain;
  for (const char c : code) {
    if (absl::ascii_isalnum(c) || c == '_' || c == '-') plain.push_back(absl::ascii_tolower(c));
  }
  return plain.empty() ? kNoCode : plain;
}

std::string FileName(int place, absl::string_view code, absl::string_view bytes) {
  const absl::string_view tail =
      bytes.substr(bytes.size() - std::min(bytes.size(), kContentTailBytes));
  return absl::StrFormat("%03d-%s.%s", place, PlainCode(code),
                         EndingOf(ContentTypeOf(bytes.substr(0, kContentHeadBytes), tail)));
}

// In words that may be logged: a title tells of the citizen, a place in a list does not.
absl::Status NotToBeHad(int place, const absl::Status& why) {
  if (absl::IsNotFound(why)) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "DOCUMENT_ELSEWHERE",
                       absl::StrCat("document ", place,
                                    " of the case: its bytes are not here, only its hash; bring "
                                    "them, and the message goes out"));
  }
  return ReasonError(why.code(), ReasonOf(why),
                     absl::StrCat("document ", place, " of the case: ", why.message()));
}

absl::Status TooLarge(int place) {
  return ReasonError(absl::StatusCode::kResourceExhausted, "MESSAGE_TOO_LARGE",
                     absl::StrCat("with document ", place, " of the case the message has over ",
                                  kMessageZipBytesMax, " bytes"));
}

}  // namespace

CarriedDocuments DocumentsCarriedBy(const v1::ReceiveRequest& message) {
  const v1::Case& c = CaseIn(message);
  CarriedDocuments carried{.name = c.name()};
  if (c.handovers().empty()) return carried;
  carried.handover_id = c.handovers(c.handovers_size() - 1).handover_id();
  for (const v1::Document& document : c.documents()) {
    auto& known = carried.sha256s;
    if (document.sha256().empty()) continue;
    if (std::find(known.begin(), known.end(), document.sha256()) != known.end()) continue;
    known.push_back(document.sha256());
  }
  return carried;
}

absl::StatusOr<std::vector<ZipEntry>> ReadDocumentsOf(const v1::ReceiveRequest& message,
                                                      const ReadDocument& read) {
  std::vector<ZipEntry> files;
  size_t all = 0;
  const v1::Case& c = CaseIn(message);
  for (int i = 0; i < c.documents_size(); ++i) {
    // Without a hash nobody has ever had its bytes: the case says that it exists, on paper.
    if (c.documents(i).sha256().empty()) continue;
    auto bytes = read(c.documents(i).sha256());
    if (!bytes.ok()) return NotToBeHad(i + 1, bytes.status());
    all += bytes->size();
    if (all > kMessageZipBytesMax) return TooLarge(i + 1);
    std::string name = FileName(i + 1, c.documents(i).code(), *bytes);
    files.push_back({.name = std::move(name), .bytes = *std::move(bytes)});
  }
  return files;
}

}  // namespace skranke
