// A request by the Connect protocol, head and body: what is taken reads the same when it is written
// again; what is refused gets a proper answer, and nothing of the body stands in it.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/utf8.h"
#include "libs/gateway/connect_body.h"
#include "libs/gateway/connect_error.h"
#include "libs/gateway/connect_head.h"
#include "libs/gateway/gzip.h"
#include "libs/gateway/json_message.h"
#include "libs/rpc/server.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

constexpr size_t kMost = 4096;
constexpr char kSecret[] = "hemmelig";

const MethodPaths& Paths() {
  static const MethodPaths& paths = *new MethodPaths(
      *MethodPaths::Make({{"/skranke.v1.FrontDeskService/RegisterCase", RpcKind::kUnary},
                          {"/skranke.v1.FrontDeskService/RegisterCases", RpcKind::kBulk}}));
  return paths;
}

// A line with the target, a line each header, an empty line, the body.
struct Request {
  HttpHead head;
  std::string body;
};

Request RequestOf(absl::string_view bytes) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(bytes, absl::MaxSplits("\n\n", 1));
  Request request{.body = std::string(parts.second)};
  for (const absl::string_view line : absl::StrSplit(parts.first, '\n')) {
    const std::pair<std::string, std::string> header =
        absl::StrSplit(line, absl::MaxSplits(':', 1));
    if (request.head.target.empty()) {
      request.head = {.verb = "POST", .target = std::string(line)};
    } else {
      request.head.headers.push_back(header);
    }
  }
  return request;
}

std::string FaultOfRefusal(const HttpAnswer& answer, const std::string& body) {
  if (answer.status < 400 || answer.status > 501) return "has another status";
  if (!IsValidUtf8(answer.body)) return "says what is not UTF-8";
  if (absl::StrContains(body, kSecret) && absl::StrContains(answer.body, kSecret)) {
    return "repeats the body";
  }
  const bool bare = answer.status == 404 || answer.status == 405 || answer.status == 415;
  return bare == answer.body.empty() ? "" : "has a body or none";
}

std::string FaultOfTaken(const ConnectCall& call, const std::string& message) {
  if (message.size() > kMost) return "is too long";
  if (Gunzip(Gzip(message), kMost).value_or("no") != message) return "is not inflated again";
  if (call.codec == Codec::kProto) return "";
  const auto json = JsonOfMessage(*call.method->request, message);
  if (!json.ok()) return "cannot be written";
  return MessageOfJson(*call.method->request, *json).value_or("no") == message ? ""
                                                                               : "is not read back";
}

std::string FaultOf(absl::string_view bytes) {
  const Request request = RequestOf(bytes);
  const auto read = ReadConnectHead(Paths(), request.head);
  if (const auto* refused = std::get_if<RefusedHead>(&read)) {
    return FaultOfRefusal(refused->answer, request.body);
  }
  const auto& call = std::get<ConnectCall>(read);
  const auto message = RequestOfBody(call, request.body, kMost);
  if (message.ok()) return FaultOfTaken(call, *message);
  return ReasonOf(message.status()).empty()
             ? "is refused without a reason"
             : FaultOfRefusal(ErrorAnswer(message.status()), request.body);
}

bool Takes(absl::string_view bytes) {
  const Request request = RequestOf(bytes);
  const auto read = ReadConnectHead(Paths(), request.head);
  const auto* call = std::get_if<ConnectCall>(&read);
  return call != nullptr && RequestOfBody(*call, request.body, kMost).ok();
}

std::string Seed(absl::string_view type, absl::string_view more, absl::string_view body) {
  return absl::StrCat("/skranke.v1.FrontDeskService/RegisterCase\nconnect-protocol-version: 1\n",
                      "content-type: ", type, more, "\n\n", body);
}

std::vector<std::string> Seeds() {
  const std::string json = absl::StrCat(
      R"({"requestId":"id-1","task":"pass","channel":"CHANNEL_COUNTER","note":")", kSecret,
      R"(","x":[{"y":null}],"receiveTime":"2024-03-04T09:00:00Z","acceptIncomplete":true,)",
      R"("parties":[{"role":"PARTY_ROLE_APPLICANT","person":{"number":"09819540400"}}],)",
      R"("facts":[{"name":"colour","text":"r\u00f8d"}],"documents":[{"sha256":"aGg="}]})");
  v1::RegisterCaseRequest request;
  request.set_note(kSecret);
  return {Seed("application/json", "\nconnect-timeout-ms: 5000\nskranke-dev-caller: clerk", json),
          Seed("application/json; charset=utf-8", "\naccept-encoding: br, gzip", R"({"note":1})"),
          Seed("application/proto", "", request.SerializeAsString()),
          Seed("application/json", "\ncontent-encoding: gzip", Gzip(json)),
          Seed("application/proto", "\ncontent-encoding: br", "")};
}

}  // namespace

const FuzzTarget kConnectTarget = {"connect", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
