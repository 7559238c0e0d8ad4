#pragma once

#include <cstdint>
#include <optional>

#include "codec/media.h"

namespace guanlan::engine {

/// A time stamp farther than this from where it should be is a new clock, not a pause.
constexpr int64_t kMaxJump90k = 10 * 90000;
/// Two tracks whose first stamps are closer than this share one clock.
constexpr int64_t kMaxTrackOffset90k = 10 * 90000;
/// A picture lasts this long until a second one tells better.
constexpr int64_t kDefaultVideoDuration90k = 3600;

struct OutputTime {
  int64_t dts90k = 0;
  int64_t pts90k = 0;
};

/// Maps what cameras write as time to the stream's own: from 0, per track never backwards, sound in step with picture.
/// Input stamps are unwrapped 90 kHz ticks; absent ones are filled in from what went before.
class Timeline {
 public:
  /// `duration90k`: of this frame when known, else 0.
  OutputTime map(uint8_t track, std::optional<int64_t> pts90k, std::optional<int64_t> dts90k, int64_t duration90k);
  /// Stamps that were far off and began a new clock.
  uint64_t jumps() const { return jumps_; }
  /// The input begins anew (another sender): the output goes on where it is.
  void restart();

 private:
  struct Track {
    bool started = false;
    bool mapped = false;   // offset is valid
    int64_t offset = 0;    // output = input + offset
    int64_t last = -1;     // last output dts
    int64_t duration = 0;  // of the last frame
    int64_t expected() const { return last + (duration > 0 ? duration : 1); }
  };

  void align(Track& track, const Track& other, int64_t stamp);

  // State.
  Track tracks_[2];
  int64_t lastJump_ = 0;
  bool jumped_[2] = {false, false};
  uint64_t jumps_ = 0;
};

}  // namespace guanlan::engine
