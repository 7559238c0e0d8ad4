#include "net/socket.h"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace guanlan::net {

namespace {

constexpr int kBacklog = 64;
constexpr size_t kMaxSendBatch = 64;

Opened failed() { return {Fd(), errno}; }

Fd openSocket(int family, int type) { return Fd(::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)); }

void setInt(int fd, int level, int option, int value) { ::setsockopt(fd, level, option, &value, sizeof value); }

bool wouldBlock(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR || error == ENOBUFS; }

ssize_t sentOf(ssize_t result) {
  if (result >= 0) return result;
  return wouldBlock(errno) ? 0 : -1;
}

}  // namespace

void Fd::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Opened openUdp(const Address& local, int receiveBufferBytes) {
  Fd fd = openSocket(local.family(), SOCK_DGRAM);
  if (!fd.valid()) return failed();
  // The forced option needs a privilege; without it the system's own limit holds.
  if (::setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUFFORCE, &receiveBufferBytes, sizeof receiveBufferBytes) != 0)
    setInt(fd.get(), SOL_SOCKET, SO_RCVBUF, receiveBufferBytes);
  setInt(fd.get(), SOL_SOCKET, SO_RXQ_OVFL, 1);
  if (::bind(fd.get(), local.get(), local.size()) != 0) return failed();
  return {std::move(fd), 0};
}

Opened openTcpListener(const Address& local) {
  Fd fd = openSocket(local.family(), SOCK_STREAM);
  if (!fd.valid()) return failed();
  setInt(fd.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  if (::bind(fd.get(), local.get(), local.size()) != 0) return failed();
  if (::listen(fd.get(), kBacklog) != 0) return failed();
  return {std::move(fd), 0};
}

Opened startConnect(const Address& remote) {
  Fd fd = openSocket(remote.family(), SOCK_STREAM);
  if (!fd.valid()) return failed();
  if (::connect(fd.get(), remote.get(), remote.size()) != 0 && errno != EINPROGRESS) return failed();
  return {std::move(fd), 0};
}

int connectError(int fd) {
  int error = 0;
  socklen_t size = sizeof error;
  return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

Fd acceptOne(int listener, Address& remote) {
  sockaddr_in6 storage{};
  socklen_t size = sizeof storage;
  Fd fd(::accept4(listener, reinterpret_cast<sockaddr*>(&storage), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (fd.valid()) remote = Address::from(storage);
  return fd;
}

Opened duplicate(int fd) {
  Fd copy(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
  if (!copy.valid()) return failed();
  const int flags = ::fcntl(copy.get(), F_GETFL);
  ::fcntl(copy.get(), F_SETFL, flags | O_NONBLOCK);
  return {std::move(copy), 0};
}

int socketPair(int fds[2]) {
  return ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds) == 0 ? 0 : errno;
}

Address localAddress(int fd) {
  sockaddr_in6 storage{};
  socklen_t size = sizeof storage;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&storage), &size);
  return Address::from(storage);
}

Address remoteAddress(int fd) {
  sockaddr_in6 storage{};
  socklen_t size = sizeof storage;
  ::getpeername(fd, reinterpret_cast<sockaddr*>(&storage), &size);
  return Address::from(storage);
}

int receiveBufferBytes(int fd) {
  int value = 0;
  socklen_t size = sizeof value;
  ::getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &value, &size);
  return value / 2;  // the kernel doubles what it was asked for
}

void setKeepAlive(int fd, int idleSeconds) {
  setInt(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
  setInt(fd, IPPROTO_TCP, TCP_KEEPIDLE, idleSeconds);
  setInt(fd, IPPROTO_TCP, TCP_KEEPINTVL, 5);
  setInt(fd, IPPROTO_TCP, TCP_KEEPCNT, 3);
}

void setNoDelay(int fd) { setInt(fd, IPPROTO_TCP, TCP_NODELAY, 1); }

void setUnsentBytes(int fd, int bytes) { setInt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, bytes); }

/// The headers point into the slab once and for all; only lengths are set again before each call.
struct DatagramReader::Storage {
  std::array<mmsghdr, kBatch> headers;
  std::array<iovec, kBatch> pieces;
  std::array<sockaddr_in6, kBatch> sources;
  alignas(cmsghdr) std::array<std::array<char, CMSG_SPACE(sizeof(uint32_t))>, kBatch> control;
  std::array<uint8_t, kBatch * kSlotBytes> slab;
};

DatagramReader::DatagramReader() : storage_(new Storage) {
  static_assert(kBatch * kSlotBytes == kLargeBatch * kLargeSlotBytes);
  for (size_t i = 0; i < kBatch; i++) {
    msghdr& header = storage_->headers[i].msg_hdr;
    header = {};
    header.msg_iov = &storage_->pieces[i];
    header.msg_iovlen = 1;
    header.msg_name = &storage_->sources[i];
    header.msg_namelen = sizeof(sockaddr_in6);
    header.msg_control = storage_->control[i].data();
    header.msg_controllen = sizeof storage_->control[i];
  }
  layOut(false);
}

DatagramReader::~DatagramReader() { delete storage_; }

void DatagramReader::layOut(bool large) {
  large_ = large;
  const size_t size = large ? kLargeSlotBytes : kSlotBytes;
  for (size_t i = 0; i < (large ? kLargeBatch : kBatch); i++) storage_->pieces[i] = {&storage_->slab[i * size], size};
}

size_t DatagramReader::read(int fd, bool large) {
  if (large != large_) layOut(large);
  // The kernel wrote into those of the last read alone.
  for (mmsghdr& header : std::span(storage_->headers).first(count_)) {
    header.msg_hdr.msg_namelen = sizeof(sockaddr_in6);
    header.msg_hdr.msg_controllen = sizeof storage_->control[0];
  }
  const unsigned batch = large ? kLargeBatch : kBatch;
  const int count = ::recvmmsg(fd, storage_->headers.data(), batch, MSG_DONTWAIT, nullptr);
  count_ = static_cast<size_t>(std::max(count, 0));
  kernelDrops_ = 0;
  if (count_ == 0) return 0;
  msghdr& last = storage_->headers[count_ - 1].msg_hdr;
  for (cmsghdr* item = CMSG_FIRSTHDR(&last); item; item = CMSG_NXTHDR(&last, item)) {
    if (item->cmsg_level == SOL_SOCKET && item->cmsg_type == SO_RXQ_OVFL)
      std::memcpy(&kernelDrops_, CMSG_DATA(item), sizeof kernelDrops_);
  }
  return count_;
}

Datagram DatagramReader::datagram(size_t index) const {
  const mmsghdr& header = storage_->headers[index];
  const iovec& slot = storage_->pieces[index];
  const size_t size = std::min<size_t>(header.msg_len, slot.iov_len);
  return {base::Bytes(static_cast<const uint8_t*>(slot.iov_base), size), Address::from(storage_->sources[index]),
          (header.msg_hdr.msg_flags & MSG_TRUNC) != 0};
}

ssize_t receive(int fd, base::MutableBytes into) {
  const ssize_t n = ::recv(fd, into.data(), into.size(), MSG_DONTWAIT);
  if (n > 0) return n;
  if (n == 0) errno = 0;
  return n < 0 && wouldBlock(errno) ? 0 : -1;
}

ssize_t sendPieces(int fd, std::span<const iovec> pieces) {
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(pieces.data());
  message.msg_iovlen = pieces.size();
  return sentOf(::sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL));
}

ssize_t sendBytes(int fd, base::Bytes bytes) {
  return sentOf(::send(fd, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL));
}

size_t sendDatagrams(int fd, std::span<const base::Bytes> packets, const Address& to) {
  std::array<mmsghdr, kMaxSendBatch> headers{};
  std::array<iovec, kMaxSendBatch> pieces;
  const size_t count = std::min(packets.size(), kMaxSendBatch);
  for (size_t i = 0; i < count; i++) {
    pieces[i] = {const_cast<uint8_t*>(packets[i].data()), packets[i].size()};
    headers[i].msg_hdr.msg_iov = &pieces[i];
    headers[i].msg_hdr.msg_iovlen = 1;
    headers[i].msg_hdr.msg_name = const_cast<sockaddr*>(to.get());
    headers[i].msg_hdr.msg_namelen = to.size();
  }
  const int sent = ::sendmmsg(fd, headers.data(), static_cast<unsigned>(count), MSG_DONTWAIT | MSG_NOSIGNAL);
  return sent > 0 ? static_cast<size_t>(sent) : 0;
}

}  // namespace guanlan::net
