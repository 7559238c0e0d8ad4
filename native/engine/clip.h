#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/counters.h"
#include "engine/event_queue.h"
#include "engine/frame_ring.h"
#include "engine/timeline.h"
#include "net/loop.h"

namespace guanlan::engine {

class Stream;
class Worker;

constexpr size_t kMaxClipBytes = size_t{64} << 20;
/// G.711 of one frame: 40 ms.
constexpr size_t kClipAudioFrameBytes = 320;

struct ClipFrame {
  bool key = false;
  base::Buffer payload;
};

/// A file's frames, read once and shared by all clips of the same file.
struct ClipTrack {
  codec::TrackInfo info;
  std::vector<ClipFrame> frames;
  int64_t frameDuration90k = 0;
};

struct ClipFile {
  std::string path;
  codec::Codec codec = codec::Codec::kUnknown;
  double framesPerSecond = 25;
  /// A WAV file, whatever its coding; it becomes `codec`, which is kPcma.
  bool wav = false;
};

struct ClipLoad {
  std::shared_ptr<const ClipTrack> track;
  std::string error;  // why not, in one sentence
};

/// Annex B H.264 or H.265 without B pictures, raw G.711 of 8 kHz, WAV, or AAC in ADTS. Reads the file on the caller's
/// thread.
ClipLoad loadClip(const ClipFile& file);
/// Where a source begins: behind what another left on the stream's clock, by a picture's time at 25 a second.
int64_t startAfter(const FrameRing& ring);

/// What is told to a clip that plays; what is absent stays as it is.
struct ClipControl {
  std::optional<bool> paused{};
  /// Goes to the key frame there or before.
  std::optional<int64_t> positionMs{};
  /// Times real time; below 0 the key-frame groups come backwards, and the pictures of each forwards (GB/T 28181-2022
  /// annex B). Never 0. Sound is played at 1 alone.
  std::optional<double> scale{};
};

/// The part of the files that is played.
struct ClipRange {
  int64_t startMs = 0;
  int64_t endMs = INT64_MAX;
};

struct ClipState {
  int64_t positionMs = 0;  // of the newest frame, within the files
  int64_t durationMs = 0;  // of the longer track
  bool paused = false;
  double scale = 1;
};

/// Plays tracks into a stream in real time, when nobody else feeds it (else it closes with kExists); each goes round on
/// its own, with time stamps that go on. After a jump they are those of the files, as recorders send them.
class Clip {
 public:
  struct Config {
    Handle handle = 0;
    std::shared_ptr<const ClipTrack> video;
    std::shared_ptr<const ClipTrack> audio;
    /// 0: until closed.
    uint32_t loops = 0;
    ClipRange range;
  };

  Clip(Worker& worker, Stream& stream, Config config, std::shared_ptr<Published<ClipState>> shared);
  ~Clip();

  Handle handle() const { return config_.handle; }
  Handle stream() const { return streamHandle_; }
  void control(const ClipControl& wish);

 private:
  struct Playing {
    const ClipTrack* track = nullptr;
    size_t first = 0;
    size_t last = 0;  // behind the last frame
    size_t next = 0;
    uint32_t loops = 0;
    int64_t turned90k = 0;    // media time of the rounds behind it
    int64_t dueTicks90k = 0;  // since the start, on the worker's clock
    int64_t media90k() const { return static_cast<int64_t>(next) * track->frameDuration90k; }
  };

  static Playing cut(const ClipTrack* track, const ClipRange& range);
  void play();
  void end(base::Status status);
  bool playDue(Playing& playing, uint8_t id, int64_t now90k);
  void forward(Playing& playing) const;
  void backward(Playing& playing) const;
  void seek(int64_t media90k);
  void reschedule();
  void publish();
  bool finished(const Playing& playing) const;
  bool soundPlays() const { return scale_ == 1 || !video_.track; }
  int64_t elapsed90k() const;

  // Given.
  Worker& worker_;
  Stream& stream_;
  Config config_;
  Handle streamHandle_;
  std::shared_ptr<Published<ClipState>> shared_;
  // State.
  uint32_t generation_ = 0;
  int64_t base90k_ = 0;  // the first frame's time on the stream's clock
  Playing video_;
  Playing audio_;
  double scale_ = 1;
  bool paused_ = false;
  bool ending_ = false;
  int64_t newest90k_ = 0;
  int64_t startedMs_;
  net::TimerId timer_ = 0;
};

}  // namespace guanlan::engine
