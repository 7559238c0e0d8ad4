#include "ps/program_stream_map.h"

#include "ps/start_code.h"

namespace guanlan::ps {
namespace {

using codec::Codec;

constexpr size_t kFixedBytes = 10;  // start code, length, version, program_stream_info_length
constexpr size_t kCrcBytes = 4;

struct TypeRow {
  uint8_t streamType;
  Codec codec;
};

// ITU-T H.222.0 (06/2021) table 2-34 below 0x80; GB/T 28181-2022 annex C from there. The first row of a codec is the
// one that is written.
constexpr TypeRow kTypes[] = {
    {0x1B, Codec::kH264},      {0x24, Codec::kH265}, {0x33, Codec::kH266}, {0x10, Codec::kMpeg4},
    {0x80, Codec::kSvacVideo}, {0x90, Codec::kPcma}, {0x91, Codec::kPcmu}, {0x92, Codec::kG7221},
    {0x93, Codec::kG7231},     {0x99, Codec::kG729}, {0x0F, Codec::kAac},  {0x9B, Codec::kSvacAudio},
    {0x1C, Codec::kAac},       {0x03, Codec::kMp3},  {0x04, Codec::kMp3},
};

constexpr std::array<uint32_t, 256> makeCrcTable() {
  std::array<uint32_t, 256> table{};
  for (uint32_t i = 0; i < 256; ++i) {
    uint32_t crc = i << 24;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x80000000u) != 0 ? crc << 1 ^ 0x04C11DB7u : crc << 1;
    table[i] = crc;
  }
  return table;
}

/// Where the elementary stream entries lie: [from, to) of the map.
struct EntryRange {
  size_t from;
  size_t to;
  bool lengthsOk;
  bool hasCrc;
};

// QUIRK psm-length-lies: program_stream_info_length or elementary_stream_map_length lead outside the map, are zero
// although entries follow, or leave no room for the CRC: program_stream_map_length alone is trusted, the others are
// clamped to it. [fixture ps/quirk-psm-length-lies.ps]
EntryRange locateEntries(base::Bytes map) {
  EntryRange range{map.size(), map.size(), false, false};
  if (map.size() < kFixedBytes + 2) return range;
  const size_t infoBytes = base::load16(&map[8]);
  const bool infoFits = kFixedBytes + infoBytes + 2 <= map.size();
  const size_t lengthAt = kFixedBytes + (infoFits ? infoBytes : 0);
  range.from = lengthAt + 2;
  const size_t rest = map.size() - range.from;
  const size_t declared = base::load16(&map[lengthAt]);
  range.lengthsOk = infoFits && declared + kCrcBytes == rest;
  range.hasCrc = rest >= kCrcBytes && declared != rest;
  range.to = map.size() - (range.hasCrc ? kCrcBytes : 0);
  return range;
}

}  // namespace

uint32_t crc32Mpeg2(base::Bytes bytes) {
  static constexpr std::array<uint32_t, 256> kTable = makeCrcTable();
  uint32_t crc = 0xFFFFFFFFu;
  for (const uint8_t byte : bytes) crc = crc << 8 ^ kTable[crc >> 24 ^ byte];
  return crc;
}

Codec codecOfStreamType(uint8_t streamType) {
  for (const TypeRow& row : kTypes)
    if (row.streamType == streamType) return row.codec;
  return Codec::kUnknown;
}

uint8_t streamTypeOfCodec(Codec codec) {
  for (const TypeRow& row : kTypes)
    if (row.codec == codec) return row.streamType;
  return 0;
}

ProgramStreamMap parseProgramStreamMap(base::Bytes map) {
  ProgramStreamMap result;
  const EntryRange range = locateEntries(map);
  result.lengthsOk = range.lengthsOk;
  if (map.size() > 6) result.version = map[6] & 0x1F;
  result.crcOk = range.hasCrc && crc32Mpeg2(map) == 0;
  // DEVIATION H.222.0 §2.5.4.2 current_next_indicator: a map marked "next" is used at once, because cameras leave the
  // bit unset and send no other map.
  for (size_t at = range.from; at + 4 <= range.to && result.count < kMaxMapEntries;) {
    const MapEntry entry{map[at], map[at + 1]};
    if (entry.streamId < kProgramStreamMapId) {  // not a stream_id: these are no entries
      result.lengthsOk = false;
      break;
    }
    result.entries[result.count++] = entry;
    const size_t next = at + 4 + base::load16(&map[at + 2]);
    if (next > range.to) result.lengthsOk = false;
    at = next;
  }
  return result;
}

void writeProgramStreamMap(uint8_t* p, uint8_t version, std::span<const MapEntry> entries) {
  const size_t bytes = programStreamMapBytes(entries.size());
  base::store32(p, 0x100u | kProgramStreamMapId);
  base::store16(p + 4, static_cast<uint16_t>(bytes - 6));
  p[6] = 0xE0 | (version & 0x1F);  // current_next_indicator 1, reserved 11
  p[7] = 0xFF;
  base::store16(p + 8, 0);
  base::store16(p + 10, static_cast<uint16_t>(4 * entries.size()));
  uint8_t* at = p + 12;
  for (const MapEntry& entry : entries) {
    at[0] = entry.streamType;
    at[1] = entry.streamId;
    base::store16(at + 2, 0);
    at += 4;
  }
  base::store32(at, crc32Mpeg2({p, bytes - kCrcBytes}));
}

}  // namespace guanlan::ps
