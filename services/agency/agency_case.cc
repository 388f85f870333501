// A stored case. DO NOT CHANGE: it is on disk.
//
//   sequence   8 bytes, big-endian
//   item       skranke.v1.WorkItem
#include "services/agency/agency_case.h"

#include <utility>

namespace skranke {
namespace {

constexpr size_t kNumberBytes = 8;

void Arrive(const v1::Case& citizen_case, const std::string& handover_id, const std::string& token,
            v1::WorkItem& item) {
  const std::string own_number = item.citizen_case().agency_case_number();
  *item.mutable_citizen_case() = citizen_case;
  item.mutable_citizen_case()->set_agency_case_number(own_number);
  item.set_handover_id(handover_id);
  item.mutable_lease()->set_token(token);
}

// State and etag stay: a message may be older than what the agency itself did since.
void Replenish(const v1::Case& citizen_case, v1::WorkItem& item) {
  const v1::Case known = item.citizen_case();
  *item.mutable_citizen_case() = citizen_case;
  item.mutable_citizen_case()->set_agency_case_number(known.agency_case_number());
  item.mutable_citizen_case()->set_state(known.state());
  item.mutable_citizen_case()->set_etag(known.etag());
}

void Leave(const std::string& handover_id, v1::State state, AgencyCase& agency_case) {
  if (agency_case.item.handover_id() != handover_id) return;
  agency_case = WithoutHandover(std::move(agency_case));
  agency_case.item.mutable_citizen_case()->set_state(state);
}

}  // namespace

AgencyCase AfterMessage(AgencyCase after, const v1::ReceiveRequest& message) {
  after.sequence = message.sequence();
  switch (message.body_case()) {
    case v1::ReceiveRequest::kHandover: {
      const auto& handover = message.handover();
      Arrive(handover.citizen_case(), handover.handover_id(), handover.handover_token(),
             after.item);
      break;
    }
    case v1::ReceiveRequest::kReopening: {
      const auto& reopening = message.reopening();
      Arrive(reopening.citizen_case(), reopening.handover_id(), reopening.handover_token(),
             after.item);
      break;
    }
    case v1::ReceiveRequest::kSupplement:
      if (after.is_ours()) Replenish(message.supplement().citizen_case(), after.item);
      break;
    case v1::ReceiveRequest::kCorrection:
      if (after.is_ours()) Replenish(message.correction().citizen_case(), after.item);
      break;
    case v1::ReceiveRequest::kRecall:
      Leave(message.recall().handover_id(), v1::STATE_UNSPECIFIED, after);
      break;
    case v1::ReceiveRequest::kWithdrawal:
      Leave(message.withdrawal().handover_id(), v1::STATE_WITHDRAWN, after);
      break;
    // What it reminds of is here already.
    case v1::ReceiveRequest::kReminder:
    case v1::ReceiveRequest::BODY_NOT_SET:
      break;
  }
  return after;
}

AgencyCase AfterReply(AgencyCase after, const v1::Case& shown) {
  Arrive(shown, after.item.handover_id(), after.item.lease().token(), after.item);
  return after;
}

AgencyCase WithoutHandover(AgencyCase before) {
  AgencyCase after{.sequence = before.sequence};
  after.item.mutable_citizen_case()->set_name(before.item.citizen_case().name());
  after.item.mutable_citizen_case()->set_agency_case_number(
      before.item.citizen_case().agency_case_number());
  return after;
}

std::string HandoverBrought(const v1::ReceiveRequest& message) {
  if (message.has_handover()) return message.handover().handover_id();
  return message.reopening().handover_id();
}

std::string EncodeCase(const AgencyCase& agency_case) {
  return EncodeNumber(agency_case.sequence) + agency_case.item.SerializeAsString();
}

absl::StatusOr<AgencyCase> DecodeCase(absl::string_view bytes) {
  AgencyCase agency_case{.sequence = DecodeNumber(bytes.substr(0, kNumberBytes))};
  const bool whole = bytes.size() >= kNumberBytes &&
                     agency_case.item.ParseFromString(std::string(bytes.substr(kNumberBytes)));
  if (!whole) return absl::DataLossError("a stored case cannot be read");
  return agency_case;
}

std::string EncodeNumber(uint64_t number) {
  std::string bytes(kNumberBytes, '\0');
  for (size_t i = 0; i < kNumberBytes; ++i) {
    bytes[kNumberBytes - 1 - i] = static_cast<char>(number >> (8 * i));
  }
  return bytes;
}

uint64_t DecodeNumber(absl::string_view bytes) {
  if (bytes.size() != kNumberBytes) return 0;
  uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace skranke
