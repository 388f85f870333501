// The JSON of `case list`. Others rely on its shape. Pure functions; safe from any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_CASE_JSON_H_
#define SKRANKE_TOOLS_SKRANKE_CASE_JSON_H_

#include <string>

#include "skranke/v1/front_desk.pb.h"

namespace skranke {

// {"cases":[{"name","task","state","outcome","agency","unit","received_at"}]}
std::string CaseListJson(const v1::ListCasesResponse& response);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_CASE_JSON_H_
