#include "libs/engine/outage_rows.h"

#include <string>

#include "libs/casework/outages.h"
#include "libs/engine/keys.h"

namespace skranke {
namespace {

std::string OutageKey(absl::string_view agency, char kind) {
  std::string key = kOutagePrefix;
  AppendCode(agency, key);
  key.push_back(kind);
  return key;
}

}  // namespace

void PutOutage(const storage::v1::Event& event, Overlay& overlay) {
  if (event.has_outage_ended()) {
    overlay.Delete(Table::kMeta, OutageKey(event.outage_ended().agency(), 'a'));
  }
  if (!event.has_outage_announced()) return;
  const auto& outage = event.outage_announced();
  const std::string key = OutageKey(outage.agency(), IsDetected(outage) ? 'd' : 'a');
  if (IsDetected(outage) && outage.to_us() != 0) {
    overlay.Delete(Table::kMeta, key);
  } else {
    overlay.Put(Table::kMeta, key, outage.SerializeAsString());
  }
}

}  // namespace skranke
