// What falls between chairs in a whole office: found within the hour, shown to who may know it.
#include <filesystem>

#include "absl/strings/str_replace.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/rpc/client/stream_writer.h"
#include "services/forwarding/delivery_fixture.h"
#include "services/supervision/gap_finder.h"
#include "skranke/v1/bundle.pb.h"
#include "skranke/v1/document.pb.h"
#include "skranke/v1/gap.pb.h"
#include "skranke/v1/incident.pb.h"
#include "tests/office/office_fixture.h"
#include "tests/office/welfare_address.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Gaps : public OfficeFixture {
 protected:
  Gaps() = default;
  explicit Gaps(const PackageFiles& package) : OfficeFixture(package) {}

  v1::ListGapsResponse List(absl::string_view caller, v1::ListGapsRequest request = {}) {
    const auto response = Call<v1::ListGapsResponse>(caller, request);
    EXPECT_THAT(response, IsOk()) << caller;
    return response.ok() ? *response : v1::ListGapsResponse();
  }

  // Time passes until the next sweep, which ends.
  bool PassASweep(absl::Duration time = kSweepEvery) {
    Pass(time);
    return Eventually([&] {
      return List("auditor").sweep_time().seconds() == absl::ToUnixSeconds(clock().Now());
    });
  }

  std::vector<v1::Gap> Of(absl::string_view caller, v1::GapKind kind) {
    v1::ListGapsRequest request;
    request.set_kind(kind);
    const auto response = List(caller, request);
    return {response.gaps().begin(), response.gaps().end()};
  }

  void Bring(absl::string_view caller, const std::string& bytes) {
    StreamSender<v1::UploadDocumentRequest, v1::UploadDocumentResponse> sender(
        channel(), "/skranke.v1.DocumentService/UploadDocument",
        CallOptions{.caller = std::string(caller)});
    v1::UploadDocumentRequest header, chunk;
    header.mutable_header()->set_upload_id("upload");
    header.mutable_header()->set_size_bytes(static_cast<int64_t>(bytes.size()));
    header.mutable_header()->set_sha256(Sha256(bytes));
    chunk.mutable_chunk()->set_data(bytes);
    ASSERT_TRUE(sender.Write(header));
    ASSERT_TRUE(sender.Write(chunk));
    SKRANKE_ASSERT_OK(sender.Finish());
  }

  void Apply(const PackageFiles& files) {
    v1::ApplyOfficeRequest request;
    for (const auto& [path, bytes] : files) {
      request.add_files()->set_path(path);
      request.mutable_files(request.files_size() - 1)->set_content(bytes);
    }
    ASSERT_THAT(Call<v1::ApplyOfficeResponse>("operator", request), IsOk());
  }
};

TEST_F(Gaps, AreNoneWhereAllIsWell) {
  Register("clerk", Matter("aid"));
  ASSERT_TRUE(PassASweep());
  EXPECT_THAT(List("inspector").gaps(), IsEmpty());
}

TEST_F(Gaps, SayThatNobodyAcceptedAndAreGoneOnceSomebodyDoes) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  ASSERT_TRUE(PassASweep(absl::Hours(24)));
  const auto gaps = Of("supervisor", v1::GAP_KIND_NEVER_ACCEPTED);
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_EQ(gaps[0].citizen_case(), aid.name());
  EXPECT_EQ(gaps[0].authority(), "WELFARE");
  EXPECT_EQ(gaps[0].unit(), "WEST");
  EXPECT_EQ(gaps[0].since_time().seconds(), aid.handovers(0).accept_by_time().seconds());
  EXPECT_THAT(gaps[0].next_step(), HasSubstr("WELFARE/WEST"));
  Accept("west", aid);
  EXPECT_THAT(Of("supervisor", v1::GAP_KIND_NEVER_ACCEPTED), IsEmpty());
}

TEST_F(Gaps, SayThatADocumentHasNoCaseAfterAWorkingDay) {
  // A Monday, ten o'clock.
  Bring("clerk", "a letter");
  const absl::Time due = clock().Now() + absl::Hours(24);
  ASSERT_TRUE(PassASweep(absl::Hours(24) - absl::Minutes(10)));
  EXPECT_THAT(Of("supervisor", v1::GAP_KIND_DOCUMENT_WITHOUT_CASE), IsEmpty());
  ASSERT_TRUE(PassASweep());
  const auto gaps = Of("supervisor", v1::GAP_KIND_DOCUMENT_WITHOUT_CASE);
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_EQ(gaps[0].office(), "hall");
  EXPECT_EQ(gaps[0].since_time().seconds(), absl::ToUnixSeconds(due));
  EXPECT_THAT(gaps[0].next_step(), HasSubstr("registers a case for it"));
  EXPECT_THAT(Of("branch_supervisor", v1::GAP_KIND_DOCUMENT_WITHOUT_CASE), IsEmpty());
  v1::RegisterCaseRequest found = Matter("aid");
  found.add_documents()->set_title("A letter");
  found.mutable_documents(0)->set_sha256(Sha256("a letter"));
  Register("clerk", found);
  ASSERT_TRUE(PassASweep());
  EXPECT_THAT(Of("supervisor", v1::GAP_KIND_DOCUMENT_WITHOUT_CASE), IsEmpty());
}

TEST_F(Gaps, ShowToTheirOwnOffice) {
  Register("clerk", Matter("aid"));
  Register("branch_clerk", Matter("aid"));
  ASSERT_TRUE(PassASweep(absl::Hours(24)));
  for (const char* caller : {"supervisor", "head", "branch_supervisor"}) {
    EXPECT_THAT(List(caller).gaps(), SizeIs(1)) << caller;
  }
  EXPECT_THAT(List("inspector").gaps(), SizeIs(2));
  EXPECT_THAT(List("operator").gaps(), IsEmpty());
  for (const char* caller : {"clerk", "west", "WELFARE", "administrator", "importer"}) {
    EXPECT_EQ(ReasonOf(Call<v1::ListGapsResponse>(caller, v1::ListGapsRequest()).status()),
              "ROLE_MAY_NOT")
        << caller;
  }
}

TEST_F(Gaps, SayWithinTheHourThatNobodyIsNamedForAMatter) {
  for (const char* task : {"orphan", "witchcraft"}) {
    Register("clerk", Matter(task));
    Register("clerk", Matter(task, kProtectedPerson));
  }
  ASSERT_TRUE(PassASweep());
  for (const char* caller : {"head", "supervisor"}) {
    const auto gaps = Of(caller, v1::GAP_KIND_NO_RULE_MATCHED);
    ASSERT_THAT(gaps, SizeIs(4)) << caller;
    for (const v1::Gap& gap : gaps) {
      EXPECT_EQ(gap.since_time().seconds(), gaps[0].since_time().seconds()) << caller;
    }
  }
}

// A protected person's case has the gaps that anybody's would have, where the counter is told it
// is.
TEST_F(Gaps, TellNothingOfTheProtected) {
  const v1::Case open = Register("clerk", Matter("aid"));
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  ASSERT_TRUE(PassASweep(absl::Hours(24 * 8)));
  for (const char* caller : {"head", "supervisor", "inspector", "mediator"}) {
    const auto listed = List(caller);
    EXPECT_THAT(listed.DebugString(), Not(HasSubstr("SHIELD"))) << caller;
    std::map<std::string, std::vector<std::string>> shown;
    for (v1::Gap gap : listed.gaps()) {
      const std::string name = gap.citizen_case();
      gap.clear_citizen_case();
      gap.clear_unit();
      // Who sees units is told of the unit of an open case in words, too.
      if (std::string(caller) != "head") gap.clear_next_step();
      shown[name].push_back(gap.DebugString());
    }
    EXPECT_THAT(shown, SizeIs(2)) << caller;
    EXPECT_EQ(shown[open.name()], shown[hidden.name()]) << caller;
  }
  EXPECT_THAT(List("auditor").DebugString(), HasSubstr("SHIELD"));
}

// Its real unit has ended: who may not know the route hears nothing of it.
TEST_F(Gaps, OfAHiddenRouteShowToWhoMayKnowIt) {
  Register("clerk", Matter("aid", kProtectedPerson));
  PackageFiles files = TownPackage();
  files["units.csv"] = absl::StrReplaceAll(
      files["units.csv"],
      {{"TOWN,SHIELD,Shielded,yes,,,", "TOWN,SHIELD,Shielded,yes,,2024-03-04,"}});
  files["units.csv"] += "TOWN,SHIELD_TWO,New shield,yes,2024-03-05,,\n";
  Apply(files);
  ASSERT_TRUE(PassASweep(absl::Hours(23)));
  EXPECT_THAT(List("inspector").gaps(), IsEmpty());
  EXPECT_THAT(List("supervisor").gaps(), IsEmpty());
  const auto gaps = List("auditor").gaps();
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_EQ(gaps[0].kind(), v1::GAP_KIND_UNIT_CLOSED);
  EXPECT_EQ(gaps[0].unit(), "SHIELD");
}

TEST_F(Gaps, SayThatAUnitHasEndedAndThatItsOwnerIsGone) {
  const v1::Case east = Register("clerk", [] {
    auto request = Matter("aid");
    request.set_place("east");
    return request;
  }());
  PackageFiles files = TownPackage();
  files["units.csv"] = absl::StrReplaceAll(
      files["units.csv"], {{"WELFARE,EAST,East,no,,,", "WELFARE,EAST,East,no,,2024-03-04,WEST"}});
  Apply(files);
  ASSERT_TRUE(PassASweep(absl::Hours(23)));
  const auto gaps = Of("supervisor", v1::GAP_KIND_UNIT_CLOSED);
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_EQ(gaps[0].citizen_case(), east.name());
  EXPECT_THAT(gaps[0].next_step(), HasSubstr("its successor WELFARE/WEST"));
  EXPECT_THAT(Of("head", v1::GAP_KIND_UNIT_CLOSED), IsEmpty());
}

// That the citizen asks for it, and that it is tagged, moves nothing.
TEST_F(Gaps, SayThatNothingHappensHoweverOftenTheCitizenCalls) {
  const v1::Case aid = Accept("west", Register("clerk", Matter("aid")));
  const int64_t accepted = absl::ToUnixSeconds(clock().Now());
  for (int week = 0; week < 2; ++week) {
    Pass(absl::Hours(24 * 7));
    v1::RecordContactRequest contact;
    contact.set_request_id(absl::StrCat("call-", week));
    contact.set_citizen_case(aid.name());
    contact.set_channel(v1::CHANNEL_PHONE);
    contact.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
    ASSERT_THAT(Call<v1::RecordContactResponse>("clerk", contact), IsOk());
    v1::TagIncidentRequest tag;
    tag.set_request_id(absl::StrCat("tag-", week));
    tag.set_name(aid.name());
    tag.set_incident(absl::StrCat("FLOOD_", week));
    ASSERT_THAT(Call<v1::TagIncidentResponse>("clerk", tag), IsOk());
  }
  ASSERT_TRUE(PassASweep());
  const auto gaps = Of("supervisor", v1::GAP_KIND_STALE);
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_EQ(gaps[0].since_time().seconds(), accepted);
}

// Two authorities have parts of one life event, and nobody answers for the whole.
TEST_F(Gaps, SayThatALifeEventHasNoLeadOnTheSameDay) {
  auto part = Matter("aid");
  part.set_bundle("CHILD");
  Register("clerk", part);
  ASSERT_TRUE(PassASweep());
  EXPECT_THAT(List("supervisor").gaps(), IsEmpty());
  auto other = Matter("trade");
  other.set_bundle("CHILD");
  Register("clerk", other);
  ASSERT_TRUE(PassASweep());
  const auto gaps = List("supervisor").gaps();
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_EQ(gaps[0].kind(), v1::GAP_KIND_BUNDLE_WITHOUT_LEAD);
  EXPECT_EQ(gaps[0].subject(), "CHILD");
  EXPECT_THAT(List("branch_supervisor").gaps(), IsEmpty());
}

// A life event of the list: form leads, and is incomplete at the office to begin with.
class LedEvents : public Gaps {
 protected:
  LedEvents() : Gaps(WithTemplate()) {}

  static PackageFiles WithTemplate() {
    PackageFiles files = TownPackage();
    files[TaskListPath("1", "bundles.csv")] =
        "bundle,title_en,title_local,task_code,lead,consent,consent_scope,optional\n"
        "death,A death,Dødsfall,form,yes,,,\n"
        "death,,,aid,no,,,\n"
        "death,,,trade,no,,,\n";
    return files;
  }

  // The case of the part that leads.
  v1::Case Begin(absl::string_view person) {
    v1::RegisterBundleRequest request;
    request.set_template_("death");
    request.set_channel(v1::CHANNEL_COUNTER);
    *request.mutable_parties() = Matter("form", person).parties();
    const auto response = Call<v1::RegisterBundleResponse>("clerk", request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? Get("clerk", response->bundle().parts(0).citizen_case()) : v1::Case();
  }

  int GapsOf(absl::string_view caller) {
    return static_cast<int>(Of(caller, v1::GAP_KIND_BUNDLE_WITHOUT_LEAD).size());
  }
};

TEST_F(LedEvents, HaveALeadFromTheOfficeToTheAgencyUntilItEnds) {
  for (const char* person : {kOpenPerson, kProtectedPerson}) {
    const v1::Case lead = Begin(person);
    EXPECT_EQ(lead.state(), v1::STATE_INCOMPLETE);
    ASSERT_TRUE(PassASweep());
    EXPECT_EQ(GapsOf("supervisor"), 0) << person;
    v1::SupplementCaseRequest paper;
    paper.set_name(lead.name());
    paper.add_documents()->set_code("paper");
    SKRANKE_ASSERT_OK(Call<v1::SupplementCaseResponse>("clerk", paper));
    ASSERT_TRUE(PassASweep());
    EXPECT_EQ(GapsOf("supervisor"), 0) << person;
  }
}

TEST_F(LedEvents, HaveNoLeadOnceItsPartIsWithdrawn) {
  auto withdraw = About<v1::WithdrawCaseRequest>(Begin(kOpenPerson));
  withdraw.set_reason("She does without.");
  SKRANKE_ASSERT_OK(Call<v1::WithdrawCaseResponse>("clerk", withdraw));
  ASSERT_TRUE(PassASweep());
  EXPECT_EQ(GapsOf("supervisor"), 1);
  EXPECT_EQ(GapsOf("branch_supervisor"), 0);
}

TEST_F(Gaps, ComeInPagesTheOldestFirst) {
  std::vector<std::string> names;
  for (int i = 0; i < 3; ++i) {
    names.push_back(Register("clerk", Matter("aid")).name());
    Pass(absl::Minutes(1));
  }
  ASSERT_TRUE(PassASweep(absl::Hours(25)));
  v1::ListGapsRequest request;
  request.set_page_size(1);
  request.set_agency("WELFARE");
  std::vector<std::string> listed;
  do {
    const auto page = List("supervisor", request);
    ASSERT_THAT(page.gaps(), SizeIs(1));
    listed.push_back(page.gaps(0).citizen_case());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(listed, names);
  request.set_agency("POLICE");
  EXPECT_THAT(List("supervisor", request).gaps(), IsEmpty());
  request.set_page_token("x");
  EXPECT_EQ(ReasonOf(Call<v1::ListGapsResponse>("supervisor", request).status()),
            "INVALID_PAGE_TOKEN");
}

// Agencies that take their time: a letter, and files that are fetched by night.
class SlowAgency : public Gaps {
 protected:
  explicit SlowAgency(const std::string& endpoint) : Gaps(PushingTown(endpoint)) {}

  std::vector<v1::Gap> Unreachable() { return Of("supervisor", v1::GAP_KIND_RECEIVER_UNREACHABLE); }
};

class PaperAgency : public SlowAgency {
 protected:
  PaperAgency() : SlowAgency("paper:") {}
};

TEST_F(PaperAgency, IsChasedByItsTimeToAccept) {
  Register("clerk", Matter("aid"));
  ASSERT_TRUE(PassASweep(absl::Hours(2)));
  EXPECT_THAT(List("inspector").gaps(), IsEmpty());
  ASSERT_TRUE(PassASweep(absl::Hours(22)));
  EXPECT_THAT(Unreachable(), IsEmpty());
  const auto gaps = Of("supervisor", v1::GAP_KIND_NEVER_ACCEPTED);
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_THAT(gaps[0].next_step(), HasSubstr("prints and sends the packet"));
}

struct DropFolder {
  DropFolder() {
    for (const char* folder : {"OUT", "RECEIPTS"}) {
      std::filesystem::create_directories(drop.Path(absl::StrCat("drop/", folder)));
    }
  }
  TempDir drop;
};

class FileDropAgency : private DropFolder, public SlowAgency {
 protected:
  FileDropAgency() : SlowAgency(absl::StrCat("dir:", drop.Path("drop"))) {}
};

TEST_F(FileDropAgency, HasAWorkingDayToFetch) {
  Register("clerk", Matter("aid"));
  ASSERT_TRUE(PassASweep(absl::Hours(25)));
  EXPECT_THAT(Unreachable(), IsEmpty());
  ASSERT_TRUE(PassASweep(absl::Hours(24 * 4)));
  const auto gaps = Unreachable();
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_THAT(gaps[0].next_step(), HasSubstr("folder of WELFARE"));
}

// A town whose welfare agency is pushed to.
class DeadAgency : private WelfareAddress, public Gaps {
 protected:
  DeadAgency() : Gaps(PushingTown(address)) {}

  std::unique_ptr<ReferenceAgency> Start() {
    return StartAgency("WELFARE", address, OfficeAddress(), "accept", dir().Path("agency"),
                       clock());
  }
  // The police is there, and pushed to from now on.
  std::unique_ptr<ReferenceAgency> StartPolice() {
    auto police = StartAgency("POLICE", "127.0.0.1:0", OfficeAddress(), "accept",
                              dir().Path("police"), clock());
    PackageFiles files = PushingTown(address);
    files["agencies.csv"] = absl::StrReplaceAll(
        files["agencies.csv"],
        {{"The police,State,,", absl::StrCat("The police,State,127.0.0.1:", police->port(), ",")}});
    Apply(files);
    return police;
  }
  bool IsBackingOff() {
    for (const AgencyDelivery& line : server().forwarder().deliveries()) {
      if (line.agency == "WELFARE" && line.backing_off) return true;
    }
    return false;
  }
  bool IsIn(const v1::Case& c, v1::State state) {
    return Eventually([&] { return Get("supervisor", c.name()).state() == state; });
  }

 private:
  std::string OfficeAddress() { return absl::StrCat("127.0.0.1:", server().port()); }
};

TEST_F(DeadAgency, IsAGapWithinTheHourAndNoneOnceItIsBack) {
  auto agency = Start();
  ASSERT_TRUE(IsIn(Register("clerk", Matter("aid")), v1::STATE_IN_PROGRESS));
  ASSERT_TRUE(PassASweep());
  EXPECT_THAT(List("inspector").gaps(), IsEmpty());

  agency.reset();
  const absl::Time killed = clock().Now();
  const v1::Case waits = Register("clerk", Matter("aid"));
  ASSERT_TRUE(Eventually([&] { return IsBackingOff(); }));
  while (Of("supervisor", v1::GAP_KIND_RECEIVER_UNREACHABLE).empty() &&
         clock().Now() < killed + absl::Hours(1)) {
    ASSERT_TRUE(PassASweep());
  }
  const auto gaps = Of("supervisor", v1::GAP_KIND_RECEIVER_UNREACHABLE);
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_LT(clock().Now() - killed, absl::Hours(1));
  EXPECT_EQ(gaps[0].subject(), "WELFARE");
  EXPECT_EQ(gaps[0].since_time().seconds(), absl::ToUnixSeconds(killed));
  EXPECT_THAT(Of("operator", v1::GAP_KIND_RECEIVER_UNREACHABLE), SizeIs(1));
  // Its age stays what it was.
  ASSERT_TRUE(PassASweep());
  EXPECT_EQ(Of("supervisor", v1::GAP_KIND_RECEIVER_UNREACHABLE)[0].since_time().seconds(),
            gaps[0].since_time().seconds());

  agency = Start();
  Pass(absl::Minutes(1));
  ASSERT_TRUE(IsIn(waits, v1::STATE_IN_PROGRESS));
  ASSERT_TRUE(PassASweep());
  EXPECT_THAT(Of("supervisor", v1::GAP_KIND_RECEIVER_UNREACHABLE), IsEmpty());
}

// Others are pushed to as before.
TEST_F(DeadAgency, StallsNobody) {
  const auto police = StartPolice();
  Register("clerk", Matter("aid"));
  ASSERT_TRUE(Eventually([&] { return IsBackingOff(); }));
  EXPECT_TRUE(IsIn(Register("clerk", Matter("trade")), v1::STATE_IN_PROGRESS));
  EXPECT_TRUE(IsBackingOff());
}

}  // namespace
}  // namespace skranke
