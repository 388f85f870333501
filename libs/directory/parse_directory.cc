#include "libs/directory/parse_directory.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/directory/endpoint.h"
#include "libs/directory/package_reader.h"
#include "libs/directory/parse_places.h"
#include "libs/directory/role_names.h"
#include "libs/directory/unit_names.h"

namespace skranke {
namespace {

using storage::v1::DirectoryContent;
using CodeSet = absl::flat_hash_set<std::string>;
using Rows = std::vector<PackageRow>;

// Messages on the way to one agency at a time.
constexpr NumberBounds kInFlight = {.min = 1, .max = 1'000, .when_empty = kInFlightDefault};
// To an agency's acceptance. Source: design; a leap year, and for ACUTE a day.
constexpr NumberBounds kAcceptHours = {.max = 366 * 24};
constexpr NumberBounds kAcuteAcceptMinutes = {.max = 24 * 60};

// A day is the longest that "quick" can mean.
constexpr NumberBounds kQuickMinutes = {.min = 0, .max = 24 * 60};

CodeSet CodesOf(const Rows& rows, absl::string_view column) {
  CodeSet codes;
  for (const PackageRow& row : rows) codes.emplace(row.Cell(column));
  return codes;
}

// Whether a package may have such a file.
bool IsPackagePath(absl::string_view path) {
  static constexpr absl::string_view kTop[] = {
      "office.csv", "offices.csv", "service_points.csv", "agencies.csv",
      "units.csv",  "staff.csv",   "places.csv",         "test_persons.csv"};
  static constexpr absl::string_view kOfList[] = {"list.csv", "tasks.csv", "conditions.csv",
                                                  "requirements.csv", "routing.csv", "owners.csv",
                                                  "facts.csv", "examples.csv", "bundles.csv",
                                                  // Not read here: what a suggestion was made
                                                  // of, and words to search tasks by.
                                                  "support.csv", "words.csv"};
  const std::vector<absl::string_view> parts = absl::StrSplit(path, '/');
  if (parts.size() == 1) return absl::c_linear_search(kTop, path);
  return parts.size() == 3 && parts[0] == "lists" && absl::c_linear_search(kOfList, parts[2]);
}

// Reads first every table, then what each says about another.
class DirectoryParser {
 public:
  explicit DirectoryParser(const PackageFiles& files)
      : files_(files),
        reader_(files),
        settings_(Read("office.csv", {"key", "value"})),
        offices_(Read("offices.csv", {"office", "title", "sorting_unit"})),
        points_(Read("service_points.csv", {"point", "office", "title", "place"})),
        agencies_(Read("agencies.csv",
                       {"agency", "title", "principal", "endpoint", "max_in_flight"},
                       {"accept_hours", "acute_accept_minutes", "duty_phone", "notify_email"})),
        units_(Read("units.csv",
                    {"agency", "unit", "title", "protected", "valid_from", "valid_to", "successor"},
                    {"own_staff_unit"})),
        staff_(Read("staff.csv", {"name", "role", "office", "agency", "unit", "point", "languages",
                                  "competences"})),
        office_codes_(CodesOf(offices_, "office")),
        point_codes_(CodesOf(points_, "point")),
        agency_codes_(CodesOf(agencies_, "agency")),
        unit_names_(NamesOf(units_)) {}

  absl::StatusOr<DirectoryContent> Parse() {
    CheckPaths();
    AddSettings();
    AddOffices();
    AddPoints();
    AddAgencies();
    AddUnits();
    AddStaff();
    AddPlaces(files_, reader_, content_);
    SKRANKE_RETURN_IF_ERROR(reader_.status());
    SortRows();
    return std::move(content_);
  }

 private:
  Rows Read(absl::string_view file, std::vector<absl::string_view> required,
            std::vector<absl::string_view> optional = {}) {
    return reader_.Rows({.file = std::string(file),
                         .required = std::move(required),
                         .optional = std::move(optional)});
  }

  static std::vector<UnitName> NamesOf(const Rows& units) {
    std::vector<UnitName> names;
    for (const PackageRow& row : units) names.emplace_back(row.Cell("agency"), row.Cell("unit"));
    return names;
  }

  void CheckPaths() {
    for (const auto& [path, bytes] : files_) {
      if (!IsPackagePath(path)) reader_.FileFault(path, "is not a file of an office package");
    }
  }

  void AddSettings() {
    reader_.CheckUnique(settings_, {"key"});
    for (const PackageRow& row : settings_) {
      storage::v1::SettingRow* const setting = content_.add_settings();
      setting->set_key(reader_.Code(row, "key"));
      setting->set_value(reader_.Text(row, "value"));
      CheckSetting(row);
    }
    if (!reader_.IsWhole("office.csv")) return;
    const CodeSet keys = CodesOf(settings_, "key");
    for (const char* key : {"installation", "country", "zone", "quick_max_minutes"}) {
      if (!keys.contains(key)) reader_.FileFault("office.csv", absl::StrCat("has no key ", key));
    }
  }

  void CheckSetting(const PackageRow& row) {
    const absl::string_view key = row.Cell("key");
    const absl::string_view value = row.Cell("value");
    if (key == "installation") reader_.Code(row, "value");
    if (key == "country" && value != "NO" && value != "DK" && value != "SE" && value != "FI") {
      reader_.Fault(row, "value", "must be one of the countries NO, DK, SE, FI");
    }
    if (key == "zone" && !OfficeZone::Load(value).ok()) {
      reader_.Fault(row, "value", "must be a time zone such as Europe/Oslo");
    }
    if (key != "quick_max_minutes") return;
    if (value.empty()) reader_.Fault(row, "value", "is missing");
    reader_.WholeNumber(row, "value", kQuickMinutes);
  }

  void AddOffices() {
    reader_.CheckUnique(offices_, {"office"});
    for (const PackageRow& row : offices_) {
      storage::v1::OfficeRow* const office = content_.add_offices();
      office->set_office(reader_.Code(row, "office"));
      office->set_title(reader_.Text(row, "title"));
      if (row.Cell("sorting_unit").empty()) reader_.Fault(row, "sorting_unit", "is missing");
      UnitName sorting = UnitOf(row, "sorting_unit", "");
      office->set_sorting_agency(std::move(sorting.first));
      office->set_sorting_unit(std::move(sorting.second));
    }
  }

  void AddPoints() {
    reader_.CheckUnique(points_, {"point"});
    for (const PackageRow& row : points_) {
      storage::v1::PointRow* const point = content_.add_points();
      point->set_point(reader_.Code(row, "point"));
      point->set_office(reader_.Code(row, "office"));
      CheckKnown(row, "office", "offices.csv", office_codes_);
      point->set_title(reader_.Text(row, "title"));
      point->set_place(reader_.CodeOrEmpty(row, "place"));
    }
  }

  void AddAgencies() {
    reader_.CheckUnique(agencies_, {"agency"});
    for (const PackageRow& row : agencies_) {
      storage::v1::AgencyRow* const agency = content_.add_agencies();
      agency->set_agency(reader_.Code(row, "agency"));
      agency->set_title(reader_.Text(row, "title"));
      agency->set_principal(reader_.Text(row, "principal"));
      agency->set_endpoint(reader_.Text(row, "endpoint"));
      if (const absl::Status fit = CheckEndpoint(agency->endpoint()); !fit.ok()) {
        reader_.Fault(row, "endpoint", fit.message());
      }
      CheckOwnFolder(row, agency->endpoint());
      agency->set_max_in_flight(reader_.WholeNumber(row, "max_in_flight", kInFlight));
      agency->set_accept_hours(reader_.WholeNumber(row, "accept_hours", kAcceptHours));
      agency->set_acute_accept_minutes(
          reader_.WholeNumber(row, "acute_accept_minutes", kAcuteAcceptMinutes));
      agency->set_duty_phone(reader_.Text(row, "duty_phone"));
      agency->set_notify_email(reader_.Text(row, "notify_email"));
      if (agency->notify_email().empty()) continue;
      if (const absl::Status fit = CheckMailAddress(agency->notify_email()); !fit.ok()) {
        reader_.Fault(row, "notify_email", fit.message());
      }
    }
  }

  // Who reads a folder reads what lies in it: two agencies in one would read each other's cases.
  void CheckOwnFolder(const PackageRow& row, absl::string_view endpoint) {
    if (KindOfEndpoint(endpoint) != EndpointKind::kFileDrop) return;
    // However many slashes it is written with.
    std::string folder = absl::StrJoin(absl::StrSplit(endpoint, '/', absl::SkipEmpty()), "/");
    const auto [first, is_first] = folders_.emplace(std::move(folder), row.line());
    if (is_first) return;
    reader_.Fault(row, "endpoint",
                  absl::StrCat("is the folder of another agency, in row ", first->second));
  }

  void AddUnits() {
    reader_.CheckUnique(units_, {"agency", "unit"});
    for (const PackageRow& row : units_) {
      storage::v1::UnitRow* const unit = content_.add_units();
      unit->set_agency(reader_.Code(row, "agency"));
      CheckKnown(row, "agency", "agencies.csv", agency_codes_);
      unit->set_unit(reader_.Code(row, "unit"));
      unit->set_title(reader_.Text(row, "title"));
      unit->set_protected_unit(reader_.YesNo(row, "protected"));
      if (!row.Cell("own_staff_unit").empty()) {
        unit->set_own_staff_unit(reader_.YesNo(row, "own_staff_unit"));
      }
      unit->set_valid_from(reader_.DayOrEmpty(row, "valid_from"));
      unit->set_valid_to(reader_.DayOrEmpty(row, "valid_to"));
      reader_.CheckDays(row);
      UnitName successor = UnitOf(row, "successor", unit->agency());
      if (successor == UnitName(unit->agency(), unit->unit())) {
        reader_.Fault(row, "successor", "is the unit itself");
      }
      unit->set_successor_agency(std::move(successor.first));
      unit->set_successor_unit(std::move(successor.second));
    }
  }

  void AddStaff() {
    reader_.CheckUnique(staff_, {"name"});
    for (const PackageRow& row : staff_) {
      storage::v1::StaffRow* const person = content_.add_staff();
      person->set_name(reader_.Code(row, "name"));
      person->set_role(reader_.Code(row, "role"));
      person->set_office(reader_.CodeOrEmpty(row, "office"));
      person->set_agency(reader_.CodeOrEmpty(row, "agency"));
      person->set_unit(reader_.CodeOrEmpty(row, "unit"));
      person->set_point(reader_.CodeOrEmpty(row, "point"));
      for (std::string& code : reader_.Codes(row, "languages")) {
        person->add_languages(std::move(code));
      }
      for (std::string& code : reader_.Codes(row, "competences")) {
        person->add_competences(std::move(code));
      }
      CheckPerson(row);
    }
    if (!reader_.IsWhole("staff.csv")) return;
    const CodeSet names = CodesOf(staff_, "name");
    for (const char* name : {"clerk", "supervisor", "importer", "operator"}) {
      if (!names.contains(name)) reader_.FileFault("staff.csv", absl::StrCat("has no ", name));
    }
  }

  void CheckPerson(const PackageRow& row) {
    if (!row.Cell("role").empty() && !IsRoleName(row.Cell("role"))) {
      reader_.Fault(row, "role", "is not a role");
    }
    // Both are names that a caller gives: they must not be mistaken for each other.
    if (agency_codes_.contains(row.Cell("name"))) {
      reader_.Fault(row, "name", "is the code of an agency");
    }
    CheckKnown(row, "office", "offices.csv", office_codes_);
    CheckKnown(row, "agency", "agencies.csv", agency_codes_);
    CheckKnown(row, "point", "service_points.csv", point_codes_);
    const absl::string_view unit = row.Cell("unit");
    if (unit.empty() || !reader_.IsWhole("units.csv")) return;
    if (!unit_names_.Has(row.Cell("agency"), unit)) {
      reader_.Fault(row, "unit", absl::StrCat("is not a unit of agency ", row.Cell("agency")));
    }
  }

  // A broken table has its own faults; what refers to it is then not judged.
  void CheckKnown(const PackageRow& row, absl::string_view column, absl::string_view file,
                  const CodeSet& codes) {
    const absl::string_view code = row.Cell(column);
    if (code.empty() || !reader_.IsWhole(file) || codes.contains(code)) return;
    reader_.Fault(row, column, absl::StrCat("is not in ", file));
  }

  // The one unit that the cell means; empty where the cell is.
  UnitName UnitOf(const PackageRow& row, absl::string_view column, absl::string_view own_agency) {
    const absl::string_view text = row.Cell(column);
    if (text.empty() || !reader_.IsWhole("units.csv")) return {};
    std::vector<UnitName> meanings = unit_names_.Meanings(text, own_agency);
    if (meanings.size() == 1) return std::move(meanings.front());
    reader_.Fault(row, column,
                  meanings.empty() ? "is not in units.csv"
                                   : "is a unit of several agencies; write agency/unit");
    return {};
  }

  void SortRows() {
    const auto by = [](auto* rows, auto key) {
      std::sort(rows->begin(), rows->end(),
                [key](const auto& a, const auto& b) { return key(a) < key(b); });
    };
    by(content_.mutable_settings(), [](const auto& row) { return row.key(); });
    by(content_.mutable_offices(), [](const auto& row) { return row.office(); });
    by(content_.mutable_points(), [](const auto& row) { return row.point(); });
    by(content_.mutable_agencies(), [](const auto& row) { return row.agency(); });
    by(content_.mutable_units(),
       [](const auto& row) { return std::tie(row.agency(), row.unit()); });
    by(content_.mutable_staff(), [](const auto& row) { return row.name(); });
    by(content_.mutable_places(), [](const auto& row) { return row.place(); });
  }

  const PackageFiles& files_;
  PackageReader reader_;
  const Rows settings_;
  const Rows offices_;
  const Rows points_;
  const Rows agencies_;
  const Rows units_;
  const Rows staff_;
  const CodeSet office_codes_;
  const CodeSet point_codes_;
  const CodeSet agency_codes_;
  const UnitNames unit_names_;
  // And the row that each stands in.
  absl::flat_hash_map<std::string, uint32_t> folders_;
  DirectoryContent content_;
};

}  // namespace

absl::StatusOr<DirectoryContent> ParseDirectory(const PackageFiles& files) {
  return DirectoryParser(files).Parse();
}

}  // namespace skranke
