#pragma once

#include <cstddef>
#include <cstdint>

#include "codec/start_code.h"

// Start codes and stream_id: ITU-T H.222.0 (06/2021) §2.5.3.2, table 2-22.
namespace guanlan::ps {

constexpr size_t kStartCodeBytes = 4;    // 00 00 01 and the stream_id
constexpr size_t kStartPrefixBytes = 3;  // packet_start_code_prefix

constexpr uint8_t kProgramEndId = 0xB9;
constexpr uint8_t kPackId = 0xBA;
constexpr uint8_t kSystemHeaderId = 0xBB;
constexpr uint8_t kProgramStreamMapId = 0xBC;
constexpr uint8_t kPrivateStream1Id = 0xBD;
constexpr uint8_t kPaddingStreamId = 0xBE;
constexpr uint8_t kFirstAudioId = 0xC0;
constexpr uint8_t kLastAudioId = 0xDF;
constexpr uint8_t kFirstVideoId = 0xE0;
constexpr uint8_t kLastVideoId = 0xEF;

/// Codes below belong to the elementary stream; no H.264, H.265 or MPEG-4 start code is at or above it.
constexpr uint8_t kFirstSystemId = kProgramEndId;

constexpr bool isAudioId(uint8_t id) { return id >= kFirstAudioId && id <= kLastAudioId; }
constexpr bool isVideoId(uint8_t id) { return id >= kFirstVideoId && id <= kLastVideoId; }
constexpr bool isMediaId(uint8_t id) { return id >= kFirstAudioId && id <= kLastVideoId; }

inline bool isStartPrefix(const uint8_t* p) { return p[0] == 0 && p[1] == 0 && p[2] == 1; }

/// Offset of the next 00 00 01 with an id of kFirstSystemId or more, whole within `bytes`; bytes.size() when none.
inline size_t findSystemStartCode(base::Bytes bytes) {
  for (size_t at = 0;; at += kStartPrefixBytes) {
    at = codec::findStartCode(bytes, at);
    if (at + kStartPrefixBytes >= bytes.size()) return bytes.size();
    if (bytes[at + kStartPrefixBytes] >= kFirstSystemId) return at;
  }
}

/// How many bytes at the end of `bytes` could be the beginning of a start code whose rest is still to come: 0 to 3.
inline size_t startCodeTail(base::Bytes bytes) {
  const size_t n = bytes.size();
  if (n >= 3 && isStartPrefix(&bytes[n - 3])) return 3;
  if (n >= 2 && bytes[n - 1] == 0 && bytes[n - 2] == 0) return 2;
  return n >= 1 && bytes[n - 1] == 0 ? 1 : 0;
}

}  // namespace guanlan::ps
