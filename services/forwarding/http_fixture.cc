#include "services/forwarding/http_fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/types/optional.h"

namespace skranke {
namespace {

void Must(bool ok, const char* what) {
  if (ok) return;
  std::fprintf(stderr, "the test's HTTP server cannot %s\n", what);
  std::abort();
}

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

std::string TextOf(const Bio& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

Bio Reading(const std::string& text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free);
}

std::shared_ptr<SSL_CTX> TlsWith(const TestCertificate* certificate) {
  if (certificate == nullptr) return nullptr;
  // OpenSSL writes to a connection that the other end may have closed.
  std::signal(SIGPIPE, SIG_IGN);
  std::shared_ptr<SSL_CTX> tls(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
  X509* x509 =
      PEM_read_bio_X509(Reading(certificate->certificate).get(), nullptr, nullptr, nullptr);
  EVP_PKEY* key =
      PEM_read_bio_PrivateKey(Reading(certificate->key).get(), nullptr, nullptr, nullptr);
  Must(SSL_CTX_use_certificate(tls.get(), x509) == 1, "use its certificate");
  Must(SSL_CTX_use_PrivateKey(tls.get(), key) == 1, "use its key");
  X509_free(x509);
  EVP_PKEY_free(key);
  return tls;
}

size_t LengthOf(const HttpSeen& seen) {
  const auto found = seen.headers.find("content-length");
  size_t length = 0;
  return found != seen.headers.end() && absl::SimpleAtoi(found->second, &length) ? length : 0;
}

HttpSeen ReadHead(const std::string& head) {
  HttpSeen seen;
  for (const absl::string_view line : absl::StrSplit(head, "\r\n", absl::SkipEmpty())) {
    if (seen.first_line.empty()) {
      seen.first_line = std::string(line);
      continue;
    }
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits(": ", 1));
    seen.headers[absl::AsciiStrToLower(parts.first)] = std::string(parts.second);
  }
  return seen;
}

}  // namespace

// A connection with or without TLS.
class ScriptedServer::Wire {
 public:
  Wire(int socket, SSL_CTX* tls) : socket_(socket), ssl_(tls ? SSL_new(tls) : nullptr) {
    if (ssl_ == nullptr) return;
    SSL_set_fd(ssl_, socket);
    open_ = SSL_accept(ssl_) == 1;
  }
  ~Wire() { SSL_free(ssl_); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  // The next request; nothing when the connection ended before.
  absl::optional<HttpSeen> Next() {
    size_t end = 0;
    while ((end = text_.find("\r\n\r\n")) == std::string::npos) {
      if (!Read()) return absl::nullopt;
    }
    HttpSeen seen = ReadHead(text_.substr(0, end));
    text_.erase(0, end + 4);
    const size_t length = LengthOf(seen);
    while (text_.size() < length) {
      if (!Read()) return absl::nullopt;
    }
    seen.body = text_.substr(0, length);
    text_.erase(0, length);
    return seen;
  }

  void Send(const std::string& bytes) {
    if (ssl_ != nullptr) {
      SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()));
      return;
    }
    size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t now = send(socket_, &bytes[sent], bytes.size() - sent, MSG_NOSIGNAL);
      if (now <= 0) return;
      sent += static_cast<size_t>(now);
    }
  }

 private:
  bool Read() {
    if (!open_) return false;
    char buffer[1 << 14];
    const ssize_t size = ssl_ != nullptr ? SSL_read(ssl_, buffer, sizeof(buffer))
                                         : recv(socket_, buffer, sizeof(buffer), 0);
    if (size > 0) text_.append(buffer, static_cast<size_t>(size));
    return size > 0;
  }

  const int socket_;
  SSL* const ssl_;
  bool open_ = true;
  std::string text_;
};

HttpScript HttpReply(int status, const std::string& body, const std::string& header) {
  return {.bytes = absl::StrCat("HTTP/1.1 ", status, " X\r\ncontent-length: ", body.size(), "\r\n",
                                header, header.empty() ? "" : "\r\n", "\r\n", body)};
}

TestCertificate MakeTestCertificate(const std::string& host) {
  EVP_PKEY* const key = EVP_EC_gen("P-256");
  X509* const x509 = X509_new();
  X509_set_version(x509, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
  X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
  X509_set_pubkey(x509, key);
  X509_NAME* const name = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(host.c_str()), -1, -1, 0);
  X509_set_issuer_name(x509, name);
  X509_EXTENSION* const names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name,
                                                    absl::StrCat("DNS:", host).c_str());
  X509_add_ext(x509, names, -1);
  Must(X509_sign(x509, key, EVP_sha256()) > 0, "make a certificate");
  const Bio certificate(BIO_new(BIO_s_mem()), &BIO_free), secret(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_X509(certificate.get(), x509);
  PEM_write_bio_PrivateKey(secret.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  X509_EXTENSION_free(names);
  X509_free(x509);
  EVP_PKEY_free(key);
  return {.certificate = TextOf(certificate), .key = TextOf(secret)};
}

ScriptedServer::ScriptedServer(Answer answer, const TestCertificate* certificate)
    : answer_(std::move(answer)),
      tls_(TlsWith(certificate)),
      listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  Must(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0, "bind");
  Must(listen(listener_, SOMAXCONN) == 0, "listen");
  socklen_t size = sizeof(address);
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { Accept(); });
}

ScriptedServer::~ScriptedServer() {
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  close(listener_);
  std::vector<std::thread> connections;
  {
    MutexLock lock(&mutex_);
    for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
    connections.swap(connections_);
  }
  for (std::thread& connection : connections) connection.join();
  MutexLock lock(&mutex_);
  for (const int socket : sockets_) close(socket);
}

std::string ScriptedServer::url() const {
  return absl::StrCat(tls_ == nullptr ? "http://127.0.0.1:" : "https://localhost:", port_, "/hook");
}

std::vector<HttpSeen> ScriptedServer::seen() const {
  MutexLock lock(&mutex_);
  return seen_;
}

size_t ScriptedServer::connections() const {
  MutexLock lock(&mutex_);
  return sockets_.size();
}

void ScriptedServer::Accept() {
  for (int socket = 0; (socket = accept(listener_, nullptr, nullptr)) >= 0;) {
    MutexLock lock(&mutex_);
    sockets_.push_back(socket);
    connections_.emplace_back([this, socket] { Serve(socket); });
  }
}

void ScriptedServer::Serve(int socket) {
  Wire wire(socket, tls_.get());
  while (auto request = wire.Next()) {
    const HttpScript script = AnswerTo(*std::move(request));
    wire.Send(script.bytes);
    if (script.close) shutdown(socket, SHUT_RDWR);
  }
}

HttpScript ScriptedServer::AnswerTo(HttpSeen seen) {
  size_t n = 0;
  {
    MutexLock lock(&mutex_);
    n = seen_.size();
    seen_.push_back(seen);
  }
  return answer_(n, seen);
}

}  // namespace skranke
