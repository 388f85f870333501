// An office and one agency, WELFARE, that is reached in each of the ways there are: for tests
// alone. One thread.
#ifndef SKRANKE_TESTS_OFFICE_RECEIVERS_FIXTURE_H_
#define SKRANKE_TESTS_OFFICE_RECEIVERS_FIXTURE_H_

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/store/rocksdb/rocksdb_store.h"
#include "services/agency/reference_agency.h"
#include "tests/office/office_fixture.h"

namespace skranke {

class Receivers : public OfficeFixture {
 protected:
  Receivers() {
    options_.file_drop.look_every = absl::Milliseconds(20);
    for (const char* folder : {"drop/OUT", "drop/RECEIPTS", "other/OUT", "other/RECEIPTS"}) {
      std::filesystem::create_directories(drops_.Path(folder));
    }
  }

  // The office with WELFARE reached that way.
  void ReachBy(const std::string& endpoint) {
    options_.endpoints = {{"WELFARE", endpoint}};
    Restart();
  }
  std::string address() { return absl::StrCat("127.0.0.1:", server().port()); }
  void StartAgency(AgencyOptions options) {
    options.agency = "WELFARE";
    agency_ = ReferenceAgency::Start(options, OpenRocksDb(store_.path()).value(), &clock()).value();
  }
  bool ComesTo(const v1::Case& c, v1::State state) {
    return Eventually([&] {
      // Agencies look by this clock.
      clock().Advance(absl::Milliseconds(100));
      return Get("clerk", c.name()).state() == state;
    });
  }
  std::vector<std::string> FilesIn(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(drops_.Path(folder))) {
      const std::string name = entry.path().filename();
      if (entry.is_regular_file() && name[0] != '.') names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  v1::Case Route(const v1::Case& c, const std::string& unit) {
    auto request = About<v1::RouteCaseRequest>(Get("supervisor", c.name()));
    request.mutable_receiver()->set_agency("WELFARE");
    request.mutable_receiver()->set_unit(unit);
    request.set_reason("It is theirs.");
    const auto response = Call<v1::RouteCaseResponse>("supervisor", request);
    EXPECT_THAT(response, IsOk());
    return Get("supervisor", c.name());
  }
  // "EVENT by ACTOR for ACTING_FOR", the latest last.
  std::vector<std::string> HistoryOf(const v1::Case& c) {
    v1::GetCaseHistoryRequest request;
    request.set_name(c.name());
    const auto history = Call<v1::GetCaseHistoryResponse>("supervisor", request);
    EXPECT_THAT(history, IsOk());
    std::vector<std::string> entries;
    for (const auto& entry : history->entries()) {
      entries.push_back(
          absl::StrCat(entry.event(), " by ", entry.actor(), " for ", entry.acting_for()));
    }
    return entries;
  }

  TempDir drops_;
  TempDir store_;
  std::unique_ptr<ReferenceAgency> agency_;
};

// The agency gets another address while the office runs.
class MovingReceiver : public Receivers {
 protected:
  static PackageFiles TownWith(const std::string& welfare_endpoint, const std::string& mail = "") {
    PackageFiles files = TownPackage();
    files["agencies.csv"] = absl::StrCat(
        "agency,title,principal,endpoint,max_in_flight,notify_email\n"
        "TOWN,The town,Town,,,\n"
        "POLICE,The police,State,,,\n"
        "WELFARE,The welfare agency,State,",
        welfare_endpoint, ",,", mail, "\n");
    return files;
  }

  void Apply(const PackageFiles& files) {
    v1::ApplyOfficeRequest request;
    for (const auto& [path, bytes] : files) {
      v1::PackageFile* file = request.add_files();
      file->set_path(path);
      file->set_content(bytes);
    }
    SKRANKE_EXPECT_OK(Call<v1::ApplyOfficeResponse>("operator", request));
  }
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_OFFICE_RECEIVERS_FIXTURE_H_
