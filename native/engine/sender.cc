#include "engine/sender.h"

#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "engine/stream.h"
#include "engine/worker.h"
#include "rtp/packet.h"
#include "rtp/rtcp.h"

namespace guanlan::engine {

namespace {

constexpr uint32_t kWrongSsrcFlip = 0x5A5A5A5A;
constexpr int kKeepAliveSeconds = 30;
constexpr std::string_view kCname = "guanlan";

/// NTP time of the wall clock, RFC 3550 §4.
uint64_t ntpNow() {
  timeval now{};
  ::gettimeofday(&now, nullptr);
  constexpr uint64_t kEpochOffsetSeconds = 2208988800;
  return (static_cast<uint64_t>(now.tv_sec) + kEpochOffsetSeconds) << 32 |
         ((static_cast<uint64_t>(now.tv_usec) << 32) / 1'000'000 & 0xFFFFFFFF);
}

SenderConfig withFaults(SenderConfig config) {
  if (config.faults && config.faults->wrongSsrc) config.ssrc ^= kWrongSsrcFlip;
  return config;
}

}  // namespace

Sender::Sender(Worker& worker, Stream& stream, SenderConfig config, net::Fd fd, net::Fd rtcp,
               std::shared_ptr<Published<SenderState>> shared)
    : worker_(worker),
      stream_(stream),
      config_(withFaults(std::move(config))),
      shared_(std::move(shared)),
      fd_(std::move(fd)),
      rtcp_(std::move(rtcp)),
      packetizer_(config_.format, config_.payloadType, config_.ssrc, config_.transport != Transport::kUdp),
      openedMs_(worker.nowMs()),
      lastReportMs_(worker.nowMs()),
      lastProgressMs_(worker.nowMs()) {
  if (config_.faults) faults_.emplace(*config_.faults);
  if (config_.through) return;
  worker_.loop().add(fd_.get(), *this, config_.transport == Transport::kTcpActive);
  if (config_.transport == Transport::kUdp) begin();
}

Sender::~Sender() {
  if (fd_.valid() && !config_.through) worker_.loop().remove(fd_.get(), *this);
  worker_.ownTotals().add(counters_, published_);
}

void Sender::start() {
  config_.held = false;
  flush();
}

void Sender::useSocket(net::Fd fd, const net::Address& remote) {
  if (closed_) return;
  fd_ = std::move(fd);
  if (!fd_.valid()) return close(base::Status::kPeerClosed, 0, "the receiver that it sends through has ended");
  // A packet that the last connection took half of is no use to this one.
  queue_.clear();
  if (config_.transport != Transport::kUdp) config_.remote = remote;
  begin();
  flush();
}

void Sender::onReadable() {
  if (closed_) return;
  if (config_.transport == Transport::kUdp) {
    // Reports of the receiver's come to the RTCP port; what comes here is read away, a batch a turn.
    worker_.datagrams().read(fd_.get());
    return;
  }
  if (!sending_) return config_.transport == Transport::kTcpPassive ? accept() : finishConnect();
  if (net::receive(fd_.get(), worker_.scratch()) < 0)
    close(base::Status::kPeerClosed, net::connectError(fd_.get()), "the receiving platform closed the connection");
}

void Sender::onWritable() {
  if (closed_) return;
  if (!sending_) return finishConnect();
  blocked_ = false;
  worker_.loop().setWritable(fd_.get(), *this, false);
  flush();
}

void Sender::finishConnect() {
  const int error = net::connectError(fd_.get());
  if (error != 0)
    return close(error == ETIMEDOUT ? base::Status::kConnectTimeout : base::Status::kConnectRefused, error);
  worker_.loop().setWritable(fd_.get(), *this, false);
  begin();
  flush();
}

/// The first who connects is served; the listener closes, so that nobody else is kept waiting.
void Sender::accept() {
  net::Address from;
  net::Fd connection = net::acceptOne(fd_.get(), from);
  if (!connection.valid()) return;
  worker_.loop().remove(fd_.get(), *this);
  fd_ = std::move(connection);
  config_.remote = from;
  worker_.loop().add(fd_.get(), *this);
  begin();
  flush();
}

void Sender::begin() {
  sending_ = true;
  lastProgressMs_ = worker_.nowMs();
  if (config_.transport != Transport::kUdp) {
    net::setNoDelay(fd_.get());
    net::setKeepAlive(fd_.get(), kKeepAliveSeconds);
  }
  publish();
  Event event;
  event.type = EventType::kSenderStarted;
  event.handle = handle();
  event.remote = config_.remote;
  worker_.events().push(std::move(event));
}

void Sender::flush() {
  if (closed_ || !sending_ || config_.held) return;
  PacketQueue& out = queue_.empty() ? worker_.packetSlab() : queue_;
  takeFrames(out);
  if (config_.transport == Transport::kUdp) {
    sendUdp(out);
  } else if (!blocked_) {
    sendTcp(out);
  }
  if (&out != &queue_) queue_.take(out);
}

/// Pictures begin at the newest key frame, as cameras force one for a new session: the other side sees something at
/// once. Sound alone is a conversation and begins now, or it would stay late for ever.
bool Sender::findStart() {
  if (started_) return true;
  const FrameRing& ring = stream_.ring();
  if (config_.format == SendFormat::kAudio) {
    cursor_ = ring.nextSequence() - (stream_.hasVideo() || ring.nextSequence() == ring.oldest() ? 0 : 1);
  } else if (stream_.ready() && ring.newestKey() != kNoSequence) {
    cursor_ = ring.newestKey();
  } else {
    return false;
  }
  return started_ = true;
}

uint64_t Sender::needed() const { return started_ ? cursor_ : stream_.ring().newestKey(); }

void Sender::takeFrames(PacketQueue& out) {
  if (!findStart()) return;
  const FrameRing& ring = stream_.ring();
  if (cursor_ < ring.oldest()) {
    counters_[Counter::kSenderDroppedFrames] += ring.oldest() - cursor_;
    cursor_ = ring.oldest();
    waitKey_ = true;
  }
  for (; cursor_ < ring.nextSequence(); cursor_++) {
    const Frame& frame = *ring.at(cursor_);
    if (!packetizer_.carries(frame.track)) continue;
    if (out.packets() > kMaxQueuedPackets) waitKey_ = true;
    if (waitKey_ && (!packetizer_.mayStart(frame) || out.packets() > kMaxQueuedPackets / 2)) {
      if (counters_[Counter::kSentFrames] > 0) counters_[Counter::kSenderDroppedFrames]++;
      continue;
    }
    waitKey_ = false;
    if (!silenced()) packetize(frame, out);
  }
}

bool Sender::silenced() const {
  return config_.faults && config_.faults->silenceAfterMs >= 0 &&
         worker_.nowMs() - openedMs_ >= config_.faults->silenceAfterMs;
}

void Sender::packetize(const Frame& frame, PacketQueue& out) {
  const size_t packets = out.packets();
  const size_t bytes = out.bytes().size();
  if (!(faults_ ? packetizeBadly(frame, out) : packetizer_.packetize(frame, out))) return;
  counters_[Counter::kSentFrames]++;
  counters_[Counter::kSentPackets] += out.packets() - packets;
  counters_[Counter::kSentBytes] += out.bytes().size() - bytes;
  lastTimestamp_ = packetizer_.timestampOf(frame.pts90k);
  lastFrameMs_ = worker_.nowMs();
}

/// Packet by packet through what a simulated camera does wrong.
bool Sender::packetizeBadly(const Frame& frame, PacketQueue& out) {
  PacketQueue whole;
  if (!packetizer_.packetize(frame, whole)) return false;
  const auto emit = [&out](const base::Buffer& packet) {
    std::copy(packet.begin(), packet.end(), out.add(packet.size()));
  };
  base::Bytes rest = whole.bytes();
  for (const uint16_t size : whole.sizes()) {
    faults_->pass(base::Buffer(rest.begin(), rest.begin() + size), counters_, emit);
    rest = rest.subspan(size);
  }
  return true;
}

void Sender::sendUdp(PacketQueue& out) {
  if (std::exchange(sentMs_, worker_.nowMs()) != worker_.nowMs()) sentThisMs_ = 0;
  const size_t count = std::min(out.packets(), kMaxPacketsPerMs - sentThisMs_);
  size_t sent = datagrams_.write(fd_.get(), out.bytes(), out.sizes().first(count), config_.remote);
  if (count > 0 && sent == 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != ENOBUFS && errno != EINTR) {
    // No route, or not allowed: packets are lost as they would be on the way, and must not hold up the others.
    counters_[Counter::kSendErrors] += count;
    sent = count;
  }
  sentThisMs_ += sent;
  out.dropPackets(sent);
  if (out.empty()) return;
  worker_.loop().keepTicking();
  worker_.markDirty(stream_);
}

void Sender::sendTcp(PacketQueue& out) {
  while (!out.empty()) {
    const ssize_t sent = writeTcp(out);
    if (sent < 0) return close(base::Status::kPeerClosed, errno, "the receiving platform closed the connection");
    if (sent == 0) {
      // The receiver's loop has the socket: what is left goes with the next frame.
      if (config_.through) return;
      blocked_ = true;
      lastProgressMs_ = worker_.nowMs();
      return worker_.loop().setWritable(fd_.get(), *this, true);
    }
    out.dropBytes(static_cast<size_t>(sent));
  }
}

/// One system call: everything, or, on purpose, a few bytes of one packet.
ssize_t Sender::writeTcp(const PacketQueue& out) {
  const bool split = config_.faults && config_.faults->splitWrites;
  return net::sendBytes(fd_.get(), split ? out.bytes().first(faults_->splitBytes(out.sizes()[0])) : out.bytes());
}

void Sender::onPeriod() {
  if (closed_) return;
  const int64_t now = worker_.nowMs();
  const bool connecting = config_.transport == Transport::kTcpActive && !sending_ && !config_.through;
  if (connecting && now - openedMs_ > kConnectTimeoutMs) return close(base::Status::kConnectTimeout, ETIMEDOUT);
  if (blocked_ && now - lastProgressMs_ > worker_.limits().viewerStallMs)
    return close(base::Status::kSlowViewer, ETIMEDOUT, "the receiving platform took nothing for too long");
  if (sending_ && now - lastReportMs_ >= kReportPeriodMs) report(now);
  if (worker_.publishes(handle())) publish();
}

void Sender::publish() {
  SenderState state;
  state.sending = sending_;
  state.remote = config_.remote;
  state.counters = counters_;
  shared_->set(state);
  worker_.ownTotals().add(counters_, published_);
  published_ = counters_;
}

void Sender::report(int64_t now) {
  lastReportMs_ = now;
  if (counters_[Counter::kSentFrames] == 0) return;
  rtp::SenderReport report;
  report.ssrc = config_.ssrc;
  report.ntp = ntpNow();
  // RFC 3550 §6.4.1: the same moment as the NTP time's, not the last packet's.
  report.rtpTimestamp = lastTimestamp_ + static_cast<uint32_t>((now - lastFrameMs_) * packetizer_.clockRate() / 1000);
  report.packets = static_cast<uint32_t>(counters_[Counter::kSentPackets]);
  report.octets = static_cast<uint32_t>(packetizer_.payloadBytes());
  base::Buffer out;
  rtp::writeSenderReport(out, report, kCname);
  sendRtcp(out);
}

/// To the port above the media's (RFC 3550 §11).
void Sender::sendRtcp(base::Bytes packet) {
  if (!rtcp_.valid() || silenced()) return;
  net::Address to = config_.remote;
  to.setPort(static_cast<uint16_t>(to.port() + 1));
  net::sendDatagrams(rtcp_.get(), {&packet, 1}, to);
}

void Sender::close(base::Status status, int error, const std::string& reason) {
  if (closed_) return;
  closed_ = true;
  if (counters_[Counter::kSentPackets] > 0) {
    base::Buffer out;
    rtp::writeBye(out, config_.ssrc, kCname);
    sendRtcp(out);
  }
  if (!config_.through) worker_.loop().remove(fd_.get(), *this);
  fd_.close();
  publish();
  worker_.closed(handle(), status, error, reason);
  stream_.readerEnded();
}

}  // namespace guanlan::engine
