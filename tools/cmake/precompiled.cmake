# What nearly every file of the upper rooms includes, read once: a test file then compiles in 5.0 s
# instead of 8.7 s, over 32 files.
# Sanitizer builds do without, so that a file that includes too little does not stay unseen.
#
# skranke_precompiled(TARGET lib|test)   for tests, and for the rooms below; others stay as they are
set(SKRANKE_PRECOMPILED_ROOMS "/(libs/(directory|tasklist|access|casework|engine|rpc)|services|tests|tools/skranke)(/|$)")
set(precompiled_on ON)
if(SKRANKE_SANITIZE)
  set(precompiled_on OFF)
endif()
option(SKRANKE_PRECOMPILED "read common headers once" ${precompiled_on})

# The compiler takes precompiled headers with the very same options only; -fpch-preprocess is ccache's
# wish.
function(skranke_precompiled_options target kind)
  target_compile_options(${target} PRIVATE -pthread -fpch-preprocess -Wno-error=invalid-pch)
  target_compile_definitions(${target} PRIVATE GTEST_HAS_PTHREAD=1)
endfunction()

function(skranke_precompiled target kind)
  # Every room's tests have GoogleTest in common.
  if(NOT SKRANKE_PRECOMPILED OR
     (kind STREQUAL "lib" AND NOT CMAKE_CURRENT_SOURCE_DIR MATCHES ${SKRANKE_PRECOMPILED_ROOMS}))
    return()
  endif()
  skranke_precompiled_options(${target} ${kind})
  target_precompile_headers(${target} REUSE_FROM skranke_precompiled_${kind})
endfunction()

function(skranke_precompiled_headers kind)
  if(NOT SKRANKE_PRECOMPILED)
    return()
  endif()
  add_library(skranke_precompiled_${kind} OBJECT ${PROJECT_SOURCE_DIR}/tools/cmake/precompiled.cc)
  skranke_compile_options(skranke_precompiled_${kind})
  skranke_precompiled_options(skranke_precompiled_${kind} ${kind})
  target_link_libraries(skranke_precompiled_${kind} PRIVATE skranke::storage_proto skranke::v1_proto)
  target_precompile_headers(skranke_precompiled_${kind} PRIVATE ${ARGN})
endfunction()
