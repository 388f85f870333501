// mutation_campaign: damages one file of an office's data, again and again; each damage has to be
// told at the start, by the read that meets it or by --verify, or every reply has to be the same.
// Exit 0 nothing found, 1 found (the seed and the data are left for you), 2 wrong use.
#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <map>
#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "tests/faults/damaged_office.h"
#include "tests/faults/finding.h"
#include "tests/faults/golden_office.h"
#include "tests/faults/harness.h"
#include "tests/faults/mutation.h"
#include "tests/faults/teeth.h"

ABSL_FLAG(std::string, skranked, "build/bin/skranked", "The binary that is served.");
ABSL_FLAG(std::string, office, "deploy/offices/nordvik", "Office package.");
ABSL_FLAG(int, count, 0, "How many damages; 0: 40, with SKRANKE_LONG=1 10000.");
ABSL_FLAG(uint64_t, seed, 0, "What is damaged and how; 0: another each time.");
ABSL_FLAG(bool, teeth, false, "Lose and change data unseen and see that every loss is found.");

namespace skranke {
namespace {

constexpr char kName[] = "mutation_campaign";
// A fresh office from time to time, every third with nothing left in its log.
constexpr int kDamagesOfOffice = 200;
constexpr int kOfficesMin = 2;
// Replies and cases asked for at each damage; the statistics count all, --verify reads all.
constexpr size_t kSample = 60;
// More of the same needs no more copies.
constexpr int kFindingsMax = 10;

using Row = std::array<int, kOutcomes>;
using Tally = std::map<std::pair<FileKind, MutationKind>, Row>;

void Print(const Tally& table) {
  std::cout << std::left << std::setw(10) << "file" << std::setw(16) << "damage" << std::right;
  for (int i = 0; i < kOutcomes; ++i) {
    std::cout << std::setw(16) << Name(static_cast<Outcome>(i));
  }
  std::cout << "\n";
  Row sums{};
  for (const auto& [what, row] : table) {
    std::cout << std::left << std::setw(10) << Name(what.first) << std::setw(16)
              << Name(what.second) << std::right;
    for (size_t i = 0; i < row.size(); ++i) std::cout << std::setw(16) << row[i];
    for (size_t i = 0; i < row.size(); ++i) sums[i] += row[i];
    std::cout << "\n";
  }
  std::cout << std::left << std::setw(26) << "all" << std::right;
  for (const int sum : sums) std::cout << std::setw(16) << sum;
  std::cout << std::endl;
}

CampaignOptions OptionsIn(const std::string& dir, uint64_t seed) {
  std::filesystem::create_directories(dir);
  return {.skranked = absl::GetFlag(FLAGS_skranked),
          .office = absl::GetFlag(FLAGS_office),
          .dir = dir,
          .seed = seed};
}

Examination ExaminationOf(const std::string& dir) {
  return {.skranked = absl::GetFlag(FLAGS_skranked),
          .office = absl::GetFlag(FLAGS_office),
          .dir = dir,
          .file = "",
          .sample = kSample};
}

// The office undamaged, and every reply of it: only then a difference says something.
absl::StatusOr<GoldenOffice> MakeChecked(const std::string& dir, bool drained,
                                         SeededEntropy& chance) {
  SKRANKE_ASSIGN_OR_RETURN(GoldenOffice golden,
                           MakeGoldenOffice(OptionsIn(dir, chance.Next()), drained));
  const std::string copy = absl::StrCat(dir, "-whole");
  SKRANKE_RETURN_IF_ERROR(CopyOffice(golden.dir, copy));
  Examination whole = ExaminationOf(copy);
  whole.sample = 0;
  SKRANKE_ASSIGN_OR_RETURN(const Verdict verdict, Examine(whole, golden, chance));
  std::filesystem::remove_all(copy);
  if (verdict.outcome == Outcome::kIdentical) return golden;
  return absl::InternalError(absl::StrCat("the undamaged office: ", verdict.what));
}

class MutationCampaign {
 public:
  MutationCampaign(std::string dir, uint64_t seed)
      : dir_(std::move(dir)), seed_(seed), chance_(seed) {}

  absl::Status Run(int count) {
    const int of_office = std::clamp(count / kOfficesMin, 1, kDamagesOfOffice);
    for (int office = 0; done_ < count && findings_ < kFindingsMax && !TimeIsUp(); ++office) {
      SKRANKE_RETURN_IF_ERROR(RunOffice(office, std::min(count, done_ + of_office)));
    }
    Print(table_);
    if (findings_ > 0) {
      return ReasonError(absl::StatusCode::kDataLoss, kLost,
                         absl::StrCat(findings_, " of ", done_, " damages went unseen"));
    }
    ReportRounds(kName, static_cast<uint64_t>(done_), seed_);
    return absl::OkStatus();
  }

 private:
  absl::Status RunOffice(int number, int until) {
    const std::string office = absl::StrCat(dir_, "/", number);
    SKRANKE_ASSIGN_OR_RETURN(const GoldenOffice golden,
                             MakeChecked(office, number % 3 == 1, chance_));
    std::cout << "office " << number << ": " << golden.kept.size() << " acknowledged, "
              << golden.cases.size() << " cases; " << done_ << " damages so far" << std::endl;
    const int findings_before = findings_;
    for (; done_ < until && findings_ < kFindingsMax; ++done_) {
      SKRANKE_RETURN_IF_ERROR(DamageOnce(golden));
    }
    if (findings_ == findings_before) std::filesystem::remove_all(office);
    return absl::OkStatus();
  }

  absl::Status DamageOnce(const GoldenOffice& golden) {
    const std::string copy = absl::StrCat(dir_, "/copy");
    SeededEntropy chance(chance_.Next());
    SeededEntropy again = chance;
    SKRANKE_RETURN_IF_ERROR(CopyOffice(golden.dir, copy));
    SKRANKE_ASSIGN_OR_RETURN(const Mutation mutation, Mutate(copy, chance));
    Examination examination = ExaminationOf(copy);
    examination.file = mutation.file.filename().string();
    SKRANKE_ASSIGN_OR_RETURN(const Verdict verdict, Examine(examination, golden, chance));
    ++table_[{mutation.file_kind, mutation.kind}][static_cast<size_t>(verdict.outcome)];
    std::filesystem::remove_all(copy);
    if (verdict.outcome != Outcome::kSilent) return absl::OkStatus();
    return Keep(golden, mutation, verdict, again);
  }

  // The damage once more, on a copy that nobody has served.
  absl::Status Keep(const GoldenOffice& golden, const Mutation& mutation, const Verdict& verdict,
                    SeededEntropy& again) {
    const std::string kept = absl::StrCat(dir_, "/found-", ++findings_);
    std::cout << "SILENT: " << mutation.file.filename().string() << " " << Name(mutation.kind)
              << " " << mutation.where << ": " << verdict.what << "\n  kept in " << kept
              << ", the whole office in " << golden.dir << std::endl;
    SKRANKE_RETURN_IF_ERROR(CopyOffice(golden.dir, kept));
    return Mutate(kept, again).status();
  }

  const std::string dir_;
  const uint64_t seed_;
  SeededEntropy chance_;
  Tally table_;
  int done_ = 0;
  int findings_ = 0;
};

// What must be called silent.
absl::Status MustBite(const std::string& name, const Examination& examination,
                      const GoldenOffice& golden, SeededEntropy& chance) {
  SKRANKE_ASSIGN_OR_RETURN(const Verdict verdict, Examine(examination, golden, chance));
  std::cout << name << ": " << Name(verdict.outcome) << ": " << verdict.what << std::endl;
  if (verdict.outcome == Outcome::kSilent) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(name, " was not found"));
}

// Half of the log and the head file are gone, and skranked is told to serve all the same.
absl::Status LostBatches(const std::string& dir, const GoldenOffice& golden,
                         SeededEntropy& chance) {
  SKRANKE_RETURN_IF_ERROR(CopyOffice(golden.dir, dir));
  SKRANKE_RETURN_IF_ERROR(CutLogAndDropHead(absl::StrCat(dir, "/data")));
  Examination examination = ExaminationOf(dir);
  examination.accept_head = true;
  return MustBite("acknowledged batches lost", examination, golden, chance);
}

absl::Status ChangedReply(const std::string& dir, const GoldenOffice& golden,
                          SeededEntropy& chance) {
  SKRANKE_RETURN_IF_ERROR(CopyOffice(golden.dir, dir));
  GoldenOffice other = golden;
  for (Acknowledged& kept : other.kept) kept.reply_hash[0] ^= 1;
  return MustBite("a reply of other bytes", ExaminationOf(dir), other, chance);
}

absl::Status WrongEnd(const std::string& dir, const GoldenOffice& golden, SeededEntropy& chance) {
  SKRANKE_RETURN_IF_ERROR(CopyOffice(golden.dir, dir));
  Examination examination = ExaminationOf(dir);
  examination.skranked = "/bin/false";
  return MustBite("an end without a reason", examination, golden, chance);
}

absl::Status RunTeeth(const std::string& dir, SeededEntropy& chance) {
  SKRANKE_ASSIGN_OR_RETURN(const GoldenOffice golden,
                           MakeChecked(absl::StrCat(dir, "/0"), /*drained=*/false, chance));
  SKRANKE_RETURN_IF_ERROR(LostBatches(absl::StrCat(dir, "/lost"), golden, chance));
  SKRANKE_RETURN_IF_ERROR(ChangedReply(absl::StrCat(dir, "/changed"), golden, chance));
  SKRANKE_RETURN_IF_ERROR(WrongEnd(absl::StrCat(dir, "/ended"), golden, chance));
  ReportTeeth(kName, 3, 3);
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  absl::SetProgramUsageMessage("damages files of an office and looks for what goes unseen");
  absl::ParseCommandLine(argc, argv);
  return RunHarness(
      kName, absl::GetFlag(FLAGS_seed), [](const std::string& dir, uint64_t seed) -> absl::Status {
        SeededEntropy chance(seed);
        if (absl::GetFlag(FLAGS_teeth)) return RunTeeth(dir, chance);
        return MutationCampaign(dir, seed).Run(CountOf(absl::GetFlag(FLAGS_count), 40, 10'000));
      });
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) { return skranke::Main(argc, argv); }
