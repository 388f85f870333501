// Municipalities and districts that have ended, and which place took each of them over: a case or a
// routing row that names the old one still finds its way. Immutable once made; threads may share
// it.
#ifndef SKRANKE_LIBS_DIRECTORY_PLACES_H_
#define SKRANKE_LIBS_DIRECTORY_PLACES_H_

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_field.h"
#include "libs/directory/validity.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

class Places {
 public:
  Places() = default;
  // Keeps views of the rows. INVALID_ARGUMENT where a day is none.
  static absl::StatusOr<Places> Make(
      const google::protobuf::RepeatedPtrField<storage::v1::PlaceRow>& rows);

  // The first of the place's successors that is valid that day. Empty where the place itself is
  // valid, has not begun or is not known, and where no successor is valid.
  absl::string_view SuccessorOn(absl::string_view place, absl::CivilDay day) const;

 private:
  struct Entry {
    absl::string_view successor;
    Validity validity;
  };
  absl::flat_hash_map<absl::string_view, Entry> places_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_PLACES_H_
