// The highest rate of packets without loss that one worker takes to frames, live: a thread on the other core sends, the
// worker keeps its tick. Beside a bare loop over as many sockets, which rests as the worker does and discards.
//   pps [--quick]
// UDP: the highest rate at which every frame of whole loops of the camera arrives (GSO, so that the sender is not the
// limit); TCP: what comes through when the sender never waits but for the window.
#include <netinet/udp.h>

#include <atomic>
#include <cstring>
#include <functional>
#include <future>
#include <thread>

#include "receive_rig.h"
#include "standard_io.h"

namespace {

using namespace guanlan;         // NOLINT
using namespace guanlan::bench;  // NOLINT

constexpr size_t kStreams = 50;
constexpr double kMinShare = 0.6;
constexpr int64_t kRestNs = 1'000'000;
/// A search ends between two rates of this ratio.
constexpr double kResolution = 1.08;
constexpr double kLowestRate = 100'000;
constexpr double kHighestRate = 6'000'000;
/// The sender came so much later than the rate asks: it is the limit, not the receiver.
constexpr double kMaxLateness = 1.1;
constexpr int64_t kPatienceNs = 300'000'000;

/// The worker's thread, or the bare loop's, on the first core; the sender has the second.
class Engine {
 public:
  Engine(Transport transport, std::vector<net::Fd> receiving) : events_([] {}), worker_(events_, limits()) {
    for (size_t i = 0; i < receiving.size(); i++) open(transport, i, std::move(receiving[i]));
    worker_.post([] { pinTo(0); });
    worker_.start();
  }
  ~Engine() {
    worker_.stop();
    worker_.join();
  }
  /// Frames that have come.
  uint64_t progress() {
    std::promise<uint64_t> frames;
    worker_.post([&] {
      uint64_t sum = 0;
      for (engine::Stream* stream : streams_) sum += stream->ring().nextSequence();
      frames.set_value(sum);
    });
    events_.drain();
    return frames.get_future().get();
  }

 private:
  static engine::Limits limits() {
    engine::Limits l;
    l.receiveBufferBytes = kLinkBufferBytes;
    return l;
  }
  void open(Transport transport, size_t index, net::Fd receiving) {
    const engine::Handle handle = 2 * index + 1;
    worker_.addStream(std::make_unique<engine::Stream>(worker_, handle, engine::LossPolicy::kDropToKey,
                                                       std::make_shared<engine::Published<engine::StreamState>>()));
    streams_.push_back(worker_.stream(handle));
    engine::ReceiverConfig config;
    config.handle = handle + 1;
    config.stream = handle;
    const bool udp = transport == Transport::kUdp;
    config.transport = udp ? engine::Transport::kUdp : engine::Transport::kTcpPassive;
    auto receiver =
        std::make_unique<engine::Receiver>(worker_, *streams_.back(), config, udp ? std::move(receiving) : net::Fd(),
                                           net::Fd(), std::make_shared<engine::Published<engine::ReceiverState>>());
    if (!udp) receiver->adopt(std::move(receiving), *net::Address::parse("127.0.0.1", 1), {});
    worker_.addReceiver(std::move(receiver));
  }

  engine::EventQueue events_;
  engine::Worker worker_;
  std::vector<engine::Stream*> streams_;
};

class Bare {
 public:
  Bare(Transport transport, std::vector<net::Fd> receiving) : receiving_(std::move(receiving)), drain_(transport) {
    for (const net::Fd& fd : receiving_) drain_.add(fd.get());
    thread_ = std::thread([this] {
      pinTo(0);
      while (!stopping_) {
        packets_ += drain_.run();
        sleepUntil(nowNs() + kRestNs);
      }
    });
  }
  ~Bare() {
    stopping_ = true;
    thread_.join();
  }
  uint64_t progress() const { return packets_; }

 private:
  std::vector<net::Fd> receiving_;
  BareDrain drain_;
  std::atomic<bool> stopping_{false};
  std::atomic<uint64_t> packets_{0};
  std::thread thread_;
};

/// The cameras: a burst is one picture or sound, over UDP one train of segments of the same size.
class Sender {
 public:
  Sender(Transport transport, const CameraLoop& loop, std::vector<net::Fd> sending)
      : transport_(transport), loop_(loop), sending_(std::move(sending)) {
    for (size_t i = 0; i < sending_.size(); i++) cameras_.push_back({.ssrc = static_cast<uint32_t>(1000 + i)});
    for (const net::Fd& fd : sending_) {
      const int segment = static_cast<int>(rtp::kHeaderBytes + kMaxPayloadBytes);
      if (transport == Transport::kUdp)
        require(setsockopt(fd.get(), SOL_UDP, UDP_SEGMENT, &segment, sizeof segment) == 0, "the kernel has no GSO");
    }
  }
  /// Whole loops of every camera, at so many packets a second in all (0: at once); packets a second that were reached.
  double send(int loops, double rate) {
    const int64_t begun = nowNs();
    uint64_t packets = 0;
    for (int l = 0; l < loops; l++) {
      for (size_t frame = 0; frame < loop_.frameEnds.size(); frame++) {
        for (size_t i = 0; i < cameras_.size(); i++) packets += burst(i, frame);
        // Whoever is early waits a part of a tick; a picture of every camera is 2 ms of the highest rate.
        if (rate <= 0) continue;
        const int64_t due = begun + static_cast<int64_t>(static_cast<double>(packets) / rate * 1e9);
        if (due - nowNs() > 50'000) sleepUntil(due);
        while (nowNs() < due) {
        }
      }
    }
    return static_cast<double>(packets) / static_cast<double>(nowNs() - begun) * 1e9;
  }

 private:
  size_t burst(size_t index, size_t frame) {
    Camera& camera = cameras_[index];
    const size_t end = loop_.frameEnds[frame];
    const size_t count = end - camera.at;
    const bool udp = transport_ == Transport::kUdp;
    flat_.clear();
    for (size_t at = camera.at; at < end; at++) {
      const base::Buffer& packet = loop_.packets[at];
      const size_t begin = flat_.size();
      base::append(flat_, base::Bytes(packet).subspan(udp ? kFramingBytes : 0));
      stamp(camera, loop_, &flat_[begin + (udp ? 0 : kFramingBytes)]);
      // A shorter packet ends a train; so does the longest one that the kernel takes.
      const bool whole = packet.size() == kFramingBytes + rtp::kHeaderBytes + kMaxPayloadBytes;
      if (udp && (!whole || flat_.size() > 40'000)) flush(index);
    }
    if (!flat_.empty()) flush(index);
    return count;
  }
  void flush(size_t index) {
    for (size_t sent = 0; sent < flat_.size();) {
      const ssize_t n = ::send(sending_[index].get(), &flat_[sent], flat_.size() - sent, MSG_NOSIGNAL);
      require(n > 0, "a burst was not sent");
      sent += static_cast<size_t>(n);
    }
    flat_.clear();
  }

  Transport transport_;
  const CameraLoop& loop_;
  std::vector<net::Fd> sending_;
  std::vector<Camera> cameras_;
  base::Buffer flat_;
};

/// A subject with its sender.
class Trial {
 public:
  Trial(Transport transport, const CameraLoop& loop, bool ours) : loop_(loop), ours_(ours) {
    std::vector<net::Fd> sending;
    std::vector<net::Fd> receiving;
    for (size_t i = 0; i < kStreams; i++) {
      Link link = openLink(transport);
      sending.push_back(std::move(link.sending));
      receiving.push_back(std::move(link.receiving));
    }
    sender_ = std::make_unique<Sender>(transport, loop, std::move(sending));
    if (ours) {
      engine_ = std::make_unique<Engine>(transport, std::move(receiving));
    } else {
      bare_ = std::make_unique<Bare>(transport, std::move(receiving));
    }
    // Memory is touched and markers are believed.
    require(lossless(2, kLowestRate), "packets are lost at the lowest rate");
  }
  enum class Outcome : uint8_t { kHeld, kLost, kLate };
  Outcome hold(double rate, double seconds) {
    const auto perLoop = static_cast<double>(loop_.packets.size() * kStreams);
    const int loops = std::max(1, static_cast<int>(rate * seconds / perLoop));
    if (!lossless(loops, rate)) return Outcome::kLost;
    return reached_ * kMaxLateness < rate ? Outcome::kLate : Outcome::kHeld;
  }
  /// Packets a second from the first byte sent to the last frame that came.
  double flatOut(int loops) {
    const int64_t begun = nowNs();
    require(lossless(loops, 0), "TCP lost something");
    return static_cast<double>(loop_.packets.size() * kStreams * static_cast<size_t>(loops)) /
           static_cast<double>(lastNs_ - begun) * 1e9;
  }

 private:
  bool lossless(int loops, double rate) {
    const uint64_t each = ours_ ? static_cast<uint64_t>(loop_.videoFrames + loop_.audioFrames) : loop_.packets.size();
    const uint64_t before = progress();
    const uint64_t wanted = before + each * kStreams * static_cast<uint64_t>(loops);
    reached_ = sender_->send(loops, rate);
    uint64_t now = progress();
    lastNs_ = nowNs();
    for (int64_t until = lastNs_ + kPatienceNs; now < wanted && nowNs() < until;) {
      sleepUntil(nowNs() + kRestNs);
      const uint64_t more = progress();
      if (more == now) continue;
      now = more;
      lastNs_ = nowNs();
      until = lastNs_ + kPatienceNs;
    }
    return now == wanted;
  }
  uint64_t progress() const { return ours_ ? engine_->progress() : bare_->progress(); }

  const CameraLoop& loop_;
  bool ours_;
  std::unique_ptr<Sender> sender_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Bare> bare_;
  double reached_ = 0;
  int64_t lastNs_ = 0;
};

/// Doubles the rate until something is lost, then halves the gap. Something else may have had the core for a moment:
/// what failed once is tried again.
double highest(Trial& trial, double seconds) {
  const auto holds = [&](double rate) {
    for (int i = 0; i < 3; i++) {
      if (trial.hold(rate, seconds) == Trial::Outcome::kHeld) return true;
    }
    return false;
  };
  double good = kLowestRate;
  while (good * 2 <= kHighestRate && holds(good * 2)) good *= 2;
  double bad = good * 2;
  while (bad / good > kResolution) {
    const double middle = std::sqrt(good * bad);
    (holds(middle) ? good : bad) = middle;
  }
  return good;
}

Result measure(Transport transport, const CameraLoop& loop, bool brief) {
  const bool udp = transport == Transport::kUdp;
  std::vector<double> ours;
  std::vector<double> bare;
  std::vector<double> ratios;
  Trial engine(transport, loop, true);
  Trial floor(transport, loop, false);
  for (int i = 0; i < (brief ? 1 : 5); i++) {
    const auto once = [&](Trial& trial) {
      return udp ? highest(trial, brief ? 0.05 : 0.2) : trial.flatOut(brief ? 4 : 30);
    };
    ours.push_back(once(engine));
    bare.push_back(once(floor));
    ratios.push_back(ours.back() / bare.back());
  }
  Result r;
  r.id = udp ? "pps.udp" : "pps.tcp";
  r.work = udp ? "UDP packets without loss until frames, one worker" : "TCP packets until frames, one worker";
  r.unit = "packets/s";
  r.value = median(ours);
  r.floor = median(bare);
  r.ratio = median(ratios);
  r.low = quantile(ratios, 0.25);
  r.high = quantile(ratios, 0.75);
  r.goal = kMinShare * *r.floor;
  r.goalText = "at least 0.6 x floor";
  r.higherIsBetter = true;
  r.pairs = ratios.size();
  return r;
}

}  // namespace

int main(int argc, char** argv) {
  const bool brief = quick(argc, argv);
  const CameraLoop loop = makeCameraLoop();
  pinTo(1);
  print({measure(Transport::kUdp, loop, brief)});
  print({measure(Transport::kTcp, loop, brief)});
  return 0;
}
