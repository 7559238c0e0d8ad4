#include "engine/receiver.h"

#include <algorithm>
#include <cerrno>

#include "engine/shared_port.h"
#include "engine/stream.h"
#include "engine/worker.h"

namespace guanlan::engine {

namespace {
constexpr int kKeepAliveSeconds = 30;
/// Reads of one socket in one turn, so that one busy source does not starve the others.
constexpr int kMaxReadsPerTurn = 16;
constexpr uint32_t kOwnSsrc = 0x47554E4C;
constexpr std::string_view kCname = "guanlan";

bool isTcp(Transport transport) { return transport != Transport::kUdp; }

/// Over TCP the order is given: a gap is a loss at once.
rtp::ReorderOptions reorderFor(Transport transport, const Limits& limits) {
  if (isTcp(transport)) return {0, 0};
  return {limits.reorderPackets, limits.reorderMs};
}
}  // namespace

struct Receiver::Media : net::IoHandler {
  explicit Media(Receiver& owner, bool isConnection) : receiver(owner), connection(isConnection) {}
  void onReadable() override {
    if (connection) {
      receiver.readConnection();
    } else {
      receiver.mediaReadable();
    }
  }
  void onWritable() override { receiver.mediaWritable(); }
  Receiver& receiver;
  bool connection;
};

struct Receiver::Rtcp : net::IoHandler {
  explicit Rtcp(Receiver& owner) : receiver(owner) {}
  void onReadable() override { receiver.rtcpReadable(); }
  Receiver& receiver;
};

Receiver::Receiver(Worker& worker, Stream& stream, ReceiverConfig config, net::Fd media, net::Fd rtcp,
                   std::shared_ptr<Published<ReceiverState>> shared)
    : worker_(worker),
      stream_(stream),
      config_(std::move(config)),
      shared_(std::move(shared)),
      mediaIo_(std::make_unique<Media>(*this, false)),
      connectionIo_(std::make_unique<Media>(*this, true)),
      rtcpIo_(std::make_unique<Rtcp>(*this)),
      media_(std::move(media)),
      rtcp_(std::move(rtcp)),
      lock_(config_.silenceMs, config_.sharedPort == 0),
      ingest_(stream.ring(), stream, stream.lossPolicy(), reorderFor(config_.transport, worker.limits())),
      lastReportMs_(worker.nowMs()) {
  lock_.expectSsrc(config_.ssrc);
  if (config_.remote.valid() && config_.transport != Transport::kTcpActive) lock_.expectHost(config_.remote);
  if (media_.valid()) worker_.loop().add(media_.get(), *mediaIo_);
  if (rtcp_.valid()) worker_.loop().add(rtcp_.get(), *rtcpIo_);
}

Receiver::~Receiver() {
  unwatch(media_, *mediaIo_);
  unwatch(rtcp_, *rtcpIo_);
  unwatch(connection_, *connectionIo_);
  publish();
}

void Receiver::unwatch(net::Fd& fd, net::IoHandler& handler) {
  if (fd.valid()) worker_.loop().remove(fd.get(), handler);
  fd.close();
}

void Receiver::update(std::optional<std::optional<uint32_t>> ssrc, const net::Address& remote) {
  if (ssrc) lock_.expectSsrc(*ssrc);
  if (remote.valid()) lock_.expectHost(remote);
}

void Receiver::mediaReadable() {
  if (isTcp(config_.transport)) {
    acceptConnection();
  } else {
    readDatagrams();
  }
}

void Receiver::readDatagrams() {
  net::DatagramReader& reader = worker_.datagrams();
  for (int turn = 0; turn < kMaxReadsPerTurn; turn++) {
    const size_t count = reader.read(media_.get());
    for (size_t i = 0; i < count; i++) {
      const net::Datagram one = reader.datagram(i);
      datagram(one.bytes, one.from);
    }
    if (count < net::DatagramReader::kBatch) break;
  }
  counters_[Counter::kKernelDrops] = std::max<uint64_t>(counters_[Counter::kKernelDrops], reader.takeKernelDrops());
}

void Receiver::datagram(base::Bytes bytes, const net::Address& from) {
  if (rtp::looksLikeRtcp(bytes)) return rtcpPacket(bytes, from);
  rtpPacket(bytes, from);
}

void Receiver::rtpPacket(base::Bytes bytes, const net::Address& from) {
  rtp::PacketView packet;
  if (rtp::parsePacket(bytes, packet) != rtp::PacketError::kNone) {
    counters_[Counter::kMalformed]++;
    return;
  }
  const int64_t now = worker_.nowMs();
  const SourceLock::Verdict verdict = lock_.judge(from, packet.ssrc, now);
  if (verdict == SourceLock::Verdict::kWrongSource || verdict == SourceLock::Verdict::kWrongSsrc) {
    counters_[verdict == SourceLock::Verdict::kWrongSsrc ? Counter::kWrongSsrc : Counter::kWrongSource]++;
    return;
  }
  if (verdict == SourceLock::Verdict::kStart) {
    if (everReceived_) ingest_.restart();
    everReceived_ = true;
    deframer_.expectSsrc(packet.ssrc);
    Event event;
    event.type = EventType::kReceiverStarted;
    event.handle = handle();
    event.remote = from;
    event.ssrc = packet.ssrc;
    worker_.events().push(std::move(event));
  }
  counters_[Counter::kPackets]++;
  counters_[Counter::kBytes] += bytes.size();
  statistics_.onPacket(packet.timestamp, now, ingest_.clockRate());
  ingest_.packet(packet, now);
}

void Receiver::rtcpReadable() {
  net::DatagramReader& reader = worker_.datagrams();
  const size_t count = reader.read(rtcp_.get());
  for (size_t i = 0; i < count; i++) {
    const net::Datagram one = reader.datagram(i);
    rtcpPacket(one.bytes, one.from);
  }
}

/// Only the locked source is listened to: anybody could send a BYE.
void Receiver::rtcpPacket(base::Bytes bytes, const net::Address& from) {
  const rtp::RtcpSummary summary = rtp::parseRtcp(bytes);
  counters_[Counter::kRtcpPackets] += summary.packets;
  counters_[Counter::kMalformed] += summary.malformed;
  if (!lock_.locked() || !lock_.remote().sameHost(from)) return;
  if (summary.senderReport && summary.senderReport->ssrc == lock_.ssrc()) {
    lastSenderReport_ = static_cast<uint32_t>(summary.senderReport->ntp >> 16);
    lastSenderReportMs_ = worker_.nowMs();
    rtcpRemote_ = from;
  }
  if (summary.bye && *summary.bye == lock_.ssrc()) {
    Event event;
    event.type = EventType::kReceiverBye;
    event.handle = handle();
    worker_.events().push(std::move(event));
  }
}

void Receiver::connect(net::Fd connecting, const net::Address& remote) {
  if (connection_.valid()) return;
  connection_ = std::move(connecting);
  connectionRemote_ = remote;
  connecting_ = true;
  connectStartedMs_ = worker_.nowMs();
  worker_.loop().add(connection_.get(), *connectionIo_, true);
}

void Receiver::mediaWritable() {
  if (!connecting_) return;
  const int error = net::connectError(connection_.get());
  if (error != 0)
    return close(error == ETIMEDOUT ? base::Status::kConnectTimeout : base::Status::kConnectRefused, error);
  connecting_ = false;
  net::setKeepAlive(connection_.get(), kKeepAliveSeconds);
  worker_.loop().setWritable(connection_.get(), *connectionIo_, false);
}

/// One connection at a time; while it delivers, others are turned away.
void Receiver::acceptConnection() {
  net::Address from;
  net::Fd accepted = net::acceptOne(media_.get(), from);
  if (!accepted.valid()) return;
  if (connection_.valid() && lock_.locked()) {
    worker_.ownTotals().add(Counter::kRefusedConnections, 1);
    return;
  }
  useConnection(std::move(accepted), from);
}

void Receiver::useConnection(net::Fd connection, const net::Address& remote) {
  unwatch(connection_, *connectionIo_);
  connection_ = std::move(connection);
  connectionRemote_ = remote;
  deframer_ = {};
  lock_.release();
  net::setKeepAlive(connection_.get(), kKeepAliveSeconds);
  worker_.loop().add(connection_.get(), *connectionIo_);
}

bool Receiver::adopt(net::Fd connection, const net::Address& remote, base::Bytes bytes) {
  if (connection_.valid() && lock_.locked()) return false;
  useConnection(std::move(connection), remote);
  deframer_.feed(bytes, [this](base::Bytes packet) { datagram(packet, connectionRemote_); });
  return true;
}

void Receiver::readConnection() {
  if (closing_) return;
  for (int turn = 0; turn < kMaxReadsPerTurn && connection_.valid(); turn++) {
    const base::MutableBytes into = worker_.scratch();
    const ssize_t n = net::receive(connection_.get(), into);
    if (n < 0) {
      const int error = net::connectError(connection_.get());
      if (connecting_) return close(base::Status::kConnectRefused, error);
      return connectionEnded(base::Status::kPeerClosed, error);
    }
    if (n == 0) return;
    const auto size = static_cast<size_t>(n);
    deframer_.feed(base::Bytes(into).first(size), [this](base::Bytes packet) { datagram(packet, connectionRemote_); });
    if (size < into.size()) return;
  }
}

void Receiver::connectionEnded(base::Status status, int error) {
  if (config_.transport == Transport::kTcpActive) return close(status, error);
  unwatch(connection_, *connectionIo_);
  if (!lock_.locked()) return;
  lock_.release();
  silent();
}

void Receiver::silent() {
  Event event;
  event.type = EventType::kReceiverSilent;
  event.handle = handle();
  worker_.events().push(std::move(event));
}

void Receiver::onPeriod() {
  const int64_t now = worker_.nowMs();
  if (connecting_ && now - connectStartedMs_ > kConnectTimeoutMs)
    return close(base::Status::kConnectTimeout, ETIMEDOUT);
  ingest_.expire(now);
  if (lock_.expire(now)) silent();
  if (lock_.locked() && rtcp_.valid() && now - lastReportMs_ >= kReportPeriodMs) sendReport(now);
  publish();
}

/// RFC 3550 §6.4.2; to where its reports come from, else to the port above the media's.
void Receiver::sendReport(int64_t now) {
  lastReportMs_ = now;
  Counters c = counters_;
  ingest_.count(c);
  rtp::ReportBlock block =
      statistics_.report(lock_.ssrc(), ingest_.extendedHighest(), c[Counter::kPackets], c[Counter::kLost]);
  block.lastSenderReport = lastSenderReport_;
  if (lastSenderReport_ != 0)
    block.delaySinceSenderReport = static_cast<uint32_t>((now - lastSenderReportMs_) * 65536 / 1000);
  base::Buffer out;
  rtp::writeReceiverReport(out, kOwnSsrc, block, kCname);
  net::Address to = rtcpRemote_;
  if (!to.valid()) {
    to = lock_.remote();
    to.setPort(static_cast<uint16_t>(to.port() + 1));
  }
  const base::Bytes packet = out;
  net::sendDatagrams(rtcp_.get(), {&packet, 1}, to);
}

void Receiver::publish() {
  ingest_.count(counters_);
  counters_[Counter::kFramingResyncs] = deframer_.counters().resyncs;
  ReceiverState state;
  state.receiving = lock_.locked();
  state.everReceived = everReceived_;
  state.remote = everReceived_ ? lock_.remote() : config_.remote;
  if (everReceived_) {
    state.ssrc = lock_.ssrc();
  } else {
    state.ssrc = lock_.expectedSsrc();
  }
  state.payload = ingest_.kind();
  state.lastPacketMs = lock_.lastPacketMs();
  state.counters = counters_;
  shared_->set(state);
  worker_.ownTotals().add(counters_, published_);
  published_ = counters_;
}

/// In a task of its own: this may be called from within a handler of this receiver.
void Receiver::close(base::Status status, int error) {
  if (closing_) return;
  closing_ = true;
  unwatch(connection_, *connectionIo_);
  worker_.post([&worker = worker_, handle = handle(), status, error] { worker.closeReceiver(handle, status, error); });
}

}  // namespace guanlan::engine
