#pragma once

#include "engine/receiver.h"

// The receiver's sockets on the loop; for receiver.cc and receiver_tcp.cc alone.
namespace guanlan::engine {

/// Reads of one socket in one turn, so that one busy source does not starve the others.
constexpr int kMaxReadsPerTurn = 16;

/// The UDP socket or the listener.
struct Receiver::Media : net::IoHandler {
  explicit Media(Receiver& owner) : receiver(owner) {}
  void onReadable() override {
    if (receiver.config_.transport == Transport::kUdp) {
      receiver.readDatagrams();
    } else {
      receiver.acceptConnection();
    }
  }
  Receiver& receiver;
};

struct Receiver::Connection : net::IoHandler {
  explicit Connection(Receiver& owner) : receiver(owner) {}
  void onReadable() override { receiver.connectionReadable(); }
  void onWritable() override { receiver.connectionReadable(); }
  Receiver& receiver;
};

struct Receiver::Rtcp : net::IoHandler {
  explicit Rtcp(Receiver& owner) : receiver(owner) {}
  void onReadable() override { receiver.rtcpReadable(); }
  Receiver& receiver;
};

}  // namespace guanlan::engine
