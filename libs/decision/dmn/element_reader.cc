#include "libs/decision/dmn/element_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/decision/dmn/dmn_reader.h"

namespace skranke {

void ElementReader::AddFault(const XmlElement& at, std::string message) {
  AddFault({.place = at.place, .message = std::move(message)});
}

void ElementReader::AddFault(TableFault fault) {
  fault.file = file_;
  fault.table = table_;
  faults_.push_back(std::move(fault));
}

std::string ElementReader::Id(const XmlElement& element) {
  const std::string id(element.Attribute("id"));
  if (!id.empty() && !ids_.insert(id).second) {
    AddFault(element, absl::StrCat("the id \"", id, "\" is there twice"));
  }
  return id;
}

std::string ElementReader::Name(const XmlElement& element) {
  const std::string name = TrimmedXmlText(element.Attribute("name"));
  if (name.empty()) AddFault(element, absl::StrCat("this ", element.name, " has no name"));
  return name;
}

std::string ElementReader::Type(absl::string_view type_ref) const {
  std::string type = TrimmedXmlText(type_ref);
  const size_t colon = type.find(':');
  if (has_prefixed_types_ && colon != std::string::npos) type.erase(0, colon + 1);
  return type;
}

TableText ElementReader::Text(const XmlElement* element) {
  if (!element) return {};
  const XmlElement* text = element->Find("text");
  if (!text) return {.place = element->place};
  if (text->text.size() > kDmnTextBytesMax) {
    AddFault(*text, absl::StrCat("is longer than ", kDmnTextBytesMax, " bytes"));
    return {.place = text->place};
  }
  return {.text = TrimmedXmlText(text->text), .place = text->place};
}

TableText ElementReader::CellText(const XmlElement* element, size_t row) {
  if (element && !element->Find("text")) {
    AddFault({.place = element->place,
              .row = row,
              .message = absl::StrCat("this ", element->name, " has no <text>")});
  }
  return Text(element);
}

std::string ElementReader::TextOf(const XmlElement& element, absl::string_view child) {
  const XmlElement* found = element.Find(child);
  return found ? TrimmedXmlText(found->text) : "";
}

}  // namespace skranke
