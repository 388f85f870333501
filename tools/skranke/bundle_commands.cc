#include "absl/strings/str_cat.h"
#include "skranke/v1/bundle.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/party_flags.h"
#include "tools/skranke/show_bundle.h"

namespace skranke {
namespace {

std::string ServiceMethod(absl::string_view name) {
  return absl::StrCat("/skranke.v1.BundleService/", name);
}

std::vector<Flag> RegisterFlags() {
  std::vector<Flag> flags = {{"channel", "CHANNEL", "channel"},
                             {"fact", "NAME=VALUE", "facts", true},
                             {"document", "CODE[:ROLE][=TITLE]", "documents", true},
                             {"signature", "CODE[:ROLE]", "attestations", true},
                             {"fee", "CODE[:ROLE]", "attestations", true},
                             {"consent", "TASK:given|refused", "consents", true},
                             {"want", "TASK", "wanted", true},
                             {"place", "CODE", "place"},
                             {"point", "CODE", "service_point"},
                             {"received", "TIME", "receive_time"},
                             kOccurredFlag,
                             kRequestIdFlag};
  flags.insert(flags.end(), PartyFlags().begin(), PartyFlags().end());
  return flags;
}

// The word is the template and no name.
absl::Status Register(Session& session, const Arguments& arguments) {
  v1::RegisterBundleRequest request;
  v1::RegisterBundleResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  request.set_template_(arguments.words()[0]);
  SKRANKE_RETURN_IF_ERROR(session.Call(ServiceMethod("RegisterBundle"), request, response));
  session.Print(MessageJson(response), ShowBundle(response.bundle()));
  return absl::OkStatus();
}

template <class Response>
std::string ShowReply(const Response& response) {
  return ShowBundle(response.bundle());
}

}  // namespace

Commands BundleCommands() {
  return {
      {"bundle templates",
       "",
       "Lists the life events of the list in force, with their parts.",
       {},
       CallCommand<v1::ListBundleTemplatesRequest, v1::ListBundleTemplatesResponse>(
           ServiceMethod("ListBundleTemplates"), ShowTemplates)},
      {"bundle register",
       "TEMPLATE",
       "Registers a life event: each part goes to its own receiver.",
       RegisterFlags(),
       {Register, v1::RegisterBundleRequest::descriptor()}},
      {"bundle show",
       "BUNDLE",
       "Shows a life event: who has what, by when, and which part waits for what.",
       {},
       CallCommand<v1::GetBundleRequest, v1::GetBundleResponse>(ServiceMethod("GetBundle"),
                                                                ShowReply)},
      {"bundle consent",
       "BUNDLE",
       "The citizen gives, refuses or takes back the consent of one part.",
       {{"task", "CODE", "task"},
        {"decision", "given|refused|withdrawn", "decision"},
        kEtagFlag,
        kOccurredFlag,
        kRequestIdFlag},
       CallCommand<v1::SetConsentRequest, v1::SetConsentResponse>(ServiceMethod("SetConsent"),
                                                                  ShowReply)},
  };
}

}  // namespace skranke
