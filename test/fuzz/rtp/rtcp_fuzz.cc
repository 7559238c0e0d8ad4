// Any bytes as a compound RTCP packet; and what is written from the same bytes is read back.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/reader.h"
#include "rtp/packet.h"
#include "rtp/rtcp.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

void writeAndRead(base::Bytes bytes) {
  base::Reader in(bytes);
  const rtp::SenderReport sent = {in.u32(), in.u64(), in.u32(), in.u32(), in.u32()};
  const rtp::ReportBlock block = {in.u32(), in.u8(), static_cast<int32_t>(in.u32()), in.u32(), in.u32()};
  const base::Bytes rest = in.bytes(in.remaining());
  const std::string_view name(reinterpret_cast<const char*>(rest.data()), rest.size());
  base::Buffer out;
  rtp::writeSenderReport(out, sent, name);
  require(rtp::looksLikeRtcp(out));
  rtp::writeReceiverReport(out, sent.ssrc, block, name);
  rtp::writeBye(out, sent.ssrc, name);
  require(out.size() % 4 == 0);
  const rtp::RtcpSummary read = rtp::parseRtcp(out);
  require(!read.malformed && read.packets == 7 && read.bye == sent.ssrc && read.senderReport);
  require(read.senderReport->ntp == sent.ntp && read.senderReport->rtpTimestamp == sent.rtpTimestamp);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::Bytes bytes(data, size);
  const rtp::RtcpSummary summary = rtp::parseRtcp(bytes);
  require(summary.packets <= rtp::kMaxCompoundPackets && summary.packets * 4 <= size);
  require(!summary.senderReport || summary.packets > 0);
  writeAndRead(bytes);
  rtp::ReceptionStatistics statistics;
  base::Reader in(bytes);
  uint64_t received = 0;
  int64_t lost = 0;
  while (in.remaining() >= 12) {
    statistics.onPacket(in.u32(), in.u32(), in.u16() + 1u);
    received += in.u8();
    lost += static_cast<int8_t>(in.u8());
    statistics.report(1, 0, received, lost);
  }
  return 0;
}
