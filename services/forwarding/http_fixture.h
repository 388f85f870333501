// A tiny HTTP/1.1 server for tests: plain sockets, each connection on a thread, answers as the test
// writes them, byte for byte.
#ifndef SKRANKE_SERVICES_FORWARDING_HTTP_FIXTURE_H_
#define SKRANKE_SERVICES_FORWARDING_HTTP_FIXTURE_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "libs/base/mutex.h"

// OpenSSL's SSL_CTX.
struct ssl_ctx_st;

namespace skranke {

// A request as it came.
struct HttpSeen {
  // "POST /path HTTP/1.1".
  std::string first_line;
  // Names in lower case.
  std::map<std::string, std::string> headers;
  std::string body;
};

// What the server does with a request.
struct HttpScript {
  // Sent as it is; empty: nothing, ever.
  std::string bytes;
  // Whether the connection is closed then.
  bool close = false;
};

// "HTTP/1.1 <status> X", the length, and the body.
HttpScript HttpReply(int status, const std::string& body = "", const std::string& header = "");

// A certificate of localhost, which only who is given it trusts, and its key; both PEM.
struct TestCertificate {
  std::string certificate;
  std::string key;
};
TestCertificate MakeTestCertificate(const std::string& host);

class ScriptedServer {
 public:
  // Gives the answer to the n-th request, counted from 0. Called on the connections' threads.
  using Answer = std::function<HttpScript(size_t n, const HttpSeen& seen)>;

  // Listens on a free port of 127.0.0.1; by TLS where there is a certificate.
  explicit ScriptedServer(Answer answer, const TestCertificate* certificate = nullptr);
  // Closes everything.
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  int port() const { return port_; }
  // "http://127.0.0.1:<port>/hook", or https on localhost.
  std::string url() const;
  std::vector<HttpSeen> seen() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Connections so far.
  size_t connections() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  class Wire;

  void Accept() ABSL_LOCKS_EXCLUDED(mutex_);
  void Serve(int socket) ABSL_LOCKS_EXCLUDED(mutex_);
  HttpScript AnswerTo(HttpSeen seen) ABSL_LOCKS_EXCLUDED(mutex_);

  const Answer answer_;
  const std::shared_ptr<ssl_ctx_st> tls_;
  int listener_ = -1;
  int port_ = 0;
  mutable Mutex mutex_;
  std::vector<HttpSeen> seen_ ABSL_GUARDED_BY(mutex_);
  std::vector<int> sockets_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> connections_ ABSL_GUARDED_BY(mutex_);
  std::thread acceptor_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_HTTP_FIXTURE_H_
