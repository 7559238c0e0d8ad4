#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "codec/media.h"
#include "ps/program_stream_map.h"
#include "ps/quirks.h"

// Which elementary stream carries which codec: what the program stream map declares, corrected by what the bytes show.
namespace guanlan::ps {

/// 32 audio and 16 video stream ids: there cannot be more.
constexpr size_t kMaxStreams = 48;

struct StreamEntry {
  uint8_t streamId = 0;    // 0xC0-0xDF audio, 0xE0-0xEF video
  uint8_t streamType = 0;  // as the PSM says; 0 when no PSM named this stream
  codec::Codec codec = codec::Codec::kUnknown;

  bool operator==(const StreamEntry&) const = default;
};

/// Every elementary stream seen or announced so far.
struct StreamMap {
  std::array<StreamEntry, kMaxStreams> entries{};
  size_t count = 0;

  const StreamEntry* begin() const { return entries.data(); }
  const StreamEntry* end() const { return entries.data() + count; }
  bool operator==(const StreamMap&) const = default;
};

class StreamTable {
 public:
  /// `strict`: as DemuxerOptions; of interest are psm-absent, psm-codec-lies and g711-is-aac.
  explicit StreamTable(uint32_t strict) : strict_(strict) {}

  /// Index of no stream.
  static constexpr size_t kNone = kMaxStreams;

  const StreamMap& map() const { return map_; }
  const StreamEntry& operator[](size_t index) const { return map_.entries[index]; }

  /// The stream of this id (isMediaId), added when new.
  size_t findOrAdd(uint8_t streamId);

  /// Takes over what a map declares. True when an entry was added or changed.
  bool declare(const ProgramStreamMap& psm);

  /// How many payload bytes look() wants to see of this stream's next PES packet.
  size_t sniffBytes(size_t index) const;

  /// `payload`: the first bytes of a PES payload; `payloadBytes`: how many it has, 0 when unknown. True when the
  /// stream's codec changed.
  bool look(size_t index, base::Bytes payload, size_t payloadBytes);

  /// The bytes show a codec that the map does not declare.
  bool contradicts(size_t index) const;

 private:
  struct Evidence {
    codec::Codec codec = codec::Codec::kUnknown;  // what the bytes showed; kUnknown: nothing yet
    bool settled = false;                         // audio: no further look is needed
    uint8_t audioLooks = 0;
    uint32_t adtsBits = 0;  // 28 bits of ADTS fixed header of the last PES, 0 when it had none
  };

  bool believes(size_t index, Quirk lie) const;
  bool lookAtVideo(size_t index, base::Bytes payload);
  bool lookAtAudio(size_t index, base::Bytes payload, size_t payloadBytes);
  bool update(size_t index);

  // Given.
  uint32_t strict_;
  // State.
  StreamMap map_;
  std::array<Evidence, kMaxStreams> evidence_{};
};

}  // namespace guanlan::ps
