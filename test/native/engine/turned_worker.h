#pragma once

#include "engine/worker_thread.h"

// A worker without a thread, in a time that passes by hand: what it does in one turn, and what that turn takes.
namespace guanlan::testing {

inline thread_local int64_t turnedMs = 0;

class TurnedWorker {
 public:
  explicit TurnedWorker(engine::Limits limits = {})
      : events_([] {}),
        worker_(
            events_, limits, [] { return turnedMs; }, kNumber) {
    addStream(kStream, tracksOf(true, codec::Codec::kUnknown));
  }
  static constexpr uint32_t kNumber = 3;

  engine::Worker& worker() { return worker_; }
  engine::Stream& stream(Handle handle = kStream) { return *worker_.stream(handle); }
  void addStream(Handle handle, const codec::Tracks& tracks) {
    worker_.addStream(std::make_unique<engine::Stream>(worker_, handle, engine::LossPolicy::kDropToKey,
                                                       std::make_shared<engine::Published<engine::StreamState>>()));
    stream(handle).ring().claim(this);
    stream(handle).onTracks(tracks, stream(handle).ring().nextGeneration());
  }
  /// One turn, in which the worker has `workMs` to do; true when it wants the next at once.
  bool turn(int64_t workMs = 0) {
    worker_.post([workMs] { turnedMs += workMs; });
    return worker_.loop().turn();
  }
  /// Turns of 1 ms without work.
  void pass(int64_t ms) {
    for (const int64_t end = turnedMs + ms; turnedMs < end; turnedMs++) turn();
  }
  void commit(bool key, uint8_t pattern, Handle handle = kStream, uint8_t track = codec::kVideoTrack) {
    engine::FrameRing& ring = stream(handle).ring();
    ring.begin(track);
    ring.append(track, picture(key, kPictureBytes, pattern));
    const int64_t time90k = turnedMs * 90;
    stream(handle).onFrame(ring.commit(track, key, time90k, time90k, ring.lastGeneration(), turnedMs));
  }
  Peer adopt(Handle viewer, Handle handle = kStream) {
    int fds[2];
    EXPECT_EQ(net::socketPair(fds), 0);
    states.push_back(std::make_shared<engine::Published<engine::ViewerState>>());
    stream(handle).adopt({viewer, {engine::Container::kFlv, codec::AudioMode::kRaw, false}, false, ""}, net::Fd(fds[0]),
                         states.back());
    return Peer(fds[1]);
  }
  /// Pictures (or sounds) that the peer got since it was asked last.
  static size_t news(Peer& peer) {
    const size_t before = peer.received().size();
    peer.read();
    return (peer.received().size() - before) / kPictureBytes;
  }
  uint64_t total(Counter counter) const { return worker_.totals().at(static_cast<size_t>(counter)); }
  /// What the worker said about its load since it was asked last.
  std::vector<engine::Load> loads() {
    std::vector<engine::Load> out;
    for (const Event& event : events_.drain()) {
      if (event.type != EventType::kWorkerLoad) continue;
      EXPECT_EQ(event.handle, kNumber);
      out.push_back(event.load);
    }
    return out;
  }

  static constexpr size_t kPictureBytes = 1000;
  std::vector<std::shared_ptr<engine::Published<engine::ViewerState>>> states;

 private:
  engine::EventQueue events_;
  engine::Worker worker_;
};

}  // namespace guanlan::testing
