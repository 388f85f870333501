// A draft, or what was adopted, as the wire shows it: no person's name. Pure; any thread.
#ifndef SKRANKE_SERVICES_RULEBOOK_RENDER_DRAFT_H_
#define SKRANKE_SERVICES_RULEBOOK_RENDER_DRAFT_H_

#include "absl/time/civil_time.h"
#include "libs/casework/installation.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/rulebook.pb.h"
#include "skranke/v1/rulebook.pb.h"

namespace skranke {

// Whole; while it is a draft, with its changes against the list in force on its first day and the
// agencies that they affect.
v1::Draft RenderDraft(const storage::v1::RulebookDraft& draft, const Installation& installation,
                      absl::CivilDay today);

// Without changes and parties' rows: a line of a list of drafts.
v1::Draft RenderDraftLine(const storage::v1::RulebookDraft& draft, const Installation& installation,
                          absl::CivilDay today);

// A list that was not adopted here: what its content tells, with its changes.
v1::Draft RenderInstalled(const TaskList& list, const Installation& installation,
                          absl::CivilDay today);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_RULEBOOK_RENDER_DRAFT_H_
