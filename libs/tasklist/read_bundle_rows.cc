#include "libs/tasklist/read_bundle_rows.h"

#include <vector>

namespace skranke {
namespace {

using storage::v1::BundleRow;

bool YesOrEmpty(PackageReader& reader, const PackageRow& row, absl::string_view column) {
  return !row.Cell(column).empty() && reader.YesNo(row, column);
}

BundleRow ReadRow(PackageReader& reader, const PackageRow& row, const KnownNames& names) {
  BundleRow part;
  part.set_line(row.line());
  part.set_bundle(reader.Code(row, "bundle"));
  part.set_title_en(reader.Text(row, "title_en"));
  part.set_title_local(reader.Text(row, "title_local"));
  part.set_task(ReadTask(reader, row, names));
  part.set_lead(YesOrEmpty(reader, row, "lead"));
  part.set_consent(reader.CodeOrEmpty(row, "consent"));
  part.set_consent_scope(reader.Text(row, "consent_scope"));
  part.set_optional(YesOrEmpty(reader, row, "optional"));
  return part;
}

}  // namespace

BundleRows ReadBundleRows(PackageReader& reader, const std::string& path, const KnownNames& names) {
  BundleRows parts;
  if (!reader.Has(path)) return parts;
  const std::vector<PackageRow> rows =
      reader.Rows({.file = path,
                   .required = {"bundle", "title_en", "title_local", "task_code", "lead"},
                   .optional = {"consent", "consent_scope", "optional"}});
  for (const PackageRow& row : rows) *parts.Add() = ReadRow(reader, row, names);
  for (const BundleFault& fault : FaultsOf(parts)) {
    reader.Fault(rows[static_cast<size_t>(fault.index)], fault.column, fault.message);
  }
  return parts;
}

}  // namespace skranke
