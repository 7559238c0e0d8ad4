#include "engine/receiver.h"

#include <algorithm>
#include <cerrno>

#include "engine/receiver_io.h"
#include "engine/shared_port.h"
#include "engine/stream.h"
#include "engine/worker.h"

namespace guanlan::engine {

namespace {
constexpr uint32_t kOwnSsrc = 0x47554E4C;
constexpr std::string_view kCname = "guanlan";

/// Over TCP the order is given: a gap is a loss at once.
rtp::ReorderOptions reorderFor(Transport transport, const Limits& limits) {
  if (transport != Transport::kUdp) return {0, 0};
  return {limits.reorderPackets, limits.reorderMs};
}
}  // namespace

Receiver::Receiver(Worker& worker, Stream& stream, ReceiverConfig config, net::Fd media, net::Fd rtcp,
                   std::shared_ptr<Published<ReceiverState>> shared)
    : worker_(worker),
      stream_(stream),
      config_(std::move(config)),
      shared_(std::move(shared)),
      mediaIo_(std::make_unique<Media>(*this)),
      connectionIo_(std::make_unique<Connection>(*this)),
      rtcpIo_(std::make_unique<Rtcp>(*this)),
      media_(std::move(media)),
      rtcp_(std::move(rtcp)),
      lock_(config_.silenceMs),
      ingest_(stream.ring(), stream, stream.lossPolicy(), reorderFor(config_.transport, worker.limits())),
      lastReportMs_(worker.nowMs()) {
  lock_.expectSsrc(config_.ssrc);
  ingest_.use(config_.timing);
  if (config_.remote.valid() && config_.transport != Transport::kTcpActive) lock_.expectHost(config_.remote);
  if (media_.valid()) worker_.loop().add(media_.get(), *mediaIo_);
  if (rtcp_.valid()) worker_.loop().add(rtcp_.get(), *rtcpIo_);
  const bool small = net::receiveBufferBytes(media_.get()) < worker.limits().receiveBufferBytes;
  if (media_.valid() && config_.transport == Transport::kUdp) counters_[Counter::kSmallReceiveBuffers] = small;
}

Receiver::~Receiver() {
  unwatch(media_, *mediaIo_);
  unwatch(rtcp_, *rtcpIo_);
  unwatch(connection_, *connectionIo_);
  stream_.ring().release(this);
  if (borrower_) borrower_({}, {});
  publish();
}

void Receiver::lendTo(UseSocket use) {
  borrower_ = std::move(use);
  if (config_.transport != Transport::kUdp) return lendConnection();
  const SharedPort* port = worker_.sharedPort(config_.sharedPort);
  borrower_(net::duplicate(port ? port->udp() : media_.get()).fd, {});
}

void Receiver::unwatch(net::Fd& fd, net::IoHandler& handler) {
  if (fd.valid()) worker_.loop().remove(fd.get(), handler);
  fd.close();
}

void Receiver::update(const ReceiverUpdate& change) {
  if (change.ssrc) lock_.expectSsrc(*change.ssrc);
  if (change.remote.valid() && config_.transport != Transport::kTcpActive) lock_.expectHost(change.remote);
  if (change.timing) ingest_.use(*change.timing);
  if (change.sound) ingest_.setSound(*change.sound);
  if (change.silenceMs) lock_.setSilence(*change.silenceMs);
}

void Receiver::readDatagrams() {
  net::DatagramReader& reader = worker_.datagrams();
  for (int turn = 0; turn < kMaxReadsPerTurn; turn++) {
    const size_t count = reader.read(media_.get(), largeDatagrams_.come(worker_.nowMs()));
    counters_[Counter::kKernelDrops] = std::max<uint64_t>(counters_[Counter::kKernelDrops], reader.kernelDrops());
    const bool more = reader.full();
    for (size_t i = 0; i < count; i++) {
      const net::Datagram one = reader.datagram(i);
      if (mayComeFrom(one.from)) largeDatagrams_.note(one, worker_.nowMs());
      if (one.truncated) {
        // Lost, as the sequence numbers will tell; the next ones get room.
        counters_[Counter::kMalformed]++;
      } else {
        datagram(one.bytes, one.from);
      }
    }
    if (!more) return;
  }
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
  switch (lock_.judge(from, packet.ssrc, worker_.nowMs())) {
    case SourceLock::Verdict::kWrongSource:
      counters_[Counter::kWrongSource]++;
      return hold(bytes);
    case SourceLock::Verdict::kWrongSsrc:
      counters_[Counter::kWrongSsrc]++;
      return hold(bytes);
    case SourceLock::Verdict::kStart:
      if (!start(packet, from)) return;
      break;
    case SourceLock::Verdict::kAccept:
      break;
  }
  take(packet);
}

/// False when another source feeds the stream.
bool Receiver::start(const rtp::PacketView& first, const net::Address& from) {
  const bool hadSeat = stream_.ring().isWriter(this);
  if (!stream_.ring().claim(this)) {
    counters_[Counter::kStreamBusy]++;
    lock_.release();
    return false;
  }
  const bool other = !everReceived_ || newConnection_ || first.ssrc != lastSsrc_ || !(from == lastRemote_);
  if (other || !hadSeat) {
    ingest_.restart();
    ingest_.count(counters_);
    statistics_ = {};
    packetsBefore_ = counters_[Counter::kPackets];
    lostBefore_ = counters_[Counter::kLost];
    rtcpRemote_ = {};
    lastSenderReport_ = 0;
  }
  everReceived_ = true;
  newConnection_ = false;
  lastSsrc_ = first.ssrc;
  lastRemote_ = from;
  deframer_.expectSsrc(first.ssrc);
  if (SharedPort* port = worker_.sharedPort(config_.sharedPort)) port->learnSource(*this);
  publish();
  Event event;
  event.type = EventType::kReceiverStarted;
  event.handle = handle();
  event.remote = from;
  event.ssrc = first.ssrc;
  worker_.events().push(std::move(event));
  takeHeld();
  return true;
}

void Receiver::take(const rtp::PacketView& packet) {
  const int64_t now = worker_.nowMs();
  counters_[Counter::kPackets]++;
  counters_[Counter::kBytes] += packet.bytes.size();
  statistics_.onPacket(packet.timestamp, now, ingest_.clockRate());
  ingest_.packet(packet, now);
  if (ingest_.endsAtMarker() && !settling_) settleAfter(kMarkerSilenceMs);
}

void Receiver::settleAfter(int64_t ms) {
  settling_ = true;
  worker_.loop().after(ms, [&worker = worker_, handle = handle()] {
    Receiver* receiver = worker.receiver(handle);
    if (!receiver) return;
    receiver->settling_ = false;
    const int64_t left = receiver->ingest_.settle(worker.nowMs());
    if (left > 0) receiver->settleAfter(left);
  });
}

/// Keeps a refused packet while its source may still be believed. The oldest make room, so that what is left has no
/// gap.
void Receiver::hold(base::Bytes bytes) {
  if (lock_.strangerPackets() <= 1) {
    held_.clear();
    heldBytes_ = 0;
  }
  if (lock_.strangerPackets() == 0) return;
  held_.emplace_back(bytes.begin(), bytes.end());
  heldBytes_ += bytes.size();
  while (heldBytes_ > kMaxHeldBytes) {
    heldBytes_ -= held_.front().size();
    held_.pop_front();
  }
}

void Receiver::takeHeld() {
  for (const base::Buffer& bytes : held_) {
    rtp::PacketView packet;
    if (lock_.byProof() && rtp::parsePacket(bytes, packet) == rtp::PacketError::kNone) take(packet);
  }
  held_.clear();
  held_.shrink_to_fit();
  heldBytes_ = 0;
}

void Receiver::rtcpReadable() {
  net::DatagramReader& reader = worker_.datagrams();
  const size_t count = reader.read(rtcp_.get());
  for (size_t i = 0; i < count; i++) {
    const net::Datagram one = reader.datagram(i);
    if (!one.truncated) rtcpPacket(one.bytes, one.from);
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
  if (summary.bye && *summary.bye == lock_.ssrc()) tell(EventType::kReceiverBye);
}

void Receiver::tell(EventType type) {
  Event event;
  event.type = type;
  event.handle = handle();
  worker_.events().push(std::move(event));
}

void Receiver::silent() {
  stream_.ring().yield(this);
  publish();
  tell(EventType::kReceiverSilent);
}

void Receiver::onPeriod() {
  const int64_t now = worker_.nowMs();
  if (connecting_ && now - connectStartedMs_ > kConnectTimeoutMs)
    return close(base::Status::kConnectTimeout, ETIMEDOUT);
  ingest_.expire(now);
  if (lock_.expire(now)) silent();
  const bool udp = config_.transport == Transport::kUdp;
  if (udp && lock_.locked() && now - lastReportMs_ >= kReportPeriodMs) sendReport(now);
  if (worker_.publishes(handle())) publish();
}

/// RFC 3550 §6.4.2; to where its reports come from, else to the port above the media's.
void Receiver::sendReport(int64_t now) {
  lastReportMs_ = now;
  ingest_.count(counters_);
  rtp::ReportBlock block =
      statistics_.report(lock_.ssrc(), ingest_.extendedHighest(), counters_[Counter::kPackets] - packetsBefore_,
                         counters_[Counter::kLost] - lostBefore_);
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
  if (SharedPort* port = worker_.sharedPort(config_.sharedPort)) {
    port->send(packet, to);
  } else if (rtcp_.valid()) {
    net::sendDatagrams(rtcp_.get(), {&packet, 1}, to);
  }
}

void Receiver::publish() {
  ingest_.count(counters_);
  counters_[Counter::kFramingResyncs] = deframer_.counters().resyncs;
  ReceiverState state;
  state.receiving = lock_.locked();
  state.everReceived = everReceived_;
  state.remote = everReceived_ ? lastRemote_ : config_.remote;
  state.ssrc = everReceived_ ? std::optional(lastSsrc_) : lock_.expectedSsrc();
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
