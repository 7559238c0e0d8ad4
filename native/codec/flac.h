#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "codec/media.h"

// Lossless G.711 in FLAC (RFC 9639), so that browsers can hear it: 8 kHz, mono, 16 bit.
namespace guanlan::codec {

constexpr uint32_t kG711SampleRate = 8000;
constexpr size_t kStreamInfoBytes = 34;
/// Samples of one FLAC frame; a longer G.711 frame is cut.
constexpr size_t kMaxFlacBlockSamples = 4096;
/// RFC 9639 §9.1: smaller blocks are allowed only as the last one; they are coded all the same, decoders take them.
constexpr size_t kMinFlacBlockSamples = 16;

/// ITU-T G.711 decoding to 16-bit linear.
int16_t alawToLinear(uint8_t code);
int16_t mulawToLinear(uint8_t code);

/// STREAMINFO (RFC 9639 §8.2), without the metadata block header.
void writeStreamInfo(uint8_t out[kStreamInfoBytes]);

/// Codes one G.711 track. The stream's blocks vary in size, so frames are numbered by their first sample.
class FlacEncoder {
 public:
  explicit FlacEncoder(Codec codec);

  /// One G.711 frame of 1 to kMaxFlacBlockSamples bytes as one FLAC frame; valid until the next call.
  base::Bytes encode(base::Bytes g711);

 private:
  uint8_t* writeSubframe(uint8_t* at);

  // Given.
  const int16_t* table_;
  unsigned wastedBits_;
  // Owned.
  base::Buffer out_;
  std::vector<int32_t> samples_;
  std::vector<uint32_t> errors_;
  // State.
  uint64_t sampleNumber_ = 0;
};

}  // namespace guanlan::codec
