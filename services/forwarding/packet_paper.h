// The pages of a printed packet: A4, a head with the code large and as QR, rows that go on over as
// many pages as they need, and at the foot of the first page a receipt to cut off. By cairo and
// pango, whose types stay in the .cc. One thread at a time; several papers may be made at once.
#ifndef SKRANKE_SERVICES_FORWARDING_PACKET_PAPER_H_
#define SKRANKE_SERVICES_FORWARDING_PACKET_PAPER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/forwarding/packet_words.h"

namespace skranke {

// What stands on every page.
struct PacketFrame {
  const PacketWords* words;
  std::string title;
  std::string office;
  // With hyphens.
  std::string code;
  // Whether the receiver has to accept or return something.
  bool asks = false;
  // The document's creation date, so that the same packet has the same bytes.
  absl::Time made;
  // Counted by an earlier paper; 0: not known yet.
  int pages = 0;
};

class PacketPaper {
 public:
  // FAILED_PRECONDITION (NO_FONT) where no font is installed.
  static absl::StatusOr<std::unique_ptr<PacketPaper>> New(PacketFrame frame);
  virtual ~PacketPaper() = default;

  // Texts are UTF-8 and are printed as they are, never read as markup.
  virtual void Section(absl::string_view heading) = 0;
  virtual void Row(absl::string_view label, absl::string_view value) = 0;
  // A row whose value must not be overlooked.
  virtual void StrongRow(absl::string_view label, absl::string_view value) = 0;
  // A text over the whole width.
  virtual void Text(absl::string_view text) = 0;

  virtual int pages() const = 0;
  // The PDF; nothing may be printed after it. INTERNAL where cairo failed.
  virtual absl::StatusOr<std::string> Finish() = 0;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_PACKET_PAPER_H_
