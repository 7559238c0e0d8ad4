#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "codec/adts.h"
#include "codec/flac.h"
#include "codec/media.h"
#include "codec/nal.h"
#include "codec/sps.h"

// The streams of test/fixtures/codec as the frames that a muxer is given.
namespace guanlan::testing {

inline base::Buffer readFixture(const std::string& name) {
  std::ifstream file(std::string(GUANLAN_FIXTURES) + "/codec/" + name, std::ios::binary);
  EXPECT_TRUE(file.good()) << name;
  return base::Buffer(std::istreambuf_iterator<char>(file), {});
}

struct SampleFrame {
  codec::FrameView view;
  base::Buffer payload;
  uint32_t audioSamples = 0;
};

struct SampleStream {
  codec::Tracks tracks;
  std::vector<SampleFrame> frames;  // by decoding time
};

/// Decoding times of the fixtures begin below zero.
constexpr int64_t kSampleStart90k = 90000;
constexpr size_t kSampleG711Bytes = 320;  // 40 ms

/// Parameter sets go to the track, everything else to pictures; each begins with its first slice or what stands before.
inline std::vector<base::Buffer> cutPictures(base::Bytes annexB, codec::TrackInfo& track) {
  std::vector<base::Buffer> pictures;
  bool hasSlice = true;
  const auto keep = [](std::vector<base::Buffer>& sets, base::Bytes nal) {
    const base::Buffer set(nal.begin(), nal.end());
    if (std::find(sets.begin(), sets.end(), set) == sets.end()) sets.push_back(set);
  };
  codec::forEachNal(annexB, [&](base::Bytes nal) {
    const codec::NalKind kind = codec::nalKind(track.codec, nal[0]);
    if (kind == codec::NalKind::kVps) return keep(track.vps, nal);
    if (kind == codec::NalKind::kSps) return keep(track.sps, nal);
    if (kind == codec::NalKind::kPps) return keep(track.pps, nal);
    if (kind == codec::NalKind::kDelimiter) return;
    const bool slice = codec::isSlice(kind);
    if (hasSlice && (!slice || codec::startsPicture(track.codec, nal.data()))) {
      pictures.emplace_back();
      hasSlice = false;
    }
    hasSlice = hasSlice || slice;
    base::append32(pictures.back(), static_cast<uint32_t>(nal.size()));
    base::append(pictures.back(), nal);
  });
  return pictures;
}

inline void addVideo(SampleStream& stream, codec::Codec codec) {
  if (codec == codec::Codec::kUnknown) return;
  const bool hevc = codec == codec::Codec::kH265;
  const std::string name = hevc ? "h265" : "h264";
  codec::TrackInfo& track = stream.tracks.video;
  track.codec = codec;
  const std::vector<base::Buffer> pictures = cutPictures(readFixture(name + ".es"), track);
  const auto facts = hevc ? codec::parseH265Sps(track.sps.at(0)) : codec::parseH264Sps(track.sps.at(0));
  track.width = facts.value().width;
  track.height = facts.value().height;
  std::ifstream times(std::string(GUANLAN_FIXTURES) + "/codec/" + name + ".times");
  char comma = 0;
  for (const base::Buffer& picture : pictures) {
    SampleFrame frame;
    char key = 0;
    times >> frame.view.pts90k >> comma >> frame.view.dts90k >> comma >> key;
    frame.view.pts90k += kSampleStart90k;
    frame.view.dts90k += kSampleStart90k;
    frame.view.key = key == 'K';
    frame.payload = picture;
    stream.frames.push_back(frame);
  }
  EXPECT_TRUE(times.good()) << "fewer times than pictures";
}

inline void addG711(SampleStream& stream, codec::Codec codec) {
  stream.tracks.audio.codec = codec;
  stream.tracks.audio.sampleRate = codec::kG711SampleRate;
  stream.tracks.audio.channels = 1;
  const base::Buffer bytes = readFixture(codec == codec::Codec::kPcma ? "pcma.es" : "pcmu.es");
  for (size_t at = 0; at < bytes.size(); at += kSampleG711Bytes) {
    SampleFrame frame;
    frame.view.track = codec::kAudioTrack;
    frame.view.dts90k = frame.view.pts90k = kSampleStart90k + static_cast<int64_t>(at) * 90000 / 8000;
    frame.payload.assign(bytes.begin() + static_cast<ptrdiff_t>(at),
                         bytes.begin() + static_cast<ptrdiff_t>(std::min(at + kSampleG711Bytes, bytes.size())));
    frame.audioSamples = static_cast<uint32_t>(frame.payload.size());
    stream.frames.push_back(frame);
  }
}

inline void addAac(SampleStream& stream) {
  const base::Buffer bytes = readFixture("aac.es");
  codec::TrackInfo& track = stream.tracks.audio;
  track.codec = codec::Codec::kAac;
  int64_t samples = 0;
  for (size_t at = 0; at < bytes.size();) {
    const auto header = codec::parseAdts(base::Bytes(bytes).subspan(at));
    ASSERT_TRUE(header) << at;
    track.sampleRate = codec::aacSampleRate(header->frequencyIndex);
    track.channels = header->channelConfiguration;
    track.audioConfig = codec::audioSpecificConfig(*header);
    SampleFrame frame;
    frame.view.track = codec::kAudioTrack;
    frame.view.dts90k = frame.view.pts90k = kSampleStart90k + samples * 90000 / track.sampleRate;
    const base::Bytes payload = base::Bytes(bytes).subspan(at, header->frameBytes).subspan(header->headerBytes);
    frame.payload.assign(payload.begin(), payload.end());
    frame.audioSamples = codec::kAacFrameSamples;
    stream.frames.push_back(frame);
    samples += codec::kAacFrameSamples;
    at += header->frameBytes;
  }
}

inline SampleStream loadSample(codec::Codec video, codec::Codec audio) {
  SampleStream stream;
  addVideo(stream, video);
  if (codec::isG711(audio)) addG711(stream, audio);
  if (audio == codec::Codec::kAac) addAac(stream);
  std::stable_sort(stream.frames.begin(), stream.frames.end(),
                   [](const SampleFrame& a, const SampleFrame& b) { return a.view.dts90k < b.view.dts90k; });
  for (SampleFrame& frame : stream.frames) frame.view.payload = frame.payload;
  return stream;
}

/// What the engine does for viewers that want FLAC: the sound's payloads are the encoder's output.
inline void encodeSound(SampleStream& stream) {
  codec::FlacEncoder encoder(stream.tracks.audio.codec);
  for (SampleFrame& frame : stream.frames) {
    if (frame.view.track != codec::kAudioTrack) continue;
    const base::Bytes flac = encoder.encode(frame.payload);
    frame.payload.assign(flac.begin(), flac.end());
    frame.view.payload = frame.payload;
  }
}

}  // namespace guanlan::testing
