// An XML document as a tree whose nodes know where they stand. Namespaces are resolved, prefixes
// are gone. Plain values; threads may share one that nobody changes.
#ifndef SKRANKE_LIBS_DECISION_DMN_XML_ELEMENT_H_
#define SKRANKE_LIBS_DECISION_DMN_XML_ELEMENT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/base/limits.h"
#include "libs/decision/dmn/source_place.h"
#include "libs/decision/dmn/table_fault.h"

namespace skranke {

// A document, in bytes. Source: as any file of a package.
inline constexpr size_t kXmlBytesMax = kPackageFileBytesMax;
// Elements inside one another. Source: design; the deepest model of the TCK has some 20.
inline constexpr int kXmlDepthMax = 200;
// Elements of a document. Source: design; 100,000 rules of eight cells, each with its text, are
// 1.7 million, and a tree of so many fits into half a gigabyte.
inline constexpr size_t kXmlElementsMax = 2'000'000;

struct XmlAttribute {
  std::string space;  // Its namespace; empty where it has none.
  std::string name;
  std::string value;
};

struct XmlElement {
  std::string space;
  std::string name;
  std::vector<XmlAttribute> attributes;
  std::vector<XmlElement> children;
  std::string text;  // Its own characters, without those of its children.
  SourcePlace place;

  // The first child of that name in this element's own namespace; null where there is none.
  const XmlElement* Find(absl::string_view child) const;
  // All of them, in their order.
  std::vector<const XmlElement*> FindAll(absl::string_view child) const;
  // The value of an attribute without namespace; empty where there is none.
  absl::string_view Attribute(absl::string_view attribute) const;
  // The same in a namespace.
  absl::string_view Attribute(absl::string_view space, absl::string_view attribute) const;
};

struct XmlDocument {
  XmlElement root;
  std::vector<TableFault> faults;  // Where there is one, `root` means nothing.
};

// Reads a document. Its one fault is what is not well-formed, a document type (so there are no
// entities to blow up), or a limit that is exceeded.
XmlDocument ParseXml(absl::string_view file, absl::string_view bytes);

// Spaces, tabs and line ends at both ends taken away.
std::string TrimmedXmlText(absl::string_view text);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_XML_ELEMENT_H_
