// Each quirk's fixture is the stream `quirk-none.ps` with one fault: its media must come out as if there were none.
#include "ps/quirks.h"

#include <filesystem>
#include <set>

#include "ps_recorder.h"

namespace guanlan::ps::test {
namespace {

using codec::Codec;

struct QuirkCase {
  const char* file;
  std::vector<std::pair<Quirk, uint64_t>> counts;
  Codec video = Codec::kH264;
  Codec audio = Codec::kPcma;
};

std::ostream& operator<<(std::ostream& out, const QuirkCase& c) { return out << c.file; }

class QuirkTest : public ::testing::TestWithParam<QuirkCase> {};

void expectCounts(const DemuxerCounters& counters, const std::vector<std::pair<Quirk, uint64_t>>& expected) {
  std::array<uint64_t, kQuirkCount> want{};
  for (const auto& [quirk, n] : expected) want[static_cast<size_t>(quirk)] = n;
  for (size_t i = 0; i < kQuirkCount; ++i) EXPECT_EQ(counters.quirks[i], want[i]) << quirkName(static_cast<Quirk>(i));
}

TEST_P(QuirkTest, MediaComesOutAsWithoutTheFault) {
  const Demuxed sound = demux(readFixture("quirk-none.ps"));
  const Demuxed d = demux(readFixture(std::string("quirk-") + GetParam().file + ".ps"));
  EXPECT_EQ(d.out.es(0xE0), sound.out.es(0xE0));
  EXPECT_EQ(d.out.es(0xC0), sound.out.es(0xC0));
  EXPECT_EQ(d.out.codecOf(0xE0), GetParam().video);
  EXPECT_EQ(d.out.codecOf(0xC0), GetParam().audio);
  expectCounts(d.counters, GetParam().counts);
  ASSERT_FALSE(d.out.pes.empty());
  EXPECT_EQ(d.out.pes.front().info.pts90k, 90000);
}

INSTANTIATE_TEST_SUITE_P(
    Fixtures, QuirkTest,
    ::testing::Values(QuirkCase{"none", {}}, QuirkCase{"pack-header-empty", {{Quirk::kPackHeaderEmpty, 2}}},
                      QuirkCase{"pack-marker-broken", {{Quirk::kPackMarkerBroken, 3}}},
                      QuirkCase{"pes-length-zero", {{Quirk::kPesLengthZero, 1}}},
                      QuirkCase{"pes-length-short", {{Quirk::kPesLengthShort, 1}}},
                      QuirkCase{"pes-header-short", {{Quirk::kPesHeaderShort, 1}}},
                      QuirkCase{"pes-header-length-lies", {{Quirk::kPesHeaderLengthLies, 3}}},
                      QuirkCase{"pes-header-broken", {{Quirk::kPesHeaderBroken, 1}}},
                      QuirkCase{"timestamp-marker-broken", {{Quirk::kTimestampMarkerBroken, 1}}},
                      QuirkCase{"psm-absent", {{Quirk::kPsmAbsent, 2}}},
                      QuirkCase{"psm-crc-wrong", {{Quirk::kPsmCrcWrong, 1}}},
                      QuirkCase{"psm-length-lies", {{Quirk::kPsmLengthLies, 1}, {Quirk::kPsmCrcWrong, 1}}},
                      QuirkCase{"psm-codec-lies", {{Quirk::kPsmCodecLies, 1}}},
                      QuirkCase{"system-header-length-lies", {{Quirk::kSystemHeaderLengthLies, 1}}},
                      QuirkCase{"zero-stuffing", {{Quirk::kZeroStuffing, 1}}},
                      QuirkCase{"garbage", {{Quirk::kGarbage, 1}}}),
    [](const auto& param) {
      std::string name = param.param.file;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

TEST(Quirk, PesLengthWrappedAt65536IsReadOn) {
  const Demuxed d = demux(readFixture("quirk-pes-length-wrapped.ps"));
  ASSERT_GE(d.out.pes.size(), 2u);
  EXPECT_EQ(d.out.pes[0].data.size() + d.out.pes[1].data.size(), 70000u);
  EXPECT_TRUE(d.out.pes[1].info.continuation);
  EXPECT_TRUE(d.out.pes[1].complete);
  expectCounts(d.counters, {{Quirk::kPesLengthShort, 1}});
}

TEST(Quirk, G711IsAacIsToldByTheAdtsHeader) {
  const Demuxed d = demux(readFixture("quirk-g711-is-aac.ps"));
  EXPECT_EQ(d.out.codecOf(0xC0), Codec::kAac);
  EXPECT_EQ(d.out.es(0xE0), demux(readFixture("quirk-none.ps")).out.es(0xE0));
  EXPECT_EQ(d.out.es(0xC0).size(), 2 * 47u);
  expectCounts(d.counters, {{Quirk::kG711IsAac, 1}});
  for (const RecordedPes& p : d.out.pes) EXPECT_EQ(p.info.codec, p.info.video ? Codec::kH264 : Codec::kAac);
}

TEST(Quirk, PesLengthLongEndsWithThePacketThatStartsAPack) {
  Recorder out;
  Demuxer demuxer(out);
  for (const base::Buffer& packet : readPackets("quirk-pes-length-long.packets")) demuxer.feedPacket(packet);
  demuxer.finish();
  EXPECT_EQ(out.es(0xE0), demux(readFixture("quirk-none.ps")).out.es(0xE0));
  EXPECT_TRUE(out.pes.at(0).complete);
  EXPECT_EQ(out.packs.size(), 2u);
  expectCounts(demuxer.counters(), {{Quirk::kPesLengthLong, 1}});
}

TEST(Quirk, PesLengthFarTooLongEndsIncomplete) {
  Recorder out;
  Demuxer demuxer(out);
  base::Buffer first = packBytes() + pesBytes(0xE0, base::Buffer(500, 0x55));
  first.erase(first.end() - 200, first.end());
  demuxer.feedPacket(first);
  demuxer.feedPacket(packBytes() + pesBytes(0xE0, base::Buffer(10, 0x55)));
  ASSERT_EQ(out.pes.size(), 2u);
  EXPECT_FALSE(out.pes[0].complete);
  EXPECT_TRUE(out.pes[1].complete);
}

// Switched off, a tolerance drops what it would repair, and the stream goes on behind it.
TEST(Quirk, StrictSwitchesTheToleranceOff) {
  const auto strictly = [](const char* file, Quirk quirk) {
    const Demuxed d = demux(readFixture(std::string("quirk-") + file + ".ps"), {quirkBit(quirk)});
    return d;
  };
  const Demuxed sound = demux(readFixture("quirk-none.ps"));
  for (const auto& [file, quirk] :
       {std::pair{"pes-length-zero", Quirk::kPesLengthZero}, std::pair{"pes-length-short", Quirk::kPesLengthShort},
        std::pair{"pes-header-short", Quirk::kPesHeaderShort},
        std::pair{"pes-header-length-lies", Quirk::kPesHeaderLengthLies}}) {
    const Demuxed d = strictly(file, quirk);
    EXPECT_NE(d.out.es(0xE0), sound.out.es(0xE0)) << file;
    EXPECT_GT(d.out.countOf(0xC0), 0u) << file;
  }
  EXPECT_EQ(strictly("psm-crc-wrong", Quirk::kPsmCrcWrong).out.last.entries[0].streamType, 0);
  EXPECT_EQ(strictly("psm-length-lies", Quirk::kPsmLengthLies).out.last.entries[0].streamType, 0);
  EXPECT_EQ(strictly("pack-header-empty", Quirk::kPackHeaderEmpty).out.packs.size(), 0u);
  EXPECT_LT(strictly("pack-marker-broken", Quirk::kPackMarkerBroken).out.packs.size(), 3u);
  EXPECT_EQ(strictly("psm-codec-lies", Quirk::kPsmCodecLies).out.codecOf(0xE0), Codec::kH265);
  EXPECT_EQ(strictly("g711-is-aac", Quirk::kG711IsAac).out.codecOf(0xC0), Codec::kPcma);
  EXPECT_EQ(strictly("psm-absent", Quirk::kPsmAbsent).out.codecOf(0xE0), Codec::kUnknown);
  EXPECT_EQ(strictly("psm-absent", Quirk::kPsmAbsent).out.codecOf(0xC0), Codec::kUnknown);
  EXPECT_EQ(strictly("timestamp-marker-broken", Quirk::kTimestampMarkerBroken).out.pes[0].info.pts90k, std::nullopt);
  EXPECT_EQ(strictly("system-header-length-lies", Quirk::kSystemHeaderLengthLies).counters.systemHeaders, 0u);
  EXPECT_EQ(strictly("pes-header-broken", Quirk::kPesHeaderBroken).counters.skippedPes, 0u);
  EXPECT_EQ(strictly("zero-stuffing", Quirk::kZeroStuffing).out.es(0xE0), sound.out.es(0xE0));
}

TEST(Quirk, NamesAreDistinctAndFitTheMask) {
  static_assert(kQuirkCount <= 32);
  std::set<std::string> names;
  for (size_t i = 0; i < kQuirkCount; ++i) names.insert(quirkName(static_cast<Quirk>(i)));
  EXPECT_EQ(names.size(), kQuirkCount);
}

// Every quirk has a comment at its handling, and that comment names a fixture that exists.
TEST(Quirk, CommentsNameTheirFixtures) {
  namespace fs = std::filesystem;
  std::set<std::string> commented;
  for (const auto& file : fs::directory_iterator(GUANLAN_FIXTURES "/../../native/ps")) {
    if (file.path().extension() != ".cc") continue;
    std::ifstream in(file.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (size_t at = 0; (at = text.find("QUIRK ", at)) != std::string::npos; at += 6) {
      commented.insert(text.substr(at + 6, text.find(':', at) - at - 6));
      const size_t from = text.find("ps/quirk-", at);
      ASSERT_LT(from, text.find("QUIRK ", at + 6)) << text.substr(at, 60);
      const std::string fixture = text.substr(from, text.find(']', from) - from);
      EXPECT_TRUE(fs::exists(GUANLAN_FIXTURES "/" + fixture)) << fixture;
    }
  }
  for (size_t i = 0; i < kQuirkCount; ++i)
    EXPECT_TRUE(commented.contains(quirkName(static_cast<Quirk>(i)))) << quirkName(static_cast<Quirk>(i));
}

}  // namespace
}  // namespace guanlan::ps::test
