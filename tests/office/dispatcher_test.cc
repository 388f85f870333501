// What the dispatcher leaves to which thread.
#include "libs/rpc/dispatcher.h"

#include <future>
#include <thread>

#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

class DispatcherOf : public OfficeFixture {
 protected:
  // The thread that makes the command of such a method, where this thread calls it.
  std::thread::id MakerOf(bool prepares) {
    std::promise<std::thread::id> maker;
    Method method{.full_name = "/test/Make", .roles = kEveryRole, .prepares = prepares};
    method.mutation = [&](const std::string&) -> absl::StatusOr<Command> {
      maker.set_value(std::this_thread::get_id());
      return absl::CancelledError("no command");
    };
    Dispatcher dispatcher(&server().engine(), {method}, {});
    std::promise<void> answered;
    dispatcher.Unary({.method_index = 0, .caller = "clerk"},
                     [&](const UnaryAnswer&) { answered.set_value(); });
    answered.get_future().wait();
    return maker.get_future().get();
  }
};

TEST_F(DispatcherOf, MakesACommandThatTakesLongOnAnotherThread) {
  EXPECT_EQ(MakerOf(false), std::this_thread::get_id());
  EXPECT_NE(MakerOf(true), std::this_thread::get_id());
}

TEST_F(DispatcherOf, TellsServersEachMethodsOwnLimit) {
  Method method{.full_name = "/test/Make", .roles = kEveryRole, .max_bytes = 7};
  method.mutation = [](const std::string&) -> absl::StatusOr<Command> {
    return absl::CancelledError("no command");
  };
  const Dispatcher dispatcher(&server().engine(), {method}, {});
  EXPECT_EQ(dispatcher.RpcMethods().at(0).max_bytes, 7u);
}

TEST_F(DispatcherOf, RefusesWhatCannotBePreparedAnyMore) {
  Method method{.full_name = "/test/Make", .roles = kEveryRole, .prepares = true};
  method.mutation = [](const std::string&) -> absl::StatusOr<Command> {
    return absl::CancelledError("no command");
  };
  Dispatcher dispatcher(&server().engine(), {method}, {});
  dispatcher.Stop();
  std::promise<absl::Status> answered;
  dispatcher.Unary({.method_index = 0, .caller = "clerk"},
                   [&](const UnaryAnswer& answer) { answered.set_value(answer.status); });
  EXPECT_THAT(answered.get_future().get(), HasReason("READERS_BUSY"));
}

}  // namespace
}  // namespace skranke
