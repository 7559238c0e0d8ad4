#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "net/address.h"

namespace guanlan::net {

/// Sends datagrams that lie one behind the other, as many as it can with one system call. A run of one size, whose last
/// one may be shorter, is one message that the kernel cuts (UDP_SEGMENT, Linux 4.18): it finds the route once and costs
/// a third. One writer for each socket: it remembers that the kernel does not know of it, or the route refused.
class DatagramWriter {
 public:
  /// Datagrams sent, from the first on; with 0 errno tells why. `sizes`: of each datagram in `bytes`.
  size_t write(int fd, base::Bytes bytes, std::span<const uint16_t> sizes, const Address& to);
  bool segments() const { return segments_; }

 private:
  // State.
  bool asked_ = false;
  bool segments_ = true;
};

}  // namespace guanlan::net
