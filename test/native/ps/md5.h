#pragma once

#include <array>
#include <cmath>
#include <string>

#include "base/bytes.h"

namespace guanlan::ps::test {

/// RFC 1321, as lower-case hex: fixtures carry the MD5 of what another parser found in them.
inline std::string md5(base::Bytes input) {
  static constexpr int kShift[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  base::Buffer data(input.begin(), input.end());
  data.push_back(0x80);
  while (data.size() % 64 != 56) data.push_back(0);
  for (int i = 0; i < 8; ++i) data.push_back(static_cast<uint8_t>(uint64_t{input.size()} * 8 >> 8 * i));
  std::array<uint32_t, 4> state{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
  for (size_t block = 0; block < data.size(); block += 64) {
    auto [a, b, c, d] = state;
    for (uint32_t i = 0; i < 64; ++i) {
      const uint32_t round = i / 16;
      const uint32_t f = round == 0   ? (b & c) | (~b & d)
                         : round == 1 ? (d & b) | (~d & c)
                         : round == 2 ? b ^ c ^ d
                                      : c ^ (b | ~d);
      const uint32_t g = round == 0 ? i : round == 1 ? (5 * i + 1) % 16 : round == 2 ? (3 * i + 5) % 16 : 7 * i % 16;
      const uint8_t* w = &data[block + 4 * g];
      const uint32_t word = w[0] | w[1] << 8 | w[2] << 16 | static_cast<uint32_t>(w[3]) << 24;
      const auto k = static_cast<uint32_t>(std::floor(std::fabs(std::sin(i + 1.0)) * 4294967296.0));
      const uint32_t sum = a + f + k + word;
      const int shift = kShift[round][i % 4];
      a = d, d = c, c = b;
      b += sum << shift | sum >> (32 - shift);
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
  }
  std::string hex;
  for (const uint32_t word : state)
    for (int i = 0; i < 4; ++i)
      for (const int nibble : {4, 0}) hex += "0123456789abcdef"[word >> (8 * i + nibble) & 15];
  return hex;
}

}  // namespace guanlan::ps::test
