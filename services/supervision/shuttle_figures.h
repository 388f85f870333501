// What is measured of one case, by the definitions of ShuttlingFigure in
// proto/skranke/v1/shuttling.proto. Pure; any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_SHUTTLE_FIGURES_H_
#define SKRANKE_SERVICES_SUPERVISION_SHUTTLE_FIGURES_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/supervision/journey.h"
#include "skranke/v1/shuttling.pb.h"

namespace skranke {

// Values by the number of their ShuttlingFigure; times in whole seconds.
using ShuttleFigures = std::array<int64_t, v1::ShuttlingFigure_ARRAYSIZE>;

// The figures of the whole case.
ShuttleFigures FiguresOf(const CaseJourney& journey);

// What happened while that agency had it.
ShuttleFigures FiguresAt(const CaseJourney& journey, absl::string_view agency);

// Agencies that had the case, each once, in order.
std::vector<std::string> AgenciesOf(const CaseJourney& journey);

// The list's row that first placed the case, as "VERSION FILE:LINE"; of the verdict where no row
// routed it, and empty where the list was silent.
std::string PlacingRow(const storage::v1::CaseState& citizen_case);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_SHUTTLE_FIGURES_H_
