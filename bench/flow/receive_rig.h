#pragma once
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include "camera_loop.h"
#include "engine/receiver.h"
#include "engine/stream.h"
#include "engine/worker.h"
#include "link.h"
#include "slices.h"

// Cameras with sockets of their own, and a worker that receives them on the caller's thread, turn by turn, in a time
// that passes by hand. Filling the sockets is not measured; draining them is, by the worker or by a bare loop over the
// same sockets that discards what it reads.
namespace guanlan::bench {

inline thread_local int64_t rigMs = 1'000'000;

/// Where in the loop the cameras of a rig begin: apart, as cameras do, or all with a key frame.
enum class Start : uint8_t { kApart, kTogether };

/// recvmmsg or recv into a slab that stays in the cache, and counting: the least that receiving can cost.
class BareDrain {
 public:
  explicit BareDrain(Transport transport) : transport_(transport), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    for (size_t i = 0; i < kBatch; i++) {
      pieces_[i] = {slab_.data() + i * kSlotBytes, kSlotBytes};
      headers_[i] = {};
      headers_[i].msg_hdr.msg_iov = &pieces_[i];
      headers_[i].msg_hdr.msg_iovlen = 1;
    }
  }
  ~BareDrain() { ::close(epoll_); }
  void add(int fd) {
    epoll_event event{EPOLLIN, {}};
    event.data.u32 = static_cast<uint32_t>(sources_.size());
    sources_.push_back({fd});
    epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
  }
  /// Packets until no socket has any.
  size_t run() {
    std::array<epoll_event, 256> events;
    size_t packets = 0;
    for (int n; (n = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 0)) > 0;) {
      for (int i = 0; i < n; i++) {
        Source& source = sources_[events[static_cast<size_t>(i)].data.u32];
        packets += transport_ == Transport::kUdp ? datagrams(source.fd) : stream(source);
      }
    }
    return packets;
  }

 private:
  static constexpr size_t kBatch = 64;
  static constexpr size_t kSlotBytes = 2048;
  struct Source {
    int fd;
    size_t missing = 0;
    int half = -1;
  };

  size_t datagrams(int fd) {
    size_t packets = 0;
    for (;;) {
      const int n = recvmmsg(fd, headers_.data(), kBatch, MSG_DONTWAIT, nullptr);
      if (n > 0) packets += static_cast<size_t>(n);
      if (n < static_cast<int>(kBatch)) return packets;
    }
  }
  /// A packet counts once its last byte is there.
  size_t stream(Source& source) {
    const ssize_t n = recv(source.fd, slab_.data(), slab_.size(), MSG_DONTWAIT);
    size_t packets = 0;
    for (size_t at = 0, size = n > 0 ? static_cast<size_t>(n) : 0; at < size;) {
      if (source.missing > 0) {
        const size_t step = std::min(source.missing, size - at);
        source.missing -= step;
        at += step;
        packets += source.missing == 0;
      } else if (source.half >= 0) {
        source.missing = static_cast<size_t>(source.half) * 256 + slab_[at++];
        source.half = -1;
      } else if (size - at < kFramingBytes) {
        source.half = slab_[at++];
      } else {
        source.missing = base::load16(&slab_[at]);
        at += kFramingBytes;
      }
    }
    return packets;
  }

  Transport transport_;
  int epoll_;
  std::vector<Source> sources_;
  std::array<mmsghdr, kBatch> headers_;
  std::array<iovec, kBatch> pieces_;
  std::array<uint8_t, kBatch * kSlotBytes> slab_;
};

/// `streams` cameras of one loop, each at another place of it, and their receivers on one worker.
class ReceiveRig {
 public:
  ReceiveRig(Transport transport, size_t streams, const CameraLoop& loop, Start start = Start::kApart,
             bool keepGop = true)
      : transport_(transport),
        start_(start),
        loop_(loop),
        events_([] {}),
        worker_(events_, limits(keepGop), [] { return rigMs; }),
        bare_(transport) {
    for (size_t i = 0; i < streams; i++) open(i);
    // All memory has been touched and markers are believed after two loops; in the third every picture is looked at.
    for (int i = 0; i < 3 * kGopFrames; i++) {
      ours();
      if (i >= 2 * kGopFrames && keepGop) verifyNewest();
      if (i < kGopFrames) bare();
    }
    require(!keepGop || verified_ == streams * kGopFrames, "pictures are missing");
    before_ = framesSoFar();
    roundsBefore_ = rounds_;
  }

  /// One frame of every camera through the engine: CPU ns.
  int64_t ours() {
    const size_t sent = fill(true);
    rigMs += kFrameMs;
    rounds_++;
    const int64_t begun = threadCpuNs();
    turns(worker_);
    const int64_t spent = threadCpuNs() - begun;
    events_.drain();
    oursPackets_ += sent;
    return spent;
  }
  /// The same through the bare loop.
  int64_t bare() {
    const size_t sent = fill(false);
    const int64_t begun = threadCpuNs();
    const size_t packets = bare_.run();
    const int64_t spent = threadCpuNs() - begun;
    require(packets == sent, "the bare drain got " + std::to_string(packets) + " of " + std::to_string(sent));
    barePackets_ += sent;
    return spent;
  }
  /// Packets that all cameras send in one round, on average.
  double packetsPerRound() const { return static_cast<double>(loop_.packets.size() * cameras_.size()) / kGopFrames; }
  /// CPU ns per packet of `rounds` rounds.
  double oursPerPacket(int rounds) {
    const uint64_t packets = oursPackets_;
    int64_t ns = 0;
    for (int i = 0; i < rounds; i++) ns += ours();
    return static_cast<double>(ns) / static_cast<double>(oursPackets_ - packets);
  }
  double barePerPacket(int rounds) {
    const uint64_t packets = barePackets_;
    int64_t ns = 0;
    for (int i = 0; i < rounds; i++) ns += bare();
    return static_cast<double>(ns) / static_cast<double>(barePackets_ - packets);
  }

  /// Every frame of every camera arrived, whole, and nothing else.
  void verify() {
    for (uint64_t i = 0; i <= engine::kPublishPeriods; i++) {
      rigMs += engine::kPeriodMs;
      worker_.post([] {});  // the turn must not wait for packets
      worker_.loop().turn();
    }
    for (const auto& receiver : receiverStates_) {
      for (const engine::Counter bad :
           {engine::Counter::kLost, engine::Counter::kKernelDrops, engine::Counter::kMalformed,
            engine::Counter::kDamagedFrames, engine::Counter::kPsResyncs})
        require(receiver->get().counters[bad] == 0, "a receiver counts losses");
    }
    const uint64_t frames = (rounds_ - roundsBefore_) * cameras_.size() * 2;
    require(framesSoFar() - before_ == frames,
            std::to_string(framesSoFar() - before_) + " frames came, not " + std::to_string(frames));
  }
  engine::Worker& worker() { return worker_; }
  const std::vector<engine::Stream*>& streams() const { return streams_; }
  /// How the worker is driven until its sockets are empty; who counts puts something around it.
  void (*turns)(engine::Worker&) = [](engine::Worker& worker) {
    while (worker.loop().turn()) {
    }
  };

 private:
  static engine::Limits limits(bool keepGop) {
    engine::Limits l;
    l.keepGop = keepGop;
    l.receiveBufferBytes = kLinkBufferBytes;
    return l;
  }

  void open(size_t index) {
    const engine::Handle streamHandle = 2 * index + 1;
    streamStates_.push_back(std::make_shared<engine::Published<engine::StreamState>>());
    receiverStates_.push_back(std::make_shared<engine::Published<engine::ReceiverState>>());
    worker_.addStream(
        std::make_unique<engine::Stream>(worker_, streamHandle, engine::LossPolicy::kDropToKey, streamStates_.back()));
    engine::Stream& stream = *worker_.stream(streamHandle);
    streams_.push_back(&stream);
    engine::ReceiverConfig config;
    config.handle = streamHandle + 1;
    config.stream = streamHandle;
    config.transport = transport_ == Transport::kUdp ? engine::Transport::kUdp : engine::Transport::kTcpPassive;
    Camera camera;
    camera.ssrc = static_cast<uint32_t>(1000 + index);
    if (start_ == Start::kApart) skipTo(camera, index * 7 % kGopFrames);
    cameras_.push_back(camera);
    Link link = openLink(transport_);
    senders_.push_back(std::move(link.sending));
    bare_.add(link.receiving.get());
    net::Fd media;
    if (transport_ == Transport::kUdp) media = std::move(link.receiving);
    auto receiver = std::make_unique<engine::Receiver>(worker_, stream, config, std::move(media), net::Fd(),
                                                       receiverStates_.back());
    if (transport_ == Transport::kTcp)
      receiver->adopt(std::move(link.receiving), *net::Address::parse("127.0.0.1", 1), {});
    worker_.addReceiver(std::move(receiver));
  }

  void skipTo(Camera& camera, size_t frame) const { camera.at = frame == 0 ? 0 : loop_.frameEnds[frame - 1]; }
  size_t frameOf(const Camera& camera) const {
    return static_cast<size_t>(std::upper_bound(loop_.frameEnds.begin(), loop_.frameEnds.end(), camera.at) -
                               loop_.frameEnds.begin());
  }

  /// The next picture and sound of every camera into its socket; packets. `advance`: not only for the bare loop.
  size_t fill(bool advance) {
    size_t sent = 0;
    for (size_t i = 0; i < cameras_.size(); i++) {
      Camera camera = cameras_[i];
      const size_t count = loop_.frameEnds[frameOf(camera)] - camera.at;
      burst_.clear();
      ends_.clear();
      for (size_t k = 0; k < count; k++) {
        const base::Buffer& packet = loop_.packets[camera.at];
        const size_t at = burst_.size();
        base::append(burst_, packet);
        stamp(camera, loop_, &burst_[at + kFramingBytes]);
        ends_.push_back(burst_.size());
      }
      send(senders_[i].get());
      if (advance) cameras_[i] = camera;
      sent += count;
    }
    return sent;
  }
  void send(int fd) {
    if (transport_ == Transport::kTcp) {
      const ssize_t n = ::send(fd, burst_.data(), burst_.size(), MSG_NOSIGNAL);
      require(n == static_cast<ssize_t>(burst_.size()), "a burst was not sent");
      return;
    }
    std::vector<iovec> pieces(ends_.size());
    std::vector<mmsghdr> headers(ends_.size());
    size_t at = 0;
    for (size_t i = 0; i < ends_.size(); i++) {
      pieces[i] = {&burst_[at + kFramingBytes], ends_[i] - at - kFramingBytes};
      headers[i].msg_hdr.msg_iov = &pieces[i];
      headers[i].msg_hdr.msg_iovlen = 1;
      at = ends_[i];
    }
    for (size_t sent = 0; sent < headers.size();) {
      const int n = sendmmsg(fd, &headers[sent], static_cast<unsigned>(headers.size() - sent), 0);
      require(n > 0, "a burst was not sent");
      sent += static_cast<size_t>(n);
    }
  }

  /// The newest picture of every stream is the camera's, byte for byte.
  void verifyNewest() {
    for (size_t i = 0; i < streams_.size(); i++) {
      const engine::FrameRing& ring = streams_[i]->ring();
      for (uint64_t s = ring.nextSequence(); s > ring.oldest();) {
        const engine::Frame& frame = *ring.at(--s);
        if (frame.track != codec::kVideoTrack) continue;
        const size_t next = frameOf(cameras_[i]);
        const base::Buffer& sent = loop_.pictures[(next + kGopFrames - 1) % kGopFrames];
        require(std::equal(sent.begin(), sent.end(), frame.payload.begin(), frame.payload.end()),
                "a picture differs from what was sent");
        verified_++;
        break;
      }
    }
  }
  uint64_t framesSoFar() const {
    uint64_t frames = 0;
    for (engine::Stream* stream : streams_) frames += stream->ring().nextSequence();
    return frames;
  }

  // Given.
  Transport transport_;
  Start start_;
  const CameraLoop& loop_;
  // Owned.
  engine::EventQueue events_;
  engine::Worker worker_;
  std::vector<std::shared_ptr<engine::Published<engine::StreamState>>> streamStates_;
  std::vector<std::shared_ptr<engine::Published<engine::ReceiverState>>> receiverStates_;
  std::vector<engine::Stream*> streams_;
  std::vector<net::Fd> senders_;
  BareDrain bare_;
  base::Buffer burst_;
  std::vector<size_t> ends_;
  // State.
  std::vector<Camera> cameras_;
  uint64_t rounds_ = 0;
  uint64_t roundsBefore_ = 0;
  uint64_t before_ = 0;
  uint64_t verified_ = 0;
  uint64_t oursPackets_ = 0;
  uint64_t barePackets_ = 0;
};

}  // namespace guanlan::bench
