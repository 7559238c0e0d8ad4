// The first key frame at a player. Cameras and players are one process, so that one clock serves both.
//   first_key warm <HTTP port> <players> <players a second> <RTP port>
//     The stream live/camera0 runs; a player's time goes from just before its request, on a connection that is there,
//     to the last byte of its first key frame.
//   first_key cold <HTTP port> <RTP port>...
//     Each stream live/camera<i> has a player that waits, and then its camera begins; the time goes from the key
//     frame's last packet to its last byte at the player.
// Prints firstkey.warm or firstkey.cold, a line of JSON.
#include <atomic>
#include <thread>

#include "flv_player.h"

namespace {

using namespace guanlan::bench;  // NOLINT

constexpr size_t kChunkBytes = 256 << 10;
constexpr int64_t kFrameNs = 1'000'000'000 / kFramesPerSecond;
/// Before its request, so that the server has taken the connection by then.
constexpr int64_t kConnectAheadNs = 50'000'000;
constexpr int64_t kDrainNs = 20'000'000;
constexpr size_t kMaxDrainBytes = size_t{16} << 20;
constexpr int64_t kMaxWaitNs = 10'000'000'000;
constexpr double kWarmGoal50Ms = 0.4;
constexpr double kWarmGoal99Ms = 2;
constexpr double kColdGoalMs = 5;

/// One camera in its own time, from a key frame on.
void play(UdpCamera& camera, const std::atomic<bool>& stop) {
  for (int64_t at = nowNs(); !stop; at += kFrameNs) {
    sleepUntil(at);
    camera.sendFrame();
    camera.sendFrame();
  }
}

/// Players that have their key frame stay, and what comes for them is taken without a look (TCP's MSG_TRUNC), a few
/// times a second, as a network would.
class Remaining {
 public:
  explicit Remaining(size_t count) : fds_(count), thread_([this] { run(); }) {}
  ~Remaining() {
    stop_ = true;
    thread_.join();
  }
  void take(int fd) {
    fds_[count_] = fd;
    count_++;
  }

 private:
  void run() {
    for (int64_t at = nowNs(); !stop_; at += kDrainNs) {
      sleepUntil(at);
      for (size_t i = 0; i < count_; i++) {
        const ssize_t n = recv(fds_[i], nullptr, kMaxDrainBytes, MSG_TRUNC | MSG_DONTWAIT);
        require(n > 0 || (n < 0 && errno == EAGAIN), "a player's connection was closed");
      }
    }
  }

  // Owned.
  std::vector<int> fds_;
  // State.
  std::atomic<size_t> count_{0};
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

/// Those who arrive, until each has its key frame.
class Audience {
 public:
  Audience(const CameraLoop& loop, int port, size_t count)
      : loop_(loop), port_(port), chunk_(kChunkBytes), remaining_(count) {
    players_.reserve(count);
    askedNs_.resize(count);
  }

  void connectNext() {
    players_.emplace_back(loop_);
    players_.back().connect(port_);
    watch_.add(players_.back().fd(), players_.size() - 1);
  }
  void ask(size_t index, const std::string& path) {
    askedNs_[index] = nowNs();
    players_[index].ask(path);
  }
  /// Until that time, or without one until the key frame of every player that asked is there.
  void read(int64_t untilNs, size_t asked) {
    while (untilNs > 0 ? nowNs() < untilNs : times.size() < asked) {
      // Less than a millisecond is left: look without sleeping.
      const int64_t left = untilNs > 0 ? (untilNs - nowNs()) / 1'000'000 : 100;
      watch_.wait(static_cast<int>(std::max<int64_t>(left, 0)), [&](size_t index) { readOne(index); });
      require(untilNs > 0 || nowNs() - newestNs_ < kMaxWaitNs, "a key frame did not come");
    }
  }
  size_t connected() const { return players_.size(); }

  std::vector<double> times;

 private:
  void readOne(size_t index) {
    FlvPlayer& player = players_[index];
    player.read(chunk_);
    if (player.pictures == 0) return;
    newestNs_ = nowNs();
    times.push_back(static_cast<double>(newestNs_ - askedNs_[index]));
    watch_.remove(player.fd());
    remaining_.take(player.fd());
  }

  // Given.
  const CameraLoop& loop_;
  int port_;
  // Owned.
  Watch watch_;
  std::vector<FlvPlayer> players_;
  std::vector<uint8_t> chunk_;
  // State.
  std::vector<int64_t> askedNs_;
  int64_t newestNs_ = nowNs();
  Remaining remaining_;  // ends before the sockets do
};

void warm(const CameraLoop& loop, char** argv) {
  const size_t count = std::strtoul(argv[1], nullptr, 10);
  const auto stepNs = static_cast<int64_t>(1e9 / std::atof(argv[2]));
  UdpCamera camera(loop, std::atoi(argv[3]), 1000);
  std::atomic<bool> stop{false};
  std::thread sender([&] { play(camera, stop); });
  const std::string path = "/live/camera0.flv";
  // Two come and go before the count: one waits for the stream to begin, one warms the way.
  Audience audience(loop, std::atoi(argv[0]), count + 2);
  for (size_t i = 0; i < 2; i++) {
    audience.connectNext();
    audience.ask(i, path);
    audience.read(0, i + 1);
  }
  audience.times.clear();
  const int64_t start = nowNs() + 2 * kConnectAheadNs;
  for (size_t i = 0; i < count; i++) {
    const int64_t at = start + static_cast<int64_t>(i) * stepNs;
    while (audience.connected() < count + 2 &&
           start + static_cast<int64_t>(audience.connected() - 2) * stepNs - kConnectAheadNs <= nowNs())
      audience.connectNext();
    while (audience.connected() < i + 3) {
      audience.read(at - kConnectAheadNs, 0);
      audience.connectNext();
    }
    audience.read(at, 0);
    audience.ask(i + 2, path);
  }
  audience.read(0, count);
  stop = true;
  sender.join();
  Result r;
  r.id = "firstkey.warm";
  r.work = "first key frame, stream warm, " + std::to_string(count) + " players arriving";
  r.goalText = "p50 0.4 ms, p99 2 ms";
  printTimes(r, audience.times, kWarmGoal50Ms, kWarmGoal99Ms);
}

/// One stream after the other, so that they do not wait for each other.
void cold(const CameraLoop& loop, int count, char** argv) {
  std::vector<double> times;
  std::vector<uint8_t> chunk(kChunkBytes);
  for (int i = 1; i < count; i++) {
    UdpCamera camera(loop, std::atoi(argv[i]), static_cast<uint32_t>(1000 + i));
    FlvPlayer player(loop);
    player.connect(std::atoi(argv[0]));
    Watch watch;
    watch.add(player.fd(), 0);
    player.ask("/live/camera" + std::to_string(i - 1) + ".flv");
    // Time for the request to come through.
    sleepUntil(nowNs() + kConnectAheadNs);
    const int64_t sentNs = camera.sendFrame();
    camera.sendFrame();
    // As a camera goes on, though the first picture should be there before the second.
    for (int64_t next = sentNs + kFrameNs; player.pictures == 0;) {
      watch.wait(1, [&](size_t) { player.read(chunk); });
      if (player.pictures > 0) break;
      require(nowNs() - sentNs < kMaxWaitNs, "no key frame came");
      if (nowNs() < next) continue;
      camera.sendFrame();
      camera.sendFrame();
      next += kFrameNs;
    }
    times.push_back(static_cast<double>(nowNs() - sentNs));
  }
  Result r;
  r.id = "firstkey.cold";
  r.work = "first picture, stream cold, player waiting";
  r.floor = 0;
  r.goalText = "floor + 5 ms";
  printTimes(r, std::move(times), kColdGoalMs, kColdGoalMs);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  const CameraLoop loop = makeCameraLoop();
  if (mode == "warm" && argc == 6) {
    warm(loop, argv + 2);
  } else if (mode == "cold" && argc >= 4) {
    cold(loop, argc - 2, argv + 2);
  } else {
    die("first_key",
        "usage: first_key warm <HTTP port> <players> <a second> <RTP port> | cold <HTTP port> <RTP port>...");
  }
  return 0;
}
