// Any arrival of packets, with time going on: what comes out is in order, once each, and every packet is accounted for.
// Input: the window, then operations of 4 bytes (kind, size of the packet or time, sequence step high, low).
#include <cstdint>
#include <cstdlib>
#include <map>

#include "rtp/reorder_buffer.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

struct Checker : rtp::ReorderSink {
  void onPacket(const rtp::PacketView& packet) override {
    out++;
    // Each packet carries the number of its push, so that a stale copy would show.
    require(packet.payload.size() >= 4);
    const uint32_t push = base::load32(packet.payload.data());
    const auto found = pushed.find(push);
    require(found != pushed.end() && found->second == packet.sequence);
    pushed.erase(found);
    require(!expects || packet.sequence == next);
    expects = true;
    next = static_cast<uint16_t>(packet.sequence + 1);
  }
  void onGap(uint32_t missing) override {
    require(expects && missing > 0);
    lost += missing;
    next = static_cast<uint16_t>(next + missing);
  }
  void onRestart() override {
    restarts++;
    expects = false;
  }

  std::map<uint32_t, uint16_t> pushed;  // not come out yet
  bool expects = false;
  uint16_t next = 0;
  uint64_t out = 0;
  uint64_t lost = 0;
  uint64_t restarts = 0;
};

void account(const rtp::ReorderBuffer& buffer, const Checker& checker, uint64_t pushes, size_t window) {
  const rtp::ReorderCounters& c = buffer.counters();
  require(c.packets == checker.out && c.lost == checker.lost && c.restarts == checker.restarts);
  const uint64_t settled = c.packets + c.duplicates + c.late + buffer.held();
  // One packet may be in doubt: the first of a restart, or a stray one.
  require(settled == pushes || settled + 1 == pushes);
  require(buffer.held() <= window);
  require(window > 0 || !buffer.holds());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const size_t window = base::load16(data) % 1100;
  Checker checker;
  rtp::ReorderBuffer buffer(checker, {window, 200});
  int64_t nowMs = 0;
  uint16_t sequence = 0;
  uint32_t pushes = 0;
  base::Buffer bytes;
  for (size_t at = 2; at + 4 <= size; at += 4) {
    const uint8_t kind = data[at] % 16;
    const uint16_t step = base::load16(data + at + 2);
    if (kind == 0) {
      nowMs += data[at + 1];
      buffer.expire(nowMs);
      require(!buffer.holds() || window > 0);
    } else if (kind == 1) {
      buffer.flush();
      require(!buffer.holds());
    } else {
      // Mostly near by, at times anywhere.
      sequence = static_cast<uint16_t>(kind == 2 ? step : sequence + static_cast<int8_t>(step) % 80);
      bytes.assign(rtp::kHeaderBytes + 4 + (kind == 3 ? size_t{data[at + 1]} * 250 : data[at + 1]), 0x55);
      rtp::writeHeader(bytes.data(), 96, false, sequence, 0, 1);
      base::store32(&bytes[rtp::kHeaderBytes], pushes);
      checker.pushed[pushes++] = sequence;
      rtp::PacketView packet;
      require(rtp::parsePacket(bytes, packet) == rtp::PacketError::kNone);
      buffer.push(packet, nowMs);
    }
    account(buffer, checker, pushes, window);
  }
  buffer.expire(nowMs + 200);
  require(!buffer.holds());
  account(buffer, checker, pushes, window);
  return 0;
}
