// A draft of an oppgaveliste whose routing rows come from a history of cases: for people to edit.
// Pure functions; threads may call them at the same time.
#ifndef SKRANKE_TOOLS_SKRANKE_SUGGESTION_H_
#define SKRANKE_TOOLS_SKRANKE_SUGGESTION_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "libs/base/csv.h"
#include "tools/skranke/import_map.h"

namespace skranke {

// The tables of one version of a list, by file name: "tasks.csv", "routing.csv".
using ListTables = std::map<std::string, std::string>;

struct SuggestionWish {
  std::string version;     // Of the draft; empty: the list's own.
  std::string valid_from;  // Of the draft; empty: the list's own.
  // How many cases a place needs to get a row of its own. Source: design; one or two cases are
  // chance, and cost a sixth of a percent of Boston's queues.
  int64_t min_cases = 3;
};

struct RouteSuggestion {
  // The list's tables with the new routing.csv and list.csv; and support.csv, which says how many
  // cases stand behind each row.
  ListTables tables;
  int64_t cases = 0;  // Rows of the history that told something.
  int64_t rows = 0;   // Routing rows that were suggested.
  // Tasks of the history that the list does not have, with their cases: they get no row, and go to
  // people.
  std::map<std::string, int64_t> unknown;
};

// `history` has the map's columns. Routing rows of `list` stay where the history says nothing of
// their task, and where they are for protected persons, own staff, an action or a service line.
// USAGE where the map has no [route] or a value is none; INVALID_ARGUMENT where a table of the list
// is missing or broken.
absl::StatusOr<RouteSuggestion> Suggest(const ImportMap& map, const CsvTable& history,
                                        const ListTables& list, const SuggestionWish& wish);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_SUGGESTION_H_
