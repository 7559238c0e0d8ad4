#include "fmp4/movie_boxes.h"

#include "codec/flac.h"
#include "codec/sps.h"
#include "fmp4/box.h"

namespace guanlan::fmp4 {

namespace {

using base::append;
using base::append16;
using base::append32;
using base::append8;
using base::Buffer;
using codec::Codec;

void appendZeros(Buffer& out, size_t count) { out.insert(out.end(), count, 0); }

void appendMatrix(Buffer& out) {
  static constexpr uint32_t kUnity[9] = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};
  for (uint32_t value : kUnity) append32(out, value);
}

void appendTrackHeader(Buffer& out, const TrackBoxes& boxes) {
  const bool video = boxes.video;
  const codec::TrackInfo& track = boxes.descriptions[0].track;
  Box box(out, "tkhd", 0, 3);
  appendZeros(out, 8);
  append32(out, video ? kVideoTrackId : kAudioTrackId);
  appendZeros(out, 4);
  append32(out, boxes.startMs + boxes.durationMs);
  appendZeros(out, 8 + 4);
  append16(out, video ? 0 : 0x0100);
  append16(out, 0);
  appendMatrix(out);
  append32(out, video ? track.width << 16 : 0);
  append32(out, video ? track.height << 16 : 0);
}

void appendVideoEntry(Buffer& out, const codec::TrackInfo& track) {
  const bool hevc = track.codec == Codec::kH265;
  Box entry(out, hevc ? "hvc1" : "avc1");
  appendZeros(out, 6);
  append16(out, 1);
  appendZeros(out, 16);
  append16(out, track.width);
  append16(out, track.height);
  append32(out, 0x00480000);
  append32(out, 0x00480000);
  append32(out, 0);
  append16(out, 1);
  appendZeros(out, 32);
  append16(out, 24);
  append16(out, 0xFFFF);
  Box configuration(out, hevc ? "hvcC" : "avcC");
  append(out, hevc ? codec::hevcConfiguration(track) : codec::avcConfiguration(track));
}

/// ISO/IEC 14496-1:2010 §7.2.6: ES_Descriptor, DecoderConfigDescriptor, DecoderSpecificInfo, SLConfigDescriptor.
void appendEsds(Buffer& out, const Buffer& config) {
  Box box(out, "esds", 0, 0);
  const auto size = static_cast<uint32_t>(config.size());
  append8(out, 3);
  append8(out, 23 + size);
  append16(out, 0);
  append8(out, 0);
  append8(out, 4);
  append8(out, 15 + size);
  append8(out, 0x40);
  append8(out, 0x15);
  appendZeros(out, 11);
  append8(out, 5);
  append8(out, size);
  append(out, config);
  append(out, Buffer{6, 1, 2});
}

void appendFlacConfiguration(Buffer& out) {
  Box box(out, "dfLa", 0, 0);
  append32(out, 0x80000000u | codec::kStreamInfoBytes);
  uint8_t info[codec::kStreamInfoBytes];
  codec::writeStreamInfo(info);
  append(out, base::Bytes(info));
}

void appendAudioEntry(Buffer& out, const codec::TrackInfo& track, Codec audio) {
  const char* type = audio == Codec::kAac    ? "mp4a"
                     : audio == Codec::kFlac ? "fLaC"
                     : audio == Codec::kPcma ? "alaw"
                                             : "ulaw";
  Box entry(out, type);
  appendZeros(out, 6);
  append16(out, 1);
  appendZeros(out, 8);
  append16(out, track.channels);
  append16(out, 16);
  append32(out, 0);
  // 16.16; a rate that does not fit stands in mdhd and in the configuration only.
  append32(out, track.sampleRate <= 0xFFFF ? track.sampleRate << 16 : 0);
  if (audio == Codec::kAac) appendEsds(out, track.audioConfig);
  if (audio == Codec::kFlac) appendFlacConfiguration(out);
}

void appendSampleTable(Buffer& out, const TrackBoxes& boxes) {
  Box stbl(out, "stbl");
  {
    Box stsd(out, "stsd", 0, 0);
    append32(out, static_cast<uint32_t>(boxes.descriptions.size()));
    for (const SampleDescription& one : boxes.descriptions) {
      if (boxes.video) {
        appendVideoEntry(out, one.track);
      } else {
        appendAudioEntry(out, one.track, one.audio);
      }
    }
  }
  boxes.writeTables(out);
}

void appendMediaHeader(Buffer& out, const TrackBoxes& boxes) {
  const bool large = boxes.mediaDuration > UINT32_MAX;
  Box mdhd(out, "mdhd", large, 0);
  appendZeros(out, large ? 16 : 8);
  append32(out, boxes.video ? kVideoTimescale : boxes.descriptions[0].track.sampleRate);
  if (large) {
    base::append64(out, boxes.mediaDuration);
  } else {
    append32(out, static_cast<uint32_t>(boxes.mediaDuration));
  }
  append16(out, 0x55C4);  // "und"
  append16(out, 0);
}

void appendMedia(Buffer& out, const TrackBoxes& boxes) {
  Box mdia(out, "mdia");
  appendMediaHeader(out, boxes);
  {
    Box hdlr(out, "hdlr", 0, 0);
    append32(out, 0);
    append(out, std::string_view(boxes.video ? "vide" : "soun"));
    appendZeros(out, 12);
    append(out, std::string_view("Guanlan\0", 8));
  }
  Box minf(out, "minf");
  if (boxes.video) {
    Box vmhd(out, "vmhd", 0, 1);
    appendZeros(out, 8);
  } else {
    Box smhd(out, "smhd", 0, 0);
    appendZeros(out, 4);
  }
  {
    Box dinf(out, "dinf");
    Box dref(out, "dref", 0, 0);
    append32(out, 1);
    Box url(out, "url ", 0, 1);
  }
  appendSampleTable(out, boxes);
}

/// Nothing is shown up to the track's start, then all of it (§8.6.6).
void appendEdits(Buffer& out, const TrackBoxes& boxes) {
  constexpr uint32_t kNothing = 0xFFFFFFFF;
  constexpr uint32_t kRate = 0x00010000;
  Box edts(out, "edts");
  Box elst(out, "elst", 0, 0);
  append32(out, 2);
  for (const uint32_t value : {boxes.startMs, kNothing, kRate, boxes.durationMs, uint32_t{0}, kRate})
    append32(out, value);
}

}  // namespace

void writeFileType(Buffer& out) {
  Box ftyp(out, "ftyp");
  append(out, std::string_view("iso5\0\0\2\0iso5iso6mp41", 20));
}

void writeMovieHeader(Buffer& out, uint32_t durationMs) {
  Box mvhd(out, "mvhd", 0, 0);
  appendZeros(out, 8);
  append32(out, kMovieTimescale);
  append32(out, durationMs);
  append32(out, 0x00010000);
  append16(out, 0x0100);
  appendZeros(out, 10);
  appendMatrix(out);
  appendZeros(out, 24);
  append32(out, kAudioTrackId + 1);
}

void writeTrack(Buffer& out, const TrackBoxes& boxes) {
  Box trak(out, "trak");
  appendTrackHeader(out, boxes);
  if (boxes.startMs > 0) appendEdits(out, boxes);
  appendMedia(out, boxes);
}

}  // namespace guanlan::fmp4
