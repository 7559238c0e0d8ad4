// Counts of the hot paths, which no machine's mood changes: system calls and allocations (counted here) and
// instructions (counted by callgrind between entry and exit of guanlanMeasured). Prints one JSON line a path.
// Before them it prints what it was made by.
//   counts [path]...        paths: recv.udp recv.tcp demux send.udp send.tcp fanout.flv wakeups
#include <gnu/libc-version.h>
#include <sys/utsname.h>

#include <functional>
#include <thread>

#include "engine/ingest.h"
#include "interposed.h"
#include "net/socket.h"
#include "receive_rig.h"
#include "standard_io.h"

namespace {

using namespace guanlan;         // NOLINT
using namespace guanlan::bench;  // NOLINT

constexpr size_t kStreams = 8;
constexpr int kRounds = 2 * kGopFrames;
constexpr size_t kViewers = 10;

/// `operations` of a path, and what they asked for.
void report(const char* path, const char* operation, size_t operations) {
  std::printf("{\"path\":\"%s\",\"operation\":\"%s\",\"operations\":%zu,\"systemCalls\":%llu,\"allocations\":%llu}\n",
              path, operation, operations, static_cast<unsigned long long>(calls.system),
              static_cast<unsigned long long>(calls.allocations));
  std::fflush(stdout);
}

void measured(const std::function<void()>& work) {
  guanlanMeasured([](void* argument) { (*static_cast<const std::function<void()>*>(argument))(); },
                  const_cast<std::function<void()>*>(&work));
}

void measuredTurns(engine::Worker& worker) {
  guanlanMeasured(
      [](void* argument) {
        for (; static_cast<engine::Worker*>(argument)->loop().turn(); rigMs++) {
        }
      },
      &worker);
}

net::Address loopback(uint16_t port = 0) { return *net::Address::parse("127.0.0.1", port); }

net::Fd openUdp() {
  net::Fd fd = net::openUdp(loopback(), kLinkBufferBytes).fd;
  require(fd.valid(), "no UDP socket");
  return fd;
}

struct Connection {
  net::Fd ours;
  net::Fd peer;
};

Connection connectTcp() {
  const net::Fd listener = net::openTcpListener(loopback()).fd;
  require(listener.valid(), "no TCP socket");
  setsockopt(listener.get(), SOL_SOCKET, SO_RCVBUFFORCE, &kLinkBufferBytes, sizeof kLinkBufferBytes);
  Connection connection;
  connection.ours = net::startConnect(net::localAddress(listener.get())).fd;
  net::Address from;
  pollfd ready{listener.get(), POLLIN, 0};
  require(poll(&ready, 1, 1000) == 1, "no connection came");
  connection.peer = net::acceptOne(listener.get(), from);
  require(connection.peer.valid(), "a connection was not accepted");
  setsockopt(connection.ours.get(), SOL_SOCKET, SO_SNDBUFFORCE, &kLinkBufferBytes, sizeof kLinkBufferBytes);
  return connection;
}

void receive(Transport transport, const CameraLoop& loop) {
  ReceiveRig rig(transport, kStreams, loop);
  rig.turns = measuredTurns;
  const double packets = kRounds * rig.packetsPerRound();
  calls = {};
  for (int i = 0; i < kRounds; i++) rig.ours();
  report(transport == Transport::kUdp ? "recv.udp" : "recv.tcp", "packet", static_cast<size_t>(packets));
  rig.turns = [](engine::Worker& worker) {
    while (worker.loop().turn()) {
    }
  };
  rig.verify();
}

/// Feeds a stream with a camera's packets, frame by frame.
class Feed {
 public:
  Feed(engine::FrameRing& ring, engine::FrameSink& sink, const CameraLoop& loop)
      : loop_(loop), ingest_(ring, sink, engine::LossPolicy::kDropToKey, {64, 200}) {}
  /// Makes the packets of the next picture and sound; how many.
  size_t prepare() {
    const size_t end = loop_.frameEnds[frame_++ % kGopFrames];
    packets_.clear();
    do {
      packets_.push_back(loop_.packets[camera_.at]);
      stamp(camera_, loop_, &packets_.back()[kFramingBytes]);
    } while (camera_.at != end % loop_.packets.size());
    return packets_.size();
  }
  void take(int64_t nowMs) {
    for (const base::Buffer& packet : packets_) {
      rtp::PacketView view;
      rtp::parsePacket(base::Bytes(packet).subspan(kFramingBytes), view);
      ingest_.packet(view, nowMs);
    }
  }

 private:
  const CameraLoop& loop_;
  engine::Ingest ingest_;
  Camera camera_{1};
  std::vector<base::Buffer> packets_;
  size_t frame_ = 0;
};

/// What a stream does with frames, without one: tells the tracks to a format.
class FlvSink : public engine::FrameSink {
 public:
  explicit FlvSink(engine::FrameRing& ring) : ring_(ring), format_({}, ring, tracks_, flac_) {}
  void onTracks(const codec::Tracks& tracks, uint32_t generation) override {
    tracks_.add(generation, tracks);
    ring_.setHasVideo(tracks.hasVideo());
  }
  void onFrame(const engine::Frame& frame) override {
    frames++;
    bytes += frame.payload.size();
  }
  void onDropped() override { dropped++; }
  /// Like a stream's flush.
  void flush(int64_t nowMs) {
    if (!tracks_.empty()) format_.update();
    ring_.trim(engine::kNoSequence, nowMs);
  }
  /// FLV bytes of the newest frame.
  size_t newestBytes() const {
    const engine::FormattedFrame* newest = format_.at(ring_.nextSequence() - 1);
    return newest ? newest->bytes() : 0;
  }

  size_t frames = 0;
  size_t bytes = 0;
  size_t dropped = 0;

 private:
  engine::FrameRing& ring_;
  engine::TrackHistory tracks_;
  engine::FlacFrames flac_;
  engine::ViewerFormat format_;
};

void demux(const CameraLoop& loop) {
  engine::ChunkPool pool;
  engine::FrameRing ring(size_t{8} << 20, pool);
  FlvSink sink(ring);
  Feed feed(ring, sink, loop);
  int64_t nowMs = 1000;
  size_t packets = 0;
  const std::function<void()> step = [&] {
    feed.take(nowMs += kFrameMs);
    sink.flush(nowMs);
  };
  for (int i = 0; i < 2 * kGopFrames; i++) {
    feed.prepare();
    step();
  }
  const size_t framesBefore = sink.frames;
  const size_t bytesBefore = sink.bytes;
  calls = {};
  for (int i = 0; i < kRounds; i++) {
    packets += feed.prepare();
    measured(step);
  }
  const size_t loops = kRounds / kGopFrames;
  require(sink.frames - framesBefore == 2 * kRounds && sink.dropped == 0, "frames are missing");
  require(sink.bytes - bytesBefore == loops * (loop.videoBytes + loop.audioBytes), "bytes are missing");
  require(sink.newestBytes() > kSoundBytes, "the newest frame is not in the format");
  report("demux", "packet", packets);
}

/// Streams on one worker that are fed by hand, in a time that passes by hand.
class ServeRig {
 public:
  ServeRig(size_t streams, const CameraLoop& loop)
      : events_([] {}), worker_(events_, engine::Limits(), [] { return rigMs; }) {
    for (size_t i = 0; i < streams; i++) {
      states_.push_back(std::make_shared<engine::Published<engine::StreamState>>());
      worker_.addStream(
          std::make_unique<engine::Stream>(worker_, i + 1, engine::LossPolicy::kDropToKey, states_.back()));
      feeds_.push_back(std::make_unique<Feed>(stream(i).ring(), stream(i), loop));
    }
  }
  engine::Worker& worker() { return worker_; }
  engine::Stream& stream(size_t index) { return *worker_.stream(index + 1); }
  /// The next frames of all streams, and their readers served.
  void round(void (*turns)(engine::Worker&)) {
    rigMs += kFrameMs;
    for (auto& feed : feeds_) {
      feed->prepare();
      feed->take(rigMs);
    }
    worker_.post([] {});  // the first turn must not wait
    turns(worker_);
    events_.drain();
  }
  /// What is left for another tick gets its millisecond: a sender sends so many packets in each.
  static void turn(engine::Worker& worker) {
    for (; worker.loop().turn(); rigMs++) {
    }
  }

 private:
  engine::EventQueue events_;
  engine::Worker worker_;
  std::vector<std::shared_ptr<engine::Published<engine::StreamState>>> states_;
  std::vector<std::unique_ptr<Feed>> feeds_;
};

void sendPackets(Transport transport, const CameraLoop& loop) {
  ServeRig rig(kStreams, loop);
  for (int i = 0; i < kGopFrames; i++) rig.round(ServeRig::turn);
  std::vector<net::Fd> peers;
  BareDrain drain(transport);
  for (size_t i = 0; i < kStreams; i++) {
    engine::SenderConfig config;
    config.handle = 100 + i;
    config.ssrc = static_cast<uint32_t>(i + 1);
    net::Fd ours;
    if (transport == Transport::kUdp) {
      peers.push_back(openUdp());
      ours = openUdp();
      config.remote = net::localAddress(peers.back().get());
    } else {
      Connection connection = connectTcp();
      peers.push_back(std::move(connection.peer));
      ours = std::move(connection.ours);
      config.transport = engine::Transport::kTcpActive;
      config.remote = net::remoteAddress(ours.get());
    }
    drain.add(peers.back().get());
    rig.stream(i).addSender(
        std::make_unique<engine::Sender>(rig.worker(), rig.stream(i), config, std::move(ours), net::Fd(),
                                         std::make_shared<engine::Published<engine::SenderState>>()));
  }
  const auto run = [&](int rounds, void (*turns)(engine::Worker&)) {
    size_t packets = 0;
    for (int i = 0; i < rounds; i++) {
      rig.round(turns);
      packets += drain.run();
    }
    return packets;
  };
  run(2 * kGopFrames, ServeRig::turn);
  const size_t before = run(kRounds, ServeRig::turn);
  calls = {};
  const size_t packets = run(kRounds, measuredTurns);
  require(packets == before, std::to_string(packets) + " packets came after " + std::to_string(before));
  require(packets >= kStreams * loop.packets.size() * kRounds / kGopFrames * 9 / 10, "packets are missing");
  report(transport == Transport::kUdp ? "send.udp" : "send.tcp", "packet", packets);
}

void fanOut(const CameraLoop& loop) {
  ServeRig rig(1, loop);
  for (int i = 0; i < kGopFrames; i++) rig.round(ServeRig::turn);
  std::vector<net::Fd> peers;
  for (size_t i = 0; i < kViewers; i++) {
    Connection connection = connectTcp();
    peers.push_back(std::move(connection.peer));
    engine::ViewerConfig config;
    config.handle = 100 + i;
    rig.stream(0).adopt(config, std::move(connection.ours), std::make_shared<engine::Published<engine::ViewerState>>());
  }
  base::Buffer scratch(size_t{1} << 20);
  const auto drain = [&] {
    std::vector<size_t> bytes;
    for (const net::Fd& peer : peers) {
      size_t all = 0;
      for (ssize_t n; (n = recv(peer.get(), scratch.data(), scratch.size(), MSG_DONTWAIT)) > 0;)
        all += static_cast<size_t>(n);
      bytes.push_back(all);
    }
    require(std::count(bytes.begin(), bytes.end(), bytes[0]) == static_cast<ptrdiff_t>(kViewers),
            "players got different bytes");
    return bytes[0];
  };
  for (int i = 0; i < kGopFrames; i++) {
    rig.round(ServeRig::turn);
    drain();
  }
  calls = {};
  size_t bytes = 0;
  for (int i = 0; i < kRounds; i++) {
    rig.round(measuredTurns);
    bytes += drain();
  }
  require(bytes > kRounds / kGopFrames * (loop.videoBytes + loop.audioBytes), "bytes are missing");
  report("fanout.flv", "frame of a viewer", 2 * kRounds * kViewers);
}

/// A worker on its own thread under a steady load of single packets, the hardest for who wants to sleep.
void wakeUps(const CameraLoop& loop) {
  constexpr int64_t kGapNs = 250'000;
  constexpr int kPackets = 4000;
  engine::EventQueue events([] {});
  engine::Worker worker(events, engine::Limits());
  worker.addStream(std::make_unique<engine::Stream>(worker, 1, engine::LossPolicy::kDropToKey,
                                                    std::make_shared<engine::Published<engine::StreamState>>()));
  net::Fd receiving = openUdp();
  const net::Address to = net::localAddress(receiving.get());
  engine::ReceiverConfig config;
  config.handle = 2;
  config.stream = 1;
  const auto state = std::make_shared<engine::Published<engine::ReceiverState>>();
  worker.addReceiver(
      std::make_unique<engine::Receiver>(worker, *worker.stream(1), config, std::move(receiving), net::Fd(), state));
  Calls seen;
  worker.start();
  worker.post([] { counting = true; });
  const net::Fd sender = openUdp();
  Camera camera{7};
  const int64_t begun = nowNs();
  for (int i = 0; i < kPackets; i++) {
    base::Buffer packet = loop.packets[camera.at];
    stamp(camera, loop, &packet[kFramingBytes]);
    sendto(sender.get(), packet.data() + kFramingBytes, packet.size() - kFramingBytes, 0, to.get(), to.size());
    sleepUntil(begun + (i + 1) * kGapNs);
  }
  worker.post([&seen] { seen = calls; });
  worker.stop();
  worker.join();
  const double seconds = static_cast<double>(nowNs() - begun) / 1e9;
  std::printf("{\"path\":\"wakeups\",\"wakeUpsPerSecond\":%.1f}\n", static_cast<double>(seen.rests) / seconds);
}

/// What instructions depend on.
void reportMaker() {
#if defined(__clang__)
  constexpr const char* kCompiler = "clang " __clang_version__;
#else
  constexpr const char* kCompiler = "gcc " __VERSION__;
#endif
  utsname machine{};
  uname(&machine);
  std::printf("{\"compiler\":\"%s, glibc %s\",\"architecture\":\"%s\"}\n", kCompiler, gnu_get_libc_version(),
              machine.machine);
}

}  // namespace

int main(int argc, char** argv) {
  reportMaker();
  const CameraLoop loop = makeCameraLoop();
  const std::pair<const char*, std::function<void()>> paths[] = {
      {"recv.udp", [&] { receive(Transport::kUdp, loop); }},
      {"recv.tcp", [&] { receive(Transport::kTcp, loop); }},
      {"demux", [&] { demux(loop); }},
      {"send.udp", [&] { sendPackets(Transport::kUdp, loop); }},
      {"send.tcp", [&] { sendPackets(Transport::kTcp, loop); }},
      {"fanout.flv", [&] { fanOut(loop); }},
      {"wakeups", [&] { wakeUps(loop); }},
  };
  for (const auto& [name, run] : paths) {
    const std::string_view path = name;
    if (argc == 1 || std::any_of(argv + 1, argv + argc, [path](const char* a) { return path == a; })) run();
  }
}
