#include "tools/skranke/request_field.h"

#include <google/protobuf/descriptor.h>

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/bundle.pb.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/field_text.h"
#include "tools/skranke/time_text.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::pair<std::string, std::string> FirstPart(absl::string_view path) {
  return absl::StrSplit(path, absl::MaxSplits('.', 1));
}

template <class Value>
absl::Status Take(const absl::StatusOr<Value>& value, Message& target) {
  if (value.ok()) target.CopyFrom(*value);
  return value.status();
}

absl::StatusOr<google::protobuf::Timestamp> ParseTimestamp(absl::string_view text,
                                                           const ZoneSource& zone) {
  const absl::StatusOr<absl::Time> instant = ParseInstant(text);
  if (instant.ok()) return ToTimestamp(*instant);
  SKRANKE_ASSIGN_OR_RETURN(const absl::TimeZone local, zone());
  SKRANKE_ASSIGN_OR_RETURN(const absl::Time time, ParseLocalTime(text, local));
  return ToTimestamp(time);
}

absl::Status ParseMessage(absl::string_view text, const ZoneSource& zone, Message& target) {
  const std::string& type = target.GetDescriptor()->full_name();
  if (type == "google.protobuf.Timestamp") return Take(ParseTimestamp(text, zone), target);
  if (type == "skranke.v1.Fact") return Take(ParseFact(text), target);
  if (type == "skranke.v1.Document") return Take(ParseDocument(text), target);
  if (type == "skranke.v1.Attestation") return Take(ParseAttestation(text), target);
  if (type == "skranke.v1.StatedConsent") return Take(ParseConsent(text), target);
  if (type == "skranke.v1.Receiver") return Take(ParseReceiver(text), target);
  if (type == "skranke.v1.ExternalReference") return Take(ParseExternalReference(text), target);
  return UsageError(absl::StrCat("a ", type, " cannot be given as text"));
}

bool NamesCase(const FieldDescriptor& field) {
  return field.name() == "name" || field.name() == "citizen_case";
}

// A name of a life event's request is one of a life event.
std::string NameText(const Message& message, absl::string_view text) {
  const bool of_bundle =
      message.GetDescriptor()->file() == v1::GetBundleRequest::descriptor()->file();
  return of_bundle ? BundleName(text) : CaseName(text);
}

template <class Number>
absl::StatusOr<Number> ParseNumber(absl::string_view text) {
  Number number = 0;
  if (absl::SimpleAtoi(text, &number)) return number;
  return UsageError("must be a whole number");
}

absl::Status SetScalar(Message& message, const FieldDescriptor& field, absl::string_view text) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.is_repeated()) {
        reflection.AddString(&message, &field, std::string(text));
      } else {
        reflection.SetString(&message, &field,
                             NamesCase(field) ? NameText(message, text) : std::string(text));
      }
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(&message, &field, text == "true");
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_ENUM: {
      SKRANKE_ASSIGN_OR_RETURN(const int number, EnumNumber(*field.enum_type(), text));
      reflection.SetEnumValue(&message, &field, number);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_UINT64: {
      SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseNumber<uint64_t>(text));
      reflection.SetUInt64(&message, &field, number);
      return absl::OkStatus();
    }
    default:
      return UsageError(absl::StrCat(field.name(), " cannot be given as text"));
  }
}

}  // namespace

absl::Status SetField(Message& message, absl::string_view path, absl::string_view text,
                      const ZoneSource& zone) {
  const auto [name, rest] = FirstPart(path);
  const auto& reflection = *message.GetReflection();
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    return SetScalar(message, *field, text);
  }
  if (field->is_repeated())
    return ParseMessage(text, zone, *reflection.AddMessage(&message, field));
  Message& inner = *reflection.MutableMessage(&message, field);
  return rest.empty() ? ParseMessage(text, zone, inner) : SetField(inner, rest, text, zone);
}

const FieldDescriptor* FindField(const Descriptor& type, absl::string_view path) {
  const auto [name, rest] = FirstPart(path);
  const FieldDescriptor* field = type.FindFieldByName(name);
  if (field == nullptr || rest.empty()) return field;
  const bool inner = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_repeated();
  return inner ? FindField(*field->message_type(), rest) : nullptr;
}

std::string TextField(const Message& message, const std::string& name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
}

}  // namespace skranke
