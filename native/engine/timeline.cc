#include "engine/timeline.h"

#include <algorithm>
#include <cstdlib>

namespace guanlan::engine {

namespace {
/// Two tracks that jump by amounts closer than this made the same jump.
constexpr int64_t kSameJump90k = 90000;
/// Presentation may follow decoding by as much; more is a broken stamp.
constexpr int64_t kMaxComposition90k = 5 * 90000;
}  // namespace

OutputTime Timeline::map(uint8_t id, std::optional<int64_t> pts, std::optional<int64_t> dts, int64_t duration90k) {
  Track& track = tracks_[id];
  const std::optional<int64_t> stamp = dts ? dts : pts;
  int64_t out = track.started ? track.expected() : std::max<int64_t>(tracks_[1 - id].last, 0);
  if (stamp) {
    if (!track.mapped) align(track, tracks_[1 - id], *stamp);
    if (track.started && std::llabs(*stamp + track.offset - track.expected()) > kMaxJump90k) {
      const int64_t own = track.expected() - (*stamp + track.offset);
      // The other track made this jump already: the same step keeps sound and picture together.
      const bool same = jumped_[1 - id] && std::llabs(own - lastJump_) < kSameJump90k;
      track.offset += same ? lastJump_ : own;
      jumped_[1 - id] = false;
      jumped_[id] = !same;
      lastJump_ = own;
      jumps_++;
    }
    out = *stamp + track.offset;
  }
  if (track.started) out = std::max(out, track.last + 1);
  out = std::max<int64_t>(out, 0);
  const int64_t step = track.started ? out - track.last : 0;
  if (duration90k > 0) {
    track.duration = duration90k;
  } else if (step > 0 && step < kMaxJump90k) {
    track.duration = step;
  } else if (track.duration == 0) {
    track.duration = kDefaultVideoDuration90k;
  }
  track.started = true;
  track.last = out;
  int64_t composition = pts && dts ? *pts - *dts : 0;
  if (composition < 0 || composition > kMaxComposition90k) composition = 0;
  return {out, out + composition};
}

/// The first stamp of a track: on the other track's clock when that is near, else level with where the other is.
void Timeline::align(Track& track, const Track& other, int64_t stamp) {
  track.mapped = true;
  if (track.started) {
    track.offset = track.expected() - stamp;
    if (other.mapped && std::llabs(stamp + other.offset - track.expected()) < kMaxTrackOffset90k)
      track.offset = other.offset;
    return;
  }
  track.offset = -stamp;
  if (!other.mapped) return;
  const bool near = std::llabs(stamp + other.offset - other.last) < kMaxTrackOffset90k;
  track.offset = near ? other.offset : other.last - stamp;
}

void Timeline::restart() {
  for (Track& track : tracks_) track.mapped = false;
  jumped_[0] = jumped_[1] = false;
}

}  // namespace guanlan::engine
