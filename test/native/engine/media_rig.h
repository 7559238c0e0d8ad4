#pragma once

#include "engine/receiver.h"
#include "engine/shared_port.h"
#include "engine/worker_thread.h"
#include "rtp/packets.h"

// Receivers on a worker of their own, and cameras with real sockets on several addresses of the loopback.
namespace guanlan::testing {

constexpr Handle kSharedPort = 2;
constexpr const char* kCameraHost = "127.0.0.1";
constexpr const char* kOtherHost = "127.0.0.2";

inline net::Address at(const char* host, uint16_t port = 0) { return *net::Address::parse(host, port); }

/// RTP of one source, sequence numbers in order.
class Media {
 public:
  explicit Media(uint32_t ssrc, size_t payloadBytes = 100) : ssrc_(ssrc), payload_(payloadBytes, 0x55) {}
  Buffer next() { return rtp::test::makePacket({.sequence = sequence_++, .payload = payload_, .ssrc = ssrc_}); }
  /// So many, each behind its length (RFC 4571 §2).
  Buffer framed(size_t count) {
    Buffer out;
    for (size_t i = 0; i < count; i++) base::append(out, rtp::test::framed(next()));
    return out;
  }

 private:
  uint32_t ssrc_;
  Buffer payload_;
  uint16_t sequence_ = 1;
};

class UdpCamera {
 public:
  explicit UdpCamera(const char* host = kCameraHost) : socket_(net::openUdp(at(host), 1 << 16).fd) {}
  void send(const Buffer& packet, uint16_t port) {
    const Bytes bytes = packet;
    EXPECT_EQ(net::sendDatagrams(socket_.get(), {&bytes, 1}, at("127.0.0.1", port)), 1u);
  }
  void send(Media& media, size_t count, uint16_t port) {
    for (size_t i = 0; i < count; i++) send(media.next(), port);
  }

 private:
  net::Fd socket_;
};

/// A TCP connection from `host`; blocking, so that whatever is sent is sent whole.
inline Peer connectFrom(const char* host, uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const net::Address from = at(host);
  const net::Address to = at("127.0.0.1", port);
  EXPECT_EQ(::bind(fd, from.get(), from.size()), 0);
  EXPECT_EQ(::connect(fd, to.get(), to.size()), 0);
  return Peer(fd);
}

class MediaRig {
 public:
  struct Opened {
    uint16_t port = 0;
    Handle handle = 0;
    std::shared_ptr<engine::Published<engine::ReceiverState>> state;
    uint64_t count(Counter counter) const { return state->get().counters[counter]; }
    bool has(Counter counter, uint64_t value) const {
      return waitUntil([&] { return count(counter) >= value; }) && count(counter) == value;
    }
    bool receives(uint32_t ssrc) const {
      return waitUntil([&] {
        const auto now = state->get();
        return now.receiving && now.ssrc == ssrc;
      });
    }
    bool silent() const {
      return waitUntil([&] { return state->get().everReceived && !state->get().receiving; });
    }
  };

  WorkerThread thread;

  /// With a stream of its own; on the shared port when there is one.
  Opened open(engine::ReceiverConfig config) {
    config.handle = next_++;
    config.stream = next_++;
    config.sharedPort = sharedPort != 0 ? kSharedPort : 0;
    Opened opened{sharedPort, config.handle, std::make_shared<engine::Published<engine::ReceiverState>>()};
    net::Fd media;
    if (sharedPort == 0) {
      const bool udp = config.transport == engine::Transport::kUdp;
      media = std::move((udp ? net::openUdp(at("127.0.0.1"), 1 << 20) : net::openTcpListener(at("127.0.0.1"))).fd);
      opened.port = net::localAddress(media.get()).port();
    }
    thread.run([&] {
      auto& worker = thread.worker();
      auto told = std::make_shared<engine::Published<engine::StreamState>>();
      worker.addStream(
          std::make_unique<engine::Stream>(worker, config.stream, engine::LossPolicy::kDropToKey, std::move(told)));
      worker.addReceiver(std::make_unique<engine::Receiver>(worker, *worker.stream(config.stream), config,
                                                            std::move(media), net::Fd(), opened.state));
    });
    return opened;
  }
  void openSharedPort() {
    // A port that is free for TCP need not be for UDP.
    net::Fd listener;
    net::Fd udp;
    waitUntil([&] {
      listener = std::move(net::openTcpListener(at("127.0.0.1")).fd);
      sharedPort = net::localAddress(listener.get()).port();
      udp = std::move(net::openUdp(at("127.0.0.1", sharedPort), 1 << 20).fd);
      return udp.valid();
    });
    ASSERT_TRUE(udp.valid());
    thread.run([&] {
      thread.worker().addSharedPort(
          std::make_unique<engine::SharedPort>(thread.worker(), kSharedPort, std::move(udp), std::move(listener)));
    });
  }
  uint64_t total(Counter counter) { return thread.worker().totals().at(static_cast<size_t>(counter)); }
  bool hasTotal(Counter counter, uint64_t value) {
    return waitUntil([&] { return total(counter) >= value; }) && total(counter) == value;
  }

  uint16_t sharedPort = 0;

 private:
  Handle next_ = 100;
};

}  // namespace guanlan::testing
