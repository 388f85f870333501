// An office package, read and compiled, ready to be compared with what is installed. Immutable;
// threads may share it.
#ifndef SKRANKE_SERVICES_DIRECTORYDESK_PREPARED_OFFICE_H_
#define SKRANKE_SERVICES_DIRECTORYDESK_PREPARED_OFFICE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "libs/directory/package.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/event.pb.h"
#include "skranke/v1/directory.pb.h"

namespace skranke {

struct PreparedOffice {
  storage::v1::DirectoryContent directory;
  storage::v1::TestPersons test_persons;
  std::vector<std::shared_ptr<const TaskList>> lists;
};

// Reads the package strictly: every fault of every file in one error.
// INVALID_ARGUMENT: PACKAGE_CELL, PACKAGE_FILE.
absl::StatusOr<std::shared_ptr<const PreparedOffice>> PrepareOffice(const PackageFiles& files);

// Installs what differs from what is installed: all or nothing. With `dry_run` only says what.
// FAILED_PRECONDITION: LIST_CHANGED, LIST_OVERLAPS, TEST_PERSONS_IN_PRODUCTION.
absl::StatusOr<Judgement> JudgeApplyOffice(const View& view, const PreparedOffice& office,
                                           bool dry_run, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_DIRECTORYDESK_PREPARED_OFFICE_H_
