#include "tools/skranke/request_field.h"

#include <gtest/gtest.h>

#include "libs/testing/matchers.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

absl::StatusOr<absl::TimeZone> Oslo() {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/Oslo", &zone);
  return zone;
}

absl::StatusOr<absl::TimeZone> NoZone() { return UsageError("no zone is known"); }

TEST(SetField, FillsEveryKindOfField) {
  v1::RegisterCaseRequest request;
  const std::pair<const char*, const char*> fields[] = {{"task", "passport"},
                                                        {"channel", "counter"},
                                                        {"facts", "age=7"},
                                                        {"facts", "child=true"},
                                                        {"accept_incomplete", "true"},
                                                        {"finish.outcome", "DONE"},
                                                        {"external_reference", "s:1"},
                                                        {"receive_time", "2026-07-01 10:00"}};
  for (const auto& [path, text] : fields) {
    SKRANKE_ASSERT_OK(SetField(request, path, text, Oslo)) << path;
  }
  EXPECT_EQ(request.task(), "passport");
  EXPECT_EQ(request.channel(), v1::CHANNEL_COUNTER);
  EXPECT_EQ(request.facts_size(), 2);
  EXPECT_TRUE(request.accept_incomplete());
  EXPECT_EQ(request.finish().outcome(), "DONE");
  EXPECT_EQ(request.external_reference().system(), "s");
  EXPECT_EQ(request.receive_time().seconds(), 1782892800);  // 2026-07-01T08:00:00Z
}

TEST(SetField, WritesCasesWithTheirCollection) {
  v1::AcceptCaseRequest accept;
  SKRANKE_ASSERT_OK(SetField(accept, "name", "X", NoZone));
  EXPECT_EQ(accept.name(), "cases/X");
  v1::RecordContactRequest contact;
  SKRANKE_ASSERT_OK(SetField(contact, "citizen_case", "X", NoZone));
  EXPECT_EQ(contact.citizen_case(), "cases/X");
}

TEST(SetField, AsksForTheZoneOnlyWhereATimeHasNone) {
  v1::AcceptCaseRequest request;
  SKRANKE_ASSERT_OK(SetField(request, "occur_time", "2026-07-01T10:00:00+02:00", NoZone));
  EXPECT_EQ(request.occur_time().seconds(), 1782892800);
  EXPECT_THAT(SetField(request, "occur_time", "2026-07-01 10:00", NoZone), HasReason("USAGE"));
}

TEST(SetField, RefusesWhatDoesNotFitTheField) {
  v1::ListCasesRequest request;
  EXPECT_THAT(SetField(request, "state", "SLEEPING", NoZone), HasReason("USAGE"));
  EXPECT_THAT(SetField(request, "state", "UNSPECIFIED", NoZone), HasReason("USAGE"));
  v1::SubscribeWorkRequest subscribe;
  EXPECT_THAT(SetField(subscribe, "after_position", "-1", NoZone), HasReason("USAGE"));
}

TEST(FindField, FollowsAPathOnlyThroughSingleMessages) {
  const auto& type = *v1::RegisterCaseRequest::descriptor();
  EXPECT_NE(FindField(type, "task"), nullptr);
  EXPECT_NE(FindField(type, "finish.outcome"), nullptr);
  EXPECT_EQ(FindField(type, "finish.colour"), nullptr);
  EXPECT_EQ(FindField(type, "parties.role"), nullptr);
  EXPECT_EQ(FindField(type, "task.code"), nullptr);
  EXPECT_EQ(FindField(type, "colour"), nullptr);
}

TEST(EnumName, IsReadWithAndWithoutPrefixInEitherCase) {
  const auto& type = *v1::State_descriptor();
  for (const char* text : {"IN_PROGRESS", "in-progress", "STATE_IN_PROGRESS"}) {
    EXPECT_THAT(EnumNumber(type, text), IsOkAndHolds(v1::STATE_IN_PROGRESS)) << text;
  }
  EXPECT_EQ(ShortName(v1::STATE_HANDLED_AT_COUNTER), "HANDLED_AT_COUNTER");
  EXPECT_EQ(ShortName(v1::CASE_CLASS_QUICK), "QUICK");
  EXPECT_EQ(ShortName(v1::STATE_UNSPECIFIED), "");
  EXPECT_EQ(ShortEnumName(type, 99), "99");
}

}  // namespace
}  // namespace skranke
