#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace guanlan::ps {

// What cameras send that ITU-T H.222.0 does not allow and the demuxer lives with. Each has a counter of this name and a
// switch (DemuxerOptions::strict); the handling stands at the comment `QUIRK <name>` in the sources.
// clang-format off
#define GUANLAN_PS_QUIRKS(X)                              \
  X(kPackHeaderEmpty, "pack-header-empty")                \
  X(kPackMarkerBroken, "pack-marker-broken")              \
  X(kPesLengthZero, "pes-length-zero")                    \
  X(kPesLengthShort, "pes-length-short")                  \
  X(kPesLengthLong, "pes-length-long")                    \
  X(kPesHeaderShort, "pes-header-short")                  \
  X(kPesHeaderLengthLies, "pes-header-length-lies")       \
  X(kPesHeaderBroken, "pes-header-broken")                \
  X(kTimestampMarkerBroken, "timestamp-marker-broken")    \
  X(kPsmAbsent, "psm-absent")                             \
  X(kPsmCrcWrong, "psm-crc-wrong")                        \
  X(kPsmLengthLies, "psm-length-lies")                    \
  X(kPsmCodecLies, "psm-codec-lies")                      \
  X(kG711IsAac, "g711-is-aac")                            \
  X(kSystemHeaderLengthLies, "system-header-length-lies") \
  X(kZeroStuffing, "zero-stuffing")                       \
  X(kGarbage, "garbage")

enum class Quirk : uint8_t {
#define X(name, text) name,
  GUANLAN_PS_QUIRKS(X)
#undef X
  kCount
};
// clang-format on

constexpr size_t kQuirkCount = static_cast<size_t>(Quirk::kCount);

/// "pes-length-short" and the like; the key of the counter in statistics.
constexpr const char* quirkName(Quirk quirk) {
#define X(name, text) text,
  constexpr std::array<const char*, kQuirkCount> kNames = {GUANLAN_PS_QUIRKS(X)};
#undef X
  return kNames[static_cast<size_t>(quirk)];
}

/// One bit a quirk.
constexpr uint32_t quirkBit(Quirk quirk) { return uint32_t{1} << static_cast<unsigned>(quirk); }

}  // namespace guanlan::ps
