// One request of every method that the server would grant, so that a hostile field is the only
// thing wrong with it. Immutable; threads may share them.
#ifndef SKRANKE_TESTS_HOSTILE_SEEDS_H_
#define SKRANKE_TESTS_HOSTILE_SEEDS_H_

#include <string>
#include <vector>

#include "google/protobuf/message.h"

namespace skranke {

// Where the case or draft must be that the request is about.
enum class Stage {
  kNone,
  kIncomplete,
  kComplete,
  kTriage,
  kFinished,
  kRouted,
  kAccepted,
  kStarted,
  kStopped,
  // With an appointment.
  kAppointed,
  // A life event, of which one part waits for a consent.
  kBundle,
  // With an agency, and found to have stood on a wrong person.
  kOnWrongPerson,
  // Of drafts: saved, checked, checked on a day without an emergency list, in hearing, with every
  // consent, adopted as an emergency list.
  kDraft,
  kChecked,
  kUrgent,
  kHearing,
  kConsented,
  kEmergency
};

enum class Shape { kQuery, kMutation, kStream };

struct Seed {
  const char* method;  // "FrontDeskService/GetCase".
  const char* caller;
  Shape shape;
  Stage stage;
  const char* text;  // The request, but for request_id, name and etag, version and revision.

  std::string full_name() const;
  const google::protobuf::Descriptor& request() const;
  const google::protobuf::Descriptor& reply() const;
};

const std::vector<Seed>& Seeds();

// Fills a message that is part of a request with what it needs to be taken, by its type.
// `unique` is a text that was in no earlier request.
void FillPart(const std::string& unique, google::protobuf::Message& part);

}  // namespace skranke

#endif  // SKRANKE_TESTS_HOSTILE_SEEDS_H_
