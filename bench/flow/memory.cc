// Resident memory of a stream, as the difference that a hundred more of them make to a process: with its GOP kept and
// one viewer, at the moment when the GOP is longest, and without viewer and without GOP.
//   memory [--quick]
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "engine/viewer.h"
#include "receive_rig.h"

namespace {

using namespace guanlan;         // NOLINT
using namespace guanlan::bench;  // NOLINT

constexpr double kKb = 1000;
constexpr double kMaxGops = 1.5;
constexpr double kOwnKb = 100;
constexpr double kMaxIdleKb = 150;
constexpr size_t kFew = 50;

/// Bytes of this process that are in memory.
size_t residentBytes() {
  std::FILE* in = std::fopen("/proc/self/statm", "r");
  unsigned long total = 0;
  unsigned long resident = 0;
  require(in && std::fscanf(in, "%lu %lu", &total, &resident) == 2, "/proc/self/statm cannot be read");
  std::fclose(in);
  return resident * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

/// Takes what the engine sends to its players, and forgets it.
size_t drain(const std::vector<net::Fd>& players) {
  static uint8_t into[1 << 18];
  size_t bytes = 0;
  for (const net::Fd& player : players) {
    for (ssize_t n; (n = recv(player.get(), into, sizeof into, MSG_DONTWAIT)) > 0;) bytes += static_cast<size_t>(n);
  }
  return bytes;
}

std::vector<net::Fd> addPlayers(ReceiveRig& rig) {
  std::vector<net::Fd> players;
  engine::Handle handle = 1'000'000;
  for (engine::Stream* stream : rig.streams()) {
    int fds[2];
    require(net::socketPair(fds) == 0, "no sockets");
    players.emplace_back(fds[1]);
    stream->adopt({handle++, {}, false, ""}, net::Fd(fds[0]),
                  std::make_shared<engine::Published<engine::ViewerState>>());
  }
  return players;
}

/// The most that a process with so many streams has in memory over two GOPs, once its players have caught up.
size_t peakOf(size_t streams, bool keepGop, const CameraLoop& loop) {
  ReceiveRig rig(Transport::kTcp, streams, loop, Start::kTogether, keepGop);
  std::vector<net::Fd> players;
  if (keepGop) players = addPlayers(rig);
  size_t most = 0;
  size_t played = 0;
  for (int i = 0; i < 3 * kGopFrames; i++) {
    rig.ours();
    const size_t bytes = drain(players);
    if (i < kGopFrames) continue;
    played += bytes;
    most = std::max(most, residentBytes());
  }
  rig.verify();
  const size_t payload = 2 * streams * (loop.videoBytes + loop.audioBytes);
  require(!keepGop || (played > payload && played < payload * 11 / 10), "the players did not get every frame");
  return most;
}

/// In a process of its own, which has nothing but these streams.
size_t peakInChild(size_t streams, bool keepGop, const CameraLoop& loop) {
  int fds[2];
  require(pipe(fds) == 0, "no pipe");
  const pid_t child = fork();
  if (child == 0) {
    const size_t bytes = peakOf(streams, keepGop, loop);
    _exit(write(fds[1], &bytes, sizeof bytes) == sizeof bytes ? 0 : 1);
  }
  close(fds[1]);
  size_t bytes = 0;
  const bool told = read(fds[0], &bytes, sizeof bytes) == sizeof bytes;
  int status = 0;
  waitpid(child, &status, 0);
  close(fds[0]);
  require(told && status == 0, "a process with streams failed");
  return bytes;
}

Result memory(bool keepGop, size_t more, const CameraLoop& loop) {
  Result r;
  const auto grown = static_cast<double>(peakInChild(kFew + more, keepGop, loop)) -
                     static_cast<double>(peakInChild(kFew, keepGop, loop));
  r.id = "memory.stream";
  r.work = keepGop ? "memory of a stream with a 2 s GOP and a viewer" : "memory of a stream without GOP and viewer";
  r.unit = "kB";
  r.value = grown / static_cast<double>(more) / kKb;
  r.low = r.high = r.value;
  const double gop = static_cast<double>(loop.videoBytes + loop.audioBytes) / kKb;
  r.goal = keepGop ? kMaxGops * gop + kOwnKb : kMaxIdleKb;
  r.goalText = keepGop ? "at most 1.5 x the GOP + 100 kB" : "at most 150 kB";
  if (keepGop) {
    r.floor = gop;
    r.ratio = r.value / gop;
    r.low = r.high = r.ratio;
  }
  r.x = keepGop ? 1 : 0;
  r.xLabel = "GOP kept";
  return r;
}

}  // namespace

int main(int argc, char** argv) {
  const size_t more = quick(argc, argv) ? 20 : 200;
  const CameraLoop loop = makeCameraLoop();
  print({memory(true, more, loop), memory(false, more, loop)});
  return 0;
}
