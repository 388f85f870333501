// A case made again from its records: what history shows and re-derivation judges. Pure; any
// thread.
#ifndef SKRANKE_LIBS_CASEWORK_REPLAY_H_
#define SKRANKE_LIBS_CASEWORK_REPLAY_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Applies the case's events in the order of the records and calls `visit` after each with the case
// as it then stood. Events of other cases are passed over. Returns the case at the end; it has no
// number if there is no event of it.
storage::v1::CaseState Replay(
    uint64_t number, const std::vector<storage::v1::Record>& records,
    absl::FunctionRef<void(const storage::v1::Record& record, const storage::v1::Event& event,
                           const storage::v1::CaseState& after)>
        visit);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_REPLAY_H_
