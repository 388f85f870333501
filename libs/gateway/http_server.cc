// The only file that knows Boost. Everything in it but Start, Drain and port runs on the one thread
// of the io_context, so nothing here is locked; answers come to it by a post.
#include "libs/gateway/http_server.h"

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <cctype>
#include <chrono>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/mutex.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/gateway/http_desk.h"

namespace skranke {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;

constexpr size_t kChunkBytes = 16 * 1024;
// A refused request's body is read to its end up to here, for the connection to live on.
constexpr size_t kUnwantedBytesMax = 64 * 1024;
// Out of file descriptors: some come back when connections end.
constexpr absl::Duration kAcceptAgain = absl::Milliseconds(100);

std::string HttpDate(absl::Time now) {
  return absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", now, absl::UTCTimeZone());
}

using SteadyTime = std::chrono::steady_clock::time_point;

absl::Duration Since(SteadyTime start) {
  return absl::FromChrono(std::chrono::steady_clock::now() - start);
}

// As gRPC writes it.
std::string PeerOf(const tcp::socket& socket) {
  error_code gone;
  const tcp::endpoint peer = socket.remote_endpoint(gone);
  if (gone) return {};
  const std::string address = peer.address().to_string();
  return peer.address().is_v4() ? absl::StrCat("ipv4:", address, ":", peer.port())
                                : absl::StrCat("ipv6:[", address, "]:", peer.port());
}

template <class Fields>
HttpHeaders HeadersOf(const Fields& fields) {
  HttpHeaders headers;
  for (const auto& field : fields) {
    std::string name(field.name_string());
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    headers.emplace_back(std::move(name), std::string(field.value()));
  }
  return headers;
}

}  // namespace

class HttpSession;

struct HttpServer::State {
  HttpLimits limits;
  HttpDesk* desk = nullptr;
  std::set<HttpSession*> sessions;
  // Of these, who are only told that there is no room.
  size_t turned_away = 0;
  size_t bodies_bytes = 0;
  bool draining = false;

  Mutex mutex;
  CondVar changed;
  // The size of `sessions`, and whether the listener still takes any, for who drains.
  size_t open ABSL_GUARDED_BY(mutex) = 0;
  bool accepting ABSL_GUARDED_BY(mutex) = true;

  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::steady_timer accept_again{io};
  std::thread thread;
  int port = 0;

  absl::Status Listen(const std::string& listen);
  void Accept();
  void Accepted(error_code error, tcp::socket socket);
  void StopTaking();
  void Cut();
  void Enter(HttpSession* session);
  void Leave(HttpSession* session);
  bool WaitUntilEmpty(absl::Duration longest);
};

// One connection: one request after the other. Lives as long as one of its operations.
class HttpSession : public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(HttpServer::State& server, tcp::socket socket)
      : server_(server),
        limits_(server.limits),
        peer_(PeerOf(socket)),
        stream_(std::move(socket)),
        patience_(server.io) {
    server_.Enter(this);
  }
  ~HttpSession() {
    ReleaseBody();
    if (turned_away_) --server_.turned_away;
    server_.Leave(this);
  }

  void Start() { AwaitRequest(limits_.head_time); }

  // Says that there is no room, and goes.
  void TurnAway() {
    turned_away_ = true;
    ++server_.turned_away;
    HttpAnswer busy = server_.desk->Busy();
    busy.status = 503;
    Send(std::move(busy), /*last=*/true);
  }

  // What has not begun to come does not come any more.
  void CloseIfIdle() {
    if (idle_) Close();
  }

  void Close() {
    error_code ignored;
    patience_.cancel();
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    stream_.close();
  }

 private:
  // A handler that is a member function and keeps this alive.
  template <class... Arguments>
  auto Then(void (HttpSession::*next)(Arguments...)) {
    return [self = shared_from_this(), next](Arguments... arguments) {
      (self.get()->*next)(arguments...);
    };
  }

  void Expire(absl::Duration after) { stream_.expires_after(absl::ToChronoNanoseconds(after)); }

  void AwaitRequest(absl::Duration patience) {
    if (server_.draining) return Close();
    // The next one may have come with the last.
    if (buffer_.size() > 0) return ReadHead();
    idle_ = true;
    Expire(patience);
    stream_.async_read_some(buffer_.prepare(kChunkBytes), Then(&HttpSession::FirstBytes));
  }

  void FirstBytes(error_code error, size_t bytes) {
    idle_ = false;
    if (error) return Close();
    buffer_.commit(bytes);
    ReadHead();
  }

  void ReadHead() {
    parser_.emplace();
    parser_->header_limit(static_cast<uint32_t>(limits_.head_bytes));
    // The limit depends on what the head says (ReadBody).
    parser_->body_limit(boost::none);
    Expire(limits_.head_time);
    http::async_read_header(stream_, buffer_, *parser_, Then(&HttpSession::HeadRead));
  }

  void HeadRead(error_code error, size_t) {
    if (error) return Unreadable(error);
    begun_ = std::chrono::steady_clock::now();
    const auto& message = parser_->get();
    // RFC 9112, 3.2: without it, or with two, nobody may guess whom it was for.
    if (message.version() == 11 && message.count(http::field::host) != 1) {
      return Send({.status = 400}, /*last=*/true);
    }
    auto read = server_.desk->Open({.verb = std::string(message.method_string()),
                                    .target = std::string(message.target()),
                                    .headers = HeadersOf(message)});
    refusal_.reset();
    if (auto* refused = std::get_if<HttpAnswer>(&read)) refusal_ = std::move(*refused);
    if (auto* turn = std::get_if<HttpTurn>(&read)) turn_ = std::move(*turn);
    const bool too_large = parser_->content_length().value_or(0) > BodyMax();
    if (too_large) return RefuseUnread();
    if (absl::EqualsIgnoreCase(std::string(message[http::field::expect]), "100-continue")) {
      return refusal_ ? RefuseUnread() : AskForBody();
    }
    BeginBody();
  }

  size_t BodyMax() const { return refusal_ ? kUnwantedBytesMax : limits_.body_bytes; }

  void AskForBody() {
    continue_.emplace(http::status::continue_, 11);
    Expire(limits_.write_time);
    http::async_write(stream_, *continue_, Then(&HttpSession::BodyAskedFor));
  }

  void BodyAskedFor(error_code error, size_t) {
    if (error) return Close();
    BeginBody();
  }

  void BeginBody() {
    body_.clear();
    Expire(limits_.body_time);
    ReadBody();
  }

  void ReadBody() {
    if (parser_->is_done()) return RequestRead();
    parser_->get().body().data = chunk_.data();
    parser_->get().body().size = chunk_.size();
    http::async_read(stream_, buffer_, *parser_, Then(&HttpSession::BodyRead));
  }

  void BodyRead(error_code error, size_t) {
    if (error && error != http::error::need_buffer) return Unreadable(error);
    const size_t bytes = chunk_.size() - parser_->get().body().size;
    if (body_.size() + bytes > BodyMax()) return RefuseUnread();
    body_.append(chunk_.data(), bytes);
    server_.bodies_bytes += bytes;
    counted_bytes_ += bytes;
    if (server_.bodies_bytes > limits_.bodies_bytes) {
      return Send(server_.desk->Busy(), /*last=*/true);
    }
    ReadBody();
  }

  // Answered before all of it was read: the rest would be taken for the next request.
  void RefuseUnread() {
    Send(refusal_ ? *std::move(refusal_) : server_.desk->TooLarge(), /*last=*/true);
  }

  // What is no HTTP gets an answer, what ended or took too long gets none.
  void Unreadable(error_code error) {
    const bool is_http = error.category() == make_error_code(http::error::bad_version).category();
    const bool ended = error == http::error::end_of_stream || error == http::error::partial_message;
    if (!is_http || ended) return Close();
    Send({.status = error == http::error::header_limit ? 431 : 400}, /*last=*/true);
  }

  void RequestRead() {
    if (refusal_) return Send(*std::move(refusal_), /*last=*/false);
    stream_.expires_never();
    const absl::Duration left = turn_.patience - Since(begun_);
    patience_.expires_after(absl::ToChronoNanoseconds(left));
    running_ = ++calls_;
    patience_.async_wait(
        [self = shared_from_this(), call = calls_](error_code error) { self->Late(error, call); });
    const HttpTurn turn = std::exchange(turn_, {});
    turn.run(std::move(body_), peer_, left, AnswerHere());
  }

  // Brings the answer to the one thread; where the caller is gone it is dropped there.
  AnswerHttp AnswerHere() {
    return [self = weak_from_this(), &io = server_.io, call = calls_](HttpAnswer answer) {
      asio::post(io, [self, call, answer = std::move(answer)]() mutable {
        if (const auto session = self.lock()) session->Answered(call, std::move(answer));
      });
    };
  }

  void Answered(uint64_t call, HttpAnswer answer) {
    if (running_ != call) return;
    patience_.cancel();
    Send(std::move(answer), /*last=*/false);
  }

  void Late(error_code cancelled, uint64_t call) {
    if (!cancelled && running_ == call) Send(server_.desk->TimedOut(), /*last=*/false);
  }

  void Send(HttpAnswer answer, bool last) {
    running_ = 0;
    unread_ = last;
    keep_alive_ = !last && !server_.draining && parser_->keep_alive();
    response_.emplace();
    response_->version(parser_ ? parser_->get().version() : 11);
    response_->result(static_cast<unsigned>(answer.status));
    for (const auto& [name, value] : answer.headers) response_->insert(name, value);
    response_->set(http::field::date, HttpDate(absl::Now()));
    response_->set(http::field::cache_control, "no-store");
    response_->set("X-Content-Type-Options", "nosniff");
    response_->keep_alive(keep_alive_);
    response_->body() = std::move(answer.body);
    response_->prepare_payload();
    Expire(limits_.write_time);
    http::async_write(stream_, *response_, Then(&HttpSession::Sent));
  }

  void Sent(error_code error, size_t) {
    response_.reset();
    ReleaseBody();
    if (error) return Close();
    if (keep_alive_) return AwaitRequest(limits_.idle_time);
    if (!unread_) return Close();
    // Closing now, with more coming in, would take the answer away from the client.
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    Expire(limits_.linger_time);
    ThrowAway({}, 0);
  }

  // Until the client closes, or the time is up: a timeout set once counts for all reads.
  void ThrowAway(error_code error, size_t) {
    if (error) return Close();
    stream_.async_read_some(asio::buffer(chunk_), Then(&HttpSession::ThrowAway));
  }

  void ReleaseBody() { server_.bodies_bytes -= std::exchange(counted_bytes_, 0); }

  HttpServer::State& server_;
  const HttpLimits& limits_;
  const std::string peer_;
  beast::tcp_stream stream_;
  asio::steady_timer patience_;
  beast::flat_buffer buffer_;
  std::array<char, kChunkBytes> chunk_;

  // The request.
  std::optional<http::request_parser<http::buffer_body>> parser_;
  std::optional<http::response<http::empty_body>> continue_;
  std::optional<HttpAnswer> refusal_;
  HttpTurn turn_;
  SteadyTime begun_;
  std::string body_;
  size_t counted_bytes_ = 0;

  // The answer. `running_` is the call that is waited for, 0 for none.
  uint64_t calls_ = 0;
  uint64_t running_ = 0;
  std::optional<http::response<http::string_body>> response_;
  bool turned_away_ = false;
  bool idle_ = false;
  bool keep_alive_ = false;
  bool unread_ = false;
};

absl::Status HttpServer::State::Listen(const std::string& listen) {
  const absl::string_view text = listen;
  const size_t colon = text.rfind(':');
  const std::string host(text.substr(0, colon));
  uint32_t wanted = 0;
  error_code error;
  const auto address =
      asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host.c_str(), error);
  const bool named = colon != absl::string_view::npos && !error &&
                     absl::SimpleAtoi(text.substr(colon + 1), &wanted) && wanted <= 65535;
  const tcp::endpoint endpoint(address, static_cast<uint16_t>(wanted));
  if (named) acceptor.open(endpoint.protocol(), error);
  if (named && !error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (named && !error) acceptor.bind(endpoint, error);
  if (named && !error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (named && !error) {
    port = acceptor.local_endpoint().port();
    return absl::OkStatus();
  }
  return ReasonError(
      absl::StatusCode::kFailedPrecondition, "CANNOT_LISTEN",
      absl::StrCat("cannot listen on ", listen, ": taken, or not an address of this machine"));
}

void HttpServer::State::Accept() {
  acceptor.async_accept(
      [this](error_code error, tcp::socket socket) { Accepted(error, std::move(socket)); });
}

void HttpServer::State::Accepted(error_code error, tcp::socket socket) {
  if (draining) return;
  if (error) {
    accept_again.expires_after(absl::ToChronoNanoseconds(kAcceptAgain));
    accept_again.async_wait([this](error_code) {
      if (!draining) Accept();
    });
    return;
  }
  Accept();
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  // Those who are told so are held for a moment, and must not become too many either.
  if (turned_away >= limits.connections) return;
  const bool full = sessions.size() - turned_away >= limits.connections;
  const auto session = std::make_shared<HttpSession>(*this, std::move(socket));
  return full ? session->TurnAway() : session->Start();
}

void HttpServer::State::StopTaking() {
  draining = true;
  error_code ignored;
  acceptor.close(ignored);
  accept_again.cancel();
  for (HttpSession* session : sessions) session->CloseIfIdle();
  MutexLock lock(&mutex);
  accepting = false;
  changed.SignalAll();
}

void HttpServer::State::Cut() {
  for (HttpSession* session : sessions) session->Close();
}

void HttpServer::State::Enter(HttpSession* session) {
  sessions.insert(session);
  MutexLock lock(&mutex);
  open = sessions.size();
}

void HttpServer::State::Leave(HttpSession* session) {
  sessions.erase(session);
  MutexLock lock(&mutex);
  open = sessions.size();
  changed.SignalAll();
}

bool HttpServer::State::WaitUntilEmpty(absl::Duration longest) {
  const SteadyTime start = std::chrono::steady_clock::now();
  MutexLock lock(&mutex);
  while ((accepting || open > 0) && Since(start) < longest) {
    changed.WaitFor(&mutex, std::min(longest - Since(start), absl::Seconds(1)));
  }
  return !accepting && open == 0;
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(const std::string& listen,
                                                              const HttpLimits& limits,
                                                              HttpDesk* desk) {
  auto state = std::make_unique<State>();
  state->limits = limits;
  state->desk = desk;
  SKRANKE_RETURN_IF_ERROR(state->Listen(listen));
  state->Accept();
  state->thread = std::thread([&io = state->io] { io.run(); });
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

HttpServer::~HttpServer() { Drain(absl::ZeroDuration()); }

int HttpServer::port() const { return state_->port; }

void HttpServer::Drain(absl::Duration longest) {
  if (!state_->thread.joinable()) return;
  asio::post(state_->io, [state = state_.get()] { state->StopTaking(); });
  if (!state_->WaitUntilEmpty(longest)) {
    asio::post(state_->io, [state = state_.get()] { state->Cut(); });
  }
  // Nothing is left to do then.
  state_->thread.join();
}

}  // namespace skranke
