#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/frame_builder.h"
#include "engine/recorder.h"
#include "engine/sender.h"
#include "engine/viewer.h"
#include "engine/viewer_format.h"

namespace guanlan::engine {

struct StreamState {
  bool ready = false;
  codec::Tracks tracks;
  std::string codecs;
  Counters counters;
  size_t viewers = 0;
  size_t senders = 0;
  int64_t lastFrameMs = -1;
  size_t memoryBytes = 0;
};

/// Merged writes to a viewer are so far apart; with the tick and its work no gap is longer than 120 ms.
constexpr int64_t kMergeMs = 80;
/// A stream with so many viewers merges their writes even on a calm worker.
constexpr size_t kMergeViewers = 64;

/// The frames of one source and everybody who reads them; pinned to one worker.
///
///   receivers, clips --FrameBuilder--> ring --flush(), once a tick--> formats --rounds--> viewers
///                                        '---------------------------> senders, recorders
///
/// Viewers are served in rounds, a share of each round a tick. A round begins as soon as there is something new; while
/// writes are merged, kMergeMs after the last one began, but for key frames, which viewers may be waiting for.
class Stream : public FrameSink {
 public:
  Stream(Worker& worker, Handle handle, LossPolicy policy, std::shared_ptr<Published<StreamState>> shared);
  ~Stream() override;

  Handle handle() const { return handle_; }
  LossPolicy lossPolicy() const { return policy_; }
  FrameRing& ring() { return ring_; }
  const TrackHistory& tracks() const { return tracks_; }
  bool ready() const { return ready_; }
  bool hasVideo() const { return !tracks_.empty() && tracks_.newest().hasVideo(); }

  void onTracks(const codec::Tracks& tracks, uint32_t generation) override;
  void onFrame(const Frame& frame) override;
  void onDropped() override { counters_[Counter::kDroppedFrames]++; }

  /// In its worker's list of streams to flush.
  bool dirty = false;
  /// Serves its readers; called by the worker at the end of a tick with new frames. Gives the viewers that were looked
  /// at; when some are left, it marks itself for the next tick.
  size_t flush();
  void onPeriod();
  void adopt(const ViewerConfig& config, net::Fd fd, std::shared_ptr<Published<ViewerState>> shared);
  void closeViewer(Handle viewer, uint16_t code, const std::string& reason);
  void readerEnded() { readersEnded_ = true; }
  void addSender(std::unique_ptr<Sender> sender);
  Sender* sender(Handle handle);
  void closeSender(Handle sender, base::Status status);
  /// It belongs to the worker, and takes itself away.
  void addRecorder(Recorder& recorder) { recorders_.push_back(&recorder); }
  void removeRecorder(Recorder& recorder) { std::erase(recorders_, &recorder); }
  void close(base::Status status, const std::string& reason);
  void drain();
  bool drained() const { return viewers_.empty(); }
  size_t memoryBytes() const { return ring_.memoryBytes(); }

 private:
  ViewerFormat& formatFor(const FormatKey& key);
  void sweep();
  void trim();
  bool merging() const;
  bool beginRound();
  size_t serveViewers();
  void publish();

  // Given.
  Worker& worker_;
  Handle handle_;
  LossPolicy policy_;
  std::shared_ptr<Published<StreamState>> shared_;
  // Owned.
  FrameRing ring_;
  TrackHistory tracks_;
  FlacFrames flac_;
  std::vector<std::unique_ptr<ViewerFormat>> formats_;
  std::vector<std::unique_ptr<Viewer>> viewers_;
  std::vector<std::unique_ptr<Sender>> senders_;
  // State.
  std::vector<Recorder*> recorders_;
  bool ready_ = false;
  bool readersEnded_ = false;
  bool tracksChanged_ = false;  // since they were published
  bool keyIsNew_ = false;
  bool inRound_ = false;
  size_t nextViewer_ = 0;  // of the round
  uint64_t roundEnd_ = 0;  // sequence up to which it serves
  int64_t roundMs_;        // when it began
  int64_t wakeMs_;         // when the stream is looked at again at the latest, or before now
  int64_t lastFrameMs_ = -1;
  std::string codecs_;
  Counters counters_;
  Counters published_;
};

}  // namespace guanlan::engine
