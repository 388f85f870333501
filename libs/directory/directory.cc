#include "libs/directory/directory.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/directory/canonical_bytes.h"

namespace skranke {
namespace {

using storage::v1::DirectoryContent;
using storage::v1::UnitRow;

absl::string_view SettingOf(const DirectoryContent& content, absl::string_view key) {
  for (const storage::v1::SettingRow& row : content.settings()) {
    if (row.key() == key) return row.value();
  }
  return "";
}

template <typename Map>
auto FindOrNull(const Map& map, absl::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : found->second;
}

absl::Status UnitError(absl::StatusCode code, absl::string_view reason, absl::string_view agency,
                       absl::string_view unit, absl::string_view message) {
  return ReasonError(code, reason,
                     absl::StrCat("unit ", unit, " of agency ", agency, " ", message));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Directory>> Directory::Make(uint64_t version,
                                                                 absl::Time install_time,
                                                                 DirectoryContent content) {
  SKRANKE_ASSIGN_OR_RETURN(OfficeZone zone, OfficeZone::Load(SettingOf(content, "zone")));
  SKRANKE_ASSIGN_OR_RETURN(const HolidayCalendar holidays,
                           HolidayCalendar::Of(SettingOf(content, "country")));
  std::shared_ptr<Directory> directory(
      new Directory(version, install_time, std::move(content), std::move(zone), holidays));
  SKRANKE_RETURN_IF_ERROR(directory->Index());
  return directory;
}

Directory::Directory(uint64_t version, absl::Time install_time, DirectoryContent content,
                     OfficeZone zone, HolidayCalendar holidays)
    : version_(version),
      install_time_(install_time),
      content_(std::move(content)),
      hash_(Sha256(CanonicalBytes(content_))),
      zone_(std::move(zone)),
      holidays_(holidays) {}

absl::Status Directory::Index() {
  for (const auto& row : content_.settings()) settings_.emplace(row.key(), row.value());
  for (const auto& row : content_.offices()) offices_.emplace(row.office(), &row);
  for (const auto& row : content_.points()) points_.emplace(row.point(), &row);
  for (const auto& row : content_.staff()) staff_.emplace(row.name(), &row);
  for (const auto& row : content_.agencies()) agencies_[row.agency()].row = &row;
  uint32_t quick_minutes = 0;
  if (!absl::SimpleAtoi(Setting("quick_max_minutes"), &quick_minutes)) {
    return absl::InvalidArgumentError("quick_max_minutes is not a whole number");
  }
  quick_max_ = absl::Minutes(quick_minutes);
  SKRANKE_ASSIGN_OR_RETURN(places_, Places::Make(content_.places()));
  return IndexUnits();
}

absl::Status Directory::IndexUnits() {
  for (const UnitRow& row : content_.units()) {
    SKRANKE_ASSIGN_OR_RETURN(const Validity validity,
                             Validity::Parse(row.valid_from(), row.valid_to()));
    const auto agency = agencies_.find(row.agency());
    if (agency == agencies_.end()) {
      return UnitError(absl::StatusCode::kInvalidArgument, "PACKAGE_CELL", row.agency(), row.unit(),
                       "is of no known agency");
    }
    IndexUnit({&row, validity}, agency->second);
  }
  return absl::OkStatus();
}

void Directory::IndexUnit(const UnitEntry& unit, AgencyEntry& agency) {
  units_.emplace(UnitKey(unit.row->agency(), unit.row->unit()), unit);
  if (unit.row->own_staff_unit()) agency.own_staff_units.push_back(unit);
  if (unit.row->protected_unit()) {
    agency.protected_units.push_back(unit);
    all_protected_.push_back(unit);
    protected_units_.push_back(unit.row);
  } else if (!unit.row->own_staff_unit()) {
    agency.open_units.push_back(unit);
  }
}

absl::string_view Directory::Setting(absl::string_view key) const {
  const auto found = settings_.find(key);
  return found == settings_.end() ? absl::string_view() : found->second;
}

const storage::v1::OfficeRow* Directory::FindOffice(absl::string_view office) const {
  return FindOrNull(offices_, office);
}

const storage::v1::PointRow* Directory::FindPoint(absl::string_view point) const {
  return FindOrNull(points_, point);
}

const storage::v1::AgencyRow* Directory::FindAgency(absl::string_view agency) const {
  const auto found = agencies_.find(agency);
  return found == agencies_.end() ? nullptr : found->second.row;
}

const UnitRow* Directory::FindUnit(absl::string_view agency, absl::string_view unit) const {
  const auto found = units_.find(UnitKey(agency, unit));
  return found == units_.end() ? nullptr : found->second.row;
}

const storage::v1::StaffRow* Directory::FindStaff(absl::string_view name) const {
  return FindOrNull(staff_, name);
}

absl::StatusOr<const UnitRow*> Directory::UnitOn(absl::string_view agency, absl::string_view unit,
                                                 absl::CivilDay day) const {
  if (FindUnit(agency, unit) == nullptr) {
    return UnitError(absl::StatusCode::kNotFound, "UNIT_NOT_FOUND", agency, unit,
                     "is not in the directory");
  }
  // Successors may go round in a circle; after as many steps as there are units none is new.
  UnitKey key(agency, unit);
  for (size_t step = 0; step < units_.size(); ++step) {
    const auto found = units_.find(key);
    if (found == units_.end()) break;
    const UnitEntry& entry = found->second;
    if (entry.validity.Holds(day)) return entry.row;
    key = UnitKey(entry.row->successor_agency(), entry.row->successor_unit());
  }
  return UnitError(absl::StatusCode::kFailedPrecondition, "UNIT_CLOSED", agency, unit,
                   absl::StrCat("has no valid successor on ", FormatDay(day)));
}

const UnitRow* Directory::OnlyOn(const std::vector<UnitEntry>& units, absl::CivilDay day) {
  const UnitRow* only = nullptr;
  for (const UnitEntry& unit : units) {
    if (!unit.validity.Holds(day)) continue;
    if (only != nullptr) return nullptr;
    only = unit.row;
  }
  return only;
}

const UnitRow* Directory::OnlyUnit(absl::string_view agency, absl::CivilDay day) const {
  const auto found = agencies_.find(agency);
  return found == agencies_.end() ? nullptr : OnlyOn(found->second.open_units, day);
}

const UnitRow* Directory::OnlyProtectedUnit(absl::string_view agency, absl::CivilDay day) const {
  const auto found = agencies_.find(agency);
  return found == agencies_.end() ? nullptr : OnlyOn(found->second.protected_units, day);
}

const UnitRow* Directory::OnlyOwnStaffUnit(absl::string_view agency, absl::CivilDay day) const {
  const auto found = agencies_.find(agency);
  return found == agencies_.end() ? nullptr : OnlyOn(found->second.own_staff_units, day);
}

const UnitRow* Directory::OnlyProtectedUnit(absl::CivilDay day) const {
  return OnlyOn(all_protected_, day);
}

}  // namespace skranke
