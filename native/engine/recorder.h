#pragma once

#include <memory>
#include <optional>

#include "codec/flac.h"
#include "engine/counters.h"
#include "engine/event_queue.h"
#include "engine/frame_ring.h"
#include "engine/record_file.h"
#include "fmp4/muxer.h"

namespace guanlan::engine {

class Stream;
class Worker;

struct RecorderState {
  int64_t durationMs = 0;
  uint64_t frames = 0;
  uint64_t keyFrames = 0;
  uint64_t bytes = 0;
};

/// Writes a stream into a file: a reader of its ring that never drops. Times begin at 0; G.711 becomes FLAC, which
/// browsers play.
///
///   waiting --stream ready--> recording --closed by us | stream ends | file takes no more--> finishing --written-->
///   gone
///
/// It outlives its stream while its file is finished.
class Recorder {
 public:
  Recorder(Worker& worker, Stream& stream, Handle handle, std::shared_ptr<RecordFile> file,
           std::shared_ptr<Published<RecorderState>> shared);
  ~Recorder();

  Handle handle() const { return handle_; }
  /// 0 once it is finishing.
  Handle stream() const;
  /// The first frame that it has not got yet.
  uint64_t needed() const;
  void flush();
  /// Publishes the figures; finishes when the file takes no more.
  void onPeriod();
  /// Takes what is there, and no more.
  void finish();
  /// How the file ended; nullopt while it is not.
  std::optional<RecordOutcome> outcome() const { return file_->outcome(); }
  RecordOutcome wait();

 private:
  bool start();
  void take(const Frame& frame);
  void useTracks(const Frame& frame, RecordPiece& piece);
  void publish();

  // Given.
  Worker& worker_;
  Stream* stream_;  // null: finishing
  Handle handle_;
  std::shared_ptr<RecordFile> file_;
  std::shared_ptr<Published<RecorderState>> shared_;
  // Owned.
  std::optional<fmp4::Muxer> muxer_;
  std::optional<codec::FlacEncoder> flac_;
  // State.
  bool started_ = false;
  bool full_ = false;  // the file takes no more
  uint64_t cursor_ = 0;
  uint32_t generation_ = 0;
  codec::Codec audio_ = codec::Codec::kUnknown;  // of the stream
  uint32_t sampleRate_ = 0;
  int64_t base90k_ = 0;
  RecorderState state_;
};

}  // namespace guanlan::engine
