#include "services/skranked/document_carrier.h"

#include <string>

#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "services/frontdesk/document_receipt.h"

namespace skranke {
namespace {

// The hand-over of the case that is called so; 0 if there is none.
uint32_t HandoverCalled(const storage::v1::CaseState& c, const std::string& handover_id) {
  for (const auto& handover : c.handovers()) {
    if (FormatHandoverId(c.number(), handover.handover()) == handover_id) {
      return handover.handover();
    }
  }
  return 0;
}

void KeepReceipts(Engine* engine, const CarriedDocuments& carried) {
  const auto number = ParseCaseName(carried.name, "name");
  if (!number.ok()) return;
  const auto snapshot = engine->snapshot();
  const auto c = snapshot->FindCase(*number);
  if (!c.ok() || *c == nullptr) return;
  const uint32_t handover = HandoverCalled(**c, carried.handover_id);
  if (handover == 0) return;
  for (const std::string& sha256 : carried.sha256s) {
    KeepDocumentReceipt(engine, *number, handover, snapshot->DocumentKey(sha256));
  }
}

}  // namespace

FileDropOptions WithDocuments(FileDropOptions options, Engine* engine, const Documents* documents) {
  options.read_document = [documents](const std::string& sha256) {
    return documents->ReadWhole(sha256);
  };
  options.documents_taken = [engine](const CarriedDocuments& carried) {
    KeepReceipts(engine, carried);
  };
  return options;
}

}  // namespace skranke
