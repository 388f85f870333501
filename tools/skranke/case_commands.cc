#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/party_flags.h"
#include "tools/skranke/show_case.h"

namespace skranke {
namespace {

constexpr char kDesk[] = "/skranke.v1.FrontDeskService/";

std::string DeskMethod(absl::string_view name) { return absl::StrCat(kDesk, name); }

std::vector<Flag> Joined(std::vector<Flag> flags, const std::vector<Flag>& more) {
  flags.insert(flags.end(), more.begin(), more.end());
  return flags;
}

const std::vector<Flag>& StatedFlags() {
  static const auto* const flags =
      new std::vector<Flag>{{"fact", "NAME=VALUE", "facts", true},
                            {"document", "CODE[:ROLE][=TITLE]", "documents", true},
                            {"consent", "CODE[:ROLE]", "attestations", true},
                            {"signature", "CODE[:ROLE]", "attestations", true},
                            {"fee", "CODE[:ROLE]", "attestations", true}};
  return *flags;
}

// What ClassifyCase and RegisterCase have in common.
std::vector<Flag> MatterFlags() {
  const std::vector<Flag> matter = {{"task", "CODE", "task"},
                                    {"action", "CODE", "action"},
                                    {"service-line", "CODE", "service_line"},
                                    {"place", "CODE", "place"},
                                    {"point", "CODE", "service_point"},
                                    {"received", "TIME", "receive_time"}};
  return Joined(Joined(matter, PartyFlags()), StatedFlags());
}

// Brings the file first, then says that the case has it.
const Flag kFileFlag{"file", "CODE[:ROLE]=PATH", "documents", true};

std::vector<Flag> RegisterFlags() {
  return Joined({{"channel", "CHANNEL", "channel"},
                 kFileFlag,
                 {"note", "TEXT", "note"},
                 {"bundle", "BUNDLE", "bundle"},
                 {"mandate", "TEXT", "mandate"},
                 {"external", "SYSTEM:ID", "external_reference"},
                 {"accept-incomplete", "", "accept_incomplete"},
                 {"finish", "OUTCOME", "finish.outcome"},
                 {"finish-note", "TEXT", "finish.note"},
                 kOccurredFlag,
                 kRequestIdFlag},
                MatterFlags());
}

std::vector<Flag> ReasonFlags() { return VerbFlags({{"reason", "SENTENCE", "reason"}}); }

std::string ShowClassified(const v1::ClassifyCaseResponse& response) {
  v1::Case verdict;
  *verdict.mutable_classification() = response.classification();
  return absl::StrCat(ShowCase(verdict), ShowAnswer(response.answer()));
}

std::string ShowRegistered(const v1::RegisterCaseResponse& response) {
  std::string text = ShowAnswerReply(response);
  if (response.open_cases().empty()) return text;
  return absl::StrCat(text, "\nOpen cases of the same person and task:\n",
                      ShowOpenCases(response.open_cases()));
}

Commands EntryCommands() {
  return {
      {"case classify", "", "Says what the list would decide, and stores nothing.", MatterFlags(),
       CallCommand<v1::ClassifyCaseRequest, v1::ClassifyCaseResponse>(DeskMethod("ClassifyCase"),
                                                                      ShowClassified)},
      {"case register", "", "Registers a citizen's matter.", RegisterFlags(),
       CallCommand<v1::RegisterCaseRequest, v1::RegisterCaseResponse>(DeskMethod("RegisterCase"),
                                                                      ShowRegistered)},
      {"case show",
       "CASE",
       "Shows a case.",
       {},
       CallCommand<v1::GetCaseRequest, v1::GetCaseResponse>(DeskMethod("GetCase"), ShowCaseReply)},
  };
}

Commands CounterCommands() {
  return {
      {"case supplement", "CASE", "Adds facts, documents or consents to a case.",
       Joined(StatedFlags(), {kFileFlag,
                              {"note", "TEXT", "note"},
                              {"accept-incomplete", "", "accept_incomplete"},
                              kOccurredFlag,
                              kRequestIdFlag}),
       CallCommand<v1::SupplementCaseRequest, v1::SupplementCaseResponse>(
           DeskMethod("SupplementCase"), ShowAnswerReply)},
      {"case finish", "CASE", "Finishes a quick case at the counter.",
       VerbFlags({{"outcome", "CODE", "finish.outcome"}, {"note", "TEXT", "finish.note"}}),
       CallCommand<v1::FinishCaseRequest, v1::FinishCaseResponse>(DeskMethod("FinishCase"),
                                                                  ShowCaseReply)},
      {"case send-to-owner", "CASE", "Sends a quick case to the task's owner, with a reason.",
       ReasonFlags(),
       CallCommand<v1::SendToOwnerRequest, v1::SendToOwnerResponse>(DeskMethod("SendToOwner"),
                                                                    ShowAnswerReply)},
      {"case route", "CASE",
       "Routes a case by hand: the sorting unit, a supervisor or the mediator.",
       VerbFlags({{"to", "AGENCY/UNIT", "receiver"}, {"reason", "SENTENCE", "reason"}}),
       CallCommand<v1::RouteCaseRequest, v1::RouteCaseResponse>(DeskMethod("RouteCase"),
                                                                ShowCaseReply)},
  };
}

Commands EndCommands() {
  return {
      {"case withdraw", "CASE", "The citizen takes the matter back.", ReasonFlags(),
       CallCommand<v1::WithdrawCaseRequest, v1::WithdrawCaseResponse>(DeskMethod("WithdrawCase"),
                                                                      ShowCaseReply)},
      {"case misregister", "CASE", "The case should never have been registered.", ReasonFlags(),
       CallCommand<v1::MisregisterCaseRequest, v1::MisregisterCaseResponse>(
           DeskMethod("MisregisterCase"), ShowCaseReply)},
      {"case reopen", "CASE", "Reopens a closed or finished case.", ReasonFlags(),
       CallCommand<v1::ReopenCaseRequest, v1::ReopenCaseResponse>(DeskMethod("ReopenCase"),
                                                                  ShowAnswerReply)},
  };
}

}  // namespace

Commands CaseCommands() {
  Commands all;
  for (const auto table : {EntryCommands, CounterCommands, EndCommands}) {
    for (Command& command : table()) all.push_back(std::move(command));
  }
  return all;
}

}  // namespace skranke
