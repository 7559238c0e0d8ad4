// Any G.711 in blocks of any size: a decoder that shares no code gives back the same samples; and that decoder, the
// test's own, takes any bytes. Input: one byte of law and mode, one of block size, then the sound.
#include <algorithm>
#include <cstdlib>

#include "../../native/codec/flac_decoder.h"
#include "codec/flac.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3) return 0;
  const bool alaw = data[0] & 1;
  const base::Bytes sound(data + 2, size - 2);
  const size_t block = 1 + data[1] * size_t{17};
  codec::FlacEncoder encoder(alaw ? codec::Codec::kPcma : codec::Codec::kPcmu);
  for (size_t at = 0; at < sound.size();) {
    const base::Bytes piece = sound.subspan(at, std::min({block, sound.size() - at, codec::kMaxFlacBlockSamples}));
    const base::Bytes coded = encoder.encode(piece);
    require(coded.size() <= piece.size() * 2 + 20);
    const auto frame = testing::decodeFlac(coded);
    require(frame && frame->number == at && frame->samples.size() == piece.size());
    for (size_t i = 0; i < piece.size(); i++)
      require(frame->samples[i] == (alaw ? codec::alawToLinear(piece[i]) : codec::mulawToLinear(piece[i])));
    at += piece.size();
  }
  testing::decodeFlac(sound);
  return 0;
}
