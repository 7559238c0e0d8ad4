#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/event_queue.h"
#include "engine/ingest.h"
#include "engine/large_datagrams.h"
#include "engine/sender.h"
#include "engine/source_lock.h"
#include "net/loop.h"
#include "rtp/rfc4571.h"
#include "rtp/rtcp.h"

namespace guanlan::engine {

/// What is held of an unexpected source: the newest packets, at least one.
constexpr size_t kMaxHeldBytes = size_t{64} << 10;
static_assert(kMaxHeldBytes >= rtp::kMaxFramedBytes);

class SharedPort;
class Stream;
class Worker;

struct ReceiverConfig {
  Handle handle = 0;
  Handle stream = 0;
  Transport transport = Transport::kUdp;
  std::optional<uint32_t> ssrc;
  net::Address remote;       // expected source; not valid: any
  int64_t silenceMs = 5000;  // 0: never
  Timing timing = Timing::kMedia;
  Handle sharedPort = 0;  // 0: sockets of its own
};

/// What is absent stays as it is.
struct ReceiverUpdate {
  /// Empty within: whatever comes first.
  std::optional<std::optional<uint32_t>> ssrc{};
  net::Address remote{};  // not valid: absent
  std::optional<Timing> timing{};
  std::optional<bool> sound{};
  std::optional<int64_t> silenceMs{};
};

struct ReceiverState {
  bool receiving = false;
  bool everReceived = false;
  net::Address remote;
  std::optional<uint32_t> ssrc;
  rtp::PayloadKind payload = rtp::PayloadKind::kUnknown;
  int64_t lastPacketMs = -1;
  Counters counters;
};

/// Takes one source's RTP and feeds a stream.
///
///   waiting --packet--> receiving --silenceMs--> silent --packet of anybody expected--> receiving
///      '--TCP active: refused | timed out | ended--> closed
///
/// The first packet of a source takes the stream's writer seat; while another source has it, packets are counted as
/// streamBusy and dropped. Packets of an unexpected source are held while it proves itself, so that its first key frame
/// is not lost.
///
/// UDP: own socket and RTCP on the port above. TCP: a listener that takes one connection at a time, or a connection
/// that we make. On a shared port: no socket, packets come from the SharedPort.
class Receiver {
 public:
  /// `media`: the bound UDP socket or the listener; invalid for tcp-active and on a shared port. `rtcp`: UDP only.
  Receiver(Worker& worker, Stream& stream, ReceiverConfig config, net::Fd media, net::Fd rtcp,
           std::shared_ptr<Published<ReceiverState>> shared);
  ~Receiver();

  Handle handle() const { return config_.handle; }
  Handle stream() const { return config_.stream; }
  Handle sharedPort() const { return config_.sharedPort; }
  Transport transport() const { return config_.transport; }
  std::optional<uint32_t> expectedSsrc() const { return lock_.expectedSsrc(); }
  const SourceLock& source() const { return lock_; }
  /// Nobody else sends media here now.
  bool mayComeFrom(const net::Address& host) const { return !lock_.locked() || lock_.remote().sameHost(host); }

  void update(const ReceiverUpdate& change);
  /// tcp-active: the socket that is connecting.
  void connect(net::Fd connecting, const net::Address& remote);
  /// A connection whose first packets belong here (shared port); `bytes` were read from it already.
  bool adopt(net::Fd connection, const net::Address& remote, base::Bytes bytes);
  /// One datagram, RTP or RTCP.
  void datagram(base::Bytes bytes, const net::Address& from);
  void onPeriod();
  /// Gives `use` a copy of the socket that media comes by, and who is at the other end of a connection: at once over
  /// UDP, with every connection over TCP, and an invalid one at the end. One borrower at a time.
  using UseSocket = std::function<void(net::Fd, const net::Address&)>;
  void lendTo(UseSocket use);

 private:
  struct Media;
  struct Connection;
  struct Rtcp;

  // receiver.cc: packets of any transport, UDP, RTCP.
  void readDatagrams();
  void rtcpReadable();
  void rtpPacket(base::Bytes bytes, const net::Address& from);
  bool start(const rtp::PacketView& first, const net::Address& from);
  void take(const rtp::PacketView& packet);
  void settleAfter(int64_t ms);
  void hold(base::Bytes bytes);
  void takeHeld();
  void rtcpPacket(base::Bytes bytes, const net::Address& from);
  void sendReport(int64_t now);
  void silent();
  void tell(EventType type);
  // receiver_tcp.cc: connections.
  void acceptConnection();
  bool admits(const net::Address& from) const;
  void connectionReadable();
  bool finishConnect();
  void readConnection();
  void feedConnection(base::Bytes bytes);
  void useConnection(net::Fd connection, const net::Address& remote);
  void connectionEnded(int error);
  void lendConnection();
  void publish();
  void close(base::Status status, int error);
  void unwatch(net::Fd& fd, net::IoHandler& handler);

  // Given.
  Worker& worker_;
  Stream& stream_;
  ReceiverConfig config_;
  std::shared_ptr<Published<ReceiverState>> shared_;
  // Owned.
  std::unique_ptr<Media> mediaIo_;
  std::unique_ptr<Connection> connectionIo_;
  std::unique_ptr<Rtcp> rtcpIo_;
  net::Fd media_;
  net::Fd connection_;
  net::Fd rtcp_;
  SourceLock lock_;
  Ingest ingest_;
  rtp::Deframer deframer_;
  rtp::ReceptionStatistics statistics_;
  std::deque<base::Buffer> held_;
  // State: source.
  net::Address lastRemote_;
  uint32_t lastSsrc_ = 0;
  bool everReceived_ = false;
  size_t heldBytes_ = 0;
  bool settling_ = false;  // a timer runs that asks whether the source is silent behind a marker
  LargeDatagrams largeDatagrams_;
  UseSocket borrower_;
  // State: connection.
  net::Address connectionRemote_;
  bool connecting_ = false;
  bool newConnection_ = false;
  bool closing_ = false;
  int64_t connectStartedMs_ = 0;
  // State: RTCP.
  int64_t lastReportMs_ = 0;
  uint32_t lastSenderReport_ = 0;
  int64_t lastSenderReportMs_ = 0;
  net::Address rtcpRemote_;
  uint64_t packetsBefore_ = 0;  // of earlier sources
  uint64_t lostBefore_ = 0;
  Counters counters_;
  Counters published_;
};

}  // namespace guanlan::engine
