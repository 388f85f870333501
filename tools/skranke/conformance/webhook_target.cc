#include <google/protobuf/util/json_util.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "libs/base/mutex.h"
#include "libs/base/reason.h"
#include "libs/base/signing_key.h"
#include "libs/base/status_macros.h"
#include "libs/base/webhook_signature.h"
#include "libs/rpc/client/cloud_event.h"
#include "libs/rpc/client/http_poster.h"
#include "tools/skranke/conformance/intake_target.h"

namespace skranke {
namespace {

// Twice what receivers have to allow (webhook_signature.h).
const absl::Duration kTooOld = 2 * kWebhookClockSkewMax;
// More than any body: four times the largest message, and some.
constexpr size_t kTooLarge = 5 * 1024 * 1024;

// A POST as it goes out, to be spoilt.
struct Post {
  std::string id;
  std::string timestamp;
  std::string signature;
  std::string content_type = kCloudEventContentType;
  std::string body;
};

// Only what begins with 4 says that the POST was at fault.
absl::StatusCode CodeOf(int status) {
  if (status == 409) return absl::StatusCode::kFailedPrecondition;
  return status / 100 == 4 ? absl::StatusCode::kInvalidArgument : absl::StatusCode::kUnavailable;
}

class WebhookTarget : public IntakeTarget {
 public:
  WebhookTarget(std::string url, SigningKey key, absl::Duration wait)
      : url_(std::move(url)), key_(std::move(key)), wait_(wait), poster_(HttpOptions{}) {}

  absl::StatusOr<std::string> Send(const v1::ReceiveRequest& message, bool newer) override {
    SKRANKE_ASSIGN_OR_RETURN(const Post post, Sign(message, absl::Now(), newer));
    return SendPost(post, message.message_id());
  }

  bool IsGap(const absl::Status& refused) const override {
    return absl::IsFailedPrecondition(refused);
  }
  std::string GapWords() const override { return "HTTP 409"; }
  bool IsRefusal(const absl::Status& status) const override {
    return absl::IsInvalidArgument(status) || absl::IsFailedPrecondition(status);
  }

  std::vector<Check> OwnChecks(const SampleSender& sender) override;

 private:
  using Spoil = std::function<void(Post&)>;

  absl::StatusOr<Post> Sign(const v1::ReceiveRequest& message, absl::Time sent, bool newer) const;
  absl::StatusOr<std::string> SendPost(const Post& post, const std::string& id);
  absl::StatusOr<PostAnswer> Exchange(const Post& post);
  Check SpoiltCheck(const SampleSender& sender, const std::string& name, const std::string& what,
                    Spoil spoil, absl::Duration age = absl::ZeroDuration());

  const std::string url_;
  const SigningKey key_;
  const absl::Duration wait_;
  HttpPoster poster_;
};

absl::StatusOr<Post> WebhookTarget::Sign(const v1::ReceiveRequest& message, absl::Time sent,
                                         bool newer) const {
  Post post{.id = WebhookIdOf(message.message_id()),
            .timestamp = absl::StrCat(absl::ToUnixSeconds(sent))};
  SKRANKE_ASSIGN_OR_RETURN(post.body, RenderCloudEvent(message, sent));
  if (newer) {
    post.body = absl::StrReplaceAll(
        post.body, {{R"("data":{)", R"("newattribute":"x","data":{"newField":{"deep":[1]},)"}});
  }
  SKRANKE_ASSIGN_OR_RETURN(post.signature, SignWebhook(key_, post.id, sent, post.body));
  return post;
}

absl::StatusOr<PostAnswer> WebhookTarget::Exchange(const Post& post) {
  Mutex mutex;
  CondVar changed;
  bool came = false;
  absl::StatusOr<PostAnswer> answer = absl::UnknownError("no answer");
  PostRequest request{.url = url_, .body = post.body, .timeout = wait_};
  request.headers = {{"content-type", post.content_type},
                     {"webhook-id", post.id},
                     {"webhook-timestamp", post.timestamp}};
  if (!post.signature.empty()) request.headers.emplace_back("webhook-signature", post.signature);
  poster_.Start(std::move(request), [&](absl::StatusOr<PostAnswer> got) {
    MutexLock lock(&mutex);
    answer = std::move(got);
    came = true;
    changed.SignalAll();
  });
  MutexLock lock(&mutex);
  while (!came) changed.Wait(&mutex);
  return answer;
}

absl::StatusOr<std::string> WebhookTarget::SendPost(const Post& post, const std::string& id) {
  SKRANKE_ASSIGN_OR_RETURN(const PostAnswer answer, Exchange(post));
  if (answer.status / 100 != 2) {
    return absl::Status(CodeOf(answer.status), absl::StrCat("HTTP ", answer.status));
  }
  // An empty answer acknowledges what was sent.
  if (answer.body.empty()) return id;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  v1::ReceiveResponse response;
  if (!google::protobuf::util::JsonStringToMessage(answer.body, &response, options).ok()) {
    return absl::InternalError("HTTP 200 with a body that is neither empty nor JSON");
  }
  return response.message_id();
}

// What was refused must not have been stored either: then the message after it is a gap.
Check WebhookTarget::SpoiltCheck(const SampleSender& sender, const std::string& name,
                                 const std::string& what, Spoil spoil, absl::Duration age) {
  return {name, absl::StrCat("A POST ", what, " is refused and nothing of it stored."),
          [=, this]() -> absl::Status {
            SampleCase c(sender);
            const v1::ReceiveRequest first = c.Handover();
            SKRANKE_ASSIGN_OR_RETURN(Post post, Sign(first, absl::Now() - age, false));
            spoil(post);
            const auto sent = SendPost(post, first.message_id());
            SKRANKE_RETURN_IF_ERROR(ExpectRefused(*this, sent, absl::StrCat("a POST ", what)));
            if (Send(c.Supplement(), false).ok()) {
              return Instead(absl::StrCat("it refused a POST ", what, ", and stored it"));
            }
            return ExpectTaken(*this, first);
          }};
}

std::vector<Check> WebhookTarget::OwnChecks(const SampleSender& sender) {
  const SigningKey other = SigningKey::FromBytes(std::string(SigningKey::kBytes, 'x')).value();
  return {
      SpoiltCheck(sender, "no-signature", "without a signature",
                  [](Post& post) { post.signature.clear(); }),
      SpoiltCheck(sender, "bad-signature", "that another key signed",
                  [other](Post& post) {
                    post.signature =
                        SignWebhook(other, post.id, absl::Now(), post.body).value_or("");
                  }),
      SpoiltCheck(
          sender, "changed-body", "whose body was changed on its way",
          [](Post& post) {
            post.body = absl::StrReplaceAll(post.body, {{"conformance_test", "other_task"}});
          }),
      SpoiltCheck(sender, "changed-id", "whose webhook-id was changed on its way",
                  [](Post& post) { post.id += "1"; }),
      SpoiltCheck(
          sender, "old-timestamp", "that was made ten minutes ago", [](Post&) {}, kTooOld),
      SpoiltCheck(
          sender, "future-timestamp", "that is made in ten minutes", [](Post&) {}, -kTooOld),
      SpoiltCheck(sender, "wrong-installation", "whose source is not its message's installation",
                  [this](Post& post) {
                    const std::string source = R"("source":")";
                    post.body = absl::StrReplaceAll(post.body, {{source, source + "not-"}});
                    post.timestamp = absl::StrCat(absl::ToUnixSeconds(absl::Now()));
                    post.signature =
                        SignWebhook(key_, post.id, absl::Now(), post.body).value_or("");
                  }),
      SpoiltCheck(sender, "too-large", "that is larger than any message",
                  [this](Post& post) {
                    post.body.append(kTooLarge, ' ');
                    post.timestamp = absl::StrCat(absl::ToUnixSeconds(absl::Now()));
                    post.signature =
                        SignWebhook(key_, post.id, absl::Now(), post.body).value_or("");
                  }),
  };
}

}  // namespace

absl::StatusOr<std::unique_ptr<IntakeTarget>> MakeWebhookTarget(const std::string& url,
                                                                TargetOptions options) {
  SKRANKE_RETURN_IF_ERROR(CheckHttpUrl(url));
  SKRANKE_ASSIGN_OR_RETURN(SigningKey key, SigningKey::LoadOrCreate(options.key_file));
  return std::make_unique<WebhookTarget>(url, std::move(key), options.wait);
}

}  // namespace skranke
