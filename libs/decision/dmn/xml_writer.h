// Writes XML, element by element, indented. One thread.
//
//   XmlWriter xml;
//   xml.Open("input", {{"id", "input_1"}});
//   xml.Leaf("text", ">= 18");
//   xml.Close();
//   xml.Take();
#ifndef SKRANKE_LIBS_DECISION_DMN_XML_WRITER_H_
#define SKRANKE_LIBS_DECISION_DMN_XML_WRITER_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

class XmlWriter {
 public:
  // Attributes without a value are left out.
  using Attributes = std::vector<std::pair<absl::string_view, std::string>>;

  void Open(absl::string_view name, const Attributes& attributes = {});
  void Close();
  // An element without children.
  void Empty(absl::string_view name, const Attributes& attributes);
  void Leaf(absl::string_view name, absl::string_view text);
  // The same, left out where there is no text.
  void LeafIfAny(absl::string_view name, absl::string_view text);

  // The document. INVALID_ARGUMENT, with the element's name, where a text is not UTF-8 or has a
  // character that XML does not have.
  absl::StatusOr<std::string> Take();

 private:
  void Begin(absl::string_view name, const Attributes& attributes);
  std::string Escaped(absl::string_view element, absl::string_view text, bool is_attribute);

  std::string out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::vector<std::string> open_;
  std::string broken_;  // The first element with a text that cannot be written.
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_XML_WRITER_H_
