#include "libs/directory/canonical_bytes.h"

#include <gtest/gtest.h>

#include "libs/base/hex.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {
namespace {

TEST(CanonicalBytes, AreNumberLengthAndValueOfEachSetField) {
  storage::v1::TestPersonRow row;
  row.set_number("12");
  row.set_own_staff(true);
  EXPECT_EQ(ToHex(CanonicalBytes(row)),
            "00000001"
            "0000000000000002"
            "3132"
            "00000003"
            "0000000000000001"
            "31");
}

TEST(CanonicalBytes, NestMessagesAndWriteNumbersAsDigits) {
  storage::v1::TaskListContent list;
  list.add_tasks()->set_answer_days(30);
  EXPECT_EQ(ToHex(CanonicalBytes(list)),
            "00000004"
            "000000000000000e"
            "00000011"
            "0000000000000002"
            "3330");
}

TEST(CanonicalBytes, TellApartWhereOneTextEndsAndTheNextBegins) {
  storage::v1::StaffRow one;
  one.add_languages("nb;en");
  storage::v1::StaffRow two;
  two.add_languages("nb");
  two.add_languages("en");
  EXPECT_NE(CanonicalBytes(one), CanonicalBytes(two));
}

TEST(CanonicalBytes, LeaveOutTheLine) {
  storage::v1::RoutingRow row;
  row.set_task("pass");
  const std::string without = CanonicalBytes(row);
  row.set_line(12);
  EXPECT_EQ(CanonicalBytes(row), without);
}

}  // namespace
}  // namespace skranke
