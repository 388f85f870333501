#include "tools/skranke/gzip_file.h"

#include <gtest/gtest.h>

#include "libs/base/hex.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

// "hello\n" as `printf 'hello\n' | gzip -n` packs it.
std::string Packed() { return *FromHex("1f8b0800000000000003cb48cdc9c9e7020020303a3606000000"); }

TEST(ReadMaybeGzip, UnpacksWhatBeginsAsGzipAndLeavesTheRest) {
  const TempDir dir;
  EXPECT_THAT(ReadMaybeGzip(dir.Write("a.csv", Packed()), 100), IsOkAndHolds("hello\n"));
  EXPECT_THAT(ReadMaybeGzip(dir.Write("b.gz", "hello\n"), 100), IsOkAndHolds("hello\n"));
  EXPECT_THAT(ReadMaybeGzip(dir.Write("c", ""), 100), IsOkAndHolds(""));
}

TEST(Unpack, JoinsMembers) {
  EXPECT_THAT(Unpack(Packed() + Packed(), 100), IsOkAndHolds("hello\nhello\n"));
}

TEST(Unpack, HoldsItsLimitOnBothSides) {
  EXPECT_THAT(Unpack(Packed(), 6), IsOk());
  EXPECT_THAT(Unpack(Packed(), 5), StatusIs(absl::StatusCode::kOutOfRange));
}

TEST(Unpack, RefusesEveryCutAndAChangedByte) {
  const std::string packed = Packed();
  for (size_t bytes = 2; bytes < packed.size(); ++bytes) {
    EXPECT_THAT(Unpack(packed.substr(0, bytes), 100), StatusIs(absl::StatusCode::kDataLoss))
        << bytes;
  }
  std::string changed = packed;
  changed[12] ^= 1;
  EXPECT_THAT(Unpack(changed, 100), StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace skranke
