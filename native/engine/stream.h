#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/frame_builder.h"
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

/// The frames of one source and everybody who reads them; pinned to one worker.
///
///   receivers, clips --FrameBuilder--> ring --flush(), once a tick--> formats --> viewers
///                                        '---------------------------> senders
class Stream : public FrameSink {
 public:
  /// `keepGop`: see FrameRing.
  Stream(Worker& worker, Handle handle, LossPolicy policy, std::shared_ptr<Published<StreamState>> shared,
         bool keepGop = true);
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
  /// Serves every reader; called by the worker at the end of a tick with new frames.
  void flush();
  void onPeriod();
  void adopt(const ViewerConfig& config, net::Fd fd, std::shared_ptr<Published<ViewerState>> shared);
  void closeViewer(Handle viewer, uint16_t code, const std::string& reason);
  void readerEnded() { readersEnded_ = true; }
  void addSender(std::unique_ptr<Sender> sender);
  void closeSender(Handle sender, base::Status status);
  void close(base::Status status, const std::string& reason);
  void drain();
  bool drained() const { return viewers_.empty(); }
  size_t memoryBytes() const { return ring_.memoryBytes(); }

 private:
  ViewerFormat& formatFor(const FormatKey& key);
  void sweep();
  void trim();
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
  bool ready_ = false;
  bool readersEnded_ = false;
  bool tracksChanged_ = false;  // since they were published
  int64_t lastFrameMs_ = -1;
  std::string codecs_;
  Counters counters_;
  Counters published_;
};

}  // namespace guanlan::engine
