#pragma once

#include <functional>
#include <vector>

#include "base/bytes.h"
#include "codec/media.h"

// The boxes of moov that fragmented and plain files have in common: ISO/IEC 14496-12:2022 §8. Sample entries: avc1,
// hvc1: ISO/IEC 14496-15:2022 §5.4, §8.4; mp4a: ISO/IEC 14496-14:2020 §6.7; fLaC: FLAC in ISOBMFF 0.0.4.
namespace guanlan::fmp4 {

constexpr uint32_t kVideoTrackId = 1;
constexpr uint32_t kAudioTrackId = 2;
constexpr uint32_t kVideoTimescale = 90000;
/// Units a second of mvhd, tkhd and elst.
constexpr uint32_t kMovieTimescale = 1000;

/// How samples are coded: the track, and what its sound becomes.
struct SampleDescription {
  codec::TrackInfo track;
  codec::Codec audio = codec::Codec::kUnknown;

  bool operator==(const SampleDescription&) const = default;
};

struct TrackBoxes {
  bool video = true;
  /// In the order of their indices; at least one.
  const std::vector<SampleDescription>& descriptions;
  uint32_t startMs = 0;        // the first sample's time in the movie
  uint32_t durationMs = 0;     // of the samples
  uint64_t mediaDuration = 0;  // the same in units of the track
  /// Writes what follows stsd in stbl.
  std::function<void(base::Buffer&)> writeTables;
};

void writeFileType(base::Buffer& out);
void writeMovieHeader(base::Buffer& out, uint32_t durationMs);
void writeTrack(base::Buffer& out, const TrackBoxes& track);

}  // namespace guanlan::fmp4
