#include "tools/skranke/show_bundle.h"

#include "absl/strings/str_cat.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

std::string PartsTable(const v1::Bundle& bundle) {
  TextTable table({"PART", "CASE", "STATE", "WAITS FOR", "WHO", "ANSWER BY"});
  for (const v1::BundlePart& part : bundle.parts()) {
    const bool held = part.hold() != v1::PART_HOLD_UNSPECIFIED;
    table.Add({absl::StrCat(part.task(), part.lead() ? " (leads)" : ""), part.citizen_case(),
               held ? ShortName(part.hold()) : ShortName(part.state()), ShortName(part.waits_for()),
               part.answer().authority(), LocalText(part.answer().promise_time())});
  }
  return table.Text();
}

}  // namespace

std::string ShowBundle(const v1::Bundle& bundle) {
  TextTable table({});
  table.AddField("bundle", bundle.name());
  table.AddField("life event", bundle.title());
  table.AddField("status", ShortName(bundle.status()));
  table.AddField("answers for it", bundle.answer().authority_title());
  table.AddField("answer by", LocalText(bundle.answer().promise_time()));
  table.AddField("received", LocalText(bundle.receive_time()));
  for (const std::string& sentence : bundle.answer().sentences()) table.AddField("tell", sentence);
  table.AddField("etag", bundle.etag());
  return absl::StrCat(table.Text(), "\n", PartsTable(bundle));
}

std::string ShowTemplates(const v1::ListBundleTemplatesResponse& response) {
  TextTable table({"TEMPLATE", "PART", "LEADS", "OPTIONAL", "CONSENT", "FOR"});
  for (const v1::BundleTemplate& one : response.templates()) {
    for (const v1::TemplatePart& part : one.parts()) {
      table.Add({one.template_(), part.task(), part.lead() ? "yes" : "",
                 part.optional() ? "yes" : "", part.consent(), part.consent_scope()});
    }
  }
  return table.Text();
}

}  // namespace skranke
