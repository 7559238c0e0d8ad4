#pragma once

#include <cstdint>
#include <optional>

#include "codec/media.h"

namespace guanlan::engine {

/// A time stamp that is ahead of where it should be by more than this and the time that nothing came is a new clock.
constexpr int64_t kMaxJump90k = 10 * 90000;
/// The same of a record that is played, where a player cannot cross the hole that a seek would leave.
constexpr int64_t kMaxStep90k = 90000;
/// A decoding time cannot go back; a stamp that does so by more than reordered pictures explain is a new clock.
constexpr int64_t kMaxBackstep90k = 90000;
/// Two tracks whose first stamps are closer than this share one clock.
constexpr int64_t kMaxTrackOffset90k = 10 * 90000;
/// A longer step is a gap, and tells nothing of how long a frame lasts.
constexpr int64_t kMaxFrame90k = 90000;
/// A picture lasts this long until a second one tells better.
constexpr int64_t kDefaultVideoDuration90k = 3600;
/// Pictures shown later than pictures that were sent behind them are at most so far apart.
constexpr int64_t kMaxReorder90k = 90000;
/// A step back of less is a clock that trembles.
constexpr int64_t kMaxJitter90k = 900;
/// Pictures in order after which none is taken to be reordered any more.
constexpr uint32_t kInOrderProof = 100;
/// Pictures in a row without a usable stamp before the next clock is tried.
constexpr uint32_t kStuckProof = 8;

/// Where the time of frames comes from, whatever is known of it is mapped to the stream's own.
enum class Timing : uint8_t {
  kMedia,    // what the camera writes; a step ahead may be a loss
  kRecord,   // the same of a record that is played: a step ahead or back is a seek, and leaves no hole
  kArrival,  // when it came, for records at another speed or backwards; pauses leave no hole
};

struct OutputTime {
  int64_t dts90k = 0;
  int64_t pts90k = 0;
};

/// What one frame says of its time. All in 90 kHz ticks, unwrapped.
struct InputTime {
  std::optional<int64_t> pts90k;
  std::optional<int64_t> dts90k;
  /// RTP timestamp of the packet that the frame began in.
  std::optional<int64_t> rtp90k;
  int64_t arrival90k = 0;
  /// Of this frame when known, else 0.
  int64_t duration90k = 0;
};

/// Maps what cameras write as time to the stream's own: from 0, per track never backwards, sound in step with picture.
///
/// QUIRK timestamps-stuck: some platforms write the same PTS into every frame, or none at all; then the RTP timestamps
/// are taken, and the time of arrival when they stand still too.
class Timeline {
 public:
  OutputTime map(uint8_t track, const InputTime& time);
  /// From now on, also when it is in use already: what comes next follows what was last.
  void use(Timing timing);
  /// The track had a frame that was not mapped.
  void put(uint8_t track, int64_t dts90k, int64_t duration90k);
  /// When the next frame of a track is due; -1 before its first.
  int64_t next(uint8_t track) const { return tracks_[track].started ? tracks_[track].expected() : -1; }
  /// Stamps that were far off and began a new clock.
  uint64_t jumps() const { return jumps_; }
  /// Tracks that do not use their PTS.
  uint64_t stuckTracks() const { return (tracks_[0].clock != Clock::kPts) + (tracks_[1].clock != Clock::kPts); }
  /// The input begins anew (another sender): the output goes on behind `last`, the newest time of each track, -1: none.
  void restart(int64_t lastVideo, int64_t lastAudio);

 private:
  enum class Clock : uint8_t { kPts, kRtp, kArrival };

  struct Track {
    bool started = false;
    bool mapped = false;   // offset is valid
    int64_t offset = 0;    // output = input + offset
    int64_t last = -1;     // last output dts
    int64_t duration = 0;  // of the last frame
    Clock clock = Clock::kPts;
    std::optional<int64_t> lastStamp;
    uint32_t stuck = 0;
    int64_t lastArrival = 0;
    int64_t newestPts = 0;  // presentation: the farthest so far
    int64_t reorder = 0;    // how far behind it others were
    uint32_t inOrder = 0;   // pictures since then
    int64_t expected() const { return last + (duration > 0 ? duration : 1); }
  };

  Clock clockOf(const Track& track) const { return timing_ == Timing::kArrival ? Clock::kArrival : track.clock; }
  std::optional<int64_t> stamp(Track& track, const InputTime& time);
  void align(Track& track, const Track& other, int64_t stamp);
  bool isFarOff(const Track& track, int64_t out, int64_t arrival) const;
  bool follow(Track& track, const Track& other, int64_t stamp);
  OutputTime reordered(Track& track, int64_t pts);

  // State.
  Timing timing_ = Timing::kMedia;
  Track tracks_[2];
  uint64_t jumps_ = 0;
};

}  // namespace guanlan::engine
