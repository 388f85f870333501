// What was written while a case stood on a wrong person is no longer shown with the case: it may
// speak of somebody whom its readers have no business with. Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_WITHHELD_H_
#define SKRANKE_LIBS_CASEWORK_WITHHELD_H_

#include "google/protobuf/message.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

// True if something of the case is withheld.
bool IsWithheld(const storage::v1::CaseState& citizen_case);

// Empties everything in the message that is sealed for a person whom the case stood on wrongly. The
// message is a copy of the case, or of one of its events.
void Withhold(const storage::v1::CaseState& citizen_case, google::protobuf::Message& message);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_WITHHELD_H_
