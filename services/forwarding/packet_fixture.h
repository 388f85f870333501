// A message to print, and a printed packet read again by poppler's pdftotext. For tests alone.
#ifndef SKRANKE_SERVICES_FORWARDING_PACKET_FIXTURE_H_
#define SKRANKE_SERVICES_FORWARDING_PACKET_FIXTURE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "services/forwarding/packet.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

// A hand-over with something in every field that is printed.
v1::ReceiveRequest PacketMessage();
PacketOptions NorwegianPacket();

// The text of each page in reading order, page by page behind form feeds. Crashes where pdftotext
// is not installed or does not read it.
std::string TextOfPdf(absl::string_view pdf);
int PagesOf(absl::string_view text);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_PACKET_FIXTURE_H_
