#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"

// AAC in ADTS: ISO/IEC 14496-3:2019 §1.A.2.2 (adts_frame), §1.6.2.1 (AudioSpecificConfig), §1.6.3.4 (frequency index).
namespace guanlan::codec {

constexpr size_t kAdtsHeaderBytes = 7;
constexpr uint32_t kAacFrameSamples = 1024;

struct AdtsHeader {
  uint8_t objectType = 2;  // 2: AAC LC
  uint8_t frequencyIndex = 0;
  uint8_t channelConfiguration = 0;
  size_t headerBytes = 0;  // 7, or 9 with CRC
  size_t frameBytes = 0;   // with the header
  uint8_t rawBlocks = 1;   // raw_data_blocks; only 1 can be cut out
};

/// At least kAdtsHeaderBytes; nullopt when this is no ADTS header.
std::optional<AdtsHeader> parseAdts(base::Bytes bytes);
/// Hz; 0 for a reserved index.
uint32_t aacSampleRate(uint8_t frequencyIndex);
/// Two bytes: object type, frequency, channels.
base::Buffer audioSpecificConfig(const AdtsHeader& header);
/// Reads what audioSpecificConfig writes; frameBytes stays 0. nullopt for what ADTS cannot say (explicit SBR, rates
/// without an index).
std::optional<AdtsHeader> parseAudioSpecificConfig(base::Bytes config);
/// Writes the header of a frame with `payloadBytes` behind it; payloadBytes up to 8184.
void writeAdts(uint8_t out[kAdtsHeaderBytes], const AdtsHeader& header, size_t payloadBytes);

}  // namespace guanlan::codec
