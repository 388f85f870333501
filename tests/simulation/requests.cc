#include "tests/simulation/requests.h"

#include <cstdlib>

#include "google/protobuf/descriptor.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/clock.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/gap.pb.h"
#include "skranke/v1/outage.pb.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

const MethodDescriptor& MethodNamed(absl::string_view method) {
  for (const auto* file :
       {v1::GetCaseRequest::descriptor()->file(), v1::GetWorkItemRequest::descriptor()->file(),
        v1::ListDeadLettersRequest::descriptor()->file(),
        v1::StopClockRequest::descriptor()->file(), v1::AnnounceOutageRequest::descriptor()->file(),
        v1::ReconcileHoldingsRequest::descriptor()->file()}) {
    for (int s = 0; s < file->service_count(); ++s) {
      const auto* found = file->service(s)->FindMethodByName(std::string(ShortName(method)));
      if (found != nullptr) return *found;
    }
  }
  std::abort();
}

std::unique_ptr<Message> NewMessage(const Descriptor* type) {
  const Message* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type);
  return std::unique_ptr<Message>(prototype->New());
}

}  // namespace

std::unique_ptr<Message> NewRequest(absl::string_view method) {
  return NewMessage(MethodNamed(method).input_type());
}

std::unique_ptr<Message> NewReply(absl::string_view method) {
  return NewMessage(MethodNamed(method).output_type());
}

std::string TextIn(const Message& message, const std::string& field) {
  const FieldDescriptor* found = message.GetDescriptor()->FindFieldByName(field);
  const bool text =
      found != nullptr && found->type() == FieldDescriptor::TYPE_STRING && !found->is_repeated();
  return text ? message.GetReflection()->GetString(message, found) : "";
}

std::string NameIn(const Message& message) { return TextIn(message, "name"); }

absl::string_view ShortName(absl::string_view method) {
  return method.substr(method.rfind('/') + 1);
}

}  // namespace skranke
