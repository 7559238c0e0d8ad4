#pragma once

#include <cstdint>
#include <optional>

#include "net/address.h"

namespace guanlan::engine {

/// Packets in a row that somebody unexpected must send, while the expected one sends none, to be believed.
constexpr uint32_t kStrangerProof = 16;

/// Whose packets a receiver takes.
///
///   open --first packet as expected--> locked --silence, or another is expected now--> open
///
/// QUIRK ssrc-ignored: a device that does not send the SSRC it was told is believed after kStrangerProof packets.
/// QUIRK source-elsewhere: the same for a device behind NAT that does not send from the address in its SDP.
/// Whoever was believed makes room for the expected one as soon as that comes.
class SourceLock {
 public:
  enum class Verdict : uint8_t { kAccept, kStart, kWrongSource, kWrongSsrc };

  /// `silenceMs` 0: never.
  explicit SourceLock(int64_t silenceMs) : silenceMs_(silenceMs) {}
  void setSilence(int64_t silenceMs) { silenceMs_ = silenceMs; }

  /// A locked source that is not the expected one has to prove itself again, so that the expected one can have its
  /// place.
  void expectSsrc(std::optional<uint32_t> ssrc);
  void expectHost(const net::Address& host);
  /// kStart: this packet locks the source.
  Verdict judge(const net::Address& from, uint32_t ssrc, int64_t nowMs);
  /// True once when the locked source has been silent for too long; it may be taken over then.
  bool expire(int64_t nowMs);
  void release() {
    locked_ = false;
    strangerPackets_ = 0;
  }

  bool locked() const { return locked_; }
  /// The locked source was not expected; it has proved itself.
  bool byProof() const { return byProof_; }
  const net::Address& remote() const { return remote_; }
  uint32_t ssrc() const { return ssrc_; }
  std::optional<uint32_t> expectedSsrc() const { return expectedSsrc_; }
  /// Not valid: any.
  const net::Address& expectedHost() const { return expectedHost_; }
  /// Packets in a row of the unexpected source that the last refused packet came from; 0: it is not going to be
  /// believed.
  uint32_t strangerPackets() const { return strangerPackets_; }
  int64_t lastPacketMs() const { return lastPacketMs_; }

 private:
  bool wrongSsrc(uint32_t ssrc) const { return expectedSsrc_ && *expectedSsrc_ != ssrc; }
  bool wrongHost(const net::Address& from) const { return expectedHost_.valid() && !expectedHost_.sameHost(from); }
  bool expected(const net::Address& from, uint32_t ssrc) const { return !wrongSsrc(ssrc) && !wrongHost(from); }
  bool believed(const net::Address& from, uint32_t ssrc);

  // Given.
  int64_t silenceMs_;
  std::optional<uint32_t> expectedSsrc_;
  net::Address expectedHost_;
  // State.
  bool locked_ = false;
  bool byProof_ = false;
  net::Address remote_;
  uint32_t ssrc_ = 0;
  int64_t lastPacketMs_ = -1;
  net::Address stranger_;
  uint32_t strangerSsrc_ = 0;
  uint32_t strangerPackets_ = 0;
};

}  // namespace guanlan::engine
