// Where the welfare agency of a PushingTown will listen: nobody does yet. For tests alone.
#ifndef SKRANKE_TESTS_OFFICE_WELFARE_ADDRESS_H_
#define SKRANKE_TESTS_OFFICE_WELFARE_ADDRESS_H_

#include <string>

#include "services/forwarding/delivery_fixture.h"

namespace skranke {

// A base before a fixture that is made with the address.
struct WelfareAddress {
  const std::string address = FreeAddress();
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_OFFICE_WELFARE_ADDRESS_H_
