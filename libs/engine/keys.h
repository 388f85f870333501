// The keys of every table. DO NOT CHANGE: they are on disk. Numbers are big-endian, so that keys
// sort as what they mean; codes end in a zero byte, which no code contains; identities are keyed
// hashes.
//
//   case    number
//   event   position
//   request pseudonym of caller and request id
//   index   'p' pseudonym received number         a person's or organisation's cases
//           'u' agency 0 unit 0 state received number
//           'w' office 0 state received number    cases that an office itself has
//           'o' office 0 received number          cases that an office registered
//           'h' received number                   cases whose route is hidden from the counter
//           'x' pseudonym of {system, id}         external reference
//           'a' pseudonym of {agency, number} case   an agency's own case number
//           'b' bundle 0 received number          parts of a life event
//           'i' incident 0 received number        cases of an incident
//           'k' pseudonym of a document, received number   cases and life events that hold it
//           'q', 's' received number              on a wrong person and not settled; ever stopped
//   ready   'w' agency 0 unit 0 rank limit received number      work items
//           'm' agency 0 rank limit received number sequence    messages to push
//           'd' agency 0 number sequence                        dead letters
//   timer   due kind number
//   counter name
//   meta    name
//
// Pure functions; any thread.
#ifndef SKRANKE_LIBS_ENGINE_KEYS_H_
#define SKRANKE_LIBS_ENGINE_KEYS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace skranke {

// Numbers, eight bytes big-endian. Instants before 1970 sort before those after.
void AppendNumber(uint64_t number, std::string& key);
void AppendInstant(int64_t micros, std::string& key);
// The number that the last eight bytes, or those before the last `skip` bytes, spell.
uint64_t NumberAtEnd(absl::string_view key, size_t skip = 0);
int64_t InstantAtEnd(absl::string_view key, size_t skip = 0);
// A code and its zero byte.
void AppendCode(absl::string_view code, std::string& key);

std::string CaseKey(uint64_t number);
std::string EventKey(uint64_t position);

std::string PersonPrefix(absl::string_view pseudonym);
std::string UnitPrefix(absl::string_view agency, absl::string_view unit);
std::string UnitStatePrefix(absl::string_view agency, absl::string_view unit, int state);
std::string WaitingPrefix(absl::string_view office);
std::string WaitingStatePrefix(absl::string_view office, int state);
std::string OfficePrefix(absl::string_view office);
std::string HiddenPrefix();
std::string ExternalKey(absl::string_view pseudonym);
std::string AgencyNumberPrefix(absl::string_view pseudonym);
std::string BundlePrefix(absl::string_view bundle);
std::string IncidentPrefix(absl::string_view incident);
std::string DocumentPrefix(absl::string_view pseudonym);
std::string WrongPersonPrefix();

std::string WorkPrefix(absl::string_view agency, absl::string_view unit);
std::string MessagePrefix(absl::string_view agency);
std::string DeadLetterPrefix();

// The first key after all keys with that prefix; empty if there is none.
std::string AfterPrefix(absl::string_view prefix);

// Kinds of timers. DO NOT CHANGE.
enum class TimerKind : uint8_t {
  kIncompleteEnds = 1,
  kAcceptOverdue = 2,
  kInformationReminds = 3,
  kInformationEnds = 4,
};
std::string TimerKey(int64_t due_us, TimerKind kind, uint64_t number);

// Name of a life event's row in meta: "bundle/7K3MQ2XD9BT".
std::string BundleKey(uint64_t number);

// Names in meta.
inline constexpr char kHeadKey[] = "head";
inline constexpr char kDirectoryPrefix[] = "directory/";
inline constexpr char kTaskListPrefix[] = "list/";
inline constexpr char kDraftPrefix[] = "draft/";
inline constexpr char kBundlePrefix[] = "bundle/";
inline constexpr char kOutagePrefix[] = "outage/";

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_KEYS_H_
