// An event log as a file of the repository, made by a seeded run and kept for ever: what a release
// has written, every later one must read. Any thread.
//
// The file: every storage.v1.Record as stored, its length before it in four bytes, big-endian. DO
// NOT CHANGE. Beside it, as text: the chain over all records, and for each version of the views the
// digest of what they give.
#ifndef SKRANKE_TESTS_GOLDEN_GOLDEN_LOG_H_
#define SKRANKE_TESTS_GOLDEN_GOLDEN_LOG_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/vault/installation_key.h"

namespace skranke {

// Where the log of a history ("engine", "law") of an engine version is kept, and its
// digests.
std::string GoldenLogPath(absl::string_view history, uint32_t engine_version);
std::string GoldenDigestPath(absl::string_view history, uint32_t engine_version);

std::string FramedRecords(const std::vector<std::string>& records);
// DATA_LOSS where the lengths do not fit.
absl::StatusOr<std::vector<std::string>> UnframedRecords(absl::string_view framed);

// Names of the events in the records, as storage/v1/event.proto has them.
std::set<std::string> EventKinds(const std::vector<std::string>& records);

// Puts the records into an empty store, checks the log, makes the views, and says what it has: the
// lines "chain HEX" and "views VERSION HEX". DATA_LOSS as VerifyLog.
absl::StatusOr<std::vector<std::string>> LoadAndDigest(const std::vector<std::string>& records,
                                                       const InstallationKey& key);

}  // namespace skranke

#endif  // SKRANKE_TESTS_GOLDEN_GOLDEN_LOG_H_
