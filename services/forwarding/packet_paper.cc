#include "services/forwarding/packet_paper.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/substitute.h"
#include "libs/base/reason.h"

namespace skranke {
namespace {

// Millimetres in points, of which an inch has 72.
constexpr double Mm(double mm) { return mm * 72.0 / 25.4; }

// A4 (ISO 216).
constexpr double kWidth = Mm(210), kHeight = Mm(297);
// The left margin leaves room for the holes of a binder (ISO 838: 12 mm, 6 mm wide).
constexpr double kLeft = Mm(22), kRight = kWidth - Mm(18), kTop = Mm(16);
constexpr double kFoot = kHeight - Mm(12);
constexpr double kBottom = kFoot - Mm(6);
// The strip to cut off.
constexpr double kStrip = kHeight - Mm(76);
constexpr double kLabelWidth = Mm(40), kGap = Mm(3);
// A module of the QR code is then more than half a millimetre wide: any hand scanner reads it.
constexpr double kQr = Mm(28), kSmallQr = Mm(22);

constexpr char kText[] = "DejaVu Sans";
constexpr char kMono[] = "DejaVu Sans Mono";

template <typename T>
struct Unref {
  void operator()(T* object) const { g_object_unref(object); }
};
struct FreeDescription {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
struct FreeIter {
  void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};
struct FreeSurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct FreeCairo {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
struct FreeQr {
  void operator()(QRcode* qr) const { QRcode_free(qr); }
};
using MapPtr = std::unique_ptr<PangoFontMap, Unref<PangoFontMap>>;
using ContextPtr = std::unique_ptr<PangoContext, Unref<PangoContext>>;
using LayoutPtr = std::unique_ptr<PangoLayout, Unref<PangoLayout>>;
using FontPtr = std::unique_ptr<PangoFontDescription, FreeDescription>;

struct Font {
  const char* family = kText;
  double points = 10;
  bool bold = false;
  double grey = 0;
};
constexpr Font kBody = {};
constexpr Font kStrong = {.bold = true};
constexpr Font kLabel = {.points = 9, .grey = 0.35};
constexpr Font kHeading = {.points = 11, .bold = true};
constexpr Font kTitle = {.points = 18, .bold = true};
constexpr Font kCode = {.family = kMono, .points = 21, .bold = true};
constexpr Font kStripCode = {.family = kMono, .points = 13, .bold = true};
constexpr Font kFootCode = {.family = kMono, .points = 8.5};
constexpr Font kSmall = {.points = 8.5, .grey = 0.25};

FontPtr Describe(const Font& font) {
  FontPtr description(pango_font_description_new());
  pango_font_description_set_family_static(description.get(), font.family);
  pango_font_description_set_absolute_size(description.get(), font.points * PANGO_SCALE);
  pango_font_description_set_weight(description.get(),
                                    font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return description;
}

cairo_status_t Append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

class CairoPaper : public PacketPaper {
 public:
  explicit CairoPaper(PacketFrame frame);

  bool HasFont() const;
  void StartPage();

  void Section(absl::string_view heading) override;
  void Row(absl::string_view label, absl::string_view value) override { Row(label, value, kBody); }
  void StrongRow(absl::string_view label, absl::string_view value) override {
    Row(label, value, kStrong);
  }
  void Text(absl::string_view text) override { Flow(text, kBody, kLeft, kRight - kLeft); }
  int pages() const override { return pages_; }
  absl::StatusOr<std::string> Finish() override;

 private:
  void Row(absl::string_view label, absl::string_view value, const Font& font);
  LayoutPtr Lay(absl::string_view text, const Font& font, double width) const;
  // One line, cut short with an ellipsis. Returns its height.
  double Line(absl::string_view text, const Font& font, double x, double y, double width);
  // A text over as many lines and pages as it needs.
  void Flow(absl::string_view text, const Font& font, double x, double width);
  void Grey(double grey) { cairo_set_source_rgb(cairo_.get(), grey, grey, grey); }
  void Rule(double x1, double x2, double y);
  void Qr(double right, double top, double size);
  void FirstHead();
  void NextHead();
  void Foot();
  void Strip();
  // A label with a line to write on after it.
  void Blank(absl::string_view label, double x1, double x2, double y);
  void Box(absl::string_view label, double y, absl::string_view blank);
  double bottom() const { return pages_ == 1 ? kStrip - Mm(5) : kBottom; }

  const PacketFrame frame_;
  std::string pdf_;
  const std::unique_ptr<cairo_surface_t, FreeSurface> surface_;
  const std::unique_ptr<cairo_t, FreeCairo> cairo_;
  // Of its own, so that papers share nothing that pango does not lock.
  const MapPtr map_;
  const ContextPtr context_;
  int pages_ = 0;
  double y_ = 0;
};

CairoPaper::CairoPaper(PacketFrame frame)
    : frame_(std::move(frame)),
      surface_(cairo_pdf_surface_create_for_stream(&Append, &pdf_, kWidth, kHeight)),
      cairo_(cairo_create(surface_.get())),
      map_(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)),
      context_(pango_font_map_create_context(map_.get())) {
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map_.get()), 72);
  // Not that of whoever started the server.
  pango_context_set_language(context_.get(), pango_language_from_string("en"));
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  const std::string made = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", frame_.made, absl::UTCTimeZone());
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, frame_.code.c_str());
}

bool CairoPaper::HasFont() const {
  const FontPtr font = Describe(kBody);
  const std::unique_ptr<PangoFont, Unref<PangoFont>> found(
      pango_context_load_font(context_.get(), font.get()));
  return found != nullptr;
}

LayoutPtr CairoPaper::Lay(absl::string_view text, const Font& font, double width) const {
  LayoutPtr layout(pango_layout_new(context_.get()));
  const FontPtr description = Describe(font);
  pango_layout_set_font_description(layout.get(), description.get());
  pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return layout;
}

double CairoPaper::Line(absl::string_view text, const Font& font, double x, double y,
                        double width) {
  const LayoutPtr layout = Lay(text, font, width);
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  Grey(font.grey);
  cairo_move_to(cairo_.get(), x, y);
  pango_cairo_show_layout(cairo_.get(), layout.get());
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

void CairoPaper::Flow(absl::string_view text, const Font& font, double x, double width) {
  const LayoutPtr layout = Lay(text, font, width);
  const std::unique_ptr<PangoLayoutIter, FreeIter> iter(pango_layout_get_iter(layout.get()));
  do {
    PangoRectangle line;
    pango_layout_iter_get_line_extents(iter.get(), nullptr, &line);
    const double height = static_cast<double>(line.height) / PANGO_SCALE;
    if (y_ + height > bottom()) StartPage();
    Grey(font.grey);
    const double baseline =
        static_cast<double>(pango_layout_iter_get_baseline(iter.get()) - line.y) / PANGO_SCALE;
    cairo_move_to(cairo_.get(), x + static_cast<double>(line.x) / PANGO_SCALE, y_ + baseline);
    pango_cairo_show_layout_line(cairo_.get(), pango_layout_iter_get_line_readonly(iter.get()));
    y_ += height;
  } while (pango_layout_iter_next_line(iter.get()));
}

void CairoPaper::Row(absl::string_view label, absl::string_view value, const Font& font) {
  // A label stays beside the first line of its value.
  if (y_ + 2 * font.points > bottom()) StartPage();
  const double top = y_;
  const int page = pages_;
  Flow(label, kLabel, kLeft, kLabelWidth);
  const double beside = y_;
  y_ = page == pages_ ? top : y_;
  Flow(value, font, kLeft + kLabelWidth + kGap, kRight - kLeft - kLabelWidth - kGap);
  if (page == pages_) y_ = std::max(y_, beside);
  y_ += Mm(0.8);
}

void CairoPaper::Section(absl::string_view heading) {
  y_ += Mm(3);
  if (y_ + Mm(14) > bottom()) StartPage();
  Flow(heading, kHeading, kLeft, kRight - kLeft);
  Rule(kLeft, kRight, y_ + 1);
  y_ += Mm(1.8);
}

void CairoPaper::Rule(double x1, double x2, double y) {
  Grey(0.6);
  cairo_set_line_width(cairo_.get(), 0.5);
  cairo_move_to(cairo_.get(), x1, y);
  cairo_line_to(cairo_.get(), x2, y);
  cairo_stroke(cairo_.get());
}

void CairoPaper::Qr(double right, double top, double size) {
  const std::string text = absl::StrReplaceAll(frame_.code, {{"-", ""}});
  const std::unique_ptr<QRcode, FreeQr> qr(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_Q, QR_MODE_8, 1));
  if (qr == nullptr) return;  // Only without memory; the code stands beside it in letters.
  const double module = size / qr->width;
  Grey(0);
  for (int i = 0; i < qr->width * qr->width; ++i) {
    if ((qr->data[i] & 1) == 0) continue;
    cairo_rectangle(cairo_.get(), right - size + i % qr->width * module,
                    top + i / qr->width * module, module, module);
  }
  cairo_fill(cairo_.get());
}

void CairoPaper::StartPage() {
  if (pages_ > 0) cairo_show_page(cairo_.get());
  ++pages_;
  Foot();
  if (pages_ == 1) {
    FirstHead();
    Strip();
  } else {
    NextHead();
  }
}

void CairoPaper::FirstHead() {
  Qr(kRight, kTop, kQr);
  const double width = kRight - kLeft - kQr - Mm(6);
  double y = kTop;
  y += Line(frame_.office, kLabel, kLeft, y, width) + Mm(1.5);
  y += Line(frame_.title, kTitle, kLeft, y, width) + Mm(3);
  Line(frame_.code, kCode, kLeft, y, width);
  y_ = kTop + kQr + Mm(5);
}

void CairoPaper::NextHead() {
  Line(frame_.title, kSmall, kLeft, kTop, kRight - kLeft);
  Rule(kLeft, kRight, kTop + Mm(5));
  y_ = kTop + Mm(8);
}

void CairoPaper::Foot() {
  Line(frame_.code, kFootCode, kLeft, kFoot - Mm(4), Mm(80));
  const std::string page = absl::Substitute(frame_.words->page, pages_, frame_.pages);
  const LayoutPtr layout = Lay(page, kSmall, Mm(60));
  pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT);
  Grey(kSmall.grey);
  cairo_move_to(cairo_.get(), kRight - Mm(60), kFoot - Mm(4));
  pango_cairo_show_layout(cairo_.get(), layout.get());
}

void CairoPaper::Blank(absl::string_view label, double x1, double x2, double y) {
  const LayoutPtr layout = Lay(label, kSmall, x2 - x1);
  int width = 0;
  pango_layout_get_size(layout.get(), &width, nullptr);
  Line(label, kSmall, x1, y, x2 - x1);
  Rule(x1 + static_cast<double>(width) / PANGO_SCALE + Mm(2), x2, y + Mm(4));
}

void CairoPaper::Box(absl::string_view label, double y, absl::string_view blank) {
  Grey(0);
  cairo_set_line_width(cairo_.get(), 0.8);
  cairo_rectangle(cairo_.get(), kLeft, y, Mm(3.5), Mm(3.5));
  cairo_stroke(cairo_.get());
  if (blank.empty()) return Blank(label, kLeft + Mm(6), kRight, y);
  Line(label, kSmall, kLeft + Mm(6), y, Mm(60));
  Blank(blank, kLeft + Mm(66), kRight - kSmallQr - Mm(6), y);
}

void CairoPaper::Strip() {
  cairo_save(cairo_.get());
  constexpr double kDashes[] = {4, 3};
  cairo_set_dash(cairo_.get(), kDashes, 2, 0);
  Rule(0, kWidth, kStrip);
  cairo_restore(cairo_.get());
  Qr(kRight, kStrip + Mm(5), kSmallQr);
  const PacketWords& words = *frame_.words;
  const double beside = kRight - kSmallQr - Mm(6);
  Line(words.strip, kSmall, kLeft, kStrip + Mm(4), beside - kLeft);
  Line(frame_.code, kStripCode, kLeft, kStrip + Mm(10), beside - kLeft);
  if (frame_.asks) {
    Box(words.we_accept, kStrip + Mm(20), words.own_number);
    Box(words.we_return, kStrip + Mm(29), "");
    Box(words.we_end, kStrip + Mm(37), "");
  }
  Blank(words.received_by, kLeft, kLeft + Mm(100), kStrip + Mm(45));
  Blank(words.day, kLeft + Mm(106), kRight, kStrip + Mm(45));
  Blank(words.sign, kLeft, kRight, kStrip + Mm(53));
}

absl::StatusOr<std::string> CairoPaper::Finish() {
  cairo_show_page(cairo_.get());
  cairo_surface_finish(surface_.get());
  for (const cairo_status_t status :
       {cairo_status(cairo_.get()), cairo_surface_status(surface_.get())}) {
    if (status != CAIRO_STATUS_SUCCESS) {
      return absl::InternalError(
          absl::StrCat("the packet cannot be drawn: ", cairo_status_to_string(status)));
    }
  }
  return std::move(pdf_);
}

}  // namespace

absl::StatusOr<std::unique_ptr<PacketPaper>> PacketPaper::New(PacketFrame frame) {
  auto paper = std::make_unique<CairoPaper>(std::move(frame));
  if (!paper->HasFont()) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "NO_FONT",
                       "packets cannot be printed: no font is installed (fonts-dejavu-core)");
  }
  paper->StartPage();
  return std::unique_ptr<PacketPaper>(std::move(paper));
}

}  // namespace skranke
