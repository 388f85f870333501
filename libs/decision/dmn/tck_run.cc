#include "libs/decision/dmn/tck_run.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/files.h"
#include "libs/base/status_macros.h"
#include "libs/decision/dmn/dmn_program.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/decision/dmn/tck_case.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;

void Count(bool passed, TckCount& count) {
  ++count.all;
  count.passed += passed ? 1 : 0;
}

std::vector<fs::path> FilesBelow(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

absl::StatusOr<DmnModel> ReadModel(const fs::path& path) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path.string()));
  return ReadDmnStrictly(path.filename().string(), bytes);
}

// NOT_FOUND where it is XML of another kind.
absl::StatusOr<TckFile> ReadTests(const fs::path& path) {
  const absl::StatusOr<std::string> bytes = ReadFile(path.string());
  if (!bytes.ok()) return absl::InvalidArgumentError(bytes.status().message());
  return ReadTckFile(path.filename().string(), *bytes);
}

// The model with every other one of its folder, in case it imports them.
absl::StatusOr<DmnProgram> Load(const fs::path& path) {
  SKRANKE_ASSIGN_OR_RETURN(DmnModel model, ReadModel(path));
  std::vector<DmnModel> others;
  for (const fs::path& other : FilesBelow(path.parent_path())) {
    if (other.extension() != ".dmn" || other == path) continue;
    SKRANKE_ASSIGN_OR_RETURN(DmnModel imported, ReadModel(other));
    others.push_back(std::move(imported));
  }
  return DmnProgram::Compile(std::move(model), std::move(others));
}

// A service that gives several decisions gives a context of them.
Value ResultOf(const Value& value, const TckCase& test, const TckExpectation& expected) {
  if (test.service.empty() || test.expected.size() == 1) return value;
  const Value* found =
      value.is(ValueType::kContext) ? value.context().Find(expected.decision) : nullptr;
  return found ? *found : Value();
}

// Empty where the result is as expected.
std::string FailureOf(const DmnProgram& program, const TckCase& test,
                      const TckExpectation& expected, absl::Time now) {
  FeelRun run(now);
  const absl::StatusOr<DmnAnswer> answer =
      test.service.empty() ? program.Evaluate(expected.decision, test.facts, run)
                           : program.EvaluateService(test.service, test.facts, run);
  if (!answer.ok()) return std::string(answer.status().message());
  if (IsExpected(ResultOf(answer->value, test, expected), expected.value)) return "";
  const std::string why = answer->diagnostics.empty()
                              ? ""
                              : absl::StrCat(" (", answer->diagnostics[0].diagnostic.message, ")");
  return absl::StrCat(expected.decision, " is ", answer->value.ToString(), ", not ",
                      expected.value.ToString(), why);
}

class Runner {
 public:
  explicit Runner(absl::Time now) : now_(now) {}

  void RunFile(const fs::path& path) {
    const absl::StatusOr<TckFile> tests = ReadTests(path);
    if (absl::IsNotFound(tests.status())) return;
    if (!tests.ok()) return FailFile(path, tests.status());
    const absl::StatusOr<DmnProgram> program = Load(path.parent_path() / tests->model);
    for (const TckCase& test : tests->cases) {
      const std::string failure =
          program.ok() ? RunCase(*program, test) : std::string(program.status().message());
      if (!failure.empty()) Fail(path, test.id, failure);
      Count(failure.empty(), score_.cases);
      if (test.expects_value()) Count(failure.empty(), score_.values);
      Count(failure.empty(), score_.models[path.parent_path().string()]);
    }
  }

  TckScore TakeScore() { return std::move(score_); }

 private:
  std::string RunCase(const DmnProgram& program, const TckCase& test) const {
    for (const TckExpectation& expected : test.expected) {
      std::string failure = FailureOf(program, test, expected, now_);
      if (!failure.empty()) return failure;
    }
    return "";
  }

  // How many cases are lost is not known; one at least.
  void FailFile(const fs::path& path, const absl::Status& why) {
    Fail(path, path.filename().string(), std::string(why.message()));
    Count(false, score_.cases);
    Count(false, score_.models[path.parent_path().string()]);
  }

  void Fail(const fs::path& path, const std::string& id, const std::string& why) {
    score_.failures.push_back(
        absl::StrCat(path.parent_path().filename().string(), " ", id, ": ", why));
  }

  const absl::Time now_;
  TckScore score_;
};

std::string Figure(absl::string_view name, const TckCount& count) {
  return absl::StrFormat("%s: %d of %d (%.1f %%)\n", name, count.passed, count.all,
                         count.all == 0 ? 0.0 : 100.0 * count.passed / count.all);
}

}  // namespace

TckCount TckScore::whole_models() const {
  TckCount whole;
  for (const auto& [name, count] : models) Count(count.passed == count.all, whole);
  return whole;
}

double TckScore::mean_share() const {
  double sum = 0;
  for (const auto& [name, count] : models) sum += 100.0 * count.passed / count.all;
  return models.empty() ? 0 : sum / static_cast<double>(models.size());
}

std::string TckScore::ToString() const {
  return absl::StrCat(
      Figure("test cases", cases), Figure("test cases that expect a value", values),
      Figure("models passed whole", whole_models()),
      absl::StrFormat("mean of the models' shares: %.1f %%\n", mean_share()),
      absl::StrFormat("%d passed, %d failed\n", cases.passed, cases.all - cases.passed));
}

TckScore RunTck(const std::string& directory, absl::Time now) {
  Runner runner(now);
  for (const fs::path& path : FilesBelow(directory)) {
    if (path.extension() == ".xml") runner.RunFile(path);
  }
  return runner.TakeScore();
}

}  // namespace skranke
