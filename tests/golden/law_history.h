// Lists become law in the town: a draft that is heard, adopted and moves open cases, one that is
// given up, an emergency list that is ratified, and a package of another office. The same records
// in any build of one engine version. One thread.
#ifndef SKRANKE_TESTS_GOLDEN_LAW_HISTORY_H_
#define SKRANKE_TESTS_GOLDEN_LAW_HISTORY_H_

#include <set>
#include <string>
#include <vector>

#include "libs/engine/engine_fixture.h"
#include "skranke/storage/v1/event.pb.h"
#include "skranke/v1/rulebook.pb.h"

namespace skranke {

class LawHistory : public EngineFixture {
 public:
  // Everything, from the first draft to the last package.
  void Play();

  const Store& stored() { return store(); }
  const InstallationKey& office_key() const { return key(); }

  // A history is no test, but has a fixture's parts.
  void TestBody() override {}

 private:
  // Calls a row of the rulebook's; crashes where it is refused.
  template <class Response, class Request>
  Response Law(absl::string_view caller, Request request);

  // List "1" with one more routing row.
  v1::Draft Save(const std::string& version, const std::string& first_day, const std::string& row,
                 v1::OpenCases open_cases);
  v1::Draft Check(const v1::Draft& draft);
  v1::Draft Consent(v1::Draft draft);
  void Adopt(const std::string& version, const std::string& first_day, const std::string& row);
  void MoveCases(const std::string& version);
  void DeclareAndRatify();
  void Import(const v1::ExportRulebookResponse& package);
  v1::ExportRulebookResponse Export(const std::string& version);

  std::vector<uint64_t> numbers_;
  int calls_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_GOLDEN_LAW_HISTORY_H_
