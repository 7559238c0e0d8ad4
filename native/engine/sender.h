#pragma once

#include <deque>
#include <memory>
#include <optional>

#include "engine/event_queue.h"
#include "engine/faults.h"
#include "engine/frame_ring.h"
#include "net/loop.h"
#include "ps/muxer.h"

namespace guanlan::engine {

class Stream;
class Worker;

enum class Transport : uint8_t { kUdp, kTcpPassive, kTcpActive };
enum class SendFormat : uint8_t { kPs, kEs, kAudio };

constexpr size_t kRtpPayloadBytes = 1400;
/// Packets that wait for the socket; a sender that is behind by more drops frames up to the next key frame.
constexpr size_t kMaxQueuedPackets = 8192;
/// UDP packets of one tick, so that a key frame does not leave as one burst that no receiver's buffer holds.
constexpr size_t kMaxPacketsPerTick = 64;
constexpr int64_t kConnectTimeoutMs = 5000;
constexpr int64_t kReportPeriodMs = 5000;

struct SenderConfig {
  Handle handle = 0;
  Transport transport = Transport::kUdp;
  net::Address remote;
  uint32_t ssrc = 0;
  uint8_t payloadType = 96;
  SendFormat format = SendFormat::kPs;
  std::optional<FaultOptions> faults;
};

struct SenderState {
  bool sending = false;
  net::Address remote;
  Counters counters;
};

/// Sends a stream as RTP: over UDP, over a TCP connection that we make, or over one that we wait for.
///
///   waiting --UDP | connected | accepted--> sending --peer gone--> closed
///       '--refused | timed out--> closed
class Sender {
 public:
  /// `fd`: the bound UDP socket, the listener, or the socket that is connecting. `rtcp`: UDP only, may be invalid.
  Sender(Worker& worker, Stream& stream, SenderConfig config, net::Fd fd, net::Fd rtcp,
         std::shared_ptr<Published<SenderState>> shared);
  ~Sender();

  Handle handle() const { return config_.handle; }
  void onTracks(const codec::Tracks& tracks);
  /// Packetizes what is new and sends what the socket takes.
  void flush();
  void onPeriod();
  /// Says goodbye by RTCP and lets go of the sockets.
  void close();

 private:
  struct Socket;
  friend struct Socket;

  void onReadable();
  void onWritable();
  void accept();
  void begin();
  void end(base::Status status, int error);
  void takeFrames();
  void packetize(const Frame& frame);
  void packetizePs(const Frame& frame);
  void packetizeEs(const Frame& frame);
  void emit(base::Bytes head, base::Bytes body, bool marker, uint32_t timestamp);
  void finishPacket(base::Buffer packet);
  void enqueue(base::Buffer packet);
  void send();
  void sendUdp();
  void sendTcp();
  void report(int64_t now);
  void watch(int fd, bool writable);
  void unwatch();
  uint32_t timestampOf(const Frame& frame) const;
  bool silenced() const;

  // Given.
  Worker& worker_;
  Stream& stream_;
  SenderConfig config_;
  std::shared_ptr<Published<SenderState>> shared_;
  // Owned.
  std::unique_ptr<Socket> io_;
  net::Fd fd_;
  net::Fd rtcp_;
  std::optional<ps::Muxer> muxer_;
  std::optional<FaultInjector> faults_;
  std::deque<base::Buffer> queue_;  // whole packets; over TCP behind their length
  // State.
  codec::Tracks tracks_;
  bool sending_ = false;
  bool ended_ = false;
  bool watched_ = false;
  bool started_ = false;
  bool waitKey_ = true;
  uint64_t cursor_ = 0;
  uint16_t sequence_ = 0;
  size_t sentOfFront_ = 0;
  int64_t openedMs_;
  int64_t lastReportMs_;
  uint32_t lastTimestamp_ = 0;
  Counters counters_;
  Counters published_;
};

}  // namespace guanlan::engine
