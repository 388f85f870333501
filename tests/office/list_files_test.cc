// The files of a list by the wire: checked, exported, converted back; and what its fact schema
// means at the counter.
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The town's list with a schema for what it asks.
PackageFiles TownWithFacts() {
  PackageFiles files = TownPackage();
  files["lists/1/facts.csv"] =
      "task_code,fact,type,unit,value,required_when_fact,required_when_test,label_nb,label_en\n"
      "pass,age,number,years,,,,Alder,Age\n"
      "newcomer,residence,text,,,,,Grunnlag,Ground\n"
      "newcomer,residence,,,NORDIC,,,Nordisk,Nordic\n"
      "newcomer,residence,,,EEA,,,EØS,EEA\n";
  return files;
}

class ListFiles : public OfficeFixture {
 protected:
  ListFiles() : OfficeFixture(TownWithFacts()) {}

  absl::StatusOr<v1::CheckTaskListResponse> Check(const PackageFiles& files) {
    v1::CheckTaskListRequest request;
    for (const auto& [path, bytes] : files) {
      v1::PackageFile* file = request.add_files();
      file->set_path(path);
      file->set_content(bytes);
    }
    return Call<v1::CheckTaskListResponse>("rule_owner", request);
  }

  v1::ExportTaskListResponse Export() {
    const auto exported = Call<v1::ExportTaskListResponse>("clerk", v1::ExportTaskListRequest());
    EXPECT_THAT(exported, IsOk());
    return exported.value_or(v1::ExportTaskListResponse());
  }

  v1::RegisterCaseRequest Newcomer(absl::string_view residence) {
    v1::RegisterCaseRequest request = Matter("newcomer");
    request.add_facts()->set_name("residence");
    request.mutable_facts(0)->set_text(std::string(residence));
    return request;
  }
};

TEST_F(ListFiles, AreCheckedWithoutBeingInstalled) {
  PackageFiles files = TownWithFacts();
  files["lists/1/conditions.csv"] += "pass,age,< 18,\n";
  const auto checked = Check(files);
  ASSERT_THAT(checked, IsOk());
  const v1::TaskListFinding* found = nullptr;
  for (const auto& finding : checked->findings()) {
    if (finding.code() == "CONDITIONS_CONTRADICT") found = &finding;
  }
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->severity(), v1::FINDING_SEVERITY_ERROR);
  EXPECT_EQ(found->file(), "lists/1/conditions.csv");
  EXPECT_EQ(found->row(), 4);
  EXPECT_EQ(found->column(), "test");
  EXPECT_EQ(found->witness().task(), "pass");
  ASSERT_THAT(found->witness().facts(), SizeIs(1));
  EXPECT_THAT(Register("clerk", WholePassport()).name(), HasSubstr("cases/"));
}

TEST_F(ListFiles, OfAPackageWhoseDirectoryIsBrokenAreRefused) {
  PackageFiles files = TownWithFacts();
  files.erase("units.csv");
  EXPECT_THAT(Check(files), HasReason("PACKAGE_FILE"));
}

TEST_F(ListFiles, AreExportedAndComeBackFromDmnWithTheSameHash) {
  const v1::ExportTaskListResponse exported = Export();
  v1::ConvertTaskListRequest convert;
  convert.set_dmn(exported.dmn());
  const auto converted = Call<v1::ConvertTaskListResponse>("rule_owner", convert);
  ASSERT_THAT(converted, IsOk());
  EXPECT_EQ(converted->hash(), exported.hash());
  EXPECT_EQ(converted->version(), "1");
  ASSERT_EQ(converted->files_size(), exported.files_size());
  for (int i = 0; i < exported.files_size(); ++i) {
    EXPECT_EQ(converted->files(i).path(), exported.files(i).path());
    EXPECT_EQ(converted->files(i).content(), exported.files(i).content());
  }
}

TEST_F(ListFiles, OfAnUnknownVersionAreNotThere) {
  v1::ExportTaskListRequest request;
  request.set_version("1999");
  EXPECT_THAT(Call<v1::ExportTaskListResponse>("clerk", request), HasReason("LIST_NOT_FOUND"));
}

TEST_F(ListFiles, ShowTheFactSchemaInTheTaskList) {
  const auto list = Call<v1::GetTaskListResponse>("clerk", v1::GetTaskListRequest());
  ASSERT_THAT(list, IsOk());
  for (const auto& entry : list->task_list().entries()) {
    if (entry.code() != "newcomer") continue;
    ASSERT_THAT(entry.fact_schema(), SizeIs(1));
    EXPECT_EQ(entry.fact_schema(0).type(), "text");
    ASSERT_THAT(entry.fact_schema(0).allowed(), SizeIs(2));
    EXPECT_EQ(entry.fact_schema(0).allowed(0).labels(0).title(), "Nordisk");
  }
}

TEST_F(ListFiles, RefuseFactsThatTheSchemaDoesNotTake) {
  EXPECT_THAT(Call<v1::RegisterCaseResponse>("clerk", Newcomer("NORDIC")), IsOk());
  const auto refused = Call<v1::RegisterCaseResponse>("clerk", Newcomer("MARTIAN"));
  EXPECT_THAT(refused, HasReason("INVALID_FIELD"));
  EXPECT_EQ(FieldOf(refused.status()), "facts[0].value");
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("must be one of NORDIC, EEA"));
  EXPECT_THAT(std::string(refused.status().message()), Not(HasSubstr("MARTIAN")));

  v1::RegisterCaseRequest wrong_type = Matter("pass");
  wrong_type.add_facts()->set_name("age");
  wrong_type.mutable_facts(0)->set_text("18");
  EXPECT_THAT(Call<v1::RegisterCaseResponse>("clerk", wrong_type), HasReason("INVALID_FIELD"));

  v1::ClassifyCaseRequest dry_run;
  dry_run.set_task("newcomer");
  *dry_run.mutable_facts() = Newcomer("MARTIAN").facts();
  EXPECT_THAT(Call<v1::ClassifyCaseResponse>("clerk", dry_run), HasReason("INVALID_FIELD"));

  v1::SupplementCaseRequest supplement;
  supplement.set_name(Register("clerk", Matter("pass")).name());
  *supplement.mutable_facts() = wrong_type.facts();
  EXPECT_THAT(Call<v1::SupplementCaseResponse>("clerk", supplement), HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace skranke
