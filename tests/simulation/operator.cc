#include "tests/simulation/operator.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/casework/render.h"
#include "skranke/v1/outage.pb.h"
#include "tests/office/matters.h"

namespace skranke {
namespace {

constexpr char kOperatorName[] = "operator";
// Who got no answer asks again after this.
constexpr absl::Duration kAskAgain = absl::Minutes(1);
// A list is compared with a world that stands still, and again when what was sent has come.
constexpr absl::Duration kListAgain = absl::Hours(3);
constexpr int kHoldingsInPage = 1000;

template <class Request>
Asked AskedBy(const std::string& caller, const Request& request) {
  return {.caller = caller,
          .method = MethodTaking(*Request::descriptor()),
          .bytes = request.SerializeAsString()};
}

// The same for what changes something.
template <class Request>
Asked ToldBy(const std::string& caller, const Request& request) {
  Asked asked = AskedBy(caller, request);
  asked.request_id = request.request_id();
  return asked;
}

}  // namespace

void Operator::Redeliver(const std::string& agency, absl::Time since, std::set<std::string> names) {
  if (bite_ == Bite::kNoRedelivery) return;
  auto reading = std::make_shared<Reading>();
  reading->names = std::move(names);
  reading->request.set_agency(agency);
  *reading->request.mutable_since_time() = ToTimestamp(absl::ToUnixMicros(since));
  reading->request.set_page_size(1000);
  ReadPage(reading);
}

void Operator::ReadPage(const std::shared_ptr<Reading>& reading) {
  errands_->Run(
      kOperatorName, AskedBy(kOperatorName, reading->request), [this, reading](const Told& told) {
        if (!told.status.ok()) {
          return agenda_->In(kAskAgain, [this, reading] { ReadPage(reading); });
        }
        v1::ListDeliveredMessagesResponse page;
        page.ParseFromString(told.reply);
        for (const auto& message : page.messages()) {
          const bool wanted = reading->names.empty() || reading->names.contains(message.name());
          if (wanted) reading->messages.push_back(message);
        }
        reading->request.set_page_token(page.next_page_token());
        if (!page.next_page_token().empty()) return ReadPage(reading);
        for (const auto& message : reading->messages) SendAgain(message);
      });
}

void Operator::SendAgain(const v1::DeliveredMessage& message) {
  v1::RedeliverMessageRequest request;
  request.set_request_id(absl::StrCat("redeliver-", ++requests_));
  request.set_name(message.name());
  request.set_message_id(message.message_id());
  errands_->Run(kOperatorName, ToldBy(kOperatorName, request), [this, message](const Told& told) {
    if (told.status.ok()) ++redelivered_;
    if (absl::IsUnavailable(told.status)) {
      agenda_->In(kAskAgain, [this, message] { SendAgain(message); });
    }
  });
}

void Operator::AnnounceOutage(const std::string& agency, absl::Time until) {
  v1::AnnounceOutageRequest request;
  request.set_request_id(absl::StrCat("outage-", ++requests_));
  request.set_agency(agency);
  *request.mutable_to_time() = ToTimestamp(absl::ToUnixMicros(until));
  request.set_reason("Nye maskiner.");
  errands_->Run(kOperatorName, ToldBy(kOperatorName, request), [](const Told&) {});
}

void Operator::EndOutages() {
  for (const auto& [code, agency] : *agencies_) EndOutage(code);
}

void Operator::EndOutage(const std::string& agency) {
  v1::EndOutageRequest request;
  request.set_request_id(absl::StrCat("outage-", ++requests_));
  request.set_agency(agency);
  errands_->Run(kOperatorName, ToldBy(kOperatorName, request), [this, agency](const Told& told) {
    if (absl::IsUnavailable(told.status)) {
      agenda_->In(kAskAgain, [this, agency] { EndOutage(agency); });
    }
  });
}

bool Operator::AllUp() const {
  return std::all_of(agencies_->begin(), agencies_->end(),
                     [](const auto& agency) { return agency.second->up(); });
}

void Operator::Reconcile() {
  for (const auto& [code, agency] : *agencies_) ReconcileOne(*agency);
}

void Operator::ReconcileOne(SimulatedAgency& agency) {
  if (!agency.up()) {
    return agenda_->In(kListAgain, [this, &agency] { ReconcileOne(agency); });
  }
  auto list = std::make_shared<v1::ReconcileHoldingsRequest>();
  list->set_list_id(absl::StrCat("night-", ++lists_));
  *list->mutable_list_time() = ToTimestamp(absl::ToUnixMicros(agenda_->now()));
  for (const v1::Holding& holding : agency.Holdings()) *list->add_holdings() = holding;
  SendPage(agency, list, 0);
}

void Operator::SendPage(SimulatedAgency& agency,
                        const std::shared_ptr<v1::ReconcileHoldingsRequest>& list, int from) {
  const int to = std::min(from + kHoldingsInPage, list->holdings_size());
  v1::ReconcileHoldingsRequest page;
  page.set_list_id(list->list_id());
  *page.mutable_list_time() = list->list_time();
  for (int i = from; i < to; ++i) *page.add_holdings() = list->holdings(i);
  page.set_last(to == list->holdings_size());
  if (page.last()) page.set_total_count(to);
  errands_->Run(
      agency.code(), AskedBy(agency.code(), page),
      [this, &agency, list, from, to](const Told& told) {
        // The office forgot the pages before in a restart, or was down too long.
        if (ReasonOf(told.status) == "HOLDINGS_MISSING" || absl::IsInvalidArgument(told.status)) {
          return agenda_->In(kListAgain, [this, &agency] { ReconcileOne(agency); });
        }
        if (!told.status.ok()) {
          return agenda_->In(kAskAgain, [=, this, &agency] { SendPage(agency, list, from); });
        }
        if (to < list->holdings_size()) return SendPage(agency, list, to);
        v1::ReconcileHoldingsResponse response;
        response.ParseFromString(told.reply);
        DealWith(agency, response);
      });
}

// The next step of each kind of difference is that of services/supervision/compare_holdings.cc.
void Operator::DealWith(SimulatedAgency& agency, const v1::ReconcileHoldingsResponse& response) {
  if (response.difference_count() == 0 || bite_ == Bite::kNoRedelivery) return;
  std::set<std::string> lost;
  for (const v1::Difference& difference : response.differences()) {
    history_->Note(agenda_->now(), absl::StrCat(agency.code(), " differs in ", difference.name(),
                                                ": ", v1::DifferenceKind_Name(difference.kind())));
    if (difference.kind() == v1::DIFFERENCE_KIND_NOT_THEIRS) {
      agency.LetGo(difference.name());
    } else {
      lost.insert(difference.name());
    }
  }
  if (!lost.empty()) Redeliver(agency.code(), begin_, std::move(lost));
  if (std::exchange(differences_[agency.code()], response.SerializeAsString()) ==
      response.SerializeAsString()) {
    return;
  }
  agenda_->In(kListAgain, [this, &agency] { ReconcileOne(agency); });
}

}  // namespace skranke
