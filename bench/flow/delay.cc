// Added delay: from a frame's last RTP packet, just before it is sent, to its last byte, just after it is read from the
// player's socket. Cameras and players are one process, so that one clock serves both; what they talk to is another.
//   delay <HTTP port> <loops> <RTP port>...
// Camera i feeds the stream live/camera<i>, which nobody fed before. Prints delay, a line of JSON.
#include <atomic>
#include <memory>
#include <thread>

#include "flv_player.h"

namespace {

using namespace guanlan::bench;  // NOLINT

constexpr size_t kChunkBytes = 256 << 10;
constexpr int64_t kFrameNs = 1'000'000'000 / kFramesPerSecond;
constexpr double kGoal50Ms = 2;
constexpr double kGoal99Ms = 8;
/// The first loop is the start of the stream, which firstkey.cold measures.
constexpr size_t kWarmUpLoops = 1;
constexpr int64_t kMaxWaitNs = 5'000'000'000;

/// When each frame of a camera went.
struct Sent {
  explicit Sent(size_t count) : pictures(count), sounds(count) {}
  std::vector<std::atomic<int64_t>> pictures;
  std::vector<std::atomic<int64_t>> sounds;
};

/// Cameras are spread over the time of a picture and, with their key frames, over that of a loop.
void sendAll(std::vector<UdpCamera>& cameras, std::vector<std::unique_ptr<Sent>>& sent, size_t frames) {
  const int64_t start = nowNs();
  const auto step = (kGopFrames + 1) * kFrameNs / static_cast<int64_t>(cameras.size());
  struct Due {
    int64_t at;
    size_t camera;
    size_t frame;
  };
  std::vector<Due> due;
  for (size_t c = 0; c < cameras.size(); c++)
    for (size_t f = 0; f < frames; f++)
      due.push_back({start + static_cast<int64_t>(c) * step + static_cast<int64_t>(f) * kFrameNs, c, f});
  std::sort(due.begin(), due.end(), [](const Due& a, const Due& b) { return a.at < b.at; });
  for (const Due& one : due) {
    sleepUntil(one.at);
    // Before the last packet goes is early enough: nobody looks before the frame has come.
    const auto frame = [&](std::atomic<int64_t>& slot) { slot = cameras[one.camera].sendFrame(); };
    frame(sent[one.camera]->pictures[one.frame]);
    frame(sent[one.camera]->sounds[one.frame]);
  }
}

/// A slot that the sender has not written yet: the answer was faster than its store.
int64_t sentAt(const std::atomic<int64_t>& slot) {
  int64_t at = 0;
  while ((at = slot.load()) == 0) std::this_thread::yield();
  return at;
}

void readAll(std::vector<FlvPlayer>& players, const std::vector<std::unique_ptr<Sent>>& sent, size_t frames,
             std::vector<double>& delays) {
  Watch watch;
  for (size_t i = 0; i < players.size(); i++) watch.add(players[i].fd(), i);
  std::vector<uint8_t> chunk(kChunkBytes);
  const auto complete = [&](const FlvPlayer& p) { return p.pictures == frames && p.sounds == frames; };
  int64_t newest = nowNs();
  for (size_t left = players.size(); left > 0;) {
    watch.wait(100, [&](size_t index) {
      FlvPlayer& player = players[index];
      const size_t pictures = player.pictures;
      const size_t sounds = player.sounds;
      player.read(chunk);
      const int64_t now = newest = nowNs();
      const auto note = [&](const std::vector<std::atomic<int64_t>>& slots, size_t from, size_t to) {
        for (size_t i = std::max(from, kWarmUpLoops * kGopFrames); i < to; i++)
          delays.push_back(static_cast<double>(now - sentAt(slots[i])));
      };
      note(sent[index]->pictures, pictures, player.pictures);
      note(sent[index]->sounds, sounds, player.sounds);
      if (!complete(player)) return;
      watch.remove(player.fd());
      left--;
    });
    require(nowNs() - newest < kMaxWaitNs, "frames did not come: player 0 has " + std::to_string(players[0].pictures) +
                                               " pictures and " + std::to_string(players[0].sounds) + " sounds of " +
                                               std::to_string(frames));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) die("delay", "usage: delay <HTTP port> <loops> <RTP port>...");
  const CameraLoop loop = makeCameraLoop();
  const size_t frames = (std::strtoul(argv[2], nullptr, 10) + kWarmUpLoops) * kGopFrames;
  std::vector<UdpCamera> cameras;
  std::vector<FlvPlayer> players;
  std::vector<std::unique_ptr<Sent>> sent;
  for (int i = 3; i < argc; i++) {
    const auto number = static_cast<uint32_t>(i - 3);
    cameras.emplace_back(loop, std::atoi(argv[i]), 1000 + number);
    players.emplace_back(loop);
    players.back().connect(std::atoi(argv[1]));
    players.back().ask("/live/camera" + std::to_string(number) + ".flv");
    sent.push_back(std::make_unique<Sent>(frames));
  }
  std::vector<double> delays;
  std::thread reader([&] { readAll(players, sent, frames, delays); });
  sendAll(cameras, sent, frames);
  reader.join();
  Result r;
  r.id = "delay";
  r.work = "added delay, " + std::to_string(cameras.size()) + " streams, a player each";
  r.goalText = "p50 2 ms, p99 8 ms";
  printTimes(r, std::move(delays), kGoal50Ms, kGoal99Ms);
  return 0;
}
