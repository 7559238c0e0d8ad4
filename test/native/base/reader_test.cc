#include "base/reader.h"

#include <gtest/gtest.h>

namespace guanlan::base {
namespace {

const Buffer kBytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18};

TEST(Reader, ReadsFieldsInOrder) {
  Reader in(kBytes);
  EXPECT_EQ(in.u8(), 1);
  EXPECT_EQ(in.u16(), 0x0203);
  EXPECT_EQ(in.u24(), 0x040506u);
  EXPECT_EQ(in.u32(), 0x0708090Au);
  EXPECT_EQ(in.position(), 10u);
  EXPECT_EQ(in.remaining(), 8u);
  EXPECT_EQ(in.u64(), 0x0B0C0D0E0F101112u);
  EXPECT_EQ(in.remaining(), 0u);
  EXPECT_TRUE(in.ok());
}

TEST(Reader, HandsOutTheBytesThemselves) {
  Reader in(kBytes);
  in.skip(3);
  const Bytes bytes = in.bytes(4);
  EXPECT_EQ(bytes.data(), kBytes.data() + 3);
  EXPECT_EQ(bytes.size(), 4u);
  EXPECT_EQ(in.position(), 7u);
}

TEST(Reader, EveryFieldPastTheEndIsZeroAndAnError) {
  const auto fails = [](auto&& read) {
    Reader in(Bytes(kBytes).first(1));
    in.u8();
    EXPECT_TRUE(in.ok());
    read(in);
    return !in.ok();
  };
  EXPECT_TRUE(fails([](Reader& in) { EXPECT_EQ(in.u8(), 0); }));
  EXPECT_TRUE(fails([](Reader& in) { EXPECT_EQ(in.u16(), 0); }));
  EXPECT_TRUE(fails([](Reader& in) { EXPECT_EQ(in.u24(), 0u); }));
  EXPECT_TRUE(fails([](Reader& in) { EXPECT_EQ(in.u32(), 0u); }));
  EXPECT_TRUE(fails([](Reader& in) { EXPECT_EQ(in.u64(), 0u); }));
  EXPECT_TRUE(fails([](Reader& in) { EXPECT_TRUE(in.bytes(1).empty()); }));
  EXPECT_TRUE(fails([](Reader& in) { in.skip(1); }));
}

TEST(Reader, AFieldThatDoesNotFitTakesNothingAndEndsTheReading) {
  Reader in(Bytes(kBytes).first(3));
  EXPECT_EQ(in.u32(), 0u);
  EXPECT_EQ(in.position(), 0u);
  EXPECT_EQ(in.u8(), 0);  // would fit, but what it means is lost
  EXPECT_FALSE(in.ok());
}

TEST(Reader, AHugeLengthIsNoOverflow) {
  Reader in(kBytes);
  in.skip(2);
  EXPECT_TRUE(in.bytes(SIZE_MAX).empty());
  EXPECT_FALSE(in.ok());
}

TEST(Reader, NothingOfNothingIsNoError) {
  Reader in(Bytes{});
  EXPECT_TRUE(in.bytes(0).empty());
  in.skip(0);
  EXPECT_TRUE(in.ok());
}

}  // namespace
}  // namespace guanlan::base
