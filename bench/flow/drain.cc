// The floor of receiving: takes the same packets from as many sockets with the cheapest calls, counts them and throws
// them away. One thread, which rests 1 ms between rounds while packets come, as the engine's workers do.
//   drain udp|tcp <streams>
// Prints {"ports":[...]}. Lines on standard input: "start" begins the count of CPU time, "packets" prints
// {"packets":n}, "finish" prints {"cpuNs":n,"packets":n}.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "standard_io.h"

namespace {

using namespace guanlan::bench;  // NOLINT

constexpr int kReceiveBufferBytes = 4 << 20;
constexpr size_t kBatch = 64;
constexpr size_t kSlotBytes = 2048;
constexpr size_t kLengthBytes = 2;  // RFC 4571 §2
constexpr int kMaxEvents = 256;
constexpr int64_t kRestNs = 1'000'000;

enum class Kind : uint8_t { kCommands, kUdp, kListener, kConnection };

struct Source {
  Kind kind;
  int fd;
  size_t missing = 0;  // of a TCP packet
  int half = -1;       // first byte of a split length
};

/// recvmmsg into one slab that stays in the cache.
class Datagrams {
 public:
  Datagrams() {
    for (size_t i = 0; i < kBatch; i++) {
      pieces_[i] = {slab_.data() + i * kSlotBytes, kSlotBytes};
      headers_[i] = {};
      headers_[i].msg_hdr.msg_iov = &pieces_[i];
      headers_[i].msg_hdr.msg_iovlen = 1;
    }
  }
  uint64_t drain(int fd) {
    uint64_t packets = 0;
    for (;;) {
      const int n = recvmmsg(fd, headers_.data(), kBatch, MSG_DONTWAIT, nullptr);
      if (n <= 0) return packets;
      packets += static_cast<uint64_t>(n);
      if (n < static_cast<int>(kBatch)) return packets;
    }
  }

 private:
  std::array<mmsghdr, kBatch> headers_;
  std::array<iovec, kBatch> pieces_;
  std::array<uint8_t, kBatch * kSlotBytes> slab_;
};

/// A packet counts once its last byte is there.
uint64_t deframe(Source& source, const uint8_t* bytes, size_t size) {
  uint64_t packets = 0;
  for (size_t at = 0; at < size;) {
    if (source.missing > 0) {
      const size_t step = std::min(source.missing, size - at);
      source.missing -= step;
      at += step;
      packets += source.missing == 0;
    } else if (source.half >= 0) {
      source.missing = static_cast<size_t>(source.half) * 256 + bytes[at++];
      source.half = -1;
    } else if (size - at < kLengthBytes) {
      source.half = bytes[at++];
    } else {
      source.missing = static_cast<size_t>(bytes[at]) * 256 + bytes[at + 1];
      at += kLengthBytes;
    }
  }
  return packets;
}

class Drain {
 public:
  Drain(bool udp, size_t streams) : epoll_(epoll_create1(0)) {
    sources_.reserve(2 * streams + 1);  // a listener and its connection each
    watch({Kind::kCommands, STDIN_FILENO});
    std::printf("{\"ports\":[");
    for (size_t i = 0; i < streams; i++) std::printf(i ? ",%d" : "%d", open(udp));
    std::printf("]}\n");
    std::fflush(stdout);
  }

  void run() {
    std::array<epoll_event, kMaxEvents> events;
    for (bool busy = false; !finished_;) {
      if (busy) sleepUntil(nowNs() + kRestNs);
      const int n = epoll_wait(epoll_, events.data(), kMaxEvents, busy ? 0 : -1);
      const uint64_t before = packets_;
      for (int i = 0; i < n; i++) take(sources_[events[static_cast<size_t>(i)].data.u32]);
      busy = packets_ != before;
    }
  }

 private:
  void watch(Source source) {
    epoll_event event{EPOLLIN, {}};
    event.data.u32 = static_cast<uint32_t>(sources_.size());
    sources_.push_back(source);
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, source.fd, &event) != 0) die("drain", "cannot watch a socket");
  }

  int open(bool udp) {
    const int fd = socket(AF_INET, (udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_NONBLOCK, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &kReceiveBufferBytes, sizeof kReceiveBufferBytes);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    auto* address = reinterpret_cast<sockaddr*>(&at);
    if (bind(fd, address, sizeof at) != 0 || (!udp && listen(fd, 1) != 0) || getsockname(fd, address, &size) != 0)
      die("drain", "cannot bind");
    watch({udp ? Kind::kUdp : Kind::kListener, fd});
    return ntohs(at.sin_port);
  }

  void take(Source& source) {
    if (source.kind == Kind::kUdp) {
      packets_ += datagrams_.drain(source.fd);
    } else if (source.kind == Kind::kConnection) {
      readConnection(source);
    } else if (source.kind == Kind::kListener) {
      const int fd = accept4(source.fd, nullptr, nullptr, SOCK_NONBLOCK);
      if (fd >= 0) watch({Kind::kConnection, fd});
    } else {
      command();
    }
  }

  void readConnection(Source& source) {
    const ssize_t n = recv(source.fd, bytes_.data(), bytes_.size(), 0);
    if (n > 0) {
      packets_ += deframe(source, bytes_.data(), static_cast<size_t>(n));
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
      epoll_ctl(epoll_, EPOLL_CTL_DEL, source.fd, nullptr);
    }
  }

  void command() {
    char text[64];
    const ssize_t n = read(STDIN_FILENO, text, sizeof text);
    const std::string_view line(text, n > 0 ? static_cast<size_t>(n) : 0);
    if (line == "start\n") {
      startNs_ = cpuNs();
    } else if (line == "packets\n") {
      std::printf("{\"packets\":%llu}\n", static_cast<unsigned long long>(packets_));
    } else if (line == "finish\n") {
      std::printf("{\"cpuNs\":%lld,\"packets\":%llu}\n", static_cast<long long>(cpuNs() - startNs_),
                  static_cast<unsigned long long>(packets_));
      finished_ = true;
    } else {
      die("drain", "ended without being asked to finish");
    }
    std::fflush(stdout);
  }

  int epoll_;
  std::vector<Source> sources_;
  Datagrams datagrams_;
  std::array<uint8_t, kBatch * kSlotBytes> bytes_;
  uint64_t packets_ = 0;
  int64_t startNs_ = 0;
  bool finished_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) die("drain", "usage: drain udp|tcp <streams>");
  Drain(std::string_view(argv[1]) == "udp", std::strtoul(argv[2], nullptr, 10)).run();
  return 0;
}
