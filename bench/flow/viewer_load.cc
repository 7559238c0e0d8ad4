// Plays one HTTP-FLV address on many connections, as one independent process, and holds every byte against the others':
// all viewers must see the same tags in the same order, none left out. Prints {"ready":true} once everybody has caught
// up; then "start" on standard input begins the count and "stop" ends it with one JSON line.
//   viewer_load <port> <viewers> <path>
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "standard_io.h"

namespace {

using guanlan::bench::die;
using guanlan::bench::nowNs;

constexpr size_t kChunkBytes = 256 << 10;
constexpr size_t kFlvHeadBytes = 9 + 4;  // signature, flags, size; previous tag size
constexpr size_t kTagHeadBytes = 11;
constexpr size_t kTagTailBytes = 4;
constexpr uint8_t kAudioTag = 8;
constexpr uint8_t kVideoTag = 9;
constexpr uint8_t kAvcKeyFrame = 0x17;
/// How far behind the newest tag somebody may be who counts as having caught up.
constexpr uint64_t kNearTags = 4;
/// Tags kept for comparison; nobody is further behind than the engine lets them be.
constexpr size_t kMaxTags = 4096;
constexpr uint64_t kNone = ~0ull;

struct Tag {
  uint64_t timeAndType = 0;
  uint64_t hash = 0;
};

struct Viewer {
  int fd = -1;
  bool headDone = false;
  bool flvDone = false;
  uint64_t next = kNone;  // index of the tag that must come next
  std::vector<uint8_t> buffer;
  uint64_t tags = 0;
};

/// Eight bytes at a time; sensitive to order.
uint64_t hashOf(const uint8_t* data, size_t size) {
  uint64_t hash = size * 0x9E3779B97F4A7C15ull;
  for (; size >= 8; data += 8, size -= 8) {
    uint64_t word;
    std::memcpy(&word, data, 8);
    hash = (hash ^ word) * 0xD6E8FEB86659FD93ull;
    hash ^= hash >> 32;
  }
  uint64_t rest = 0;
  std::memcpy(&rest, data, size);
  return (hash ^ rest) * 0xD6E8FEB86659FD93ull;
}

class Audience {
 public:
  Audience(int port, size_t count, const std::string& path) : viewers_(count), chunk_(kChunkBytes) {
    epoll_ = epoll_create1(0);
    watch(STDIN_FILENO, count);
    for (size_t i = 0; i < count; i++) connectViewer(viewers_[i], port, path, i);
  }

  void run() {
    std::vector<epoll_event> events(256);
    while (!stopped_) {
      const int n = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
      if (n < 0 && errno != EINTR) die("viewer_load", "epoll_wait failed");
      for (int i = 0; i < n; i++) {
        const size_t index = events[static_cast<size_t>(i)].data.u64;
        if (index == viewers_.size()) {
          readCommand();
        } else {
          readViewer(viewers_[index]);
        }
      }
      if (!ready_ && caughtUp()) sayReady();
    }
  }

 private:
  void watch(int fd, size_t index) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) != 0) die("viewer_load", "epoll_ctl failed");
  }

  void connectViewer(Viewer& viewer, int port, const std::string& path, size_t index) {
    viewer.fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(viewer.fd, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) die("viewer_load", "cannot connect");
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    if (send(viewer.fd, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
      die("viewer_load", "cannot ask");
    fcntl(viewer.fd, F_SETFL, O_NONBLOCK);
    watch(viewer.fd, index);
  }

  void readViewer(Viewer& viewer) {
    const ssize_t n = recv(viewer.fd, chunk_.data(), chunk_.size(), 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) die("viewer_load", "a connection was closed");
    bytes_ += static_cast<uint64_t>(n);
    viewer.buffer.insert(viewer.buffer.end(), chunk_.begin(), chunk_.begin() + n);
    size_t at = 0;
    while (const size_t used = takeUnit(viewer, at)) at += used;
    viewer.buffer.erase(viewer.buffer.begin(), viewer.buffer.begin() + static_cast<ptrdiff_t>(at));
  }

  /// Takes the response head, the FLV head or one tag; 0: more bytes are needed.
  size_t takeUnit(Viewer& viewer, size_t at) {
    const uint8_t* data = viewer.buffer.data() + at;
    const size_t size = viewer.buffer.size() - at;
    if (!viewer.headDone) {
      const size_t end = std::string_view(reinterpret_cast<const char*>(data), size).find("\r\n\r\n");
      if (end == std::string_view::npos) return 0;
      viewer.headDone = true;
      return end + 4;
    }
    if (!viewer.flvDone) {
      if (size < kFlvHeadBytes) return 0;
      if (std::memcmp(data, "FLV\x01", 4) != 0) die("viewer_load", "no FLV signature");
      viewer.flvDone = true;
      return kFlvHeadBytes;
    }
    if (size < kTagHeadBytes) return 0;
    const size_t total = kTagHeadBytes + guanlan::base::load24(data + 1) + kTagTailBytes;
    if (size < total) return 0;
    takeTag(viewer, data, total);
    return total;
  }

  void takeTag(Viewer& viewer, const uint8_t* data, size_t size) {
    const uint8_t type = data[0];
    const bool video = type == kVideoTag;
    // Metadata and sequence headers belong to the moment of joining; packet type 0 of AVC is a sequence header.
    if ((type != kAudioTag && !video) || (video && data[kTagHeadBytes + 1] == 0)) return;
    const uint64_t time = uint64_t{data[7]} << 24 | guanlan::base::load24(data + 4);
    const Tag tag{time << 8 | type, hashOf(data, size)};
    if (viewer.next == kNone) {
      if (data[kTagHeadBytes] != kAvcKeyFrame) die("viewer_load", "the first frame is no key frame");
      viewer.next = indexOf(tag);
    }
    compare(viewer, tag);
    viewer.next++;
    viewer.tags++;
    counted_++;
  }

  void compare(const Viewer& viewer, const Tag& tag) {
    if (viewer.next == first_ + tags_.size()) {
      tags_.push_back(tag);
      if (tags_.size() > kMaxTags) {
        tags_.pop_front();
        first_++;
      }
      return;
    }
    if (viewer.next < first_) die("viewer_load", "a viewer is too far behind");
    const Tag& known = tags_[viewer.next - first_];
    if (known.timeAndType != tag.timeAndType) die("viewer_load", "a viewer misses a frame");
    if (known.hash != tag.hash) die("viewer_load", "two viewers got different bytes for one frame");
  }

  /// Where a viewer who begins with this tag stands among the others.
  uint64_t indexOf(const Tag& tag) const {
    for (size_t i = tags_.size(); i > 0; i--) {
      if (tags_[i - 1].timeAndType == tag.timeAndType) return first_ + i - 1;
    }
    return first_ + tags_.size();
  }

  bool caughtUp() const {
    const uint64_t newest = first_ + tags_.size();
    return std::all_of(viewers_.begin(), viewers_.end(), [newest](const Viewer& viewer) {
      return viewer.next != kNone && viewer.next + kNearTags >= newest;
    });
  }

  void sayReady() {
    ready_ = true;
    std::printf("{\"ready\":true}\n");
    std::fflush(stdout);
  }

  void readCommand() {
    char text[64];
    const ssize_t n = read(STDIN_FILENO, text, sizeof text);
    const std::string_view command(text, n > 0 ? static_cast<size_t>(n) : 0);
    if (command == "start\n") {
      startNs_ = nowNs();
      bytes_ = 0;
      counted_ = 0;
      return;
    }
    stopped_ = true;
    if (command != "stop\n") die("viewer_load", "ended without being asked to stop");
    const auto [least, most] = std::minmax_element(viewers_.begin(), viewers_.end(),
                                                   [](const Viewer& a, const Viewer& b) { return a.next < b.next; });
    std::printf("{\"viewers\":%zu,\"seconds\":%.3f,\"bytes\":%llu,\"tags\":%llu,\"spreadTags\":%llu}\n",
                viewers_.size(), static_cast<double>(nowNs() - startNs_) / 1e9, static_cast<unsigned long long>(bytes_),
                static_cast<unsigned long long>(counted_), static_cast<unsigned long long>(most->next - least->next));
  }

  std::vector<Viewer> viewers_;
  std::vector<uint8_t> chunk_;
  int epoll_ = -1;
  std::deque<Tag> tags_;
  uint64_t first_ = 0;  // index of tags_.front()
  uint64_t bytes_ = 0;
  uint64_t counted_ = 0;
  int64_t startNs_ = 0;
  bool ready_ = false;
  bool stopped_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) die("viewer_load", "usage: viewer_load <port> <viewers> <path>");
  Audience audience(std::atoi(argv[1]), std::strtoul(argv[2], nullptr, 10), argv[3]);
  audience.run();
  return 0;
}
