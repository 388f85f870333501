# The headers that are precompiled; see precompiled.cmake.
set(skranke_common_headers
    <algorithm> <cstdint> <functional> <map> <memory> <string> <utility> <vector>
    <absl/container/flat_hash_map.h> <absl/functional/function_ref.h> <absl/status/statusor.h>
    <absl/strings/str_cat.h> <absl/strings/str_format.h> <absl/strings/str_join.h>
    <absl/strings/str_split.h> <absl/time/time.h> <skranke/storage/v1/event.pb.h>
    <skranke/v1/agency_desk.pb.h> <skranke/v1/case.pb.h> <skranke/v1/front_desk.pb.h>
    <skranke/v1/supervision.pb.h>)
skranke_precompiled_headers(lib ${skranke_common_headers})
skranke_precompiled_headers(test ${skranke_common_headers} <gmock/gmock.h> <gtest/gtest.h>)
if(SKRANKE_PRECOMPILED)
  target_compile_options(skranke_precompiled_test PRIVATE -O0)
  target_link_libraries(skranke_precompiled_test PRIVATE GTest::gmock)
endif()
