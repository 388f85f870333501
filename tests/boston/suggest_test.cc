// The routing rows that `tasklist suggest` drafts from Boston's history, asked about every case of
// that history again. No server: the draft is parsed, compiled and asked.
#include <gmock/gmock.h>

#include <iostream>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/files.h"
#include "libs/directory/parse_directory.h"
#include "libs/tasklist/parse_task_list.h"
#include "libs/tasklist/routing.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"
#include "tools/skranke/gzip_file.h"
#include "tools/skranke/suggestion.h"

namespace skranke {
namespace {

constexpr size_t kLargest = 64 * 1024 * 1024;
constexpr char kVersion[] = "suggested";
constexpr absl::CivilDay kDay(2011, 12, 1);
constexpr int kPlanted = 50;

absl::StatusOr<CsvTable> ReadShared(const std::string& name) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, ReadMaybeGzip(SharedData(name), kLargest));
  return ParseCsv(name, bytes);
}

absl::StatusOr<ImportMap> BostonMap() {
  SKRANKE_ASSIGN_OR_RETURN(const std::string text,
                           ReadFile(SourceFile("tests/boston/boston311.map")));
  return ParseImportMap("boston311.map", text, [](const std::string& path) {
    return ReadMaybeGzip(SharedData(path), kLargest);
  });
}

std::string Line(const std::vector<std::string>& cells) { return CsvLine(cells); }

// The list as it was before anybody knew where things go: the city's 135 tasks, no routing row.
absl::StatusOr<ListTables> EmptyList() {
  ListTables list;
  SKRANKE_ASSIGN_OR_RETURN(list["tasks.csv"],
                           ReadFile(SharedData("data/oppgaveliste/oppgaveliste_boston.csv")));
  list["list.csv"] = absl::StrCat("version,valid_from,resolution\n", kVersion, ",2011-01-01,\n");
  list["conditions.csv"] = "task_code,fact,test,legal_basis\n";
  list["requirements.csv"] = "task_code,kind,code,type,required,of_role\n";
  list["routing.csv"] = "task_code,place,protection,valid_from,valid_to,agency,unit\n";
  return list;
}

// Rows of kinds that the list does not know, as a real file may have them.
void PlantUnknown(CsvTable& history) {
  const size_t type = *history.FindColumn("type");
  for (int i = 0; i < kPlanted; ++i) {
    CsvRow row = history.rows[static_cast<size_t>(i) * 997];
    row.cells[type] = absl::StrCat("Planted Unknown ", i % 5);
    history.rows.push_back(std::move(row));
  }
}

class Boston {
 public:
  // Every department is an agency, every queue a unit of it.
  static absl::StatusOr<Boston> Load() {
    Boston boston;
    SKRANKE_ASSIGN_OR_RETURN(boston.map_, BostonMap());
    SKRANKE_ASSIGN_OR_RETURN(boston.history_,
                             ReadShared("data/boston311/cases_2011-07_2011-11.csv.gz"));
    PlantUnknown(boston.history_);
    boston.WriteOffice();
    return boston;
  }

  const CsvTable& history() const { return history_; }
  absl::string_view Cell(const CsvRow& row, absl::string_view column) const {
    return row.cells[*history_.FindColumn(column)];
  }

  absl::StatusOr<RouteSuggestion> Ask(int64_t min_cases) const {
    SKRANKE_ASSIGN_OR_RETURN(const ListTables list, EmptyList());
    return Suggest(map_, history_, list, {.min_cases = min_cases});
  }

  absl::Status Adopt(const RouteSuggestion& suggestion) {
    PackageFiles files = office_;
    for (const auto& [file, bytes] : suggestion.tables) {
      files[TaskListPath(kVersion, file)] = bytes;
    }
    SKRANKE_ASSIGN_OR_RETURN(const auto content, ParseDirectory(files));
    SKRANKE_ASSIGN_OR_RETURN(directory_, Directory::Make(1, absl::UnixEpoch(), content));
    SKRANKE_ASSIGN_OR_RETURN(const auto list, ParseTaskList(files, kVersion, content));
    SKRANKE_ASSIGN_OR_RETURN(list_, TaskList::Make(list));
    return absl::OkStatus();
  }

  // Where the draft sends a row's case; of a quick one, where it would go.
  absl::StatusOr<Route> RouteOf(const CsvRow& row) const {
    const auto field = [&](size_t i) {
      return Evaluate(map_.steps[0].fields[i].value, {row.cells});
    };
    std::string task;
    std::string place;
    for (size_t i = 0; i < map_.steps[0].fields.size(); ++i) {
      if (map_.steps[0].fields[i].target == "task") {
        SKRANKE_ASSIGN_OR_RETURN(task, field(i));
      }
      if (map_.steps[0].fields[i].target == "place") {
        SKRANKE_ASSIGN_OR_RETURN(place, field(i));
      }
    }
    return FindRoute(*list_, *directory_, {.task = task, .place = place, .day = kDay});
  }

 private:
  void WriteOffice() {
    std::set<std::pair<std::string, std::string>> units = {{"INFO", "TRIAGE"}};
    for (const CsvRow& row : history_.rows) {
      units.emplace(Cell(row, "department"), Cell(row, "queue"));
    }
    office_["office.csv"] =
        "key,value\ninstallation,boston\ncountry,SE\nzone,America/New_York\n"
        "quick_max_minutes,20\n";
    office_["offices.csv"] = "office,title,sorting_unit\nboston,Boston 311,INFO/TRIAGE\n";
    office_["service_points.csv"] = "point,office,title,place\ncentral,boston,Hall,central\n";
    office_["staff.csv"] =
        "name,role,office,agency,unit,point,languages,competences\n"
        "clerk,CLERK,boston,,,central,en,\nsupervisor,SUPERVISOR,boston,,,,en,\n"
        "importer,IMPORTER,boston,,,,en,\noperator,OPERATOR,,,,,en,\n";
    std::set<std::string> agencies;
    std::string& unit_rows = office_["units.csv"];
    unit_rows = "agency,unit,title,protected,valid_from,valid_to,successor\n";
    for (const auto& [agency, unit] : units) {
      agencies.insert(agency);
      unit_rows += Line({agency, unit, unit, "no", "", "", ""});
    }
    std::string& agency_rows = office_["agencies.csv"];
    agency_rows = "agency,title,principal,endpoint,max_in_flight\n";
    for (const std::string& agency : agencies) {
      agency_rows += Line({agency, agency, "City of Boston", "", ""});
    }
  }

  ImportMap map_;
  CsvTable history_;
  PackageFiles office_;
  std::shared_ptr<const Directory> directory_;
  std::shared_ptr<const TaskList> list_;
};

struct Replayed {
  int cases = 0;
  int department = 0;
  int queue = 0;
  int planted = 0;
  int planted_in_triage = 0;
};

absl::StatusOr<Replayed> Replay(const Boston& boston) {
  Replayed replayed;
  for (const CsvRow& row : boston.history().rows) {
    SKRANKE_ASSIGN_OR_RETURN(const Route route, boston.RouteOf(row));
    if (absl::StartsWith(boston.Cell(row, "type"), "Planted Unknown")) {
      ++replayed.planted;
      replayed.planted_in_triage += route.found ? 0 : 1;
      continue;
    }
    ++replayed.cases;
    replayed.department += route.agency == boston.Cell(row, "department") ? 1 : 0;
    const bool same_unit = route.unit == boston.Cell(row, "queue");
    replayed.queue += same_unit && route.agency == boston.Cell(row, "department") ? 1 : 0;
  }
  return replayed;
}

double Share(int part, int whole) { return 100.0 * part / whole; }

TEST(BostonSuggestion, SendsTheSameCasesWhereTheyReallyWent) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(Boston boston, Boston::Load());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const RouteSuggestion suggestion,
                               boston.Ask(SuggestionWish().min_cases));
  EXPECT_EQ(suggestion.unknown.size(), 5u);
  SKRANKE_ASSERT_OK(boston.Adopt(suggestion));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Replayed replayed, Replay(boston));
  std::cout << suggestion.rows << " rows: department " << Share(replayed.department, replayed.cases)
            << " %, queue " << Share(replayed.queue, replayed.cases) << " %\n";
  EXPECT_EQ(replayed.cases, 49'914);
  EXPECT_GE(Share(replayed.department, replayed.cases), 95.5);
  EXPECT_GE(Share(replayed.queue, replayed.cases), 86.0);
  EXPECT_EQ(replayed.planted, kPlanted);
  EXPECT_EQ(replayed.planted_in_triage, kPlanted);
}

// The measure can fail: rows for whole tasks alone find the department and not the queue.
TEST(BostonSuggestion, FindsFewerQueuesWithoutPlaces) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(Boston boston, Boston::Load());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const RouteSuggestion suggestion, boston.Ask(1'000'000));
  EXPECT_EQ(suggestion.rows, 135);
  SKRANKE_ASSERT_OK(boston.Adopt(suggestion));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Replayed replayed, Replay(boston));
  EXPECT_GE(Share(replayed.department, replayed.cases), 95.5);
  EXPECT_LT(Share(replayed.queue, replayed.cases), 80.0);
}

}  // namespace
}  // namespace skranke
