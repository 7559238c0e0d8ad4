// The receiver's connections: RTP over TCP, RFC 4571; who connects is agreed by a=setup (RFC 4145).
#include <cerrno>

#include "engine/receiver_io.h"
#include "engine/stream.h"
#include "engine/worker.h"

namespace guanlan::engine {

namespace {
constexpr int kKeepAliveSeconds = 30;
}

void Receiver::connect(net::Fd connecting, const net::Address& remote) {
  if (connection_.valid() || closing_) return;
  connection_ = std::move(connecting);
  connectionRemote_ = remote;
  connecting_ = true;
  newConnection_ = true;
  connectStartedMs_ = worker_.nowMs();
  worker_.loop().add(connection_.get(), *connectionIo_, true);
}

void Receiver::connectionReadable() {
  if (closing_ || (connecting_ && !finishConnect())) return;
  readConnection();
}

/// False when the connection failed. Asked before anything is read: a read would take the error away.
bool Receiver::finishConnect() {
  const int error = net::connectError(connection_.get());
  if (error != 0) {
    close(error == ETIMEDOUT ? base::Status::kConnectTimeout : base::Status::kConnectRefused, error);
    return false;
  }
  connecting_ = false;
  net::setKeepAlive(connection_.get(), kKeepAliveSeconds);
  worker_.loop().setWritable(connection_.get(), *connectionIo_, false);
  lendConnection();
  return true;
}

/// One connection at a time; while it delivers, others are turned away. Where media came from before, only the same
/// host or the expected one may come again: anybody could wait for a pause.
bool Receiver::admits(const net::Address& from) const {
  if (!connection_.valid()) return true;
  if (lock_.locked()) return false;
  const net::Address& expected = lock_.expectedHost();
  return newConnection_ || from.sameHost(connectionRemote_) || (expected.valid() && from.sameHost(expected));
}

void Receiver::acceptConnection() {
  net::Address from;
  net::Fd accepted = net::acceptOne(media_.get(), from);
  if (!accepted.valid()) return;
  if (!admits(from)) {
    worker_.ownTotals().add(Counter::kRefusedConnections, 1);
    return;
  }
  useConnection(std::move(accepted), from);
}

void Receiver::useConnection(net::Fd connection, const net::Address& remote) {
  unwatch(connection_, *connectionIo_);
  connection_ = std::move(connection);
  connectionRemote_ = remote;
  newConnection_ = true;
  deframer_.reset();
  lock_.release();
  net::setKeepAlive(connection_.get(), kKeepAliveSeconds);
  worker_.loop().add(connection_.get(), *connectionIo_);
  lendConnection();
}

void Receiver::lendConnection() {
  if (borrower_ && connection_.valid() && !connecting_)
    borrower_(net::duplicate(connection_.get()).fd, connectionRemote_);
}

bool Receiver::adopt(net::Fd connection, const net::Address& remote, base::Bytes bytes) {
  if (!admits(remote)) return false;
  useConnection(std::move(connection), remote);
  feedConnection(bytes);
  return true;
}

void Receiver::feedConnection(base::Bytes bytes) {
  deframer_.feed(bytes, [this](base::Bytes packet) { datagram(packet, connectionRemote_); });
}

void Receiver::readConnection() {
  for (int turn = 0; turn < kMaxReadsPerTurn && connection_.valid(); turn++) {
    const base::MutableBytes into = worker_.scratch();
    const ssize_t n = net::receive(connection_.get(), into);
    if (n < 0) return connectionEnded(errno);
    if (n == 0) return;
    const auto size = static_cast<size_t>(n);
    feedConnection(base::Bytes(into).first(size));
    if (size < into.size()) return;
  }
}

/// tcp-passive waits for the next connection.
void Receiver::connectionEnded(int error) {
  if (config_.transport == Transport::kTcpActive) return close(base::Status::kPeerClosed, error);
  unwatch(connection_, *connectionIo_);
  if (!lock_.locked()) return;
  lock_.release();
  silent();
}

}  // namespace guanlan::engine
