#include "tests/hostile/hostile_fixture.h"

#include <iostream>
#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "google/protobuf/text_format.h"
#include "libs/base/limits.h"
#include "libs/rpc/client/stream_reader.h"

namespace skranke {
namespace {

using google::protobuf::Message;
using google::protobuf::MessageFactory;

// Shorter texts stand in many a sentence by chance.
constexpr size_t kTellingBytes = 6;

constexpr absl::Duration kStreamRefusal = absl::Seconds(5);

std::unique_ptr<Message> Make(const google::protobuf::Descriptor& type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

bool IsRefusal(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAborted:
      return true;
    default:
      return false;
  }
}

std::string FaultOfError(const absl::Status& status, absl::string_view hostile) {
  if (!IsRefusal(status.code())) return "is no refusal";
  if (ReasonOf(status).empty()) return "has no reason";
  if (ReasonOf(status) == "INVALID_FIELD" && FieldOf(status).empty()) return "names no field";
  const bool telling = hostile.size() >= kTellingBytes;
  if (telling && absl::StrContains(status.ToString(), hostile)) return "repeats what was sent";
  return "";
}

std::string Said(absl::string_view fault, const absl::Status& status) {
  return fault.empty() ? "" : absl::StrCat(fault, ": ", status.ToString());
}

}  // namespace

HostileFixture::~HostileFixture() {
  std::cout << "[ HOSTILE  ] " << sent_ << " requests, " << stored_ << " stored" << std::endl;
}

HostileFixture::Request HostileFixture::Granted(const Seed& seed) {
  // A case that no request has changed is as good as a new one.
  if (stage_ != seed.stage) {
    case_ = CaseAt(seed.stage);
    stage_ = seed.stage;
  }
  Request request = Make(seed.request());
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(seed.text, request.get()))
      << seed.method;
  FillIn(seed, *request);
  return request;
}

Message& HostileFixture::Holder(const FieldPath& path, Message& request) {
  const std::string unique = absl::StrCat("unique-", unique_);
  return HolderOf(path, request, [&](Message& part) { FillPart(unique, part); });
}

HostileFixture::Request HostileFixture::WithText(const Seed& seed, const FieldPath& path,
                                                 const std::string& text) {
  Request request = Granted(seed);
  Message& holder = Holder(path, *request);
  if (path.field().is_repeated()) {
    holder.GetReflection()->AddString(&holder, &path.field(), text);
  } else {
    holder.GetReflection()->SetString(&holder, &path.field(), text);
  }
  return request;
}

absl::StatusOr<std::string> HostileFixture::Ask(const Seed& seed, const std::string& bytes) {
  CallOptions options{.caller = seed.caller};
  if (seed.shape == Shape::kStream) {
    // Only refusals are asked of streams; one that is granted would wait for work.
    options.timeout = kStreamRefusal;
    ByteStreamReader stream(channel(), seed.full_name(), bytes, options);
    SKRANKE_ASSIGN_OR_RETURN(const auto first, stream.Next());
    return first.value_or("");
  }
  SKRANKE_ASSIGN_OR_RETURN(CallReply reply,
                           CallBytes(*channel(), seed.full_name(), bytes, options));
  return std::move(reply.bytes);
}

// What the office does by itself meanwhile, like noting that an agency does not answer, is nobody's
// request.
bool HostileFixture::StoredFor(uint64_t before, absl::string_view caller) {
  const auto records = server().engine().snapshot()->RecordsAfter(before, kPageSizeMax);
  EXPECT_THAT(records, IsOk());
  return records.ok() && absl::c_any_of(*records, [&](const storage::v1::Record& record) {
           return record.caller() == caller;
         });
}

HostileFixture::Outcome HostileFixture::Send(const Seed& seed, const std::string& bytes) {
  const uint64_t before = server().engine().snapshot()->position();
  auto reply = Ask(seed, bytes);
  Outcome outcome{.status = reply.status()};
  if (reply.ok()) outcome.reply = *std::move(reply);
  outcome.stored = StoredFor(before, seed.caller);
  if (outcome.stored) stage_ = Stage::kNone;
  ++sent_;
  stored_ += outcome.stored ? 1 : 0;
  return outcome;
}

std::string HostileFixture::FaultOf(const Seed& seed, const Outcome& outcome,
                                    absl::string_view hostile) {
  if (outcome.stored && seed.shape != Shape::kMutation) return "stored by a reading method";
  if (outcome.status.ok()) return "";
  if (outcome.stored) return Said("stored although refused", outcome.status);
  return Said(FaultOfError(outcome.status, hostile), outcome.status);
}

std::string HostileFixture::FaultOfRefusal(const Outcome& outcome, const std::string& field,
                                           absl::string_view hostile) {
  if (outcome.status.ok()) return "was taken";
  if (outcome.stored) return Said("stored although refused", outcome.status);
  if (!absl::IsInvalidArgument(outcome.status)) return Said("is another error", outcome.status);
  if (FieldOf(outcome.status) != field) return Said("names another field", outcome.status);
  return Said(FaultOfError(outcome.status, hostile), outcome.status);
}

std::vector<std::string> HostileFixture::ShownInParts(const v1::Bundle& bundle) {
  std::vector<std::string> texts = TextsOf(bundle);
  for (const auto& part : bundle.parts()) {
    if (part.citizen_case().empty()) continue;
    for (std::string& text : TextsOf(Get("supervisor", part.citizen_case()))) {
      texts.push_back(std::move(text));
    }
  }
  return texts;
}

std::vector<std::string> HostileFixture::ShownAfter(const Seed& seed, const Outcome& outcome) {
  Request reply = Make(seed.reply());
  EXPECT_TRUE(reply->ParseFromString(outcome.reply)) << seed.method;
  if (seed.request().name() == "RegisterBundleRequest") {
    return ShownInParts(static_cast<const v1::RegisterBundleResponse&>(*reply).bundle());
  }
  v1::GetCaseHistoryRequest history;
  history.set_name(case_.name());
  const auto* citizen_case = seed.reply().FindFieldByName("citizen_case");
  // A contact is no case: only its reply shows it.
  if (seed.stage == Stage::kNone && citizen_case == nullptr) return TextsOf(*reply);
  if (seed.stage == Stage::kNone) {
    const Message& registered = reply->GetReflection()->GetMessage(*reply, citizen_case);
    history.set_name(static_cast<const v1::Case&>(registered).name());
  }
  if (history.name().empty()) return TextsOf(*reply);
  std::vector<std::string> texts = TextsOf(Get("supervisor", history.name()));
  const auto entries = Call<v1::GetCaseHistoryResponse>("supervisor", history);
  EXPECT_THAT(entries, IsOk()) << seed.method;
  if (!entries.ok()) return texts;
  for (std::string& text : TextsOf(*entries)) texts.push_back(std::move(text));
  return texts;
}

}  // namespace skranke
