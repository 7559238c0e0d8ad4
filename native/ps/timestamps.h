#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

// PTS, DTS and SCR fields: ITU-T H.222.0 (06/2021) §2.4.3.7 (PES packet) and §2.5.3.4 (pack header).
namespace guanlan::ps {

constexpr size_t kTimestampBytes = 5;
constexpr size_t kScrBytes = 6;
constexpr int64_t kTimestampSpan = int64_t{1} << 33;  // PTS, DTS and SCR base count modulo this

/// A field read although its marker bits may be wrong; `markersOk` tells.
struct Timestamp {
  int64_t value = 0;  // 33 bits, 90 kHz
  bool markersOk = false;
};

/// 5 bytes: 4-bit `prefix` (2 lone PTS, 3 PTS before DTS, 1 DTS; MPEG-1 SCR 2), then 3 + 15 + 15 bits, each part with a
/// marker bit behind it.
inline Timestamp readTimestamp(const uint8_t* p, uint8_t prefix) {
  Timestamp t;
  t.value = static_cast<int64_t>(p[0] & 0x0E) << 29 | static_cast<int64_t>(base::load16(p + 1) & 0xFFFE) << 14 |
            static_cast<int64_t>(base::load16(p + 3) >> 1);
  t.markersOk = p[0] >> 4 == prefix && (p[0] & p[2] & p[4] & 1) == 1;
  return t;
}

inline void writeTimestamp(uint8_t* p, uint8_t prefix, int64_t value90k) {
  const auto v = static_cast<uint64_t>(value90k);
  p[0] = static_cast<uint8_t>(prefix << 4 | ((v >> 29) & 0x0E) | 1);
  base::store16(p + 1, static_cast<uint16_t>(((v >> 14) & 0xFFFE) | 1));
  base::store16(p + 3, static_cast<uint16_t>(((v << 1) & 0xFFFE) | 1));
}

struct SystemClock {
  int64_t base90k = 0;        // 33 bits
  uint16_t extension27M = 0;  // 9 bits, 0-299 when right
  bool markersOk = false;

  int64_t ticks27M() const { return base90k * 300 + extension27M; }
};

/// 6 bytes of an MPEG-2 pack header: '01', 3 + 15 + 15 bits base, 9 bits extension, a marker bit behind each part.
inline SystemClock readScr(const uint8_t* p) {
  const uint64_t v = static_cast<uint64_t>(base::load16(p)) << 32 | base::load32(p + 2);
  SystemClock scr;
  scr.base90k = static_cast<int64_t>((v >> 43 & 0x7) << 30 | (v >> 27 & 0x7FFF) << 15 | (v >> 11 & 0x7FFF));
  scr.extension27M = static_cast<uint16_t>(v >> 1 & 0x1FF);
  scr.markersOk = v >> 46 == 1 && (v >> 42 & v >> 26 & v >> 10 & v & 1) == 1;
  return scr;
}

inline void writeScr(uint8_t* p, int64_t base90k, uint16_t extension27M) {
  const auto b = static_cast<uint64_t>(base90k);
  const uint64_t v = uint64_t{1} << 46 | (b >> 30 & 0x7) << 43 | uint64_t{1} << 42 | (b >> 15 & 0x7FFF) << 27 |
                     uint64_t{1} << 26 | (b & 0x7FFF) << 11 | uint64_t{1} << 10 |
                     static_cast<uint64_t>(extension27M & 0x1FF) << 1 | 1;
  base::store16(p, static_cast<uint16_t>(v >> 32));
  base::store32(p + 2, static_cast<uint32_t>(v));
}

}  // namespace guanlan::ps
