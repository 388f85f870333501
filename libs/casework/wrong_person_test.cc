#include "libs/casework/wrong_person.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libs/casework/sealed.h"
#include "libs/casework/withheld.h"
#include "libs/directory/parse_directory.h"
#include "libs/directory/small_package.h"
#include "libs/testing/matchers.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

void AddParty(const std::string& pseudonym, const std::string& number, const std::string& name,
              PartyRecords& parties) {
  storage::v1::PartyDetails details;
  details.set_number(number);
  details.set_name(name);
  storage::v1::PartyRecord& party = *parties.Add();
  party.set_pseudonym(pseudonym);
  *party.mutable_details() = Seal(pseudonym, details);
}

PartyRecords Parties(const std::vector<std::string>& pseudonyms) {
  PartyRecords parties;
  for (const std::string& pseudonym : pseudonyms) AddParty(pseudonym, "", "", parties);
  return parties;
}

TEST(WhoLeaves, AreIdentifiedPartiesThatAreNoneAfterwards) {
  EXPECT_THAT(WhoLeaves(Parties({"a"}), Parties({"a"})), IsEmpty());
  EXPECT_THAT(WhoLeaves(Parties({"a"}), Parties({"b"})), ElementsAre("a"));
  EXPECT_THAT(WhoLeaves(Parties({"a", "b", "a"}), Parties({"b"})), ElementsAre("a"));
  EXPECT_THAT(WhoLeaves(Parties({"", "a"}), Parties({"a", "b"})), IsEmpty());
}

struct SaidCase {
  const char* text;
  bool says;
};

TEST(SaysWhoLeft, ByNumberOrNameThatNobodyElseHas) {
  PartyRecords before;
  AddParty("a", "01027012345", "Åse Berg-Moen", before);
  PartyRecords after;
  AddParty("b", "02027012345", "Ivar Moen", after);
  for (const SaidCase& said : std::vector<SaidCase>{{"It was typed wrongly.", false},
                                                    {"It was Berg's.", true},
                                                    {"It was berg", true},
                                                    {"Bergen has another office.", false},
                                                    {"It was Moen's after all.", false},
                                                    {"It was Åse's.", true},
                                                    {"Not 010270 12345.", true},
                                                    {"Not 01.02.70-12345.", true},
                                                    {"It is 02027012345.", false}}) {
    EXPECT_EQ(SaysWhoLeft(said.text, before, after), said.says) << said.text;
  }
  EXPECT_FALSE(SaysWhoLeft("It was Berg's.", before, before));
}

class FoundWrongTest : public ::testing::Test {
 protected:
  FoundWrongTest() { case_.add_handovers()->mutable_receiver()->set_agency("STATE"); }

  storage::v1::WrongPersonRecord Find(const std::string& leaving, const std::string& right,
                                      absl::Time found) {
    return FoundWrong(case_, {leaving}, Parties({right}), found, directory_);
  }

  const std::shared_ptr<const Directory> made_ =
      Directory::Make(1, absl::UnixEpoch(), ParseDirectory(SmallPackage()).value()).value();
  const Directory& directory_ = *made_;
  storage::v1::CaseState case_;
};

TEST_F(FoundWrongTest, GivesTheOfficerSeventyTwoHours) {
  const absl::Time found = absl::FromUnixSeconds(1000);
  const auto record = Find("a", "b", found);
  EXPECT_EQ(absl::FromUnixMicros(record.notify_by_us()), found + absl::Hours(72));
  EXPECT_THAT(record.agencies(), ElementsAre("STATE"));
  EXPECT_THAT(record.pseudonyms(), ElementsAre("a"));
}

TEST_F(FoundWrongTest, LetsTheFirstHoursRunOnUntilItIsSettled) {
  *case_.mutable_wrong_person() = Find("a", "b", absl::FromUnixSeconds(1000));
  case_.add_handovers()->mutable_receiver()->set_agency("CITY");
  auto again = Find("b", "c", absl::FromUnixSeconds(5000));
  EXPECT_EQ(again.found_us(), 1'000'000'000);
  EXPECT_THAT(again.agencies(), ElementsAre("STATE", "CITY"));
  EXPECT_THAT(again.pseudonyms(), ElementsAre("a", "b"));
  again.set_settled_us(6'000'000'000);
  *case_.mutable_wrong_person() = again;
  const auto anew = Find("c", "d", absl::FromUnixSeconds(7000));
  EXPECT_EQ(anew.found_us(), 7'000'000'000);
  EXPECT_EQ(anew.settled_us(), 0);
  EXPECT_THAT(anew.pseudonyms(), ElementsAre("a", "b", "c"));
}

TEST_F(FoundWrongTest, ForgetsWhoIsRightAfterAll) {
  *case_.mutable_wrong_person() = Find("a", "b", absl::FromUnixSeconds(1000));
  const auto back = Find("b", "a", absl::FromUnixSeconds(2000));
  EXPECT_THAT(back.pseudonyms(), ElementsAre("b"));
  // It was found twice all the same.
  EXPECT_EQ(back.finding_count(), 2u);
  EXPECT_EQ(back.last_found_us(), 2'000'000'000);
}

TEST(Withhold, EmptiesWhatIsSealedForAWrongPerson) {
  storage::v1::CaseState c;
  *c.mutable_content() = SealText("right", "stays");
  *c.add_handovers()->mutable_return_sentence() = SealText("wrong", "goes");
  *c.mutable_handovers(0)->mutable_decision()->mutable_note() = SealText("right", "stays too");
  storage::v1::CaseState shown = c;
  Withhold(c, shown);
  EXPECT_EQ(UnsealText(shown.handovers(0).return_sentence()), "goes");
  c.mutable_wrong_person()->add_pseudonyms("wrong");
  EXPECT_TRUE(IsWithheld(c));
  Withhold(c, c);
  EXPECT_EQ(UnsealText(c.handovers(0).return_sentence()), "");
  EXPECT_EQ(UnsealText(c.handovers(0).decision().note()), "stays too");
  EXPECT_EQ(UnsealText(c.content()), "stays");
}

}  // namespace
}  // namespace skranke
