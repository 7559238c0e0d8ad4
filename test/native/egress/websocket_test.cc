#include "egress/websocket.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace guanlan::egress {
namespace {

using base::Buffer;
using base::Bytes;
using Result = WebSocketReader::Result;

constexpr uint8_t kMask[4] = {0x37, 0xfa, 0x21, 0x3d};

/// A frame as a client sends it: RFC 6455 §5.2, masked by §5.3.
Buffer clientFrame(uint8_t first, Bytes payload, bool masked = true) {
  Buffer out;
  base::append8(out, first);
  const uint8_t mask = masked ? 0x80 : 0;
  if (payload.size() < 126) {
    base::append8(out, mask | static_cast<uint32_t>(payload.size()));
  } else if (payload.size() < 65536) {
    base::append8(out, mask | 126u);
    base::append16(out, static_cast<uint32_t>(payload.size()));
  } else {
    base::append8(out, mask | 127u);
    base::append64(out, payload.size());
  }
  if (masked) base::append(out, Bytes(kMask, 4));
  for (size_t i = 0; i < payload.size(); i++) base::append8(out, payload[i] ^ (masked ? kMask[i % 4] : 0));
  return out;
}

Buffer text(std::string_view content) { return Buffer(content.begin(), content.end()); }

Buffer closeBody(uint16_t code, std::string_view reason = "") {
  Buffer out(2 + reason.size());
  base::store16(out.data(), code);
  std::copy(reason.begin(), reason.end(), out.begin() + 2);
  return out;
}

uint16_t closeCodeOf(Bytes frame) {
  EXPECT_GE(frame.size(), 4u);
  EXPECT_EQ(frame[0], 0x88);
  return base::load16(frame.data() + 2);
}

/// Feeds in pieces of `step` bytes, as a network may cut.
Result feedIn(WebSocketReader& reader, Bytes bytes, size_t step, Buffer& reply) {
  for (size_t at = 0; at < bytes.size(); at += step) {
    const Result result = reader.feed(bytes.subspan(at, std::min(step, bytes.size() - at)), reply);
    if (result != Result::kOpen) return result;
  }
  return Result::kOpen;
}

// [RFC 6455 §5.2]
TEST(WebSocketHead, WritesEachLengthInTheShortestForm) {
  uint8_t head[kMaxServerHeadBytes];
  const auto written = [&](uint64_t size) {
    const size_t n = writeBinaryHead(head, size);
    return Buffer(head, head + n);
  };
  EXPECT_EQ(written(0), (Buffer{0x82, 0}));
  EXPECT_EQ(written(125), (Buffer{0x82, 125}));
  EXPECT_EQ(written(126), (Buffer{0x82, 126, 0, 126}));
  EXPECT_EQ(written(65535), (Buffer{0x82, 126, 0xFF, 0xFF}));
  EXPECT_EQ(written(65536), (Buffer{0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0}));
  EXPECT_EQ(written(uint64_t{1} << 40), (Buffer{0x82, 127, 0, 0, 1, 0, 0, 0, 0, 0}));
}

// [RFC 6455 §5.1]
TEST(WebSocketHead, AServerDoesNotMask) {
  uint8_t head[kMaxServerHeadBytes];
  for (uint64_t size : {5u, 500u, 500000u}) {
    writeBinaryHead(head, size);
    EXPECT_EQ(head[1] & 0x80, 0) << size;
  }
}

// [RFC 6455 §5.5.1]
TEST(WebSocketClose, CarriesCodeAndReason) {
  Buffer out;
  appendClose(out, 1001, "bye");
  EXPECT_EQ(out, (Buffer{0x88, 5, 0x03, 0xE9, 'b', 'y', 'e'}));
}

// [RFC 6455 §5.5]
TEST(WebSocketClose, CutsTheReasonTo125BytesAndNotInsideACharacter) {
  Buffer out;
  appendClose(out, 1000, std::string(200, 'x'));
  EXPECT_EQ(out.size(), 2u + 125u);
  EXPECT_EQ(out[1], 125);

  out.clear();
  std::string reason;
  for (int i = 0; i < 60; i++) reason += "观";  // three bytes each: 123 bytes hold 41 whole ones
  appendClose(out, 1000, reason);
  EXPECT_EQ(out[1], 2 + 123);
  reason = "x" + reason;  // now 123 would cut the 41st
  out.clear();
  appendClose(out, 1000, reason);
  EXPECT_EQ(out[1], 2 + 1 + 40 * 3);
  EXPECT_EQ(std::string(out.begin() + 4, out.end()), reason.substr(0, 121));
}

// [RFC 6455 §7.4.1]
TEST(WebSocketClose, KnowsTheCodesThatMustNotBeSent) {
  for (uint32_t code : {1000u, 1001u, 1003u, 1007u, 1011u, 1014u, 3000u, 4999u}) EXPECT_TRUE(isCloseCode(code)) << code;
  for (uint32_t code : {0u, 999u, 1004u, 1005u, 1006u, 1015u, 2999u, 5000u, 65535u})
    EXPECT_FALSE(isCloseCode(code)) << code;
}

// [RFC 6455 §5.5.2]
TEST(WebSocketReader, AnswersAPingWithItsPayloadForAnySplit) {
  const Buffer ping = clientFrame(0x89, text("Hello"));
  for (size_t step = 1; step <= ping.size(); step++) {
    WebSocketReader reader;
    Buffer reply;
    EXPECT_EQ(feedIn(reader, ping, step, reply), Result::kOpen);
    EXPECT_EQ(reply, (Buffer{0x8A, 5, 'H', 'e', 'l', 'l', 'o'})) << step;
  }
}

// [RFC 6455 §5.4]
TEST(WebSocketReader, AnswersAPingBetweenFragments) {
  Buffer bytes = clientFrame(0x01, text("frag"));
  base::append(bytes, clientFrame(0x89, text("p")));
  base::append(bytes, clientFrame(0x80, text("ment")));
  base::append(bytes, clientFrame(0x89, Buffer()));
  for (size_t step : {1u, 2u, 3u, 7u, 100u}) {
    WebSocketReader reader;
    Buffer reply;
    EXPECT_EQ(feedIn(reader, bytes, step, reply), Result::kOpen);
    EXPECT_EQ(reply, (Buffer{0x8A, 1, 'p', 0x8A, 0})) << step;
  }
}

TEST(WebSocketReader, SkipsMessagesOfEveryLengthForm) {
  for (size_t size : {0u, 1u, 125u, 126u, 65535u, 65536u}) {
    WebSocketReader reader;
    Buffer reply;
    Buffer bytes = clientFrame(0x82, Buffer(size, 0xAB));
    base::append(bytes, clientFrame(0x89, text("x")));
    EXPECT_EQ(feedIn(reader, bytes, 1000, reply), Result::kOpen) << size;
    EXPECT_EQ(reply, (Buffer{0x8A, 1, 'x'})) << size;
  }
}

// [RFC 6455 §5.3]
TEST(WebSocketReader, UnmasksBinaryMessagesForAnySplit) {
  Buffer bytes = clientFrame(0x82, text("one"));
  base::append(bytes, clientFrame(0x01, text("text is ")));
  base::append(bytes, clientFrame(0x80, text("skipped")));
  base::append(bytes, clientFrame(0x02, text("tw")));
  base::append(bytes, clientFrame(0x89, text("ping")));
  base::append(bytes, clientFrame(0x00, Buffer()));
  base::append(bytes, clientFrame(0x80, text("o, ")));
  base::append(bytes, clientFrame(0x82, text(std::string(300, 'x'))));
  for (size_t step = 1; step < 40; step++) {
    WebSocketReader reader;
    Buffer reply;
    Buffer data;
    for (size_t at = 0; at < bytes.size(); at += step)
      ASSERT_EQ(reader.feed(Bytes(bytes).subspan(at, std::min(step, bytes.size() - at)), reply, &data), Result::kOpen);
    EXPECT_EQ(data, text("onetwo, " + std::string(300, 'x'))) << step;
    EXPECT_EQ(reply, (Buffer{0x8A, 4, 'p', 'i', 'n', 'g'})) << step;
  }
}

// [RFC 6455 §5.4]
TEST(WebSocketReader, RefusesMessagesThatMixOrHaveNoBeginning) {
  Buffer mixed = clientFrame(0x02, text("begun"));
  base::append(mixed, clientFrame(0x82, text("another")));
  for (const Buffer& bytes : {mixed, clientFrame(0x80, text("x")), clientFrame(0x00, text("x"))}) {
    WebSocketReader reader;
    Buffer reply;
    EXPECT_EQ(reader.feed(bytes, reply), Result::kFailed);
    EXPECT_EQ(closeCodeOf(reply), 1002);
  }
}

// [RFC 6455 §5.5.1]
TEST(WebSocketReader, RepeatsTheCodeOfAClose) {
  WebSocketReader reader;
  Buffer reply;
  EXPECT_EQ(reader.feed(clientFrame(0x88, closeBody(3005, "enough")), reply), Result::kClosed);
  EXPECT_EQ(reply, (Buffer{0x88, 2, 0x0B, 0xBD}));
}

// [RFC 6455 §5.5.1]
TEST(WebSocketReader, AnswersACloseWithoutCodeWith1000) {
  WebSocketReader reader;
  Buffer reply;
  EXPECT_EQ(reader.feed(clientFrame(0x88, Buffer()), reply), Result::kClosed);
  EXPECT_EQ(closeCodeOf(reply), 1000);
}

// [RFC 6455 §5.5.1]
TEST(WebSocketReader, RefusesACloseOfOneByteOrWithAReservedCode) {
  for (const Buffer& body : {Buffer{3}, closeBody(1005), closeBody(1006), closeBody(0), closeBody(2000)}) {
    WebSocketReader reader;
    Buffer reply;
    EXPECT_EQ(reader.feed(clientFrame(0x88, body), reply), Result::kFailed);
    EXPECT_EQ(closeCodeOf(reply), 1002);
  }
}

// [RFC 6455 §5.1]
TEST(WebSocketReader, RefusesAnUnmaskedFrameAfterTwoBytes) {
  WebSocketReader reader;
  Buffer reply;
  EXPECT_EQ(reader.feed(Buffer{0x89, 0x00}, reply), Result::kFailed);
  EXPECT_EQ(closeCodeOf(reply), 1002);
}

// [RFC 6455 §5.2]
TEST(WebSocketReader, RefusesReservedBitsAndOpcodes) {
  for (uint8_t first : {0xC2, 0xA2, 0x92, 0x83, 0x87, 0x8B, 0x8F}) {
    WebSocketReader reader;
    Buffer reply;
    EXPECT_EQ(reader.feed(clientFrame(first, text("x")), reply), Result::kFailed) << int{first};
    EXPECT_EQ(closeCodeOf(reply), 1002);
  }
}

// [RFC 6455 §5.5]
TEST(WebSocketReader, RefusesControlFramesThatAreLongOrInParts) {
  for (const Buffer& frame :
       {clientFrame(0x89, Buffer(126)), clientFrame(0x09, text("x")), clientFrame(0x08, Buffer())}) {
    WebSocketReader reader;
    Buffer reply;
    EXPECT_EQ(reader.feed(frame, reply), Result::kFailed);
    EXPECT_EQ(closeCodeOf(reply), 1002);
  }
}

// [RFC 6455 §7.4.1]
TEST(WebSocketReader, RefusesWhatIsTooBigWith1009BeforeItArrives) {
  WebSocketReader reader;
  Buffer reply;
  Buffer head{0x82, 0xFF};
  base::append64(head, kMaxIgnoredBytes + 1);
  base::append(head, Bytes(kMask, 4));
  EXPECT_EQ(reader.feed(head, reply), Result::kFailed);
  EXPECT_EQ(closeCodeOf(reply), 1009);
}

}  // namespace
}  // namespace guanlan::egress
