// Any bytes as a TCP connection: any split of them gives the same packets, and memory stays bounded.
// Input: a seed for the split, then the stream.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <vector>

#include "rtp/packet.h"
#include "rtp/rfc4571.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

constexpr size_t kMaxPendingBytes = rtp::kMaxFramedBytes + 4096 + 64;

struct Connection {
  void feed(base::Bytes bytes) {
    deframer.feed(bytes, [this](base::Bytes packet) {
      require(!packet.empty());
      bytesOut += packet.size() + 2;
      packets.emplace_back(packet.begin(), packet.end());
      rtp::PacketView view;
      // As a receiver does with its first packet.
      if (!known && rtp::parsePacket(packet, view) == rtp::PacketError::kNone) deframer.expectSsrc(view.ssrc);
      known = true;
    });
    require(deframer.pendingBytes() <= kMaxPendingBytes);
  }
  rtp::Deframer deframer;
  bool known = false;
  size_t bytesOut = 0;
  std::vector<base::Buffer> packets;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  std::mt19937 random(data[0]);
  const base::Bytes stream = base::Bytes(data, size).subspan(1);
  Connection whole;
  whole.feed(stream);
  Connection split;
  for (base::Bytes rest = stream; !rest.empty();) {
    const size_t most = random() % 4 == 0 ? 3000 : 20;
    const size_t piece = std::min<size_t>(rest.size(), 1 + random() % most);
    split.feed(rest.first(piece));
    rest = rest.subspan(piece);
  }
  require(whole.packets == split.packets);
  const rtp::DeframerCounters& a = whole.deframer.counters();
  const rtp::DeframerCounters& b = split.deframer.counters();
  require(a.frames == b.frames && a.resyncs == b.resyncs && a.skippedBytes == b.skippedBytes);
  require(a.frames == whole.packets.size());
  require(whole.bytesOut + a.skippedBytes + whole.deframer.pendingBytes() <= stream.size());
  require(whole.deframer.pendingBytes() == split.deframer.pendingBytes());
  return 0;
}
