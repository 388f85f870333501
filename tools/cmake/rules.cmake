# skranke_library(NAME SRCS a.cc ... DEPS target ...)   one library of a room; headers are named from the root
# skranke_binary(NAME SRCS main.cc DEPS target ...)     a program in build/bin
# skranke_test(NAME SRCS a_test.cc ... DEPS target ...) a GoogleTest program, one ctest entry
include(GoogleTest)

# tools/test gives campaigns and sanitizers more.
set(SKRANKE_TEST_SECONDS 600 CACHE STRING "how long one test may take")

function(skranke_compile_options target)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  # GCC 12 sees overlapping copies in std::string that are none (its PR 105651): -Wno-restrict.
  target_compile_options(${target} PRIVATE -Wall -Wextra -Werror -Wno-missing-field-initializers
                         $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
endfunction()

function(skranke_library name)
  cmake_parse_arguments(arg "" "" "SRCS;DEPS" ${ARGN})
  if(arg_SRCS)
    add_library(skranke_${name} STATIC ${arg_SRCS})
    skranke_compile_options(skranke_${name})
    target_link_libraries(skranke_${name} PUBLIC ${arg_DEPS})
    skranke_precompiled(skranke_${name} lib)
  else()
    add_library(skranke_${name} INTERFACE)
    target_include_directories(skranke_${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(skranke_${name} INTERFACE ${arg_DEPS})
  endif()
  add_library(skranke::${name} ALIAS skranke_${name})
endfunction()

function(skranke_binary name)
  cmake_parse_arguments(arg "" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${arg_SRCS})
  skranke_compile_options(${name})
  target_link_libraries(${name} PRIVATE ${arg_DEPS})
  skranke_precompiled(${name} lib)
endfunction()

function(skranke_test name)
  cmake_parse_arguments(arg "" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${arg_SRCS})
  skranke_compile_options(${name})
  # Tests are half of what is compiled, and are compiled once for each time that they run.
  target_compile_options(${name} PRIVATE -O0)
  skranke_precompiled(${name} test)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_DEPS} GTest::gmock GTest::gtest_main)
  # From the checkout's root, so that libs/testing finds deploy/ and the shared folder beside it.
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${SKRANKE_TEST_SECONDS})
endfunction()
