// The shared vectors: fnrvalidator, personnummer/meta, danish-ssn, finnish-ssn and the Swedish tax
// agency's lists of test numbers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "libs/base/csv.h"
#include "libs/base/files.h"
#include "libs/identity/person_number.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"

namespace skranke {
namespace {

const absl::CivilDay kToday(2026, 1, 14);

// The file's lines; a gzip file is unpacked.
std::vector<std::string> Lines(const std::string& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");
  char buffer[1 << 16];
  for (int read = 0; file && (read = gzread(file, buffer, sizeof(buffer))) > 0;) {
    bytes.append(buffer, read);
  }
  if (file) gzclose(file);
  return absl::StrSplit(bytes, '\n', absl::SkipEmpty());
}

// The kind as the vectors name it: there "tnr" stands for what is synthetic.
std::string VectorKind(const PersonNumber& number) {
  if (!IsSyntheticNorwegian(number)) return std::string(KindName(number.kind));
  return number.kind == PersonNumberKind::kDnr ? "dnr-and-tnr" : "tnr";
}

TEST(NumberVectors, AgreeWithEveryRow) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::string bytes,
                               ReadFile(SharedData("data/id-vectors/id_vectors.csv")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CsvTable table, ParseCsv("id_vectors.csv", bytes));
  const size_t country = *table.FindColumn("country"), kind = *table.FindColumn("kind"),
               input = *table.FindColumn("input"), expected = *table.FindColumn("expected"),
               birth_date = *table.FindColumn("birth_date");
  for (const CsvRow& row : table.rows) {
    SCOPED_TRACE(row.line);
    const auto number =
        ParsePersonNumber(*FindCountry(row.cells[country]), row.cells[input], kToday);
    ASSERT_EQ(number.ok(), row.cells[expected] == "valid") << number.status();
    if (!number.ok()) continue;
    EXPECT_EQ(VectorKind(*number), row.cells[kind]);
    if (row.cells[birth_date].empty()) continue;
    EXPECT_EQ(absl::FormatCivilTime(*number->birth_date), row.cells[birth_date]);
  }
  EXPECT_EQ(table.rows.size(), 203u);
}

// All lines are canonical numbers of this kind.
void ExpectCanonical(const std::vector<std::string>& lines, PersonNumberKind kind) {
  for (const std::string& line : lines) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto number, ParsePersonNumber(Country::kSweden, line));
    ASSERT_EQ(number.number, line);
    ASSERT_EQ(number.kind, kind) << line;
  }
}

TEST(NumberVectors, HoldForAllSwedishTestNumbers) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  const auto lines = Lines(SharedData("data/id-vectors/se_skatteverket_testnumbers.txt.gz"));
  EXPECT_EQ(lines.size(), 41'129u);
  ExpectCanonical(lines, PersonNumberKind::kPersonnummer);
}

TEST(NumberVectors, HoldForAllSwedishTestCoordinationNumbers) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  const auto lines =
      Lines(SharedData("data/id-vectors/se_skatteverket_test_coordination_numbers.txt"));
  EXPECT_EQ(lines.size(), 2'264u);
  ExpectCanonical(lines, PersonNumberKind::kSamordningsnummer);
}

}  // namespace
}  // namespace skranke
