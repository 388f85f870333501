#include <utility>

#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/command.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/field_text.h"
#include "tools/skranke/json_object.h"
#include "tools/skranke/mass_filter.h"
#include "tools/skranke/mass_run.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

absl::StatusOr<MassOrder> ReadOrder(const Arguments& arguments) {
  MassOrder order{.campaign = arguments.Get("campaign"),
                  .reason = arguments.Get("reason"),
                  .outcome = arguments.Get("outcome"),
                  .referred_to = arguments.Get("referred-to")};
  SKRANKE_ASSIGN_OR_RETURN(order.action, ParseMassAction(arguments.Get("action")));
  SKRANKE_ASSIGN_OR_RETURN(order.limit, arguments.GetNumber("limit", 0, 0));
  if (arguments.Has("apply") && order.campaign.empty()) {
    return UsageError("--campaign=NAME is needed with --apply: who repeats it does no case twice");
  }
  if (order.action == MassAction::kRoute) {
    SKRANKE_ASSIGN_OR_RETURN(order.receiver, ParseReceiver(arguments.Get("to")));
    if (order.receiver.agency().empty()) return UsageError("--to=AGENCY/UNIT is needed");
    if (order.reason.empty()) return UsageError("--reason=SENTENCE is needed");
  }
  if (order.action == MassAction::kClose && order.outcome.empty()) {
    return UsageError("--outcome=CODE is needed");
  }
  if (order.action == MassAction::kNotify) {
    SKRANKE_ASSIGN_OR_RETURN(const int channel,
                             EnumNumber(*v1::Channel_descriptor(), arguments.Get("channel")));
    order.channel = static_cast<v1::Channel>(channel);
  }
  return order;
}

std::string CountsJson(const std::map<std::string, int64_t>& counts) {
  JsonObject json;
  for (const auto& [key, count] : counts) json.Number(key, count);
  return json.Json();
}

void Print(Session& session, bool applied, const MassReport& report) {
  JsonObject json;
  json.Bool("applied", applied).Number("found", report.found).Number("fitting", report.fitting);
  json.Raw("by_state", CountsJson(report.by_state));
  json.Number("done", report.done).Number("done_before", report.done_before);
  json.Raw("refused", CountsJson(report.refused));
  TextTable table({});
  table.AddField("found", absl::StrCat(report.found));
  table.AddField(applied ? "fitting" : "would be done", absl::StrCat(report.fitting));
  for (const auto& [state, count] : report.by_state) {
    table.AddField(absl::StrCat("  in ", state), absl::StrCat(count));
  }
  if (applied) {
    table.AddField("done", absl::StrCat(report.done));
    table.AddField("done before", absl::StrCat(report.done_before));
    for (const auto& [reason, count] : report.refused) {
      table.AddField(absl::StrCat("refused ", reason), absl::StrCat(count));
    }
  }
  session.Print(json.Json(),
                absl::StrCat(table.Text(), applied ? "" : "Nothing was done: --apply does it.\n"));
}

absl::Status Mass(Session& session, const Arguments& arguments) {
  SKRANKE_ASSIGN_OR_RETURN(const MassOrder order, ReadOrder(arguments));
  SKRANKE_ASSIGN_OR_RETURN(const std::vector<v1::Case> cases,
                           ReadMeantCases(session, arguments, order.action));
  const bool apply = arguments.Has("apply");
  MassReport report = CountMass(order, cases);
  const absl::Status status = apply ? RunMass(session, order, cases, report) : absl::OkStatus();
  Print(session, apply, report);
  return status;
}

std::vector<Flag> MassFlags() {
  std::vector<Flag> flags = {{"campaign", "NAME"},   {"action", "accept|route|notify|close"},
                             {"apply", ""},          {"limit", "N"},
                             {"to", "AGENCY/UNIT"},  {"reason", "SENTENCE"},
                             {"channel", "CHANNEL"}, {"referred-to", "NAME"},
                             {"outcome", "CODE"}};
  for (Flag& flag : MassFilterFlags()) flags.push_back(std::move(flag));
  return flags;
}

}  // namespace

Commands MassCommands() {
  return {{"mass",
           "",
           "Does the same to many cases, one command a case; counts only, without --apply.",
           MassFlags(),
           {Mass, v1::ListCasesRequest::descriptor()}}};
}

}  // namespace skranke
