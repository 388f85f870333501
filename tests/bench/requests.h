// What the benchmark's counter asks: one citizen a request, in the sample office. Pure; any thread.
#ifndef SKRANKE_TESTS_BENCH_REQUESTS_H_
#define SKRANKE_TESTS_BENCH_REQUESTS_H_

#include <cstdint>
#include <string>

namespace skranke {

inline constexpr char kRegisterMethod[] = "/skranke.v1.FrontDeskService/RegisterCase";
inline constexpr char kBulkMethod[] = "/skranke.v1.FrontDeskService/RegisterCases";
inline constexpr char kGetMethod[] = "/skranke.v1.FrontDeskService/GetCase";
inline constexpr char kListMethod[] = "/skranke.v1.FrontDeskService/ListCases";
inline constexpr char kClassifyMethod[] = "/skranke.v1.FrontDeskService/ClassifyCase";
inline constexpr char kReplayMethod[] = "/skranke.v1.SupervisionService/ReplayTaskList";
// Staff that every office package has.
inline constexpr char kBenchCaller[] = "clerk";

// The i-th RegisterCaseRequest, serialised: another person and request_id for every i below
// kSyntheticPersons. Three of ten tasks are quick and complete, seven go to an agency; none lacks
// anything, so that every request writes.
std::string RegisterRequest(uint64_t i);
// Its request_id.
std::string RegisterRequestId(uint64_t i);

// The GetCaseRequest about a case of that name.
std::string GetRequest(const std::string& name);

// The ListCasesRequest for the first page of an agency's cases that nobody has accepted.
std::string ListRequest();

// The ClassifyCaseRequest about the same matter.
std::string ClassifyRequest(uint64_t i);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_REQUESTS_H_
