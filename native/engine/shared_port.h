#pragma once

#include <list>
#include <memory>
#include <optional>
#include <unordered_map>

#include "engine/event_queue.h"
#include "net/loop.h"
#include "rtp/rfc4571.h"

namespace guanlan::engine {

class Receiver;
class Worker;

/// Connections whose first packet has not come yet, and how long and how much is waited for.
constexpr size_t kMaxUnroutedConnections = 256;
constexpr int64_t kMaxUnroutedMs = 5000;
constexpr size_t kMaxUnroutedBytes = 64 << 10;

/// One UDP and one TCP port for all receivers of a worker. A packet goes to who expects its SSRC, else to who is
/// locked on its source; a connection to whom its first packet goes.
class SharedPort {
 public:
  SharedPort(Worker& worker, Handle handle, net::Fd udp, net::Fd listener);
  ~SharedPort();

  Handle handle() const { return handle_; }
  void add(Receiver& receiver);
  void remove(Receiver& receiver);
  /// The SSRC that a receiver expects changed.
  void reindex(Receiver& receiver);
  /// The receiver is locked on this source now.
  void learnSource(Receiver& receiver, const net::Address& source);
  /// RTCP leaves by the port that media comes to.
  void send(base::Bytes datagram, const net::Address& to);
  void onPeriod();

 private:
  struct Unrouted;
  struct Udp;
  struct Listener;

  struct Indexed {
    std::optional<uint32_t> ssrc;
    net::Address source;
  };

  void readDatagrams();
  void route(const net::Datagram& datagram);
  void accept();
  void read(Unrouted& connection);
  Receiver* find(uint32_t ssrc, const net::Address& from, bool tcp) const;
  void forgetSource(Receiver& receiver, Indexed& indexed);
  void drop(Unrouted& connection);

  // Given.
  Worker& worker_;
  Handle handle_;
  // Owned.
  net::Fd udp_;
  net::Fd listener_;
  std::unique_ptr<Udp> udpIo_;
  std::unique_ptr<Listener> listenerIo_;
  std::list<std::unique_ptr<Unrouted>> unrouted_;
  // State.
  std::unordered_map<uint32_t, Receiver*> bySsrc_;
  std::unordered_map<net::Address, Receiver*, net::AddressHash> bySource_;
  std::unordered_map<Receiver*, Indexed> receivers_;
  uint32_t kernelDrops_ = 0;
  bool largeDatagrams_ = false;
};

}  // namespace guanlan::engine
