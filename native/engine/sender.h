#pragma once

#include <memory>
#include <optional>

#include "engine/event_queue.h"
#include "engine/faults.h"
#include "engine/frame_ring.h"
#include "engine/packetizer.h"
#include "net/datagram_writer.h"
#include "net/loop.h"

namespace guanlan::engine {

class Stream;
class Worker;

enum class Transport : uint8_t { kUdp, kTcpPassive, kTcpActive };

/// Packets that wait for the socket; a sender that is behind by more drops frames up to the next key frame.
constexpr size_t kMaxQueuedPackets = 8192;
/// UDP packets of one millisecond, so that a key frame does not leave as one burst that no receiver's buffer holds: the
/// kernel's default one has room for 92 packets, those of two ticks. As many fit into one message that the kernel cuts.
constexpr size_t kMaxPacketsPerMs = 46;
constexpr int64_t kConnectTimeoutMs = 5000;
constexpr int64_t kReportPeriodMs = 5000;

struct SenderConfig {
  Handle handle = 0;
  Transport transport = Transport::kUdp;
  net::Address remote;
  uint32_t ssrc = 0;
  uint8_t payloadType = 96;
  SendFormat format = SendFormat::kPs;
  /// Sends nothing before start().
  bool held = false;
  /// The socket is a receiver's, which reads it; it comes by useSocket().
  bool through = false;
  std::optional<FaultOptions> faults;
};

struct SenderState {
  bool sending = false;
  net::Address remote;
  Counters counters;
};

/// Sends a stream as RTP: over UDP, over a TCP connection that we make, or over one that we wait for.
///
///   waiting --UDP | connected | accepted | lent--> sending --peer gone | stalled | closed by us--> closed
///       '--refused | timed out | closed by us--> closed
class Sender : private net::IoHandler {
 public:
  /// `fd`: the bound UDP socket, the listener, or the socket that is connecting; invalid when it sends through a
  /// receiver's. `rtcp`: UDP only, may be invalid.
  Sender(Worker& worker, Stream& stream, SenderConfig config, net::Fd fd, net::Fd rtcp,
         std::shared_ptr<Published<SenderState>> shared);
  ~Sender() override;

  Handle handle() const { return config_.handle; }
  bool closed() const { return closed_; }
  void onTracks(const codec::Tracks& tracks) { packetizer_.setTracks(tracks); }
  /// The first frame that it has not packetized yet; while it waits, the newest key frame, or kNoSequence without one.
  uint64_t needed() const;
  void start();
  /// An invalid one: the receiver has ended.
  void useSocket(net::Fd fd, const net::Address& remote);
  /// Packetizes what is new and sends what the socket takes.
  void flush();
  /// Timeouts and RTCP reports; publishes the figures.
  void onPeriod();
  /// Says goodbye by RTCP, lets go of the sockets and reports; the stream removes this sender after the tick.
  void close(base::Status status, int error = 0, const std::string& reason = "");

 private:
  void onReadable() override;
  void onWritable() override;
  void accept();
  void finishConnect();
  void begin();
  void takeFrames(PacketQueue& out);
  bool findStart();
  void packetize(const Frame& frame, PacketQueue& out);
  bool packetizeBadly(const Frame& frame, PacketQueue& out);
  void sendUdp(PacketQueue& out);
  void sendTcp(PacketQueue& out);
  ssize_t writeTcp(const PacketQueue& out);
  void report(int64_t now);
  void sendRtcp(base::Bytes packet);
  void publish();
  bool silenced() const;

  // Given.
  Worker& worker_;
  Stream& stream_;
  SenderConfig config_;
  std::shared_ptr<Published<SenderState>> shared_;
  // Owned.
  net::Fd fd_;
  net::Fd rtcp_;
  Packetizer packetizer_;
  net::DatagramWriter datagrams_;
  std::optional<FaultInjector> faults_;
  PacketQueue queue_;  // what the socket did not take; over TCP behind their length
  // State.
  bool sending_ = false;
  bool closed_ = false;
  bool started_ = false;
  bool blocked_ = false;
  bool waitKey_ = true;
  uint64_t cursor_ = 0;
  size_t sentThisMs_ = 0;
  int64_t sentMs_ = 0;
  int64_t openedMs_;
  int64_t lastReportMs_;
  int64_t lastProgressMs_;
  int64_t lastFrameMs_ = 0;
  uint32_t lastTimestamp_ = 0;
  Counters counters_;
  Counters published_;
};

}  // namespace guanlan::engine
