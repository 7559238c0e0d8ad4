#include "engine/timeline.h"

#include <algorithm>
#include <cstdlib>

namespace guanlan::engine {

namespace {
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
    if (track.started && isFarOff(track, out, time.arrival90k) && !follow(track, tracks_[1 - id], *input)) {
      track.offset += track.expected() - out;
      jumps_++;
    }
    out = *input + track.offset;
  }
  track.lastArrival = time.arrival90k;
  OutputTime shown{out, out};
  const bool presentationAlone = id == codec::kVideoTrack && clockOf(track) != Clock::kArrival && !time.dts90k;
  if (input && presentationAlone) shown = reordered(track, out);
  out = shown.dts90k;
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
  if (composition < 0 || composition > kMaxComposition90k || clockOf(track) != Clock::kPts) composition = 0;
  return {out, std::max(shown.pts90k, out + composition)};
}

/// A pause or a loss makes a gap as long as nothing came; what is ahead by more, or behind, is another clock.
bool Timeline::isFarOff(const Track& track, int64_t out, int64_t arrival) const {
  const bool live = timing_ == Timing::kMedia;
  const int64_t pause = live ? std::max<int64_t>(arrival - track.lastArrival, 0) : 0;
  return out > track.expected() + (live ? kMaxJump90k : kMaxStep90k) + pause || out < track.last - kMaxBackstep90k;
}

/// Takes the other track's offset where that leads to about where the other is: it has made this jump already, or has
/// gone on while this one had a gap. The same offset keeps sound and picture together.
bool Timeline::follow(Track& track, const Track& other, int64_t stamp) {
  if (!other.mapped || clockOf(other) != clockOf(track)) return false;
  const bool live = timing_ == Timing::kMedia;
  const bool back = stamp + track.offset < track.last;
  if ((back || !live) && track.offset == other.offset) return false;
  if (std::llabs(stamp + other.offset - other.last) >= (live ? kMaxTrackOffset90k : kMaxStep90k)) return false;
  jumps_ += track.offset != other.offset;
  track.offset = other.offset;
  return true;
}

/// Pictures that are sent in decoding order with the times of their presentation alone (RFC 6184 §5.1). How far they
/// are reordered shows in the first ones; from then on presentation is true, and decoding goes ahead of it by as much.
OutputTime Timeline::reordered(Track& track, int64_t pts) {
  if (!track.started || pts > track.newestPts || track.newestPts - pts > kMaxReorder90k) {
    track.newestPts = pts;
    if (++track.inOrder > kInOrderProof) track.reorder = 0;
  } else if (pts < track.newestPts - kMaxJitter90k) {
    track.reorder = std::max(track.reorder, track.newestPts - pts);
    track.inOrder = 0;
  }
  const int64_t dts = track.started ? std::max(pts - track.reorder, track.last + 1) : pts;
  return {dts, std::max(pts, dts)};
}

/// The frame's time by the clock in use; nullopt: it has none, what went before must tell.
std::optional<int64_t> Timeline::stamp(Track& track, const InputTime& time) {
  std::optional<int64_t> now;
  switch (clockOf(track)) {
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

/// The first stamp of a track: on the other track's clock when that is near, else level with where the other is.
void Timeline::align(Track& track, const Track& other, int64_t stamp) {
  track.mapped = true;
  const bool shared = other.mapped && clockOf(other) == clockOf(track);
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

void Timeline::use(Timing timing) {
  timing_ = timing;
  for (Track& track : tracks_) {
    track.mapped = false;
    track.lastStamp.reset();
    track.stuck = 0;
    track.reorder = 0;
  }
}

void Timeline::put(uint8_t id, int64_t dts90k, int64_t duration90k) {
  Track& track = tracks_[id];
  track.started = true;
  track.last = dts90k;
  track.duration = duration90k;
  track.mapped = false;
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
    track.reorder = 0;
    track.started = newest >= 0;
    // Both go on from the same instant, so that what begins together stays together.
    track.last = std::max(last[i], newest - std::max<int64_t>(track.duration, 1));
  }
}

}  // namespace guanlan::engine
