#pragma once
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "camera_loop.h"
#include "engine/sender.h"
#include "engine/stream.h"
#include "engine/worker.h"
#include "ps/demuxer.h"
#include "slices.h"

// Streams with a sender each on one worker, which is driven on the caller's thread, turn by turn, in a time that passes
// by hand; and the same packets, made before, sent by a bare loop on the same sockets. Frames come into the rings, and
// what was sent leaves the sinks, while nobody measures.
namespace guanlan::bench {

/// A key frame must fit, so that no send is cut short.
constexpr int kSinkBytes = 4 << 20;
constexpr uint8_t kSenderType = 96;
constexpr uint8_t kBareType = 97;

inline thread_local int64_t sendRigMs = 1'000'000;

/// The Program Stream of one sender, back to pictures.
class PictureReader : public ps::DemuxerSink {
 public:
  void packet(base::Bytes rtp) { demuxer_.feed(rtp.subspan(rtp::kHeaderBytes)); }
  base::Buffer take() { return std::exchange(picture_, {}); }
  size_t sounds() const { return sounds_; }

  void onStreams(const ps::StreamMap&) override {}
  void onPack(std::optional<int64_t>) override {}
  void onPesBegin(const ps::PesInfo& info) override { video_ = info.video; }
  void onPesData(base::Bytes bytes) override {
    if (video_) base::append(picture_, bytes);
  }
  void onPesEnd(bool complete) override {
    require(complete, "a PES is cut");
    sounds_ += !video_;
  }
  void onResync(size_t) override { require(false, "the Program Stream has a gap"); }

 private:
  // Owned.
  ps::Demuxer demuxer_{*this};
  base::Buffer picture_;
  // State.
  bool video_ = false;
  size_t sounds_ = 0;
};

/// The other end of one sender's socket.
class Sink {
 public:
  Sink(bool udp, net::Fd fd) : udp_(udp), fd_(std::move(fd)) {}

  /// UDP: from now on the kernel drops and counts what comes, once it has found the socket.
  void dropAll() const {
    sock_filter none = BPF_STMT(BPF_RET | BPF_K, 0);
    const sock_fprog program{1, &none};
    require(setsockopt(fd_.get(), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0, "no filter");
  }
  void keepAll() const {
    const int unused = 0;
    setsockopt(fd_.get(), SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof unused);
  }
  /// Reads everything; the sender's packets must follow each other without a gap.
  void drain(net::DatagramReader& datagrams, bool demux) {
    if (!udp_) return drainStream(demux);
    for (size_t n; (n = datagrams.read(fd_.get())) > 0;) {
      for (size_t i = 0; i < n; i++) take(datagrams.datagram(i).bytes, demux);
      dropped = std::max(dropped, datagrams.kernelDrops());
    }
  }

  PictureReader pictures;
  uint64_t packets = 0;  // of the sender's
  uint32_t dropped = 0;
  std::optional<uint16_t> next;

 private:
  void drainStream(bool demux) {
    static std::array<uint8_t, size_t{256} << 10> slab;
    for (ssize_t n; (n = net::receive(fd_.get(), slab)) > 0;) {
      base::append(carried_, base::Bytes(slab).first(static_cast<size_t>(n)));
      base::Bytes rest = carried_;
      while (rest.size() >= kFramingBytes && rest.size() - kFramingBytes >= base::load16(rest.data())) {
        take(rest.subspan(kFramingBytes, base::load16(rest.data())), demux);
        rest = rest.subspan(kFramingBytes + base::load16(rest.data()));
      }
      carried_ = base::Buffer(rest.begin(), rest.end());
    }
  }
  void take(base::Bytes packet, bool demux) {
    require(packet.size() > rtp::kHeaderBytes, "a packet without payload");
    const uint8_t type = packet[1] & 0x7F;
    if (type == kBareType) return;
    const uint16_t sequence = base::load16(&packet[2]);
    require(type == kSenderType && (!next || sequence == *next), "a packet is missing, or nobody sent it");
    next = static_cast<uint16_t>(sequence + 1);
    packets++;
    if (demux) pictures.packet(packet);
  }

  // Given.
  bool udp_;
  // Owned.
  net::Fd fd_;
  base::Buffer carried_;
};

/// One picture and its sound, ready to be sent by a bare loop.
class BareFrame {
 public:
  void add(base::Buffer framed, bool udp) {
    framed[kFramingBytes + 1] = static_cast<uint8_t>((framed[kFramingBytes + 1] & 0x80) | kBareType);
    const base::Bytes packet = udp ? base::Bytes(framed).subspan(kFramingBytes) : base::Bytes(framed);
    const bool fits = !runs_.empty() && !runs_.back().ended && packet.size() <= runs_.back().each &&
                      runs_.back().bytes + packet.size() <= kMaxRunBytes;
    if (!fits) runs_.push_back({packet.size()});
    Run& run = runs_.back();
    run.ended = packet.size() < run.each;
    run.bytes += packet.size();
    base::append(bytes_, packet);
    packets++;
  }
  /// Everything with one call. UDP: a message for each run of packets of one size, which the kernel cuts.
  void send(int fd, const net::Address& to, bool udp) const {
    if (udp) return sendRuns(fd, to);
    const ssize_t n = ::send(fd, bytes_.data(), bytes_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    require(n == static_cast<ssize_t>(bytes_.size()), "a bare frame was not sent");
  }

  size_t packets = 0;

 private:
  static constexpr size_t kMaxRuns = 8;
  static constexpr size_t kMaxRunBytes = 65507;
  struct Run {
    size_t each = 0;
    size_t bytes = 0;
    bool ended = false;  // by a shorter packet
  };

  void sendRuns(int fd, const net::Address& to) const {
    std::array<mmsghdr, kMaxRuns> headers;
    std::array<iovec, kMaxRuns> pieces;
    alignas(cmsghdr) std::array<std::array<char, CMSG_SPACE(sizeof(uint16_t))>, kMaxRuns> control;
    size_t at = 0;
    for (size_t i = 0; i < runs_.size(); i++) {
      pieces[i] = {const_cast<uint8_t*>(bytes_.data() + at), runs_[i].bytes};
      at += runs_[i].bytes;
      msghdr& header = headers[i].msg_hdr;
      header = {const_cast<sockaddr*>(to.get()), to.size(), &pieces[i], 1, nullptr, 0, 0};
      if (runs_[i].bytes == runs_[i].each) continue;
      header.msg_control = control[i].data();
      header.msg_controllen = control[i].size();
      cmsghdr* item = CMSG_FIRSTHDR(&header);
      item->cmsg_level = SOL_UDP;
      item->cmsg_type = UDP_SEGMENT;
      item->cmsg_len = CMSG_LEN(sizeof(uint16_t));
      const auto each = static_cast<uint16_t>(runs_[i].each);
      std::memcpy(CMSG_DATA(item), &each, sizeof each);
    }
    const int n = sendmmsg(fd, headers.data(), static_cast<unsigned>(runs_.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
    require(n == static_cast<int>(runs_.size()), "a bare frame was not sent");
  }

  // Owned.
  base::Buffer bytes_;
  std::vector<Run> runs_;
};

/// `streams` streams, each at another place of the camera's loop.
class SendRig {
 public:
  SendRig(engine::Transport transport, size_t streams, const CameraLoop& loop)
      : udp_(transport == engine::Transport::kUdp),
        loop_(loop),
        events_([] {}),
        worker_(events_, {}, [] { return sendRigMs; }) {
    for (size_t i = 0, at = 0; i < kGopFrames; at = loop.frameEnds[i++]) {
      bareFrames_.emplace_back();
      for (size_t k = at; k < loop.frameEnds[i]; k++) bareFrames_[i].add(loop.packets[k], udp_);
    }
    for (size_t i = 0; i < streams; i++) open(i);
    ready_.resize(streams);
    // Senders begin at the first key frame; when all have, every picture of a loop is looked at.
    for (int i = 0; i < 2 * kGopFrames; i++) {
      ours();
      drain(true);
      if (i >= kGopFrames) verifyPictures();
      for (const auto& sink : sinks_) sink->pictures.take();
      if (i >= kGopFrames) continue;
      bare();
      drain(true);
    }
    for (const auto& sink : sinks_) {
      require(sink->pictures.sounds() >= kGopFrames, "sounds are missing");
      if (udp_) sink->dropAll();
    }
    barePackets_ = 0;
  }

  /// One picture and sound of every stream through the engine: CPU ns.
  int64_t ours() {
    // What a worker does every 100 ms, figures and reports, is no part of sending.
    sendRigMs += kFrameMs;
    pass();
    for (size_t i = 0; i < streams_.size(); i++) commit(i);
    round_++;
    worker_.post([] {});  // the first turn must not wait
    const int64_t begun = threadCpuNs();
    while (worker_.loop().turn()) sendRigMs++;
    const int64_t spent = threadCpuNs() - begun;
    events_.drain();
    return spent;
  }
  /// The same packets by the bare loop.
  int64_t bare() {
    // As fresh in the caches as the frames that were just committed, and each stream's its own.
    for (size_t i = 0; i < ready_.size(); i++) ready_[i] = bareFrames_[frameOf(i, bareRound_)];
    const int64_t begun = threadCpuNs();
    for (size_t i = 0; i < ready_.size(); i++) ready_[i].send(fds_[i], to_[i], udp_);
    const int64_t spent = threadCpuNs() - begun;
    for (const BareFrame& frame : ready_) barePackets_ += frame.packets;
    bareRound_++;
    return spent;
  }
  /// CPU ns per packet of `rounds` rounds.
  double oursPerPacket(int rounds) {
    const uint64_t before = packets_;
    int64_t ns = 0;
    for (int i = 0; i < rounds; i++) {
      ns += ours();
      if (!udp_) drain(false);
    }
    return static_cast<double>(ns) / static_cast<double>(packets_ - before);
  }
  double barePerPacket(int rounds) {
    const uint64_t before = barePackets_;
    int64_t ns = 0;
    for (int i = 0; i < rounds; i++) {
      ns += bare();
      if (!udp_) drain(false);
    }
    return static_cast<double>(ns) / static_cast<double>(barePackets_ - before);
  }
  double packetsPerRound() const { return static_cast<double>(loop_.packets.size() * streams_.size()) / kGopFrames; }

  /// Every packet reached its sink, and none was sent twice.
  void verify() {
    for (const auto& sink : sinks_) {
      if (udp_) sink->keepAll();
      sink->next.reset();
    }
    ours();
    drain(false);
    for (uint64_t i = 0; i <= engine::kPublishPeriods; i++) {
      sendRigMs += engine::kPeriodMs;
      pass();
    }
    uint64_t sent = 0;
    uint64_t got = 0;
    for (size_t i = 0; i < sinks_.size(); i++) {
      const engine::Counters counters = states_[i]->get().counters;
      require(counters[engine::Counter::kSendErrors] == 0 && counters[engine::Counter::kSenderDroppedFrames] == 0,
              "a sender counts losses");
      sent += counters[engine::Counter::kSentPackets];
      got += sinks_[i]->packets + sinks_[i]->dropped;
    }
    const uint64_t expected = sent + (udp_ ? barePackets_ : 0);
    require(got == expected, std::to_string(got) + " packets came, not " + std::to_string(expected));
  }

 private:
  void open(size_t index) {
    const engine::Handle handle = 2 * index + 1;
    streamStates_.push_back(std::make_shared<engine::Published<engine::StreamState>>());
    states_.push_back(std::make_shared<engine::Published<engine::SenderState>>());
    worker_.addStream(
        std::make_unique<engine::Stream>(worker_, handle, engine::LossPolicy::kDropToKey, streamStates_.back()));
    engine::Stream& stream = *worker_.stream(handle);
    streams_.push_back(&stream);
    stream.ring().claim(this);
    stream.onTracks(cameraTracks(), stream.ring().nextGeneration());
    engine::SenderConfig config;
    config.handle = handle + 1;
    config.transport = udp_ ? engine::Transport::kUdp : engine::Transport::kTcpActive;
    config.payloadType = kSenderType;
    config.ssrc = static_cast<uint32_t>(1000 + index);
    net::Fd sink;
    net::Fd fd = udp_ ? openUdp(sink) : openTcp(sink);
    config.remote = udp_ ? net::localAddress(sink.get()) : net::remoteAddress(fd.get());
    sinks_.push_back(std::make_unique<Sink>(udp_, std::move(sink)));
    to_.push_back(config.remote);
    fds_.push_back(fd.get());
    stream.addSender(
        std::make_unique<engine::Sender>(worker_, stream, config, std::move(fd), net::Fd(), states_.back()));
  }
  static net::Fd openUdp(net::Fd& sink) {
    const net::Address any = *net::Address::parse("127.0.0.1", 0);
    sink = net::openUdp(any, kSinkBytes).fd;
    net::Fd fd = net::openUdp(any, 1 << 16).fd;
    require(sink.valid() && fd.valid(), "no UDP socket");
    return fd;
  }
  static net::Fd openTcp(net::Fd& sink) {
    const net::Fd listener = net::openTcpListener(*net::Address::parse("127.0.0.1", 0)).fd;
    require(listener.valid(), "no TCP socket");
    setsockopt(listener.get(), SOL_SOCKET, SO_RCVBUFFORCE, &kSinkBytes, sizeof kSinkBytes);
    net::Fd fd = net::startConnect(net::localAddress(listener.get())).fd;
    setsockopt(fd.get(), SOL_SOCKET, SO_SNDBUFFORCE, &kSinkBytes, sizeof kSinkBytes);
    net::Address from;
    sink = net::acceptOne(listener.get(), from);
    require(sink.valid(), "no TCP connection");
    return fd;
  }

  /// A turn in which nothing is sent.
  void pass() {
    worker_.post([] {});
    worker_.loop().turn();
  }
  static size_t frameOf(size_t stream, uint64_t round) { return (stream * 7 + round) % kGopFrames; }

  void commit(size_t index) {
    const size_t at = frameOf(index, round_);
    const auto time = static_cast<int64_t>(round_) * 90000 / kFramesPerSecond;
    engine::FrameRing& ring = streams_[index]->ring();
    const auto add = [&](uint8_t track, bool key, base::Bytes payload) {
      ring.begin(track);
      ring.append(track, payload);
      streams_[index]->onFrame(ring.commit(track, key, time, time, ring.lastGeneration(), worker_.nowMs()));
    };
    add(codec::kVideoTrack, at == 0, loop_.pictures[at]);
    add(codec::kAudioTrack, true, sound_);
    packets_ += bareFrames_[at].packets;
  }
  void drain(bool demux) {
    for (const auto& sink : sinks_) sink->drain(datagrams_, demux);
  }
  /// The picture that was committed last, behind its start code, and behind parameter sets when it is a key frame.
  void verifyPictures() {
    for (size_t i = 0; i < sinks_.size(); i++) {
      const size_t at = frameOf(i, round_ - 1);
      const base::Bytes nal = base::Bytes(loop_.pictures[at]).subspan(4);
      const base::Buffer got = sinks_[i]->pictures.take();
      const size_t head = got.size() - std::min(got.size(), nal.size());
      require(got.size() > nal.size() && (at == 0 || head == 4) &&
                  std::equal(nal.begin(), nal.end(), got.begin() + static_cast<std::ptrdiff_t>(head)),
              "a picture differs from what was committed");
    }
  }

  // Given.
  bool udp_;
  const CameraLoop& loop_;
  // Owned.
  engine::EventQueue events_;
  engine::Worker worker_;
  std::vector<std::shared_ptr<engine::Published<engine::StreamState>>> streamStates_;
  std::vector<std::shared_ptr<engine::Published<engine::SenderState>>> states_;
  std::vector<engine::Stream*> streams_;
  std::vector<int> fds_;  // the senders'
  std::vector<net::Address> to_;
  std::vector<std::unique_ptr<Sink>> sinks_;
  std::vector<BareFrame> bareFrames_;  // of the loop
  std::vector<BareFrame> ready_;       // a stream's next
  net::DatagramReader datagrams_;
  const base::Buffer sound_ = base::Buffer(kSoundBytes, kSilenceAlaw);
  // State.
  uint64_t round_ = 0;
  uint64_t packets_ = 0;
  uint64_t bareRound_ = 0;
  uint64_t barePackets_ = 0;
};

}  // namespace guanlan::bench
