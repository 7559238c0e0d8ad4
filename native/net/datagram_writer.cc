#include "net/datagram_writer.h"

#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace guanlan::net {

namespace {

constexpr size_t kMaxMessages = 64;
/// UDP_MAX_SEGMENTS of the kernels before 6.9.
constexpr size_t kMaxSegments = 64;
/// What an IPv4 datagram can carry; the kernel cuts nothing larger.
constexpr size_t kMaxRunBytes = 65507;

struct Run {
  size_t datagrams = 0;
  size_t bytes = 0;
};

/// The first datagrams of `sizes` that may leave as one message.
Run firstRun(std::span<const uint16_t> sizes, bool segments) {
  Run run{1, sizes[0]};
  if (!segments) return run;
  while (run.datagrams < std::min(sizes.size(), kMaxSegments)) {
    const size_t size = sizes[run.datagrams];
    if (size > sizes[0] || run.bytes + size > kMaxRunBytes) break;
    run.datagrams++;
    run.bytes += size;
    if (size < sizes[0]) break;
  }
  return run;
}

struct Batch {
  std::array<mmsghdr, kMaxMessages> headers;
  std::array<iovec, kMaxMessages> pieces;
  std::array<size_t, kMaxMessages> datagrams;
  alignas(cmsghdr) std::array<std::array<char, CMSG_SPACE(sizeof(uint16_t))>, kMaxMessages> control;
  size_t messages = 0;

  Batch(base::Bytes bytes, std::span<const uint16_t> sizes, const Address& to, bool segments) {
    for (; !sizes.empty() && messages < kMaxMessages; messages++) {
      const Run run = firstRun(sizes, segments);
      pieces[messages] = {const_cast<uint8_t*>(bytes.data()), run.bytes};
      datagrams[messages] = run.datagrams;
      msghdr& header = headers[messages].msg_hdr;
      header = {};
      header.msg_name = const_cast<sockaddr*>(to.get());
      header.msg_namelen = to.size();
      header.msg_iov = &pieces[messages];
      header.msg_iovlen = 1;
      if (run.datagrams > 1) cut(header, control[messages], sizes[0]);
      bytes = bytes.subspan(run.bytes);
      sizes = sizes.subspan(run.datagrams);
    }
  }

  static void cut(msghdr& header, std::array<char, CMSG_SPACE(sizeof(uint16_t))>& control, uint16_t each) {
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    cmsghdr* item = CMSG_FIRSTHDR(&header);
    item->cmsg_level = SOL_UDP;
    item->cmsg_type = UDP_SEGMENT;
    item->cmsg_len = CMSG_LEN(sizeof each);
    std::memcpy(CMSG_DATA(item), &each, sizeof each);
  }

  size_t send(int fd) {
    const int sent = ::sendmmsg(fd, headers.data(), static_cast<unsigned>(messages), MSG_DONTWAIT | MSG_NOSIGNAL);
    size_t count = 0;
    for (int i = 0; i < sent; i++) count += datagrams[static_cast<size_t>(i)];
    return count;
  }
};

/// A kernel that does not know the option passes over it and sends the whole run as one datagram.
bool knowsSegments(int fd) {
  int each = 0;
  socklen_t size = sizeof each;
  return ::getsockopt(fd, SOL_UDP, UDP_SEGMENT, &each, &size) == 0;
}

/// Not allowed here, or the device cannot sum, or a datagram must be fragmented on this route.
bool refusesSegments(int error) {
  return error == EINVAL || error == EIO || error == ENOPROTOOPT || error == EOPNOTSUPP || error == EMSGSIZE;
}

}  // namespace

size_t DatagramWriter::write(int fd, base::Bytes bytes, std::span<const uint16_t> sizes, const Address& to) {
  if (sizes.empty()) return 0;
  if (!std::exchange(asked_, true)) segments_ = knowsSegments(fd);
  Batch batch(bytes, sizes, to, segments_);
  const size_t sent = batch.send(fd);
  if (sent > 0 || batch.datagrams[0] == 1 || !refusesSegments(errno)) return sent;
  segments_ = false;
  return Batch(bytes, sizes, to, false).send(fd);
}

}  // namespace guanlan::net
