#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/import_map.h"
#include "tools/skranke/request_field.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

// What the import fills in by itself.
bool IsOurs(absl::string_view target) {
  return target == "request_id" || target == "name" || target == "etag" ||
         absl::StartsWith(target, "external_reference");
}

bool IsRegisterOnly(absl::string_view target) {
  return target == "applicant" || (absl::StartsWith(target, "fact.") && target.size() > 5);
}

absl::Status CheckTarget(const ImportStep& step, const std::string& target) {
  if (IsOurs(target)) return UsageError(absl::StrCat(target, " is set by the import itself"));
  const bool registers = step.call->name == "RegisterCase";
  const bool known = FindField(*step.call->request->GetDescriptor(), target) != nullptr;
  if (known || (registers && IsRegisterOnly(target))) return absl::OkStatus();
  return UsageError(absl::StrCat(step.call->name, " has no field ", target));
}

// Reads line by line; the section last opened decides what a line means.
class MapParser {
 public:
  explicit MapParser(FileReader read_file) { scope_.read_file = std::move(read_file); }

  absl::Status ReadLine(absl::string_view line) {
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line[0] == '#') return absl::OkStatus();
    if (absl::ConsumePrefix(&line, "[")) return OpenSection(line);
    const size_t equals = line.find('=');
    if (equals == absl::string_view::npos) return UsageError("expected KEY = VALUE");
    const std::string key(absl::StripAsciiWhitespace(line.substr(0, equals)));
    const absl::string_view value = absl::StripAsciiWhitespace(line.substr(equals + 1));
    if (table_ != nullptr) return ReadValue(key, value);
    if (in_route_) return ReadRouteLine(key, value);
    return map_.steps.empty() ? ReadHead(key, value) : ReadStepLine(key, value);
  }

  absl::StatusOr<ImportMap> Finish() {
    SKRANKE_RETURN_IF_ERROR(CheckLastSection());
    if (map_.system.empty()) return UsageError("there is no system");
    if (!has_zone_) return UsageError("there is no zone");
    if (!has_id_) return UsageError("there is no id");
    if (map_.steps.empty()) return UsageError("there is no [step]");
    map_.columns = scope_.columns;
    return std::move(map_);
  }

 private:
  absl::Status OpenSection(absl::string_view rest) {
    if (!absl::ConsumeSuffix(&rest, "]")) return UsageError("expected ] at the end");
    SKRANKE_RETURN_IF_ERROR(CheckLastSection());
    const std::vector<std::string> words = absl::StrSplit(rest, ' ', absl::SkipEmpty());
    table_ = nullptr;
    in_route_ = words.size() == 1 && words[0] == "route";
    if (in_route_) return OpenRoute();
    if (words.size() == 2 && words[0] == "values") return OpenTable(words[1]);
    if (words.size() == 2 && words[0] == "step") return OpenStep(words[1]);
    return UsageError("a section is [values NAME], [step NAME] or [route]");
  }

  absl::Status OpenTable(const std::string& name) {
    table_ = std::make_shared<ValueTable>();
    if (!scope_.tables.emplace(name, table_).second) {
      return UsageError(absl::StrCat("[values ", name, "] stands there twice"));
    }
    return absl::OkStatus();
  }

  absl::Status OpenStep(const std::string& name) {
    for (const ImportStep& step : map_.steps) {
      if (step.name == name)
        return UsageError(absl::StrCat("[step ", name, "] stands there twice"));
    }
    map_.steps.push_back({.name = name});
    return absl::OkStatus();
  }

  absl::Status OpenRoute() {
    if (map_.route) return UsageError("[route] stands there twice");
    map_.route.emplace();
    return absl::OkStatus();
  }

  absl::Status CheckLastSection() const {
    if (in_route_ && !(map_.route->agency && map_.route->unit)) {
      return UsageError("[route] has not both agency and unit");
    }
    if (map_.steps.empty() || map_.steps.back().call != nullptr) return absl::OkStatus();
    return UsageError(absl::StrCat("[step ", map_.steps.back().name, "] has no call"));
  }

  absl::Status ReadValue(const std::string& key, absl::string_view value) {
    if (table_->emplace(key, std::string(value)).second) return absl::OkStatus();
    return UsageError(absl::StrCat(key, " stands there twice"));
  }

  absl::Status ReadHead(const std::string& key, absl::string_view value) {
    if (key == "columns") return ReadColumns(value);
    if (key == "system") return ReadSystem(value);
    if (key == "zone") return ReadZone(std::string(value));
    if (key == "id") return ReadId(std::string(value));
    return UsageError(absl::StrCat(
        "unknown key ", key, Suggestion(NearestWord(key, {"columns", "system", "zone", "id"}))));
  }

  absl::Status ReadColumns(absl::string_view value) {
    for (const absl::string_view column : absl::StrSplit(value, ' ', absl::SkipEmpty())) {
      if (std::count(scope_.columns.begin(), scope_.columns.end(), column) != 0) {
        return UsageError(absl::StrCat("column ", column, " stands there twice"));
      }
      scope_.columns.emplace_back(column);
    }
    return absl::OkStatus();
  }

  absl::Status ReadSystem(absl::string_view value) {
    if (!map_.system.empty() || value.empty())
      return UsageError("system is given once, with a name");
    map_.system = std::string(value);
    return absl::OkStatus();
  }

  absl::Status ReadZone(const std::string& name) {
    if (has_zone_) return UsageError("zone is given twice");
    has_zone_ = absl::LoadTimeZone(name, &map_.zone);
    return has_zone_ ? absl::OkStatus() : UsageError(absl::StrCat("there is no time zone ", name));
  }

  absl::Status ReadId(const std::string& name) {
    const auto found = std::find(scope_.columns.begin(), scope_.columns.end(), name);
    if (has_id_ || found == scope_.columns.end()) {
      return UsageError("id is given once, and names one of the columns above");
    }
    has_id_ = true;
    map_.id_column = static_cast<size_t>(found - scope_.columns.begin());
    return absl::OkStatus();
  }

  absl::Status ReadStepLine(const std::string& key, absl::string_view value) {
    ImportStep& step = map_.steps.back();
    if (key == "call") return ReadCall(value, step);
    if (step.call == nullptr) return UsageError("a step begins with its call");
    return key == "when" ? ReadWhen(value, step) : ReadField(key, value, step);
  }

  absl::Status ReadCall(absl::string_view name, ImportStep& step) {
    if (step.call != nullptr) return UsageError("call is given twice");
    const bool registers = name == "RegisterCase";
    if (registers != (map_.steps.size() == 1)) {
      return UsageError("the first step, and no other, calls RegisterCase");
    }
    step.call = FindImportCall(name);
    return step.call != nullptr ? absl::OkStatus()
                                : UsageError(absl::StrCat("an import cannot call ", name));
  }

  absl::Status ReadWhen(absl::string_view value, ImportStep& step) {
    if (map_.steps.size() == 1) return UsageError("every row is registered: no when here");
    if (!step.when.empty()) return UsageError("when is given twice");
    SKRANKE_ASSIGN_OR_RETURN(step.when, ReadConditions(value, scope_));
    return absl::OkStatus();
  }

  absl::Status ReadRouteLine(const std::string& key, absl::string_view value) {
    ImportRoute& route = *map_.route;
    if (key == "when") {
      if (!route.when.empty()) return UsageError("when is given twice");
      SKRANKE_ASSIGN_OR_RETURN(route.when, ReadConditions(value, scope_));
      return absl::OkStatus();
    }
    if (key != "agency" && key != "unit") {
      return UsageError(absl::StrCat("unknown key ", key,
                                     Suggestion(NearestWord(key, {"agency", "unit", "when"}))));
    }
    std::optional<Expression>& field = key == "agency" ? route.agency : route.unit;
    if (field) return UsageError(absl::StrCat(key, " stands there twice"));
    SKRANKE_ASSIGN_OR_RETURN(field, ReadWhole(value));
    return absl::OkStatus();
  }

  // An expression with nothing behind it.
  absl::StatusOr<Expression> ReadWhole(absl::string_view value) {
    SKRANKE_ASSIGN_OR_RETURN(Expression expression, ReadExpression(value, scope_));
    if (absl::StripAsciiWhitespace(value).empty()) return expression;
    return UsageError(absl::StrCat("expected the end before \"", value, "\""));
  }

  absl::Status ReadField(const std::string& target, absl::string_view value, ImportStep& step) {
    SKRANKE_RETURN_IF_ERROR(CheckTarget(step, target));
    for (const ImportField& field : step.fields) {
      if (field.target == target) return UsageError(absl::StrCat(target, " stands there twice"));
    }
    SKRANKE_ASSIGN_OR_RETURN(Expression expression, ReadWhole(value));
    step.fields.push_back({target, std::move(expression)});
    return absl::OkStatus();
  }

  ImportMap map_;
  ExpressionScope scope_;
  std::shared_ptr<ValueTable> table_;  // The open [values], if one is.
  bool in_route_ = false;
  bool has_zone_ = false;
  bool has_id_ = false;
};

absl::Status At(absl::string_view file, size_t line, const absl::Status& status) {
  return UsageError(absl::StrCat(file, " line ", line, ": ", status.message()));
}

}  // namespace

absl::StatusOr<ImportMap> ParseImportMap(absl::string_view file, absl::string_view text,
                                         FileReader read_file) {
  MapParser parser(std::move(read_file));
  size_t number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    const absl::Status status = parser.ReadLine(line);
    ++number;
    if (!status.ok()) return At(file, number, status);
  }
  auto map = parser.Finish();
  if (!map.ok()) return At(file, number, map.status());
  return map;
}

}  // namespace skranke
