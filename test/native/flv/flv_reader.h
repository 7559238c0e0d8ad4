#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/reader.h"

// Reads FLV back, written apart from the muxer (Adobe FLV 10.1 annex E; Enhanced RTMP v2), so that each proves the
// other.
namespace guanlan::testing {

struct FlvTag {
  uint8_t type = 0;  // 8 sound, 9 picture, 18 script
  uint32_t timestampMs = 0;
  base::Bytes body;
};

struct FlvFile {
  bool hasAudio = false;
  bool hasVideo = false;
  std::vector<FlvTag> tags;
};

/// Tags from here to the end; nullopt when any length lies.
inline std::optional<std::vector<FlvTag>> readFlvTags(base::Reader in) {
  std::vector<FlvTag> tags;
  while (in.ok() && in.remaining() > 0) {
    FlvTag tag;
    tag.type = in.u8();
    const uint32_t size = in.u24();
    tag.timestampMs = in.u24();
    tag.timestampMs |= static_cast<uint32_t>(in.u8()) << 24;
    if (in.u24() != 0) return std::nullopt;  // StreamID
    tag.body = in.bytes(size);
    if (in.u32() != size + 11) return std::nullopt;  // PreviousTagSize
    tags.push_back(tag);
  }
  if (!in.ok()) return std::nullopt;
  return tags;
}

inline std::optional<FlvFile> readFlv(base::Bytes bytes) {
  base::Reader in(bytes);
  FlvFile file;
  if (in.u24() != 0x464C56 || in.u8() != 1) return std::nullopt;
  const uint8_t flags = in.u8();
  if ((flags & ~5) != 0 || in.u32() != 9 || in.u32() != 0 || !in.ok()) return std::nullopt;
  file.hasAudio = flags & 4;
  file.hasVideo = flags & 1;
  auto tags = readFlvTags(base::Reader(bytes.subspan(in.position())));
  if (!tags) return std::nullopt;
  file.tags = std::move(*tags);
  return file;
}

struct FlvVideo {
  bool key = false;
  bool enhanced = false;
  uint32_t codec = 0;  // codec id, or FourCC
  bool config = false;
  int32_t compositionMs = 0;
  base::Bytes data;
};

inline int32_t signed24(uint32_t value) { return static_cast<int32_t>(value << 8) >> 8; }

inline std::optional<FlvVideo> readFlvVideo(base::Bytes body) {
  base::Reader in(body);
  FlvVideo video;
  const uint8_t head = in.u8();
  const unsigned frameType = head >> 4 & 7;
  if (frameType != 1 && frameType != 2) return std::nullopt;
  video.key = frameType == 1;
  video.enhanced = head & 0x80;
  if (video.enhanced) {
    const unsigned packetType = head & 15;
    video.codec = in.u32();
    video.config = packetType == 0;
    if (packetType == 1) video.compositionMs = signed24(in.u24());
    if (packetType != 0 && packetType != 1 && packetType != 3) return std::nullopt;
  } else {
    video.codec = head & 15;
    const uint8_t packetType = in.u8();
    video.config = packetType == 0;
    video.compositionMs = signed24(in.u24());
    if (packetType > 1) return std::nullopt;
  }
  if (!in.ok()) return std::nullopt;
  video.data = body.subspan(in.position());
  return video;
}

struct FlvAudio {
  unsigned format = 0;  // SoundFormat
  uint8_t head = 0;     // first byte
  uint32_t codec = 0;   // FourCC of format 9
  bool config = false;  // sequence header
  base::Bytes data;
};

inline std::optional<FlvAudio> readFlvAudio(base::Bytes body) {
  base::Reader in(body);
  FlvAudio audio;
  audio.head = in.u8();
  audio.format = audio.head >> 4;
  if (audio.format == 9) {
    const unsigned packetType = audio.head & 15;
    audio.codec = in.u32();
    audio.config = packetType == 0;
    if (packetType > 1) return std::nullopt;
  } else if (audio.format == 10) {
    const uint8_t packetType = in.u8();
    audio.config = packetType == 0;
    if (packetType > 1) return std::nullopt;
  }
  if (!in.ok()) return std::nullopt;
  audio.data = body.subspan(in.position());
  return audio;
}

struct FlvMetaData {
  std::map<std::string, double> numbers;
  std::map<std::string, std::string> texts;
  uint32_t count = 0;  // as the array says
};

/// AMF0: "onMetaData" and an ECMA array of numbers and strings, nothing behind it.
inline std::optional<FlvMetaData> readMetaData(base::Bytes body) {
  base::Reader in(body);
  const auto text = [&in] {
    const base::Bytes bytes = in.bytes(in.u16());
    return std::string(bytes.begin(), bytes.end());
  };
  FlvMetaData out;
  if (in.u8() != 2 || text() != "onMetaData" || in.u8() != 8) return std::nullopt;
  out.count = in.u32();
  while (in.ok()) {
    const std::string name = text();
    const uint8_t type = in.u8();
    if (name.empty() && type == 9) break;
    if (type == 0) {
      const uint64_t bits = in.u64();
      std::memcpy(&out.numbers[name], &bits, sizeof bits);
    } else if (type == 2) {
      out.texts[name] = text();
    } else {
      return std::nullopt;
    }
  }
  if (!in.ok() || in.remaining() > 0) return std::nullopt;
  return out;
}

}  // namespace guanlan::testing
