// The rows of outages, meta/outage/AGENCY 0 KIND: what is announced for an agency ('a') and what
// was found out about it ('d'). Live writing and replaying are this one function, so that the rows
// cannot disagree with the events. DO NOT CHANGE: they are on disk. Pure but for the overlay; one
// thread at a time.
#ifndef SKRANKE_LIBS_ENGINE_OUTAGE_ROWS_H_
#define SKRANKE_LIBS_ENGINE_OUTAGE_ROWS_H_

#include "libs/engine/overlay.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Puts the outage, or deletes it where it is over; nothing for an event about something else.
void PutOutage(const storage::v1::Event& event, Overlay& overlay);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_OUTAGE_ROWS_H_
