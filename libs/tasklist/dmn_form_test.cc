#include "libs/tasklist/dmn_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "libs/base/csv.h"
#include "libs/base/files.h"
#include "libs/decision/dmn/decision_table.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/directory/parse_directory.h"
#include "libs/tasklist/list_tables.h"
#include "libs/tasklist/parse_task_list.h"
#include "libs/tasklist/planted_list.h"
#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"

namespace skranke {
namespace {

using storage::v1::TaskListContent;
using testing::HasSubstr;

std::string HashOf(const TaskListContent& content) {
  return TaskList::Make(content).value()->hash();
}

// What comes back by CSV, and by DMN.
absl::StatusOr<TaskListContent> ByCsv(const TaskListContent& content,
                                      const storage::v1::DirectoryContent& directory) {
  return ParseTaskList(CanonicalFiles(content), content.version(), directory);
}

absl::StatusOr<TaskListContent> ByDmn(const TaskListContent& content,
                                      const storage::v1::DirectoryContent& directory) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string dmn, ToDmn(content));
  SKRANKE_ASSIGN_OR_RETURN(const DmnForm form, ReadDmnForm("list.dmn", dmn));
  EXPECT_EQ(form.files, CanonicalFiles(content));
  return ParseTaskList(form.files, form.version, directory);
}

void ExpectSameBothWays(const TaskListContent& content,
                        const storage::v1::DirectoryContent& directory) {
  for (const auto way : {ByCsv, ByDmn}) {
    const auto back = way(content, directory);
    ASSERT_THAT(back, IsOk());
    EXPECT_EQ(HashOf(*back), HashOf(content));
  }
}

void ExpectPackageSame(const PackageFiles& files) {
  const auto directory = ParseDirectory(files);
  ASSERT_THAT(directory, IsOk());
  for (const std::string& version : TaskListVersions(files)) {
    const auto content = ParseTaskList(files, version, *directory);
    ASSERT_THAT(content, IsOk()) << version;
    ExpectSameBothWays(*content, *directory);
  }
}

TEST(DmnForm, GivesTheSampleListsBackWithTheSameHash) {
  for (const char* const office : {"nordvik", "sundby"}) {
    const auto files = ReadPackage(SourceFile(absl::StrCat("deploy/offices/", office)));
    ASSERT_THAT(files, IsOk());
    ExpectPackageSame(*files);
  }
}

// A real list of tasks in an office where each owner has one unit.
PackageFiles RealPackage(const std::string& file) {
  PackageFiles files = SmallPackage();
  files["lists/1/list.csv"] = "version,valid_from,resolution\n1,2026-01-01,Council 7/25\n";
  files["lists/1/tasks.csv"] = ReadFile(SharedData("data/oppgaveliste/" + file)).value();
  files["lists/1/conditions.csv"] = "task_code,fact,test,legal_basis\n";
  files["lists/1/requirements.csv"] = "task_code,kind,code,type,required,of_role\n";
  files["lists/1/routing.csv"] = "task_code,place,protection,valid_from,valid_to,agency,unit\n";
  const CsvTable table = ParseCsv("tasks.csv", files["lists/1/tasks.csv"]).value();
  std::set<std::string> owners;
  for (const CsvRow& row : table.rows) {
    owners.emplace(absl::StripAsciiWhitespace(row.cells[*table.FindColumn("owner_agency")]));
  }
  owners.erase("");
  for (const std::string& owner : owners) {
    files["agencies.csv"] += CsvLine({owner, owner, "", "", ""});
    files["units.csv"] += CsvLine({owner, "U", "", "no", "", "", ""});
  }
  return files;
}

TEST(DmnForm, GivesRealListsBackWithTheSameHash) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  for (const char* const file : {"oppgaveliste_no.csv", "oppgaveliste_boston.csv"}) {
    SCOPED_TRACE(file);
    ExpectPackageSame(RealPackage(file));
  }
}

// Texts that need quotes, escapes or care in CSV, FEEL or XML.
std::string RandomText(std::mt19937_64& random) {
  constexpr const char* kPieces[] = {"a",  "Å",  "\"", ",", ";",    "<", "&",   "]]>", "'",
                                     "\\", "\n", "-",  "=", "null", " ", "{x}", "1,5", "§ 3"};
  std::string text = "t";
  for (uint64_t i = random() % 6; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
  return text + "t";
}

TaskListContent RandomContent(uint64_t seed) {
  std::mt19937_64 random(seed);
  PlantedList list(seed);
  TaskListContent content = list.content();
  content.set_resolution(RandomText(random));
  for (int i = 0; i < content.tasks_size(); ++i) {
    auto& task = *content.mutable_tasks(i);
    task.set_title_nb(RandomText(random));
    task.set_legal_basis(RandomText(random));
    task.set_acute(random() % 2 == 0);
    task.set_public_authority(random() % 2 == 0);
    task.set_incomplete_days(random() % 3 * 7);
    if (random() % 2 == 0) task.add_outcomes("DONE");
    if (random() % 4 == 0) {
      task.set_optional(true);
      task.add_offices("hall");
    }
  }
  for (auto& row : *content.mutable_conditions()) row.set_legal_basis(RandomText(random));
  for (auto& row : *content.mutable_routing()) {
    if (random() % 3 == 0) row.set_valid_from("2026-02-01");
    if (random() % 3 == 0) row.set_valid_to("2026-12-31");
    if (random() % 5 == 0) row.set_action("COMPLAINT");
    if (random() % 5 == 0 && row.protection() == "none") row.set_own_staff("yes");
    if (random() % 5 == 0) row.set_service_line("PHONE");
  }
  for (auto& fact : *content.mutable_facts()) {
    auto* const label = fact.add_labels();
    label->set_language("nb");
    label->set_text(RandomText(random));
  }
  return content;
}

TEST(DmnForm, GivesRandomListsBackWithTheSameHash) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    ExpectSameBothWays(RandomContent(seed), PlantedDirectory());
  }
}

// The fact has a column of its own beside the one that says the task.
TEST(DmnForm, KeepsAFactWithTheNameOfAColumn) {
  PackageFiles files = SmallListPackage();
  files["lists/1/conditions.csv"] +=
      "form,task_code,\"\"\"VIP\"\"\",\n"
      "form,row,>= 3,\n"
      "aid,task_code,\"not(\"\"VIP\"\")\",\n";
  ExpectPackageSame(files);
  const auto dmn = ToDmn(ParseSmallList(files).value());
  ASSERT_THAT(dmn, IsOk());
  const auto model = ReadDmnStrictly("list.dmn", *dmn);
  ASSERT_THAT(model, IsOk());
  for (const auto& decision : model->decisions) {
    const auto& inputs = decision.requires_.inputs;
    EXPECT_EQ(std::set(inputs.begin(), inputs.end()).size(), inputs.size()) << decision.name;
  }
}

const TableModel& TableOf(const DmnModel& model, absl::string_view name) {
  const auto found = std::find_if(model.decisions.begin(), model.decisions.end(),
                                  [name](const auto& decision) { return decision.name == name; });
  return *found->logic.table;
}

// purpose has values in two tasks, status in one of two, age in none.
PackageFiles FilesWithValues() {
  PackageFiles files = SmallListPackage();
  files["lists/1/facts.csv"] =
      "task_code,fact,type,value\n"
      "pass,purpose,text,\npass,purpose,,LOST\npass,purpose,,STOLEN\n"
      "form,purpose,text,\nform,purpose,,STOLEN\nform,purpose,,MOVE\n"
      "pass,status,text,\npass,status,,CITIZEN\n"
      "form,status,text,\n";
  files["lists/1/conditions.csv"] =
      "task_code,fact,test,legal_basis\n"
      "pass,age,>= 18,\n"
      "pass,purpose,\"\"\"LOST\"\"\",\n"
      "form,purpose,\"\"\"MOVE\"\"\",\n"
      "pass,status,\"\"\"CITIZEN\"\"\",\n"
      "form,status,\"\"\"CITIZEN\"\"\",\n";
  return files;
}

TEST(DmnForm, SaysWhichValuesAFactMayHave) {
  ExpectPackageSame(FilesWithValues());
  const auto dmn = ToDmn(ParseSmallList(FilesWithValues()).value());
  ASSERT_THAT(dmn, IsOk());
  const auto model = ReadDmnStrictly("list.dmn", *dmn);
  ASSERT_THAT(model, IsOk());
  const TableModel& conditions = TableOf(*model, "conditions");
  ASSERT_EQ(conditions.inputs.size(), 4u);
  EXPECT_EQ(conditions.inputs[1].allowed.text, "");
  EXPECT_EQ(conditions.inputs[2].allowed.text, "null, \"LOST\", \"STOLEN\", \"MOVE\"");
  EXPECT_EQ(conditions.inputs[3].allowed.text, "");

  // A case states the facts of its own task alone.
  const auto table = DecisionTable::Compile(conditions, {});
  ASSERT_THAT(table, IsOk());
  const auto outcome = [&](const char* purpose) {
    return table->Decide({Value::OfString("form"), Value(), Value::OfString(purpose), Value()})
        .outcome;
  };
  EXPECT_EQ(outcome("MOVE"), Decision::Outcome::kDecided);
  EXPECT_EQ(outcome("STOLEN"), Decision::Outcome::kNoHit);
}

// A list that differs in one cell must not pass for the same.
TEST(DmnForm, TellsListsApartThatDifferInOneCell) {
  const TaskListContent content = RandomContent(1);
  TaskListContent other = content;
  other.mutable_routing(7)->set_unit("EAST");
  const auto back = ByDmn(other, PlantedDirectory());
  ASSERT_THAT(back, IsOk());
  EXPECT_NE(HashOf(*back), HashOf(content));
}

// Any DMN engine gives the same receiver as our routing: here ours, asked as any other would be.
TEST(DmnForm, RoutesAsTheListDoes) {
  const TaskListContent content = RandomContent(2);
  const auto list = TaskList::Make(content).value();
  const auto dmn = ToDmn(content);
  ASSERT_THAT(dmn, IsOk());
  const auto model = ReadDmnStrictly("list.dmn", *dmn);
  ASSERT_THAT(model, IsOk());
  const TableModel& routing = TableOf(*model, "routing");
  const auto table = DecisionTable::Compile(routing, {});
  ASSERT_THAT(table, IsOk());
  std::mt19937_64 random(3);
  int answered = 0;
  for (int i = 0; i < 2'000; ++i) {
    const auto& row = content.routing(static_cast<int>(random() % content.routing_size()));
    const std::string task = row.task() == "*" ? "task_1" : row.task();
    const std::string place = row.place() == "*" ? "elsewhere" : row.place();
    const RouteKeys keys = {.task = task,
                            .action = random() % 2 == 0 ? "COMPLAINT" : "APPLICATION",
                            .place = place,
                            .service_line = random() % 2 == 0 ? "PHONE" : "COUNTER",
                            .is_protected = random() % 5 == 0,
                            .is_own_staff = random() % 2 == 0,
                            .day = absl::CivilDay(2026, 1, 1) + static_cast<int>(random() % 500)};
    const auto text = [](absl::string_view value) { return Value::OfString(std::string(value)); };
    // In the order of the columns of routing.csv.
    const Decision decision = table->Decide(
        {text(keys.task), text(keys.place), text(keys.is_protected ? "protected" : "none"),
         Value::OfDate(keys.day), text(keys.action), text(keys.is_own_staff ? "yes" : "no"),
         text(keys.service_line)});
    const storage::v1::RoutingRow* const expected = list->FindRow(keys);
    if (expected == nullptr) {
      EXPECT_EQ(decision.outcome, Decision::Outcome::kNoHit);
      continue;
    }
    ++answered;
    ASSERT_EQ(decision.outcome, Decision::Outcome::kDecided) << decision.reason;
    EXPECT_EQ(routing.rules[decision.rows[0]].annotations[0], absl::StrCat(expected->line()));
  }
  EXPECT_GT(answered, 500);
}

TEST(DmnForm, TellsFaultsAsTheCsvFilesDo) {
  struct {
    std::string file, from, to;  // In the CSV file.
    std::string dmn_from, dmn_to;
  } const rows[] = {
      {"routing.csv", ",CITY,DESK", ",CITY,DESKK", "\"DESK\"", "\"DESKK\""},
      {"conditions.csv", ">= 18", ">= eighteen", "&gt;= 18", "&gt;= eighteen"},
      {"tasks.csv", "pass,Passport,Pass,STATE", "pass,Passport,Pass,STAT", "\"STATE\"", "\"STAT\""},
      {"requirements.csv", "pass,fact,age,number", "pass,fact,age,numbr", "\"number\"",
       "\"numbr\""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file);
    const auto directory = ParseDirectory(SmallListPackage()).value();
    const auto content = ParseSmallList(SmallListPackage()).value();
    PackageFiles csv = CanonicalFiles(content);
    std::string& bytes = csv["lists/1/" + row.file];
    ASSERT_THAT(bytes, HasSubstr(row.from));
    bytes.replace(bytes.find(row.from), row.from.size(), row.to);
    const auto by_csv = ParseTaskList(csv, "1", directory);
    ASSERT_FALSE(by_csv.ok());

    std::string dmn = ToDmn(content).value();
    const size_t table = dmn.find(
        absl::StrCat("name=\"", std::vector<std::string>(absl::StrSplit(row.file, '.'))[0], "\""));
    ASSERT_NE(table, std::string::npos);
    const size_t at = dmn.find(row.dmn_from, table);
    ASSERT_NE(at, std::string::npos) << dmn;
    dmn.replace(at, row.dmn_from.size(), row.dmn_to);
    const auto form = ReadDmnForm("list.dmn", dmn);
    ASSERT_THAT(form, IsOk());
    const auto by_dmn = ParseTaskList(form->files, form->version, directory);
    ASSERT_FALSE(by_dmn.ok());
    EXPECT_EQ(by_dmn.status().message(), by_csv.status().message());
  }
}

TEST(DmnForm, RefusesWhatNoCellCanSay) {
  const auto content = ParseSmallList(SmallListPackage()).value();
  const std::string dmn = ToDmn(content).value();
  struct {
    std::string from, to, fault;
  } const rows[] = {
      {"\"DESK\"", "DESK", "routing.csv row 2 column unit \"DESK\": must be a value"},
      {"\"orphan\"", "not(\"orphan\")", "column task_code"},
      {"name=\"routing\"", "name=\"roting\"", "the decision roting is no table of a list"},
  };
  for (const auto& row : rows) {
    const auto form = ReadDmnForm("list.dmn", absl::StrReplaceAll(dmn, {{row.from, row.to}}));
    ASSERT_FALSE(form.ok()) << row.from;
    EXPECT_THAT(std::string(form.status().message()), HasSubstr(row.fault));
  }
  EXPECT_FALSE(ReadDmnForm("list.dmn", "<html/>").ok());
}

}  // namespace
}  // namespace skranke
