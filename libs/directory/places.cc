#include "libs/directory/places.h"

#include "libs/base/status_macros.h"

namespace skranke {

absl::StatusOr<Places> Places::Make(
    const google::protobuf::RepeatedPtrField<storage::v1::PlaceRow>& rows) {
  Places made;
  for (const storage::v1::PlaceRow& row : rows) {
    SKRANKE_ASSIGN_OR_RETURN(const Validity validity,
                             Validity::Parse(row.valid_from(), row.valid_to()));
    made.places_.emplace(row.place(), Entry{row.successor(), validity});
  }
  return made;
}

absl::string_view Places::SuccessorOn(absl::string_view place, absl::CivilDay day) const {
  auto found = places_.find(place);
  // Content that no parser made may go round in a circle; after as many steps none is new.
  for (size_t step = 0; step < places_.size() && found != places_.end(); ++step) {
    if (day <= found->second.validity.last) return "";
    const absl::string_view successor = found->second.successor;
    found = places_.find(successor);
    if (found != places_.end() && found->second.validity.Holds(day)) return successor;
  }
  return "";
}

}  // namespace skranke
