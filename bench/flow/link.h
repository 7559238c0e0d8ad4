#pragma once
#include <sys/socket.h>

#include <utility>

#include "net/socket.h"
#include "slices.h"

// A camera's socket and its receiver's on loopback.
namespace guanlan::bench {

/// Nothing may be lost while a burst waits to be drained.
constexpr int kLinkBufferBytes = 4 << 20;

enum class Transport : uint8_t { kUdp, kTcp };

struct Link {
  net::Fd receiving;
  net::Fd sending;  // blocking
};

inline net::Fd connectedTo(int type, int fd) {
  net::Fd sending(socket(AF_INET, type | SOCK_CLOEXEC, 0));
  const net::Address to = net::localAddress(fd);
  setsockopt(sending.get(), SOL_SOCKET, SO_SNDBUFFORCE, &kLinkBufferBytes, sizeof kLinkBufferBytes);
  require(connect(sending.get(), to.get(), to.size()) == 0, "cannot connect");
  if (type == SOCK_STREAM) net::setNoDelay(sending.get());
  return sending;
}

inline Link openLink(Transport transport) {
  Link link;
  const net::Address loopback = *net::Address::parse("127.0.0.1", 0);
  if (transport == Transport::kUdp) {
    link.receiving = net::openUdp(loopback, kLinkBufferBytes).fd;
    require(link.receiving.valid(), "no UDP socket");
    link.sending = connectedTo(SOCK_DGRAM, link.receiving.get());
    return link;
  }
  const net::Fd listener = net::openTcpListener(loopback).fd;
  require(listener.valid(), "no TCP socket");
  setsockopt(listener.get(), SOL_SOCKET, SO_RCVBUFFORCE, &kLinkBufferBytes, sizeof kLinkBufferBytes);
  link.sending = connectedTo(SOCK_STREAM, listener.get());
  net::Address from;
  link.receiving = net::acceptOne(listener.get(), from);
  return link;
}

}  // namespace guanlan::bench
