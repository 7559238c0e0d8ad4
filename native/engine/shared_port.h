#pragma once

#include <list>
#include <memory>
#include <optional>
#include <unordered_map>

#include "engine/event_queue.h"
#include "engine/large_datagrams.h"
#include "net/loop.h"
#include "rtp/rfc4571.h"

namespace guanlan::engine {

class Receiver;
class Worker;

/// Connections whose first packet has not come yet, and how long and how much is waited for: a report and a packet of
/// the largest size, each behind four bytes.
constexpr size_t kMaxUnroutedConnections = 256;
constexpr int64_t kMaxUnroutedMs = 5000;
constexpr size_t kMaxUnroutedBytes = 2 * (rtp::kMaxFramedBytes + 4);

/// One UDP and one TCP port for all receivers of a worker. A packet goes to who expects its SSRC, else to who is locked
/// on it and its source, else to the only receiver that still waits for media of that host; a connection to whom its
/// first packet goes.
class SharedPort {
 public:
  SharedPort(Worker& worker, Handle handle, net::Fd udp, net::Fd listener);
  ~SharedPort();

  Handle handle() const { return handle_; }
  int udp() const { return udp_.get(); }
  void add(Receiver& receiver);
  void remove(Receiver& receiver);
  /// The SSRC or the host that a receiver expects changed.
  void reindex(Receiver& receiver);
  /// The receiver is locked on another source now.
  void learnSource(Receiver& receiver);
  /// RTCP leaves by the port that media comes to.
  void send(base::Bytes datagram, const net::Address& to);
  void onPeriod();

 private:
  struct Unrouted;
  struct Udp;
  struct Listener;

  struct Source {
    net::Address address;
    uint32_t ssrc = 0;
    bool operator==(const Source&) const = default;
  };
  struct SourceHash {
    size_t operator()(const Source& source) const { return net::AddressHash()(source.address) ^ source.ssrc; }
  };
  struct Indexed {
    std::optional<uint32_t> ssrc;
    net::Address host;  // without port
    Source source;
  };

  void readDatagrams();
  void route(const net::Datagram& datagram);
  void accept();
  void read(Unrouted& connection);
  void route(Unrouted& connection, uint32_t ssrc);
  Receiver* find(uint32_t ssrc, const net::Address& from, bool tcp) const;
  Receiver* waitingFor(const net::Address& host, bool tcp) const;
  void forgetSource(Receiver& receiver, const Indexed& indexed);
  void forgetHost(Receiver& receiver, const Indexed& indexed);
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
  std::unordered_map<Source, Receiver*, SourceHash> bySource_;
  std::unordered_multimap<net::Address, Receiver*, net::AddressHash> byHost_;
  std::unordered_map<Receiver*, Indexed> receivers_;
  uint32_t kernelDrops_ = 0;
  LargeDatagrams largeDatagrams_;
};

}  // namespace guanlan::engine
