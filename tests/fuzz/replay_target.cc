// Any record that can be read can be replayed: it gives the same rows each time, or a status. Real
// stores hold only what was judged; a store from elsewhere may hold anything.
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/engine/replay.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/testing/temp_dir.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

using storage::v1::Event;
using storage::v1::Record;

const Store& EmptyStore() {
  static const auto& directory = *new TempDir();
  static const Store& store = *OpenRocksDb(directory.Path("data")).value().release();
  return store;
}

const InstallationKey& Key() {
  static const auto& key = *new InstallationKey(
      InstallationKey::FromBytes(std::string(InstallationKey::kBytes, 'k')).value());
  return key;
}

// The rows that the record gives, in no order, or the error.
std::set<std::string> Replayed(const Record& record) {
  CounterBook counters;
  Overlay overlay(EmptyStore().Snapshot(), /*below=*/nullptr, &counters, &Key());
  if (const auto status = ReplayRecord(record, 0, Key(), overlay); !status.ok()) {
    return {status.ToString()};
  }
  if (const auto status = overlay.Settle(); !status.ok()) return {status.ToString()};
  Batch batch;
  overlay.FillBatch(batch);
  std::set<std::string> rows;
  batch.ForEach([&](const Batch::Change& change) {
    rows.insert(absl::StrCat(TableName(change.table), " ", change.key, " ",
                             change.value.value_or("is gone")));
  });
  return rows;
}

std::string FaultOf(absl::string_view bytes) {
  Record record;
  if (!record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return "";
  return Replayed(record) == Replayed(record) ? "" : "is replayed differently";
}

// A record with an event of the kind with that field, alone or after a whole case was routed.
std::string RecordOf(const google::protobuf::FieldDescriptor& kind, bool after_case) {
  Record record;
  record.set_position(1);
  record.set_record_us(1'709'542'800'000'000);
  if (after_case) {
    auto& registered = *record.add_events()->mutable_case_registered()->mutable_citizen_case();
    registered.set_number(7);
    registered.set_task("pass");
    auto& routed = *record.add_events()->mutable_case_routed()->mutable_handover();
    routed.mutable_receiver()->set_agency("POLICE");
    routed.mutable_receiver()->set_unit("PASS");
  }
  Event& event = *record.add_events();
  event.GetReflection()->MutableMessage(&event, &kind);
  for (Event& each : *record.mutable_events()) each.set_number(7);
  return record.SerializeAsString();
}

bool Takes(absl::string_view bytes) {
  Record record;
  return record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  const auto& kinds = *Event::descriptor()->oneof_decl(0);
  for (int i = 0; i < kinds.field_count(); ++i) {
    seeds.push_back(RecordOf(*kinds.field(i), false));
    seeds.push_back(RecordOf(*kinds.field(i), true));
  }
  return seeds;
}

}  // namespace

const FuzzTarget kReplayTarget = {"replay", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
