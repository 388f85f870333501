// What an agency writes back into a file drop, one JSON object a file. MESSAGE is the name that its
// ZIP had, without ".zip"; message_id stands in the ZIP's case.json.
//
//   MESSAGE.json         {"message_id": …, "sha256": …}   transport: that ZIP is stored
//   MESSAGE.refuse.json  {"sha256": …, "reason": …}       transport: that ZIP is not taken, and why
//   MESSAGE.accept.json  {"message_id": …, "agency_case_number": …}   business: it is ours
//   MESSAGE.return.json  {"message_id": …, "code": "NOT_OURS", "sentence": …,
//                         "proposed_owner": {"agency": …, "unit": …}}   business: it is not
//   MESSAGE.close.json   {"message_id": …, "outcome": "GRANTED", "sentence": …,
//                         "referred_to": …}               business: it is ended, and with what
//
// agency_case_number, proposed_owner and the unit in it, and the sentence of a close may be left
// out; referred_to goes with the outcome REFERRED_EXTERNAL. Nothing else may stand there. Pure
// functions; threads may call them at the same time.
#ifndef SKRANKE_SERVICES_FORWARDING_FILE_DROP_RECEIPT_H_
#define SKRANKE_SERVICES_FORWARDING_FILE_DROP_RECEIPT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/variant.h"
#include "skranke/v1/agency_desk.pb.h"

namespace skranke {

enum class ReceiptKind { kTransport, kRefusal, kAccept, kReturn, kClose };

struct ReceiptName {
  ReceiptKind kind;
  // The name of the message's files (libs/rpc/client/message_zip.h).
  std::string message;
};

// Nothing if no receipt has such a name.
absl::optional<ReceiptName> ParseReceiptName(absl::string_view file);

struct TransportReceipt {
  std::string message_id;
  // 32 raw bytes.
  std::string sha256;
};

struct Refusal {
  // 32 raw bytes.
  std::string sha256;
};

struct BusinessReceipt {
  // The file's name and what stands in it.
  std::string file;
  std::string bytes;
  std::string message_id;
  // With the case's name and a request_id that follows from the file, so that the same file read
  // twice is one command. etag and token are for who knows the hand-over that the message brought.
  absl::variant<v1::AcceptCaseRequest, v1::ReturnCaseRequest, v1::CloseCaseRequest> request;
  // Of a close alone: the decision in a sentence, if there is one.
  std::string sentence = {};
};

// INVALID_ARGUMENT (BAD_RECEIPT) if the file is no JSON object or has no name of such a receipt;
// INVALID_ARGUMENT (INVALID_FIELD) for a field that is missing, unknown or not as it must be.
// Errors repeat nothing but names of fields.
absl::StatusOr<TransportReceipt> ParseTransportReceipt(absl::string_view file,
                                                       absl::string_view bytes);
// The reason is for the people of both sides: it is nowhere kept but in the file.
absl::StatusOr<Refusal> ParseRefusal(absl::string_view file, absl::string_view bytes);
absl::StatusOr<BusinessReceipt> ParseBusinessReceipt(absl::string_view file,
                                                     absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_FILE_DROP_RECEIPT_H_
