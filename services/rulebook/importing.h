// Installing a package that was adopted elsewhere. Pure; the writer's thread.
#ifndef SKRANKE_SERVICES_RULEBOOK_IMPORTING_H_
#define SKRANKE_SERVICES_RULEBOOK_IMPORTING_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "services/rulebook/manifest.h"
#include "skranke/v1/rulebook.pb.h"

namespace skranke {

// Installs the list; the same package again changes nothing. Errors as of ImportRulebook in
// proto/skranke/v1/rulebook.proto.
absl::StatusOr<Judgement> JudgeImportRulebook(const View& view, const Caller& caller,
                                              const ImportedList& imported, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_RULEBOOK_IMPORTING_H_
