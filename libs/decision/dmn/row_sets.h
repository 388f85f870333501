// Sets of rows of one table, as bits. Before each set's bits stand those of its summary, one for
// each word that is not zero, so that who walks over the common rows of several sets skips 4,096
// rows at a time. Not for sharing while it is being filled; afterwards threads may share it.
#ifndef SKRANKE_LIBS_DECISION_DMN_ROW_SETS_H_
#define SKRANKE_LIBS_DECISION_DMN_ROW_SETS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace skranke {

// Where the bits of a set of so many rows stand.
struct RowLayout {
  explicit RowLayout(size_t rows) : words((rows + 63) / 64), summary_words((words + 63) / 64) {}

  size_t stride() const { return summary_words + words; }

  size_t words;
  size_t summary_words;
};

class RowSets {
 public:
  RowSets(size_t rows, size_t sets) : layout_(rows), bits_(layout_.stride() * sets) {}

  void Add(size_t set, size_t row) {
    const size_t word = row / 64;
    uint64_t* const begin = bits_.data() + set * layout_.stride();
    begin[word / 64] |= uint64_t{1} << (word % 64);
    begin[layout_.summary_words + word] |= uint64_t{1} << (row % 64);
  }
  // Adds all rows of one set to another of the same table.
  void AddAll(size_t set, const RowSets& other, size_t other_set) {
    for (size_t i = 0; i < layout_.stride(); ++i) {
      bits_[set * layout_.stride() + i] |= other.bits_[other_set * layout_.stride() + i];
    }
  }

  // The set's summary, and behind it its words.
  const uint64_t* At(size_t set) const { return bits_.data() + set * layout_.stride(); }
  const RowLayout& layout() const { return layout_; }

 private:
  RowLayout layout_;
  std::vector<uint64_t> bits_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_ROW_SETS_H_
