// The reference code of a printed packet, as people read it, say it and type it, and as a scanner
// types it: 7K3M-Q2XD-9BTA-4HRC.
//
// Sixteen of the 31 letters and digits of which none is taken for another (no 0 O 1 I L). Fifteen
// hold the case number and 24 bits of the message id's SHA-256, which tell the packets of one case
// apart; the last is a check character. 31 is a prime number and no two places weigh alike, so one
// wrong character, or any two that changed places, are always found. Pure functions; any thread.
#ifndef SKRANKE_SERVICES_FORWARDING_PACKET_CODE_H_
#define SKRANKE_SERVICES_FORWARDING_PACKET_CODE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

struct PacketCode {
  // The case's number (libs/casework/case_name.h): its messages are those that may be meant.
  uint64_t case_number = 0;
  uint32_t tag = 0;

  friend bool operator==(const PacketCode&, const PacketCode&) = default;
};

// With hyphens. INVALID_ARGUMENT (INVALID_FIELD message_id) if it names no case.
absl::StatusOr<std::string> FormatPacketCode(absl::string_view message_id);

// Reads it with or without hyphens and spaces, in small letters too.
// INVALID_ARGUMENT (INVALID_FIELD packet_code) if no packet has it.
absl::StatusOr<PacketCode> ParsePacketCode(absl::string_view text);

// Whether it is this message's.
bool IsPacketOf(const PacketCode& code, absl::string_view message_id);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_PACKET_CODE_H_
