#include "libs/base/content_type.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

std::string Number(size_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
  return out;
}

// A ZIP of empty files of those names, the first with that content.
std::string ZipOf(const std::vector<std::string>& names, const std::string& first = "") {
  std::string files, rows;
  for (const std::string& name : names) {
    const std::string& bytes = files.empty() ? first : "";
    absl::StrAppend(&rows, "PK\x01\x02", std::string(24, '\0'), Number(name.size(), 2),
                    std::string(16, '\0'), name);
    absl::StrAppend(&files, "PK\x03\x04", std::string(22, '\0'), Number(name.size(), 2),
                    std::string(2, '\0'), name, bytes);
  }
  return absl::StrCat(files, rows, "PK\x05\x06", std::string(8, '\0'), Number(rows.size(), 4),
                      Number(files.size(), 4), std::string(2, '\0'));
}

std::string TypeOf(absl::string_view file) {
  const size_t tail = std::min(file.size(), kContentTailBytes);
  return std::string(
      ContentTypeOf(file.substr(0, kContentHeadBytes), file.substr(file.size() - tail)));
}

TEST(ContentType, IsToldByTheFirstBytes) {
  struct Row {
    std::string file;
    const char* type;
  };
  const Row rows[] = {
      {"%PDF-1.7\n\x80\x81", "application/pdf"},
      {"%PDF", "text/plain"},
      {"\xFF\xD8\xFF\xE0", "image/jpeg"},
      {"\xFF\xD8", "application/octet-stream"},
      {"\x89PNG\r\n\x1A\n", "image/png"},
      {"\x89PNG\r\n\x1A", "application/octet-stream"},
      {std::string("II*\0x", 5), "image/tiff"},
      {std::string("MM\0*x", 5), "image/tiff"},
      {"GIF89a\x01", "image/gif"},
      {"GIF87a\x01", "image/gif"},
      {"GIF88a\x01", "application/octet-stream"},
      {std::string("RIFF\1\0\0\0WEBPVP8", 15), "image/webp"},
      {std::string("RIFF\1\0\0\0WAVEfmt", 15), "application/octet-stream"},
      {"", "application/octet-stream"},
      {std::string("MZ\x90\0\3", 5), "application/octet-stream"},
  };
  for (const Row& row : rows) EXPECT_EQ(TypeOf(row.file), row.type) << row.file;
}

TEST(ContentType, TellsArchivesApart) {
  const std::string types = "[Content_Types].xml";
  const std::string odf = "application/vnd.oasis.opendocument.";
  const std::string ooxml = "application/vnd.openxmlformats-officedocument.";
  EXPECT_EQ(TypeOf(ZipOf({"a.txt", "b/c"})), "application/zip");
  EXPECT_EQ(TypeOf(ZipOf({})), "application/zip");
  EXPECT_EQ(TypeOf(ZipOf({types, "word/document.xml"})), ooxml + "wordprocessingml.document");
  EXPECT_EQ(TypeOf(ZipOf({"xl/workbook.xml", types})), ooxml + "spreadsheetml.sheet");
  EXPECT_EQ(TypeOf(ZipOf({types, "ppt/presentation.xml"})), ooxml + "presentationml.presentation");
  // A folder of that name alone makes no letter of it.
  EXPECT_EQ(TypeOf(ZipOf({"word/document.xml"})), "application/zip");
  EXPECT_EQ(TypeOf(ZipOf({types, "a"})), "application/zip");
  EXPECT_EQ(TypeOf(ZipOf({"mimetype", "content.xml"}, odf + "text")), odf + "text");
  EXPECT_EQ(TypeOf(ZipOf({"mimetype", "content.xml"}, odf + "spreadsheet")), odf + "spreadsheet");
  EXPECT_EQ(TypeOf(ZipOf({"mimetype", "content.xml"}, odf + "text-master")), "application/zip");
  EXPECT_EQ(TypeOf(ZipOf({"other", "content.xml"}, odf + "text")), "application/zip");
}

TEST(ContentType, KnowsTextByEveryByteThatItLooksAt) {
  EXPECT_EQ(TypeOf("Kjære Ola,\n\tblåbær\r\n"), "text/plain");
  EXPECT_EQ(TypeOf("a\x01z"), "application/octet-stream");
  EXPECT_EQ(TypeOf("bl\xE5"
                   "b\xE6r"),
            "application/octet-stream");
  EXPECT_EQ(TypeOf("\xEF\xBB\xBF<?xml version='1.0'?><a/>"), "application/xml");
  EXPECT_EQ(TypeOf("<a/>"), "text/plain");
  EXPECT_EQ(TypeOf("Received: from a\n by b\nSubject: x\n\nHi"), "message/rfc822");
  EXPECT_EQ(TypeOf("Subject: x\n\nHi"), "text/plain");
  EXPECT_EQ(TypeOf("Dear: x\nSubject: y\n"), "text/plain");
}

TEST(ContentType, ForgivesACharacterThatItsLookCutsInTwo) {
  for (size_t shift = 0; shift < 4; ++shift) {
    std::string text(shift, 'x');
    while (text.size() < 2 * kContentTailBytes) text += "\u20AC";
    EXPECT_EQ(TypeOf(text), "text/plain") << shift;
    EXPECT_EQ(TypeOf(text + "\xE2\x82"), "application/octet-stream") << shift;
    text[1] = '\0';
    EXPECT_EQ(TypeOf(text), "application/octet-stream") << shift;
  }
}

}  // namespace
}  // namespace skranke
