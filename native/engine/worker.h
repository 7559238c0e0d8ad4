#pragma once

#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "engine/chunk_pool.h"
#include "engine/counters.h"
#include "engine/event_queue.h"
#include "engine/packet_queue.h"
#include "engine/pressure.h"
#include "net/loop.h"

// One thread with its loop. Owns what is pinned to it; nothing of it is touched by another thread but through post(),
// Totals and Published values.
namespace guanlan::engine {

class Clip;
class Microphone;
class Receiver;
class Recorder;
class SharedPort;
class Stream;

/// Silence, stalls and reports are looked after this often.
constexpr int64_t kPeriodMs = 100;
/// Figures are published every so many periods, each object in its turn: a thousand objects cost many cache misses.
constexpr uint64_t kPublishPeriods = 5;

struct Limits {
  size_t ringBytes = size_t{8} << 20;
  /// Whoever joins begins at once; without, a stream that nobody watches keeps nothing.
  bool keepGop = true;
  size_t viewerBytes = size_t{4} << 20;
  int64_t viewerAgeMs = 1500;
  int64_t viewerStallMs = 10000;
  int receiveBufferBytes = 4 << 20;
  size_t reorderPackets = 64;
  int64_t reorderMs = 200;
  /// Viewers of a stream with many of them, and all under pressure, get what is new in one write every kMergeMs.
  bool mergeWrites = true;
};

/// Viewers that one stream, and all streams together, serve in a tick; the rest waits until sockets were looked at
/// again.
constexpr size_t kMaxStreamServedATick = 128;
constexpr size_t kMaxServedATick = 512;

class Worker {
 public:
  /// Throws std::system_error as Loop does.
  Worker(EventQueue& events, const Limits& limits, net::Clock clock = net::monotonicMs, uint32_t number = 0);
  /// Ends the thread first: an engine that could not start all of its workers is left here.
  ~Worker();

  // From any thread.
  bool post(net::Task task) { return loop_.post(std::move(task)); }
  /// Throws std::system_error when the system gives no thread.
  void start();
  /// Ends the thread after what was posted; join() waits for it.
  void stop() { loop_.stop(); }
  void join();
  const Totals& totals() const { return totals_; }
  size_t memoryBytes() const { return memoryBytes_.load(std::memory_order_relaxed); }

  // From the worker's thread.
  net::Loop& loop() { return loop_; }
  int64_t nowMs() const { return loop_.nowMs(); }
  EventQueue& events() { return events_; }
  Totals& ownTotals() { return totals_; }
  const Limits& limits() const { return limits_; }
  /// In this period it is this object's turn to publish its figures.
  bool publishes(Handle handle) const { return (handle + period_) % kPublishPeriods == 0; }
  ChunkPool& chunks() { return chunks_; }
  net::DatagramReader& datagrams() { return datagrams_; }
  /// How it keeps up, and what it does about that.
  Load load() const { return pressure_.load(); }
  bool keysOnly() const { return load() == Load::kKeysOnly; }
  /// Scratch for one read of a stream socket.
  base::MutableBytes scratch() { return scratch_; }
  /// Packets of the sender whose turn it is, empty between two: memory that all share stays in the cache.
  PacketQueue& packetSlab() { return packetSlab_; }
  /// The stream has frames that its readers have not seen; they are served at the end of this tick.
  void markDirty(Stream& stream);
  /// The same at a later time.
  void markDirtyAt(int64_t ms, Stream& stream);
  void closed(Handle handle, base::Status status, int error = 0, const std::string& reason = "");

  Stream* stream(Handle handle);
  Receiver* receiver(Handle handle);
  SharedPort* sharedPort(Handle handle);
  Clip* clip(Handle handle);
  void addStream(std::unique_ptr<Stream> stream);
  void addReceiver(std::unique_ptr<Receiver> receiver);
  void addSharedPort(std::unique_ptr<SharedPort> port);
  void addClip(std::unique_ptr<Clip> clip);
  void addRecorder(std::unique_ptr<Recorder> recorder);
  void addMicrophone(std::unique_ptr<Microphone> microphone);
  void closeStream(Handle handle, base::Status status, const std::string& reason);
  void closeReceiver(Handle handle, base::Status status, int error = 0, const std::string& reason = "");
  void closeSharedPort(Handle handle);
  void closeClip(Handle handle, base::Status status);
  /// It is closed when its file is finished.
  void endRecorder(Handle handle);
  void closeMicrophone(Handle handle, base::Status status, const std::string& reason);
  /// With a close frame before.
  void endMicrophone(Handle handle, base::Status status, uint16_t code, const std::string& reason);
  /// Viewers and senders hang on their streams; which one is told by the caller.
  void closeAll(base::Status status);
  /// No viewer is left, and no file is unfinished.
  bool drained() const;
  void beginDrain();

 private:
  void onTick();
  void serveStreams();
  void watchLoad();
  void onPeriod();
  void lookAfterRecorders();

  // Given.
  EventQueue& events_;
  Limits limits_;
  uint32_t number_;
  // Owned.
  net::Loop loop_;
  ChunkPool chunks_;  // outlives the streams
  net::DatagramReader datagrams_;
  base::Buffer scratch_;
  PacketQueue packetSlab_;
  std::thread thread_;
  Totals totals_;
  std::unordered_map<Handle, std::unique_ptr<Stream>> streams_;
  std::unordered_map<Handle, std::unique_ptr<Receiver>> receivers_;
  std::unordered_map<Handle, std::unique_ptr<SharedPort>> sharedPorts_;
  std::unordered_map<Handle, std::unique_ptr<Clip>> clips_;
  std::unordered_map<Handle, std::unique_ptr<Microphone>> microphones_;
  std::unordered_map<Handle, std::unique_ptr<Recorder>> recorders_;  // before the streams they read
  // State.
  std::vector<Stream*> dirty_;
  uint64_t period_ = 0;
  std::vector<Stream*> serving_;
  Pressure pressure_;
  std::atomic<size_t> memoryBytes_{0};
};

}  // namespace guanlan::engine
