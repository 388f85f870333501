#include "libs/gateway/gateway_fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {

std::vector<RpcMethod> GatewayMethods() {
  // The linker leaves out a description that nobody names.
  google::protobuf::LinkMessageReflection<v1::TakeNextRequest>();
  return {{kGetCase, RpcKind::kUnary},
          {kTakeNext, RpcKind::kUnary},
          {kSubscribe, RpcKind::kServerStream},
          {kBulkRegister, RpcKind::kBulk}};
}

void GatewayHandler::Unary(IncomingCall call, AnswerCall answer) {
  if (call.method == kTakeNext) return held.Put({std::move(call), std::move(answer)});
  v1::GetCaseRequest request;
  UnaryAnswer out{.trailing_metadata = {{"skranke-position", "7"},
                                        {"skranke-test-bin", "\x01\xff"},
                                        {"skranke-broken", "a\r\nb: c"}}};
  if (!request.ParseFromString(call.bytes)) {
    out.status = absl::InvalidArgumentError("no request");
  } else if (const auto failure = failures.find(request.name()); failure != failures.end()) {
    out.status = failure->second;
  } else {
    v1::GetCaseResponse response;
    response.mutable_citizen_case()->set_name(request.name());
    out.bytes = request.name() == "cases/broken" ? "\xff" : response.SerializeAsString();
  }
  seen.Put(std::move(call));
  answer(std::move(out));
}

RawClient::RawClient(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval patience = {.tv_sec = absl::ToInt64Seconds(kPatience)};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    ADD_FAILURE() << "nobody listens on " << port;
  }
}

RawClient::~RawClient() { close(socket_); }

bool RawClient::Send(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      ADD_FAILURE() << "the server takes nothing, and does not close";
    }
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

bool RawClient::Fill() {
  char chunk[16 * 1024];
  const ssize_t read = recv(socket_, chunk, sizeof(chunk), 0);
  if (read < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    ADD_FAILURE() << "nothing came";
  }
  if (read <= 0) return false;
  buffer_.append(chunk, static_cast<size_t>(read));
  return true;
}

HttpAnswer RawClient::Read() {
  size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!Fill()) return {.status = 0};
  }
  const std::vector<std::string> lines = absl::StrSplit(buffer_.substr(0, end), "\r\n");
  buffer_.erase(0, end + 4);
  HttpAnswer answer;
  const std::vector<std::string> first = absl::StrSplit(lines[0], ' ');
  if (!absl::SimpleAtoi(first.at(1), &answer.status)) return {.status = 0};
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::pair<std::string, std::string> header =
        absl::StrSplit(lines[i], absl::MaxSplits(": ", 1));
    answer.headers.emplace_back(absl::AsciiStrToLower(header.first), header.second);
  }
  size_t length = 0;
  if (HasHeader(answer.headers, "content-length") &&
      !absl::SimpleAtoi(HeaderOf(answer.headers, "content-length"), &length)) {
    return {.status = 0};
  }
  while (buffer_.size() < length) {
    if (!Fill()) return {.status = 0};
  }
  answer.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return answer;
}

bool RawClient::IsClosed() {
  while (buffer_.empty() && Fill()) {
  }
  return buffer_.empty();
}

void RawClient::EndSending() { shutdown(socket_, SHUT_WR); }

void RawClient::Break() {
  const linger at_once = {.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  close(socket_);
  socket_ = socket(AF_INET, SOCK_STREAM, 0);
}

std::string Post(absl::string_view path, absl::string_view body, absl::string_view more,
                 absl::string_view type) {
  return absl::StrCat("POST ", path, " HTTP/1.1\r\nHost: office\r\nContent-Type: ", type,
                      "\r\nConnect-Protocol-Version: 1\r\nContent-Length: ", body.size(), "\r\n",
                      more, "\r\n", body);
}

Gateway::Gateway(GatewayServerOptions options, std::map<std::string, absl::Status> failures) {
  handler_.failures = std::move(failures);
  server_ = *GatewayServer::Start(options, GatewayMethods(), &handler_, &observer_);
}

}  // namespace skranke
