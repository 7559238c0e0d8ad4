#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/clip.h"
#include "engine/microphone.h"
#include "engine/receiver.h"
#include "engine/recorder.h"
#include "engine/result.h"
#include "engine/stream.h"
#include "engine/worker.h"
#include "net/port_pool.h"

namespace guanlan::engine {

struct EngineOptions {
  size_t workers = 0;  // 0: one less than the cores
  std::string bindAddress = "0.0.0.0";
  uint16_t portMin = 0;
  uint16_t portMax = 0;
  size_t maxStreams = 1000;
  size_t maxReceivers = 1000;
  size_t maxSenders = 1000;
  size_t maxViewers = 10000;
  Limits limits;
};

struct Opened {
  Handle handle = 0;
  uint16_t port = 0;
};

struct ReceiverRequest {
  ReceiverConfig config;
  uint16_t port = 0;
};
struct SenderRequest {
  Handle stream = 0;
  SenderConfig config;
  uint16_t port = 0;
  /// Sends through this receiver's socket or connection; 0: one of its own.
  Handle receiver = 0;
};

enum class Kind : uint8_t {
  kFree,
  kStream,
  kSharedPort,
  kReceiver,
  kSender,
  kClip,
  kViewer,
  kMicrophone,
  kRecorder,
  kCount
};

struct ViewerFacts {
  FormatKey format;
  bool webSocket = false;
  net::Address remote;
};

/// What describe*() gives, with what was fixed when the object was opened.
template <typename State>
struct Described {
  State state;
  std::string streamName;
  uint16_t localPort = 0;
};

/// The whole engine behind plain calls, for one thread: JavaScript's, or a test's. Nothing blocks: sockets are bound
/// here, so that failure is told at once, and handed over to a worker.
class Engine {
 public:
  /// Throws std::system_error when the system gives no threads or descriptors; nothing is left running then.
  Engine(const EngineOptions& options, std::function<void()> wake);
  ~Engine();

  Result<Handle> openStream(const std::string& name, LossPolicy policy, Handle sharedPort);
  Result<Handle> closeStream(Handle stream);
  Result<Opened> openSharedPort(uint16_t port);
  Result<Handle> closeSharedPort(Handle port);
  Result<Opened> openReceiver(ReceiverRequest request);
  Result<Handle> updateReceiver(Handle receiver, const ReceiverUpdate& change);
  Result<Handle> connectReceiver(Handle receiver, const net::Address& remote);
  Result<Handle> closeReceiver(Handle receiver);
  Result<Opened> openSender(SenderRequest request);
  Result<Handle> closeSender(Handle sender);
  /// A sender that was opened held begins.
  Result<Handle> startSender(Handle sender);
  Result<Handle> openClip(Handle stream, const std::optional<ClipFile>& video, const std::optional<ClipFile>& audio,
                          uint32_t loops, ClipRange range = {});
  Result<Handle> controlClip(Handle clip, const ClipControl& wish);
  Result<Handle> closeClip(Handle clip);
  /// Creates the file at `path`.
  Result<Handle> openRecorder(Handle stream, const std::string& path);
  Result<Handle> closeRecorder(Handle recorder);
  Result<Handle> adoptMicrophone(int fd, MicrophoneConfig config);
  Result<Handle> closeMicrophone(Handle microphone, uint16_t code, const std::string& reason);
  Result<Handle> adoptViewer(int fd, Handle stream, ViewerConfig config);
  Result<Handle> closeViewer(Handle viewer, uint16_t code, const std::string& reason);

  Result<Described<StreamState>> describeStream(Handle stream) const;
  Result<Described<ReceiverState>> describeReceiver(Handle receiver) const;
  Result<Described<SenderState>> describeSender(Handle sender) const;
  Result<Described<ViewerState>> describeViewer(Handle viewer) const;
  Result<Described<RecorderState>> describeRecorder(Handle recorder) const;
  Result<Described<ClipState>> describeClip(Handle clip) const;
  Transport transportOf(Handle handle) const { return entry(handle)->transport; }
  uint32_t ssrcOf(Handle handle) const { return entry(handle)->ssrc; }
  const ViewerFacts& viewerFacts(Handle handle) const { return entry(handle)->viewer; }
  size_t count(Kind kind) const { return counts_[static_cast<size_t>(kind)]; }
  uint64_t total(size_t counter) const;
  size_t memoryBytes() const;

  /// Events since the last call; handles whose `closed` is among them are free from now on.
  std::vector<Event> drain();
  /// Viewers get `drainMs`, then all is closed, then kEngineStopped. 0: ends the workers and closes their sockets here
  /// and now; every later call on what was open fails with kStopped, totals stay.
  void stop(int64_t drainMs);

 private:
  struct Entry {
    uint32_t generation = 1;
    Kind kind = Kind::kFree;
    Worker* worker = nullptr;
    Handle stream = 0;
    std::string name;
    Transport transport = Transport::kUdp;
    uint16_t port = 0;
    bool pooled = false;
    uint32_t ssrc = 0;
    Handle sharedPort = 0;
    ViewerFacts viewer;
    std::shared_ptr<Published<StreamState>> streamState;
    std::shared_ptr<Published<ReceiverState>> receiverState;
    std::shared_ptr<Published<SenderState>> senderState;
    std::shared_ptr<Published<ViewerState>> viewerState;
    std::shared_ptr<Published<RecorderState>> recorderState;
    std::shared_ptr<Published<ClipState>> clipState;
  };

  struct MediaSockets {
    net::Fd media;
    net::Fd rtcp;
    uint16_t port = 0;
    bool pooled = false;
  };

  const Entry* entry(Handle handle) const;
  const Entry* entry(Handle handle, Kind kind) const;
  Result<Handle> allocate(Kind kind, size_t limit, Worker* worker);
  Entry& entryOf(Handle handle);
  void release(Handle handle);
  /// Hands work to a worker; the handle is given back when the worker's queue is full.
  Result<Handle> submit(Handle handle, net::Task task);
  Result<Handle> command(Handle handle, Kind kind, const std::function<void(Worker&, Handle)>& what);
  Worker* quietestWorker() const;
  Result<MediaSockets> openSockets(Transport transport, uint16_t port);
  Result<MediaSockets> bindAt(Transport transport, uint16_t port);
  Result<Opened> finishReceiver(ReceiverRequest& request, MediaSockets sockets, net::Fd connecting);
  Result<Opened> finishSender(const SenderRequest& request, MediaSockets sockets);
  Result<Opened> openSenderThrough(SenderRequest request);
  Result<Opened> openSharedReceiver(ReceiverRequest& request);
  bool ssrcTaken(Handle sharedPort, uint32_t ssrc, Handle except) const;
  std::string streamName(Handle stream) const;
  void stopWhenDrained(Worker& worker, int64_t deadlineMs);

  // Given.
  EngineOptions options_;
  net::Address bindAddress_;
  // Owned.
  EventQueue events_;
  std::vector<std::unique_ptr<Worker>> workers_;
  net::PortPool ports_;
  // State.
  std::vector<Entry> entries_;
  std::vector<uint32_t> freeEntries_;
  size_t counts_[static_cast<size_t>(Kind::kCount)] = {};
  std::unordered_map<std::string, Handle> streamNames_;
  std::unordered_map<Worker*, size_t> streamsOf_;
  bool stopped_ = false;
  std::array<uint64_t, kCounterCount> endedTotals_{};  // of workers that are no more
  std::shared_ptr<std::atomic<size_t>> running_;
};

}  // namespace guanlan::engine
