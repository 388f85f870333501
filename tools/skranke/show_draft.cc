#include "tools/skranke/show_draft.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/text_table.h"

namespace skranke {
namespace {

std::string HeadText(const v1::Draft& draft) {
  TextTable head({});
  head.AddField("version", draft.version());
  head.AddField("state", ShortName(draft.state()));
  head.AddField("revision", draft.revision() == 0 ? "" : absl::StrCat(draft.revision()));
  head.AddField("in force from", draft.valid_from());
  head.AddField("in force to", draft.valid_to());
  head.AddField("compared with list", draft.base_version());
  head.AddField("checked on", draft.check_day());
  head.AddField("examples passed", draft.examples() == 0 ? "" : absl::StrCat(draft.examples()));
  head.AddField("hearing from", draft.hearing_from());
  head.AddField("hearing to", draft.hearing_to());
  head.AddField("open cases", ShortName(draft.open_cases()));
  head.AddField("minutes", draft.minutes());
  head.AddField("adopted on", draft.adopt_day());
  head.AddField("emergency", draft.emergency_reason());
  head.AddField("ratified by", draft.ratify_minutes());
  head.AddField("withdrawn", draft.withdraw_reason());
  head.AddField("cases moved", draft.cases_moved() ? absl::StrCat(draft.moved_count()) : "");
  head.AddField("tags", absl::StrJoin(draft.tags(), "; "));
  head.AddField("hash", draft.hash());
  return head.Text();
}

std::string LineText(uint32_t line) { return line == 0 ? "" : absl::StrCat(line); }

std::string ChangesText(const v1::Draft& draft) {
  if (draft.changes().empty()) return "";
  TextTable table({"CHANGE", "FILE", "ROW", "WAS", "IS"});
  for (const v1::ListChange& change : draft.changes()) {
    table.Add({ShortName(change.change()), change.table(), change.key(),
               LineText(change.line_before()), LineText(change.line_after())});
  }
  return absl::StrCat("\n", table.Text());
}

std::string PartiesText(const v1::Draft& draft) {
  if (draft.parties().empty()) return "";
  TextTable table({"PARTY", "KIND", "ROWS", "POSITION", "DAY", "SENTENCE"});
  for (const v1::AffectedParty& party : draft.parties()) {
    const v1::PartyPosition& said = party.position();
    table.Add({party.agency(), ShortName(party.kind()), absl::StrCat(party.rows_size()),
               party.has_position() ? ShortName(said.position()) : "none yet", said.day(),
               said.sentence()});
  }
  return absl::StrCat("\n", table.Text());
}

std::string CasesText(const v1::Draft& draft) {
  if (draft.cases().empty()) return "";
  TextTable table({"TASK", "OPEN CASES", "NOT YET ACCEPTED"});
  for (const v1::OpenCaseCount& count : draft.cases()) {
    table.Add({count.task(), absl::StrCat(count.open_cases()), absl::StrCat(count.moved_cases())});
  }
  return absl::StrCat("\n", table.Text());
}

std::string OutcomeText(const v1::Draft& draft) {
  std::string text;
  for (const v1::DroppedRow& dropped : draft.dropped()) {
    absl::StrAppend(&text, "dropped, for ", PrintableText(dropped.agency()),
                    " was silent: ", dropped.row().table(), " ", PrintableText(dropped.row().key()),
                    "\n");
  }
  for (const v1::OverruledObjection& overruled : draft.overruled()) {
    absl::StrAppend(&text, "overruled ", PrintableText(overruled.agency()), ": ",
                    PrintableText(overruled.reason()), "\n");
  }
  return text.empty() ? "" : absl::StrCat("\n", text);
}

}  // namespace

std::string DraftText(const v1::Draft& draft) {
  return absl::StrCat(HeadText(draft), ChangesText(draft), PartiesText(draft), CasesText(draft),
                      OutcomeText(draft));
}

std::string DraftsText(const v1::ListDraftsResponse& response) {
  TextTable table({"VERSION", "STATE", "IN FORCE FROM", "HEARING TO", "MINUTES"});
  for (const v1::Draft& draft : response.drafts()) {
    table.Add({draft.version(), ShortName(draft.state()), draft.valid_from(), draft.hearing_to(),
               draft.minutes()});
  }
  return table.Text();
}

std::string RegisterText(const v1::ListTaskListChangesResponse& response) {
  return absl::StrJoin(response.versions(), "\n", [](std::string* out, const v1::Draft& version) {
    absl::StrAppend(out, DraftText(version));
  });
}

}  // namespace skranke
