#include "base/bytes.h"

#include <gtest/gtest.h>

namespace guanlan::base {
namespace {

TEST(Bytes, LoadsBigEndian) {
  const uint8_t bytes[] = {0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54, 0x32, 0x10};
  EXPECT_EQ(load16(bytes), 0xFEDCu);
  EXPECT_EQ(load24(bytes), 0xFEDCBAu);
  EXPECT_EQ(load32(bytes), 0xFEDCBA98u);
  EXPECT_EQ(load64(bytes), 0xFEDCBA9876543210u);
}

TEST(Bytes, StoresWhatItLoads) {
  uint8_t bytes[9] = {};
  for (const uint64_t value :
       {uint64_t{0}, uint64_t{1}, uint64_t{0x8000000000000000}, uint64_t{0xFEDCBA9876543210}, ~uint64_t{0}}) {
    store16(bytes, static_cast<uint16_t>(value));
    EXPECT_EQ(load16(bytes), value & 0xFFFF);
    store24(bytes, static_cast<uint32_t>(value));
    EXPECT_EQ(load24(bytes), value & 0xFFFFFF);
    store32(bytes, static_cast<uint32_t>(value));
    EXPECT_EQ(load32(bytes), value & 0xFFFFFFFF);
    store64(bytes, value);
    EXPECT_EQ(load64(bytes), value);
    EXPECT_EQ(bytes[8], 0);
  }
}

TEST(Bytes, AppendsBigEndian) {
  Buffer out;
  append8(out, 0x101);
  append16(out, 0xABCD0203);
  append24(out, 0xAB040506);
  append32(out, 0x0708090A);
  append64(out, 0x0B0C0D0E0F101112);
  const Buffer one = {1};
  append(out, one);
  append(out, "ab");
  const Buffer expected = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 1, 'a', 'b'};
  EXPECT_EQ(out, expected);
}

}  // namespace
}  // namespace guanlan::base
