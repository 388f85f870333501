// What every Store must do, as one suite of tests over a way to open one. A store's own test says:
//
//   INSTANTIATE_TEST_SUITE_P(RocksDb, StoreConformance,
//                            ::testing::Values(StoreKind{"RocksDb", OpenWithDefaults}));
#ifndef SKRANKE_LIBS_STORE_STORE_CONFORMANCE_H_
#define SKRANKE_LIBS_STORE_STORE_CONFORMANCE_H_

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/store/store.h"
#include "libs/testing/temp_dir.h"

namespace skranke {

struct StoreKind {
  std::string name;
  // Opens the store that belongs to `place`, an absolute path of a directory of the test's own; the
  // same place is the same store.
  std::function<absl::StatusOr<std::unique_ptr<Store>>(const std::string& place)> open;
};

inline void PrintTo(const StoreKind& kind, std::ostream* os) { *os << kind.name; }

class StoreConformance : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override;

  // Closes the store, if it is open, and opens it again.
  void Reopen();

  absl::Status Put(Table table, const std::string& key, const std::string& value);
  // "table/key" rows as "value", "(none)" where there is no row.
  std::vector<std::string> Get(const StoreSnapshot& snapshot, const std::vector<Row>& rows);
  std::string Get(Table table, const std::string& key);
  // The keys of a range in the order of the scan.
  std::vector<std::string> Keys(const Range& range);

  TempDir dir_;
  std::unique_ptr<Store> store_;
  uint64_t fence_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_STORE_CONFORMANCE_H_
