// Sending: frames that lie in the rings to RTP/PS on the wire (PS mux, packets, sockets), beside bare sends of the same
// packets, made before, on the same sockets: UDP cut by the kernel (UDP_SEGMENT), TCP one send for a picture and its
// sound. The UDP sinks drop in a filter; the TCP sinks are read while nobody measures.
//   send_slices [--quick]
// Prints send.udp and send.tcp, a line of JSON each.
#include "send_rig.h"

namespace {

using namespace guanlan::bench;  // NOLINT
using guanlan::engine::Transport;

constexpr double kFactor = 1.4;
/// A slice should be worth about a millisecond.
constexpr double kPacketsPerSlice = 1500;

Result send(Transport transport, size_t senders, const CameraLoop& loop, double seconds) {
  SendRig rig(transport, senders, loop);
  const int rounds = std::max(1, static_cast<int>(kPacketsPerSlice / rig.packetsPerRound()));
  Result r = Result::of(
      alternate([&] { return rig.oursPerPacket(rounds); }, [&] { return rig.barePerPacket(rounds); }, seconds));
  rig.verify();
  const bool udp = transport == Transport::kUdp;
  r.id = udp ? "send.udp" : "send.tcp";
  r.work = (udp ? "PS mux and send over UDP, " : "PS mux and send over TCP, ") + std::to_string(senders) + " senders";
  r.unit = "CPU ns/packet";
  r.goal = kFactor * *r.floor;
  r.goalText = "at most 1.4 x floor";
  r.x = static_cast<double>(senders);
  r.xLabel = "senders";
  return r;
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = quick(argc, argv) ? 0.3 : 6;
  const CameraLoop loop = makeCameraLoop();
  pinTo(0);
  print({send(Transport::kUdp, 20, loop, seconds), send(Transport::kUdp, 200, loop, seconds)});
  print({send(Transport::kTcpActive, 20, loop, seconds), send(Transport::kTcpActive, 200, loop, seconds)});
  return 0;
}
