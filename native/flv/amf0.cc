#include "flv/amf0.h"

#include <bit>

namespace guanlan::flv {

namespace {

enum : uint8_t { kNumber = 0, kString = 2, kEcmaArray = 8, kObjectEnd = 9 };

void appendName(base::Buffer& out, std::string_view name) {
  base::append16(out, static_cast<uint32_t>(name.size()));
  base::append(out, name);
}

}  // namespace

void appendAmfString(base::Buffer& out, std::string_view text) {
  base::append8(out, kString);
  appendName(out, text);
}

void appendAmfArrayHead(base::Buffer& out, uint32_t count) {
  base::append8(out, kEcmaArray);
  base::append32(out, count);
}

void appendAmfNumber(base::Buffer& out, std::string_view name, double value) {
  appendName(out, name);
  base::append8(out, kNumber);
  base::append64(out, std::bit_cast<uint64_t>(value));
}

void appendAmfText(base::Buffer& out, std::string_view name, std::string_view value) {
  appendName(out, name);
  appendAmfString(out, value);
}

void appendAmfObjectEnd(base::Buffer& out) {
  base::append16(out, 0);
  base::append8(out, kObjectEnd);
}

}  // namespace guanlan::flv
