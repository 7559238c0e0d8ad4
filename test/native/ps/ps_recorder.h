#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "ps/demuxer.h"

namespace guanlan::ps::test {

inline base::Buffer readFixture(const std::string& name) {
  std::ifstream in(std::string(GUANLAN_FIXTURES "/ps/") + name, std::ios::binary);
  EXPECT_TRUE(in.good()) << name;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A file of packets, each behind its 2-byte length.
inline std::vector<base::Buffer> readPackets(const std::string& name) {
  const base::Buffer file = readFixture(name);
  std::vector<base::Buffer> packets;
  for (size_t at = 0; at + 2 <= file.size();) {
    const size_t n = base::load16(&file[at]);
    packets.emplace_back(file.begin() + at + 2, file.begin() + at + 2 + n);
    at += 2 + n;
  }
  return packets;
}

struct RecordedPes {
  PesInfo info;
  base::Buffer data;
  bool complete = false;
  bool ended = false;
};

/// Keeps everything that a demuxer says, and fails the test when it says it in a wrong order.
class Recorder : public DemuxerSink {
 public:
  void onStreams(const StreamMap& streams) override {
    note("streams");
    for (const StreamEntry& e : streams)
      log_ += " " + std::to_string(e.streamId) + ":" + std::to_string(e.streamType) + ":" +
              std::to_string(static_cast<int>(e.codec));
    last = streams;
  }
  void onPack(std::optional<int64_t> scr27M) override {
    note("pack " + (scr27M ? std::to_string(*scr27M) : "-"));
    packs.push_back(scr27M);
  }
  void onPesBegin(const PesInfo& info) override {
    EXPECT_FALSE(open_) << "second begin";
    note("pes " + std::to_string(info.streamId) + " " + std::to_string(static_cast<int>(info.codec)) + " " +
         std::to_string(info.pts90k.value_or(-1)) + " " + std::to_string(info.dts90k.value_or(-1)) + " " +
         std::to_string(info.length) + (info.unbounded ? "u" : "") + (info.continuation ? "c" : "") +
         (info.startsPack ? "s" : "") + (info.dataAlignment ? "a" : ""));
    open_ = true;
    pes.push_back({info, {}, false, false});
  }
  void onPesData(base::Bytes bytes) override {
    EXPECT_TRUE(open_) << "data outside of a PES";
    EXPECT_FALSE(bytes.empty());
    base::append(pes.back().data, bytes);
  }
  void onPesEnd(bool complete) override {
    EXPECT_TRUE(open_) << "end without begin";
    open_ = false;
    pes.back().complete = complete;
    pes.back().ended = true;
    log_.append(pes.back().data.begin(), pes.back().data.end());
    note(complete ? "end" : "cut");
  }
  void onResync(size_t skippedBytes) override {
    EXPECT_GT(skippedBytes, 0u);
    note("resync " + std::to_string(skippedBytes));
    resyncs.push_back(skippedBytes);
  }

  /// Everything said, with payload joined: equal for equal input however it was cut.
  const std::string& log() const { return log_; }

  /// The stream's bytes as a consumer keeps them: continuations that ended incomplete are taken back.
  base::Buffer es(uint8_t streamId) const {
    base::Buffer bytes;
    for (const RecordedPes& p : pes)
      if (p.info.streamId == streamId && !(p.info.continuation && !p.complete)) base::append(bytes, p.data);
    return bytes;
  }
  codec::Codec codecOf(uint8_t streamId) const {
    for (const StreamEntry& e : last)
      if (e.streamId == streamId) return e.codec;
    return codec::Codec::kUnknown;
  }
  size_t countOf(uint8_t streamId) const {
    return std::count_if(pes.begin(), pes.end(), [&](const RecordedPes& p) { return p.info.streamId == streamId; });
  }

  std::vector<RecordedPes> pes;
  std::vector<std::optional<int64_t>> packs;
  std::vector<size_t> resyncs;
  StreamMap last;

 private:
  void note(const std::string& text) {
    if (text.rfind("pes", 0) != 0 && text != "end" && text != "cut") {
      EXPECT_FALSE(open_) << text << " within a PES";
    }
    log_ += "\n" + text;
  }

  bool open_ = false;
  std::string log_;
};

struct Demuxed {
  Recorder out;
  DemuxerCounters counters;
};

inline Demuxed demux(base::Bytes bytes, DemuxerOptions options = {}) {
  Demuxed d;
  Demuxer demuxer(d.out, options);
  demuxer.feed(bytes);
  demuxer.finish();
  d.counters = demuxer.counters();
  return d;
}

/// Pieces of a Program Stream for tests, written without the code under test.
inline base::Buffer packBytes() { return {0, 0, 1, 0xBA, 0x44, 0x68, 0x6E, 0x4C, 0x94, 0x01, 0x01, 0x30, 0x13, 0xF8}; }

inline base::Buffer pesBytes(uint8_t id, const base::Buffer& payload, const base::Buffer& header = {0x80, 0, 0}) {
  base::Buffer out{0, 0, 1, id};
  base::append16(out, static_cast<uint32_t>(header.size() + payload.size()));
  base::append(out, header);
  base::append(out, payload);
  return out;
}

inline base::Buffer operator+(base::Buffer a, const base::Buffer& b) {
  base::append(a, b);
  return a;
}

}  // namespace guanlan::ps::test
