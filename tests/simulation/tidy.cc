#include "tests/simulation/tidy.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/office/matters.h"

namespace skranke {
namespace {

constexpr char kSupervisorName[] = "inspector";
constexpr absl::Duration kAgain = absl::Hours(2);
// Of a thousand letters; the others are tried again.
constexpr int kGivenUp = 200;
// What the office keeps of the refusal of a message that comes before its predecessor.
constexpr char kOutOfOrder[] = "FAILED_PRECONDITION";

}  // namespace

void Tidy::Begin() {
  Asked asked{.caller = kSupervisorName,
              .method = MethodTaking(*v1::ListDeadLettersRequest::descriptor())};
  errands_->Run(kSupervisorName, std::move(asked), [this](const Told& told) {
    v1::ListDeadLettersResponse response;
    if (told.status.ok()) response.ParseFromString(told.reply);
    FillHoles(response);
    for (const auto& letter : response.dead_letters()) DealWith(letter);
    letters_ += response.dead_letters_size();
    const bool nothing = told.status.ok() && response.dead_letters().empty() && operator_->AllUp();
    if (!nothing) agenda_->In(kAgain, [this] { Begin(); });
  });
}

void Tidy::FillHoles(const v1::ListDeadLettersResponse& letters) {
  std::map<std::string, std::set<std::string>> lost;
  for (const auto& letter : letters.dead_letters()) {
    if (letter.last_error() == kOutOfOrder) lost[letter.agency()].insert(letter.name());
  }
  for (auto& [agency, names] : lost) operator_->Redeliver(agency, begin_, std::move(names));
}

void Tidy::DealWith(const v1::DeadLetter& letter) {
  if (chance_.Happens(kGivenUp)) {
    v1::DiscardDeadLetterRequest request;
    request.set_name(letter.name());
    request.set_message_id(letter.message_id());
    request.set_reason("Gir opp.");
    return Send(std::move(request));
  }
  v1::RetryDeadLetterRequest request;
  request.set_name(letter.name());
  request.set_message_id(letter.message_id());
  Send(std::move(request));
}

template <class Request>
void Tidy::Send(Request request) {
  request.set_request_id(absl::StrCat("tidy-", ++requests_));
  Asked asked{.caller = kSupervisorName,
              .method = MethodTaking(*Request::descriptor()),
              .bytes = request.SerializeAsString(),
              .request_id = request.request_id()};
  errands_->Run(kSupervisorName, std::move(asked), [](const Told&) {});
}

}  // namespace skranke
