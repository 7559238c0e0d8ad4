#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace guanlan::base {

/// Borrowed bytes; valid as long as their owner says.
using Bytes = std::span<const uint8_t>;
using MutableBytes = std::span<uint8_t>;
/// Owned bytes.
using Buffer = std::vector<uint8_t>;

inline uint16_t load16(const uint8_t* p) { return static_cast<uint16_t>(p[0] << 8 | p[1]); }
inline uint32_t load24(const uint8_t* p) { return static_cast<uint32_t>(p[0]) << 16 | p[1] << 8 | p[2]; }
inline uint32_t load32(const uint8_t* p) { return static_cast<uint32_t>(load16(p)) << 16 | load16(p + 2); }
inline uint64_t load64(const uint8_t* p) { return static_cast<uint64_t>(load32(p)) << 32 | load32(p + 4); }

inline void store16(uint8_t* p, uint16_t v) {
  p[0] = static_cast<uint8_t>(v >> 8);
  p[1] = static_cast<uint8_t>(v);
}
inline void store24(uint8_t* p, uint32_t v) {
  p[0] = static_cast<uint8_t>(v >> 16);
  store16(p + 1, static_cast<uint16_t>(v));
}
inline void store32(uint8_t* p, uint32_t v) {
  store16(p, static_cast<uint16_t>(v >> 16));
  store16(p + 2, static_cast<uint16_t>(v));
}
inline void store64(uint8_t* p, uint64_t v) {
  store32(p, static_cast<uint32_t>(v >> 32));
  store32(p + 4, static_cast<uint32_t>(v));
}

inline void append(Buffer& out, Bytes bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }
inline void append8(Buffer& out, uint32_t v) { out.push_back(static_cast<uint8_t>(v)); }
inline void append16(Buffer& out, uint32_t v) {
  append8(out, v >> 8);
  append8(out, v);
}
inline void append24(Buffer& out, uint32_t v) {
  append8(out, v >> 16);
  append16(out, v);
}
inline void append32(Buffer& out, uint32_t v) {
  append16(out, v >> 16);
  append16(out, v);
}
inline void append64(Buffer& out, uint64_t v) {
  append32(out, static_cast<uint32_t>(v >> 32));
  append32(out, static_cast<uint32_t>(v));
}
inline void append(Buffer& out, std::string_view text) { out.insert(out.end(), text.begin(), text.end()); }

}  // namespace guanlan::base
