// What an office's index row tells of its case, as the counter is shown it: enough to pass the case
// over without reading it. Values; any thread.
#ifndef SKRANKE_LIBS_ENGINE_OFFICE_ROW_H_
#define SKRANKE_LIBS_ENGINE_OFFICE_ROW_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

struct OfficeRow {
  // Number of skranke.v1.State; 0 where nothing is told.
  int state = 0;
  // ShortHash of the authority that has the case, and of its task: another hash is another code.
  uint32_t authority = 0;
  uint32_t task = 0;
};

// FNV-1a. On disk: DO NOT CHANGE.
uint32_t ShortHash(absl::string_view code);

// The row's value. On disk: DO NOT CHANGE.
std::string OfficeRowValue(const storage::v1::CaseState& citizen_case);
OfficeRow ParseOfficeRow(absl::string_view value);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_OFFICE_ROW_H_
