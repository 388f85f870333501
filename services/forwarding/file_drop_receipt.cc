#include "services/forwarding/file_drop_receipt.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <initializer_list>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/file_name.h"
#include "libs/base/hex.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "libs/base/utf8.h"
#include "libs/rpc/client/message_zip.h"

namespace skranke {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

// A case number as it is printed (libs/casework/case_name.h).
constexpr size_t kCaseNumberBytes = 11;
// Of the 64 hex digits of a hash, so many tell one receipt from another in a request_id.
constexpr size_t kTellingDigits = 40;

absl::Status Bad(absl::string_view fault) {
  return ReasonError(absl::StatusCode::kInvalidArgument, "BAD_RECEIPT",
                     absl::StrCat("the receipt ", fault));
}

absl::StatusOr<Struct> ParseObject(absl::string_view bytes) {
  if (bytes.size() > kReceiptBytesMax) return Bad("is too large");
  if (!IsValidUtf8(bytes)) return Bad("is not UTF-8");
  Struct object;
  // Its error would repeat what stands there.
  const std::string json(bytes);
  if (!google::protobuf::util::JsonStringToMessage(json, &object).ok()) {
    return Bad("is no JSON object");
  }
  return object;
}

absl::Status CheckFields(const Struct& object, absl::string_view place,
                         std::initializer_list<absl::string_view> known) {
  for (const auto& [name, value] : object.fields()) {
    if (std::find(known.begin(), known.end(), absl::string_view(name)) != known.end()) continue;
    return FieldError(place.empty() ? "receipt" : place, "has a field that is not known");
  }
  return absl::OkStatus();
}

// Empty where there is none.
absl::StatusOr<std::string> Text(const Struct& object, const std::string& name,
                                 size_t max_bytes = kCodeBytesMax) {
  const auto found = object.fields().find(name);
  if (found == object.fields().end()) return std::string();
  if (found->second.kind_case() != Value::kStringValue) return FieldError(name, "must be a text");
  SKRANKE_RETURN_IF_ERROR(CheckTextField(name, found->second.string_value(), max_bytes));
  return found->second.string_value();
}

absl::StatusOr<std::string> Hash(const Struct& object) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string digits, Text(object, "sha256"));
  const std::string hash = FromHex(digits).value_or(std::string());
  if (hash.size() != kSha256Bytes) return FieldError("sha256", "must be 64 hexadecimal digits");
  return hash;
}

bool IsMessageId(absl::string_view id) {
  const size_t first = id.find('.'), last = id.rfind('.');
  if (first != kCaseNumberBytes || last <= first + 1 || last + 1 == id.size()) return false;
  const auto number = id.substr(0, first), sequence = id.substr(last + 1);
  return std::all_of(number.begin(), number.end(), absl::ascii_isalnum) &&
         std::none_of(number.begin(), number.end(), absl::ascii_islower) &&
         std::all_of(sequence.begin(), sequence.end(), absl::ascii_isdigit);
}

absl::StatusOr<std::string> MessageId(const Struct& object, const ReceiptName& name) {
  SKRANKE_ASSIGN_OR_RETURN(std::string id, Text(object, "message_id", kMessageIdBytesMax));
  if (!IsMessageId(id)) return FieldError("message_id", "is no message's");
  if (FileNameOf(id) != name.message) {
    return FieldError("message_id", "is not the message that the file is named after");
  }
  return id;
}

// The receipt of that name, if it is of one of these kinds.
absl::StatusOr<ReceiptName> NameOf(absl::string_view file,
                                   std::initializer_list<ReceiptKind> kinds) {
  const auto name = ParseReceiptName(file);
  const bool known =
      name.has_value() && std::find(kinds.begin(), kinds.end(), name->kind) != kinds.end();
  if (!known) return Bad("has a name that such receipts do not have");
  return *name;
}

std::string RequestIdOf(absl::string_view file, absl::string_view bytes) {
  const std::string hash = ToHex(Sha256(absl::StrCat(file, "\n", bytes)));
  return absl::StrCat("file-drop-", hash.substr(0, kTellingDigits));
}

std::string CaseOf(absl::string_view message_id) {
  return absl::StrCat("cases/", message_id.substr(0, kCaseNumberBytes));
}

absl::StatusOr<v1::AcceptCaseRequest> Accept(const Struct& object) {
  SKRANKE_RETURN_IF_ERROR(CheckFields(object, "", {"message_id", "agency_case_number"}));
  v1::AcceptCaseRequest request;
  SKRANKE_ASSIGN_OR_RETURN(*request.mutable_agency_case_number(),
                           Text(object, "agency_case_number", kIdentifierBytesMax));
  return request;
}

absl::StatusOr<v1::ReturnCode> Code(const Struct& object) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string text, Text(object, "code"));
  v1::ReturnCode code = v1::RETURN_CODE_UNSPECIFIED;
  if (!v1::ReturnCode_Parse(absl::StrCat("RETURN_CODE_", text), &code) ||
      code == v1::RETURN_CODE_UNSPECIFIED) {
    return FieldError("code", "is no code of a return");
  }
  return code;
}

absl::StatusOr<v1::Receiver> ProposedOwner(const Value& value) {
  if (value.kind_case() != Value::kStructValue) {
    return FieldError("proposed_owner", "must be an object");
  }
  const Struct& object = value.struct_value();
  SKRANKE_RETURN_IF_ERROR(CheckFields(object, "proposed_owner", {"agency", "unit"}));
  v1::Receiver owner;
  SKRANKE_ASSIGN_OR_RETURN(*owner.mutable_agency(), Text(object, "agency"));
  SKRANKE_ASSIGN_OR_RETURN(*owner.mutable_unit(), Text(object, "unit"));
  if (owner.agency().empty()) return FieldError("proposed_owner.agency", "must be given");
  return owner;
}

absl::StatusOr<v1::ReturnCaseRequest> Return(const Struct& object) {
  SKRANKE_RETURN_IF_ERROR(
      CheckFields(object, "", {"message_id", "code", "sentence", "proposed_owner"}));
  v1::ReturnCaseRequest request;
  SKRANKE_ASSIGN_OR_RETURN(const v1::ReturnCode code, Code(object));
  request.set_code(code);
  SKRANKE_ASSIGN_OR_RETURN(*request.mutable_sentence(), Text(object, "sentence", kReasonBytesMax));
  SKRANKE_RETURN_IF_ERROR(CheckRequiredTextField("sentence", request.sentence(), kReasonBytesMax));
  const auto owner = object.fields().find("proposed_owner");
  if (owner == object.fields().end()) return request;
  SKRANKE_ASSIGN_OR_RETURN(*request.mutable_proposed_owner(), ProposedOwner(owner->second));
  return request;
}

// What an outcome is stands in the clear: it is a code, and no place for words.
absl::StatusOr<v1::CloseCaseRequest> Close(const Struct& object) {
  SKRANKE_RETURN_IF_ERROR(
      CheckFields(object, "", {"message_id", "outcome", "sentence", "referred_to"}));
  v1::CloseCaseRequest request;
  SKRANKE_ASSIGN_OR_RETURN(*request.mutable_outcome(), Text(object, "outcome"));
  if (request.outcome().empty()) return FieldError("outcome", "must be given");
  SKRANKE_RETURN_IF_ERROR(CheckUpperCode("outcome", request.outcome()));
  SKRANKE_ASSIGN_OR_RETURN(*request.mutable_referred_to(),
                           Text(object, "referred_to", kNameBytesMax));
  return request;
}

// One that is there says something.
absl::StatusOr<std::string> ClosingSentence(const Struct& object) {
  if (!object.fields().contains("sentence")) return std::string();
  SKRANKE_ASSIGN_OR_RETURN(std::string sentence, Text(object, "sentence", kReasonBytesMax));
  SKRANKE_RETURN_IF_ERROR(CheckRequiredTextField("sentence", sentence, kReasonBytesMax));
  return sentence;
}

template <typename Request>
BusinessReceipt Complete(absl::string_view file, absl::string_view bytes, std::string message_id,
                         Request request) {
  request.set_request_id(RequestIdOf(file, bytes));
  request.set_name(CaseOf(message_id));
  return {.file = std::string(file),
          .bytes = std::string(bytes),
          .message_id = std::move(message_id),
          .request = std::move(request)};
}

}  // namespace

absl::optional<ReceiptName> ParseReceiptName(absl::string_view file) {
  if (!absl::ConsumeSuffix(&file, ".json")) return absl::nullopt;
  ReceiptName name{.kind = ReceiptKind::kTransport};
  if (absl::ConsumeSuffix(&file, ".accept")) {
    name.kind = ReceiptKind::kAccept;
  } else if (absl::ConsumeSuffix(&file, ".refuse")) {
    name.kind = ReceiptKind::kRefusal;
  } else if (absl::ConsumeSuffix(&file, ".return")) {
    name.kind = ReceiptKind::kReturn;
  } else if (absl::ConsumeSuffix(&file, ".close")) {
    name.kind = ReceiptKind::kClose;
  }
  if (file.empty()) return absl::nullopt;
  name.message = std::string(file);
  return name;
}

absl::StatusOr<TransportReceipt> ParseTransportReceipt(absl::string_view file,
                                                       absl::string_view bytes) {
  SKRANKE_ASSIGN_OR_RETURN(const ReceiptName name, NameOf(file, {ReceiptKind::kTransport}));
  SKRANKE_ASSIGN_OR_RETURN(const Struct object, ParseObject(bytes));
  SKRANKE_RETURN_IF_ERROR(CheckFields(object, "", {"message_id", "sha256"}));
  TransportReceipt receipt;
  SKRANKE_ASSIGN_OR_RETURN(receipt.message_id, MessageId(object, name));
  SKRANKE_ASSIGN_OR_RETURN(receipt.sha256, Hash(object));
  return receipt;
}

absl::StatusOr<Refusal> ParseRefusal(absl::string_view file, absl::string_view bytes) {
  SKRANKE_RETURN_IF_ERROR(NameOf(file, {ReceiptKind::kRefusal}).status());
  SKRANKE_ASSIGN_OR_RETURN(const Struct object, ParseObject(bytes));
  SKRANKE_RETURN_IF_ERROR(CheckFields(object, "", {"sha256", "reason"}));
  SKRANKE_RETURN_IF_ERROR(Text(object, "reason", kReasonBytesMax).status());
  Refusal refusal;
  SKRANKE_ASSIGN_OR_RETURN(refusal.sha256, Hash(object));
  return refusal;
}

absl::StatusOr<BusinessReceipt> ParseBusinessReceipt(absl::string_view file,
                                                     absl::string_view bytes) {
  SKRANKE_ASSIGN_OR_RETURN(
      const ReceiptName name,
      NameOf(file, {ReceiptKind::kAccept, ReceiptKind::kReturn, ReceiptKind::kClose}));
  SKRANKE_ASSIGN_OR_RETURN(const Struct object, ParseObject(bytes));
  SKRANKE_ASSIGN_OR_RETURN(std::string id, MessageId(object, name));
  if (name.kind == ReceiptKind::kAccept) {
    SKRANKE_ASSIGN_OR_RETURN(auto request, Accept(object));
    return Complete(file, bytes, std::move(id), std::move(request));
  }
  if (name.kind == ReceiptKind::kClose) {
    SKRANKE_ASSIGN_OR_RETURN(auto request, Close(object));
    SKRANKE_ASSIGN_OR_RETURN(std::string sentence, ClosingSentence(object));
    BusinessReceipt receipt = Complete(file, bytes, std::move(id), std::move(request));
    receipt.sentence = std::move(sentence);
    return receipt;
  }
  SKRANKE_ASSIGN_OR_RETURN(auto request, Return(object));
  return Complete(file, bytes, std::move(id), std::move(request));
}

}  // namespace skranke
