// Client streams through a real server, from a real client.
#include "libs/rpc/client_stream_call.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "libs/rpc/client/stream_writer.h"
#include "libs/rpc/test_desk.h"

namespace skranke {
namespace {

class ClientStreamCallTest : public ::testing::Test {
 protected:
  explicit ClientStreamCallTest(RpcServerOptions options = {}) : desk_(options) {}

  // The stream as the server has it.
  TestHandler::Upload Take() {
    TestHandler::Upload upload = desk_.handler().uploads.Take();
    upload.receiver->Notify([this](std::optional<std::string> message) { came_.Put(message); },
                            [this] { over_.Put(true); });
    return upload;
  }
  absl::StatusCode Ended() { return desk_.observer().ended.Take().code; }

  Handover<std::optional<std::string>> came_;
  Handover<bool> over_;
  TestDesk desk_;
  std::unique_ptr<ByteStreamWriter> writer_ = std::make_unique<ByteStreamWriter>(
      desk_.shared_channel(), kUpload, CallOptions{.caller = "clerk"});
};

TEST_F(ClientStreamCallTest, TakesMessagesInOrderAndAnswersOnce) {
  ASSERT_TRUE(writer_->Write("one"));
  const auto upload = Take();
  EXPECT_EQ(upload.call.caller, "clerk");
  EXPECT_EQ(upload.call.bytes, "");
  ASSERT_TRUE(writer_->Write("two"));
  for (const char* want : {"one", "two"}) {
    upload.receiver->Read();
    EXPECT_EQ(came_.Take(), want);
  }
  std::thread server([&] {
    upload.receiver->Read();
    EXPECT_EQ(came_.Take(), std::nullopt);
    upload.receiver->Answer({.bytes = "kept"});
    upload.receiver->Finish(absl::InternalError("too late"));
  });
  EXPECT_THAT(writer_->Finish(), IsOkAndHolds("kept"));
  server.join();
  EXPECT_TRUE(over_.Take());
  EXPECT_EQ(Ended(), absl::StatusCode::kOk);
}

TEST_F(ClientStreamCallTest, TakesNothingThatNobodyAsksFor) {
  ASSERT_TRUE(writer_->Write("one"));
  const auto upload = Take();
  absl::SleepFor(absl::Milliseconds(50));
  EXPECT_EQ(came_.size(), 0u);
  upload.receiver->Read();
  upload.receiver->Read();
  EXPECT_EQ(came_.Take(), "one");
  upload.receiver->Finish(FieldError("chunk.offset", "is wrong"));
  EXPECT_EQ(FieldOf(writer_->Finish().status()), "chunk.offset");
}

TEST_F(ClientStreamCallTest, EndsWhileAMessageIsAwaited) {
  ASSERT_TRUE(writer_->Write("one"));
  const auto upload = Take();
  upload.receiver->Read();
  EXPECT_EQ(came_.Take(), "one");
  upload.receiver->Read();
  upload.receiver->Finish(FieldError("header", "is slow"));
  EXPECT_THAT(writer_->Finish(), HasField("header"));
  EXPECT_TRUE(over_.Take());
  EXPECT_EQ(came_.size(), 0u);
}

TEST_F(ClientStreamCallTest, TellsOfACallerWhoDied) {
  ASSERT_TRUE(writer_->Write("one"));
  const auto upload = Take();
  upload.receiver->Read();
  EXPECT_EQ(came_.Take(), "one");
  upload.receiver->Read();
  writer_.reset();
  EXPECT_EQ(came_.Take(), std::nullopt);
  EXPECT_TRUE(over_.Take());
  EXPECT_EQ(Ended(), absl::StatusCode::kCancelled);
  upload.receiver->Answer({.bytes = "to nobody"});
}

TEST_F(ClientStreamCallTest, EndsWithItsServer) {
  ASSERT_TRUE(writer_->Write("one"));
  const auto upload = Take();
  std::thread drain([this] { desk_.server().Drain(kPatience); });
  EXPECT_THAT(writer_->Finish(), HasReason("SERVER_DRAINING"));
  drain.join();
  EXPECT_TRUE(over_.Take());
}

class SmallMessages : public ClientStreamCallTest {
 protected:
  SmallMessages() : ClientStreamCallTest({.max_message_bytes = 16}) {}
};

TEST_F(SmallMessages, RefusesALargerOne) {
  ASSERT_TRUE(writer_->Write(std::string(16, 'x')));
  const auto upload = Take();
  upload.receiver->Read();
  EXPECT_EQ(came_.Take(), std::string(16, 'x'));
  writer_->Write(std::string(17, 'x'));
  upload.receiver->Read();
  EXPECT_THAT(writer_->Finish(), HasReason("MESSAGE_TOO_LARGE"));
}

}  // namespace
}  // namespace skranke
