#include "libs/engine/bundle_rows.h"

#include "libs/engine/keys.h"

namespace skranke {

void PutBundle(const storage::v1::Event& event, Overlay& overlay) {
  if (!event.has_bundle_saved()) return;
  const storage::v1::BundleRecord& bundle = event.bundle_saved().bundle();
  overlay.Put(Table::kMeta, BundleKey(bundle.number()), bundle.SerializeAsString());
}

}  // namespace skranke
