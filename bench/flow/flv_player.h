#pragma once
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "camera_loop.h"
#include "slices.h"
#include "standard_io.h"

// A player of HTTP-FLV that knows what the camera sent, and holds every tag against it.
namespace guanlan::bench {

constexpr size_t kFlvHeadBytes = 9 + 4;  // signature, flags, size; previous tag size
constexpr size_t kTagHeadBytes = 11;
constexpr size_t kTagTailBytes = 4;
constexpr size_t kAvcHeadBytes = 5;
constexpr uint8_t kAudioTag = 8;
constexpr uint8_t kVideoTag = 9;

class FlvPlayer {
 public:
  explicit FlvPlayer(const CameraLoop& loop) : loop_(&loop) {}
  FlvPlayer(FlvPlayer&& other) noexcept { *this = std::move(other); }
  FlvPlayer& operator=(FlvPlayer&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(buffer_, other.buffer_);
    loop_ = other.loop_;
    begun_ = other.begun_;
    pictures = other.pictures;
    sounds = other.sounds;
    return *this;
  }
  ~FlvPlayer() {
    if (fd_ >= 0) close(fd_);
  }

  /// Blocks for the handshake, as long as the server's listener takes.
  void connect(int port) {
    fd_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    require(::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0, "no connection to the HTTP port");
    const int on = 1;
    setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(fd_, F_SETFL, O_NONBLOCK);
  }
  void ask(const std::string& path) {
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    const auto sent = send(fd_, request.data(), request.size(), MSG_NOSIGNAL);
    require(sent == static_cast<ssize_t>(request.size()), "the request could not be sent");
  }
  int fd() const { return fd_; }

  /// Reads what is there, once, and checks it; `chunk` is scratch.
  void read(std::vector<uint8_t>& chunk) {
    const ssize_t n = recv(fd_, chunk.data(), chunk.size(), 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    require(n > 0, "a player's connection was closed");
    buffer_.insert(buffer_.end(), chunk.begin(), chunk.begin() + n);
    size_t at = 0;
    while (const size_t used = takeUnit(base::Bytes(buffer_).subspan(at))) at += used;
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<ptrdiff_t>(at));
  }

  // Checked so far; the first of both stand at the beginning of a loop.
  size_t pictures = 0;
  size_t sounds = 0;

 private:
  enum class Begun : uint8_t { kNothing, kAnswer, kFlv };

  /// Takes the response head, the FLV head or one tag; 0: more bytes are needed.
  size_t takeUnit(base::Bytes bytes) {
    if (begun_ == Begun::kNothing) {
      const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      const size_t end = text.find("\r\n\r\n");
      if (end == std::string_view::npos) return 0;
      require(text.starts_with("HTTP/1.1 200 "), "the answer is " + std::string(text.substr(0, end)));
      begun_ = Begun::kAnswer;
      return end + 4;
    }
    if (begun_ == Begun::kAnswer) {
      if (bytes.size() < kFlvHeadBytes) return 0;
      require(std::memcmp(bytes.data(), "FLV\x01", 4) == 0, "no FLV signature");
      begun_ = Begun::kFlv;
      return kFlvHeadBytes;
    }
    if (bytes.size() < kTagHeadBytes) return 0;
    const size_t total = kTagHeadBytes + base::load24(bytes.data() + 1) + kTagTailBytes;
    if (bytes.size() < total) return 0;
    takeTag(bytes[0], bytes.subspan(kTagHeadBytes, total - kTagHeadBytes - kTagTailBytes));
    return total;
  }

  void takeTag(uint8_t type, base::Bytes body) {
    if (type == kAudioTag) {
      require(body.size() == 1 + kSoundBytes && body[1] == kSilenceAlaw, "a block of sound is another");
      sounds++;
    }
    // Packet type 1: a picture; 0 is the sequence header.
    if (type != kVideoTag || body.size() < kAvcHeadBytes || body[1] != 1) return;
    const base::Buffer& sent = loop_->pictures[pictures % loop_->pictures.size()];
    const base::Bytes payload = body.subspan(kAvcHeadBytes);
    require(std::equal(payload.begin(), payload.end(), sent.begin(), sent.end()),
            "picture " + std::to_string(pictures) + " of a player is not the one that was sent");
    pictures++;
  }

  // Given.
  const CameraLoop* loop_ = nullptr;
  // Owned.
  int fd_ = -1;
  std::vector<uint8_t> buffer_;
  // State.
  Begun begun_ = Begun::kNothing;
};

/// Sends one camera's packets over UDP.
class UdpCamera {
 public:
  UdpCamera(const CameraLoop& loop, int port, uint32_t ssrc) : loop_(&loop) {
    camera_.ssrc = ssrc;
    fd_ = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int size = 4 << 20;
    setsockopt(fd_, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    require(::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0, "no RTP port");
  }
  UdpCamera(UdpCamera&& other) noexcept
      : loop_(other.loop_), fd_(std::exchange(other.fd_, -1)), camera_(other.camera_) {}
  ~UdpCamera() {
    if (fd_ >= 0) close(fd_);
  }

  /// The next frame, a picture or a sound; gives the time at which its last packet went.
  int64_t sendFrame() {
    for (;;) {
      copy_ = loop_->packets[camera_.at];
      stamp(camera_, *loop_, copy_.data() + kFramingBytes);
      const bool last = (copy_[kFramingBytes + 1] & 0x80) != 0;
      const int64_t now = last ? nowNs() : 0;
      const size_t size = copy_.size() - kFramingBytes;
      require(send(fd_, copy_.data() + kFramingBytes, size, 0) == static_cast<ssize_t>(size), "a packet was not sent");
      if (last) return now;
    }
  }

 private:
  // Given.
  const CameraLoop* loop_;
  // Owned.
  int fd_ = -1;
  base::Buffer copy_;
  // State.
  Camera camera_;
};

/// Sockets that are read when something comes.
class Watch {
 public:
  Watch() : epoll_(epoll_create1(0)) {}
  ~Watch() { close(epoll_); }
  void add(int fd, size_t index) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    require(epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl");
  }
  void remove(int fd) { epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr); }
  /// Calls each(index) for all that can be read, after at most `timeoutMs`.
  template <typename Each>
  void wait(int timeoutMs, Each&& each) {
    epoll_event events[64];
    const int n = epoll_wait(epoll_, events, 64, timeoutMs);
    for (int i = 0; i < n; i++) each(static_cast<size_t>(events[i].data.u64));
  }

 private:
  int epoll_;
};

/// The percentiles of times in ns as the points of a result in ms.
inline void printTimes(Result r, std::vector<double> ns, double goal50, double goal99) {
  for (double& one : ns) one /= 1e6;
  r.unit = "ms";
  r.low = quantile(ns, 0.25);
  r.high = quantile(ns, 0.75);
  r.pairs = ns.size();
  r.xLabel = "percentile";
  Result p99 = r;
  r.x = 50;
  r.value = quantile(ns, 0.5);
  r.goal = goal50;
  p99.x = 99;
  p99.value = quantile(ns, 0.99);
  p99.goal = goal99;
  print({r, p99});
}

}  // namespace guanlan::bench
