#include "libs/casework/rederive.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/casework/assessment.h"
#include "libs/casework/deadlines.h"
#include "libs/casework/replay.h"
#include "libs/casework/sealed.h"
#include "libs/tasklist/routing.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::DecisionRecord;
using storage::v1::VerdictRecord;

// The case right after something was decided, and the directory in force then.
struct Moment {
  CaseState citizen_case;
  uint64_t directory_version = 0;
};

struct Decided {
  absl::optional<Moment> verdict;
  absl::optional<Moment> route;
  CaseState at_end;
};

const DecisionRecord& LatestDecision(const CaseState& c) {
  return c.handovers(c.handovers_size() - 1).decision();
}

// A row stands only where the list decided, not a person or a proposal.
bool IsRoutedByList(const storage::v1::Event& event) {
  return event.has_case_routed() && !event.case_routed().handover().decision().row().empty();
}

Decided FindDecided(uint64_t number, const std::vector<storage::v1::Record>& records) {
  Decided decided;
  decided.at_end =
      Replay(number, records, [&](const auto& record, const auto& event, const CaseState& after) {
        if (event.has_case_classified())
          decided.verdict = Moment{after, record.directory_version()};
        if (IsRoutedByList(event)) {
          decided.route = Moment{after, LatestDecision(after).directory_version()};
        }
      });
  return decided;
}

void Differ(std::string sentence, Rederived& rederived) {
  rederived.same = false;
  rederived.differences.push_back(std::move(sentence));
}

// The directory; null, with a difference, where it is not installed.
absl::StatusOr<std::shared_ptr<const Directory>> DirectoryAt(const Moment& moment,
                                                             DirectoryOf directory_of,
                                                             Rederived& rederived) {
  auto directory = directory_of(moment.directory_version);
  if (!absl::IsNotFound(directory.status())) return directory;
  Differ(absl::StrCat("The directory of version ", moment.directory_version, " is not installed."),
         rederived);
  return std::shared_ptr<const Directory>();
}

// True if the list is there; a case without one was judged without.
bool HasList(const std::string& hash, const std::string& version, const TaskList* list,
             Rederived& rederived) {
  if (hash.empty() || list != nullptr) return true;
  Differ(absl::StrCat("The list ", version, " of the stored content is not installed."), rederived);
  return false;
}

std::string InputsOf(const std::vector<Input>& inputs) {
  std::string text;
  for (const Input& input : inputs) absl::StrAppend(&text, input.name, "=", input.value, "\n");
  return text;
}

std::string InputsOf(const storage::v1::Sealed& sealed) {
  const auto stored = Unseal<storage::v1::Inputs>(sealed);
  std::vector<Input> inputs;
  for (const auto& input : stored.inputs()) {
    inputs.push_back({input.name(), input.value()});
  }
  return InputsOf(inputs);
}

void CompareVerdict(const VerdictRecord& stored, const Classification& again,
                    Rederived& rederived) {
  if (stored.case_class() != static_cast<int32_t>(again.case_class)) {
    Differ("The class judged again is another than the stored one.", rederived);
  }
  if (stored.row() != again.row) {
    Differ(absl::StrCat("The list's row judged again is ", again.row, ", the stored one is ",
                        stored.row(), "."),
           rederived);
  }
  if (stored.reason() != again.reason) {
    Differ("The reason judged again is another than the stored one.", rederived);
  }
  if (InputsOf(stored.inputs()) != InputsOf(again.inputs)) {
    Differ("The verdict judged again looks at other inputs than the stored one.", rederived);
  }
}

// Events of before limits were kept have none.
void CompareDeadlines(const Deadlines& stored, const Deadlines& again, Rederived& rederived) {
  if (stored.empty()) return;
  const auto same = [](const auto& a, const auto& b) {
    return a.kind() == b.kind() && a.due_us() == b.due_us() && a.source() == b.source();
  };
  if (!std::equal(stored.begin(), stored.end(), again.begin(), again.end(), same)) {
    Differ("The limits judged again are others than the stored ones.", rederived);
  }
}

absl::Status JudgeVerdict(const Moment& moment, const Installation& installation,
                          DirectoryOf directory_of, Rederived& rederived) {
  const CaseState& c = moment.citizen_case;
  const VerdictRecord& stored = c.verdict();
  const TaskList* list = installation.lists->FindByHash(stored.list_hash());
  if (!HasList(stored.list_hash(), stored.list_version(), list, rederived)) {
    return absl::OkStatus();
  }
  Installation then = installation;
  SKRANKE_ASSIGN_OR_RETURN(then.directory, DirectoryAt(moment, directory_of, rederived));
  if (then.directory == nullptr) return absl::OkStatus();
  Matter matter;
  matter.task = c.task();
  matter.office = c.office();
  matter.content = Unseal<storage::v1::Content>(c.content());
  matter.received = absl::FromUnixMicros(c.receive_us());
  const Assessment again = Assess(matter, list, then);
  CompareVerdict(stored, again.verdict, rederived);
  // When they were met is not compared.
  CompareDeadlines(c.deadlines(),
                   DeadlinesOf(c, matter.received, again, *then.directory, matter.received),
                   rederived);
  return absl::OkStatus();
}

void CompareRoute(const DecisionRecord& stored, const Route& again, Rederived& rederived) {
  const auto& receiver = stored.receiver();
  if (receiver.agency() != again.agency || receiver.unit() != again.unit) {
    Differ("The receiver judged again is another than the stored one.", rederived);
  }
  if (stored.row() != again.row) {
    Differ("The routing's row judged again is another than the stored one.", rederived);
  }
  if (InputsOf(stored.inputs()) != InputsOf(again.inputs)) {
    Differ("The routing judged again looks at other inputs than the stored one.", rederived);
  }
}

absl::Status JudgeRoute(const Moment& moment, const Installation& installation,
                        DirectoryOf directory_of, Rederived& rederived) {
  const CaseState& c = moment.citizen_case;
  const DecisionRecord& stored = LatestDecision(c);
  const TaskList* list = installation.lists->FindByHash(stored.list_hash());
  if (list == nullptr) {
    HasList(stored.list_hash(), stored.list_version(), list, rederived);
    return absl::OkStatus();
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto directory, DirectoryAt(moment, directory_of, rederived));
  if (directory == nullptr) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDay(stored.day()));
  RouteQuestion question = QuestionOf(c, day);
  question.passed_over = stored.passed_over();
  CompareRoute(stored, FindRoute(*list, *directory, question), rederived);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Rederived> Rederive(const CaseState& stored,
                                   const std::vector<storage::v1::Record>& records,
                                   const Installation& installation, DirectoryOf directory_of) {
  const Decided decided = FindDecided(stored.number(), records);
  Rederived rederived;
  if (decided.at_end.SerializeAsString() != stored.SerializeAsString()) {
    Differ("The case's events do not give the stored case.", rederived);
  }
  if (decided.verdict) {
    SKRANKE_RETURN_IF_ERROR(JudgeVerdict(*decided.verdict, installation, directory_of, rederived));
  }
  if (decided.route) {
    SKRANKE_RETURN_IF_ERROR(JudgeRoute(*decided.route, installation, directory_of, rederived));
  }
  return rederived;
}

}  // namespace skranke
