#include "tests/simulation/router.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/simulation/receivers.h"

namespace skranke {
namespace {

// Of a hundred times, where there are so many cases that a list is long.
constexpr size_t kBusyLooks = 3;

}  // namespace

void Router::Act() {
  const size_t choice = chance().Below(100);
  const bool looks = choice < 30 && !(day().busy && name() != "sorter" && choice >= kBusyLooks);
  if (looks || notebook().empty()) {
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
  if (choice < 60 && name() != "sorter") return DealWithLetter(known);
  auto request = About<v1::RouteCaseRequest>(known);
  const auto& receiver = chance().Pick(kReceivers);
  request.mutable_receiver()->set_agency(receiver[0]);
  request.mutable_receiver()->set_unit(receiver[1]);
  request.set_reason("Hører hjemme der.");
  Ask(std::move(request));
}

// Mostly there is no such letter, and that has to be said.
void Router::DealWithLetter(const KnownCase& known) {
  const std::string number = known.name.substr(known.name.find('/') + 1);
  const std::string letter = absl::StrCat(number, ".", chance().Happens(500) ? "WELFARE" : "POLICE",
                                          ".", 1 + chance().Below(3));
  const size_t choice = chance().Below(10);
  if (choice < 3) {
    v1::RedeliverMessageRequest request;
    request.set_name(known.name);
    request.set_message_id(letter);
    return Ask(std::move(request));
  }
  if (choice < 7) {
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

}  // namespace skranke
