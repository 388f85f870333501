#include "libs/rpc/client/http_poster.h"

#include <curl/curl.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "libs/base/reason.h"
#include "libs/rpc/client/http_post.h"

namespace skranke {
namespace {

// The thread is woken for everything; this bounds what a lost wake-up would cost.
constexpr int kLongestWaitMs = 1000;

CURLM* NewMulti() {
  // Once in a process, before anything else of curl's.
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM* const multi = ready == CURLE_OK ? curl_multi_init() : nullptr;
  if (multi == nullptr) {
    std::fputs("libcurl does not start\n", stderr);
    std::abort();
  }
  return multi;
}

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string PartOf(const Url& url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return "";
  std::string copy = text;
  curl_free(text);
  return copy;
}

bool IsHttpUrl(const std::string& text) {
  const Url url(curl_url(), &curl_url_cleanup);
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return false;
  const std::string scheme = PartOf(url, CURLUPART_SCHEME);
  // Curl would read "http:/path" and "http:///path" as a host, too.
  const absl::string_view rest = absl::string_view(text).substr(scheme.size());
  const bool two_slashes = absl::StartsWith(rest, "://") && !absl::StartsWith(rest, ":///");
  return (scheme == "http" || scheme == "https") && two_slashes &&
         PartOf(url, CURLUPART_USER).empty() && PartOf(url, CURLUPART_PASSWORD).empty() &&
         PartOf(url, CURLUPART_FRAGMENT).empty();
}

}  // namespace

HttpPoster::HttpPoster(HttpOptions options)
    : options_(std::move(options)), multi_(NewMulti()), thread_([this] { Run(); }) {}

HttpPoster::~HttpPoster() {
  {
    MutexLock lock(&mutex_);
    closing_ = true;
  }
  curl_multi_wakeup(multi_);
  thread_.join();
  curl_multi_cleanup(multi_);
}

void HttpPoster::Start(PostRequest request, Done done) {
  auto post = std::make_unique<HttpPost>(std::move(request), options_, std::move(done));
  {
    MutexLock lock(&mutex_);
    waiting_.push_back(std::move(post));
  }
  curl_multi_wakeup(multi_);
}

void HttpPoster::Run() {
  int running = 0;
  do {
    curl_multi_poll(multi_, nullptr, 0, kLongestWaitMs, nullptr);
    curl_multi_perform(multi_, &running);
    Reap();
  } while (TakeIn());
}

bool HttpPoster::TakeIn() {
  std::vector<std::unique_ptr<HttpPost>> taken;
  bool closing = false;
  {
    MutexLock lock(&mutex_);
    taken.swap(waiting_);
    closing = closing_;
  }
  for (auto& post : taken) Begin(std::move(post));
  return !closing || !under_way_.empty();
}

void HttpPoster::Begin(std::unique_ptr<HttpPost> post) {
  CURL* const handle = post->handle();
  if (handle == nullptr || curl_multi_add_handle(multi_, handle) != CURLM_OK) {
    post->End(CURLE_OUT_OF_MEMORY);
    return;
  }
  under_way_[handle] = std::move(post);
}

void HttpPoster::Reap() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    CURL* const handle = message->easy_handle;
    const CURLcode code = message->data.result;
    auto ended = under_way_.extract(handle);
    ended.mapped()->End(code);
    curl_multi_remove_handle(multi_, handle);
  }
}

absl::Status CheckHttpUrl(const std::string& url) {
  if (IsHttpUrl(url)) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kInvalidArgument, "WEBHOOK_URL",
                     "a webhook's endpoint is an http or https URL without user and fragment");
}

}  // namespace skranke
