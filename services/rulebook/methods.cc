#include "services/rulebook/methods.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/rulebook/draft_source.h"
#include "services/rulebook/draft_step.h"
#include "services/rulebook/importing.h"
#include "services/rulebook/queries.h"
#include "services/rulebook/validate.h"
#include "services/rulebook/verbs.h"

namespace skranke {
namespace {

constexpr RoleSet kReadingRoles = kRuleOwner | kAdopter | kAuditor | kSupervisor;
constexpr RoleSet kSpeakingRoles = kUnitHead | kAgencySystem;
constexpr RoleSet kImportingRoles = kOperator | kAdministrator;

std::string Name(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.RulebookService/", rpc);
}

// What a draft is prepared from, as of the latest state.
Basis LatestBasis(const Engine& engine, const std::string& version) {
  const auto snapshot = engine.snapshot();
  return BasisOf(snapshot->installation(), version,
                 DayAt(snapshot->installation(), engine.clock().Now()));
}

// A mutation that does its work on the reader pool, so that the writer only looks whether it still
// holds. Its errors wait for the writer, who asks first who the caller is.
template <typename Request, typename Result>
Method PreparedMethod(absl::string_view rpc, RoleSet roles,
                      absl::Status (*validate)(const Request&),
                      std::function<Result(const Request&)> prepare,
                      absl::StatusOr<Judgement> (*judge)(const View&, const Caller&, const Request&,
                                                         const Result&, absl::Time)) {
  Method method{.full_name = Name(rpc), .roles = roles, .prepares = true};
  method.mutation = [=, name = Name(rpc)](std::string bytes) -> absl::StatusOr<Command> {
    auto request = std::make_shared<Request>();
    SKRANKE_RETURN_IF_ERROR(ParseRequest(bytes, *request));
    SKRANKE_RETURN_IF_ERROR(CheckMutationId(request->request_id()));
    SKRANKE_RETURN_IF_ERROR(validate(*request));
    Command command;
    command.method = name;
    command.roles = roles;
    command.request_id = request->request_id();
    command.request_bytes = std::move(bytes);
    command.judge = [judge, request, result = std::make_shared<const Result>(prepare(*request))](
                        const View& view, const Caller& caller, absl::Time now) {
      return judge(view, caller, *request, *result, now);
    };
    return command;
  };
  return method;
}

// A draft's content, and the directory and lists that it was read by.
struct Source {
  std::shared_ptr<const Directory> directory;
  std::shared_ptr<const TaskListBook> lists;
  absl::StatusOr<storage::v1::TaskListContent> content;
};

Method SaveDraftMethod(const Engine* engine) {
  Method method = PreparedMethod<v1::SaveDraftRequest, Source>(
      "SaveDraft", kRuleOwner, &ValidateSaveDraft,
      [engine](const v1::SaveDraftRequest& request) {
        const auto snapshot = engine->snapshot();
        const Installation& installation = snapshot->installation();
        return Source{installation.directory, installation.lists,
                      ReadDraftSource(request, installation)};
      },
      [](const View& view, const Caller& caller, const v1::SaveDraftRequest& request,
         const Source& source, absl::Time now) -> absl::StatusOr<Judgement> {
        const Installation& installation = view.installation();
        const bool holds =
            source.directory == installation.directory && source.lists == installation.lists;
        SKRANKE_ASSIGN_OR_RETURN(auto content,
                                 holds ? source.content : ReadDraftSource(request, installation));
        return JudgeSaveDraft(view, caller, request, std::move(content), now);
      });
  method.max_bytes = kPackageBytesMax;
  return method;
}

// A step that the draft passes as it is checked now.
template <typename Request>
Method CheckedMethod(absl::string_view rpc, const Engine* engine,
                     absl::Status (*validate)(const Request&),
                     absl::StatusOr<Judgement> (*judge)(const View&, const Caller&, const Request&,
                                                        const Prepared<CheckedList>&, absl::Time)) {
  return PreparedMethod<Request, Prepared<CheckedList>>(
      rpc, kRuleOwner, validate,
      [engine](const Request& request) {
        Prepared<CheckedList> prepared{.basis = LatestBasis(*engine, request.version())};
        if (prepared.basis.draft != nullptr) prepared.result = CheckDraftOf(prepared.basis);
        return prepared;
      },
      judge);
}

Method AdoptDraftMethod(const Engine* engine) {
  return PreparedMethod<v1::AdoptDraftRequest, Prepared<AdoptionPlan>>(
      "AdoptDraft", kAdopter, &ValidateAdoptDraft,
      [engine](const v1::AdoptDraftRequest& request) {
        Prepared<AdoptionPlan> prepared{.basis = LatestBasis(*engine, request.version())};
        if (prepared.basis.draft != nullptr) {
          prepared.result = PlanAdoption(prepared.basis, request);
        }
        return prepared;
      },
      &JudgeAdoptDraft);
}

Method AdoptEmergencyMethod(const Engine* engine) {
  return PreparedMethod<v1::AdoptEmergencyRequest, Prepared<AdoptionPlan>>(
      "AdoptEmergency", kAdopter, &ValidateAdoptEmergency,
      [engine](const v1::AdoptEmergencyRequest& request) {
        Prepared<AdoptionPlan> prepared{.basis = LatestBasis(*engine, request.version())};
        if (prepared.basis.draft != nullptr) {
          prepared.result = PlanEmergency(prepared.basis, request);
        }
        return prepared;
      },
      &JudgeAdoptEmergency);
}

PackageFiles FilesOf(const v1::ImportRulebookRequest& request) {
  PackageFiles files;
  for (const auto& file : request.files()) files[file.path()] = file.content();
  return files;
}

struct Import {
  std::shared_ptr<const Directory> directory;
  absl::StatusOr<ImportedList> list;
};

Method ImportMethod(const Engine* engine) {
  Method method = PreparedMethod<v1::ImportRulebookRequest, Import>(
      "ImportRulebook", kImportingRoles, &NothingToCheck<v1::ImportRulebookRequest>,
      [engine](const v1::ImportRulebookRequest& request) {
        const auto snapshot = engine->snapshot();
        const auto& directory = snapshot->installation().directory;
        return Import{directory, ReadRulebookPackage(FilesOf(request), *directory)};
      },
      [](const View& view, const Caller& caller, const v1::ImportRulebookRequest& request,
         const Import& import, absl::Time now) -> absl::StatusOr<Judgement> {
        const auto& directory = view.installation().directory;
        SKRANKE_ASSIGN_OR_RETURN(const auto list,
                                 import.directory == directory
                                     ? import.list
                                     : ReadRulebookPackage(FilesOf(request), *directory));
        return JudgeImportRulebook(view, caller, list, now);
      });
  method.max_bytes = kPackageBytesMax;
  return method;
}

template <typename Request>
Method PlainMethod(absl::string_view rpc, RoleSet roles, absl::Status (*validate)(const Request&),
                   absl::StatusOr<Judgement> (*judge)(const View&, const Caller&, const Request&,
                                                      absl::Time)) {
  return MutationMethod(Name(rpc), roles, {}, validate, &ReadsNothing<Request>, judge);
}

}  // namespace

std::vector<Method> RulebookMethods(const Engine* engine) {
  return {
      SaveDraftMethod(engine),
      QueryMethod(Name("GetDraft"), kReadingRoles | kSpeakingRoles, &ValidateGetDraft,
                  &AnswerGetDraft),
      QueryMethod(Name("ListDrafts"), kReadingRoles | kSpeakingRoles,
                  &NothingToCheck<v1::ListDraftsRequest>, &AnswerListDrafts),
      CheckedMethod("CheckDraft", engine, &ValidateCheckDraft, &JudgeCheckDraft),
      CheckedMethod("OpenHearing", engine, &ValidateOpenHearing, &JudgeOpenHearing),
      PlainMethod("RecordPosition", kRuleOwner | kSpeakingRoles, &ValidateRecordPosition,
                  &JudgeRecordPosition),
      AdoptDraftMethod(engine),
      AdoptEmergencyMethod(engine),
      PlainMethod("RatifyEmergency", kAdopter, &ValidateRatifyEmergency, &JudgeRatifyEmergency),
      PlainMethod("WithdrawDraft", kRuleOwner, &ValidateWithdrawDraft, &JudgeWithdrawDraft),
      QueryMethod(Name("ListTaskListChanges"), kEveryRole,
                  &NothingToCheck<v1::ListTaskListChangesRequest>, &AnswerListTaskListChanges),
      QueryMethod(Name("ExportRulebook"), kEveryRole, &ValidateExportRulebook,
                  &AnswerExportRulebook),
      ImportMethod(engine),
  };
}

}  // namespace skranke
