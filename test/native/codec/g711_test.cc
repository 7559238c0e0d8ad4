#include "codec/g711.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "codec/flac.h"

namespace guanlan::codec {
namespace {

// [ITU-T G.711 table 1a]
TEST(G711, EveryAlawCodeIsTheCodeOfItsOwnValue) {
  for (unsigned code = 0; code < 256; code++) {
    const auto byte = static_cast<uint8_t>(code);
    EXPECT_EQ(linearToAlaw(alawToLinear(byte)), byte) << code;
  }
}

// [ITU-T G.711 §2.1]
TEST(G711, NoCodeIsNearerToASampleByMoreThanARoundingStep) {
  for (int sample = -32768; sample <= 32767; sample++) {
    const int error = std::abs(alawToLinear(linearToAlaw(static_cast<int16_t>(sample))) - sample);
    // Half a step: 8 in the linear part, then growing with the segment; the 13-bit quantizer drops three bits.
    const int step = std::max(16, std::abs(sample) / 16);
    EXPECT_LE(error, step / 2 + 8) << sample;
  }
}

TEST(G711, MulawKeepsItsValueAsFarAsAlawCan) {
  for (unsigned code = 0; code < 256; code++) {
    const int before = mulawToLinear(static_cast<uint8_t>(code));
    const int after = alawToLinear(mulawToAlaw(static_cast<uint8_t>(code)));
    EXPECT_LE(std::abs(before - after), std::max(16, std::abs(before) / 16)) << code;
  }
}

}  // namespace
}  // namespace guanlan::codec
