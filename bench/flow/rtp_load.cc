// Sends a synthetic camera's RTP at a steady rate to receivers on loopback, as one independent process, so that the
// receiving process's CPU time is its own. Every stream gets the same number of whole loops (GOPs), so that what must
// arrive is known to the packet and to the frame. Prints one JSON line with what was sent.
//   rtp_load udp|tcp <packets per second over all, 0: the camera's own> <loops> <port>...
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "camera.h"
#include "codec/media.h"
#include "ps/muxer.h"
#include "standard_io.h"

namespace {

using namespace guanlan::bench;  // NOLINT
using guanlan::base::Buffer;
using guanlan::base::Bytes;
using guanlan::codec::Codec;
using guanlan::codec::FrameView;
using guanlan::codec::Tracks;

constexpr size_t kRtpHeaderBytes = 12;
constexpr size_t kMaxPayloadBytes = 1400;
constexpr size_t kBatch = 32;
constexpr int64_t kTickNs = 1'000'000;

/// One GOP as ready RTP packets; sequence, timestamp and SSRC are patched in while sending.
struct Loop {
  std::vector<Buffer> packets;         // 2-byte RFC 4571 length, RTP header, payload
  std::vector<uint32_t> timestamp90k;  // within the loop
  uint32_t span90k = 0;
  int videoFrames = 0;
  int audioFrames = 0;
  size_t videoBytes = 0;
};

Tracks tracks() {
  Tracks t;
  t.video.codec = Codec::kH264;
  t.video.width = 640;
  t.video.height = 360;
  // Main profile, level 3.0, 640x360, as x264 writes it.
  t.video.sps = {{0x67, 0x4d, 0x40, 0x1e, 0xe8, 0x80, 0x50, 0x17, 0xfc, 0xb8, 0x0b, 0x50, 0x10, 0x10, 0x14,
                  0x00, 0x00, 0x03, 0x00, 0x04, 0x00, 0x00, 0x03, 0x00, 0xc8, 0x3c, 0x58, 0xb4, 0x48}};
  t.video.pps = {{0x68, 0xef, 0x3c, 0x80}};
  t.audio.codec = Codec::kPcma;
  t.audio.sampleRate = 8000;
  t.audio.channels = 1;
  return t;
}

/// A slice of random bytes without zeros, so that nothing looks like a start code.
Buffer videoFrame(bool key, size_t bytes, uint32_t& seed) {
  Buffer out;
  guanlan::base::append32(out, static_cast<uint32_t>(bytes));
  out.push_back(key ? 0x65 : 0x41);
  out.push_back(0x9a);  // first_mb_in_slice 0
  while (out.size() < bytes + 4) {
    seed = seed * 1664525u + 1013904223u;
    out.push_back(static_cast<uint8_t>((seed >> 24) | 1u));
  }
  return out;
}

void packetize(Loop& loop, guanlan::ps::Muxer& muxer, const FrameView& frame) {
  const auto unit = muxer.mux(frame);
  Buffer flat;
  for (Bytes piece : unit.pieces) guanlan::base::append(flat, piece);
  for (size_t at = 0; at < flat.size(); at += kMaxPayloadBytes) {
    const size_t size = std::min(kMaxPayloadBytes, flat.size() - at);
    Buffer packet(2 + kRtpHeaderBytes);
    guanlan::base::store16(packet.data(), static_cast<uint16_t>(kRtpHeaderBytes + size));
    packet[2] = 0x80;
    packet[3] = static_cast<uint8_t>(96u | (at + size == flat.size() ? 0x80u : 0u));
    guanlan::base::append(packet, Bytes(flat).subspan(at, size));
    loop.packets.push_back(std::move(packet));
    loop.timestamp90k.push_back(static_cast<uint32_t>(frame.dts90k));
  }
}

Loop makeLoop() {
  Loop loop;
  guanlan::ps::Muxer muxer(tracks());
  uint32_t seed = 1;
  const Buffer sound(kSoundBytes, kSilenceAlaw);
  for (int i = 0; i < kGopFrames; i++) {
    const int64_t dts = i * 90000 / kFramesPerSecond;
    const Buffer picture = videoFrame(i == 0, i == 0 ? kKeyFrameBytes : kFrameBytes, seed);
    packetize(loop, muxer, {guanlan::codec::kVideoTrack, i == 0, dts, dts, picture});
    packetize(loop, muxer, {guanlan::codec::kAudioTrack, false, dts, dts, sound});
    loop.videoFrames++;
    loop.videoBytes += picture.size();
    loop.audioFrames++;
  }
  loop.span90k = kGopFrames * 90000 / kFramesPerSecond;
  return loop;
}

struct Peer {
  int fd = -1;
  uint32_t ssrc = 0;
  uint16_t sequence = 0;
  size_t at = 0;
  uint32_t base90k = 0;
  uint64_t packets = 0;
};

Peer openPeer(bool udp, int port, uint32_t ssrc) {
  Peer peer;
  peer.ssrc = ssrc;
  peer.fd = socket(AF_INET, udp ? SOCK_DGRAM : SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<uint16_t>(port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int size = 4 << 20;
  setsockopt(peer.fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  if (connect(peer.fd, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
    std::fprintf(stderr, "cannot connect to port %d: %s\n", port, std::strerror(errno));
    std::exit(1);
  }
  return peer;
}

void patch(Peer& peer, const Loop& loop, Buffer& packet) {
  guanlan::base::store16(&packet[4], peer.sequence++);
  guanlan::base::store32(&packet[6], peer.base90k + loop.timestamp90k[peer.at]);
  guanlan::base::store32(&packet[10], peer.ssrc);
  peer.packets++;
  if (++peer.at < loop.packets.size()) return;
  peer.at = 0;
  peer.base90k += loop.span90k;
}

bool sendTcp(const Peer& peer, const std::vector<iovec>& pieces) {
  Buffer flat;
  for (const iovec& piece : pieces) {
    const auto* bytes = static_cast<const uint8_t*>(piece.iov_base);
    flat.insert(flat.end(), bytes, bytes + piece.iov_len);
  }
  size_t sent = 0;
  while (sent < flat.size()) {
    const ssize_t n = send(peer.fd, flat.data() + sent, flat.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) return false;
    sent += static_cast<size_t>(n);
  }
  return true;
}

bool sendUdp(const Peer& peer, std::vector<iovec>& pieces) {
  std::vector<mmsghdr> messages(pieces.size());
  for (size_t i = 0; i < pieces.size(); i++) {
    messages[i].msg_hdr.msg_iov = &pieces[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  size_t sent = 0;
  while (sent < messages.size()) {
    const int n = sendmmsg(peer.fd, &messages[sent], static_cast<unsigned>(messages.size() - sent), 0);
    if (n <= 0) return false;
    sent += static_cast<size_t>(n);
  }
  return true;
}

bool sendBatch(Peer& peer, const Loop& loop, size_t count, bool udp) {
  thread_local std::vector<Buffer> copies(kBatch);
  std::vector<iovec> pieces;
  for (size_t i = 0; i < count; i++) {
    copies[i] = loop.packets[peer.at];
    patch(peer, loop, copies[i]);
    const size_t skip = udp ? 2 : 0;
    pieces.push_back({copies[i].data() + skip, copies[i].size() - skip});
  }
  return udp ? sendUdp(peer, pieces) : sendTcp(peer, pieces);
}

/// Keeps the pace until every peer has had its share; false when a connection broke.
bool sendAll(std::vector<Peer>& peers, const Loop& loop, uint64_t each, double rate, bool udp) {
  const int64_t start = nowNs();
  const uint64_t total = each * peers.size();
  uint64_t sent = 0;
  size_t turn = 0;
  for (int64_t tick = 1; sent < total; tick++) {
    const auto due = std::min(total, static_cast<uint64_t>(rate * static_cast<double>(nowNs() - start) / 1e9));
    while (sent < due) {
      Peer& peer = peers[turn++ % peers.size()];
      const uint64_t count = std::min({static_cast<uint64_t>(kBatch), due - sent, each - peer.packets});
      if (count > 0 && !sendBatch(peer, loop, count, udp)) return false;
      sent += count;
    }
    if (sent < total) sleepUntil(start + tick * kTickNs);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) die("rtp_load", "usage: rtp_load udp|tcp <packets per second> <loops> <port>...");
  const bool udp = std::string(argv[1]) == "udp";
  const Loop loop = makeLoop();
  const uint64_t each = loop.packets.size() * std::strtoul(argv[3], nullptr, 10);
  std::vector<Peer> peers;
  for (int i = 4; i < argc; i++) peers.push_back(openPeer(udp, std::atoi(argv[i]), 1000u + static_cast<uint32_t>(i)));
  const double own = static_cast<double>(loop.packets.size() * peers.size()) * kFramesPerSecond / kGopFrames;
  const double wanted = std::atof(argv[2]);

  const int64_t start = nowNs();
  const bool alive = sendAll(peers, loop, each, wanted > 0 ? wanted : own, udp);
  const double elapsed = static_cast<double>(nowNs() - start) / 1e9;
  uint64_t sent = 0;
  for (Peer& peer : peers) {
    sent += peer.packets;
    close(peer.fd);
  }
  std::printf(
      "{\"packets\":%llu,\"seconds\":%.3f,\"packetsPerLoop\":%zu,\"videoFramesPerLoop\":%d,\"audioFramesPerLoop\":%d,"
      "\"videoBytesPerLoop\":%zu,\"soundBytes\":%zu,"
      "\"alive\":%s}\n",
      static_cast<unsigned long long>(sent), elapsed, loop.packets.size(), loop.videoFrames, loop.audioFrames,
      loop.videoBytes, kSoundBytes, alive ? "true" : "false");
  return alive ? 0 : 1;
}
