// Reading RTP headers, putting packets in order and cutting RFC 4571 frames, beside a memcpy of the same packets.
// Verifies what it measures first.
#include "rtp/reorder_buffer.h"
#include "rtp/rfc4571.h"
#include "subjects.h"

namespace {

using namespace guanlan;         // NOLINT
using namespace guanlan::bench;  // NOLINT

constexpr size_t kPacketBytes = 1412;
constexpr size_t kPackets = 2048;
/// A read of a busy TCP socket.
constexpr size_t kReadBytes = 128 * 1024;
constexpr int64_t kMsPerPacket = 1;

struct CountingSink final : rtp::ReorderSink {
  void onPacket(const rtp::PacketView& packet) override {
    packets++;
    inOrder += packet.sequence == static_cast<uint16_t>(last + 1);
    last = packet.sequence;
  }
  void onGap(uint32_t missing) override { lost += missing; }
  void onRestart() override { restarts++; }
  uint64_t packets = 0;
  uint64_t inOrder = 0;
  uint64_t lost = 0;
  uint64_t restarts = 0;
  uint16_t last = 0xFFFF;
};

/// Packets as they arrive: each of `late` packets in a hundred changes places with one up to 20 behind it.
std::vector<base::Buffer> arrival(uint32_t late) {
  std::mt19937 random(28181);
  std::vector<base::Buffer> packets(kPackets);
  for (size_t i = 0; i < kPackets; i++) {
    packets[i].resize(kPacketBytes);
    for (uint8_t& byte : packets[i]) byte = static_cast<uint8_t>(random());
    rtp::writeHeader(packets[i].data(), 96, i % 10 == 9, static_cast<uint16_t>(i), static_cast<uint32_t>(i / 10), 1);
  }
  for (size_t i = 1; i + 20 < kPackets; i++) {
    if (random() % 100 < late) std::swap(packets[i], packets[i + 1 + random() % 20]);
  }
  return packets;
}

/// Goes through the packets again and again, their sequence numbers going on.
struct Order {
  explicit Order(uint32_t late) : packets(arrival(late)), buffer(sink, {}) {}
  void run() {
    for (base::Buffer& bytes : packets) {
      base::store16(&bytes[2], static_cast<uint16_t>(base::load16(&bytes[2]) + kPackets));
      rtp::PacketView view;
      rtp::parsePacket(bytes, view);
      buffer.push(view, nowMs += kMsPerPacket);
    }
  }
  void verify() {
    for (base::Buffer& bytes : packets)
      base::store16(&bytes[2], static_cast<uint16_t>(base::load16(&bytes[2]) - kPackets));
    run();
    run();
    require(sink.packets == 2 * kPackets && sink.inOrder == sink.packets, "order differs");
    require(sink.lost + sink.restarts + buffer.counters().late == 0, "packets are missing");
  }
  std::vector<base::Buffer> packets;
  CountingSink sink;
  rtp::ReorderBuffer buffer;
  int64_t nowMs = 0;
};

/// The packets as a TCP connection brings them.
struct Framing {
  explicit Framing(const std::vector<base::Buffer>& packets) {
    for (const base::Buffer& packet : packets) {
      base::append16(stream, static_cast<uint32_t>(packet.size()));
      base::append(stream, packet);
    }
    deframer.expectSsrc(1);
  }
  void run() {
    for (size_t at = 0; at < stream.size(); at += kReadBytes) {
      const size_t size = std::min(kReadBytes, stream.size() - at);
      deframer.feed(base::Bytes(stream).subspan(at, size),
                    [this](base::Bytes packet) { frames += packet.size() == kPacketBytes; });
    }
  }
  base::Buffer stream;
  rtp::Deframer deframer;
  uint64_t frames = 0;
};

}  // namespace

int main() {
  const std::vector<base::Buffer> packets = arrival(0);
  Order straight(0);
  straight.verify();
  require(straight.buffer.counters().reordered == 0, "a packet was kept");
  Order shuffled(5);
  shuffled.verify();
  require(shuffled.buffer.counters().reordered > kPackets / 20, "too few packets were kept");

  Framing framing(packets);
  framing.run();
  require(framing.frames == kPackets && framing.deframer.counters().resyncs == 0, "frames differ");

  base::Buffer copy(kPacketBytes);
  uint64_t parsed = 0;
  std::vector<Subject> subjects;
  subjects.push_back({"rtp.memcpy", [&] {
                        for (const base::Buffer& packet : packets) {
                          std::memcpy(copy.data(), packet.data(), packet.size());
                          asm volatile("" : : "r"(copy.data()) : "memory");
                        }
                      }});
  subjects.push_back({"rtp.parse", [&] {
                        for (const base::Buffer& packet : packets) {
                          rtp::PacketView view;
                          parsed += rtp::parsePacket(packet, view) == rtp::PacketError::kNone;
                          asm volatile("" : : "r"(&view) : "memory");
                        }
                      }});
  subjects.push_back({"rtp.inOrder", [&] { straight.run(); }});
  subjects.push_back({"rtp.fivePercentOutOfOrder", [&] { shuffled.run(); }});
  subjects.push_back({"rtp.deframe", [&] { framing.run(); }});
  measure(subjects, kPackets);
  require(parsed > 0, "nothing was parsed");
  require(straight.sink.inOrder == straight.sink.packets, "order was lost");
  require(shuffled.sink.inOrder == shuffled.sink.packets, "order was lost");
  for (const Subject& subject : subjects) print(subject, subjects[0], "packet of 1412 bytes");
  return 0;
}
