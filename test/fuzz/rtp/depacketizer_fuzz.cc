// Any payloads as H.264 and H.265: pieces only inside a NAL unit. And NAL units of any size, packetized with any limit,
// come back byte for byte.
// Input: the limit, then pieces of a flag, a 2-byte length and bytes.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "rtp/nal_depacketizer.h"
#include "rtp/nal_packetizer.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

struct Collector {
  void nalBegin() {
    open = true;
    nal.clear();
  }
  void nalBytes(base::Bytes bytes) {
    require(open && !bytes.empty());
    base::append(nal, bytes);
  }
  void nalEnd() {
    require(open && !nal.empty());
    open = false;
    ended++;
  }
  bool open = false;
  size_t ended = 0;
  base::Buffer nal;
};

/// The types that stand for one NAL unit alone, RFC 6184 §5.2 and RFC 7798 §4.4.
bool isNalUnit(base::Bytes nal, bool h265) {
  if (h265) return nal.size() >= 2 && (nal[0] >> 1 & 0x3F) < 48;
  return !nal.empty() && (nal[0] & 0x1F) >= 1 && (nal[0] & 0x1F) <= 23;
}

void roundTrip(base::Bytes nal, bool h265, size_t maxPayloadBytes) {
  if (!isNalUnit(nal, h265)) return;
  rtp::NalDepacketizer depacketizer(h265);
  Collector sink;
  size_t last = 0;
  rtp::packetizeNal(nal, h265, maxPayloadBytes, [&](base::Bytes head, base::Bytes body, bool isLast) {
    require(last == 0 && head.size() + body.size() <= maxPayloadBytes && !body.empty());
    last += isLast;
    base::Buffer payload(head.begin(), head.end());
    base::append(payload, body);
    depacketizer.packet(payload, sink);
  });
  require(last == 1 && sink.ended == 1);
  require(std::equal(nal.begin(), nal.end(), sink.nal.begin(), sink.nal.end()));
  const rtp::DepacketizerCounters& c = depacketizer.counters();
  require(c.malformed + c.unsupported + c.orphanFragments == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const size_t maxPayloadBytes = rtp::kMinPayloadBytes + data[0];
  const bool h265 = data[1] & 1;
  rtp::NalDepacketizer depacketizer(h265);
  Collector sink;
  base::Bytes rest(data + 2, size - 2);
  while (rest.size() >= 3) {
    const size_t length = std::min<size_t>(base::load16(&rest[1]), rest.size() - 3);
    if (rest[0] & 1) depacketizer.loss();
    depacketizer.packet(rest.subspan(3, length), sink);
    roundTrip(rest.subspan(3, length), h265, maxPayloadBytes);
    rest = rest.subspan(3 + length);
  }
  return 0;
}
