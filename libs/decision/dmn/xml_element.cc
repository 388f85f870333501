#include "libs/decision/dmn/xml_element.h"

#include <expat.h>

#include <memory>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

// Between namespace and name in what expat hands over; no namespace may hold it.
constexpr char kSeparator = '\n';

std::pair<std::string, std::string> SplitName(absl::string_view expanded) {
  const size_t end = expanded.rfind(kSeparator);
  if (end == absl::string_view::npos) return {"", std::string(expanded)};
  return {std::string(expanded.substr(0, end)), std::string(expanded.substr(end + 1))};
}

using Parser = std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)>;

// Builds the tree while expat reads; expat's handlers get it as their user data.
class TreeBuilder {
 public:
  TreeBuilder() : parser_(XML_ParserCreateNS(nullptr, kSeparator), &XML_ParserFree) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &OnStart, &OnEnd);
    XML_SetCharacterDataHandler(parser_.get(), &OnText);
    XML_SetStartDoctypeDeclHandler(parser_.get(), &OnDoctype);
  }

  XmlDocument Build(absl::string_view file, absl::string_view bytes) {
    const auto status =
        XML_Parse(parser_.get(), bytes.data(), static_cast<int>(bytes.size()), /*isFinal=*/1);
    XmlDocument document;
    if (status == XML_STATUS_OK) {
      document.root = std::move(root_);
    } else {
      document.faults.push_back({.file = std::string(file), .place = Here(), .message = Reason()});
    }
    return document;
  }

 private:
  static void OnStart(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<TreeBuilder*>(self)->Start(name, attributes);
  }
  static void OnEnd(void* self, const XML_Char*) {
    static_cast<TreeBuilder*>(self)->open_.pop_back();
  }
  static void OnText(void* self, const XML_Char* text, int bytes) {
    static_cast<TreeBuilder*>(self)->open_.back()->text.append(text, static_cast<size_t>(bytes));
  }
  static void OnDoctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<TreeBuilder*>(self)->Stop("a document type (<!DOCTYPE>) is not taken");
  }

  void Start(const XML_Char* name, const XML_Char** attributes) {
    if (open_.size() == kXmlDepthMax) {
      Stop(absl::StrCat("more than ", kXmlDepthMax, " elements inside one another"));
    }
    if (++elements_ > kXmlElementsMax) {
      Stop(absl::StrCat("more than ", kXmlElementsMax, " elements"));
    }
    // A parent's children are only appended to while none of them is open, so that the pointers in
    // open_ stay good.
    XmlElement& element = open_.empty() ? root_ : open_.back()->children.emplace_back();
    std::tie(element.space, element.name) = SplitName(name);
    element.place = Here();
    for (; *attributes; attributes += 2) {
      auto [space, attribute] = SplitName(attributes[0]);
      element.attributes.push_back({std::move(space), std::move(attribute), attributes[1]});
    }
    open_.push_back(&element);
  }

  void Stop(std::string reason) {
    reason_ = std::move(reason);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  SourcePlace Here() const {
    return {static_cast<int>(XML_GetCurrentLineNumber(parser_.get())),
            static_cast<int>(XML_GetCurrentColumnNumber(parser_.get())) + 1};
  }

  std::string Reason() const {
    if (!reason_.empty()) return reason_;
    return absl::StrCat("is not XML: ", XML_ErrorString(XML_GetErrorCode(parser_.get())));
  }

  const Parser parser_;
  XmlElement root_;
  std::vector<XmlElement*> open_;
  size_t elements_ = 0;
  std::string reason_;
};

}  // namespace

const XmlElement* XmlElement::Find(absl::string_view child) const {
  for (const XmlElement& element : children) {
    if (element.name == child && element.space == space) return &element;
  }
  return nullptr;
}

std::vector<const XmlElement*> XmlElement::FindAll(absl::string_view child) const {
  std::vector<const XmlElement*> found;
  for (const XmlElement& element : children) {
    if (element.name == child && element.space == space) found.push_back(&element);
  }
  return found;
}

absl::string_view XmlElement::Attribute(absl::string_view attribute) const {
  return Attribute("", attribute);
}

absl::string_view XmlElement::Attribute(absl::string_view wanted,
                                        absl::string_view attribute) const {
  for (const XmlAttribute& each : attributes) {
    if (each.name == attribute && each.space == wanted) return each.value;
  }
  return "";
}

XmlDocument ParseXml(absl::string_view file, absl::string_view bytes) {
  if (bytes.size() <= kXmlBytesMax) return TreeBuilder().Build(file, bytes);
  XmlDocument document;
  document.faults.push_back({.file = std::string(file),
                             .message = absl::StrCat("is longer than ", kXmlBytesMax, " bytes")});
  return document;
}

std::string TrimmedXmlText(absl::string_view text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

}  // namespace skranke
