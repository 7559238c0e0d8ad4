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

OutputTime Timeline::map(uint8_t id, const InputTime& time) {
  Track& track = tracks_[id];
  const std::optional<int64_t> input = stamp(track, time);
  int64_t out = track.started ? track.expected() : std::max<int64_t>(tracks_[1 - id].last, 0);
  if (input) {
    if (!track.mapped) align(track, tracks_[1 - id], *input);
    out = *input + track.offset;
    const bool isFarOff = out > track.expected() + kMaxJump90k || out < track.last - kMaxBackstep90k;
    if (track.started && isFarOff) {
      jump(id, *input);
      out = *input + track.offset;
    }
  }
  if (track.started) out = std::max(out, track.last + 1);
  out = std::max<int64_t>(out, 0);
  const int64_t step = track.started ? out - track.last : 0;
  if (time.duration90k > 0) {
    track.duration = time.duration90k;
  } else if (step > 1 && step <= kMaxFrame90k) {
    track.duration = step;
  } else if (track.duration == 0) {
    track.duration = kDefaultVideoDuration90k;
  }
  track.started = true;
  track.last = out;
  int64_t composition = time.pts90k && time.dts90k ? *time.pts90k - *time.dts90k : 0;
  if (composition < 0 || composition > kMaxComposition90k || track.clock != Clock::kPts) composition = 0;
  return {out, out + composition};
}

/// The frame's time by the clock in use; nullopt: it has none, what went before must tell.
std::optional<int64_t> Timeline::stamp(Track& track, const InputTime& time) {
  std::optional<int64_t> now;
  switch (track.clock) {
    case Clock::kPts:
      now = time.dts90k ? time.dts90k : time.pts90k;
      break;
    case Clock::kRtp:
      now = time.rtp90k;
      break;
    case Clock::kArrival:
      return time.arrival90k;
  }
  const bool moves = now && now != track.lastStamp;
  if (moves) {
    track.lastStamp = now;
    track.stuck = 0;
    return now;
  }
  if (++track.stuck < kStuckProof) return std::nullopt;
  track.clock = track.clock == Clock::kPts ? Clock::kRtp : Clock::kArrival;
  track.lastStamp.reset();
  track.stuck = 0;
  track.mapped = false;
  return std::nullopt;
}

void Timeline::jump(uint8_t id, int64_t stamp) {
  Track& track = tracks_[id];
  const int64_t own = track.expected() - (stamp + track.offset);
  // The other track made this jump already: the same step keeps sound and picture together.
  const bool same = jumped_[1 - id] && std::llabs(own - lastJump_) < kSameJump90k;
  if (!same) lastJump_ = own;
  track.offset += lastJump_;
  jumped_[1 - id] = false;
  jumped_[id] = !same;
  jumps_++;
}

/// The first stamp of a track: on the other track's clock when that is near, else level with where the other is.
void Timeline::align(Track& track, const Track& other, int64_t stamp) {
  track.mapped = true;
  const bool shared = other.mapped && other.clock == track.clock;
  if (track.started) {
    track.offset = track.expected() - stamp;
    if (shared && std::llabs(stamp + other.offset - track.expected()) < kMaxTrackOffset90k) track.offset = other.offset;
    return;
  }
  track.offset = -stamp;
  if (!other.mapped) return;
  const bool near = shared && std::llabs(stamp + other.offset - other.last) < kMaxTrackOffset90k;
  track.offset = near ? other.offset : other.last - stamp;
}

void Timeline::restart(int64_t lastVideo, int64_t lastAudio) {
  const int64_t last[2] = {lastVideo, lastAudio};
  const int64_t newest = std::max(lastVideo, lastAudio);
  for (size_t i = 0; i < 2; i++) {
    Track& track = tracks_[i];
    track.mapped = false;
    track.clock = Clock::kPts;
    track.lastStamp.reset();
    track.stuck = 0;
    track.started = newest >= 0;
    // Both go on from the same instant, so that what begins together stays together.
    track.last = std::max(last[i], newest - std::max<int64_t>(track.duration, 1));
  }
  jumped_[0] = jumped_[1] = false;
}

}  // namespace guanlan::engine
