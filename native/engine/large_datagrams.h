#pragma once

#include <cstdint>
#include <optional>

#include "net/socket.h"

namespace guanlan::engine {

/// Large slots take fewer datagrams with one system call; without a large datagram for so long they are given up.
constexpr int64_t kLargeDatagramsMs = 1000;

/// Whether a socket's datagrams need the large slots of a DatagramReader.
class LargeDatagrams {
 public:
  /// A datagram of somebody who may send here: anybody else could make the socket slow.
  void note(const net::Datagram& one, int64_t nowMs) {
    if (one.truncated || one.bytes.size() > net::DatagramReader::kSlotBytes) newestMs_ = nowMs;
  }
  bool come(int64_t nowMs) const { return newestMs_ && nowMs - *newestMs_ < kLargeDatagramsMs; }

 private:
  // State.
  std::optional<int64_t> newestMs_;
};

}  // namespace guanlan::engine
