#include <utility>

#include "skranke/v1/correction.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/field_text.h"
#include "tools/skranke/party_flags.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

std::string Method(absl::string_view name) {
  return absl::StrCat("/skranke.v1.CorrectionService/", name);
}

// How two cases belong together: the flag that names the other one.
struct LinkFlag {
  const char* name;
  v1::LinkKind kind;
};

constexpr LinkFlag kLinkFlags[] = {
    {"duplicate-of", v1::LINK_KIND_DUPLICATE_OF},
    {"appeal-of", v1::LINK_KIND_APPEAL_OF},
    {"follows", v1::LINK_KIND_FOLLOWS},
};

std::vector<Flag> CorrectFlags() {
  std::vector<Flag> flags = {{"task", "CODE", "task"},
                             {"fact", "NAME=VALUE", "facts", true},
                             {"remove-fact", "NAME", "remove_facts", true},
                             {"received", "TIME", "receive_time"},
                             {"accept-incomplete", "", "accept_incomplete"},
                             {"reason", "SENTENCE", "reason"},
                             kEtagFlag,
                             kOccurredFlag,
                             kRequestIdFlag};
  flags.insert(flags.end(), PartyFlags().begin(), PartyFlags().end());
  return flags;
}

std::vector<Flag> LinkFlags() {
  std::vector<Flag> flags;
  for (const LinkFlag& link : kLinkFlags) flags.push_back({link.name, "CASE"});
  flags.push_back(kRequestIdFlag);
  return flags;
}

std::string ShowCorrected(const v1::CorrectCaseResponse& response) {
  const char* const found =
      response.wrong_person()
          ? "\nIt stood on the wrong person: the data protection officer has 72 hours.\n"
          : "";
  return absl::StrCat(ShowAnswerReply(response), found);
}

// Exactly one of the flags says which case it is linked to.
absl::Status FillLink(const Arguments& arguments, v1::LinkCasesRequest& request) {
  for (const LinkFlag& link : kLinkFlags) {
    const auto other = arguments.Find(link.name);
    if (!other) continue;
    if (request.kind() != v1::LINK_KIND_UNSPECIFIED) {
      return UsageError("one link at a time: --duplicate-of, --appeal-of or --follows");
    }
    request.set_kind(link.kind);
    request.set_target(CaseName(*other));
  }
  if (request.kind() != v1::LINK_KIND_UNSPECIFIED) return absl::OkStatus();
  return UsageError("to which case: --duplicate-of, --appeal-of or --follows");
}

absl::Status LinkCases(Session& session, const Arguments& arguments) {
  v1::LinkCasesRequest request;
  v1::LinkCasesResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  SKRANKE_RETURN_IF_ERROR(FillLink(arguments, request));
  SKRANKE_RETURN_IF_ERROR(session.Call(Method("LinkCases"), request, response));
  session.Print(MessageJson(response), ShowCaseReply(response));
  return absl::OkStatus();
}

template <typename Agencies>
std::string Listed(const Agencies& agencies) {
  std::string text;
  for (const std::string& agency : agencies) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", agency);
  }
  return text;
}

std::string ShowWrongPersons(const v1::ListWrongPersonsResponse& response) {
  TextTable table({"CASE", "OFFICE", "FOUND", "NOTIFY BY", "HOURS LEFT", "PERSONS", "TOLD BEFORE",
                   "TELL BY HAND"});
  for (const v1::WrongPersonCase& listed : response.cases()) {
    table.Add({listed.name(), listed.office(), LocalText(listed.find_time()),
               LocalText(listed.notify_by_time()), absl::StrCat(listed.hours_left()),
               absl::StrCat(listed.person_count()), Listed(listed.agencies()),
               Listed(listed.untold_agencies())});
  }
  return table.Text();
}

std::string ShowSettled(const v1::SettleWrongPersonResponse&) { return "Settled.\n"; }

}  // namespace

Commands CorrectionCommands() {
  return {
      {"correct", "CASE", "Puts right who a case is about, what it is, or when it came.",
       CorrectFlags(),
       CallCommand<v1::CorrectCaseRequest, v1::CorrectCaseResponse>(Method("CorrectCase"),
                                                                    ShowCorrected)},
      {"link",
       "CASE",
       "Links a case to what it is a duplicate or appeal of, or follows.",
       LinkFlags(),
       {LinkCases, v1::LinkCasesRequest::descriptor()}},
      {"wrong-persons",
       "",
       "Lists cases that stood on a wrong person, with the hours left.",
       {kLimitFlag},
       ListCommand<v1::ListWrongPersonsRequest, v1::ListWrongPersonsResponse>(
           Method("ListWrongPersons"), ShowWrongPersons)},
      {"settle-wrong-person",
       "CASE",
       "The data protection officer is done with a case on a wrong person.",
       {{"sentence", "SENTENCE", "sentence"}, {"persons", "N", "person_count"}, kRequestIdFlag},
       CallCommand<v1::SettleWrongPersonRequest, v1::SettleWrongPersonResponse>(
           Method("SettleWrongPerson"), ShowSettled)},
  };
}

}  // namespace skranke
