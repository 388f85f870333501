// The templates of life events that a list has: bundles.csv, one part a row. Pure; any thread.
//
// A template's rows stand anywhere in the file and keep their order. One of them leads: its
// receiver answers for the whole.
#ifndef SKRANKE_LIBS_TASKLIST_BUNDLE_TEMPLATE_H_
#define SKRANKE_LIBS_TASKLIST_BUNDLE_TEMPLATE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

using BundleRows = google::protobuf::RepeatedPtrField<storage::v1::BundleRow>;

struct BundleTemplate {
  std::string name;
  std::string title_en;
  std::string title_local;
  // In the order of their rows.
  std::vector<const storage::v1::BundleRow*> parts;
  const storage::v1::BundleRow* lead = nullptr;

  // The part of that task; null where the template has none.
  const storage::v1::BundleRow* Find(absl::string_view task) const;
};

// The templates by first row. Rows must outlive them.
std::vector<BundleTemplate> TemplatesOf(const BundleRows& rows);

struct BundleFault {
  // Of the row at fault.
  int index = 0;
  std::string column;
  std::string message;
};

// What is wrong with the rows as a whole: a task twice in a template, more than one lead or none,
// an optional lead, more parts than kPartsPerBundleMax, titles that differ, a consent without what
// it is for or the reverse.
std::vector<BundleFault> FaultsOf(const BundleRows& rows);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_BUNDLE_TEMPLATE_H_
