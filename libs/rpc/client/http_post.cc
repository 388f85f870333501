#include "libs/rpc/client/http_post.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"

namespace skranke {
namespace {

// Curl takes no timeout for none, and has a longest; nobody waits so long for a webhook.
constexpr absl::Duration kTimeoutMin = absl::Milliseconds(1);
constexpr absl::Duration kTimeoutMax = absl::Hours(1);

absl::Status NotReached(absl::string_view why) {
  return ReasonError(absl::StatusCode::kUnavailable, "NOT_REACHED",
                     absl::StrCat("the agency was not reached: ", why));
}

}  // namespace

HttpPost::HttpPost(PostRequest request, const HttpOptions& options, HttpPoster::Done done)
    : request_(std::move(request)), done_(std::move(done)), handle_(curl_easy_init()) {
  if (handle_ == nullptr) return;
  SetRequest();
  SetTrust(options);
}

void HttpPost::SetRequest() {
  CURL* const handle = handle_.get();
  for (const auto& [name, value] : request_.headers) {
    headers_.reset(curl_slist_append(headers_.release(), absl::StrCat(name, ": ", value).c_str()));
  }
  // Curl would ask first whether it may send a large body, and wait.
  headers_.reset(curl_slist_append(headers_.release(), "Expect:"));
  const absl::Duration timeout = std::clamp(request_.timeout, kTimeoutMin, kTimeoutMax);
  curl_easy_setopt(handle, CURLOPT_URL, request_.url.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers_.get());
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                   static_cast<curl_off_t>(request_.body.size()));
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request_.body.data());
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout / absl::Milliseconds(1)));
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "skranke");
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &TakeHeader);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &TakeBody);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle, CURLOPT_PRIVATE, this);
  // No signals in a process of many threads; and a name server that hangs must not hold up more
  // than the call's timeout.
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
}

// Where a case goes is what the directory says: no redirect, no proxy of the environment, no
// certificate that is not the name's.
void HttpPost::SetTrust(const HttpOptions& options) {
  CURL* const handle = handle_.get();
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (options.ca_file.empty()) return;
  curl_easy_setopt(handle, CURLOPT_CAINFO, options.ca_file.c_str());
  curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
}

size_t HttpPost::TakeHeader(const char* line, size_t /*one*/, size_t size, void* post) {
  const absl::string_view text(line, size);
  bool& complete = static_cast<HttpPost*>(post)->headers_complete_;
  // "100 Continue" has headers of its own before those of the answer.
  if (absl::StartsWith(text, "HTTP/")) complete = false;
  if (text == "\r\n" || text == "\n") complete = true;
  return size;
}

size_t HttpPost::TakeBody(const char* bytes, size_t /*one*/, size_t size, void* post) {
  PostAnswer& answer = static_cast<HttpPost*>(post)->answer_;
  const size_t room = kHttpAnswerBytesMax - answer.body.size();
  answer.body.append(bytes, std::min(size, room));
  answer.cut = size > room;
  return answer.cut ? CURL_WRITEFUNC_ERROR : size;
}

void HttpPost::End(CURLcode code) { done_(Answer(code)); }

absl::StatusOr<PostAnswer> HttpPost::Answer(CURLcode code) {
  long status = 0;
  if (handle_ != nullptr) curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  answer_.status = static_cast<int>(status);
  if (code == CURLE_WRITE_ERROR && answer_.cut) return std::move(answer_);
  if (code != CURLE_OK) return Failure(code);
  if (!headers_complete_) return NotReached("its answer broke off");
  return std::move(answer_);
}

absl::Status HttpPost::Failure(CURLcode code) const {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      // Nothing was sent, so that nothing speaks against the message.
      if (!WasConnected()) return NotReached("no connection in time");
      return ReasonError(absl::StatusCode::kDeadlineExceeded, "DEADLINE_EXCEEDED",
                         "the agency did not answer in time");
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return ReasonError(absl::StatusCode::kInternal, "WEBHOOK_FAILED",
                         "what the agency answered is not HTTP");
    default:
      // Curl's fixed words for the code, without address.
      return NotReached(curl_easy_strerror(code));
  }
}

bool HttpPost::WasConnected() const {
  curl_off_t ready_us = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_PRETRANSFER_TIME_T, &ready_us);
  return ready_us > 0;
}

}  // namespace skranke
