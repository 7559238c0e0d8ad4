#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>

namespace guanlan::engine {

/// A source whose pictures did not come in the usual time must do so for this many before it is relied on again.
constexpr uint32_t kSteadyPictures = 2;
/// A time between pictures is the usual one when it differs by at most this part of it.
constexpr int64_t kCadenceTolerance = 4;
/// A longer time between two pictures is a pause.
constexpr int64_t kMaxCadence90k = 90000;

/// The usual time between a source's pictures, in 90 kHz ticks of RTP: tells whether a picture can be missing between
/// two others. Of a source that keeps no pace nothing can be told.
class Cadence {
 public:
  /// A picture begins, and nothing was lost since the one before.
  void step(int64_t time90k) {
    const int64_t between = last_ ? time90k - *last_ : 0;
    if (isUsual(between)) {
      if (steady_ < kSteadyPictures) steady_++;
    } else if (last_) {
      // The first time that is known is no break of a pace.
      if (usual_ > 0 || !isPossible(between)) steady_ = 0;
      usual_ = isPossible(between) ? between : 0;
    }
    last_ = time90k;
  }
  /// Whether a picture of this time, behind a gap, is the very next one. The gap itself says nothing of the pace.
  bool resume(int64_t time90k) {
    const bool next = steady_ >= kSteadyPictures && last_ && isUsual(time90k - *last_);
    last_ = time90k;
    return next;
  }

 private:
  static bool isPossible(int64_t between) { return between > 0 && between <= kMaxCadence90k; }
  bool isUsual(int64_t between) const { return usual_ > 0 && std::abs(between - usual_) <= usual_ / kCadenceTolerance; }

  // State.
  std::optional<int64_t> last_;
  int64_t usual_ = 0;  // 0: not known
  uint32_t steady_ = kSteadyPictures;
};

}  // namespace guanlan::engine
