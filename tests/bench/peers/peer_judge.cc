#include "tests/bench/peers/peer_judge.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/access/case_access.h"
#include "libs/base/clock.h"
#include "libs/base/status_macros.h"
#include "libs/casework/counter_verbs.h"
#include "libs/rpc/parse_request.h"
#include "libs/vault/entropy.h"
#include "services/frontdesk/validate.h"
#include "services/skranked/office_server.h"
#include "tests/bench/requests.h"

namespace skranke {
namespace {

// A store in which nothing is found.
class EmptyView : public View {
 public:
  EmptyView(const Installation* installation, const InstallationKey* key)
      : installation_(installation), key_(key) {}

  const Installation& installation() const override { return *installation_; }
  uint64_t position() const override { return 1; }
  const storage::v1::CaseState* FindCase(uint64_t) const override { return nullptr; }
  std::vector<PersonCase> CasesOf(absl::string_view, size_t) const override { return {}; }
  absl::optional<uint64_t> FindExternal(absl::string_view, absl::string_view) const override {
    return absl::nullopt;
  }
  absl::optional<storage::v1::BundleRecord> FindBundle(uint64_t) const override {
    return absl::nullopt;
  }
  void ScanReady(absl::string_view, absl::string_view,
                 absl::FunctionRef<bool(const storage::v1::ReadyEntry&)>) const override {}
  void ScanUnit(absl::string_view, absl::string_view, v1::State,
                absl::FunctionRef<bool(uint64_t)>) const override {}
  void ScanOpen(absl::FunctionRef<bool(const storage::v1::CaseState&)>) const override {}
  int64_t TakesOf(absl::string_view, absl::string_view) const override { return 0; }
  std::string Pseudonym(absl::string_view identity) const override {
    return key_->Pseudonym("person", identity);
  }
  uint64_t Draw() const override {
    static thread_local SystemEntropy entropy;
    return entropy.Next();
  }

 private:
  const Installation* const installation_;
  const InstallationKey* const key_;
};

// As the engine writes it, but for the position, which the database gives, and the reply.
std::string RecordOf(const PeerRegistration& made, const Caller& caller, absl::Time now,
                     Judgement& judgement) {
  storage::v1::Record record;
  record.set_record_us(absl::ToUnixMicros(now));
  record.set_caller(caller.name);
  record.set_role(std::string(RoleName(caller.role)));
  record.set_method(kRegisterMethod);
  record.set_request_id(made.request_id);
  record.set_fingerprint(made.fingerprint);
  for (storage::v1::Event& event : judgement.events) *record.add_events() = std::move(event);
  return record.SerializeAsString();
}

void Place(const storage::v1::CaseState& c, PeerRegistration& made) {
  made.number = static_cast<int64_t>(c.number());
  made.received_us = c.receive_us();
  made.person = c.parties(0).pseudonym();
  made.office = c.office();
  made.agency = c.owner().authority();
  made.unit = c.owner().unit();
  made.state = c.state();
  made.is_ready = !c.owner().office();
  made.counter = absl::StrCat(c.receive_day(), " ", c.office(), " ", c.task(), " ", c.channel(),
                              " ", c.state());
}

}  // namespace

absl::StatusOr<std::unique_ptr<PeerJudge>> PeerJudge::Open(const std::string& office_dir,
                                                           const std::string& scratch_dir) {
  SystemClock clock;
  SystemEntropy entropy;
  const std::string data_dir = absl::StrCat(scratch_dir, "/judge");
  OfficeServerOptions options{.data_dir = data_dir, .office_dir = office_dir, .dev = true};
  SKRANKE_ASSIGN_OR_RETURN(const auto office,
                           OfficeServer::Start(std::move(options), &clock, &entropy));
  SKRANKE_ASSIGN_OR_RETURN(auto key, InstallationKey::Load(absl::StrCat(data_dir, ".key")));
  return std::unique_ptr<PeerJudge>(
      new PeerJudge(office->engine().snapshot()->installation(), std::move(key)));
}

absl::StatusOr<PeerRegistration> PeerJudge::Judge(const v1::RegisterCaseRequest& request,
                                                  const std::string& bytes) const {
  SKRANKE_RETURN_IF_ERROR(ValidateRegisterCase(request));
  SKRANKE_ASSIGN_OR_RETURN(const Caller caller,
                           ResolveCaller(*installation_.directory, kBenchCaller));
  const absl::Time now = absl::Now();
  const EmptyView view(&installation_, &key_);
  SKRANKE_ASSIGN_OR_RETURN(Judgement judgement, JudgeRegisterCase(view, caller, request, now));
  PeerRegistration made{.request_id = request.request_id(),
                        .fingerprint = key_.Pseudonym("fingerprint", bytes)};
  Place(*judgement.citizen_case, made);
  made.case_row = judgement.citizen_case->SerializeAsString();
  made.events = RecordOf(made, caller, now, judgement);
  made.reply = std::move(judgement.reply);
  return made;
}

absl::StatusOr<PeerRegistration> PeerJudge::Judge(const std::string& bytes) const {
  v1::RegisterCaseRequest request;
  SKRANKE_RETURN_IF_ERROR(ParseRequest(bytes, request));
  return Judge(request, bytes);
}

}  // namespace skranke
