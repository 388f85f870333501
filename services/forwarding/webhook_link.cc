#include "services/forwarding/webhook_link.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/cloud_event.h"
#include "services/forwarding/webhook_answer.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {
namespace {

constexpr char kReceive[] = "/skranke.v1.AgencyIntakeService/Receive";

class WebhookLink : public AgencyLink {
 public:
  WebhookLink(const std::string& url, SignPost sign, const Clock* clock, HttpOptions options)
      : url_(url),
        url_status_(CheckHttpUrl(url)),
        sign_(std::move(sign)),
        clock_(clock),
        poster_(std::move(options)) {}

  void Start(const std::string& method, absl::string_view request, const CallOptions& options,
             Done done) override {
    const auto message = Read(method, request);
    if (!message.ok()) return done(message.status());
    auto post = Render(*message, options);
    if (!post.ok()) return done(post.status());
    poster_.Start(*std::move(post), [id = message->message_id(),
                                     done = std::move(done)](absl::StatusOr<PostAnswer> answer) {
      if (!answer.ok()) return done(answer.status());
      done(ReadWebhookAnswer(*answer, id));
    });
  }

 private:
  absl::StatusOr<v1::ReceiveRequest> Read(const std::string& method,
                                          absl::string_view request) const {
    SKRANKE_RETURN_IF_ERROR(url_status_);
    if (method != kReceive) {
      return ReasonError(absl::StatusCode::kUnimplemented, "WEBHOOK_METHOD",
                         absl::StrCat("a webhook has no ", method));
    }
    v1::ReceiveRequest message;
    if (!message.ParseFromArray(request.data(), static_cast<int>(request.size()))) {
      return ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_MESSAGE",
                         "the request is no skranke.v1.ReceiveRequest");
    }
    if (absl::c_any_of(message.message_id(), absl::ascii_iscntrl)) {
      return ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_MESSAGE",
                         "message_id holds a control character");
    }
    return message;
  }

  absl::StatusOr<PostRequest> Render(const v1::ReceiveRequest& message,
                                     const CallOptions& options) const {
    const absl::Time sent = clock_->Now();
    const std::string id = WebhookIdOf(message.message_id());
    SKRANKE_ASSIGN_OR_RETURN(std::string body, RenderCloudEvent(message, sent));
    SKRANKE_ASSIGN_OR_RETURN(const std::string signature, sign_(id, sent, body));
    return PostRequest{.url = url_,
                       .headers = {{"content-type", kCloudEventContentType},
                                   {"webhook-id", id},
                                   {"webhook-timestamp", absl::StrCat(absl::ToUnixSeconds(sent))},
                                   {"webhook-signature", signature}},
                       .body = std::move(body),
                       .timeout = options.timeout.value_or(kUnaryTimeout)};
  }

  const std::string url_;
  const absl::Status url_status_;
  const SignPost sign_;
  const Clock* const clock_;
  // Last: its destructor waits for calls that use the rest.
  HttpPoster poster_;
};

}  // namespace

bool IsWebhookEndpoint(absl::string_view endpoint) {
  return absl::StartsWithIgnoreCase(endpoint, "http://") ||
         absl::StartsWithIgnoreCase(endpoint, "https://");
}

std::unique_ptr<AgencyLink> DialWebhook(const std::string& url, SignPost sign, const Clock* clock,
                                        HttpOptions options) {
  return std::make_unique<WebhookLink>(url, std::move(sign), clock, std::move(options));
}

}  // namespace skranke
