#include "ps/adts.h"

namespace guanlan::ps {
namespace {

constexpr uint8_t kMaxFrequencyIndex = 12;  // 7350 Hz; 13 to 15 are reserved or explicit
constexpr uint8_t kSbr = 5;
constexpr uint8_t kParametricStereo = 29;

}  // namespace

std::optional<AdtsHead> readAdts(base::Bytes payload) {
  if (payload.size() < kAdtsBytes) return std::nullopt;
  if (payload[0] != 0xFF || (payload[1] & 0xF6) != 0xF0) return std::nullopt;  // sync word, layer 0
  if ((payload[2] >> 2 & 0x0F) > kMaxFrequencyIndex) return std::nullopt;      // sampling_frequency_index
  AdtsHead head;
  head.fixedBits = base::load32(payload.data()) >> 4;
  head.frameBytes = base::load24(&payload[3]) >> 5 & 0x1FFF;
  return head.frameBytes > kAdtsBytes ? std::optional(head) : std::nullopt;
}

std::optional<AdtsConfig> adtsConfig(base::Bytes config) {
  if (config.size() < 2) return std::nullopt;
  const uint16_t bits = base::load16(config.data());
  uint8_t objectType = static_cast<uint8_t>(bits >> 11);
  AdtsConfig adts;
  adts.frequencyIndex = bits >> 7 & 0x0F;
  adts.channels = bits >> 3 & 0x0F;
  // Explicit SBR and PS signalling: extension frequency (4 bits), then the object type beneath.
  if ((objectType == kSbr || objectType == kParametricStereo) && config.size() >= 3)
    objectType = static_cast<uint8_t>(base::load24(config.data()) >> 2 & 0x1F);
  if (objectType < 1 || objectType > 4 || adts.frequencyIndex > kMaxFrequencyIndex || adts.channels > 7)
    return std::nullopt;
  adts.profile = static_cast<uint8_t>(objectType - 1);
  return adts;
}

void writeAdts(uint8_t* p, const AdtsConfig& config, size_t rawBytes) {
  const auto frame = static_cast<uint32_t>(rawBytes + kAdtsBytes);
  p[0] = 0xFF;
  p[1] = 0xF1;  // MPEG-4, layer 0, no CRC
  p[2] = static_cast<uint8_t>(config.profile << 6 | config.frequencyIndex << 2 | config.channels >> 2);
  p[3] = static_cast<uint8_t>((config.channels & 3) << 6 | frame >> 11);
  p[4] = static_cast<uint8_t>(frame >> 3);
  p[5] = static_cast<uint8_t>((frame & 7) << 5 | 0x1F);  // buffer fullness 0x7FF: variable rate
  p[6] = 0xFC;                                           // one raw data block
}

}  // namespace guanlan::ps
