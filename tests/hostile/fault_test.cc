// The judge of answers sees every kind of bad answer: a test that could not fail would prove
// nothing.
#include "tests/hostile/hostile_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;

class HostileFault : public HostileFixture {};

constexpr char kText[] = "hostile text";

const Seed& SeedOf(absl::string_view method) {
  for (const Seed& seed : Seeds()) {
    if (seed.method == method) return seed;
  }
  ADD_FAILURE() << "no seed of " << method;
  return Seeds().front();
}

TEST_F(HostileFault, IsSeenInABadAnswer) {
  struct Row {
    Outcome outcome;
    const char* fault;  // Empty: a good answer.
  };
  const absl::Status refused = FieldError("note", "note is too long");
  const Row rows[] = {
      {{.status = absl::OkStatus()}, ""},
      {{.status = absl::OkStatus(), .stored = true}, ""},
      {{.status = refused}, ""},
      {{.status = refused, .stored = true}, "stored although refused"},
      {{.status = absl::InternalError("what")}, "is no refusal"},
      {{.status = absl::UnknownError("what")}, "is no refusal"},
      {{.status = absl::UnavailableError("gone")}, "is no refusal"},
      {{.status = absl::NotFoundError("what")}, "has no reason"},
      {{.status = ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_FIELD", "what")},
       "names no field"},
      {{.status = FieldError("note", absl::StrCat("\"", kText, "\" is too long"))},
       "repeats what was sent"},
  };
  for (const Row& row : rows) {
    const std::string fault = FaultOf(SeedOf("FrontDeskService/RegisterCase"), row.outcome, kText);
    EXPECT_THAT(fault, HasSubstr(row.fault)) << row.outcome.status;
    EXPECT_EQ(fault.empty(), row.fault[0] == '\0') << fault;
  }
  EXPECT_THAT(FaultOf(SeedOf("FrontDeskService/GetCase"), {.stored = true}, kText),
              HasSubstr("stored by a reading method"));
}

TEST_F(HostileFault, IsSeenInARefusalOfSomethingElse) {
  const absl::Status refused = FieldError("parties[0].person.number", "is none");
  EXPECT_EQ(FaultOfRefusal({.status = refused}, "parties[0].person.number", kText), "");
  EXPECT_THAT(FaultOfRefusal({.status = refused}, "note", kText), HasSubstr("another field"));
  EXPECT_THAT(
      FaultOfRefusal({.status = refused, .stored = true}, "parties[0].person.number", kText),
      HasSubstr("stored although refused"));
  EXPECT_EQ(FaultOfRefusal({}, "note", kText), "was taken");
  EXPECT_THAT(FaultOfRefusal({.status = absl::NotFoundError("what")}, "note", kText),
              HasSubstr("another error"));
}

}  // namespace
}  // namespace skranke
