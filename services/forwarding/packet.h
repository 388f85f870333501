// A message to an agency on paper, as a PDF: for an agency without any system. Its reference code
// (packet_code.h) stands on it large, as QR, and on a receipt to cut off; whoever gets the receipt
// back registers the acceptance by that code. Pure; threads may call it at the same time.
#ifndef SKRANKE_SERVICES_FORWARDING_PACKET_H_
#define SKRANKE_SERVICES_FORWARDING_PACKET_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

struct PacketOptions {
  // BCP 47; nb, nn, da, sv, fi, and English for any other.
  std::string language;
  // What the codes in the message are called; empty prints the code alone.
  std::string office_name;
  std::string task_name;
  std::string receiver_name;
  // Whether the paper names the receiving unit: the counter is told the agency, never a unit.
  bool names_unit = false;
  // Whose days and hours are printed.
  absl::TimeZone zone = absl::UTCTimeZone();
  // When it was made: the same message, options and fonts give the same bytes.
  absl::Time made;
};

// INVALID_ARGUMENT (INVALID_FIELD message_id) if the message has no id of a case;
// FAILED_PRECONDITION (NO_FONT) where no font is installed; INTERNAL where drawing fails.
// What citizens wrote is printed as it is, without characters that would turn the line about.
absl::StatusOr<std::string> RenderPacket(const v1::ReceiveRequest& message,
                                         const PacketOptions& options);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_PACKET_H_
