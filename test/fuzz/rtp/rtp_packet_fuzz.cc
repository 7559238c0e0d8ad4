// Any bytes as an RTP packet, beside a reading of RFC 3550 §5.1 of its own; whatever is a packet is sniffed too.
// Input: packets, each behind its 2-byte length.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "rtp/payload_sniffer.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

struct Range {
  size_t from = 0;
  size_t to = 0;
};

/// Where the payload lies; nothing when it is no RTP packet.
std::optional<Range> payloadOf(base::Bytes b) {
  if (b.size() < 12 || b[0] / 64 != 2) return std::nullopt;
  if (b[1] >= 192 && b[1] <= 223) return std::nullopt;
  Range range{12 + 4u * (b[0] % 16), b.size()};
  if (b[0] / 16 % 2 == 1) {
    if (range.from + 4 > b.size()) return std::nullopt;
    range.from += 4 + 4u * (b[range.from + 2] * 256u + b[range.from + 3]);
  }
  if (range.from > range.to) return std::nullopt;
  if (b[0] / 32 % 2 == 1) {
    if (range.from == range.to || b.back() == 0) return std::nullopt;
    range.to -= b.back();
    if (range.to < range.from || range.to > b.size()) return std::nullopt;
  }
  return range;
}

void check(base::Bytes bytes, rtp::PayloadSniffer& sniffer) {
  rtp::PacketView view;
  const bool taken = rtp::parsePacket(bytes, view) == rtp::PacketError::kNone;
  const std::optional<Range> expected = payloadOf(bytes);
  require(taken == expected.has_value());
  if (!taken) return;
  require(view.payload.data() == bytes.data() + expected->from);
  require(view.payload.size() == expected->to - expected->from);
  require(view.bytes.size() == bytes.size());
  uint8_t header[rtp::kHeaderBytes];
  rtp::writeHeader(header, view.payloadType, view.marker, view.sequence, view.timestamp, view.ssrc);
  for (size_t i = 1; i < sizeof header; i++) require(header[i] == bytes[i]);
  const rtp::PayloadKind before = sniffer.kind();
  const rtp::PayloadKind kind = sniffer.look(view);
  require(before == rtp::PayloadKind::kUnknown || kind == before);
  require((kind == rtp::PayloadKind::kUnsupported) <= (sniffer.unsupportedCodec() != codec::Codec::kUnknown));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  base::Bytes rest(data, size);
  rtp::PayloadSniffer sniffer;
  while (rest.size() >= 2) {
    const size_t length = std::min<size_t>(base::load16(rest.data()), rest.size() - 2);
    check(rest.subspan(2, length), sniffer);
    rest = rest.subspan(2 + length);
  }
  return 0;
}
