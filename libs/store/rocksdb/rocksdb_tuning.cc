#include "libs/store/rocksdb/rocksdb_tuning.h"

#include <algorithm>
#include <memory>

#include "libs/store/rocksdb/store_environment.h"
#include "libs/store/store.h"
#include "rocksdb/cache.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/slice_transform.h"
#include "rocksdb/table.h"

namespace skranke {
namespace {

constexpr size_t kMiB = size_t{1} << 20;

// Memory for what is only in the log so far. The log's limit comes first; this one holds where rows
// are small and memory's overhead is large. The floor is room for every family's first block.
size_t MemtableBytes(size_t wal_bytes) { return std::max(2 * wal_bytes, 16 * kMiB); }

// What the writer asks for with every registration, mostly in vain: filters answer.
enum class Asked { kForRanges, kForKeys, kForGroups };

Asked HowAsked(Table table) {
  if (table == Table::kCase || table == Table::kRequest) return Asked::kForKeys;
  return table == Table::kIndex ? Asked::kForGroups : Asked::kForRanges;
}

std::shared_ptr<rocksdb::TableFactory> TableFiles(const std::shared_ptr<rocksdb::Cache>& cache,
                                                  Asked asked) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = true;  // So that the cache's size bounds the memory.
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.format_version = 5;
  if (asked != Asked::kForRanges) {
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    table.whole_key_filtering = asked == Asked::kForKeys;
    // In pieces: a large file's filter in one is larger than a shard of the cache, which then never
    // keeps it, and each look-up reads it all (from 600,000 cases on).
    table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
    table.partition_filters = true;
    table.metadata_block_size = kMiB / 64;
  }
  return std::shared_ptr<rocksdb::TableFactory>(rocksdb::NewBlockBasedTableFactory(table));
}

// A key's group (store.h). The name is on disk: DO NOT CHANGE.
class Groups : public rocksdb::SliceTransform {
 public:
  const char* Name() const override { return "skranke.group.16"; }
  bool InDomain(const rocksdb::Slice& key) const override { return key.size() >= kGroupTailBytes; }
  rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), key.size() - kGroupTailBytes};
  }
};

rocksdb::ColumnFamilyOptions FamilyOptions(const std::shared_ptr<rocksdb::Cache>& cache,
                                           Asked asked) {
  rocksdb::ColumnFamilyOptions family;
  family.table_factory = TableFiles(cache, asked);
  family.compression = rocksdb::kLZ4Compression;
  family.level_compaction_dynamic_level_bytes = true;
  // Never full before the log is: flushing all families for one of them would be wasteful.
  family.write_buffer_size = 64 * kMiB;
  family.max_write_buffer_number = 4;
  family.arena_block_size = kMiB / 4;
  if (asked == Asked::kForRanges) return family;
  // Keys in any order: their first files are rewritten within seconds, and packing them would cost
  // more than it saves. (Events come in order; their files move down as they are.)
  family.compression_per_level = {rocksdb::kNoCompression, rocksdb::kLZ4Compression};
  family.memtable_prefix_bloom_size_ratio = 0.02;  // 1.3 MB: 10 bits for a million keys.
  family.memtable_whole_key_filtering = asked == Asked::kForKeys;
  if (asked == Asked::kForGroups) family.prefix_extractor = std::make_shared<Groups>();
  return family;
}

}  // namespace

rocksdb::DBOptions DatabaseOptions(const RocksDbOptions& options) {
  rocksdb::DBOptions database;
  database.env = EnvOf(options);
  database.create_if_missing = !options.read_only;
  database.create_missing_column_families = !options.read_only;
  // A batch over several families is whole in the files, too, and FlushTracker relies on it.
  database.atomic_flush = true;
  // The default would open after a flipped bit and silently drop all later commits.
  database.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  database.recycle_log_file_num = 0;
  database.max_total_wal_size = options.wal_bytes;
  database.db_write_buffer_size = MemtableBytes(options.wal_bytes);
  database.paranoid_checks = true;
  database.max_background_jobs = 2;
  database.max_open_files = 512;
  database.compaction_readahead_size = 2 * kMiB;  // Or else every block is a system call.
  database.bytes_per_sync = kMiB;  // Spreads the writing of table files, for even commit times.
  database.max_bgerror_resume_count = 0;       // An I/O error is final.
  database.max_manifest_file_size = 4 * kMiB;  // It is read whole at each flush (manifest_note.h).
  database.stats_dump_period_sec = 0;
  database.stats_persist_period_sec = 0;
  database.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  return database;
}

std::vector<rocksdb::ColumnFamilyDescriptor> ColumnFamilies(const RocksDbOptions& options) {
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (size_t number = 0; number < kTableCount; ++number) {
    families.emplace_back(kTableNames[number],
                          FamilyOptions(cache, HowAsked(static_cast<Table>(number))));
  }
  families.emplace_back(rocksdb::kDefaultColumnFamilyName, FamilyOptions(cache, Asked::kForRanges));
  return families;
}

}  // namespace skranke
