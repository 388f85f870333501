# Debian 12's packages. Protobuf has no config file there, so its find module goes first.
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
# Sanitizer builds take the shared libraries: tools/tsan.supp tells them from our code by their names.
if(NOT SKRANKE_SANITIZE)
  set(Protobuf_USE_STATIC_LIBS ON)
endif()
find_package(Protobuf REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(RocksDB CONFIG REQUIRED)
find_package(ZLIB REQUIRED)
find_package(CURL REQUIRED)
find_package(EXPAT REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(GTest CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)

# gRPC, Abseil and Protobuf are linked from their archives: calls between shared libraries cost a
# request some tenth of its CPU (docs/benchmarks.md). Debian's configurations name the shared ones
# only; the archives lie beside them.
function(skranke_link_archives prefixes)
  get_property(targets DIRECTORY PROPERTY IMPORTED_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(location ${target} IMPORTED_LOCATION_NONE)
    string(REGEX REPLACE "\\.so[.0-9]*$" ".a" archive "${location}")
    if(target MATCHES "${prefixes}" AND EXISTS "${archive}" AND NOT archive STREQUAL location)
      set_target_properties(${target} PROPERTIES IMPORTED_LOCATION_NONE "${archive}"
                                                 IMPORTED_SONAME_NONE "")
    endif()
  endforeach()
endfunction()
if(NOT SKRANKE_SANITIZE)
  skranke_link_archives("^(gRPC|absl)::")
endif()

# RocksDB comes as an archive too. Under a sanitizer it has to be the shared library, for only a whole
# library that is not instrumented can be told apart from our code (tools/test, TSAN_OPTIONS).
add_library(skranke_rocksdb_engine INTERFACE)
add_library(skranke::rocksdb_engine ALIAS skranke_rocksdb_engine)
if(SKRANKE_SANITIZE)
  target_link_libraries(skranke_rocksdb_engine INTERFACE RocksDB::rocksdb-shared)
else()
  target_link_libraries(skranke_rocksdb_engine INTERFACE RocksDB::rocksdb)
endif()

# What the servers allocate with (docs/decisions/0009-jemalloc.md); a sanitizer brings its own.
find_library(SKRANKE_JEMALLOC libjemalloc_pic.a REQUIRED)
add_library(skranke_allocator INTERFACE)
add_library(skranke::allocator ALIAS skranke_allocator)
if(NOT SKRANKE_SANITIZE)
  target_link_libraries(skranke_allocator INTERFACE ${SKRANKE_JEMALLOC} Threads::Threads m dl)
endif()

# IEEE decimal128. Of Debian's eight archives the one whose arguments go by value and whose rounding
# mode and flags are parameters, so that threads share nothing. No configuration comes with it.
find_library(SKRANKE_DECIMAL libbidgcc000.a REQUIRED)
add_library(skranke_decimal INTERFACE)
add_library(skranke::decimal ALIAS skranke_decimal)
target_link_libraries(skranke_decimal INTERFACE ${SKRANKE_DECIMAL})

# FEEL's patterns: RE2 where it means the same, else Xerces (XML Schema's own kind of pattern).
find_package(PkgConfig REQUIRED)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc)
find_package(XercesC REQUIRED)

# File drops (docs/decisions/0015-file-drop-and-packet.md).
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo cairo-pdf)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
