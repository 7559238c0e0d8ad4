#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"

// A small FLAC frame decoder (RFC 9639), written apart from the encoder so that each proves the other. It knows what a
// mono stream of at most 16 bits can hold: constant, verbatim and fixed subframes, partitioned Rice codes, wasted bits.
namespace guanlan::testing {

struct FlacFrame {
  bool variableBlocks = false;
  uint64_t number = 0;
  uint32_t sampleRate = 0;
  unsigned channels = 0;
  unsigned bitsPerSample = 0;
  std::vector<int32_t> samples;
};

class FlacFrameReader {
 public:
  explicit FlacFrameReader(base::Bytes bytes) : bytes_(bytes) {}

  /// nullopt: these bytes are not exactly one sound frame.
  std::optional<FlacFrame> read() {
    FlacFrame frame;
    if (bytes_.size() < 6 || take(15) != 0x7FFC) return std::nullopt;
    frame.variableBlocks = take(1) != 0;
    const auto sizeCode = static_cast<unsigned>(take(4));
    const auto rateCode = static_cast<unsigned>(take(4));
    frame.channels = static_cast<unsigned>(take(4)) + 1;
    const auto depthCode = static_cast<unsigned>(take(3));
    if (take(1) != 0 || frame.channels != 1 || depthCode != 4 || rateCode != 4) return std::nullopt;
    frame.sampleRate = 8000;
    frame.bitsPerSample = 16;
    frame.number = codedNumber();
    size_t count = 0;
    if (sizeCode == 6) count = take(8) + 1;
    if (sizeCode == 7) count = take(16) + 1;
    const size_t headEnd = at_ / 8;
    if (!ok_ || count == 0 || take(8) != crc8(headEnd)) return std::nullopt;
    frame.samples.resize(count);
    subframe(frame.samples);
    while (at_ % 8 != 0) ok_ = ok_ && take(1) == 0;
    const size_t bodyEnd = at_ / 8;
    if (!ok_ || take(16) != crc16(bodyEnd) || !ok_ || at_ / 8 != bytes_.size()) return std::nullopt;
    return frame;
  }

 private:
  uint64_t take(unsigned count) {
    uint64_t value = 0;
    for (; count > 0; count--) {
      if (at_ / 8 >= bytes_.size()) {
        ok_ = false;
        return 0;
      }
      value = value << 1 | (bytes_[at_ / 8] >> (7 - at_ % 8) & 1);
      at_++;
    }
    return value;
  }
  int32_t takeSigned(unsigned count) {
    const auto value = static_cast<int64_t>(take(count));
    return static_cast<int32_t>(value >> (count - 1) & 1 ? value - (int64_t{1} << count) : value);
  }
  uint32_t zerosBeforeOne() {
    uint32_t zeros = 0;
    while (ok_ && take(1) == 0) zeros++;
    return zeros;
  }
  /// The extended UTF-8 code: as many leading ones as bytes.
  uint64_t codedNumber() {
    const uint64_t lead = take(8);
    if (lead < 0x80) return lead;
    unsigned bytes = 1;
    while (bytes < 8 && (lead >> (7 - bytes) & 1)) bytes++;
    if (bytes == 1 || bytes == 8) ok_ = false;
    uint64_t value = lead & ((0x80u >> bytes) - 1);
    for (unsigned i = 1; ok_ && i < bytes; i++) {
      ok_ = take(2) == 2 && ok_;
      value = value << 6 | take(6);
    }
    return value;
  }
  void subframe(std::vector<int32_t>& samples) {
    ok_ = ok_ && take(1) == 0;
    const auto type = static_cast<unsigned>(take(6));
    const unsigned wasted = take(1) ? zerosBeforeOne() + 1 : 0;
    if (wasted >= 16) ok_ = false;
    if (!ok_) return;
    const unsigned bits = 16 - wasted;
    if (type == 0) {
      std::fill(samples.begin(), samples.end(), takeSigned(bits));
    } else if (type == 1) {
      for (int32_t& sample : samples) sample = takeSigned(bits);
    } else if (type >= 8 && type <= 12) {
      fixed(samples, type - 8, bits);
    } else {
      ok_ = false;
    }
    for (int32_t& sample : samples) sample *= 1 << wasted;
  }
  void fixed(std::vector<int32_t>& s, unsigned order, unsigned bits) {
    if (order > s.size()) ok_ = false;
    for (unsigned i = 0; ok_ && i < order; i++) s[i] = takeSigned(bits);
    const unsigned parameterBits = take(2) == 1 ? 5 : 4;
    const auto partitions = size_t{1} << take(4);
    if (!ok_ || s.size() % partitions != 0 || s.size() / partitions < order) {
      ok_ = false;
      return;
    }
    for (size_t i = order, part = 0; ok_ && part < partitions; part++) {
      const auto low = static_cast<unsigned>(take(parameterBits));
      if (low == (1u << parameterBits) - 1) ok_ = false;  // escape, not written by us
      for (const size_t end = (part + 1) * (s.size() / partitions); ok_ && i < end; i++) {
        const uint32_t folded = static_cast<uint32_t>(zerosBeforeOne() << low) | static_cast<uint32_t>(take(low));
        const auto error = static_cast<int32_t>(folded >> 1 ^ (0u - (folded & 1)));
        const int64_t sample = int64_t{error} + prediction(s, i, order);
        if (sample < -(int64_t{1} << (bits - 1)) || sample >= int64_t{1} << (bits - 1)) ok_ = false;
        s[i] = ok_ ? static_cast<int32_t>(sample) : 0;
      }
    }
  }
  static int32_t prediction(const std::vector<int32_t>& s, size_t i, unsigned order) {
    switch (order) {
      case 0:
        return 0;
      case 1:
        return s[i - 1];
      case 2:
        return 2 * s[i - 1] - s[i - 2];
      case 3:
        return 3 * s[i - 1] - 3 * s[i - 2] + s[i - 3];
      default:
        return 4 * s[i - 1] - 6 * s[i - 2] + 4 * s[i - 3] - s[i - 4];
    }
  }
  /// Bit by bit, so that no table is shared with the encoder.
  uint32_t crc(size_t end, uint32_t polynomial, unsigned width) const {
    uint32_t value = 0;
    for (size_t i = 0; i < end * 8; i++) {
      const uint32_t in = bytes_[i / 8] >> (7 - i % 8) & 1u;
      const uint32_t top = value >> (width - 1) & 1u;
      value = (value << 1 ^ ((in ^ top) ? polynomial : 0)) & ((1u << width) - 1);
    }
    return value;
  }
  uint32_t crc8(size_t end) const { return crc(end, 0x07, 8); }
  uint32_t crc16(size_t end) const { return crc(end, 0x8005, 16); }

  // Given.
  base::Bytes bytes_;
  // State.
  size_t at_ = 0;  // bits
  bool ok_ = true;
};

inline std::optional<FlacFrame> decodeFlac(base::Bytes bytes) { return FlacFrameReader(bytes).read(); }

}  // namespace guanlan::testing
