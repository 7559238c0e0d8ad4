#include "rtp/rtcp.h"

#include "rtp/packets.h"

namespace guanlan::rtp {
namespace {

using base::Buffer;

Buffer packet(uint8_t first, uint8_t type, const Buffer& body) {
  Buffer out = {first, type};
  base::append16(out, static_cast<uint32_t>(body.size() / 4));
  base::append(out, body);
  return out;
}

Buffer operator+(Buffer left, const Buffer& right) {
  base::append(left, right);
  return left;
}

const Buffer kSenderReport = packet(
    0x80, 200, {0x0B, 0xEB, 0, 1, 0xE3, 0xB0, 1, 2, 0x80, 0, 0, 0, 0, 0, 0x0E, 0x10, 0, 0, 0, 42, 0, 0, 0x10, 0});
const Buffer kSourceDescription = packet(0x81, 202, {0x0B, 0xEB, 0, 1, 1, 3, 'c', 'a', 'm', 0, 0, 0});
const Buffer kBye = packet(0x81, 203, {0x0B, 0xEB, 0, 1});

TEST(ParseRtcp, ReadsASenderReport_RFC3550_6_4_1) {
  const RtcpSummary summary = parseRtcp(kSenderReport + kSourceDescription);
  ASSERT_TRUE(summary.senderReport);
  EXPECT_EQ(summary.senderReport->ssrc, 0x0BEB0001u);
  EXPECT_EQ(summary.senderReport->ntp, 0xE3B0010280000000u);
  EXPECT_EQ(summary.senderReport->rtpTimestamp, 3600u);
  EXPECT_EQ(summary.senderReport->packets, 42u);
  EXPECT_EQ(summary.senderReport->octets, 4096u);
  EXPECT_EQ(summary.packets, 2u);
  EXPECT_FALSE(summary.bye);
  EXPECT_FALSE(summary.malformed);
}

TEST(ParseRtcp, ReadsAGoodbye_RFC3550_6_6) {
  const RtcpSummary summary = parseRtcp(packet(0x80, 201, {0x0B, 0xEB, 0, 1}) + kSourceDescription + kBye);
  EXPECT_EQ(summary.bye, 0x0BEB0001u);
  EXPECT_EQ(summary.packets, 3u);
  // Without a source: useless, and no error.
  EXPECT_FALSE(parseRtcp(packet(0x80, 203, {})).bye);
  EXPECT_FALSE(parseRtcp(packet(0x80, 203, {})).malformed);
  // With a source that is not there.
  EXPECT_FALSE(parseRtcp(packet(0x81, 203, {})).bye);
}

TEST(ParseRtcp, StepsOverUnknownTypes_RFC3550_6_1) {
  const Buffer application = packet(0x80, 204, {0, 0, 0, 1, 'T', 'E', 'S', 'T'});
  const Buffer feedback = packet(0x81, 205, {0, 0, 0, 1, 0, 0, 0, 2});
  const RtcpSummary summary = parseRtcp(application + feedback + kSenderReport);
  EXPECT_TRUE(summary.senderReport);
  EXPECT_EQ(summary.packets, 3u);
}

TEST(ParseRtcp, CutBytesAreMalformed_RFC3550_A_2) {
  const Buffer whole = kSenderReport + kBye;
  for (size_t size = 1; size < whole.size(); size++) {
    const RtcpSummary summary = parseRtcp(base::Bytes(whole).first(size));
    EXPECT_EQ(summary.malformed, size != kSenderReport.size()) << size;
    EXPECT_EQ(summary.senderReport.has_value(), size >= kSenderReport.size()) << size;
    EXPECT_FALSE(summary.bye) << size;
  }
  EXPECT_FALSE(parseRtcp({}).malformed);
}

TEST(ParseRtcp, ASenderReportThatIsTooShortIsNone_RFC3550_6_4_1) {
  EXPECT_FALSE(parseRtcp(packet(0x80, 200, {0x0B, 0xEB, 0, 1, 0, 0, 0, 0})).senderReport);
}

TEST(ParseRtcp, AnotherVersionEndsTheCompound_RFC3550_A_2) {
  const RtcpSummary summary = parseRtcp(packet(0x40, 200, {}) + kBye);
  EXPECT_TRUE(summary.malformed);
  EXPECT_FALSE(summary.bye);
}

TEST(ParseRtcp, LooksAtABoundedNumberOfPackets) {
  Buffer compound;
  for (size_t i = 0; i < kMaxCompoundPackets; i++) base::append(compound, packet(0x80, 201, {}));
  const RtcpSummary summary = parseRtcp(compound + kBye);
  EXPECT_EQ(summary.packets, kMaxCompoundPackets);
  EXPECT_FALSE(summary.bye);
}

TEST(WriteRtcp, ReceiverReportAndCanonicalName_RFC3550_6_4_2) {
  Buffer out;
  writeReceiverReport(out, 0x01020304, {0x0BEB0001, 64, -2, 0x00010005, 7, 0xAABBCCDD, 65536}, "gl");
  const Buffer expected = {0x81, 201,  0,    7,                                     //
                           1,    2,    3,    4,    0x0B, 0xEB, 0, 1,                //
                           64,   0xFF, 0xFF, 0xFE, 0,    1,    0, 5, 0, 0, 0,   7,  //
                           0xAA, 0xBB, 0xCC, 0xDD, 0,    1,    0, 0,                //
                           0x81, 202,  0,    3,    1,    2,    3, 4, 1, 2, 'g', 'l', 0, 0, 0, 0};
  EXPECT_EQ(out, expected);
}

TEST(WriteRtcp, CumulativeLossIsLimitedTo24Bits_RFC3550_6_4_1) {
  for (const auto& [lost, bytes] : {std::pair<int32_t, uint32_t>{0x7FFFFFFF, 0x7FFFFF}, {-0x7FFFFFFF, 0x800000}}) {
    Buffer out;
    writeReceiverReport(out, 1, {.cumulativeLost = lost}, "x");
    EXPECT_EQ(base::load24(&out[13]), bytes);
  }
}

TEST(WriteRtcp, WritesWhatItReads_RFC3550_6_1) {
  Buffer out;
  const SenderReport report = {0x0BEB0001, 0xE3B0010280000000, 3600, 42, 4096};
  writeSenderReport(out, report, "gl");
  const RtcpSummary summary = parseRtcp(out);
  ASSERT_TRUE(summary.senderReport);
  EXPECT_EQ(summary.senderReport->ntp, report.ntp);
  EXPECT_EQ(summary.senderReport->octets, report.octets);
  EXPECT_EQ(summary.packets, 2u);
  EXPECT_TRUE(looksLikeRtcp(out));

  Buffer bye;
  writeBye(bye, 0x0BEB0001, "gl");
  EXPECT_EQ(parseRtcp(bye).bye, 0x0BEB0001u);
  EXPECT_EQ(parseRtcp(bye).packets, 3u);
}

TEST(WriteRtcp, EveryNameEndsInZerosAtAWordsEnd_RFC3550_6_5) {
  for (size_t size = 0; size <= 300; size++) {
    Buffer out;
    writeBye(out, 1, std::string(size, 'n'));
    ASSERT_EQ(out.size() % 4, 0u) << size;
    const RtcpSummary summary = parseRtcp(out);
    ASSERT_FALSE(summary.malformed) << size;
    ASSERT_EQ(summary.bye, 1u) << size;
    const size_t written = std::min<size_t>(size, 255);
    ASSERT_EQ(out[8 + 9], written);
    ASSERT_EQ(out[8 + 10 + written], 0);
  }
}

TEST(ReceptionStatistics, FractionIsOfTheInterval_RFC3550_A_3) {
  ReceptionStatistics statistics;
  ReportBlock block = statistics.report(9, 99, 90, 10);
  EXPECT_EQ(block.fractionLost, 25);  // 10 of 100, in 256ths
  EXPECT_EQ(block.cumulativeLost, 10);
  EXPECT_EQ(block.ssrc, 9u);
  EXPECT_EQ(block.extendedHighest, 99u);
  block = statistics.report(9, 199, 190, 10);
  EXPECT_EQ(block.fractionLost, 0);
  EXPECT_EQ(block.cumulativeLost, 10);
  block = statistics.report(9, 203, 192, 12);
  EXPECT_EQ(block.fractionLost, 128);
}

TEST(ReceptionStatistics, DuplicatesMakeTheLossNegativeAndTheFractionZero_RFC3550_A_3) {
  ReceptionStatistics statistics;
  const ReportBlock block = statistics.report(9, 99, 105, -5);
  EXPECT_EQ(block.fractionLost, 0);
  EXPECT_EQ(block.cumulativeLost, -5);
}

TEST(ReceptionStatistics, NothingExpectedIsNoLoss_RFC3550_A_3) {
  ReceptionStatistics statistics;
  EXPECT_EQ(statistics.report(9, 0, 0, 0).fractionLost, 0);
  // All lost: the largest fraction.
  EXPECT_EQ(statistics.report(9, 9, 0, 10).fractionLost, 255);
}

TEST(ReceptionStatistics, JitterOfASteadySourceIsZero_RFC3550_A_8) {
  ReceptionStatistics statistics;
  for (uint32_t i = 0; i < 100; i++) statistics.onPacket(i * 3600, i * 40, 90000);
  EXPECT_EQ(statistics.jitter(), 0u);
}

TEST(ReceptionStatistics, JitterIsTheSmoothedDeviation_RFC3550_A_8) {
  ReceptionStatistics statistics;
  // Every other packet is 10 ms late: D is 900 ticks each time, and the estimate tends to it.
  for (uint32_t i = 0; i < 500; i++) statistics.onPacket(i * 3600, i * 40 + (i % 2) * 10, 90000);
  EXPECT_NEAR(statistics.jitter(), 900, 8);
}

TEST(ReceptionStatistics, TheFirstDeviationCountsASixteenth_RFC3550_A_8) {
  ReceptionStatistics statistics;
  statistics.onPacket(0, 0, 8000);
  statistics.onPacket(160, 40, 8000);
  EXPECT_EQ(statistics.jitter(), 160u / 16);
}

TEST(ReceptionStatistics, GoesOnOverTheTimestampsWrap_RFC3550_A_8) {
  ReceptionStatistics statistics;
  uint32_t timestamp = 0xFFFFF000;
  for (uint32_t i = 0; i < 10; i++, timestamp += 3600) statistics.onPacket(timestamp, i * 40, 90000);
  EXPECT_EQ(statistics.jitter(), 0u);
}

TEST(ReceptionStatistics, ASeekOrAnotherClockIsNoJitter) {
  ReceptionStatistics statistics;
  statistics.onPacket(0, 0, 90000);
  statistics.onPacket(3600, 40, 90000);
  statistics.onPacket(90000 * 3600, 80, 90000);
  EXPECT_EQ(statistics.jitter(), 0u);
  statistics.onPacket(160, 100, 8000);
  statistics.onPacket(320, 120, 8000);
  EXPECT_EQ(statistics.jitter(), 0u);
}

}  // namespace
}  // namespace guanlan::rtp
