#include "libs/rpc/wire_status.h"

#include <gtest/gtest.h>

#include <vector>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/base/reason.h"
#include "libs/rpc/client/call_status.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

template <class Detail>
std::vector<Detail> All(const google::rpc::Status& wire) {
  std::vector<Detail> found;
  for (const auto& any : wire.details()) {
    if (Detail detail; any.UnpackTo(&detail)) found.push_back(detail);
  }
  return found;
}

constexpr absl::StatusCode kErrors[] = {
    absl::StatusCode::kCancelled,          absl::StatusCode::kUnknown,
    absl::StatusCode::kInvalidArgument,    absl::StatusCode::kDeadlineExceeded,
    absl::StatusCode::kNotFound,           absl::StatusCode::kAlreadyExists,
    absl::StatusCode::kPermissionDenied,   absl::StatusCode::kResourceExhausted,
    absl::StatusCode::kFailedPrecondition, absl::StatusCode::kAborted,
    absl::StatusCode::kOutOfRange,         absl::StatusCode::kUnimplemented,
    absl::StatusCode::kInternal,           absl::StatusCode::kUnavailable,
    absl::StatusCode::kDataLoss,           absl::StatusCode::kUnauthenticated};

TEST(WireStatus, CarriesExactlyOneErrorInfoForEveryCode) {
  for (const absl::StatusCode code : kErrors) {
    const auto named = All<google::rpc::ErrorInfo>(ErrorDetails(ReasonError(code, "WHY", "text")));
    ASSERT_EQ(named.size(), 1) << code;
    EXPECT_EQ(named[0].reason(), "WHY") << code;
    EXPECT_EQ(named[0].domain(), "skranke") << code;
    const auto bare = All<google::rpc::ErrorInfo>(ErrorDetails(absl::Status(code, "text")));
    ASSERT_EQ(bare.size(), 1) << code;
    EXPECT_EQ(bare[0].reason(), absl::StatusCodeToString(code));
  }
}

TEST(WireStatus, AsksToRetryOnlyWhereThatHelps) {
  for (const absl::StatusCode code : kErrors) {
    const bool helps =
        code == absl::StatusCode::kUnavailable || code == absl::StatusCode::kResourceExhausted;
    const auto retries = All<google::rpc::RetryInfo>(ErrorDetails(absl::Status(code, "text")));
    ASSERT_EQ(retries.size(), helps ? 1 : 0) << code;
    if (helps) {
      EXPECT_EQ(absl::Seconds(retries[0].retry_delay().seconds()) +
                    absl::Nanoseconds(retries[0].retry_delay().nanos()),
                kRetryDelay);
    }
  }
}

TEST(WireStatus, HidesTheMessageOfInternalAndUnknownAlone) {
  for (const absl::StatusCode code : kErrors) {
    const bool hidden = code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown;
    const grpc::Status wire = WireStatus(ReasonError(code, "WHY", "block 7 is torn"));
    EXPECT_EQ(wire.error_message() == "block 7 is torn", !hidden) << code;
    EXPECT_EQ(wire.error_details().find("block 7") == std::string::npos, hidden) << code;
  }
}

TEST(WireStatus, NamesTheFieldAtFault) {
  const auto wire = ErrorDetails(FieldError("parties[0].person.number", "has 10 digits, not 11"));
  const auto bad = All<google::rpc::BadRequest>(wire);
  ASSERT_EQ(bad.size(), 1);
  ASSERT_EQ(bad[0].field_violations_size(), 1);
  EXPECT_EQ(bad[0].field_violations(0).field(), "parties[0].person.number");
  EXPECT_EQ(bad[0].field_violations(0).description(), "has 10 digits, not 11");
  EXPECT_THAT(All<google::rpc::BadRequest>(ErrorDetails(absl::NotFoundError("no case"))),
              testing::IsEmpty());
}

TEST(WireStatus, ComesBackAsItWent) {
  for (const absl::StatusCode code : kErrors) {
    const absl::Status back = CallStatus(WireStatus(ReasonError(code, "WHY", "text")));
    EXPECT_THAT(back, StatusIs(code));
    EXPECT_THAT(back, HasReason("WHY"));
    EXPECT_EQ(FieldOf(back), "");
  }
  const absl::Status field = CallStatus(WireStatus(FieldError("office", "is unknown")));
  EXPECT_THAT(field, StatusIs(absl::StatusCode::kInvalidArgument, "is unknown"));
  EXPECT_THAT(field, HasReason("INVALID_FIELD"));
  EXPECT_THAT(field, HasField("office"));
  EXPECT_THAT(CallStatus(WireStatus(absl::OkStatus())), IsOk());
}

TEST(CallStatus, NamesAReasonAlsoWhereNoServerSpoke) {
  EXPECT_THAT(CallStatus(grpc::Status(grpc::UNAVAILABLE, "connection refused")),
              HasReason(kNotReachedReason));
  EXPECT_THAT(CallStatus(grpc::Status(grpc::DEADLINE_EXCEEDED, "")),
              HasReason("DEADLINE_EXCEEDED"));
  EXPECT_THAT(CallStatus(grpc::Status(grpc::INTERNAL, "", "no google.rpc.Status\xff")),
              HasReason("INTERNAL"));
}

TEST(UnaryCallStatus, TellsACutCallFromTheServersOwnCancelled) {
  EXPECT_THAT(UnaryCallStatus(grpc::Status(grpc::CANCELLED, "CANCELLED")),
              StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(UnaryCallStatus(grpc::Status(grpc::CANCELLED, "CANCELLED")),
              HasReason(kCallCutReason));
  EXPECT_THAT(UnaryCallStatus(WireStatus(absl::CancelledError("by a clerk"))),
              StatusIs(absl::StatusCode::kCancelled));
  EXPECT_THAT(UnaryCallStatus(grpc::Status(grpc::ABORTED, "")), HasReason("ABORTED"));
}

}  // namespace
}  // namespace skranke
