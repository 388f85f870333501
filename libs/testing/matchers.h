// GoogleMock matchers for absl::Status and absl::StatusOr, so that a failed test tells the story:
//
//   EXPECT_THAT(store.Commit(batch), IsOk());
//   EXPECT_THAT(list.Find("pass"), IsOkAndHolds(Field(&Task::minutes, 10)));
//   EXPECT_THAT(Validate(request), StatusIs(absl::StatusCode::kInvalidArgument,
//   HasSubstr("office"))); EXPECT_THAT(Accept(request), HasReason("ETAG_MISMATCH"));
//
// Matchers hold no state that changes; threads may share them.
#ifndef SKRANKE_LIBS_TESTING_MATCHERS_H_
#define SKRANKE_LIBS_TESTING_MATCHERS_H_

#include <gmock/gmock.h>

#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& value_or) {
  return value_or.status();
}

// The Status or StatusOr is OK.
MATCHER(IsOk, negation ? "is not OK" : "is OK") {
  *result_listener << "which is " << StatusOf(arg);
  return StatusOf(arg).ok();
}

// The Status or StatusOr carries this reason (libs/base/reason.h).
MATCHER_P(HasReason, reason,
          std::string(negation ? "has not" : "has") + " the reason " +
              ::testing::PrintToString(reason)) {
  const std::string found = ReasonOf(StatusOf(arg));
  *result_listener << "which is " << StatusOf(arg) << " with the reason \"" << found << "\"";
  return found == reason;
}

// The error is about this field of a request: `path` as FieldError was given it.
MATCHER_P(HasField, path,
          std::string(negation ? "is not" : "is") + " about the field " +
              ::testing::PrintToString(path)) {
  const std::string found = FieldOf(StatusOf(arg));
  *result_listener << "which is " << StatusOf(arg) << " about the field \"" << found << "\"";
  return found == path;
}

// The Status or StatusOr has this code.
MATCHER_P(StatusIs, code,
          std::string(negation ? "is not " : "is ") + absl::StatusCodeToString(code)) {
  *result_listener << "which is " << StatusOf(arg);
  return StatusOf(arg).code() == code;
}

// The Status or StatusOr has this code, and a message that matches.
MATCHER_P2(StatusIs, code, message,
           std::string(negation ? "is not " : "is ") + absl::StatusCodeToString(code) +
               " with a message that " + ::testing::DescribeMatcher<std::string>(message, false)) {
  *result_listener << "which is " << StatusOf(arg);
  return StatusOf(arg).code() == code &&
         ::testing::Matches(message)(std::string(StatusOf(arg).message()));
}

// The StatusOr is OK and its value matches.
template <typename Inner>
class IsOkAndHoldsMatcher {
 public:
  explicit IsOkAndHoldsMatcher(Inner inner) : inner_(std::move(inner)) {}

  template <typename StatusOrType>
  operator ::testing::Matcher<StatusOrType>() const {  // NOLINT: matchers convert.
    return ::testing::Matcher<StatusOrType>(new Impl<StatusOrType>(inner_));
  }

 private:
  template <typename StatusOrType>
  class Impl : public ::testing::MatcherInterface<StatusOrType> {
   public:
    using Value = typename std::remove_cv_t<std::remove_reference_t<StatusOrType>>::value_type;
    explicit Impl(const Inner& inner) : inner_(::testing::SafeMatcherCast<const Value&>(inner)) {}

    void DescribeTo(std::ostream* os) const override {
      *os << "is OK and has a value that ";
      inner_.DescribeTo(os);
    }
    bool MatchAndExplain(StatusOrType actual,
                         ::testing::MatchResultListener* listener) const override {
      if (actual.ok()) return inner_.MatchAndExplain(*actual, listener);
      *listener << "which is " << actual.status();
      return false;
    }

   private:
    const ::testing::Matcher<const Value&> inner_;
  };

  const Inner inner_;
};

template <typename Inner>
IsOkAndHoldsMatcher<std::decay_t<Inner>> IsOkAndHolds(Inner&& inner) {
  return IsOkAndHoldsMatcher<std::decay_t<Inner>>(std::forward<Inner>(inner));
}

}  // namespace skranke

#define SKRANKE_EXPECT_OK(expression) EXPECT_THAT((expression), ::skranke::IsOk())
#define SKRANKE_ASSERT_OK(expression) ASSERT_THAT((expression), ::skranke::IsOk())

// SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable table, ParseCsv("tasks.csv", bytes));
#define SKRANKE_ASSERT_OK_AND_ASSIGN(target, expression) \
  SKRANKE_ASSERT_OK_AND_ASSIGN_(SKRANKE_CONCAT_(value_or_, __LINE__), target, expression)
#define SKRANKE_ASSERT_OK_AND_ASSIGN_(value_or, target, expression) \
  auto value_or = (expression);                                     \
  ASSERT_THAT(value_or, ::skranke::IsOk());                         \
  target = *std::move(value_or)

#endif  // SKRANKE_LIBS_TESTING_MATCHERS_H_
