#include "codec/media.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace guanlan::codec {
namespace {

TEST(CodecName, IsThereAndDiffersForEveryCodec) {
  std::set<std::string> names;
  for (unsigned i = 1; i < static_cast<unsigned>(Codec::kCount); i++) {
    const std::string name = codecName(static_cast<Codec>(i));
    EXPECT_NE(name, "unknown") << i;
    EXPECT_TRUE(names.insert(name).second) << name;
  }
  EXPECT_STREQ(codecName(Codec::kUnknown), "unknown");
}

TEST(OutputAudio, FollowsTheViewersWish) {
  struct Row {
    Codec in;
    AudioMode mode;
    Codec out;
  };
  constexpr Row kRows[] = {
      {Codec::kPcma, AudioMode::kFlac, Codec::kFlac},   {Codec::kPcmu, AudioMode::kFlac, Codec::kFlac},
      {Codec::kPcma, AudioMode::kRaw, Codec::kPcma},    {Codec::kPcmu, AudioMode::kRaw, Codec::kPcmu},
      {Codec::kPcma, AudioMode::kAac, Codec::kUnknown}, {Codec::kPcma, AudioMode::kNone, Codec::kUnknown},
      {Codec::kAac, AudioMode::kFlac, Codec::kAac},     {Codec::kAac, AudioMode::kRaw, Codec::kAac},
      {Codec::kAac, AudioMode::kAac, Codec::kAac},      {Codec::kAac, AudioMode::kNone, Codec::kUnknown},
      {Codec::kG729, AudioMode::kRaw, Codec::kUnknown}, {Codec::kUnknown, AudioMode::kFlac, Codec::kUnknown},
  };
  for (const Row& row : kRows)
    EXPECT_EQ(outputAudio(row.in, row.mode), row.out) << codecName(row.in) << static_cast<int>(row.mode);
}

TEST(Codec, IsPictureOrSoundAndPlayedOrNamed) {
  for (const Codec codec : {Codec::kH264, Codec::kH265}) EXPECT_TRUE(isVideo(codec) && isPlayable(codec));
  for (const Codec codec : {Codec::kPcma, Codec::kPcmu, Codec::kAac}) EXPECT_TRUE(!isVideo(codec) && isPlayable(codec));
  for (const Codec codec : {Codec::kMpeg4, Codec::kSvacVideo, Codec::kH266})
    EXPECT_TRUE(isVideo(codec) && !isPlayable(codec));
  for (const Codec codec : {Codec::kUnknown, Codec::kG726, Codec::kMp3}) EXPECT_FALSE(isPlayable(codec));
  EXPECT_TRUE(isG711(Codec::kPcma) && isG711(Codec::kPcmu));
  EXPECT_FALSE(isG711(Codec::kAac));
}

}  // namespace
}  // namespace guanlan::codec
