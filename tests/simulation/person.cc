#include "tests/simulation/person.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/simulation/requests.h"

namespace skranke {
namespace {

// Of a thousand.
constexpr int kLongThought = 15;
constexpr int kDaysOff = 4;

}  // namespace

void Person::ThinkThenAct() {
  if (day_->commands_left <= 0) return;
  absl::Duration thought = chance_.Between(absl::Milliseconds(1), absl::Seconds(4));
  if (chance_.Happens(kLongThought)) thought = chance_.Between(absl::Minutes(1), absl::Hours(1));
  if (chance_.Happens(kDaysOff)) thought = chance_.Between(absl::Hours(12), absl::Hours(96));
  const absl::Time then = std::max(day_->agenda->now(), day_->closed_until) + thought;
  day_->agenda->At(then, [this] {
    if (day_->commands_left > 0) Act();
  });
}

std::string Person::NewText() { return absl::StrCat("t-", ++day_->requests); }

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
  } else if (name != "RecordContact" && name != "ReturnCase" && name != "ForwardCase" &&
             one.ParseFromString(told.reply)) {
    // What is no case has other things in that place.
    const bool is_case = absl::StartsWith(one.citizen_case().name(), "cases/");
    if (is_case && !one.citizen_case().etag().empty()) notebook_->See(one.citizen_case(), "");
  }
}

}  // namespace skranke
