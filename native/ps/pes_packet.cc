#include "ps/pes_packet.h"

#include <algorithm>

#include "ps/start_code.h"
#include "ps/timestamps.h"

namespace guanlan::ps {
namespace {

// MPEG-1: 16 stuffing bytes, 2 of STD buffer size, 10 of time stamps.
constexpr size_t kMaxMpeg1HeaderBytes = kPesFixedBytes + 16 + 2 + 10;
constexpr uint8_t kPtsOnly = 2;
constexpr uint8_t kPtsAndDts = 3;

size_t timestampBytes(uint8_t ptsDtsFlags) {
  return ptsDtsFlags == kPtsAndDts ? 2 * kTimestampBytes : ptsDtsFlags == kPtsOnly ? kTimestampBytes : 0;
}

bool isMpeg2(base::Bytes head) { return (head[6] & 0xC0) == 0x80; }

bool isEsStartCode(base::Bytes head, size_t at) {
  if (at + 4 > head.size() || head[at] != 0 || head[at + 1] != 0) return false;
  return head[at + 2] == 1 || (head[at + 2] == 0 && head[at + 3] == 1);
}

/// Time stamps with right prefixes and markers stand at `at`.
bool areTimestamps(base::Bytes head, size_t at, uint8_t ptsDtsFlags) {
  const size_t bytes = timestampBytes(ptsDtsFlags);
  if (bytes == 0 || at + bytes > head.size()) return false;
  if (!readTimestamp(&head[at], ptsDtsFlags).markersOk) return false;
  return ptsDtsFlags == kPtsOnly || readTimestamp(&head[at + kTimestampBytes], 1).markersOk;
}

void readTimestamps(PesHeader& pes, base::Bytes head, size_t at, uint8_t ptsDtsFlags) {
  if (timestampBytes(ptsDtsFlags) == 0) return;
  const Timestamp pts = readTimestamp(&head[at], ptsDtsFlags);
  pes.pts90k = pts.value;
  pes.timestampMarkersOk = pts.markersOk;
  if (ptsDtsFlags != kPtsAndDts) return;
  const Timestamp dts = readTimestamp(&head[at + kTimestampBytes], 1);
  pes.dts90k = dts.value;
  pes.timestampMarkersOk = pts.markersOk && dts.markersOk;
}

/// QUIRK pes-header-short: the second flag byte is missing, so that the header's length stands in byte 7 and the time
/// stamps begin at byte 8. Told by a byte 7 of 5 or 10 (which as flags would be odd) and time stamps with every marker
/// in place. [fixture ps/quirk-pes-header-short.ps]
uint8_t shortFormFlags(base::Bytes head) {
  if (head[7] == kTimestampBytes && areTimestamps(head, 8, kPtsOnly)) return kPtsOnly;
  if (head[7] == 2 * kTimestampBytes && areTimestamps(head, 8, kPtsAndDts)) return kPtsAndDts;
  return 0;
}

PesHeader parseMpeg2(base::Bytes head, bool video) {
  PesHeader pes;
  pes.dataAlignment = (head[6] & 0x04) != 0;
  if (const uint8_t flags = shortFormFlags(head); flags != 0) {
    pes.form = PesHeader::Form::kShort;
    pes.bytes = 8u + head[7];
    readTimestamps(pes, head, 8, flags);
    return pes;
  }
  pes.form = PesHeader::Form::kMpeg2;
  uint8_t flags = head[7] >> 6;  // 1 is forbidden and read as 0
  const size_t total = pesTotalBytes(head);
  const size_t declared = head[8];
  const size_t implied = timestampBytes(flags);
  const bool declaredFits = total == 0 || kPesHeaderBytes + declared <= total;
  const bool impliedFits = kPesHeaderBytes + implied <= head.size();
  size_t dataBytes = declared;
  // QUIRK pes-header-length-lies: PES_header_data_length leads behind the packet, is too small for the time stamps that
  // the flags promise, or misses the payload's start code where the flags hit it: the flags are believed, as far as the
  // bytes bear them out. [fixture ps/quirk-pes-header-length-lies.ps]
  if (!declaredFits) {
    pes.lengthLies = true;
    dataBytes = impliedFits && areTimestamps(head, kPesHeaderBytes, flags) ? implied : 0;
  } else if (declared < implied) {
    pes.lengthLies = true;
    if (areTimestamps(head, kPesHeaderBytes, flags)) dataBytes = implied;
  } else if (video && declared > implied && isEsStartCode(head, kPesHeaderBytes + implied) &&
             !isEsStartCode(head, kPesHeaderBytes + declared)) {
    pes.lengthLies = true;
    dataBytes = implied;
  }
  if (dataBytes < implied) flags = 0;
  pes.bytes = kPesHeaderBytes + dataBytes;
  readTimestamps(pes, head, kPesHeaderBytes, flags);
  return pes;
}

PesHeader parseMpeg1(base::Bytes head) {
  PesHeader pes;
  size_t at = kPesFixedBytes;
  while (at < head.size() && at < kPesFixedBytes + 16 && head[at] == 0xFF) ++at;
  if (at + 2 <= head.size() && (head[at] & 0xC0) == 0x40) at += 2;  // STD_buffer_scale, STD_buffer_size
  if (at >= head.size()) return pes;
  const uint8_t prefix = head[at] >> 4;
  if (prefix == kPtsOnly || prefix == kPtsAndDts) {
    if (at + timestampBytes(prefix) > head.size()) return pes;
    readTimestamps(pes, head, at, prefix);
    at += timestampBytes(prefix);
  } else if (head[at] == 0x0F) {
    ++at;
  } else {
    return pes;
  }
  pes.form = PesHeader::Form::kMpeg1;
  pes.bytes = at;
  return pes;
}

}  // namespace

size_t pesHeaderNeed(base::Bytes head, size_t peekBytes) {
  if (head.size() < kPesFixedBytes) return kPesFixedBytes;
  const size_t total = pesTotalBytes(head);
  const size_t limit = total == 0 ? SIZE_MAX : total;
  if (head.size() < std::min(limit, kPesHeaderBytes)) return std::min(limit, kPesHeaderBytes);
  if (limit < kPesHeaderBytes) return limit;
  if (!isMpeg2(head)) return std::min(limit, kMaxMpeg1HeaderBytes + peekBytes);
  const size_t data = std::max<size_t>(head[8], timestampBytes(head[7] >> 6));
  return std::min(limit, kPesHeaderBytes + data + peekBytes);
}

PesHeader parsePesHeader(base::Bytes head, bool video) {
  if (head.size() <= kPesFixedBytes) return {};
  if (!isMpeg2(head)) return parseMpeg1(head);
  return head.size() < kPesHeaderBytes ? PesHeader{} : parseMpeg2(head, video);
}

size_t writePesHeader(uint8_t* p, uint8_t streamId, size_t payloadBytes, std::optional<int64_t> pts90k,
                      std::optional<int64_t> dts90k) {
  const uint8_t flags = !pts90k ? 0 : dts90k ? kPtsAndDts : kPtsOnly;
  const size_t dataBytes = timestampBytes(flags);
  base::store32(p, 0x100u | streamId);
  base::store16(p + 4, static_cast<uint16_t>(kPesHeaderBytes - kPesFixedBytes + dataBytes + payloadBytes));
  p[6] = pts90k ? 0x84 : 0x80;
  p[7] = static_cast<uint8_t>(flags << 6);
  p[8] = static_cast<uint8_t>(dataBytes);
  if (pts90k) writeTimestamp(p + kPesHeaderBytes, flags, *pts90k);
  if (flags == kPtsAndDts) writeTimestamp(p + kPesHeaderBytes + kTimestampBytes, 1, *dts90k);
  return kPesHeaderBytes + dataBytes;
}

}  // namespace guanlan::ps
