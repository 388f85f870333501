# How everything is compiled: C++20, warnings as errors, ccache and mold where they are installed.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
# Assertions stay on in production: a broken promise of our own code is a crash, not a wrong answer.
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# tools/test --asan and --tsan set this.
set(SKRANKE_SANITIZE "" CACHE STRING "address,undefined or thread; empty for none")
if(SKRANKE_SANITIZE)
  # What the sanitizers add takes twice as long to optimise at -O2, and runs little faster for it.
  set(CMAKE_CXX_FLAGS_RELEASE "-O1")
  add_compile_options(-fsanitize=${SKRANKE_SANITIZE} -fno-omit-frame-pointer -g1)
  add_link_options(-fsanitize=${SKRANKE_SANITIZE})
endif()
