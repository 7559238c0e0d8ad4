#pragma once

#include <memory>
#include <string>
#include <vector>

#include "egress/websocket.h"
#include "engine/counters.h"
#include "engine/event_queue.h"
#include "engine/viewer_format.h"
#include "net/loop.h"

namespace guanlan::engine {

class Stream;
class Worker;

/// Bytes of unasked input that a player may send over HTTP before it is closed.
constexpr uint64_t kMaxIgnoredHttpBytes = 64 << 10;
/// What the kernel holds of a player's stream and has not sent: more would be lag that no bound of ours sees.
constexpr int kMaxUnsentBytes = 128 << 10;
/// A player that asks for answers and takes none gets no more of them when so many bytes wait.
constexpr size_t kMaxPendingReplyBytes = 64 << 10;
/// Memory that a viewer keeps when nothing is pending.
constexpr size_t kKeptPendingBytes = 16 << 10;

struct ViewerConfig {
  Handle handle = 0;
  FormatKey format;
  bool webSocket = false;
  std::string head;
};

struct ViewerState {
  ViewerCounters counters;
  uint64_t queuedBytes = 0;
  int64_t ageMs = 0;
};

/// A player whose socket is ours: a cursor into the stream's ring.
///
///   waiting --stream ready--> playing --socket full--> blocked --drains--> playing
///                               ^                         '--too far behind--> jump to the newest key frame
///   any --peer gone | stalled | closed by us--> closed
///
/// Nothing is copied for a player that keeps up; of one that does not, the rest of one frame.
class alignas(64) Viewer : private net::IoHandler {
 public:
  Viewer(Worker& worker, Stream& stream, ViewerFormat& format, const ViewerConfig& config, net::Fd fd,
         std::shared_ptr<Published<ViewerState>> shared);
  ~Viewer() override;

  Handle handle() const { return handle_; }
  ViewerFormat& format() { return format_; }
  bool closed() const { return closed_; }
  /// The socket took nothing; the loop tells when it does.
  bool blocked() const { return blocked_; }
  /// The first frame that it has not got yet, or will begin with; kNoSequence: none is there.
  uint64_t needed() const;
  /// Sends what is new, as far as the socket takes it. True when it took anything.
  bool flush();
  /// Stall and age; publishes the figures.
  void onPeriod();
  /// WebSocket: with a close frame.
  void close(base::Status status, uint16_t code, const std::string& reason);
  /// Takes no more frames and closes when what is queued is gone.
  void drain() { draining_ = true; }

 private:
  void onReadable() override;
  void onWritable() override { flush(); }
  void readHttp(base::Bytes bytes);
  void readWebSocket(base::Bytes bytes);
  bool start();
  const FrameBatch* nextBatch();
  void skipToKey();
  void queueConfig(const Frame& first, bool header);
  ssize_t send(const FrameBatch& batch);
  void consume(const FrameBatch& batch, size_t sent);
  void consumeFrames(const FrameBatch& batch, size_t sent);
  void keepRest(const FrameBatch& batch, size_t index, size_t sent);
  size_t pendingBytes() const { return pending_.size() - pendingAt_; }
  void sendPending();
  void setBlocked(bool blocked);
  int64_t ageMs() const;
  uint64_t behindBytes() const;
  void keepUp();
  void jump();
  void fail(base::Status status, const std::string& reason);

  // State of every flush, in the cache line behind the base class.
  Worker& worker_;
  Stream& stream_;
  ViewerFormat& format_;
  net::Fd fd_;
  bool webSocket_;
  bool started_ = false;
  bool blocked_ = false;
  bool closed_ = false;
  bool draining_ = false;
  bool waitKey_ = false;
  uint32_t generation_ = 0;
  uint64_t cursor_ = 0;
  int64_t lastProgressMs_;
  ViewerCounters counters_;
  base::Buffer pending_;  // goes before any frame: head, header, rest of a frame, replies
  size_t pendingAt_ = 0;
  // Given.
  Handle handle_;
  // Owned.
  std::shared_ptr<Published<ViewerState>> shared_;
  egress::WebSocketReader reader_;
  // State.
  int64_t sinceMs_ = 0;  // of the start or the last jump
  uint64_t ignoredBytes_ = 0;
  ViewerCounters published_;
};

}  // namespace guanlan::engine
