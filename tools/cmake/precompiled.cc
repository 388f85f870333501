// Only its precompiled header is of use: tools/cmake/precompiled.cmake.
