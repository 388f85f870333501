#include "tests/simulation/people.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/office/matters.h"
#include "tests/simulation/requests.h"

namespace skranke {
namespace {

// Of a thousand.
constexpr int kLongThought = 15;
constexpr int kDaysOff = 4;
constexpr int kStale = 60;
constexpr int kAnyStep = 80;
// How many of the latest cases are on people's minds.
constexpr size_t kOnMind = 12;
constexpr int kOnMindPermille = 800;

constexpr const char* kTasks[] = {"copy",  "pass", "pass", "newcomer", "aid",   "aid",   "aid",
                                  "acute", "form", "form", "trade",    "trade", "dated", "orphan"};
constexpr const char* kReceivers[][2] = {{"TOWN", "DESK"},    {"POLICE", "PASS"},
                                         {"WELFARE", "EAST"}, {"WELFARE", "WEST"},
                                         {"TOWN", "SORT"},    {"POLICE", "NOWHERE"}};
constexpr int kPersons = 12;
// External references come from few numbers, so that some come twice.
constexpr size_t kReferences = 200;

}  // namespace

void Notebook::See(const v1::Case& shown, const std::string& token) {
  KnownCase& known = cases_[shown.name()];
  if (known.name.empty()) names_.push_back(shown.name());
  known.name = shown.name();
  if (known.etag != shown.etag()) known.old_etag = std::exchange(known.etag, shown.etag());
  known.state = shown.state();
  if (!token.empty() && known.token != token) {
    known.old_token = std::exchange(known.token, token);
  }
}

const KnownCase& Notebook::Pick(Chance& chance) const {
  const size_t count = names_.size();
  const bool latest = count > kOnMind && chance.Happens(kOnMindPermille);
  const size_t i = latest ? count - 1 - chance.Below(kOnMind) : chance.Below(count);
  return cases_.at(names_[i]);
}

void Person::ThinkThenAct() {
  if (day_->commands_left <= 0) return;
  absl::Duration thought = chance_.Between(absl::Milliseconds(1), absl::Seconds(4));
  if (chance_.Happens(kLongThought)) thought = chance_.Between(absl::Minutes(1), absl::Hours(1));
  if (chance_.Happens(kDaysOff)) thought = chance_.Between(absl::Hours(12), absl::Hours(96));
  day_->agenda->In(thought, [this] {
    if (day_->commands_left > 0) Act();
  });
}

std::string Person::NewText() { return absl::StrCat("t-", ++day_->requests); }

template <class Request>
void Person::Ask(Request request) {
  Asked asked{.caller = name_, .method = MethodTaking(*Request::descriptor())};
  if (const auto* id = Request::descriptor()->FindFieldByName("request_id")) {
    asked.request_id = absl::StrCat("r-", ++day_->requests);
    request.GetReflection()->SetString(&request, id, asked.request_id);
    --day_->commands_left;
  }
  asked.bytes = request.SerializeAsString();
  Send(std::move(asked));
}

void Person::Send(Asked asked) {
  day_->errands->Run(name_, std::move(asked), [this](const Told& told) {
    if (told.status.ok()) Learn(told);
    ThinkThenAct();
  });
}

void Person::Learn(const Told& told) {
  // What a reply shows is in fields of these names, whatever its method is.
  v1::GetWorkItemResponse item;
  v1::RegisterCaseResponse one;
  v1::ListWorkItemsResponse list;
  const std::string method = day_->errands->MethodOf(told);
  const absl::string_view name = ShortName(method);
  if (name == "TakeNext" || name == "GetWorkItem") {
    if (!item.ParseFromString(told.reply) || !item.has_work_item()) return;
    notebook_->See(item.work_item().citizen_case(), item.work_item().lease().token());
  } else if (name == "ListWorkItems") {
    list.ParseFromString(told.reply);
    for (const auto& shown : list.work_items()) {
      notebook_->See(shown.citizen_case(), shown.lease().token());
    }
  } else if (name == "ListCases") {
    v1::ListCasesResponse cases;
    cases.ParseFromString(told.reply);
    for (const auto& shown : cases.cases()) notebook_->See(shown, "");
  } else if (name != "RecordContact" && name != "ReturnCase" && one.ParseFromString(told.reply)) {
    if (!one.citizen_case().etag().empty()) notebook_->See(one.citizen_case(), "");
  }
}

template <class Request>
Request Person::About(const KnownCase& known) {
  Request request;
  request.set_name(known.name);
  const bool stale = chance_.Happens(kStale) && !known.old_etag.empty();
  request.set_etag(stale ? known.old_etag : known.etag);
  return request;
}

void Clerk::Act() {
  const size_t choice = chance().Below(100);
  if (choice < 32 || notebook().empty()) return Register();
  if (choice < 35) {
    v1::RecordContactRequest contact;
    contact.set_channel(v1::CHANNEL_PHONE);
    contact.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
    return Ask(std::move(contact));
  }
  if (choice < 38) {
    v1::ListCasesRequest list;
    list.set_open(true);
    list.set_page_size(1000);
    return Ask(std::move(list));
  }
  const KnownCase& known = notebook().Pick(chance());
  if (choice < 58) return Supplement(known);
  if (choice < 66) return Finish(known);
  Other(known);
}

void Clerk::Register() {
  const std::string task = chance().Pick(kTasks);
  const std::string person = SyntheticNumber(static_cast<int>(chance().Below(kPersons)));
  v1::RegisterCaseRequest request =
      task == "pass" && chance().Happens(500) ? WholePassport(person) : Matter(task, person);
  request.add_documents()->set_title(NewText());
  request.set_accept_incomplete(chance().Happens(100));
  if (chance().Happens(300)) request.set_place("east");
  if (chance().Happens(250)) {
    request.mutable_external_reference()->set_system("old");
    request.mutable_external_reference()->set_id(absl::StrCat(chance().Below(kReferences)));
  }
  if (chance().Happens(150)) request.mutable_finish()->set_outcome("ISSUED");
  if (chance().Happens(150)) {
    const absl::Time receipt = day().agenda->now() - absl::Hours(chance().Below(9 * 24));
    request.mutable_receive_time()->set_seconds(absl::ToUnixSeconds(receipt));
  }
  Ask(std::move(request));
}

void Clerk::Supplement(const KnownCase& known) {
  v1::SupplementCaseRequest request;
  request.set_name(known.name);
  v1::Document* document = request.add_documents();
  document->set_title(NewText());
  document->set_code(chance().Happens(500) ? "paper" : "id_document");
  document->set_of_role(v1::PARTY_ROLE_APPLICANT);
  if (chance().Happens(500)) {
    v1::Fact* age = request.add_facts();
    age->set_name("age");
    age->set_number(chance().Happens(800) ? "30" : "12");
    v1::Attestation* fee = request.add_attestations();
    fee->set_kind(v1::REQUIREMENT_KIND_FEE);
    fee->set_code("pass_fee");
  }
  request.set_accept_incomplete(chance().Happens(150));
  Ask(std::move(request));
}

void Clerk::Finish(const KnownCase& known) {
  auto request = About<v1::FinishCaseRequest>(known);
  request.mutable_finish()->set_outcome(chance().Happens(900) ? "ISSUED" : "REFUSED");
  Ask(std::move(request));
}

void Clerk::Other(const KnownCase& known) {
  const auto with_reason = [](auto request) {
    request.set_reason("Slik er det.");
    return request;
  };
  const size_t choice = chance().Below(34);
  if (choice < 12) {
    v1::GetCaseRequest request;
    request.set_name(known.name);
    return Ask(std::move(request));
  }
  if (choice < 20) return Ask(with_reason(About<v1::SendToOwnerRequest>(known)));
  if (choice < 25) return Ask(with_reason(About<v1::WithdrawCaseRequest>(known)));
  if (choice < 27) return Ask(with_reason(About<v1::MisregisterCaseRequest>(known)));
  Ask(with_reason(About<v1::ReopenCaseRequest>(known)));
}

void Router::Act() {
  const size_t choice = chance().Below(100);
  if (choice < 30 || notebook().empty()) {
    // The sorting unit sees its own work only, a supervisor every case.
    if (name() == "sorter") return Ask(v1::ListWorkItemsRequest());
    v1::ListCasesRequest list;
    list.set_page_size(1000);
    return Ask(std::move(list));
  }
  const KnownCase& known = notebook().Pick(chance());
  if (choice < 45 && name() != "sorter") {
    v1::GetCaseRequest request;
    request.set_name(known.name);
    return Ask(std::move(request));
  }
  if (choice < 60 && name() != "sorter") {
    const std::string number = known.name.substr(known.name.find('/') + 1);
    const std::string letter = absl::StrCat(
        number, ".", chance().Happens(500) ? "WELFARE" : "POLICE", ".", 1 + chance().Below(3));
    if (chance().Happens(600)) {
      v1::RetryDeadLetterRequest request;
      request.set_name(known.name);
      request.set_message_id(letter);
      return Ask(std::move(request));
    }
    v1::DiscardDeadLetterRequest request;
    request.set_name(known.name);
    request.set_message_id(letter);
    request.set_reason("Gir opp.");
    return Ask(std::move(request));
  }
  auto request = About<v1::RouteCaseRequest>(known);
  const auto& receiver = chance().Pick(kReceivers);
  request.mutable_receiver()->set_agency(receiver[0]);
  request.mutable_receiver()->set_unit(receiver[1]);
  request.set_reason("Hører hjemme der.");
  Ask(std::move(request));
}

void Caseworker::Act() {
  const size_t choice = chance().Below(100);
  if (choice < 30) return Ask(v1::TakeNextRequest());
  if (choice < 42 || notebook().empty()) return Ask(v1::ListWorkItemsRequest());
  const KnownCase& known = notebook().Pick(chance());
  if (choice < 50) {
    v1::GetWorkItemRequest request;
    request.set_name(known.name);
    return Ask(std::move(request));
  }
  Work(known);
}

void Caseworker::Work(const KnownCase& known) {
  constexpr v1::State kWorked[] = {v1::STATE_DELIVERED, v1::STATE_ACCEPTED, v1::STATE_IN_PROGRESS,
                                   v1::STATE_AWAITING_INFO, v1::STATE_DECIDED};
  const v1::State state = chance().Happens(kAnyStep) ? chance().Pick(kWorked) : known.state;
  const size_t choice = chance().Below(100);
  const bool begun = state == v1::STATE_IN_PROGRESS;
  if (state == v1::STATE_ROUTED || state == v1::STATE_DELIVERED) {
    return choice < 75 ? Accept(known) : Return(known);
  }
  if (state == v1::STATE_DECIDED || choice < 8) return Close(known);
  if (choice < 18) return Return(known);
  if (choice < 28) {
    auto status = About<v1::SetLocalStatusRequest>(known);
    status.set_local_status(NewText());
    return Ask(std::move(status));
  }
  if (begun && choice < 50) {
    auto question = About<v1::RequestInformationRequest>(known);
    question.set_question("Hva mangler?");
    return Ask(std::move(question));
  }
  if (begun) {
    auto decision = About<v1::DecideCaseRequest>(known);
    decision.set_outcome("GRANTED");
    return Ask(std::move(decision));
  }
  Ask(About<v1::StartCaseRequest>(known));
}

std::string Caseworker::TokenFor(const KnownCase& known) {
  if (chance().Happens(kStale)) return known.old_token;
  return chance().Happens(kStale) ? "" : known.token;
}

void Caseworker::Accept(const KnownCase& known) {
  auto request = About<v1::AcceptCaseRequest>(known);
  request.set_token(TokenFor(known));
  Ask(std::move(request));
}

void Caseworker::Return(const KnownCase& known) {
  auto request = About<v1::ReturnCaseRequest>(known);
  request.set_token(TokenFor(known));
  request.set_code(v1::RETURN_CODE_NOT_OURS);
  request.set_sentence("Hører ikke hjemme her.");
  if (chance().Happens(500)) {
    const auto& receiver = chance().Pick(kReceivers);
    request.mutable_proposed_owner()->set_agency(receiver[0]);
    request.mutable_proposed_owner()->set_unit(receiver[1]);
  }
  Ask(std::move(request));
}

void Caseworker::Close(const KnownCase& known) {
  auto request = About<v1::CloseCaseRequest>(known);
  if (chance().Happens(500)) request.set_outcome("RESOLVED");
  Ask(std::move(request));
}

}  // namespace skranke
