#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/event_queue.h"
#include "engine/ingest.h"
#include "engine/sender.h"
#include "engine/source_lock.h"
#include "net/loop.h"
#include "rtp/rfc4571.h"
#include "rtp/rtcp.h"

namespace guanlan::engine {

class SharedPort;
class Stream;
class Worker;

struct ReceiverConfig {
  Handle handle = 0;
  Handle stream = 0;
  Transport transport = Transport::kUdp;
  std::optional<uint32_t> ssrc;
  net::Address remote;  // expected source; not valid: any
  int64_t silenceMs = 5000;
  Handle sharedPort = 0;  // 0: sockets of its own
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

  void update(std::optional<std::optional<uint32_t>> ssrc, const net::Address& remote);
  /// tcp-active: the socket that is connecting.
  void connect(net::Fd connecting, const net::Address& remote);
  /// A connection whose first packets belong here (shared port); `bytes` were read from it already.
  bool adopt(net::Fd connection, const net::Address& remote, base::Bytes bytes);
  /// One datagram, RTP or RTCP.
  void datagram(base::Bytes bytes, const net::Address& from);
  void onPeriod();

 private:
  struct Media;
  struct Rtcp;

  void mediaReadable();
  void mediaWritable();
  void rtcpReadable();
  void readDatagrams();
  void acceptConnection();
  void readConnection();
  void useConnection(net::Fd connection, const net::Address& remote);
  void connectionEnded(base::Status status, int error);
  void rtpPacket(base::Bytes bytes, const net::Address& from);
  void rtcpPacket(base::Bytes bytes, const net::Address& from);
  void sendReport(int64_t now);
  void silent();
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
  std::unique_ptr<Media> connectionIo_;
  std::unique_ptr<Rtcp> rtcpIo_;
  net::Fd media_;
  net::Fd connection_;
  net::Fd rtcp_;
  SourceLock lock_;
  Ingest ingest_;
  rtp::Deframer deframer_;
  rtp::ReceptionStatistics statistics_;
  // State.
  net::Address connectionRemote_;
  bool connecting_ = false;
  bool everReceived_ = false;
  bool closing_ = false;
  int64_t connectStartedMs_ = 0;
  int64_t lastReportMs_ = 0;
  uint32_t lastSenderReport_ = 0;
  int64_t lastSenderReportMs_ = 0;
  net::Address rtcpRemote_;
  Counters counters_;
  Counters published_;
};

}  // namespace guanlan::engine
