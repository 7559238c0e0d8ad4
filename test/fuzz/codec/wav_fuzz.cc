// Announcement files come from anywhere: whatever is read becomes at most one sample of ours for each of the
// file's bytes, and what is refused says why.
#include <cstdlib>

#include "codec/wav.h"

using guanlan::base::Bytes;
using guanlan::codec::WavSound;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  WavSound sound;
  const std::string why = guanlan::codec::parseWav(Bytes(data, size), sound);
  if (!why.empty()) return 0;
  if (sound.samples.size() > size || toAlaw(sound).size() > sound.samples.size()) std::abort();
  return 0;
}
