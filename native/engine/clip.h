#pragma once

#include <memory>
#include <string>
#include <vector>

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

/// Plays tracks into a stream in real time, when nobody else feeds it (else it closes with kExists); each goes round on
/// its own, with time stamps that go on.
class Clip {
 public:
  /// `loops` 0: until closed.
  Clip(Worker& worker, Stream& stream, Handle handle, std::shared_ptr<const ClipTrack> video,
       std::shared_ptr<const ClipTrack> audio, uint32_t loops);
  ~Clip();

  Handle handle() const { return handle_; }
  Handle stream() const { return streamHandle_; }

 private:
  struct Playing {
    std::shared_ptr<const ClipTrack> track;
    size_t next = 0;
    uint32_t loops = 0;
    int64_t dueTicks90k = 0;  // since the start; on the stream's clock base90k_ later
  };

  void play();
  void end(base::Status status);
  bool playDue(Playing& playing, uint8_t track, int64_t now90k);
  bool finished(const Playing& playing) const { return !playing.track || (loops_ > 0 && playing.loops >= loops_); }

  // Given.
  Worker& worker_;
  Stream& stream_;
  Handle handle_;
  Handle streamHandle_;
  uint32_t loops_;
  // State.
  uint32_t generation_ = 0;
  int64_t base90k_ = 0;  // the first frame's time on the stream's clock
  Playing video_;
  Playing audio_;
  int64_t startedMs_;
  net::TimerId timer_ = 0;
};

}  // namespace guanlan::engine
