#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <span>
#include <utility>

#include "base/bytes.h"
#include "net/address.h"

// Every system call on a socket. All sockets are non-blocking and close-on-exec.
namespace guanlan::net {

/// An owned file descriptor.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) {
      close();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  ~Fd() { close(); }
  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  int release() { return std::exchange(fd_, -1); }
  void close();

 private:
  int fd_ = -1;
};

/// A socket, or errno.
struct Opened {
  Fd fd;
  int error = 0;
};

/// Bound UDP socket. The receive buffer is as large as the system lets it be, up to `receiveBufferBytes`.
Opened openUdp(const Address& local, int receiveBufferBytes);
Opened openTcpListener(const Address& local);
/// Begins to connect; writable when it is decided, see connectError().
Opened startConnect(const Address& remote);
/// 0 when the connection stands, else its errno.
int connectError(int fd);
/// The next waiting connection; invalid when there is none.
Fd acceptOne(int listener, Address& remote);
/// An independent descriptor of the same socket, non-blocking.
Opened duplicate(int fd);
/// Two connected stream sockets.
int socketPair(int fds[2]);

Address localAddress(int fd);
Address remoteAddress(int fd);
/// The kernel's own count of what it could keep, in bytes.
int receiveBufferBytes(int fd);
void setKeepAlive(int fd, int idleSeconds);
void setNoDelay(int fd);
/// TCP: the socket counts as full while so many bytes wait to be sent for the first time; what is in flight does not
/// count.
void setUnsentBytes(int fd, int bytes);

/// One datagram; `bytes` is valid until the next receive into the same slab.
struct Datagram {
  base::Bytes bytes;
  Address from;
  /// It was larger than its slot; what is here is its beginning only.
  bool truncated = false;
};

/// Receives many datagrams with one system call into one hot slab of 128 KB: a slab that stays in the cache is worth a
/// quarter of the whole cost of receiving.
class DatagramReader {
 public:
  DatagramReader();
  ~DatagramReader();
  DatagramReader(const DatagramReader&) = delete;
  DatagramReader& operator=(const DatagramReader&) = delete;

  /// What is there now, at most a batch; the datagrams are in datagram(0..count-1). `large`: two slots of 64 KB for a
  /// socket whose datagrams do not fit kSlotBytes.
  size_t read(int fd, bool large = false);
  Datagram datagram(size_t index) const;
  /// Every slot was filled by the last read: more may be waiting.
  bool full() const { return count_ == (large_ ? kLargeBatch : kBatch); }
  /// The kernel's count of datagrams that it dropped since the socket was opened (SO_RXQ_OVFL), as of the last read;
  /// 0 when the last read brought none, or nothing was ever dropped.
  uint32_t kernelDrops() const { return kernelDrops_; }

  static constexpr size_t kBatch = 64;
  static constexpr size_t kSlotBytes = 2048;
  static constexpr size_t kLargeBatch = 2;
  static constexpr size_t kLargeSlotBytes = 65536;

 private:
  struct Storage;

  void layOut(bool large);

  // Owned.
  Storage* storage_;
  // State.
  bool large_ = false;
  size_t count_ = 0;
  uint32_t kernelDrops_ = 0;
};

/// Bytes received; 0: nothing there now; -1: the peer ended (errno 0) or the connection broke (errno says how).
ssize_t receive(int fd, base::MutableBytes into);
/// Bytes sent; 0: the socket takes nothing now; -1: broken.
ssize_t sendPieces(int fd, std::span<const iovec> pieces);
ssize_t sendBytes(int fd, base::Bytes bytes);
/// Datagrams sent of `packets`, in order.
size_t sendDatagrams(int fd, std::span<const base::Bytes> packets, const Address& to);

}  // namespace guanlan::net
