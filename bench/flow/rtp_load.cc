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

#include "camera_loop.h"
#include "standard_io.h"

namespace {

using namespace guanlan::bench;  // NOLINT
using guanlan::base::Buffer;

constexpr size_t kBatch = 32;
constexpr int64_t kTickNs = 1'000'000;

struct Peer {
  int fd = -1;
  Camera camera;
};

Peer openPeer(bool udp, int port, uint32_t ssrc) {
  Peer peer;
  peer.camera.ssrc = ssrc;
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

bool sendBatch(Peer& peer, const CameraLoop& loop, size_t count, bool udp) {
  thread_local std::vector<Buffer> copies(kBatch);
  std::vector<iovec> pieces;
  for (size_t i = 0; i < count; i++) {
    copies[i] = loop.packets[peer.camera.at];
    stamp(peer.camera, loop, copies[i].data() + kFramingBytes);
    const size_t skip = udp ? kFramingBytes : 0;
    pieces.push_back({copies[i].data() + skip, copies[i].size() - skip});
  }
  return udp ? sendUdp(peer, pieces) : sendTcp(peer, pieces);
}

/// Keeps the pace until every peer has had its share; false when a connection broke.
bool sendAll(std::vector<Peer>& peers, const CameraLoop& loop, uint64_t each, double rate, bool udp) {
  const int64_t start = nowNs();
  const uint64_t total = each * peers.size();
  uint64_t sent = 0;
  size_t turn = 0;
  for (int64_t tick = 1; sent < total; tick++) {
    const auto due = std::min(total, static_cast<uint64_t>(rate * static_cast<double>(nowNs() - start) / 1e9));
    while (sent < due) {
      Peer& peer = peers[turn++ % peers.size()];
      const uint64_t count = std::min({static_cast<uint64_t>(kBatch), due - sent, each - peer.camera.packets});
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
  const CameraLoop loop = makeCameraLoop();
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
    sent += peer.camera.packets;
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
