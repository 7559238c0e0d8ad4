#include "engine/sender.h"

#include <sys/time.h>

#include <algorithm>
#include <cerrno>

#include "codec/flac.h"
#include "codec/nal.h"
#include "engine/stream.h"
#include "engine/worker.h"
#include "rtp/nal_packetizer.h"
#include "rtp/packet.h"
#include "rtp/rtcp.h"

namespace guanlan::engine {

namespace {

constexpr size_t kFrameLengthBytes = 2;
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

}  // namespace

struct Sender::Socket : net::IoHandler {
  explicit Socket(Sender& owner) : sender(owner) {}
  void onReadable() override { sender.onReadable(); }
  void onWritable() override { sender.onWritable(); }
  Sender& sender;
};

Sender::Sender(Worker& worker, Stream& stream, SenderConfig config, net::Fd fd, net::Fd rtcp,
               std::shared_ptr<Published<SenderState>> shared)
    : worker_(worker),
      stream_(stream),
      config_(std::move(config)),
      shared_(std::move(shared)),
      io_(std::make_unique<Socket>(*this)),
      fd_(std::move(fd)),
      rtcp_(std::move(rtcp)),
      openedMs_(worker.nowMs()),
      lastReportMs_(worker.nowMs()) {
  if (config_.faults) faults_.emplace(*config_.faults);
  if (config_.faults && config_.faults->wrongSsrc) config_.ssrc ^= kWrongSsrcFlip;
  watch(fd_.get(), config_.transport == Transport::kTcpActive);
  if (config_.transport == Transport::kUdp) begin();
}

Sender::~Sender() {
  unwatch();
  worker_.ownTotals().add(counters_, published_);
}

void Sender::watch(int fd, bool writable) {
  worker_.loop().add(fd, *io_, writable);
  watched_ = true;
}

void Sender::unwatch() {
  if (watched_ && fd_.valid()) worker_.loop().remove(fd_.get(), *io_);
  watched_ = false;
}

void Sender::onReadable() {
  if (ended_) return;
  if (config_.transport == Transport::kTcpPassive && !sending_) return accept();
  if (config_.transport == Transport::kUdp) {
    // Reports of the receiver's come to the RTCP port; what comes here is read away.
    while (worker_.datagrams().read(fd_.get()) > 0) {
    }
    return;
  }
  const ssize_t n = net::receive(fd_.get(), worker_.scratch());
  if (n >= 0) return;
  const int error = net::connectError(fd_.get());
  if (sending_) return end(base::Status::kPeerClosed, error);
  end(error == ETIMEDOUT ? base::Status::kConnectTimeout : base::Status::kConnectRefused, error);
}

void Sender::onWritable() {
  if (ended_) return;
  if (sending_) {
    worker_.loop().setWritable(fd_.get(), *io_, false);
    return flush();
  }
  const int error = net::connectError(fd_.get());
  if (error != 0) return end(error == ETIMEDOUT ? base::Status::kConnectTimeout : base::Status::kConnectRefused, error);
  worker_.loop().setWritable(fd_.get(), *io_, false);
  begin();
  flush();
}

/// The first who connects is served; the listener closes, so that nobody else is kept waiting.
void Sender::accept() {
  net::Address from;
  net::Fd connection = net::acceptOne(fd_.get(), from);
  if (!connection.valid()) return;
  unwatch();
  fd_ = std::move(connection);
  config_.remote = from;
  watch(fd_.get(), false);
  begin();
  flush();
}

void Sender::begin() {
  sending_ = true;
  if (config_.transport != Transport::kUdp) {
    net::setNoDelay(fd_.get());
    net::setKeepAlive(fd_.get(), kKeepAliveSeconds);
  }
  Event event;
  event.type = EventType::kSenderStarted;
  event.handle = handle();
  event.remote = config_.remote;
  worker_.events().push(std::move(event));
}

/// Reported at once; the stream drops this sender in a task of its own, since it may be looping over its senders.
void Sender::end(base::Status status, int error) {
  if (ended_) return;
  ended_ = true;
  unwatch();
  fd_.close();
  worker_.post([&worker = worker_, stream = stream_.handle(), handle = handle(), status, error] {
    (void)error;
    if (Stream* s = worker.stream(stream)) s->closeSender(handle, status);
  });
}

void Sender::onTracks(const codec::Tracks& tracks) {
  tracks_ = tracks;
  if (muxer_) {
    muxer_->setTracks(tracks);
  } else {
    muxer_.emplace(tracks);
  }
}

void Sender::flush() {
  if (ended_ || !sending_) return;
  takeFrames();
  send();
}

void Sender::takeFrames() {
  const FrameRing& ring = stream_.ring();
  if (!started_) {
    if (!stream_.ready() || ring.newestKey() == kNoSequence) return;
    started_ = true;
    // From the newest key frame, as cameras force one for a new session: the other side has a picture at once.
    cursor_ = ring.newestKey();
  }
  if (cursor_ < ring.oldest()) {
    counters_[Counter::kSenderDroppedFrames] += ring.oldest() - cursor_;
    cursor_ = ring.oldest();
    waitKey_ = true;
  }
  for (; cursor_ < ring.nextSequence(); cursor_++) {
    const Frame& frame = *ring.at(cursor_);
    const bool start = frame.key && (frame.track == codec::kVideoTrack || !tracks_.hasVideo());
    if (queue_.size() > kMaxQueuedPackets) waitKey_ = true;
    if (waitKey_ && (!start || queue_.size() > kMaxQueuedPackets / 2)) {
      if (counters_[Counter::kSentFrames] > 0) counters_[Counter::kSenderDroppedFrames]++;
      continue;
    }
    waitKey_ = false;
    packetize(frame);
  }
}

uint32_t Sender::timestampOf(const Frame& frame) const {
  if (config_.format != SendFormat::kAudio) return static_cast<uint32_t>(frame.pts90k);
  return static_cast<uint32_t>(frame.pts90k * codec::kG711SampleRate / 90000);
}

bool Sender::silenced() const {
  return config_.faults && config_.faults->silenceAfterMs >= 0 &&
         worker_.nowMs() - openedMs_ >= config_.faults->silenceAfterMs;
}

void Sender::packetize(const Frame& frame) {
  if (silenced()) return;
  counters_[Counter::kSentFrames]++;
  lastTimestamp_ = timestampOf(frame);
  if (config_.format == SendFormat::kPs) return packetizePs(frame);
  const bool audio = frame.track == codec::kAudioTrack;
  if (audio != (config_.format == SendFormat::kAudio)) return;
  if (!audio) return packetizeEs(frame);
  emit({}, frame.payload.first(std::min(frame.payload.size(), kRtpPayloadBytes)), false, lastTimestamp_);
}

/// Pieces of the muxer are filled into packets of one size; only the last of an access unit is shorter.
void Sender::packetizePs(const Frame& frame) {
  const ps::MuxedUnit unit = muxer_->mux(frame);
  const size_t head = config_.transport == Transport::kUdp ? 0 : kFrameLengthBytes;
  base::Buffer packet;
  size_t left = unit.bytes;
  size_t room = 0;
  for (base::Bytes piece : unit.pieces) {
    while (!piece.empty()) {
      if (room == 0) {
        room = std::min(left, kRtpPayloadBytes);
        packet.reserve(head + rtp::kHeaderBytes + room);
        packet.resize(head + rtp::kHeaderBytes);
        const bool last = room == left;
        rtp::writeHeader(&packet[head], config_.payloadType, last, sequence_++, lastTimestamp_, config_.ssrc);
      }
      const size_t take = std::min(room, piece.size());
      base::append(packet, piece.first(take));
      piece = piece.subspan(take);
      room -= take;
      left -= take;
      if (room > 0) continue;
      finishPacket(std::move(packet));
      packet = {};
    }
  }
}

void Sender::packetizeEs(const Frame& frame) {
  const bool h265 = tracks_.video.codec == codec::Codec::kH265;
  const auto send = [&](base::Bytes nal, bool lastNal) {
    rtp::packetizeNal(nal, h265, kRtpPayloadBytes, [&](base::Bytes head, base::Bytes body, bool last) {
      emit(head, body, last && lastNal, lastTimestamp_);
    });
  };
  if (frame.key) {
    for (const auto* sets : {&tracks_.video.vps, &tracks_.video.sps, &tracks_.video.pps}) {
      for (const base::Buffer& set : *sets) send(set, false);
    }
  }
  base::Bytes rest = frame.payload;
  codec::forEachLengthPrefixed(frame.payload, [&](base::Bytes nal) {
    rest = rest.subspan(4 + nal.size());
    send(nal, rest.empty());
  });
}

void Sender::emit(base::Bytes head, base::Bytes body, bool marker, uint32_t timestamp) {
  const size_t lengthBytes = config_.transport == Transport::kUdp ? 0 : kFrameLengthBytes;
  base::Buffer packet(lengthBytes + rtp::kHeaderBytes);
  rtp::writeHeader(&packet[lengthBytes], config_.payloadType, marker, sequence_++, timestamp, config_.ssrc);
  base::append(packet, head);
  base::append(packet, body);
  finishPacket(std::move(packet));
}

void Sender::finishPacket(base::Buffer packet) {
  if (config_.transport != Transport::kUdp)
    base::store16(packet.data(), static_cast<uint16_t>(packet.size() - kFrameLengthBytes));
  if (!faults_) return enqueue(std::move(packet));
  faults_->pass(std::move(packet), counters_, [this](base::Buffer out) { enqueue(std::move(out)); });
}

void Sender::enqueue(base::Buffer packet) {
  counters_[Counter::kSentPackets]++;
  counters_[Counter::kSentBytes] += packet.size();
  queue_.push_back(std::move(packet));
}

void Sender::send() {
  if (config_.transport == Transport::kUdp) {
    sendUdp();
  } else {
    sendTcp();
  }
}

void Sender::sendUdp() {
  std::vector<base::Bytes> packets;
  for (size_t i = 0; i < std::min(queue_.size(), kMaxPacketsPerTick); i++) packets.emplace_back(queue_[i]);
  const size_t sent = net::sendDatagrams(fd_.get(), packets, config_.remote);
  queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(sent));
  if (queue_.empty()) return;
  worker_.loop().keepTicking();
  worker_.markDirty(stream_);
}

void Sender::sendTcp() {
  while (!queue_.empty()) {
    const base::Bytes rest = base::Bytes(queue_.front()).subspan(sentOfFront_);
    const size_t size = faults_ ? faults_->splitBytes(rest.size()) : rest.size();
    const ssize_t sent = net::sendBytes(fd_.get(), rest.first(size));
    if (sent < 0) return end(base::Status::kPeerClosed, errno);
    if (sent == 0) return worker_.loop().setWritable(fd_.get(), *io_, true);
    sentOfFront_ += static_cast<size_t>(sent);
    if (sentOfFront_ < queue_.front().size()) continue;
    queue_.pop_front();
    sentOfFront_ = 0;
  }
}

void Sender::onPeriod() {
  const int64_t now = worker_.nowMs();
  const bool connecting = config_.transport == Transport::kTcpActive && !sending_;
  if (connecting && now - openedMs_ > kConnectTimeoutMs) end(base::Status::kConnectTimeout, ETIMEDOUT);
  if (sending_ && rtcp_.valid() && now - lastReportMs_ >= kReportPeriodMs) report(now);
  SenderState state;
  state.sending = sending_;
  state.remote = config_.remote;
  state.counters = counters_;
  shared_->set(state);
  worker_.ownTotals().add(counters_, published_);
  published_ = counters_;
}

/// To the port above the media's (RFC 3550 §11).
void Sender::report(int64_t now) {
  lastReportMs_ = now;
  if (silenced()) return;
  base::Buffer out;
  rtp::SenderReport report;
  report.ssrc = config_.ssrc;
  report.ntp = ntpNow();
  report.rtpTimestamp = lastTimestamp_;
  report.packets = static_cast<uint32_t>(counters_[Counter::kSentPackets]);
  report.octets = static_cast<uint32_t>(counters_[Counter::kSentBytes]);
  rtp::writeSenderReport(out, report, kCname);
  net::Address to = config_.remote;
  to.setPort(static_cast<uint16_t>(to.port() + 1));
  const base::Bytes packet = out;
  net::sendDatagrams(rtcp_.get(), {&packet, 1}, to);
}

void Sender::close() {
  if (sending_ && rtcp_.valid() && !ended_) {
    base::Buffer out;
    rtp::writeBye(out, config_.ssrc, kCname);
    net::Address to = config_.remote;
    to.setPort(static_cast<uint16_t>(to.port() + 1));
    const base::Bytes packet = out;
    net::sendDatagrams(rtcp_.get(), {&packet, 1}, to);
  }
  ended_ = true;
  unwatch();
  onPeriod();
}

}  // namespace guanlan::engine
