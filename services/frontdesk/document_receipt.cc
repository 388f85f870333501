#include "services/frontdesk/document_receipt.h"

#include <utility>

#include "libs/base/log.h"
#include "libs/casework/document_verbs.h"

namespace skranke {

void KeepDocumentReceipt(Engine* engine, uint64_t number, uint32_t handover,
                         const std::string& key) {
  Command command;
  command.system = true;
  command.method = "system/DocumentFetched";
  command.reads.cases.push_back(number);
  command.judge = [=](const View& view, const Caller& caller, absl::Time now) {
    return JudgeDocumentFetched(view, caller, number, handover, key, now);
  };
  command.done = [](const Answer& answer) {
    if (answer.status.ok()) return;
    Log(LogLevel::kWarning, "a document was fetched without its receipt being kept",
        {{"cause", answer.status.message()}});
  };
  engine->Submit(std::move(command));
}

}  // namespace skranke
