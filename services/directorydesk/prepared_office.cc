#include "services/directorydesk/prepared_office.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/casework/sealed.h"
#include "libs/directory/parse_directory.h"
#include "libs/directory/parse_test_persons.h"
#include "libs/tasklist/parse_task_list.h"

namespace skranke {
namespace {

using storage::v1::Event;

struct Changes {
  std::vector<Event> events;
  std::vector<std::string> sentences;
  Installation next;
};

absl::Status CheckTestPersons(const PreparedOffice& office, const Installation& installed) {
  if (installed.dev || office.test_persons.persons().empty()) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "TEST_PERSONS_IN_PRODUCTION",
                     "a package with test_persons.csv may only be installed with --dev");
}

absl::Status AddDirectory(const PreparedOffice& office, absl::Time now, Changes& changes) {
  const Directory* installed = changes.next.directory.get();
  const uint64_t version = installed == nullptr ? 1 : installed->version() + 1;
  SKRANKE_ASSIGN_OR_RETURN(auto directory, Directory::Make(version, now, office.directory));
  const storage::v1::Sealed sealed = Seal("", office.test_persons);
  const std::string persons_hash = Sha256(sealed.bytes());
  const bool same = installed != nullptr && installed->hash() == directory->hash() &&
                    changes.next.test_persons_hash == persons_hash;
  if (same) return absl::OkStatus();
  Event event;
  storage::v1::DirectoryInstalled* record = event.mutable_directory_installed();
  record->set_version(version);
  record->set_hash(directory->hash());
  *record->mutable_directory() = office.directory;
  *record->mutable_test_persons() = sealed;
  record->set_install_us(absl::ToUnixMicros(now));
  SKRANKE_ASSIGN_OR_RETURN(changes.next.test_persons, OpenTestPersons(sealed));
  changes.next.test_persons_hash = persons_hash;
  changes.next.directory = std::move(directory);
  changes.events.push_back(std::move(event));
  changes.sentences.push_back(absl::StrCat("the directory, as version ", version));
  return absl::OkStatus();
}

absl::Status AddLists(const PreparedOffice& office, Changes& changes) {
  if (changes.next.lists == nullptr) changes.next.lists = std::make_shared<const TaskListBook>();
  for (const auto& list : office.lists) {
    const bool known = changes.next.lists->FindByVersion(list->version()) != nullptr;
    SKRANKE_ASSIGN_OR_RETURN(changes.next.lists, changes.next.lists->With(list));
    if (known) continue;
    Event& event = changes.events.emplace_back();
    event.mutable_task_list_installed()->set_hash(list->hash());
    *event.mutable_task_list_installed()->mutable_task_list() = list->content();
    changes.sentences.push_back(
        absl::StrCat("list ", list->version(), " in force from ", FormatDay(list->valid_from())));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const PreparedOffice>> PrepareOffice(const PackageFiles& files) {
  auto office = std::make_shared<PreparedOffice>();
  SKRANKE_ASSIGN_OR_RETURN(office->directory, ParseDirectory(files));
  SKRANKE_ASSIGN_OR_RETURN(office->test_persons, ParseTestPersons(files));
  for (const std::string& version : TaskListVersions(files)) {
    SKRANKE_ASSIGN_OR_RETURN(auto content, ParseTaskList(files, version, office->directory));
    SKRANKE_ASSIGN_OR_RETURN(auto list, TaskList::Make(std::move(content)));
    office->lists.push_back(std::move(list));
  }
  return office;
}

absl::StatusOr<Judgement> JudgeApplyOffice(const View& view, const PreparedOffice& office,
                                           bool dry_run, absl::Time now) {
  Changes changes{.next = view.installation()};
  SKRANKE_RETURN_IF_ERROR(CheckTestPersons(office, view.installation()));
  SKRANKE_RETURN_IF_ERROR(AddDirectory(office, now, changes));
  SKRANKE_RETURN_IF_ERROR(AddLists(office, changes));

  v1::ApplyOfficeResponse response;
  for (const std::string& sentence : changes.sentences) response.add_changes(sentence);
  response.set_directory_version(changes.next.directory->version());
  for (const auto& list : changes.next.lists->lists()) {
    response.add_list_versions(list->version());
  }
  Judgement judgement;
  judgement.reply = response.SerializeAsString();
  if (dry_run || changes.events.empty()) return judgement;
  judgement.events = std::move(changes.events);
  judgement.installation = std::make_shared<const Installation>(std::move(changes.next));
  return judgement;
}

}  // namespace skranke
