#include "libs/directory/endpoint.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/loopback.h"

namespace skranke {
namespace {

constexpr absl::string_view kHttp = "http://";
constexpr absl::string_view kHttps = "https://";
constexpr absl::string_view kDir = "dir:";
// Source: RFC 5321, section 4.5.3.1.3, less its angle brackets.
constexpr size_t kMailAddressBytesMax = 254;

absl::Status Fault(absl::string_view fault) { return absl::InvalidArgumentError(fault); }

bool IsPrintable(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isgraph);
}

bool IsPort(absl::string_view digits) {
  uint32_t port = 0;
  return std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit) &&
         absl::SimpleAtoi(digits, &port) && port >= 1 && port <= 65'535;
}

// What stands before the port, if there is one.
absl::string_view HostOf(absl::string_view authority) {
  const size_t colon = authority.rfind(':');
  const size_t bracket = authority.rfind(']');
  const bool has_port = colon != authority.npos && (bracket == authority.npos || bracket < colon);
  return has_port ? authority.substr(0, colon) : authority;
}

absl::Status CheckHostPort(absl::string_view text) {
  const absl::Status fault = Fault(
      "must be HOST:PORT, https://HOST/PATH, dir:/PATH, paper:, or empty where the agency fetches");
  const size_t colon = text.rfind(':');
  if (colon == text.npos || colon == 0 || !IsPrintable(text)) return fault;
  if (absl::StrContains(text, '/')) return fault;
  return IsPort(text.substr(colon + 1)) ? absl::OkStatus() : fault;
}

absl::Status CheckUrl(absl::string_view text, bool encrypted) {
  if (!IsPrintable(text)) return Fault("must be a URL without blanks, in ASCII");
  if (absl::StrContains(text, '#')) return Fault("must be a URL without a fragment");
  const absl::string_view authority = text.substr(0, text.find_first_of("/?"));
  if (absl::StrContains(authority, '@')) return Fault("must be a URL without user and password");
  const absl::string_view host = HostOf(authority);
  if (host.empty()) return Fault("must be a URL with a host");
  if (host.size() < authority.size() && !IsPort(authority.substr(host.size() + 1))) {
    return Fault("must be a URL whose port is 1 to 65535");
  }
  if (encrypted || IsLoopbackHost(host)) return absl::OkStatus();
  return Fault("must begin with https: cases go over no network unencrypted");
}

absl::Status CheckFolder(absl::string_view path) {
  const bool control = std::any_of(path.begin(), path.end(), absl::ascii_iscntrl);
  const std::vector<absl::string_view> parts = absl::StrSplit(path, '/');
  const bool upward = std::find(parts.begin(), parts.end(), "..") != parts.end();
  if (path.size() > 1 && path[0] == '/' && !control && !upward) return absl::OkStatus();
  return Fault("must be dir: and a whole path that begins with / and has no ..");
}

}  // namespace

EndpointKind KindOfEndpoint(absl::string_view endpoint) {
  if (endpoint.empty()) return EndpointKind::kPull;
  if (endpoint == kPaperEndpoint) return EndpointKind::kPaper;
  if (absl::StartsWith(endpoint, kDir)) return EndpointKind::kFileDrop;
  const bool url =
      absl::StartsWithIgnoreCase(endpoint, kHttp) || absl::StartsWithIgnoreCase(endpoint, kHttps);
  return url ? EndpointKind::kWebhook : EndpointKind::kGrpc;
}

absl::Status CheckEndpoint(absl::string_view endpoint) {
  switch (KindOfEndpoint(endpoint)) {
    case EndpointKind::kPull:
    case EndpointKind::kPaper:
      return absl::OkStatus();
    case EndpointKind::kFileDrop:
      return CheckFolder(absl::StripPrefix(endpoint, kDir));
    case EndpointKind::kWebhook: {
      const bool encrypted = absl::StartsWithIgnoreCase(endpoint, kHttps);
      return CheckUrl(endpoint.substr(encrypted ? kHttps.size() : kHttp.size()), encrypted);
    }
    case EndpointKind::kGrpc:
      break;
  }
  return CheckHostPort(endpoint);
}

absl::Status CheckMailAddress(absl::string_view address) {
  const std::vector<absl::string_view> parts = absl::StrSplit(address, '@');
  const bool whole = parts.size() == 2 && !parts[0].empty() && !parts[1].empty() &&
                     address.size() <= kMailAddressBytesMax;
  const bool plain = std::all_of(address.begin(), address.end(), [](unsigned char c) {
    return absl::ascii_isalnum(c) ||
           absl::StrContains("@.!#$%&'*+-/=?^_`{|}~", static_cast<char>(c));
  });
  return whole && plain ? absl::OkStatus() : Fault("must be one plain mail address");
}

}  // namespace skranke
