#include <algorithm>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "skranke/v1/rulebook.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/office_files.h"
#include "tools/skranke/show_draft.h"
#include "tools/skranke/usage.h"
#include "tools/skranke/written_package.h"

namespace skranke {
namespace {

std::string MethodOf(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.RulebookService/", rpc);
}

const Flag kRevisionFlag{"revision", "N", "revision"};

// The latest revision, unless one is given: what the caller decides on is what stands there now.
template <class Request>
absl::Status FillRevision(Session& session, const Arguments& arguments, Request& request) {
  if (arguments.Find("revision")) return absl::OkStatus();
  v1::GetDraftRequest get;
  get.set_version(request.version());
  v1::GetDraftResponse found;
  SKRANKE_RETURN_IF_ERROR(session.Call(MethodOf("GetDraft"), get, found));
  request.set_revision(found.draft().revision());
  return absl::OkStatus();
}

// Every value of a flag that may be given many times, as LEFT=RIGHT.
absl::Status ForEachPair(
    const Arguments& arguments, absl::string_view flag,
    absl::FunctionRef<absl::Status(const std::string&, const std::string&)> use) {
  for (const GivenFlag& given : arguments.flags()) {
    if (given.flag.name != flag) continue;
    const std::pair<std::string, std::string> pair =
        absl::StrSplit(given.value, absl::MaxSplits('=', 1));
    if (pair.first.empty() || pair.second.empty()) {
      return UsageError(absl::StrCat("--", flag, " must be ", given.flag.value));
    }
    SKRANKE_RETURN_IF_ERROR(use(pair.first, pair.second));
  }
  return absl::OkStatus();
}

absl::Status FillKinds(const Arguments& arguments, v1::OpenHearingRequest& request) {
  return ForEachPair(
      arguments, "party", [&](const std::string& agency, const std::string& kind) -> absl::Status {
        SKRANKE_ASSIGN_OR_RETURN(const int number, EnumNumber(*v1::PartyKind_descriptor(), kind));
        auto* const party = request.add_parties();
        party->set_agency(agency);
        party->set_kind(static_cast<v1::PartyKind>(number));
        return absl::OkStatus();
      });
}

absl::Status FillOverruled(const Arguments& arguments, v1::AdoptDraftRequest& request) {
  return ForEachPair(arguments, "overrule",
                     [&](const std::string& agency, const std::string& reason) {
                       auto* const overruled = request.add_overruled();
                       overruled->set_agency(agency);
                       overruled->set_reason(reason);
                       return absl::OkStatus();
                     });
}

// FILE:LINE=ROW; an empty line adds the row, "-" as the row removes it.
absl::Status FillEdits(const Arguments& arguments, v1::SaveDraftRequest& request) {
  return ForEachPair(arguments, "edit",
                     [&](const std::string& place, const std::string& row) -> absl::Status {
                       const std::pair<std::string, std::string> at =
                           absl::StrSplit(place, absl::MaxSplits(':', 1));
                       uint32_t line = 0;
                       if (!at.second.empty() && !absl::SimpleAtoi(at.second, &line)) {
                         return UsageError("--edit must be FILE:LINE=ROW");
                       }
                       auto* const edit = request.add_edits();
                       edit->set_file(at.first);
                       edit->set_line(line);
                       edit->set_row(row == "-" ? "" : row);
                       return absl::OkStatus();
                     });
}

// The list's own folder, or an office package with it below lists/.
absl::Status FillFiles(const std::string& dir, v1::SaveDraftRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const auto files, ReadOfficeFiles(dir));
  const std::string folder = absl::StrCat("lists/", request.version(), "/");
  for (v1::PackageFile file : files) {
    const bool own = !absl::StrContains(file.path(), '/');
    if (own && files.front().path() != "agencies.csv") file.set_path(folder + file.path());
    if (absl::StartsWith(file.path(), folder)) *request.add_files() = std::move(file);
  }
  if (!request.files().empty()) return absl::OkStatus();
  return UsageError(absl::StrCat(dir, " holds no list ", request.version()));
}

template <class Request, class Response>
absl::Status Send(Session& session, absl::string_view rpc, const Request& request) {
  Response response;
  SKRANKE_RETURN_IF_ERROR(session.Call(MethodOf(rpc), request, response));
  session.Print(MessageJson(response), DraftText(response.draft()));
  return absl::OkStatus();
}

// The version is the first word.
template <class Request>
absl::Status Fill(Session& session, const Arguments& arguments, Request& request) {
  request.set_version(arguments.words()[0]);
  return FillRequest(session, arguments, request);
}

// A step on a draft as it is now; `more` fills what flags alone cannot.
template <class Request, class Response>
Action StepCommand(absl::string_view rpc,
                   absl::Status (*more)(const Arguments&, Request&) = nullptr) {
  auto run = [rpc = std::string(rpc), more](Session& session,
                                            const Arguments& arguments) -> absl::Status {
    Request request;
    SKRANKE_RETURN_IF_ERROR(Fill(session, arguments, request));
    if (more != nullptr) SKRANKE_RETURN_IF_ERROR(more(arguments, request));
    SKRANKE_RETURN_IF_ERROR(FillRevision(session, arguments, request));
    return Send<Request, Response>(session, rpc, request);
  };
  return {std::move(run), Request::descriptor()};
}

absl::Status Save(Session& session, const Arguments& arguments) {
  v1::SaveDraftRequest request;
  SKRANKE_RETURN_IF_ERROR(Fill(session, arguments, request));
  SKRANKE_RETURN_IF_ERROR(FillEdits(arguments, request));
  for (const GivenFlag& given : arguments.flags()) {
    if (given.flag.name == "tag") request.add_tags(given.value);
  }
  if (arguments.words().size() > 1) {
    SKRANKE_RETURN_IF_ERROR(FillFiles(arguments.words()[1], request));
  }
  return Send<v1::SaveDraftRequest, v1::SaveDraftResponse>(session, "SaveDraft", request);
}

template <v1::Position position>
absl::Status SetPosition(const Arguments&, v1::RecordPositionRequest& request) {
  request.set_position(position);
  return absl::OkStatus();
}

absl::Status Show(Session& session, const Arguments& arguments) {
  v1::GetDraftRequest request;
  request.set_version(arguments.words()[0]);
  return Send<v1::GetDraftRequest, v1::GetDraftResponse>(session, "GetDraft", request);
}

absl::Status Ratify(Session& session, const Arguments& arguments) {
  v1::RatifyEmergencyRequest request;
  SKRANKE_RETURN_IF_ERROR(Fill(session, arguments, request));
  return Send<v1::RatifyEmergencyRequest, v1::RatifyEmergencyResponse>(session, "RatifyEmergency",
                                                                       request);
}

absl::Status ShowRegister(Session& session, const Arguments& arguments) {
  v1::ListTaskListChangesRequest request;
  v1::ListTaskListChangesResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  if (!arguments.words().empty()) request.set_version(arguments.words()[0]);
  SKRANKE_RETURN_IF_ERROR(session.Call(MethodOf("ListTaskListChanges"), request, response));
  session.Print(MessageJson(response), RegisterText(response));
  return absl::OkStatus();
}

absl::Status Package(Session& session, const Arguments& arguments) {
  v1::ExportRulebookRequest request;
  v1::ExportRulebookResponse response;
  request.set_version(arguments.words()[0]);
  SKRANKE_RETURN_IF_ERROR(session.Call(MethodOf("ExportRulebook"), request, response));
  for (const v1::PackageFile& file : response.files()) {
    SKRANKE_RETURN_IF_ERROR(WriteBelow(arguments.words()[1], file));
  }
  session.Print(JsonObject()
                    .Text("version", request.version())
                    .Text("hash", response.hash())
                    .Number("files", response.files_size())
                    .Json(),
                absl::StrCat("wrote ", response.files_size(), " files of list ", request.version(),
                             ", hash ", response.hash(), "\n"));
  return absl::OkStatus();
}

absl::Status Install(Session& session, const Arguments& arguments) {
  v1::ImportRulebookRequest request;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  SKRANKE_ASSIGN_OR_RETURN(const auto files, ReadOfficeFiles(arguments.words()[0]));
  request.mutable_files()->Add(files.begin(), files.end());
  return Send<v1::ImportRulebookRequest, v1::ImportRulebookResponse>(session, "ImportRulebook",
                                                                     request);
}

Commands DraftingCommands() {
  return {
      {"tasklist draft",
       "VERSION [DIR]",
       "Saves a draft: the list in DIR, or edits to the list in force.",
       {kRevisionFlag,
        {"edit", "FILE:LINE=ROW", "", true},
        {"valid-from", "DAY", "valid_from"},
        {"open-cases", "STAY|MOVE", "open_cases"},
        {"tag", "WORD", "", true},
        kRequestIdFlag},
       {Save, v1::SaveDraftRequest::descriptor()}},
      {"tasklist drafts",
       "",
       "Lists the drafts and what became of them.",
       {},
       CallCommand<v1::ListDraftsRequest, v1::ListDraftsResponse>(MethodOf("ListDrafts"),
                                                                  DraftsText)},
      {"tasklist show-draft",
       "VERSION",
       "Shows a draft: its changes, whom it affects, what they say.",
       {},
       {Show, v1::GetDraftRequest::descriptor()}},
      {"tasklist check-draft",
       "VERSION",
       "Checks a draft and runs its worked examples.",
       {kRevisionFlag, kRequestIdFlag},
       StepCommand<v1::CheckDraftRequest, v1::CheckDraftResponse>("CheckDraft")},
      {"tasklist withdraw",
       "VERSION",
       "Gives a draft up.",
       {{"reason", "TEXT", "reason"}, kRevisionFlag, kRequestIdFlag},
       StepCommand<v1::WithdrawDraftRequest, v1::WithdrawDraftResponse>("WithdrawDraft")},
  };
}

Commands HearingCommands() {
  const std::vector<Flag> position = {{"sentence", "TEXT", "sentence"},
                                      {"agency", "CODE", "agency"},
                                      {"letter-date", "DAY", "letter_date"},
                                      {"letter-reference", "TEXT", "letter_reference"},
                                      kRevisionFlag,
                                      kRequestIdFlag};
  return {
      {"tasklist hearing",
       "VERSION",
       "Asks the agencies that a checked draft affects.",
       {{"to", "DAY", "hearing_to"},
        {"party", "AGENCY=KIND", "", true},
        kRevisionFlag,
        kRequestIdFlag},
       StepCommand<v1::OpenHearingRequest, v1::OpenHearingResponse>("OpenHearing", &FillKinds)},
      {"tasklist consent", "VERSION",
       "Consents to a draft: as the agency, or as the rule owner from its dated letter.", position,
       StepCommand<v1::RecordPositionRequest, v1::RecordPositionResponse>(
           "RecordPosition", &SetPosition<v1::POSITION_CONSENT>)},
      {"tasklist object", "VERSION",
       "Objects to a draft: as the agency, or as the rule owner from its dated letter.", position,
       StepCommand<v1::RecordPositionRequest, v1::RecordPositionResponse>(
           "RecordPosition", &SetPosition<v1::POSITION_OBJECTION>)},
  };
}

Commands AdoptionCommands() {
  return {
      {"tasklist adopt",
       "VERSION",
       "Adopts a draft: the list comes into force on its first day.",
       {{"minutes", "TEXT", "minutes"},
        {"overrule", "AGENCY=REASON", "", true},
        {"dry-run", "", "dry_run"},
        kRevisionFlag,
        kRequestIdFlag},
       StepCommand<v1::AdoptDraftRequest, v1::AdoptDraftResponse>("AdoptDraft", &FillOverruled)},
      {"tasklist emergency",
       "VERSION",
       "Adopts a checked draft at once, for at most 30 days.",
       {{"reason", "TEXT", "reason"}, {"to", "DAY", "valid_to"}, kRevisionFlag, kRequestIdFlag},
       StepCommand<v1::AdoptEmergencyRequest, v1::AdoptEmergencyResponse>("AdoptEmergency")},
      {"tasklist ratify",
       "VERSION",
       "Ratifies an emergency list, which then no longer ends by itself.",
       {{"minutes", "TEXT", "minutes"}, kRequestIdFlag},
       {Ratify, v1::RatifyEmergencyRequest::descriptor()}},
  };
}

Commands RegisterCommands() {
  return {
      {"tasklist register",
       "[VERSION]",
       "Shows the public register: adopted lists, their changes and who said what.",
       {{"tag", "WORD", "tag"}},
       {ShowRegister, v1::ListTaskListChangesRequest::descriptor()}},
      {"tasklist package",
       "VERSION DIR",
       "Writes an adopted list as a citable package.",
       {},
       {Package, v1::ExportRulebookRequest::descriptor()}},
      {"tasklist install",
       "DIR",
       "Installs a package that was adopted elsewhere, byte for byte.",
       {kRequestIdFlag},
       {Install, v1::ImportRulebookRequest::descriptor()}},
  };
}

}  // namespace

Commands RulebookCommands() {
  Commands all;
  for (Commands part :
       {DraftingCommands(), HearingCommands(), AdoptionCommands(), RegisterCommands()}) {
    std::move(part.begin(), part.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace skranke
