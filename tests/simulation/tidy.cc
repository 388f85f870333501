#include "tests/simulation/tidy.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/office/matters.h"

namespace skranke {
namespace {

constexpr char kSupervisorName[] = "inspector";
constexpr absl::Duration kAgain = absl::Hours(2);
// Of a thousand letters; the others are tried again.
constexpr int kGivenUp = 200;

}  // namespace

void Tidy::Begin() {
  Asked asked{.caller = kSupervisorName,
              .method = MethodTaking(*v1::ListDeadLettersRequest::descriptor())};
  errands_->Run(kSupervisorName, std::move(asked), [this](const Told& told) {
    v1::ListDeadLettersResponse response;
    if (told.status.ok()) response.ParseFromString(told.reply);
    for (const auto& letter : response.dead_letters()) DealWith(letter);
    const bool nothing = told.status.ok() && response.dead_letters().empty();
    if (!nothing) agenda_->In(kAgain, [this] { Begin(); });
  });
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
