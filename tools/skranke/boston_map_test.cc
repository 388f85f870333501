// The map of tests/boston over the real rows: every call that an import of them makes, without a
// server. The list's own columns say what is quick.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "libs/base/csv.h"
#include "libs/base/files.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/gzip_file.h"
#include "tools/skranke/import_chain.h"

namespace skranke {
namespace {

constexpr size_t kLargest = 64 * 1024 * 1024;

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

std::set<std::string> QuickTasks(const CsvTable& list) {
  std::set<std::string> quick;
  for (const CsvRow& row : list.rows) {
    if (row.cells[*list.FindColumn("structured")] == "yes") {
      quick.insert(row.cells[*list.FindColumn("task_code")]);
    }
  }
  return quick;
}

// What the rows' chains called, counted.
struct Calls {
  std::map<std::string, int> by_method;
  std::map<std::string, int> outcomes;
  int returned_and_referred = 0;
  int closed_before_receipt = 0;
  std::set<std::string> request_ids;
};

// One case on its way, answered as the server would.
class Walk {
 public:
  Walk(const std::set<std::string>& quick, Calls* calls) : quick_(quick), calls_(*calls) {}

  CallReply Answer(const ChainCall& call) {
    const std::string method = call.method.substr(call.method.rfind('/') + 1);
    ++calls_.by_method[method];
    if (method == "RegisterCase") return Register(call.request);
    if (method == "FinishCase") return Finish(call.request);
    if (method == "CloseCase") return Close(call.request);
    if (method == "ReturnCase") return Return(call.request);
    if (method == "GetCase") return WithCase<v1::GetCaseResponse>();
    v1::AcceptCaseRequest accept;
    EXPECT_TRUE(accept.ParseFromString(call.request));
    EXPECT_TRUE(calls_.request_ids.insert(accept.request_id()).second);
    EXPECT_EQ(accept.occur_time().seconds(), received_);
    return WithCase<v1::AcceptCaseResponse>();
  }

 private:
  template <class Response>
  CallReply WithCase() {
    Response response;
    response.mutable_citizen_case()->set_name("cases/X");
    response.mutable_citizen_case()->set_etag("e");
    return {.bytes = response.SerializeAsString()};
  }

  CallReply Register(const std::string& bytes) {
    v1::RegisterCaseRequest request;
    EXPECT_TRUE(request.ParseFromString(bytes));
    EXPECT_TRUE(calls_.request_ids.insert(request.request_id()).second);
    EXPECT_NE(request.channel(), v1::CHANNEL_UNSPECIFIED);
    EXPECT_EQ(request.parties(0).person().number().size(), 12u);
    received_ = request.receive_time().seconds();
    v1::RegisterCaseResponse response;
    response.mutable_citizen_case()->set_name("cases/X");
    response.mutable_citizen_case()->set_etag("e");
    response.mutable_citizen_case()->mutable_classification()->set_case_class(
        quick_.count(request.task()) > 0 ? v1::CASE_CLASS_QUICK : v1::CASE_CLASS_DISCRETIONARY);
    return {.bytes = response.SerializeAsString()};
  }

  CallReply Finish(const std::string& bytes) {
    v1::FinishCaseRequest request;
    EXPECT_TRUE(request.ParseFromString(bytes));
    Ended(request.finish().outcome(), request.occur_time());
    return WithCase<v1::FinishCaseResponse>();
  }

  CallReply Close(const std::string& bytes) {
    v1::CloseCaseRequest request;
    EXPECT_TRUE(request.ParseFromString(bytes));
    const bool referred = request.outcome() == "REFERRED_EXTERNAL";
    EXPECT_EQ(referred, !request.referred_to().empty());
    if (referred && returned_) ++calls_.returned_and_referred;
    Ended(request.outcome(), request.occur_time());
    return WithCase<v1::CloseCaseResponse>();
  }

  CallReply Return(const std::string& bytes) {
    v1::ReturnCaseRequest request;
    EXPECT_TRUE(request.ParseFromString(bytes));
    EXPECT_EQ(request.code(), v1::RETURN_CODE_NOT_OURS);
    EXPECT_EQ(request.proposed_owner().unit(), "INFO_Reallocation From Dept");
    returned_ = true;
    return {.bytes = v1::ReturnCaseResponse().SerializeAsString()};
  }

  void Ended(const std::string& outcome, const google::protobuf::Timestamp& when) {
    ++calls_.outcomes[outcome];
    if (when.seconds() < received_) ++calls_.closed_before_receipt;
  }

  const std::set<std::string>& quick_;
  Calls& calls_;
  int64_t received_ = 0;
  bool returned_ = false;
};

absl::Status WalkRow(const ImportMap& map, const CsvRow& row, Walk walk) {
  ImportChain chain(map, row);
  while (true) {
    SKRANKE_ASSIGN_OR_RETURN(const auto call, chain.Next());
    if (!call) return absl::OkStatus();
    SKRANKE_RETURN_IF_ERROR(chain.Take(walk.Answer(*call)));
  }
}

TEST(BostonMap, MakesTheCallsOfIssueTwo) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const ImportMap map, BostonMap());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable table,
                               ReadShared("data/boston311/cases_2011-07_2011-11.csv.gz"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable list,
                               ReadShared("data/oppgaveliste/oppgaveliste_boston.csv"));
  ASSERT_EQ(table.columns, map.columns);
  const std::set<std::string> quick = QuickTasks(list);
  Calls calls;
  for (const CsvRow& row : table.rows) {
    SKRANKE_ASSERT_OK(WalkRow(map, row, Walk(quick, &calls))) << "line " << row.line;
  }
  EXPECT_EQ(calls.by_method["RegisterCase"], 49'914);
  EXPECT_EQ(calls.by_method["FinishCase"], 14'485);
  EXPECT_EQ(calls.by_method["AcceptCase"], 49'914 - 14'485);
  EXPECT_EQ(calls.by_method["CloseCase"], 32'422);
  EXPECT_EQ(calls.by_method["ReturnCase"], 308);
  EXPECT_EQ(calls.by_method["GetCase"], 308);
  EXPECT_EQ(calls.outcomes["REFERRED_EXTERNAL"], 348);
  EXPECT_EQ(calls.outcomes.size(), 6u);  // That one and the five of the list.
  EXPECT_EQ(calls.returned_and_referred, 193);
  EXPECT_EQ(calls.closed_before_receipt, 0);
}

TEST(BostonMap, GivesACaseTheSameCitizenInEveryRun) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const ImportMap map, BostonMap());
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const std::string numbers,
      ReadMaybeGzip(SharedData("data/id-vectors/se_skatteverket_testnumbers.txt.gz"), kLargest));
  std::vector<std::string> cells(map.columns.size());
  // 41,129 numbers of 12 digits and a line end each.
  for (const uint64_t id :
       {uint64_t{0}, uint64_t{41'128}, uint64_t{41'129}, uint64_t{101000295613}}) {
    cells[map.id_column] = absl::StrCat(id);
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto request,
                                 BuildRequest(map, map.steps[0], {.cells = cells}));
    const auto& registration = dynamic_cast<const v1::RegisterCaseRequest&>(*request);
    EXPECT_EQ(registration.parties(0).person().number(), numbers.substr(id % 41'129 * 13, 12));
  }
}

}  // namespace
}  // namespace skranke
