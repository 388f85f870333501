#include "libs/store/document_header.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"

namespace skranke {
namespace {

constexpr absl::string_view kMagic = "SKRDOC1\n";
constexpr size_t kSchemeAt = 8;
constexpr size_t kSizeAt = 16;
constexpr size_t kHashAt = 24;

void AppendNumber(uint64_t number, int bytes, std::string& out) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(number >> shift));
  }
}

uint64_t NumberAt(absl::string_view bytes, size_t place, size_t size) {
  uint64_t number = 0;
  for (const char byte : bytes.substr(place, size)) {
    number = number << 8 | static_cast<unsigned char>(byte);
  }
  return number;
}

}  // namespace

std::string WriteDocumentHeader(const DocumentHeader& header) {
  std::string bytes(kMagic);
  AppendNumber(0, 8, bytes);
  AppendNumber(header.size, 8, bytes);
  bytes += header.sha256;
  bytes.resize(kDocumentHeaderBytes);
  return bytes;
}

absl::StatusOr<DocumentHeader> ReadDocumentHeader(absl::string_view bytes) {
  if (bytes.size() < kDocumentHeaderBytes || !absl::StartsWith(bytes, kMagic)) {
    return absl::DataLossError("a document's file does not begin as one");
  }
  if (const uint64_t scheme = NumberAt(bytes, kSchemeAt, 4); scheme != 0) {
    return ReasonError(absl::StatusCode::kUnimplemented, "SEALED_DOCUMENT",
                       absl::StrCat("the document is sealed by scheme ", scheme,
                                    ", which this build cannot open"));
  }
  return DocumentHeader{.size = NumberAt(bytes, kSizeAt, 8),
                        .sha256 = std::string(bytes.substr(kHashAt, kSha256Bytes))};
}

}  // namespace skranke
