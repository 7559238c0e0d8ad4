// Streams of other projects, with what their parsers found in them (test/fixtures/ps/SOURCE.md).
#include "md5.h"
#include "ps/pack_header.h"
#include "ps/timestamps.h"
#include "ps_recorder.h"

namespace guanlan::ps::test {
namespace {

using codec::Codec;

std::vector<int64_t> timesOf(const Recorder& out, uint8_t id) {
  std::vector<int64_t> times;
  for (const RecordedPes& p : out.pes)
    if (p.info.streamId == id && p.info.pts90k) times.push_back(*p.info.pts90k);
  return times;
}

void expectNoFault(const DemuxerCounters& counters) {
  EXPECT_EQ(counters.skippedBytes, 0u);
  EXPECT_EQ(counters.incompletePes, 0u);
  EXPECT_EQ(counters.of(Quirk::kGarbage), 0u);
}

TEST(Md5, MatchesRfc1321) {
  EXPECT_EQ(md5({}), "d41d8cd98f00b204e9800998ecf8427e");
  const std::string abc = "message digest";
  EXPECT_EQ(md5({reinterpret_cast<const uint8_t*>(abc.data()), abc.size()}), "f96b697d7cb7938d525a2f31aaf161d0");
}

TEST(Corpora, Hik480pWithSoundAndPrivateStream) {
  const Demuxed d = demux(readFixture("srs/hik-480p.ps"));
  EXPECT_EQ(d.counters.packs, 2u);
  EXPECT_EQ(d.counters.systemHeaders, 1u);
  EXPECT_EQ(d.counters.maps, 1u);
  EXPECT_EQ(d.counters.skippedPes, 1u);  // private_stream_1
  EXPECT_EQ(d.out.countOf(0xE0), 5u);
  EXPECT_EQ(d.out.countOf(0xC0), 2u);
  EXPECT_EQ(md5(d.out.es(0xE0)), "b6e47b0598edbe4078137c8e96d8fd16");
  EXPECT_EQ(md5(d.out.es(0xC0)), "fe9a88247e26fec52a0a05ee0eca8488");
  EXPECT_EQ(timesOf(d.out, 0xE0), (std::vector<int64_t>{109496722, 109500322}));
  EXPECT_EQ(timesOf(d.out, 0xC0), (std::vector<int64_t>{109498792, 109500862}));
  EXPECT_EQ(d.out.codecOf(0xE0), Codec::kH264);
  EXPECT_EQ(d.out.codecOf(0xC0), Codec::kAac);
  expectNoFault(d.counters);
}

TEST(Corpora, Hik720pKeyFrameOverSeveralPes) {
  const Demuxed d = demux(readFixture("srs/hik-720p-large-idr.ps"));
  EXPECT_EQ(d.counters.packs, 1u);
  EXPECT_EQ(d.out.countOf(0xE0), 6u);
  EXPECT_EQ(md5(d.out.es(0xE0)), "4dcbe99528ffb73e98361c526c131bfe");
  EXPECT_EQ(timesOf(d.out, 0xE0), std::vector<int64_t>{2728083610});
  EXPECT_TRUE(d.out.pes[0].info.startsPack);
  EXPECT_FALSE(d.out.pes[1].info.startsPack);
  expectNoFault(d.counters);
}

TEST(Corpora, HikPFramesWithoutMapStayUnknownUntilParameterSets) {
  const Demuxed d = demux(readFixture("lal/hik-pframes.ps"));
  EXPECT_EQ(d.counters.packs, 2u);
  EXPECT_EQ(md5(d.out.es(0xE0)), "1759a79dda206723aa3cc59eb477771c");
  EXPECT_EQ(timesOf(d.out, 0xE0), (std::vector<int64_t>{3096965148, 3096968748}));
  ASSERT_EQ(d.out.pes.size(), 2u);
  EXPECT_EQ(d.out.pes[0].data.size(), 4342u);
  EXPECT_EQ(d.out.pes[1].data.size(), 5884u);
  EXPECT_EQ(d.out.codecOf(0xE0), Codec::kUnknown);
  expectNoFault(d.counters);
}

TEST(Corpora, HikKeyFrameCutAfterItsFirstPacket) {
  Recorder out;
  Demuxer demuxer(out);
  demuxer.feedPacket(readFixture("lal/hik-idr-first-packet.ps"));
  demuxer.onLoss();
  EXPECT_EQ(demuxer.counters().maps, 1u);
  EXPECT_EQ(out.codecOf(0xE0), Codec::kH264);
  ASSERT_FALSE(out.pes.empty());
  EXPECT_FALSE(out.pes.back().complete);
}

TEST(Corpora, PacketsGiveWhatTheStreamGives) {
  for (const char* stem : {"srs/hik-480p", "lal/hik-pframes"}) {
    Recorder out;
    Demuxer demuxer(out);
    for (const base::Buffer& packet : readPackets(std::string(stem) + ".rtp4571"))
      demuxer.feedPacket(base::Bytes(packet).subspan(12));
    demuxer.finish();
    EXPECT_EQ(out.log(), demux(readFixture(std::string(stem) + ".ps")).out.log()) << stem;
  }
}

// One packet of a frame is missing: that frame ends incomplete, the next one is whole.
TEST(Corpora, LostPacketCostsItsPesOnly) {
  const auto packets = readPackets("lal/hik-pframes.rtp4571");
  Recorder out;
  Demuxer demuxer(out);
  for (size_t i = 0; i < packets.size(); ++i) {
    if (i == 1) {
      demuxer.onLoss();
    } else {
      demuxer.feedPacket(base::Bytes(packets[i]).subspan(12));
    }
  }
  ASSERT_EQ(out.pes.size(), 2u);
  EXPECT_FALSE(out.pes[0].complete);
  EXPECT_TRUE(out.pes[1].complete);
  EXPECT_EQ(out.pes[1].data.size(), 5884u);
  EXPECT_EQ(demuxer.counters().incompletePes, 1u);
}

TEST(Corpora, RecoversBehindGarbageAndCutHeaders) {
  for (const char* name : {"srs/recover-0.ps", "srs/recover-1.ps", "srs/recover-2.ps", "srs/invalid-startcode.ps",
                           "srs/partial-pes-header.ps"}) {
    Recorder out;
    Demuxer demuxer(out);
    demuxer.feedPacket(readFixture(name));
    demuxer.onLoss();
    demuxer.feedPacket(readFixture("quirk-none.ps"));
    demuxer.finish();
    const base::Buffer es = out.es(0xE0);
    EXPECT_EQ(es, demux(readFixture("quirk-none.ps")).out.es(0xE0)) << name;
  }
  const Demuxed d = demux(readFixture("srs/recover-3.ps"));
  ASSERT_EQ(d.out.pes.size(), 1u);
  EXPECT_TRUE(d.out.pes[0].complete);
  EXPECT_EQ(d.out.pes[0].data, base::Buffer(118, 'x'));
}

TEST(Corpora, PrivateStreamIsSkippedByLength) {
  const Demuxed d = demux(packBytes() + readFixture("srs/private-bd.ps") + packBytes());
  EXPECT_EQ(d.counters.skippedPes, 1u);
  EXPECT_EQ(d.counters.packs, 2u);
  EXPECT_TRUE(d.out.pes.empty());
  expectNoFault(d.counters);
}

TEST(Corpora, GomediaVectors) {
  EXPECT_EQ(demux(readFixture("gomedia/ps1.bin")).counters.packs, 0u);  // cut behind the start code
  EXPECT_EQ(demux(readFixture("gomedia/ps2.bin")).counters.packs, 0u);  // markers broken at the stream's start
  const Demuxed cut = demux(packBytes() + readFixture("gomedia/ps3.bin"));
  EXPECT_EQ(cut.counters.packs, 2u);
  EXPECT_EQ(cut.counters.of(Quirk::kPackMarkerBroken), 1u);
  EXPECT_EQ(demux(packBytes() + readFixture("gomedia/ps5.bin")).counters.systemHeaders, 1u);
  EXPECT_EQ(demux(packBytes() + readFixture("gomedia/ps6.bin")).counters.of(Quirk::kPsmLengthLies), 1u);
  const Demuxed mpeg1 = demux(packBytes() + readFixture("gomedia/ps7.bin"));
  EXPECT_EQ(mpeg1.counters.packs, 2u);
}

TEST(Corpora, SystemClockReferences) {
  struct Row {
    std::array<uint8_t, 6> field;
    int64_t base;
    uint16_t extension;
  };
  const Row rows[] = {
      {{0x44, 0x68, 0x6e, 0x4c, 0x94, 0x01}, 109496722, 0},    {{0x64, 0x68, 0x6e, 0x4c, 0x94, 0x01}, 4404464018, 0},
      {{0x74, 0x68, 0x6e, 0x4c, 0x94, 0x01}, 6551947666, 0},   {{0x74, 0xe8, 0x6e, 0x4c, 0x94, 0x01}, 6686165394, 0},
      {{0x74, 0xe9, 0xee, 0xcc, 0x94, 0x01}, 6687742354, 0},   {{0x74, 0xe9, 0xee, 0xdd, 0x9c, 0x01}, 6687742899, 0},
      {{0x74, 0xe9, 0xee, 0xdd, 0x9e, 0x01}, 6687742899, 256}, {{0x74, 0xe9, 0xee, 0xdd, 0x9f, 0x1b}, 6687742899, 397}};
  for (const Row& row : rows) {
    EXPECT_EQ(readScr(row.field.data()).base90k, row.base);
    EXPECT_EQ(readScr(row.field.data()).extension27M, row.extension);
  }
}

}  // namespace
}  // namespace guanlan::ps::test
