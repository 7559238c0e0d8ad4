// Receive to frames in the ring (RTP, reorder, PS demux, GOP index) without viewers, beside a bare drain of the same
// sockets: one burst of a picture and its sound a camera and round, as cameras send them.
//   recv_slices [--quick]
// Prints recv.udp, recv.tcp, growth.streams and growth.workers, a line of JSON each.
#include <barrier>
#include <thread>

#include "receive_rig.h"

namespace {

using namespace guanlan::bench;  // NOLINT

constexpr double kFactor = 1.25;
constexpr double kOwnNs = 250;
constexpr double kMaxGrowth = 1.3;
constexpr double kMinSpeedup = 1.8;
/// A slice should be worth about a millisecond.
constexpr double kPacketsPerSlice = 1500;

int roundsOf(const ReceiveRig& rig) { return std::max(1, static_cast<int>(kPacketsPerSlice / rig.packetsPerRound())); }

Result receive(Transport transport, size_t streams, const CameraLoop& loop, double seconds) {
  ReceiveRig rig(transport, streams, loop);
  const int rounds = roundsOf(rig);
  Result r = Result::of(
      alternate([&] { return rig.oursPerPacket(rounds); }, [&] { return rig.barePerPacket(rounds); }, seconds));
  rig.verify();
  const bool udp = transport == Transport::kUdp;
  r.id = udp ? "recv.udp" : "recv.tcp";
  r.work = (udp ? "UDP receive to frames, " : "TCP receive to frames, ") + std::to_string(streams) + " streams";
  r.unit = "CPU ns/packet";
  r.goal = kFactor * *r.floor + kOwnNs;
  r.goalText = "at most 1.25 x floor + 250 ns";
  r.x = static_cast<double>(streams);
  r.xLabel = "streams";
  return r;
}

/// The same packets over many streams cost more for what the cache does not hold.
Result growth(const CameraLoop& loop, double seconds) {
  ReceiveRig many(Transport::kUdp, 1000, loop);
  ReceiveRig few(Transport::kUdp, 50, loop);
  const int rounds = roundsOf(few);
  Result r =
      Result::of(alternate([&] { return many.oursPerPacket(1); }, [&] { return few.oursPerPacket(rounds); }, seconds));
  many.verify();
  few.verify();
  r.id = "growth.streams";
  r.work = "cost of a packet at 1,000 streams, floor: at 50";
  r.unit = "CPU ns/packet";
  r.goal = kMaxGrowth * *r.floor;
  r.goalText = "at most 1.3 x floor";
  return r;
}

/// Each core's worker alone and beside the other one's: what two serve is the sum of what each has left.
Result workers(const CameraLoop& loop, int turns) {
  constexpr size_t kStreams = 50;
  std::barrier both(2);
  std::vector<double> speedups;
  size_t discarded = 0;
  const auto core = [&](int cpu, std::vector<std::array<double, 4>>& seen) {
    pinTo(cpu);
    ReceiveRig rig(Transport::kUdp, kStreams, loop);
    const int rounds = roundsOf(rig);
    for (int turn = 0; turn < turns; turn++) {
      std::array<double, 4> one{};
      for (int who : {0, 1, 2}) {
        both.arrive_and_wait();
        // 0: both at once; 1 and 2: one of the two, the other waits.
        if (who != 0 && who != cpu + 1) continue;
        one[who == 0 ? 0 : 2] = calibrate();
        one[who == 0 ? 1 : 3] = rig.oursPerPacket(rounds);
      }
      both.arrive_and_wait();
      seen.push_back(one);
    }
    rig.verify();
  };
  std::vector<std::array<double, 4>> seen[2];
  std::thread second([&] { core(1, seen[1]); });
  core(0, seen[0]);
  second.join();
  std::vector<double> costs;
  for (size_t i = 0; i < seen[0].size(); i++) {
    double sum = 0;
    bool alike = true;
    for (const auto& of : seen) {
      const auto& one = of[i];
      alike = alike && std::abs(one[0] - one[2]) <= kMaxDrift * one[0];
      sum += one[3] / one[1];
    }
    if (alike) speedups.push_back(sum);
    discarded += !alike;
  }
  Result r;
  r.id = "growth.workers";
  r.work = "two workers, beside one";
  r.unit = "x";
  r.value = median(speedups);
  r.low = quantile(speedups, 0.25);
  r.high = quantile(speedups, 0.75);
  r.goal = kMinSpeedup;
  r.goalText = "at least 1.8";
  r.higherIsBetter = true;
  r.pairs = speedups.size();
  r.discarded = discarded;
  return r;
}

}  // namespace

int main(int argc, char** argv) {
  const bool brief = quick(argc, argv);
  const double seconds = brief ? 0.3 : 6;
  const CameraLoop loop = makeCameraLoop();
  pinTo(0);
  print({receive(Transport::kUdp, 100, loop, seconds), receive(Transport::kUdp, 1000, loop, seconds)});
  print({receive(Transport::kTcp, 50, loop, seconds), receive(Transport::kTcp, 1000, loop, seconds)});
  print({growth(loop, seconds)});
  print({workers(loop, brief ? 20 : 600)});
  return 0;
}
