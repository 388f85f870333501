// One POST by libcurl and what comes back. One thread at a time. For http_poster.cc alone, so that
// curl's header stays there.
#ifndef SKRANKE_LIBS_RPC_CLIENT_HTTP_POST_H_
#define SKRANKE_LIBS_RPC_CLIENT_HTTP_POST_H_

#include <curl/curl.h>

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/rpc/client/http_poster.h"

namespace skranke {

class HttpPost {
 public:
  HttpPost(PostRequest request, const HttpOptions& options, HttpPoster::Done done);
  HttpPost(const HttpPost&) = delete;
  HttpPost& operator=(const HttpPost&) = delete;

  CURL* handle() const { return handle_.get(); }

  // Gives `done` the answer, or why there is none. Once.
  void End(CURLcode code);

 private:
  struct CloseHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  void SetRequest();
  void SetTrust(const HttpOptions& options);
  absl::StatusOr<PostAnswer> Answer(CURLcode code);
  absl::Status Failure(CURLcode code) const;
  // Whether a connection stood, so that the request may have got there.
  bool WasConnected() const;

  static size_t TakeHeader(const char* line, size_t one, size_t size, void* post);
  static size_t TakeBody(const char* bytes, size_t one, size_t size, void* post);

  const PostRequest request_;
  const HttpPoster::Done done_;
  // Curl keeps pointers into the request and the list: they go after the handle.
  std::unique_ptr<curl_slist, FreeList> headers_;
  std::unique_ptr<CURL, CloseHandle> handle_;
  PostAnswer answer_;
  // Whether the empty line after the headers came.
  bool headers_complete_ = false;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_HTTP_POST_H_
