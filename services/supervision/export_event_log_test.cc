#include "services/supervision/export_event_log.h"

#include <expat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// The whole document, look after look; how many looks it took.
struct Export {
  std::string text;
  int looks = 0;
};

absl::StatusOr<Export> ExportAs(Town& town, absl::string_view name,
                                const v1::ExportEventLogRequest& request = {}) {
  const auto now = town.snapshot();
  SKRANKE_ASSIGN_OR_RETURN(const Caller caller,
                           ResolveCaller(*now->installation().directory, name));
  Export out;
  StreamStep step;
  do {
    SKRANKE_ASSIGN_OR_RETURN(step, NextOfExport(*now, caller, request, step.position));
    ++out.looks;
    for (const std::string& bytes : step.messages) {
      v1::ExportEventLogResponse response;
      EXPECT_TRUE(response.ParseFromString(bytes));
      EXPECT_LE(response.chunk().size(), kExportChunkBytes);
      out.text += response.chunk();
    }
  } while (step.then == StreamStep::Then::kLookOn);
  EXPECT_EQ(step.then, StreamStep::Then::kEnd);
  return out;
}

// The events of each trace as "NAME group", by the trace's task.
struct Log {
  std::string error;
  std::multimap<std::string, std::vector<std::string>> traces;
  std::vector<std::string> keys;
  bool in_event = false;
  std::string task;
  std::string event;
  std::vector<std::string> events;
};

void OnBegin(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& log = *static_cast<Log*>(data);
  if (absl::string_view(name) == "event") log.in_event = true;
  if (absl::string_view(name) != "string") return;
  std::map<std::string, std::string> by_name;
  for (; attributes[0] != nullptr; attributes += 2) by_name[attributes[0]] = attributes[1];
  log.keys.push_back(by_name["key"]);
  if (!log.in_event && by_name["key"] == "task") log.task = by_name["value"];
  if (log.in_event && by_name["key"] == "concept:name") log.event = by_name["value"];
  if (log.in_event && by_name["key"] == "org:group") log.event += " " + by_name["value"];
}

void OnEnd(void* data, const XML_Char* name) {
  auto& log = *static_cast<Log*>(data);
  if (absl::string_view(name) == "event") {
    log.in_event = false;
    log.events.push_back(std::exchange(log.event, ""));
  }
  if (absl::string_view(name) == "trace") {
    log.traces.emplace(log.task, std::exchange(log.events, {}));
  }
}

Log Read(const std::string& text) {
  Log log;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &log);
  XML_SetElementHandler(parser, &OnBegin, &OnEnd);
  if (XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_ERROR) {
    log.error = XML_ErrorString(XML_GetErrorCode(parser));
  }
  XML_ParserFree(parser);
  return log;
}

TEST(ExportEventLog, TellsEachCaseAsATrace) {
  Town town;
  town.Register("clerk", "trade");
  town.Register("clerk", "form");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto exported, ExportAs(town, "inspector"));
  const Log log = Read(exported.text);
  ASSERT_EQ(log.error, "");
  ASSERT_EQ(log.traces.size(), 2u);
  EXPECT_THAT(log.traces.find("trade")->second,
              ElementsAre("CASE_REGISTERED", "CASE_CLASSIFIED", "CASE_ROUTED STATE/DESK"));
  EXPECT_THAT(log.traces.find("form")->second,
              ElementsAre("CASE_REGISTERED", "CASE_CLASSIFIED", "CASE_KEPT hall"));
}

TEST(ExportEventLog, OfAnEmptyHouseIsALogWithoutTraces) {
  Town town;
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto exported, ExportAs(town, "auditor"));
  const Log log = Read(exported.text);
  EXPECT_EQ(log.error, "");
  EXPECT_TRUE(log.traces.empty());
}

TEST(ExportEventLog, NamesNobodyAndNoCase) {
  Town town;
  const std::string name = town.Register("clerk", "trade").name();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto exported, ExportAs(town, "auditor"));
  EXPECT_THAT(exported.text, Not(HasSubstr(name.substr(name.find('/') + 1))));
  EXPECT_THAT(exported.text, Not(HasSubstr(kOpenPerson)));
  EXPECT_THAT(exported.text, Not(HasSubstr("clerk")));
  EXPECT_THAT(Read(exported.text).keys, Not(::testing::Contains("org:resource")));
  // The same pseudonym again, so that two exports can be put side by side.
  EXPECT_EQ(ExportAs(town, "auditor")->text, exported.text);
  EXPECT_THAT(exported.text, HasSubstr(town.snapshot()->LogNameOf(town.Stored(name).number())));
}

TEST(ExportEventLog, HidesTheRouteOfTheProtected) {
  Town town;
  town.Register("clerk", "trade", kProtectedPerson);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto shown, ExportAs(town, "inspector"));
  EXPECT_THAT(shown.text, Not(HasSubstr("SHIELD")));
  EXPECT_THAT(Read(shown.text).traces.find("trade")->second,
              ElementsAre("CASE_REGISTERED", "CASE_CLASSIFIED", "CASE_ROUTED STATE"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto real, ExportAs(town, "auditor"));
  EXPECT_THAT(real.text, HasSubstr("CITY/SHIELD"));
}

TEST(ExportEventLog, TellsAnOfficesHeadTheSameOfTheProtectedAsOfAnybody) {
  Town town;
  town.Register("clerk", "trade");
  town.Register("clerk", "trade", kProtectedPerson);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto exported, ExportAs(town, "head"));
  const Log log = Read(exported.text);
  ASSERT_EQ(log.traces.count("trade"), 2u);
  const auto [first, end] = log.traces.equal_range("trade");
  EXPECT_EQ(first->second, std::next(first)->second);
}

TEST(ExportEventLog, ShowsNoUnitToAnOfficesHead) {
  Town town;
  town.Register("clerk", "trade");
  town.Register("ferry", "aid");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto exported, ExportAs(town, "head"));
  const Log log = Read(exported.text);
  ASSERT_EQ(log.traces.size(), 1u);
  EXPECT_THAT(log.traces.find("trade")->second,
              ElementsAre("CASE_REGISTERED", "CASE_CLASSIFIED", "CASE_ROUTED STATE"));
  EXPECT_THAT(exported.text, Not(HasSubstr("DESK")));
}

TEST(ExportEventLog, KeepsToPeriodAndOffice) {
  Town town;
  town.Register("clerk", "trade");
  town.clock().Advance(absl::Hours(24));
  town.Register("ferry", "aid");
  const auto traces = [&](const char* from, const char* to, const char* office) {
    v1::ExportEventLogRequest request;
    request.set_from_day(from);
    request.set_to_day(to);
    request.set_office(office);
    return Read(ExportAs(town, "inspector", request)->text).traces.size();
  };
  EXPECT_EQ(traces("", "", ""), 2u);
  EXPECT_EQ(traces("2026-03-03", "", ""), 1u);
  EXPECT_EQ(traces("", "2026-03-02", ""), 1u);
  EXPECT_EQ(traces("2026-03-04", "", ""), 0u);
  EXPECT_EQ(traces("", "", "bridge"), 1u);
  v1::ExportEventLogRequest bridge;
  bridge.set_office("bridge");
  EXPECT_THAT(ExportAs(town, "head", bridge), HasReason("OTHER_OFFICE"));
  bridge.set_from_day("soon");
  EXPECT_THAT(ValidateExportEventLog(bridge), HasField("from_day"));
}

TEST(ExportEventLog, ReadsAFewCasesAtALook) {
  Town town;
  const size_t cases = 2 * kExportCasesAtOnce + 1;
  for (size_t i = 0; i < cases; ++i) town.Register("clerk", "form");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto exported, ExportAs(town, "inspector"));
  EXPECT_EQ(exported.looks, 3);
  EXPECT_EQ(Read(exported.text).traces.size(), cases);
}

}  // namespace
}  // namespace skranke
