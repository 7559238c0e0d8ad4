#pragma once

#include <cstdint>
#include <vector>

#include "fmp4/movie_boxes.h"
#include "fmp4/muxer.h"

namespace guanlan::fmp4 {

/// What the moov of a plain file tells of each sample: its time, size and place (ISO/IEC 14496-12:2022 §8.6, §8.7).
/// Every sample is a chunk of its own. 24 bytes of memory a sample.
class MovieIndex {
 public:
  /// Samples that follow belong to these tracks; `video`, `audio` as for writeInitSegment().
  void useTracks(const codec::Tracks& tracks, bool video, codec::Codec audio);
  /// `offset`: of the payload, from the file's beginning.
  void add(const Sample& sample, uint64_t offset);
  size_t samples() const { return tracks_[0].samples.size() + tracks_[1].samples.size(); }
  void writeMovie(base::Buffer& out) const;

 private:
  struct Entry {
    uint64_t offset;
    uint32_t size;
    uint32_t duration;
    int32_t compositionOffset;
    bool sync;
    uint8_t description;  // index of its track list, from 0
  };
  struct Track {
    std::vector<SampleDescription> descriptions;
    std::vector<Entry> samples;
    uint64_t start = 0;
    uint64_t lastTime = 0;
  };

  static void use(Track& track, const SampleDescription& description);
  uint32_t timescale(const Track& track) const;
  void appendTrack(base::Buffer& out, const Track& track, uint64_t* endMs) const;
  static void appendTables(base::Buffer& out, const Track& track);

  // State.
  Track tracks_[2];
};

}  // namespace guanlan::fmp4
