// One message to an agency as one ZIP: what a file drop carries (docs/agencies.md is for
// agencies).
//
//   case.json         the skranke.v1.ReceiveRequest in Protobuf's JSON
//   documents/NAME    its documents, in the order of their names
//   SHA256SUMS        SHA-256 of all the others, as `sha256sum -c` reads it
//
// The same message and documents give the same bytes, so a second attempt doubles nothing. Pure
// functions; threads may call them at the same time.
#ifndef SKRANKE_LIBS_RPC_CLIENT_MESSAGE_ZIP_H_
#define SKRANKE_LIBS_RPC_CLIENT_MESSAGE_ZIP_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/zip_file.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

struct MessageZip {
  v1::ReceiveRequest message;
  // `name` is without "documents/": one part of IsZipName, in small letters, so that no two are
  // one where letters' sizes do not count. Make it of number and code
  // ("001-birth_certificate.pdf"), not of a title: names stand in errors.
  std::vector<ZipEntry> documents;
};

// INVALID_ARGUMENT (BAD_MESSAGE_ZIP) for a document's name that is not as above or stands twice;
// RESOURCE_EXHAUSTED (MESSAGE_TOO_LARGE) above kCaseJsonBytesMax and kMessageZipBytesMax.
absl::StatusOr<std::string> PackMessage(MessageZip content);

// What PackMessage packed; fields of case.json that are not known yet are passed over, as gRPC
// does. INVALID_ARGUMENT (BAD_ZIP, BAD_MESSAGE_ZIP), naming the file, for everything else: a file
// that is missing or too many, another order, a hash that differs, a case.json that is no message.
// OUT_OF_RANGE above the limits, before anything is read.
absl::StatusOr<MessageZip> UnpackMessage(absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_MESSAGE_ZIP_H_
