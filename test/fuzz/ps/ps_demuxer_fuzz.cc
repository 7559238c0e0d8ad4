// Any bytes, cut in any way: the sink's contract holds, and the cuts change nothing but where onPesData is divided.
// Input: 4 bytes of seed for the cuts, then the stream.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ps/demuxer.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

class Sink : public ps::DemuxerSink {
 public:
  void onStreams(const ps::StreamMap& streams) override {
    require(!open_ && streams.count <= ps::kMaxStreams);
    note('s', streams.count);
    for (const ps::StreamEntry& entry : streams) note(entry.streamId, static_cast<uint64_t>(entry.codec));
  }
  void onPack(std::optional<int64_t> scr27M) override {
    require(!open_);
    note('p', static_cast<uint64_t>(scr27M.value_or(-1)));
    ++packs;
  }
  void onPesBegin(const ps::PesInfo& info) override {
    require(!open_ && info.length <= 65535 && (info.length == 0 || !info.unbounded));
    require(!info.dts90k || info.pts90k);
    open_ = true;
    info_ = info;
    bytes_ = 0;
    note('b', info.length);
    note(info.streamId, static_cast<uint64_t>(info.pts90k.value_or(-1)));
    if (!info.continuation) ++pes;
  }
  void onPesData(base::Bytes bytes) override {
    require(open_ && !bytes.empty());
    bytes_ += bytes.size();
    total += bytes.size();
    log.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  void onPesEnd(bool complete) override {
    require(open_);
    require(info_.unbounded || bytes_ <= info_.length);
    require(info_.unbounded || !complete || bytes_ + slack >= info_.length);
    open_ = false;
    if (!complete) ++incomplete;
    note('e', complete);
  }
  void onResync(size_t skippedBytes) override {
    require(!open_ && skippedBytes > 0);
    note('r', skippedBytes);
  }

  size_t slack = 0;  // bytes that a complete PES may lack, see Demuxer::feedPacket
  std::string log;
  uint64_t packs = 0;
  uint64_t pes = 0;
  uint64_t incomplete = 0;
  uint64_t total = 0;

 private:
  void note(uint8_t what, uint64_t value) {
    log += static_cast<char>(what);
    log.append(reinterpret_cast<const char*>(&value), sizeof value);
  }

  bool open_ = false;
  ps::PesInfo info_;
  size_t bytes_ = 0;
};

void check(const ps::Demuxer& demuxer, const Sink& sink, size_t size) {
  const ps::DemuxerCounters& counters = demuxer.counters();
  require(counters.bytes == size && counters.packs == sink.packs && counters.pes == sink.pes);
  require(counters.incompletePes == sink.incomplete && sink.total <= size);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 4) return 0;
  uint32_t random = base::load32(data) | 1;
  const base::Bytes stream(data + 4, size - 4);
  const auto next = [&random](size_t below) {
    random = random * 1664525 + 1013904223;
    return (random >> 8) % below;
  };
  Sink whole;
  ps::Demuxer one(whole);
  one.feed(stream);
  one.finish();
  check(one, whole, stream.size());

  Sink parts;
  ps::Demuxer many(parts);
  const size_t mean = 1 + next(40);
  for (base::Bytes rest = stream; !rest.empty();) {
    const base::Bytes cut = rest.first(std::min(rest.size(), 1 + next(mean)));
    const base::Buffer chunk(cut.begin(), cut.end());  // of its own size, for the sanitizer
    many.feed(chunk);
    rest = rest.subspan(cut.size());
  }
  many.finish();
  check(many, parts, stream.size());
  require(whole.log == parts.log && one.counters().quirks == many.counters().quirks);

  // Packets, losses and markers at any place: no promise but the contract.
  Sink packets;
  packets.slack = ps::kMaxLengthSlackBytes;
  ps::Demuxer lossy(packets, {.strict = random & (random >> 16)});
  size_t fed = 0;
  for (base::Bytes rest = stream; !rest.empty();) {
    const base::Bytes packet = rest.first(std::min(rest.size(), 1 + next(200)));
    rest = rest.subspan(packet.size());
    if (next(8) == 0) {
      lossy.onLoss();
      continue;
    }
    lossy.feedPacket(packet);
    fed += packet.size();
    if (next(4) == 0) lossy.onAccessUnitEnd();
  }
  lossy.finish();
  require(lossy.counters().bytes == fed);
  return 0;
}
