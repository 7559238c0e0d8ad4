#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "codec/media.h"

// Program stream map: ITU-T H.222.0 (06/2021) §2.5.4; stream types of GB/T 28181-2022 annex C.
namespace guanlan::ps {

/// "The value of this field shall be less than or equal to 0x3FA" (§2.5.4.2, program_stream_map_length).
constexpr size_t kMaxMapLength = 0x3FA;
constexpr size_t kMaxMapEntries = 16;

struct MapEntry {
  uint8_t streamType = 0;
  uint8_t streamId = 0;

  bool operator==(const MapEntry&) const = default;
};

struct ProgramStreamMap {
  uint8_t version = 0;
  std::array<MapEntry, kMaxMapEntries> entries{};
  size_t count = 0;
  bool crcOk = false;
  bool lengthsOk = false;

  std::span<const MapEntry> list() const { return {entries.data(), count}; }
};

/// `map`: start code to the end that program_stream_map_length gives, at least 6 bytes. Never fails: lengths that lead
/// outside are clamped (`lengthsOk` false), what can be read is read.
ProgramStreamMap parseProgramStreamMap(base::Bytes map);

/// Bytes that writeProgramStreamMap() writes.
constexpr size_t programStreamMapBytes(size_t entries) { return 16 + 4 * entries; }
void writeProgramStreamMap(uint8_t* p, uint8_t version, std::span<const MapEntry> entries);

/// CRC-32 of annex A: polynomial 0x04C11DB7, most significant bit first, no final inversion.
uint32_t crc32Mpeg2(base::Bytes bytes);

/// kUnknown for types that are neither played nor named.
codec::Codec codecOfStreamType(uint8_t streamType);
/// 0 for codecs that have no type.
uint8_t streamTypeOfCodec(codec::Codec codec);

}  // namespace guanlan::ps
