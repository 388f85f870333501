// Personal data goes into events and rows only through here. Until the trust issue it is sealed
// with scheme 0, which is clear; the engine will seal and open with the person's key at the same
// seam. Functions without state; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_SEALED_H_
#define SKRANKE_LIBS_CASEWORK_SEALED_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message_lite.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

inline constexpr uint32_t kSealedClear = 0;

// Seals a message that concerns the person with that pseudonym.
storage::v1::Sealed Seal(absl::string_view person, const google::protobuf::MessageLite& content);

// Seals free text.
storage::v1::Sealed SealText(absl::string_view person, absl::string_view text);

// What was sealed. Content that this build cannot open reads as an empty Message: it is hidden, not
// guessed.
template <typename Message>
Message Unseal(const storage::v1::Sealed& sealed) {
  Message content;
  if (sealed.scheme() != kSealedClear || !content.ParseFromString(sealed.bytes())) content.Clear();
  return content;
}

// Free text that was sealed; empty if there is none.
std::string UnsealText(const storage::v1::Sealed& sealed);

// The person whom a case's own content concerns: its first party with a pseudonym.
std::string PersonConcerned(const storage::v1::CaseState& citizen_case);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_SEALED_H_
