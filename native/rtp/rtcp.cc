#include "rtp/rtcp.h"

#include <algorithm>
#include <cstdlib>

#include "base/reader.h"

namespace guanlan::rtp {

namespace {

enum : uint8_t { kSenderReport = 200, kReceiverReport = 201, kSourceDescription = 202, kBye = 203 };
constexpr size_t kMaxCnameBytes = 255;
constexpr int64_t kMaxFractionLost = 255;
/// A field of 24 bits with a sign.
constexpr int32_t kMaxCumulativeLost = 0x7FFFFF;
constexpr int32_t kMinCumulativeLost = -0x800000;
/// A larger one is another clock and no jitter: the sender seeked or began anew.
constexpr int64_t kMaxTransitJumpSeconds = 10;

void appendHead(base::Buffer& out, unsigned count, uint8_t type, size_t bodyWords) {
  base::append8(out, 0x80u | count);
  base::append8(out, type);
  base::append16(out, static_cast<uint32_t>(bodyWords));
}

void appendSourceDescription(base::Buffer& out, uint32_t ssrc, std::string_view cname) {
  cname = cname.substr(0, kMaxCnameBytes);
  // SSRC, item head, text, at least one terminating zero, filled up to whole words.
  const size_t bytes = (4 + 2 + cname.size() + 1 + 3) / 4 * 4;
  appendHead(out, 1, kSourceDescription, bytes / 4);
  const size_t end = out.size() + bytes;
  base::append32(out, ssrc);
  base::append8(out, 1);
  base::append8(out, static_cast<uint32_t>(cname.size()));
  base::append(out, cname);
  out.resize(end, 0);
}

}  // namespace

RtcpSummary parseRtcp(base::Bytes compound) {
  RtcpSummary summary;
  base::Reader in(compound);
  while (in.remaining() > 0 && summary.packets < kMaxCompoundPackets) {
    const uint8_t first = in.u8();
    const uint8_t type = in.u8();
    const size_t bodyBytes = size_t{4} * in.u16();
    base::Reader body(in.bytes(bodyBytes));
    if (!in.ok() || (first >> 6) != 2) {
      summary.malformed = true;
      break;
    }
    summary.packets++;
    if (type == kSenderReport) {
      SenderReport report;
      report.ssrc = body.u32();
      report.ntp = body.u64();
      report.rtpTimestamp = body.u32();
      report.packets = body.u32();
      report.octets = body.u32();
      if (body.ok()) summary.senderReport = report;
    } else if (type == kBye && (first & 0x1F) > 0) {
      const uint32_t ssrc = body.u32();
      if (body.ok() && !summary.bye) summary.bye = ssrc;
    }
  }
  return summary;
}

void writeReceiverReport(base::Buffer& out, uint32_t ownSsrc, const ReportBlock& block, std::string_view cname) {
  appendHead(out, 1, kReceiverReport, 7);
  base::append32(out, ownSsrc);
  base::append32(out, block.ssrc);
  base::append8(out, block.fractionLost);
  base::append24(out, static_cast<uint32_t>(std::clamp(block.cumulativeLost, kMinCumulativeLost, kMaxCumulativeLost)));
  base::append32(out, block.extendedHighest);
  base::append32(out, block.jitter);
  base::append32(out, block.lastSenderReport);
  base::append32(out, block.delaySinceSenderReport);
  appendSourceDescription(out, ownSsrc, cname);
}

void writeSenderReport(base::Buffer& out, const SenderReport& report, std::string_view cname) {
  appendHead(out, 0, kSenderReport, 6);
  base::append32(out, report.ssrc);
  base::append64(out, report.ntp);
  base::append32(out, report.rtpTimestamp);
  base::append32(out, report.packets);
  base::append32(out, report.octets);
  appendSourceDescription(out, report.ssrc, cname);
}

void writeBye(base::Buffer& out, uint32_t ssrc, std::string_view cname) {
  appendHead(out, 0, kReceiverReport, 1);
  base::append32(out, ssrc);
  appendSourceDescription(out, ssrc, cname);
  appendHead(out, 1, kBye, 1);
  base::append32(out, ssrc);
}

void ReceptionStatistics::onPacket(uint32_t rtpTimestamp, int64_t arrivalMs, uint32_t clockRate) {
  const auto arrival = static_cast<uint32_t>(arrivalMs * clockRate / 1000);
  const auto transit = static_cast<int32_t>(arrival - rtpTimestamp);
  const auto delta = static_cast<int32_t>(static_cast<uint32_t>(transit) - static_cast<uint32_t>(transit_));
  const int64_t d = std::llabs(delta);
  if (clockRate == clockRate_ && d < kMaxTransitJumpSeconds * clockRate) jitter_ += d - ((jitter_ + 8) >> 4);
  clockRate_ = clockRate;
  transit_ = transit;
}

ReportBlock ReceptionStatistics::report(uint32_t ssrc, uint32_t extendedHighest, uint64_t received, int64_t lost) {
  const int64_t lostNow = lost - lostPrior_;
  const int64_t expectedNow = static_cast<int64_t>(received - receivedPrior_) + lostNow;
  lostPrior_ = lost;
  receivedPrior_ = received;
  ReportBlock block;
  block.ssrc = ssrc;
  if (lostNow > 0 && expectedNow > 0)
    block.fractionLost = static_cast<uint8_t>(std::min(kMaxFractionLost, lostNow * 256 / expectedNow));
  block.cumulativeLost = static_cast<int32_t>(std::clamp<int64_t>(lost, kMinCumulativeLost, kMaxCumulativeLost));
  block.extendedHighest = extendedHighest;
  block.jitter = jitter();
  return block;
}

}  // namespace guanlan::rtp
