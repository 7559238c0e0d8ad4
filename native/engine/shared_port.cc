#include "engine/shared_port.h"

#include <algorithm>

#include "engine/receiver.h"
#include "engine/worker.h"
#include "rtp/packet.h"

namespace guanlan::engine {

namespace {

constexpr int kMaxAcceptsPerTurn = 64;

/// Without port; IPv4 is IPv4 on a socket for both families too.
net::Address hostOf(const net::Address& address) {
  net::Address host = address;
  if (address.family() == AF_INET6) host = net::Address::parse(address.host(), 0).value_or(address);
  host.setPort(0);
  return host;
}

}  // namespace

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
  rtp::Deframer deframer;
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
  indexed.host = hostOf(receiver.source().expectedHost());
  if (indexed.host.valid()) byHost_.emplace(indexed.host, &receiver);
  if (receiver.source().locked()) learnSource(receiver);
}

void SharedPort::remove(Receiver& receiver) {
  const auto found = receivers_.find(&receiver);
  if (found == receivers_.end()) return;
  if (found->second.ssrc) {
    const auto indexed = bySsrc_.find(*found->second.ssrc);
    if (indexed != bySsrc_.end() && indexed->second == &receiver) bySsrc_.erase(indexed);
  }
  forgetSource(receiver, found->second);
  forgetHost(receiver, found->second);
  receivers_.erase(found);
}

void SharedPort::reindex(Receiver& receiver) {
  remove(receiver);
  add(receiver);
}

void SharedPort::learnSource(Receiver& receiver) {
  const auto found = receivers_.find(&receiver);
  if (found == receivers_.end()) return;
  forgetSource(receiver, found->second);
  found->second.source = {receiver.source().remote(), receiver.source().ssrc()};
  bySource_[found->second.source] = &receiver;
}

void SharedPort::forgetSource(Receiver& receiver, const Indexed& indexed) {
  const auto found = bySource_.find(indexed.source);
  if (found != bySource_.end() && found->second == &receiver) bySource_.erase(found);
}

void SharedPort::forgetHost(Receiver& receiver, const Indexed& indexed) {
  const auto [begin, end] = byHost_.equal_range(indexed.host);
  const auto found = std::find_if(begin, end, [&receiver](const auto& entry) { return entry.second == &receiver; });
  if (found != end) byHost_.erase(found);
}

Receiver* SharedPort::find(uint32_t ssrc, const net::Address& from, bool tcp) const {
  const auto expected = bySsrc_.find(ssrc);
  if (expected != bySsrc_.end() && (expected->second->transport() != Transport::kUdp) == tcp) return expected->second;
  const auto known = bySource_.find({from, ssrc});
  if (known != bySource_.end() && !tcp) return known->second;
  return waitingFor(from, tcp);
}

/// QUIRK ssrc-ignored: a device that does not send the SSRC it was told is known by its host, when there is no doubt
/// which of its streams this is; the receiver's lock wants the proof.
Receiver* SharedPort::waitingFor(const net::Address& host, bool tcp) const {
  Receiver* only = nullptr;
  const auto [begin, end] = byHost_.equal_range(hostOf(host));
  for (auto entry = begin; entry != end; ++entry) {
    Receiver* receiver = entry->second;
    if ((receiver->transport() != Transport::kUdp) != tcp || receiver->source().locked()) continue;
    if (only) return nullptr;
    only = receiver;
  }
  return only;
}

void SharedPort::send(base::Bytes datagram, const net::Address& to) {
  net::sendDatagrams(udp_.get(), {&datagram, 1}, to);
}

void SharedPort::readDatagrams() {
  constexpr int kMaxReads = 64;
  net::DatagramReader& reader = worker_.datagrams();
  for (int turn = 0; turn < kMaxReads; turn++) {
    const size_t count = reader.read(udp_.get(), largeDatagrams_.come(worker_.nowMs()));
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
  if (one.bytes.size() < rtp::kHeaderBytes && !rtcp) return worker_.ownTotals().add(Counter::kMalformed, 1);
  // RTCP has the sender's SSRC in its second word.
  const uint32_t ssrc = base::load32(&one.bytes[rtcp ? 4 : 8]);
  Receiver* receiver = find(ssrc, one.from, false);
  if (receiver && receiver->mayComeFrom(one.from)) largeDatagrams_.note(one, worker_.nowMs());
  // Lost, as the sequence numbers will tell; the next ones get room.
  if (one.truncated) return worker_.ownTotals().add(Counter::kMalformed, 1);
  if (!receiver) return worker_.ownTotals().add(Counter::kUnknownSsrc, 1);
  receiver->datagram(one.bytes, one.from);
}

/// All that wait, within reason: the kernel keeps a few only.
void SharedPort::accept() {
  for (int turn = 0; turn < kMaxAcceptsPerTurn; turn++) {
    net::Address from;
    net::Fd fd = net::acceptOne(listener_.get(), from);
    if (!fd.valid()) return;
    if (unrouted_.size() >= kMaxUnroutedConnections) {
      // Who means to send has done so by now; refusing the newest would let idle ones keep all cameras out.
      worker_.ownTotals().add(Counter::kRefusedConnections, 1);
      drop(*unrouted_.front());
    }
    auto& connection = unrouted_.emplace_back(std::make_unique<Unrouted>(*this, std::move(fd), from, worker_.nowMs()));
    worker_.loop().add(connection->fd.get(), *connection);
  }
}

/// Takes no more than there is room for; the rest is its receiver's to read.
void SharedPort::read(Unrouted& connection) {
  const size_t room = kMaxUnroutedBytes - connection.bytes.size();
  const base::MutableBytes into = worker_.scratch().first(std::min(room, worker_.scratch().size()));
  const ssize_t n = net::receive(connection.fd.get(), into);
  if (n < 0) return drop(connection);
  const base::Bytes fresh = base::Bytes(into).first(static_cast<size_t>(n));
  base::append(connection.bytes, fresh);
  std::optional<uint32_t> ssrc;
  connection.deframer.feed(fresh, [&ssrc](base::Bytes packet) {
    if (!ssrc && packet.size() >= rtp::kHeaderBytes && !rtp::looksLikeRtcp(packet)) ssrc = base::load32(&packet[8]);
  });
  if (ssrc) return route(connection, *ssrc);
  if (connection.bytes.size() < kMaxUnroutedBytes) return;
  worker_.ownTotals().add(Counter::kMalformed, 1);
  drop(connection);
}

void SharedPort::route(Unrouted& connection, uint32_t ssrc) {
  Receiver* receiver = find(ssrc, connection.remote, true);
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
