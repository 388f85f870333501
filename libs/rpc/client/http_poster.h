// Many POSTs under way in one thread of its own. Knows HTTP and nothing of cases.
#ifndef SKRANKE_LIBS_RPC_CLIENT_HTTP_POSTER_H_
#define SKRANKE_LIBS_RPC_CLIENT_HTTP_POSTER_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/mutex.h"

namespace skranke {

struct PostRequest {
  // Checked by CheckHttpUrl.
  std::string url;
  // Names and values.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // From Start to the last byte of the answer.
  absl::Duration timeout;
};

struct PostAnswer {
  int status = 0;
  // The first kHttpAnswerBytesMax bytes (libs/base/limits.h).
  std::string body;
  // Whether there were more.
  bool cut = false;
};

struct HttpOptions {
  // Certificates (PEM) of who may vouch for a server; empty: the system's.
  std::string ca_file;
};

class HttpPost;

// Threads may share it. How many are under way is the user's to bound.
class HttpPoster {
 public:
  // Gets the answer, once, on the poster's thread; must not block. Or why there is none:
  //   UNAVAILABLE        NOT_REACHED        no connection, no trust, or it broke off
  //   DEADLINE_EXCEEDED  DEADLINE_EXCEEDED  sent, but not answered within the timeout
  //   INTERNAL           WEBHOOK_FAILED     the answer is not HTTP
  using Done = std::function<void(absl::StatusOr<PostAnswer>)>;

  explicit HttpPoster(HttpOptions options);
  // Waits for the POSTs under way, each until its timeout at the latest. No `done` comes after it,
  // and no Start may.
  ~HttpPoster();
  HttpPoster(const HttpPoster&) = delete;
  HttpPoster& operator=(const HttpPoster&) = delete;

  void Start(PostRequest request, Done done) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // A handle of curl's.
  using Handle = void*;

  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  // Begins what waits. False once the destructor runs and nothing is under way.
  bool TakeIn() ABSL_LOCKS_EXCLUDED(mutex_);
  void Begin(std::unique_ptr<HttpPost> post);
  // Ends what was answered or failed.
  void Reap();

  const HttpOptions options_;
  void* const multi_;
  Mutex mutex_;
  std::vector<std::unique_ptr<HttpPost>> waiting_ ABSL_GUARDED_BY(mutex_);
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  // The thread's own.
  std::map<Handle, std::unique_ptr<HttpPost>> under_way_;
  std::thread thread_;
};

// INVALID_ARGUMENT (WEBHOOK_URL) where it is no absolute http or https URL with a host, or has a
// user, a password or a fragment. The message does not repeat it: a query may hold a secret.
absl::Status CheckHttpUrl(const std::string& url);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_HTTP_POSTER_H_
