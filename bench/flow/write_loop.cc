// The baseline of serving viewers: the same camera as ready FLV tags, written to every socket with one system call a
// frame, by a loop that does nothing else. Prints {"port":...}, waits for all viewers, then plays in real time; "start"
// on standard input begins the count of its CPU time and "stop" ends it with one JSON line.
//   write_loop <viewers>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "camera.h"
#include "standard_io.h"

namespace {

using namespace guanlan::bench;  // NOLINT
using guanlan::base::Buffer;
using guanlan::base::Bytes;

constexpr uint8_t kAudioTag = 8;
constexpr uint8_t kVideoTag = 9;
constexpr int64_t kFrameNs = 1'000'000'000 / kFramesPerSecond;

/// A whole tag around a body; the timestamp is patched in while sending.
Buffer tag(uint8_t type, const Buffer& body) {
  Buffer out;
  guanlan::base::append8(out, type);
  guanlan::base::append24(out, static_cast<uint32_t>(body.size()));
  guanlan::base::append32(out, 0);
  guanlan::base::append24(out, 0);
  guanlan::base::append(out, body);
  guanlan::base::append32(out, static_cast<uint32_t>(11 + body.size()));
  return out;
}

Buffer videoTag(bool key) {
  Buffer body{static_cast<uint8_t>(key ? 0x17 : 0x27), 1, 0, 0, 0};
  uint32_t seed = key ? 1 : 2;
  while (body.size() < (key ? kKeyFrameBytes : kFrameBytes) + 9) {
    seed = seed * 1664525u + 1013904223u;
    body.push_back(static_cast<uint8_t>(seed >> 24));
  }
  return tag(kVideoTag, body);
}

Buffer soundTag() {
  Buffer body(1 + kSoundBytes, kSilenceAlaw);
  body[0] = 0x72;
  return tag(kAudioTag, body);
}

void writeAll(int fd, Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) die("write_loop", "a viewer is gone");
    bytes = bytes.subspan(static_cast<size_t>(n));
  }
}

int listenOnLoopback() {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  if (bind(fd, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0 || listen(fd, 1024) != 0 ||
      getsockname(fd, reinterpret_cast<sockaddr*>(&at), &size) != 0)
    die("write_loop", "cannot listen");
  std::printf("{\"port\":%d}\n", ntohs(at.sin_port));
  std::fflush(stdout);
  return fd;
}

std::vector<int> acceptViewers(size_t count) {
  const int listener = listenOnLoopback();
  std::vector<int> viewers;
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\n\r\n" + std::string("FLV\x01\x05\0\0\0\x09\0\0\0\0", 13);
  while (viewers.size() < count) {
    const int fd = accept(listener, nullptr, nullptr);
    if (fd < 0) die("write_loop", "cannot accept");
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    writeAll(fd, Bytes(reinterpret_cast<const uint8_t*>(head.data()), head.size()));
    viewers.push_back(fd);
  }
  close(listener);
  return viewers;
}

struct Count {
  int64_t cpuNs = 0;
  int64_t wallNs = 0;
  uint64_t writes = 0;
};

/// "start" or "stop", or 0 when nothing was said.
char command() {
  pollfd ready{STDIN_FILENO, POLLIN, 0};
  if (poll(&ready, 1, 0) <= 0) return 0;
  char text[64];
  const ssize_t n = read(STDIN_FILENO, text, sizeof text);
  const std::string_view line(text, n > 0 ? static_cast<size_t>(n) : 0);
  if (line != "start\n" && line != "stop\n") die("write_loop", "ended without being asked to stop");
  return line[2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) die("write_loop", "usage: write_loop <viewers>");
  const std::vector<int> viewers = acceptViewers(std::strtoul(argv[1], nullptr, 10));
  Buffer key = videoTag(true);
  Buffer inter = videoTag(false);
  Buffer sound = soundTag();
  Count from;
  Count now;
  const int64_t begin = nowNs();
  for (int64_t i = 0;; i++) {
    sleepUntil(begin + i * kFrameNs);
    for (Buffer* frame : {i % kGopFrames == 0 ? &key : &inter, &sound}) {
      guanlan::base::store24(frame->data() + 4, static_cast<uint32_t>(i * 1000 / kFramesPerSecond));
      for (const int fd : viewers) writeAll(fd, *frame);
      now.writes += viewers.size();
    }
    const char said = command();
    if (said == 0) continue;
    now.cpuNs = cpuNs();
    now.wallNs = nowNs();
    if (said == 'o') break;  // stop
    from = now;
  }
  std::printf("{\"cpuNs\":%lld,\"seconds\":%.3f,\"writes\":%llu}\n", static_cast<long long>(now.cpuNs - from.cpuNs),
              static_cast<double>(now.wallNs - from.wallNs) / 1e9,
              static_cast<unsigned long long>(now.writes - from.writes));
  std::fflush(stdout);
  // The viewers are still connected and counted; whoever started this ends it.
  pause();
  return 0;
}
