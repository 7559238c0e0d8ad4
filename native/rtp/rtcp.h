#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"

// RTCP: RFC 3550 §6.
namespace guanlan::rtp {

/// Packets of one compound that are looked at; more are ignored.
constexpr size_t kMaxCompoundPackets = 32;

struct SenderReport {
  uint32_t ssrc = 0;
  uint64_t ntp = 0;
  uint32_t rtpTimestamp = 0;
  uint32_t packets = 0;
  uint32_t octets = 0;
};

/// What a compound packet says, as far as it concerns us.
struct RtcpSummary {
  std::optional<SenderReport> senderReport;
  std::optional<uint32_t> bye;  // the first SSRC of a BYE
  size_t packets = 0;
  bool malformed = false;
};

RtcpSummary parseRtcp(base::Bytes compound);

/// One report block, §6.4.1.
struct ReportBlock {
  uint32_t ssrc = 0;
  uint8_t fractionLost = 0;
  int32_t cumulativeLost = 0;
  uint32_t extendedHighest = 0;
  uint32_t jitter = 0;
  uint32_t lastSenderReport = 0;        // middle 32 bits of its NTP time
  uint32_t delaySinceSenderReport = 0;  // 1/65536 s
};

/// RR and SDES with CNAME (up to 255 bytes): the least compound that §6.1 allows.
void writeReceiverReport(base::Buffer& out, uint32_t ownSsrc, const ReportBlock& block, std::string_view cname);
void writeSenderReport(base::Buffer& out, const SenderReport& report, std::string_view cname);
void writeBye(base::Buffer& out, uint32_t ssrc, std::string_view cname);

/// Loss and jitter of one source as its receiver reports them: RFC 3550 §6.4.1, appendix A.3 and A.8.
class ReceptionStatistics {
 public:
  /// A packet of the source, in order or not. `clockRate`: ticks of its timestamp a second; another one than before, or
  /// a jump of the timestamp, begins the measurement anew.
  void onPacket(uint32_t rtpTimestamp, int64_t arrivalMs, uint32_t clockRate);
  /// Advances the interval that fractionLost is about. Both counts are of the source so far. `received`: every packet,
  /// also late ones and duplicates. `lost`: expected less received, so that late packets are not lost and duplicates
  /// make it smaller, even negative (§6.4.1).
  ReportBlock report(uint32_t ssrc, uint32_t extendedHighest, uint64_t received, int64_t lost);
  uint32_t jitter() const { return static_cast<uint32_t>(jitter_) >> 4; }

 private:
  // State.
  uint32_t clockRate_ = 0;  // 0: no packet yet
  int32_t transit_ = 0;
  int64_t jitter_ = 0;
  uint64_t receivedPrior_ = 0;
  int64_t lostPrior_ = 0;
};

}  // namespace guanlan::rtp
