// Any bytes as a parameter set: bounded facts or none, and decoder configuration records whose lengths are true.
// Input: one byte to choose the codec, then the set.
#include <cstdlib>

#include "base/reader.h"
#include "codec/sps.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

void checkFacts(const codec::SpsFacts& facts) {
  require(facts.width > 0 && facts.width <= 16384 && facts.height > 0 && facts.height <= 16384);
  require(facts.chromaFormat <= 3 && facts.bitDepthLuma <= 15 && facts.bitDepthChroma <= 15);
  require(facts.temporalLayers >= 1 && facts.temporalLayers <= 7);
}

void checkSets(base::Reader& in, unsigned count) {
  while (count-- > 0) require(!in.bytes(in.u16()).empty());
}

void checkAvc(base::Bytes record) {
  base::Reader in(record);
  require(in.u8() == 1);
  in.skip(3);
  require(in.u8() == 0xFF);
  checkSets(in, in.u8() & 31u);
  checkSets(in, in.u8());
  require(in.ok() && (in.remaining() == 0 || in.remaining() == 4));
}

void checkHevc(base::Bytes record) {
  base::Reader in(record);
  require(in.u8() == 1);
  in.skip(21);
  require(in.u8() == 3);
  for (unsigned type = 32; type < 35; type++) {
    require(in.u8() == (0x80u | type));
    checkSets(in, in.u16());
  }
  require(in.ok() && in.remaining() == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  const base::Bytes set(data + 1, size - 1);
  codec::TrackInfo track;
  track.codec = data[0] & 1 ? codec::Codec::kH265 : codec::Codec::kH264;
  track.sps.emplace_back(set.begin(), set.end());
  track.pps.push_back({0x68, 0xCE});
  track.vps.push_back({0x40, 0x01, 0x0C});
  const auto facts = data[0] & 1 ? codec::parseH265Sps(set) : codec::parseH264Sps(set);
  if (facts) checkFacts(*facts);
  const base::Buffer record = data[0] & 1 ? codec::hevcConfiguration(track) : codec::avcConfiguration(track);
  require(record.empty() == !facts && codec::isComplete(track) == facts.has_value());
  if (facts) data[0] & 1 ? checkHevc(record) : checkAvc(record);
  require(codec::codecsString(track).size() >= 4 && codec::codecsString(track).size() < 64);
  return 0;
}
