#include "services/rulebook/manifest.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/csv.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/tasklist/list_tables.h"
#include "libs/tasklist/parse_task_list.h"
#include "libs/tasklist/rulebook_words.h"

namespace skranke {
namespace {

using storage::v1::RulebookDraft;
using storage::v1::TaskListContent;
using Values = std::map<std::string, std::string>;

constexpr char kManifest[] = "manifest.csv";
constexpr char kFormat[] = "skranke-list-1";

// Keys in the order of the file. DO NOT CHANGE: packages are cited by their bytes.
constexpr const char* kKeys[] = {"format",         "version",     "hash",         "valid_from",
                                 "valid_to",       "emergency",   "minutes",      "adopted_day",
                                 "adopted_role",   "checked_day", "hearing_from", "hearing_to",
                                 "ratify_minutes", "ratify_day",  "open_cases",   "tags"};

Values ValuesOf(const TaskList& list, const RulebookDraft* draft) {
  const TaskListContent& content = list.content();
  Values values;
  values["format"] = kFormat;
  values["version"] = list.version();
  values["hash"] = absl::BytesToHexString(list.hash());
  values["valid_from"] = content.valid_from();
  values["valid_to"] = content.valid_to();
  values["minutes"] = content.resolution();
  values["tags"] = absl::StrJoin(content.tags(), ";");
  if (draft == nullptr) {
    // Nobody here adopted it.
    values["adopted_role"] = "OPERATOR";
    return values;
  }
  values["emergency"] = draft->emergency_reason();
  values["adopted_day"] = draft->adopt_day();
  values["adopted_role"] = "ADOPTER";
  values["checked_day"] = draft->check_day();
  values["hearing_from"] = draft->hearing_from();
  values["hearing_to"] = draft->hearing_to();
  values["ratify_minutes"] = draft->ratify_minutes();
  values["ratify_day"] = draft->ratify_day();
  values["open_cases"] = Is(draft->open_cases(), OpenCases::kMove) ? "MOVE" : "STAY";
  return values;
}

std::string ManifestBytes(Values values) {
  std::string bytes = CsvLine(std::vector<std::string>{"key", "value"});
  for (const char* key : kKeys) {
    absl::StrAppend(&bytes, CsvLine(std::vector<std::string>{key, values[key]}));
  }
  return bytes;
}

absl::StatusOr<Values> ReadManifest(const PackageFiles& files) {
  const auto found = files.find(kManifest);
  if (found == files.end()) return FileFaultError(kManifest, "is missing");
  SKRANKE_ASSIGN_OR_RETURN(const CsvTable table, ParseCsv(kManifest, found->second));
  if (table.columns != std::vector<std::string>{"key", "value"}) {
    return FileFaultError(kManifest, "must have the columns key and value");
  }
  Values values;
  for (const CsvRow& row : table.rows) values[row.cells[0]] = row.cells[1];
  for (const char* key : kKeys) {
    if (!values.contains(key)) return FileFaultError(kManifest, absl::StrCat("has no key ", key));
  }
  if (values["format"] == kFormat) return values;
  return FileFaultError(kManifest, absl::StrCat("is not of the format ", kFormat));
}

// What list.csv need not say, for the manifest does.
void Complete(Values& values, TaskListContent& content) {
  content.set_valid_to(values["valid_to"]);
  content.set_emergency(!values["emergency"].empty());
  content.clear_tags();
  for (const absl::string_view tag : absl::StrSplit(values["tags"], ';', absl::SkipEmpty())) {
    content.add_tags(std::string(tag));
  }
}

RulebookDraft DraftFrom(Values& values, const TaskList& list) {
  RulebookDraft draft;
  draft.set_version(list.version());
  draft.set_revision(1);
  draft.set_state(static_cast<int>(DraftState::kAdopted));
  draft.set_open_cases(
      static_cast<int>(values["open_cases"] == "MOVE" ? OpenCases::kMove : OpenCases::kStay));
  draft.set_check_day(values["checked_day"]);
  draft.set_hearing_from(values["hearing_from"]);
  draft.set_hearing_to(values["hearing_to"]);
  draft.set_minutes(values["minutes"]);
  draft.set_adopt_day(values["adopted_day"]);
  draft.set_hash(list.hash());
  draft.set_emergency_reason(values["emergency"]);
  draft.set_ratify_minutes(values["ratify_minutes"]);
  draft.set_ratify_day(values["ratify_day"]);
  draft.set_valid_from(values["valid_from"]);
  draft.set_valid_to(values["valid_to"]);
  *draft.mutable_tags() = list.content().tags();
  draft.set_imported(true);
  // Cases of another office were its own affair.
  draft.set_cases_moved(true);
  return draft;
}

absl::Status CheckSameBytes(const PackageFiles& sent, const PackageFiles& again) {
  for (const auto& [path, bytes] : again) {
    const auto found = sent.find(path);
    if (found == sent.end()) return FileFaultError(path, "is missing");
    if (found->second != bytes) return FileFaultError(path, "is not as it is exported");
  }
  for (const auto& [path, bytes] : sent) {
    if (!again.contains(path)) return FileFaultError(path, "is not a file of a package");
  }
  return absl::OkStatus();
}

}  // namespace

PackageFiles RulebookPackage(const TaskList& list, const RulebookDraft* draft) {
  PackageFiles files = CanonicalFiles(list.content());
  files[kManifest] = ManifestBytes(ValuesOf(list, draft));
  return files;
}

absl::StatusOr<ImportedList> ReadRulebookPackage(const PackageFiles& files,
                                                 const Directory& directory) {
  SKRANKE_ASSIGN_OR_RETURN(Values values, ReadManifest(files));
  SKRANKE_ASSIGN_OR_RETURN(TaskListContent content,
                           ParseTaskList(files, values["version"], directory.content()));
  Complete(values, content);
  ImportedList imported;
  SKRANKE_ASSIGN_OR_RETURN(imported.list, TaskList::Make(std::move(content)));
  if (absl::BytesToHexString(imported.list->hash()) != values["hash"]) {
    return ReasonError(absl::StatusCode::kInvalidArgument, "PACKAGE_HASH",
                       "the content is not the one that the manifest names");
  }
  if (values["adopted_role"] == "ADOPTER") imported.draft = DraftFrom(values, *imported.list);
  SKRANKE_RETURN_IF_ERROR(CheckSameBytes(
      files, RulebookPackage(*imported.list, imported.draft ? &*imported.draft : nullptr)));
  return imported;
}

}  // namespace skranke
