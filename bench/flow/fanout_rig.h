#pragma once
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "camera_loop.h"
#include "engine/stream.h"
#include "engine/worker.h"
#include "slices.h"

// One stream and its viewers on real connections of the loopback, served by a worker on the caller's thread, turn by
// turn, in a time that passes by hand. Serving is measured; committing frames and taking bytes off the far ends is not.
// The far ends are read on the other core, as by players elsewhere: one that reads on the same core gives its memory
// back warm, and a send would cost half of what it costs in service.
//
//   commit a frame --> turn (measured) --> the far ends take everything     the floor: copy --> send to each --> take
namespace guanlan::bench {

/// The picture, and half of its time later the sound that goes with it: two frames, so two sends of the floor.
constexpr int64_t kHalfFrameMs = 500 / kFramesPerSecond;
/// The worker looks again this often while writes are merged.
constexpr int64_t kMergedTickMs = 10;
/// After this time without frames nothing is left to be sent.
constexpr int64_t kSettleMs = 200;
/// What a far end may hold: a key frame and what comes with it.
constexpr int kFarBufferBytes = 2 << 20;
constexpr engine::Handle kStreamHandle = 1;

inline thread_local int64_t fanoutMs = 1'000'000;

/// A frame of the loop: even ones are pictures, odd ones sounds.
constexpr size_t kLoopFrames = size_t{2} * kGopFrames;

/// Both ends of a connection over the loopback; the near one does not block.
struct Connection {
  net::Fd near;
  net::Fd far;
};

inline std::vector<Connection> connections(size_t count) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof to;
  const net::Fd listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  require(bind(listener.get(), reinterpret_cast<sockaddr*>(&to), size) == 0 && listen(listener.get(), 16) == 0 &&
              getsockname(listener.get(), reinterpret_cast<sockaddr*>(&to), &size) == 0,
          "no listener on the loopback");
  std::vector<Connection> all(count);
  for (Connection& c : all) {
    c.far = net::Fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    setsockopt(c.far.get(), SOL_SOCKET, SO_RCVBUF, &kFarBufferBytes, sizeof kFarBufferBytes);
    require(connect(c.far.get(), reinterpret_cast<sockaddr*>(&to), size) == 0, "no connection over the loopback");
    c.near = net::Fd(accept4(listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    require(c.near.valid(), "a connection was not accepted");
  }
  return all;
}

/// A thread on the other core that does one thing at a time and is waited for.
class OtherCore {
 public:
  OtherCore() : thread_([this] { run(); }) {}
  ~OtherCore() {
    work_ = nullptr;
    go_.release();
    thread_.join();
  }
  void wait(std::function<void()> work) {
    work_ = std::move(work);
    go_.release();
    done_.acquire();
  }

 private:
  void run() {
    pinTo(1);
    for (go_.acquire(); work_; go_.acquire()) {
      work_();
      done_.release();
    }
  }

  std::binary_semaphore go_{0};
  std::binary_semaphore done_{0};
  std::function<void()> work_;
  std::thread thread_;
};

class FanoutRig {
 public:
  FanoutRig(engine::Container container, size_t viewers, const CameraLoop& loop, const engine::Limits& limits,
            int64_t tickMs)
      : loop_(loop),
        tickMs_(tickMs),
        events_([] {}),
        worker_(events_, limits, [] { return fanoutMs; }),
        connections_(connections(viewers)),
        tracks_(cameraTracks()),
        sound_(kSoundBytes, kSilenceAlaw) {
    worker_.addStream(
        std::make_unique<engine::Stream>(worker_, kStreamHandle, engine::LossPolicy::kDropToKey, streamState_));
    engine::Stream& stream = *worker_.stream(kStreamHandle);
    stream.ring().claim(this);
    generation_ = stream.ring().nextGeneration();
    stream.onTracks(tracks_, generation_);
    const engine::FormatKey key{container, codec::AudioMode::kFlac, false};
    for (size_t i = 0; i < viewers; i++) {
      seen_.push_back({});
      fds_.push_back(connections_[i].near.get());
      net::Opened own = net::duplicate(connections_[i].near.get());
      viewerStates_.push_back(std::make_shared<engine::Published<engine::ViewerState>>());
      stream.adopt({kStreamHandle + 1 + i, key, false, ""}, std::move(own.fd), viewerStates_.back());
    }
  }

  size_t viewers() const { return connections_.size(); }
  /// What every viewer got so far, when `keep` was asked for.
  const base::Buffer& received() const { return received_; }
  uint64_t bytesOf(size_t viewer) const { return seen_[viewer].bytes; }
  int64_t largestGapMs() const { return largestGapMs_; }
  /// Of all viewers together: what must not have happened.
  uint64_t jumps() const { return worker_.totals().at(static_cast<size_t>(engine::Counter::kViewerJumps)); }

  /// The next frame of the loop to every viewer; what is new is taken off each far end. CPU ns of serving. `keep`:
  /// what the first viewer got is kept, and every other one's is held against it.
  int64_t ours(bool keep) {
    commit(oursAt_++);
    int64_t ns = 0;
    for (int64_t step = 0; step < kHalfFrameMs; step += tickMs_) {
      ns += turn();
      take(keep);
      fanoutMs += tickMs_;
    }
    return ns;
  }
  /// Lets time pass without frames, until nothing is left to be sent.
  void settle(bool keep) {
    for (int64_t passed = 0; passed < kSettleMs; passed += tickMs_) {
      turn();
      take(keep);
      fanoutMs += tickMs_;
    }
    // A pause of the camera is no gap.
    for (Seen& one : seen_) one.lastMs = -1;
  }
  /// One send of the same frame to each of the same sockets from one contiguous buffer.
  int64_t bare(const std::vector<base::Buffer>& units) {
    const base::Buffer unit = units[bareAt_++ % kLoopFrames];
    const int64_t begun = threadCpuNs();
    for (const int fd : fds_) {
      if (::send(fd, unit.data(), unit.size(), MSG_DONTWAIT | MSG_NOSIGNAL) != static_cast<ssize_t>(unit.size()))
        require(false, "a bare send was not whole");
    }
    const int64_t spent = threadCpuNs() - begun;
    discard();
    return spent;
  }

 private:
  struct Seen {
    uint64_t bytes = 0;
    int64_t lastMs = -1;
  };

  void commit(size_t index) {
    engine::Stream& stream = *worker_.stream(kStreamHandle);
    engine::FrameRing& ring = stream.ring();
    const bool picture = index % 2 == 0;
    const size_t of = index / 2;
    const uint8_t track = picture ? codec::kVideoTrack : codec::kAudioTrack;
    const int64_t time90k = static_cast<int64_t>(of) * 90000 / kFramesPerSecond;
    ring.begin(track);
    ring.append(track, picture ? loop_.pictures[of % kGopFrames] : sound_);
    const bool key = !picture || of % kGopFrames == 0;
    stream.onFrame(ring.commit(track, key, time90k, time90k, generation_, fanoutMs));
  }
  int64_t turn() {
    worker_.post([] {});  // the turn must not wait
    const int64_t begun = threadCpuNs();
    while (worker_.loop().turn()) {
    }
    const int64_t spent = threadCpuNs() - begun;
    events_.drain();
    return spent;
  }
  /// Takes what is there off every far end.
  void take(bool keep) {
    reader_.wait([this, keep, now = fanoutMs] {
      for (size_t i = 0; i < connections_.size(); i++) {
        uint64_t news = 0;
        while (const size_t n = read(i)) {
          if (keep) hold(i, seen_[i].bytes + news, n);
          news += n;
        }
        if (news > 0) saw(seen_[i], news, now);
      }
    });
  }
  size_t read(size_t viewer) {
    const ssize_t n = recv(connections_[viewer].far.get(), taken_.data(), taken_.size(), MSG_DONTWAIT);
    return n > 0 ? static_cast<size_t>(n) : 0;
  }
  void saw(Seen& one, uint64_t news, int64_t nowMs) {
    one.bytes += news;
    if (one.lastMs >= 0) largestGapMs_ = std::max(largestGapMs_, nowMs - one.lastMs);
    one.lastMs = nowMs;
  }
  void hold(size_t viewer, uint64_t at, size_t size) {
    if (viewer == 0) return base::append(received_, base::Bytes(taken_).first(size));
    require(at + size <= received_.size() && std::equal(taken_.begin(), taken_.begin() + static_cast<ptrdiff_t>(size),
                                                        received_.begin() + static_cast<ptrdiff_t>(at)),
            "two viewers got different bytes");
  }
  void discard() {
    reader_.wait([this] {
      for (size_t i = 0; i < connections_.size(); i++) {
        while (read(i) > 0) {
        }
      }
    });
  }

  // Given.
  const CameraLoop& loop_;
  int64_t tickMs_;
  // Owned.
  engine::EventQueue events_;
  engine::Worker worker_;
  std::vector<Connection> connections_;
  std::vector<int> fds_;
  std::vector<Seen> seen_;
  std::shared_ptr<engine::Published<engine::StreamState>> streamState_ =
      std::make_shared<engine::Published<engine::StreamState>>();
  std::vector<std::shared_ptr<engine::Published<engine::ViewerState>>> viewerStates_;
  codec::Tracks tracks_;
  base::Buffer sound_;
  base::Buffer received_;
  base::Buffer taken_ = base::Buffer(size_t{256} << 10);
  OtherCore reader_;
  // State.
  uint32_t generation_ = 0;
  size_t oursAt_ = 0;
  size_t bareAt_ = 0;
  int64_t largestGapMs_ = 0;
};

}  // namespace guanlan::bench
