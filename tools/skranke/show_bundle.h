// Life events as people read them on a terminal. Pure functions; safe from any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_SHOW_BUNDLE_H_
#define SKRANKE_TOOLS_SKRANKE_SHOW_BUNDLE_H_

#include <string>

#include "skranke/v1/bundle.pb.h"

namespace skranke {

// The whole and then one part a line.
std::string ShowBundle(const v1::Bundle& bundle);

// One part of a template a line.
std::string ShowTemplates(const v1::ListBundleTemplatesResponse& response);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_SHOW_BUNDLE_H_
