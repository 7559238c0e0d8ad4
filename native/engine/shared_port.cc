#include "engine/shared_port.h"

#include <algorithm>

#include "engine/receiver.h"
#include "engine/worker.h"
#include "rtp/packet.h"

namespace guanlan::engine {

struct SharedPort::Udp : net::IoHandler {
  explicit Udp(SharedPort& owner) : port(owner) {}
  void onReadable() override { port.readDatagrams(); }
  SharedPort& port;
};

struct SharedPort::Listener : net::IoHandler {
  explicit Listener(SharedPort& owner) : port(owner) {}
  void onReadable() override { port.accept(); }
  SharedPort& port;
};

/// A connection that has not yet said whose it is. What it sends is kept until its first packet is whole.
struct SharedPort::Unrouted : net::IoHandler {
  Unrouted(SharedPort& owner, net::Fd socket, const net::Address& from, int64_t nowMs)
      : port(owner), fd(std::move(socket)), remote(from), sinceMs(nowMs) {}
  void onReadable() override { port.read(*this); }
  SharedPort& port;
  net::Fd fd;
  net::Address remote;
  int64_t sinceMs;
  base::Buffer bytes;
};

SharedPort::SharedPort(Worker& worker, Handle handle, net::Fd udp, net::Fd listener)
    : worker_(worker),
      handle_(handle),
      udp_(std::move(udp)),
      listener_(std::move(listener)),
      udpIo_(std::make_unique<Udp>(*this)),
      listenerIo_(std::make_unique<Listener>(*this)) {
  worker_.loop().add(udp_.get(), *udpIo_);
  worker_.loop().add(listener_.get(), *listenerIo_);
}

SharedPort::~SharedPort() {
  while (!unrouted_.empty()) drop(*unrouted_.front());
  worker_.loop().remove(udp_.get(), *udpIo_);
  worker_.loop().remove(listener_.get(), *listenerIo_);
}

void SharedPort::add(Receiver& receiver) {
  Indexed& indexed = receivers_[&receiver];
  indexed.ssrc = receiver.expectedSsrc();
  if (indexed.ssrc) bySsrc_[*indexed.ssrc] = &receiver;
}

void SharedPort::remove(Receiver& receiver) {
  const auto found = receivers_.find(&receiver);
  if (found == receivers_.end()) return;
  if (found->second.ssrc) {
    const auto indexed = bySsrc_.find(*found->second.ssrc);
    if (indexed != bySsrc_.end() && indexed->second == &receiver) bySsrc_.erase(indexed);
  }
  forgetSource(receiver, found->second);
  receivers_.erase(found);
}

void SharedPort::reindex(Receiver& receiver) {
  remove(receiver);
  add(receiver);
}

void SharedPort::learnSource(Receiver& receiver, const net::Address& source) {
  const auto found = receivers_.find(&receiver);
  if (found == receivers_.end()) return;
  forgetSource(receiver, found->second);
  found->second.source = source;
  bySource_[source] = &receiver;
}

void SharedPort::forgetSource(Receiver& receiver, Indexed& indexed) {
  if (!indexed.source.valid()) return;
  const auto found = bySource_.find(indexed.source);
  if (found != bySource_.end() && found->second == &receiver) bySource_.erase(found);
}

/// A source that changes its SSRC is its receiver's to refuse and to count.
Receiver* SharedPort::find(uint32_t ssrc, const net::Address& from, bool tcp) const {
  const auto expected = bySsrc_.find(ssrc);
  if (expected != bySsrc_.end() && (expected->second->transport() != Transport::kUdp) == tcp) return expected->second;
  const auto known = bySource_.find(from);
  return known != bySource_.end() && !tcp ? known->second : nullptr;
}

void SharedPort::send(base::Bytes datagram, const net::Address& to) {
  net::sendDatagrams(udp_.get(), {&datagram, 1}, to);
}

void SharedPort::readDatagrams() {
  constexpr int kMaxReads = 64;
  net::DatagramReader& reader = worker_.datagrams();
  for (int turn = 0; turn < kMaxReads; turn++) {
    const size_t count = reader.read(udp_.get(), largeDatagrams_);
    if (reader.kernelDrops() > kernelDrops_) {
      worker_.ownTotals().add(Counter::kKernelDrops, reader.kernelDrops() - kernelDrops_);
      kernelDrops_ = reader.kernelDrops();
    }
    const bool more = reader.full();
    for (size_t i = 0; i < count; i++) route(reader.datagram(i));
    if (!more) break;
  }
}

void SharedPort::route(const net::Datagram& one) {
  const bool rtcp = rtp::looksLikeRtcp(one.bytes);
  if (one.truncated || (one.bytes.size() < rtp::kHeaderBytes && !rtcp)) {
    largeDatagrams_ = largeDatagrams_ || one.truncated;
    worker_.ownTotals().add(Counter::kMalformed, 1);
    return;
  }
  // RTCP has the sender's SSRC in its second word.
  const uint32_t ssrc = base::load32(&one.bytes[rtcp ? 4 : 8]);
  if (Receiver* receiver = find(ssrc, one.from, false)) {
    receiver->datagram(one.bytes, one.from);
  } else {
    worker_.ownTotals().add(Counter::kUnknownSsrc, 1);
  }
}

void SharedPort::accept() {
  net::Address from;
  net::Fd fd = net::acceptOne(listener_.get(), from);
  if (!fd.valid()) return;
  if (unrouted_.size() >= kMaxUnroutedConnections) {
    worker_.ownTotals().add(Counter::kRefusedConnections, 1);
    return;
  }
  auto& connection = unrouted_.emplace_back(std::make_unique<Unrouted>(*this, std::move(fd), from, worker_.nowMs()));
  worker_.loop().add(connection->fd.get(), *connection);
}

void SharedPort::read(Unrouted& connection) {
  const base::MutableBytes into = worker_.scratch();
  const ssize_t n = net::receive(connection.fd.get(), into);
  if (n < 0 || connection.bytes.size() + static_cast<size_t>(std::max<ssize_t>(n, 0)) > kMaxUnroutedBytes)
    return drop(connection);
  base::append(connection.bytes, base::Bytes(into).first(static_cast<size_t>(n)));
  std::optional<uint32_t> ssrc;
  rtp::Deframer deframer;
  deframer.feed(connection.bytes, [&ssrc](base::Bytes packet) {
    if (!ssrc && packet.size() >= rtp::kHeaderBytes && !rtp::looksLikeRtcp(packet)) ssrc = base::load32(&packet[8]);
  });
  if (!ssrc) return;
  Receiver* receiver = find(*ssrc, connection.remote, true);
  if (!receiver) worker_.ownTotals().add(Counter::kUnknownSsrc, 1);
  worker_.loop().remove(connection.fd.get(), connection);
  if (receiver && !receiver->adopt(std::move(connection.fd), connection.remote, connection.bytes))
    worker_.ownTotals().add(Counter::kRefusedConnections, 1);
  connection.fd.close();
  std::erase_if(unrouted_, [&connection](const auto& c) { return c.get() == &connection; });
}

void SharedPort::drop(Unrouted& connection) {
  worker_.loop().remove(connection.fd.get(), connection);
  std::erase_if(unrouted_, [&connection](const auto& c) { return c.get() == &connection; });
}

void SharedPort::onPeriod() {
  while (!unrouted_.empty() && worker_.nowMs() - unrouted_.front()->sinceMs > kMaxUnroutedMs) drop(*unrouted_.front());
}

}  // namespace guanlan::engine
