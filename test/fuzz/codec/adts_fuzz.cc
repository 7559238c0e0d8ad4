// Any bytes as ADTS and as AudioSpecificConfig: what is accepted can be written and read again.
#include <cstdlib>

#include "codec/adts.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

bool same(const codec::AdtsHeader& a, const codec::AdtsHeader& b) {
  return a.objectType == b.objectType && a.frequencyIndex == b.frequencyIndex &&
         a.channelConfiguration == b.channelConfiguration;
}

void checkHeader(const codec::AdtsHeader& header) {
  require(header.headerBytes == 7 || header.headerBytes == 9);
  require(header.frameBytes > header.headerBytes && header.frameBytes < 8192);
  require(header.rawBlocks >= 1 && header.rawBlocks <= 4);
  require(codec::aacSampleRate(header.frequencyIndex) > 0);
  uint8_t again[codec::kAdtsHeaderBytes];
  const size_t payload = header.frameBytes - header.headerBytes;
  codec::writeAdts(again, header, payload);
  const auto read = codec::parseAdts(again);
  require(read && same(*read, header) && read->frameBytes == payload + codec::kAdtsHeaderBytes);
  const auto config = codec::parseAudioSpecificConfig(codec::audioSpecificConfig(header));
  require(config && same(*config, header));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::Bytes bytes(data, size);
  // As a stream is walked: step by frame where there is one, else by byte.
  for (size_t at = 0; at < size;) {
    const auto header = codec::parseAdts(bytes.subspan(at));
    if (header) checkHeader(*header);
    at += header ? header->frameBytes : 1;
  }
  const auto config = codec::parseAudioSpecificConfig(bytes);
  if (config) {
    const base::Buffer again = codec::audioSpecificConfig(*config);
    const auto read = codec::parseAudioSpecificConfig(again);
    require(read && same(*read, *config));
  }
  return 0;
}
