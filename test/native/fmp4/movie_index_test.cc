#include "fmp4/movie_index.h"

#include <gtest/gtest.h>

#include "codec/sample_stream.h"
#include "fmp4/mp4_reader.h"

namespace guanlan::fmp4 {
namespace {

using codec::Codec;
using namespace guanlan::testing;  // NOLINT

/// The 32-bit words of a table behind version and flags.
std::vector<uint32_t> words(base::Bytes body) {
  base::Reader in(body);
  std::vector<uint32_t> out;
  in.skip(4);
  while (in.remaining() >= 4) out.push_back(in.u32());
  return out;
}

Sample picture(uint64_t time, uint32_t size, bool key, int32_t composition = 0) {
  return {kVideoTrackId, time, 3600, size, key ? 0x02000000u : 0x01010000u, composition};
}
Sample sound(uint64_t time, uint32_t size) { return {kAudioTrackId, time, 320, size, 0x02000000, 0}; }

class MovieIndexTest : public ::testing::Test {
 protected:
  MovieIndexTest() : stream_(loadSample(Codec::kH264, Codec::kPcma)) { index_.useTracks(stream_.tracks, true, kFlac); }
  static constexpr Codec kFlac = Codec::kFlac;

  base::Bytes movie() {
    out_.clear();
    index_.writeMovie(out_);
    return findBody(out_, "moov");
  }
  /// A table of the only track, or of the track with that index.
  std::vector<uint32_t> table(const std::string& name, size_t track = 0) {
    const auto found = findBoxes(movie(), "trak/mdia/minf/stbl");
    EXPECT_GT(found.size(), track);
    return words(findBody(found.at(track).body, name));
  }

  SampleStream stream_;
  MovieIndex index_;
  base::Buffer out_;
};

TEST_F(MovieIndexTest, TellsTimeSizeAndPlaceOfEverySample) {
  index_.add(picture(0, 100, true), 1000);
  index_.add(picture(3600, 50, false), 2000);
  index_.add(picture(7200, 60, false), 3000);
  index_.add(picture(18000, 70, true), uint64_t{5} << 32);
  EXPECT_EQ(index_.samples(), 4u);
  EXPECT_EQ(table("stts"), (std::vector<uint32_t>{3, 2, 3600, 1, 10800, 1, 3600}));
  EXPECT_EQ(table("stss"), (std::vector<uint32_t>{2, 1, 4}));
  EXPECT_EQ(table("stsz"), (std::vector<uint32_t>{0, 4, 100, 50, 60, 70}));
  EXPECT_EQ(table("stsc"), (std::vector<uint32_t>{1, 1, 1, 1}));
  EXPECT_EQ(table("co64"), (std::vector<uint32_t>{4, 0, 1000, 0, 2000, 0, 3000, 5, 0}));
  EXPECT_TRUE(findBoxes(movie(), "trak/mdia/minf/stbl/ctts").empty()) << "nothing is reordered";
  EXPECT_TRUE(findBoxes(movie(), "trak/edts").empty()) << "it starts at 0";
  EXPECT_TRUE(findBoxes(movie(), "mvex").empty()) << "no fragments";
}

TEST_F(MovieIndexTest, TellsDurationsOfTheMovieAndEachTrack) {
  index_.add(picture(0, 1, true), 0);
  index_.add(picture(90000, 1, true), 0);
  index_.add(sound(0, 1), 0);
  const base::Bytes moov = movie();
  EXPECT_EQ(words(findBody(moov, "mvhd")).at(3), 1040u);
  const auto tracks = findBoxes(moov, "trak");
  ASSERT_EQ(tracks.size(), 2u);
  EXPECT_EQ(words(findBody(tracks[0].body, "tkhd")).at(4), 1040u);
  EXPECT_EQ(words(findBody(tracks[0].body, "mdia/mdhd")).at(3), 93600u);
  EXPECT_EQ(words(findBody(tracks[1].body, "tkhd")).at(4), 40u);
  EXPECT_EQ(words(findBody(tracks[1].body, "mdia/mdhd")).at(3), 320u);
  const auto synced = findBoxes(tracks[1].body, "mdia/minf/stbl/stss");
  EXPECT_TRUE(synced.empty()) << "every sound may be first";
}

TEST_F(MovieIndexTest, TellsDurationsThatTakeSixtyFourBits) {
  index_.add(picture(0, 1, true), 0);
  for (uint64_t hour = 5; hour <= 20; hour += 5) index_.add(picture(hour * 3600 * 90000, 1, true), 0);
  const auto header = words(findBody(movie(), "trak/mdia/mdhd"));
  const uint64_t duration = uint64_t{20} * 3600 * 90000 + 3600;
  ASSERT_GE(header.size(), 7u);
  EXPECT_EQ(uint64_t{header[5]} << 32 | header[6], duration);
}

TEST_F(MovieIndexTest, WritesCompositionOffsetsOfReorderedPictures) {
  index_.add(picture(0, 1, true, 3600), 0);
  index_.add(picture(3600, 1, false, 3600), 0);
  index_.add(picture(7200, 1, false, 0), 0);
  EXPECT_EQ(table("ctts"), (std::vector<uint32_t>{2, 2, 3600, 1, 0}));
}

TEST_F(MovieIndexTest, BeginsSoundWhereItBegan) {
  index_.add(picture(0, 1, true), 0);
  index_.add(sound(4000, 1), 0);
  index_.add(sound(4320, 1), 0);
  const auto edits = words(findBody(findBoxes(movie(), "trak").at(1).body, "edts/elst"));
  EXPECT_EQ(edits, (std::vector<uint32_t>{2, 500, 0xFFFFFFFF, 0x10000, 80, 0, 0x10000}));
}

TEST_F(MovieIndexTest, DescribesEverySetOfTracks) {
  index_.add(picture(0, 1, true), 0);
  index_.useTracks(stream_.tracks, true, kFlac);
  index_.add(picture(3600, 1, true), 0);
  codec::Tracks other = stream_.tracks;
  other.video.width += 16;
  index_.useTracks(other, true, kFlac);
  index_.add(picture(7200, 1, true), 0);
  index_.add(picture(10800, 1, false), 0);
  EXPECT_EQ(findBoxes(movie(), "trak/mdia/minf/stbl/stsd/avc1").size(), 2u);
  EXPECT_EQ(table("stsc"), (std::vector<uint32_t>{2, 1, 1, 1, 3, 1, 2}));
}

TEST_F(MovieIndexTest, TellsSoundOfAnotherRateInUnitsOfTheFirst) {
  index_.add(picture(0, 1, true), 0);
  index_.add(sound(0, 1), 0);
  codec::Tracks other = stream_.tracks;
  other.audio.sampleRate = 16000;
  index_.useTracks(other, true, kFlac);
  index_.add(sound(16000, 1), 0);
  EXPECT_EQ(table("stts", 1), (std::vector<uint32_t>{2, 1, 8000, 1, 320}));
}

TEST_F(MovieIndexTest, LeavesOutATrackThatNeverCame) {
  index_.add(picture(0, 1, true), 0);
  EXPECT_EQ(findBoxes(movie(), "trak").size(), 1u);
}

}  // namespace
}  // namespace guanlan::fmp4
