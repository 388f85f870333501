// Where a case may be sent, and one place where there is nobody. Any thread.
#ifndef SKRANKE_TESTS_SIMULATION_RECEIVERS_H_
#define SKRANKE_TESTS_SIMULATION_RECEIVERS_H_

namespace skranke {

// Agency and unit, as in tests/office/town_package.cc.
inline constexpr const char* kReceivers[][2] = {{"TOWN", "DESK"},    {"POLICE", "PASS"},
                                                {"WELFARE", "EAST"}, {"WELFARE", "WEST"},
                                                {"TOWN", "SORT"},    {"POLICE", "NOWHERE"}};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_RECEIVERS_H_
