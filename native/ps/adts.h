#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"

// ADTS frame header: ISO/IEC 14496-3:2019 §1.A.3.2. In a Program Stream AAC stands behind it (stream type 0x0F).
namespace guanlan::ps {

constexpr size_t kAdtsBytes = 7;             // without CRC
constexpr size_t kMaxAdtsFrameBytes = 8191;  // 13 bits, header included

/// As much of a header as tells AAC from G.711.
struct AdtsHead {
  uint32_t fixedBits = 0;  // the 28 bits that stay the same from frame to frame
  size_t frameBytes = 0;   // header included
};

/// Absent when the bytes are no ADTS header.
std::optional<AdtsHead> readAdts(base::Bytes payload);

/// What an AudioSpecificConfig (ISO/IEC 14496-3:2019 §1.6.2.1) says that ADTS can repeat.
struct AdtsConfig {
  uint8_t profile = 0;  // audio object type - 1: 0 Main, 1 LC, 2 SSR, 3 LTP
  uint8_t frequencyIndex = 0;
  uint8_t channels = 0;
};

/// Absent for a config that ADTS cannot express (explicit frequency, other object types).
std::optional<AdtsConfig> adtsConfig(base::Bytes audioSpecificConfig);

/// Writes kAdtsBytes for one raw frame of `rawBytes`; rawBytes + kAdtsBytes is at most kMaxAdtsFrameBytes.
void writeAdts(uint8_t* p, const AdtsConfig& config, size_t rawBytes);

}  // namespace guanlan::ps
