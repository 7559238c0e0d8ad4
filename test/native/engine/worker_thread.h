#pragma once

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/clip.h"
#include "engine/stream.h"
#include "engine/worker.h"

// A worker on its own thread with one stream, and what tests need around it: frames in, sockets out, events.
namespace guanlan::testing {

using base::Buffer;
using base::Bytes;
using engine::Counter;
using engine::Event;
using engine::EventType;
using engine::Handle;

constexpr std::chrono::seconds kDeadline{20};
constexpr Handle kStream = 1;

/// Looks again and again until `done` or the deadline; gives what `done` said last.
inline bool waitUntil(const std::function<bool()>& done) {
  const auto deadline = std::chrono::steady_clock::now() + kDeadline;
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    ::poll(nullptr, 0, 1);
  }
  return true;
}

/// The other end of a player's socket.
class Peer {
 public:
  explicit Peer(int fd) : fd_(fd) {}
  int fd() const { return fd_.get(); }
  void close() { fd_.close(); }
  const Buffer& received() const { return received_; }
  bool ended() const { return ended_; }

  void send(Bytes bytes) {
    ASSERT_EQ(::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL), ssize_t(bytes.size()));
  }

  /// What is there now, without waiting.
  void read() {
    uint8_t buffer[65536];
    while (!ended_) {
      const ssize_t n = ::recv(fd_.get(), buffer, sizeof buffer, MSG_DONTWAIT);
      if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (n <= 0) {
        ended_ = true;
        return;
      }
      received_.insert(received_.end(), buffer, buffer + n);
    }
  }
  bool readUntil(size_t bytes) {
    return waitUntil([&] {
      read();
      return received_.size() >= bytes;
    });
  }
  bool readToEnd() {
    return waitUntil([&] {
      read();
      return ended_;
    });
  }

 private:
  net::Fd fd_;
  Buffer received_;
  bool ended_ = false;
};

/// A picture that muxers take: one NAL unit behind its length, filled with a pattern that tells pictures apart.
inline Buffer picture(bool key, size_t bytes, uint8_t pattern = 0) {
  Buffer out(std::max<size_t>(bytes, 6));
  base::store32(out.data(), static_cast<uint32_t>(out.size() - 4));
  out[4] = key ? 0x65 : 0x41;
  for (size_t i = 5; i < out.size(); i++) out[i] = static_cast<uint8_t>(i * 7 + pattern);
  return out;
}

inline Buffer readFixtureFile(const std::string& path) {
  engine::ClipFile file;
  std::FILE* in = std::fopen((std::string(GUANLAN_FIXTURES "/") + path).c_str(), "rb");
  EXPECT_NE(in, nullptr) << path;
  Buffer bytes;
  uint8_t buffer[65536];
  for (size_t n; in && (n = std::fread(buffer, 1, sizeof buffer, in)) > 0;)
    bytes.insert(bytes.end(), buffer, buffer + n);
  if (in) std::fclose(in);
  return bytes;
}

inline std::shared_ptr<const engine::ClipTrack> loadTrack(const std::string& path, codec::Codec codec) {
  const auto loaded = engine::loadClip({std::string(GUANLAN_FIXTURES "/") + path, codec, 25});
  EXPECT_EQ(loaded.error, "");
  return loaded.track;
}

inline codec::Tracks tracksOf(bool video, codec::Codec audio) {
  codec::Tracks tracks;
  if (video) tracks.video = loadTrack("codec/h264.es", codec::Codec::kH264)->info;
  if (audio == codec::Codec::kUnknown) return tracks;
  tracks.audio.codec = audio;
  tracks.audio.sampleRate = 8000;
  tracks.audio.channels = 1;
  return tracks;
}

class WorkerThread {
 public:
  explicit WorkerThread(engine::Limits limits = {})
      : events_([] {}), worker_(std::make_unique<engine::Worker>(events_, limits)) {
    worker_->start();
    run([&] {
      worker_->addStream(
          std::make_unique<engine::Stream>(*worker_, kStream, engine::LossPolicy::kDropToKey, streamState));
    });
  }
  ~WorkerThread() {
    worker_->stop();
    worker_->join();
  }

  engine::Worker& worker() { return *worker_; }
  /// On the worker's thread only.
  engine::Stream& stream() { return *worker_->stream(kStream); }

  /// Runs on the worker's thread and waits for it.
  template <typename F>
  auto run(F&& f) -> decltype(f()) {
    std::packaged_task<decltype(f())()> task(std::forward<F>(f));
    auto result = task.get_future();
    worker_->post([&task] { task(); });
    return result.get();
  }
  /// Everything that was committed is flushed to readers when this returns.
  void settle() {
    run([this] { stream().flush(); });
  }

  void announce(const codec::Tracks& tracks) {
    run([&] {
      stream().ring().claim(this);
      generation_ = stream().ring().nextGeneration();
      stream().onTracks(tracks, generation_);
    });
  }
  void commit(uint8_t track, bool key, int64_t time90k, Bytes payload) {
    run([&] { commitHere(track, key, time90k, payload); });
  }
  /// The same for who is on the worker's thread already.
  void commitHere(uint8_t track, bool key, int64_t time90k, Bytes payload) {
    auto& ring = stream().ring();
    ring.begin(track);
    ring.append(track, payload);
    stream().onFrame(ring.commit(track, key, time90k, time90k, generation_, worker_->nowMs()));
  }
  /// A key frame and `others` pictures at 25 a second.
  void commitGop(size_t pictures, size_t bytes) {
    for (size_t i = 0; i < pictures; i++) {
      commit(codec::kVideoTrack, i == 0, time_, picture(i == 0, bytes, static_cast<uint8_t>(count_++)));
      time_ += 3600;
    }
  }

  /// A viewer with its peer; `sendBuffer` 0: the system's.
  Peer adopt(Handle handle, engine::FormatKey format, bool webSocket = false, const std::string& head = "",
             int sendBuffer = 0) {
    int fds[2];
    EXPECT_EQ(net::socketPair(fds), 0);
    if (sendBuffer > 0) ::setsockopt(fds[0], SOL_SOCKET, SO_SNDBUF, &sendBuffer, sizeof sendBuffer);
    auto state = std::make_shared<engine::Published<engine::ViewerState>>();
    viewerStates.emplace_back(handle, state);
    run([&] { stream().adopt({handle, format, webSocket, head}, net::Fd(fds[0]), state); });
    return Peer(fds[1]);
  }
  engine::ViewerState viewer(Handle handle) const {
    for (const auto& [h, state] : viewerStates) {
      if (h == handle) return state->get();
    }
    return {};
  }

  /// All events so far.
  const std::vector<Event>& events() {
    for (Event& event : events_.drain()) seen_.push_back(std::move(event));
    return seen_;
  }
  std::optional<Event> find(Handle handle, EventType type) {
    for (const Event& event : events()) {
      if (event.handle == handle && event.type == type) return event;
    }
    return std::nullopt;
  }
  /// Whether there is one; it is not found again.
  bool take(Handle handle, EventType type) {
    events();
    return std::erase_if(seen_, [&](const Event& e) { return e.handle == handle && e.type == type; }) > 0;
  }
  /// Waits for the handle's `closed`.
  std::optional<Event> closed(Handle handle) {
    waitUntil([&] { return find(handle, EventType::kClosed).has_value(); });
    return find(handle, EventType::kClosed);
  }

  std::shared_ptr<engine::Published<engine::StreamState>> streamState =
      std::make_shared<engine::Published<engine::StreamState>>();
  std::vector<std::pair<Handle, std::shared_ptr<engine::Published<engine::ViewerState>>>> viewerStates;

 private:
  // Owned.
  engine::EventQueue events_;
  std::unique_ptr<engine::Worker> worker_;
  // State.
  uint32_t generation_ = 0;
  int64_t time_ = 0;
  size_t count_ = 0;
  std::vector<Event> seen_;
};

}  // namespace guanlan::testing
