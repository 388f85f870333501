// Where the elements of a model stand in its diagram: inputs and knowledge at the bottom, each
// decision above what it requires. Pure.
#ifndef SKRANKE_LIBS_DECISION_DMN_DMN_DIAGRAM_H_
#define SKRANKE_LIBS_DECISION_DMN_DMN_DIAGRAM_H_

#include <string>
#include <vector>

#include "libs/decision/dmn/dmn_model.h"

namespace skranke {

struct DiagramShape {
  std::string element;  // Its id.
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

// All shapes of a model whose elements have ids.
std::vector<DiagramShape> LayOut(const DmnModel& model);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_DMN_DIAGRAM_H_
