#include "libs/casework/sealed.h"

namespace skranke {

storage::v1::Sealed Seal(absl::string_view person, const google::protobuf::MessageLite& content) {
  storage::v1::Sealed sealed;
  sealed.set_scheme(kSealedClear);
  sealed.set_key_id(person.data(), person.size());
  content.SerializeToString(sealed.mutable_bytes());
  return sealed;
}

storage::v1::Sealed SealText(absl::string_view person, absl::string_view text) {
  storage::v1::FreeText free_text;
  free_text.set_text(text.data(), text.size());
  return Seal(person, free_text);
}

std::string UnsealText(const storage::v1::Sealed& sealed) {
  return Unseal<storage::v1::FreeText>(sealed).text();
}

std::string PersonConcerned(const storage::v1::CaseState& citizen_case) {
  for (const auto& party : citizen_case.parties()) {
    if (!party.pseudonym().empty()) return party.pseudonym();
  }
  return "";
}

}  // namespace skranke
