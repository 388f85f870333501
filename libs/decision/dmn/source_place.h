// Where something stands in the file that it was read from. A value.
#ifndef SKRANKE_LIBS_DECISION_DMN_SOURCE_PLACE_H_
#define SKRANKE_LIBS_DECISION_DMN_SOURCE_PLACE_H_

namespace skranke {

// Line and column count from 1; both are 0 where it was made in memory.
struct SourcePlace {
  int line = 0;
  int column = 0;

  // A place is no part of what a thing is: a table written and read again is the same table.
  friend bool operator==(const SourcePlace&, const SourcePlace&) { return true; }
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_SOURCE_PLACE_H_
