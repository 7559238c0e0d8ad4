// The state machine: any split, loss, resynchronisation, and what the sink is told.
#include "ps/demuxer.h"

#include <random>

#include "ps/timestamps.h"
#include "ps_recorder.h"

namespace guanlan::ps::test {
namespace {

using codec::Codec;

const char* const kStreams[] = {"quirk-none.ps",
                                "quirk-pack-header-empty.ps",
                                "quirk-pack-marker-broken.ps",
                                "quirk-pes-length-zero.ps",
                                "quirk-pes-length-short.ps",
                                "quirk-pes-header-short.ps",
                                "quirk-pes-header-length-lies.ps",
                                "quirk-pes-header-broken.ps",
                                "quirk-timestamp-marker-broken.ps",
                                "quirk-psm-absent.ps",
                                "quirk-psm-length-lies.ps",
                                "quirk-g711-is-aac.ps",
                                "quirk-system-header-length-lies.ps",
                                "quirk-zero-stuffing.ps",
                                "quirk-garbage.ps",
                                "gomedia/ps1.bin",
                                "gomedia/ps2.bin",
                                "gomedia/ps3.bin",
                                "gomedia/ps4.bin",
                                "gomedia/ps5.bin",
                                "gomedia/ps6.bin",
                                "gomedia/ps7.bin",
                                "srs/recover-1.ps",
                                "srs/recover-2.ps",
                                "srs/recover-3.ps",
                                "srs/private-bd.ps"};

std::string logOf(base::Bytes bytes, const std::vector<size_t>& cuts) {
  Recorder out;
  Demuxer demuxer(out);
  size_t at = 0;
  for (const size_t cut : cuts) {
    // A copy of its own size, so that a sanitizer sees any read beyond the chunk.
    const base::Buffer chunk(bytes.begin() + at, bytes.begin() + cut);
    demuxer.feed(chunk);
    at = cut;
  }
  demuxer.feed(bytes.subspan(at));
  demuxer.finish();
  EXPECT_EQ(demuxer.counters().bytes, bytes.size());
  return out.log();
}

std::vector<size_t> every(size_t step, size_t size) {
  std::vector<size_t> cuts;
  for (size_t at = step; at < size; at += step) cuts.push_back(at);
  return cuts;
}

TEST(DemuxerSplit, ChunksOfOneTwoThreeBytesGiveTheSame) {
  for (const char* name : kStreams) {
    const base::Buffer bytes = readFixture(name);
    const std::string whole = logOf(bytes, {});
    for (const size_t step : {1, 2, 3})
      EXPECT_EQ(logOf(bytes, every(step, bytes.size())), whole) << name << " " << step;
  }
}

TEST(DemuxerSplit, EverySingleCutGivesTheSame) {
  for (const char* name : kStreams) {
    const base::Buffer bytes = readFixture(name);
    const std::string whole = logOf(bytes, {});
    for (size_t cut = 1; cut < bytes.size(); ++cut) ASSERT_EQ(logOf(bytes, {cut}), whole) << name << " at " << cut;
  }
}

TEST(DemuxerSplit, RandomCutsOfCameraStreamsGiveTheSame) {
  const uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (const char* name : {"srs/hik-480p.ps", "lal/hik-pframes.ps", "quirk-pes-length-wrapped.ps"}) {
    const base::Buffer bytes = readFixture(name);
    const std::string whole = logOf(bytes, {});
    for (int round = 0; round < 50; ++round) {
      std::vector<size_t> cuts;
      const size_t mean = 1 + random() % 3000;
      for (size_t at = random() % mean + 1; at < bytes.size(); at += random() % mean + 1) cuts.push_back(at);
      ASSERT_EQ(logOf(bytes, cuts), whole) << name;
    }
  }
}

// Streams broken at random: any split gives the same, and the sink's order holds (the recorder checks it).
TEST(DemuxerSplit, RandomDamageGivesTheSameForAnyCut) {
  const uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 1500; ++round) {
    base::Buffer bytes = readFixture(kStreams[random() % 15]);
    for (size_t n = 1 + random() % 4; n > 0; --n) {
      const size_t at = random() % bytes.size();
      switch (random() % 4) {
        case 0:
          bytes[at] = static_cast<uint8_t>(random());
          break;
        case 1:
          bytes[at] = 0;
          break;
        case 2:
          bytes.erase(bytes.begin() + at, bytes.begin() + std::min(bytes.size(), at + 1 + random() % 20));
          break;
        default:
          for (size_t bytesMore = 1 + random() % 20; bytesMore > 0; --bytesMore)
            bytes.insert(bytes.begin() + at, static_cast<uint8_t>(random() % 3));
      }
      if (bytes.empty()) bytes.push_back(0);
    }
    const std::string whole = logOf(bytes, {});
    for (const size_t step : {1, 2, 3, 7, 64}) {
      ASSERT_EQ(logOf(bytes, every(step, bytes.size())), whole) << "round " << round << " step " << step;
    }
  }
}

// [H.222.0 §2.4.3.7] PES_packet_length counts; start codes within are payload.
TEST(Demuxer, H222_2_4_3_7_StartCodesWithinThePayloadAreNotLookedFor) {
  const base::Buffer payload = base::Buffer{9, 9} + packBytes() + pesBytes(0xE0, {1, 2, 3}) + base::Buffer{0, 0, 1};
  const Demuxed d = demux(packBytes() + pesBytes(0xE0, payload) + packBytes());
  ASSERT_EQ(d.out.pes.size(), 1u);
  EXPECT_EQ(d.out.pes[0].data, payload);
  EXPECT_EQ(d.counters.packs, 2u);
}

TEST(Demuxer, PayloadIsHandedOnWithoutACopy) {
  struct Sink : Recorder {
    void onPesData(base::Bytes bytes) override {
      EXPECT_GE(bytes.data(), from);
      EXPECT_LE(bytes.data() + bytes.size(), to);
      ++spans;
    }
    const uint8_t* from = nullptr;
    const uint8_t* to = nullptr;
    size_t spans = 0;
  };
  const base::Buffer bytes = readFixture("srs/hik-480p.ps");
  Sink sink;
  sink.from = bytes.data();
  sink.to = bytes.data() + bytes.size();
  Demuxer demuxer(sink);
  demuxer.feed(bytes);
  EXPECT_EQ(sink.spans, 7u);  // one a PES
}

// [H.222.0 §2.5.3.1] MPEG_program_end_code; streams are sent on behind it.
TEST(Demuxer, H222_2_5_3_1_ProgramEndIsCounted) {
  const Demuxed d = demux(packBytes() + base::Buffer{0, 0, 1, 0xB9} + packBytes() + pesBytes(0xC0, {1}));
  EXPECT_EQ(d.counters.programEnds, 1u);
  EXPECT_EQ(d.counters.packs, 2u);
  EXPECT_EQ(d.out.pes.size(), 1u);
}

// [H.222.0 §2.4.3.7 table 2-22] streams without the media header are skipped by length.
TEST(Demuxer, H222_Table2_22_OtherStreamsAreSkippedByLength) {
  base::Buffer bytes = packBytes();
  size_t others = 0;
  for (int id = 0xBD; id <= 0xFF; ++id) {
    if (id >= 0xC0 && id <= 0xEF) continue;
    bytes = bytes + pesBytes(static_cast<uint8_t>(id), base::Buffer{0, 0, 1, 0xE0, 0, 4, 0x80}, {});
    ++others;
  }
  const Demuxed d = demux(bytes + pesBytes(0xE0, {1, 2}));
  EXPECT_EQ(d.counters.skippedPes, others);
  EXPECT_EQ(d.out.pes.size(), 1u);
  EXPECT_EQ(d.counters.skippedBytes, 0u);
}

TEST(Demuxer, EmptyPesBeginsAndEnds) {
  const Demuxed d =
      demux(packBytes() + pesBytes(0xE0, {}, {0x80, 0x80, 5, 0x21, 0x1A, 0x1B, 0x93, 0x25}) + packBytes());
  ASSERT_EQ(d.out.pes.size(), 1u);
  EXPECT_TRUE(d.out.pes[0].complete);
  EXPECT_FALSE(d.out.pes[0].info.unbounded);
  EXPECT_EQ(d.out.pes[0].info.pts90k, 109496722);
}

TEST(Demuxer, OnlyTheFirstPesOfAKindStartsThePack) {
  const Demuxed d = demux(packBytes() + pesBytes(0xE0, {1}) + pesBytes(0xE0, {2}) + pesBytes(0xC0, {3}) +
                          pesBytes(0xC0, {4}) + packBytes() + pesBytes(0xC0, {5}));
  std::vector<bool> starts;
  for (const RecordedPes& p : d.out.pes) starts.push_back(p.info.startsPack);
  EXPECT_EQ(starts, (std::vector<bool>{true, false, true, false, true}));
}

TEST(Demuxer, LossEndsThePesAndSearchesForTheNextStructure) {
  Recorder out;
  Demuxer demuxer(out);
  const base::Buffer first = packBytes() + pesBytes(0xE0, base::Buffer(100, 0x41));
  demuxer.feed(base::Bytes(first).first(100));
  demuxer.onLoss();
  demuxer.feed(base::Buffer(30, 0x41));  // the end of the frame that lost its middle
  demuxer.feed(packBytes() + pesBytes(0xE0, base::Buffer(50, 0x42)));
  ASSERT_EQ(out.pes.size(), 2u);
  EXPECT_FALSE(out.pes[0].complete);
  EXPECT_TRUE(out.pes[1].complete);
  EXPECT_EQ(out.resyncs, std::vector<size_t>{30});
  EXPECT_EQ(demuxer.counters().losses, 1u);
  EXPECT_EQ(demuxer.counters().resyncs, 1u);
  EXPECT_EQ(demuxer.counters().skippedBytes, 30u);
  EXPECT_EQ(demuxer.counters().incompletePes, 1u);
}

TEST(Demuxer, LossBetweenHeaderBytesForgetsThem) {
  const base::Buffer whole = packBytes() + pesBytes(0xE0, base::Buffer(20, 0x41)) + packBytes();
  for (size_t cut = 1; cut < whole.size(); ++cut) {
    Recorder out;
    Demuxer demuxer(out);
    demuxer.feed(base::Bytes(whole).first(cut));
    demuxer.onLoss();
    demuxer.feed(whole);
    demuxer.finish();
    EXPECT_EQ(out.pes.back().data, base::Buffer(20, 0x41)) << cut;
    EXPECT_TRUE(out.pes.back().complete) << cut;
  }
}

// After a loss a chance 00 00 01 BA or E0 in the rest of a payload is not taken for a structure.
TEST(Demuxer, SearchTakesOnlyWhatLooksRightInEveryBit) {
  Recorder out;
  Demuxer demuxer(out);
  demuxer.feed(base::Buffer{0x11, 0, 0, 1, 0xBA, 0x11, 0x22, 0x33, 0, 0, 1, 0xE0, 0x12, 0x34, 0x00, 0x11, 0x99} +
               base::Buffer{0, 0, 1, 0xBD, 0xFF, 0xFF, 0, 0, 1, 0xB9, 0, 0, 1, 0xBC, 0, 4, 1, 2, 3, 4, 5, 6, 7} +
               packBytes() + pesBytes(0xC0, base::Buffer(100, 7)));
  demuxer.finish();
  EXPECT_EQ(out.packs.size(), 1u);
  ASSERT_EQ(out.pes.size(), 1u);
  EXPECT_EQ(out.es(0xC0), base::Buffer(100, 7));
  EXPECT_EQ(demuxer.counters().resyncs, 1u);
}

base::Buffer unboundedPes(const base::Buffer& payload) {
  base::Buffer p = pesBytes(0xE0, payload);
  base::store16(&p[4], 0);
  return p;
}

TEST(Demuxer, UnboundedPesEndsWithTheAccessUnitWhenToldSo) {
  Recorder out;
  Demuxer demuxer(out);
  const base::Buffer payload = base::Buffer{0, 0, 1, 0x67, 0x4D} + base::Buffer(100, 0x41) + base::Buffer{0, 0};
  demuxer.feedPacket(packBytes() + unboundedPes(payload));
  EXPECT_FALSE(out.pes.at(0).ended);
  demuxer.onAccessUnitEnd();
  EXPECT_TRUE(out.pes.at(0).ended);
  EXPECT_TRUE(out.pes.at(0).complete);
  EXPECT_EQ(out.pes.at(0).data, payload);
  demuxer.feedPacket(packBytes() + pesBytes(0xC0, {1}));
  EXPECT_EQ(out.pes.size(), 2u);
  EXPECT_EQ(demuxer.counters().of(Quirk::kGarbage), 0u);
}

// Senders that set the marker on every packet must not lose their pictures.
TEST(Demuxer, AccessUnitEndInTheWrongPlaceLosesNothing) {
  Recorder out;
  Demuxer demuxer(out);
  const base::Buffer payload = base::Buffer{0, 0, 0, 1, 0x67, 0x4D} + base::Buffer(3000, 0x41);
  const base::Buffer bytes = packBytes() + unboundedPes(payload) + packBytes();
  for (size_t at = 0; at < bytes.size(); at += 700) {
    demuxer.feedPacket(base::Bytes(bytes).subspan(at, std::min<size_t>(700, bytes.size() - at)));
    demuxer.onAccessUnitEnd();
  }
  demuxer.finish();
  EXPECT_EQ(out.es(0xE0), payload);
  for (const RecordedPes& p : out.pes) EXPECT_TRUE(p.complete);
}

TEST(Demuxer, FinishEndsAnUnboundedPesWholeAndABoundedOneCut) {
  const base::Buffer payload = base::Buffer(100, 1) + base::Buffer{0, 0};
  const Demuxed open = demux(packBytes() + unboundedPes(payload));
  EXPECT_TRUE(open.out.pes.at(0).complete);
  EXPECT_EQ(open.out.pes.at(0).data, payload);
  base::Buffer cut = packBytes() + pesBytes(0xE0, base::Buffer(100, 1));
  cut.erase(cut.end() - 20, cut.end());
  EXPECT_FALSE(demux(cut).out.pes.at(0).complete);
}

base::Buffer mapBytes(const std::vector<MapEntry>& entries) {
  base::Buffer p(programStreamMapBytes(entries.size()));
  writeProgramStreamMap(p.data(), 1, entries);
  return p;
}

TEST(DemuxerStreams, MapThatChangesInMidStreamIsFollowed) {
  const Demuxed d = demux(packBytes() + mapBytes({{0x1B, 0xE0}, {0x90, 0xC0}}) + pesBytes(0xC0, base::Buffer(9, 1)) +
                          packBytes() + mapBytes({{0x1B, 0xE0}, {0x91, 0xC0}}) + pesBytes(0xC0, base::Buffer(9, 1)));
  ASSERT_EQ(d.out.pes.size(), 2u);
  EXPECT_EQ(d.out.pes[0].info.codec, Codec::kPcma);
  EXPECT_EQ(d.out.pes[1].info.codec, Codec::kPcmu);
}

TEST(DemuxerStreams, EveryTypeOfAnnexCIsNamed) {
  for (const auto& [type, codec] : {std::pair{0x92, Codec::kG7221}, {0x99, Codec::kG729}, {0x9B, Codec::kSvacAudio}}) {
    const Demuxed d = demux(packBytes() + mapBytes({{static_cast<uint8_t>(type), 0xC0}}) +
                            pesBytes(0xC0, {0xFF, 0xF1, 0x60, 0x40, 0x01, 0x1F, 0xFC, 0}));
    EXPECT_EQ(d.out.pes.at(0).info.codec, codec);
  }
}

// KEDA: the map flips from H.265 to H.264 in mid-stream while the bytes stay H.265.
TEST(DemuxerStreams, FlippingMapDoesNotOverruleParameterSets) {
  const base::Buffer key{0, 0, 0, 1, 0x40, 0x01, 0x0C, 0x01, 0, 0, 0, 1, 0x26, 0x01, 0x99};
  const base::Buffer slice{0, 0, 0, 1, 0x02, 0x01, 0x55, 0x55};
  const Demuxed d = demux(packBytes() + mapBytes({{0x24, 0xE0}}) + pesBytes(0xE0, key) + packBytes() +
                          mapBytes({{0x1B, 0xE0}}) + pesBytes(0xE0, slice));
  for (const RecordedPes& p : d.out.pes) EXPECT_EQ(p.info.codec, Codec::kH265);
}

TEST(DemuxerStreams, WithoutAMapEachVideoCodecIsToldAndSoundIsG711) {
  const base::Buffer h265{0, 0, 0, 1, 0x40, 0x01, 0x0C, 0x01};
  const Demuxed d = demux(packBytes() + pesBytes(0xE0, h265) + pesBytes(0xC0, base::Buffer(160, 0xD5)) + packBytes());
  EXPECT_EQ(d.out.codecOf(0xE0), Codec::kH265);
  EXPECT_EQ(d.out.codecOf(0xC0), Codec::kPcma);
}

TEST(DemuxerStreams, SeveralAdtsFramesInAPesAreToldByTheSecondPes) {
  base::Buffer frame{0xFF, 0xF1, 0x60, 0x40, 0x03, 0x1F, 0xFC};
  frame.resize(24, 0x33);
  const base::Buffer pes = pesBytes(0xC0, frame + frame);
  const Demuxed d = demux(packBytes() + mapBytes({{0x90, 0xC0}}) + pes + pes + packBytes());
  EXPECT_EQ(d.out.codecOf(0xC0), Codec::kAac);
}

// Loud G.711 may look like an ADTS sync word once.
TEST(DemuxerStreams, G711ThatLooksLikeAdtsOnceStaysG711) {
  const base::Buffer loud = base::Buffer{0xFF, 0xF1, 0x60, 0x40, 0x03, 0x1F, 0xFC} + base::Buffer(153, 0xD5);
  const base::Buffer quiet(160, 0xD5);
  const Demuxed d = demux(packBytes() + mapBytes({{0x90, 0xC0}}) + pesBytes(0xC0, loud) + pesBytes(0xC0, quiet) +
                          pesBytes(0xC0, loud) + pesBytes(0xC0, quiet) + packBytes());
  for (const RecordedPes& p : d.out.pes) EXPECT_EQ(p.info.codec, Codec::kPcma);
}

TEST(DemuxerStreams, AllMediaStreamIdsFitTheTable) {
  base::Buffer bytes = packBytes();
  for (int id = 0xC0; id <= 0xEF; ++id) bytes = bytes + pesBytes(static_cast<uint8_t>(id), {1, 2, 3});
  const Demuxed d = demux(bytes + packBytes());
  EXPECT_EQ(d.out.pes.size(), kMaxStreams);
}

}  // namespace
}  // namespace guanlan::ps::test
