#include "codec/g711.h"

#include <bit>

#include "codec/flac.h"

namespace guanlan::codec {

namespace {
/// Samples have 13 bits, one of them the sign.
constexpr int kUnusedBits = 3;
/// Below, the steps are linear: 32 of the magnitude's 4096.
constexpr unsigned kFirstSegment = 32;
/// Even bits go inverted.
constexpr uint8_t kInverted = 0x55;
constexpr uint8_t kPositive = 0x80;
}  // namespace

uint8_t linearToAlaw(int16_t sample) {
  const int value = sample >> kUnusedBits;
  const auto magnitude = static_cast<unsigned>(value < 0 ? -value - 1 : value);
  const uint8_t sign = value < 0 ? 0 : kPositive;
  const auto segment = magnitude < kFirstSegment ? 0u : static_cast<unsigned>(std::bit_width(magnitude)) - 5u;
  const unsigned step = magnitude >> (segment == 0 ? 1u : segment) & 0x0Fu;
  return static_cast<uint8_t>((sign | segment << 4 | step) ^ kInverted);
}

uint8_t mulawToAlaw(uint8_t code) { return linearToAlaw(mulawToLinear(code)); }

}  // namespace guanlan::codec
