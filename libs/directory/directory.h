// The directory as installed: who there is, and which unit stands where on which day. Every look-up
// by code is one in a hash table. Immutable; threads may share it.
//
//   SKRANKE_ASSIGN_OR_RETURN(const auto directory, Directory::Make(version, now, content));
//   SKRANKE_ASSIGN_OR_RETURN(const auto* unit, directory->UnitOn("HELSE", "OMSORG_YTRE", today));
#ifndef SKRANKE_LIBS_DIRECTORY_DIRECTORY_H_
#define SKRANKE_LIBS_DIRECTORY_DIRECTORY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/calendar/holidays.h"
#include "libs/calendar/office_day.h"
#include "libs/directory/places.h"
#include "libs/directory/validity.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

class Directory {
 public:
  // `version` is the position at which it was installed, `install_time` when. INVALID_ARGUMENT
  // where the content is not one that ParseDirectory would return.
  static absl::StatusOr<std::shared_ptr<const Directory>> Make(
      uint64_t version, absl::Time install_time, storage::v1::DirectoryContent content);

  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  uint64_t version() const { return version_; }
  absl::Time install_time() const { return install_time_; }
  // SHA-256 over CanonicalBytes of the content: the same content, the same 32 bytes.
  const std::string& hash() const { return hash_; }
  const storage::v1::DirectoryContent& content() const { return content_; }

  absl::string_view installation() const { return Setting("installation"); }
  // "NO", "DK", "SE" or "FI".
  absl::string_view country() const { return Setting("country"); }
  const OfficeZone& zone() const { return zone_; }
  // The country's days on which authorities are closed.
  const HolidayCalendar& holidays() const { return holidays_; }
  // Longest that a task may take and still count as quick. Source: the package.
  absl::Duration quick_max() const { return quick_max_; }
  // The value of a key of office.csv; empty where there is none.
  absl::string_view Setting(absl::string_view key) const;

  // The row, or null.
  const storage::v1::OfficeRow* FindOffice(absl::string_view office) const;
  const storage::v1::PointRow* FindPoint(absl::string_view point) const;
  const storage::v1::AgencyRow* FindAgency(absl::string_view agency) const;
  const storage::v1::UnitRow* FindUnit(absl::string_view agency, absl::string_view unit) const;
  const storage::v1::StaffRow* FindStaff(absl::string_view name) const;

  // The unit itself where it is valid that day, else the first of its successors that is.
  // NOT_FOUND UNIT_NOT_FOUND where there is no such unit; FAILED_PRECONDITION UNIT_CLOSED where
  // neither it nor a successor is valid.
  absl::StatusOr<const storage::v1::UnitRow*> UnitOn(absl::string_view agency,
                                                     absl::string_view unit,
                                                     absl::CivilDay day) const;

  // The agency's unit for everybody, where exactly one is valid that day; null for none or several.
  // Neither a protected unit nor one for the agency's own staff is for everybody.
  const storage::v1::UnitRow* OnlyUnit(absl::string_view agency, absl::CivilDay day) const;

  // The unit for protected persons, where exactly one is valid that day: the agency's, or the whole
  // directory's. Null for none or several.
  const storage::v1::UnitRow* OnlyProtectedUnit(absl::string_view agency, absl::CivilDay day) const;
  const storage::v1::UnitRow* OnlyProtectedUnit(absl::CivilDay day) const;

  // The agency's unit for its own staff, where exactly one is valid that day; null for none or
  // several.
  const storage::v1::UnitRow* OnlyOwnStaffUnit(absl::string_view agency, absl::CivilDay day) const;

  // Places that have ended, and what took them over.
  const Places& places() const { return places_; }

  // All protected units, by agency and code.
  const std::vector<const storage::v1::UnitRow*>& protected_units() const {
    return protected_units_;
  }

 private:
  struct UnitEntry {
    const storage::v1::UnitRow* row = nullptr;
    Validity validity;
  };
  struct AgencyEntry {
    const storage::v1::AgencyRow* row = nullptr;
    std::vector<UnitEntry> open_units;
    std::vector<UnitEntry> protected_units;
    std::vector<UnitEntry> own_staff_units;
  };
  template <typename Row>
  using RowsByCode = absl::flat_hash_map<absl::string_view, const Row*>;
  using UnitKey = std::pair<absl::string_view, absl::string_view>;

  Directory(uint64_t version, absl::Time install_time, storage::v1::DirectoryContent content,
            OfficeZone zone, HolidayCalendar holidays);

  absl::Status Index();
  absl::Status IndexUnits();
  void IndexUnit(const UnitEntry& unit, AgencyEntry& agency);
  static const storage::v1::UnitRow* OnlyOn(const std::vector<UnitEntry>& units,
                                            absl::CivilDay day);

  const uint64_t version_;
  const absl::Time install_time_;
  const storage::v1::DirectoryContent content_;
  const std::string hash_;
  const OfficeZone zone_;
  const HolidayCalendar holidays_;
  absl::Duration quick_max_;
  // Keys and rows are the content's.
  absl::flat_hash_map<absl::string_view, absl::string_view> settings_;
  RowsByCode<storage::v1::OfficeRow> offices_;
  RowsByCode<storage::v1::PointRow> points_;
  RowsByCode<storage::v1::StaffRow> staff_;
  absl::flat_hash_map<absl::string_view, AgencyEntry> agencies_;
  absl::flat_hash_map<UnitKey, UnitEntry> units_;
  Places places_;
  std::vector<UnitEntry> all_protected_;
  std::vector<const storage::v1::UnitRow*> protected_units_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_DIRECTORY_H_
