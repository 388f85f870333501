// Why a case is where it is: the classification and the routing read as one. Pure functions; safe
// from any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_EXPLANATION_H_
#define SKRANKE_TOOLS_SKRANKE_EXPLANATION_H_

#include <map>
#include <string>
#include <vector>

#include "skranke/v1/supervision.pb.h"

namespace skranke {

struct Explanation {
  std::string list_hash;
  std::string list_version;
  std::string row;
  std::string case_class;  // "QUICK", "DISCRETIONARY", "TRIAGE"
  std::string receiver;    // "agency/unit"; the office where nothing was routed.
  std::map<std::string, std::string> inputs;
  std::string reason;
  bool re_derived_same = false;
  std::vector<std::string> differences;
  bool emergency_list = false;
  // Rows that did not decide: row, receiver and why.
  struct Alternative {
    std::string row;
    std::string receiver;
    std::string reason;
  };
  std::vector<Alternative> alternatives;
};

// List, row and reason are the routing's where it has them (one that a person or a return decided
// has no row), else the classification's. `office` is the receiver where nothing was routed.
Explanation ExplanationOf(const v1::ExplainCaseResponse& response, const std::string& office);

// {"list_hash","list_version","row","class","receiver","inputs":{},"reason","re_derived_same":bool}
// and "differences":[], "emergency_list":bool, "alternatives":[{"row","receiver","reason"}] after
// these. Others rely on its shape.
std::string ExplanationJson(const Explanation& explanation);

std::string ShowExplanation(const Explanation& explanation);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_EXPLANATION_H_
