#include "codec/adts.h"

namespace guanlan::codec {

namespace {
constexpr uint32_t kRates[] = {96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350};
}

std::optional<AdtsHeader> parseAdts(base::Bytes b) {
  if (b.size() < kAdtsHeaderBytes || b[0] != 0xFF || (b[1] & 0xF6) != 0xF0) return std::nullopt;
  AdtsHeader h;
  h.objectType = static_cast<uint8_t>((b[2] >> 6) + 1);
  h.frequencyIndex = (b[2] >> 2) & 15;
  h.channelConfiguration = static_cast<uint8_t>((b[2] & 1) << 2 | b[3] >> 6);
  h.headerBytes = (b[1] & 1) ? 7 : 9;
  h.frameBytes = static_cast<size_t>((b[3] & 3) << 11 | b[4] << 3 | b[5] >> 5);
  h.rawBlocks = static_cast<uint8_t>((b[6] & 3) + 1);
  if (aacSampleRate(h.frequencyIndex) == 0 || h.frameBytes <= h.headerBytes) return std::nullopt;
  return h;
}

uint32_t aacSampleRate(uint8_t index) { return index < std::size(kRates) ? kRates[index] : 0; }

base::Buffer audioSpecificConfig(const AdtsHeader& h) {
  const uint32_t value =
      static_cast<uint32_t>(h.objectType << 11 | h.frequencyIndex << 7 | h.channelConfiguration << 3);
  base::Buffer out;
  base::append16(out, value);
  return out;
}

std::optional<AdtsHeader> parseAudioSpecificConfig(base::Bytes config) {
  if (config.size() < 2) return std::nullopt;
  const uint16_t value = base::load16(config.data());
  AdtsHeader h;
  h.objectType = static_cast<uint8_t>(value >> 11);
  h.frequencyIndex = (value >> 7) & 15;
  h.channelConfiguration = (value >> 3) & 15;
  h.headerBytes = kAdtsHeaderBytes;
  // ADTS has two bits for the object type and three for the channels.
  if (h.objectType == 0 || h.objectType > 4 || h.channelConfiguration > 7) return std::nullopt;
  if (aacSampleRate(h.frequencyIndex) == 0) return std::nullopt;
  return h;
}

void writeAdts(uint8_t out[kAdtsHeaderBytes], const AdtsHeader& h, size_t payloadBytes) {
  const size_t size = payloadBytes + kAdtsHeaderBytes;
  out[0] = 0xFF;
  out[1] = 0xF1;
  out[2] = static_cast<uint8_t>((h.objectType - 1) << 6 | h.frequencyIndex << 2 | h.channelConfiguration >> 2);
  out[3] = static_cast<uint8_t>((h.channelConfiguration & 3) << 6 | (size >> 11 & 3));
  out[4] = static_cast<uint8_t>(size >> 3);
  out[5] = static_cast<uint8_t>((size & 7) << 5 | 0x1F);
  out[6] = 0xFC;
}

}  // namespace guanlan::codec
