#include "codec/media.h"

namespace guanlan::codec {

const char* codecName(Codec codec) {
  switch (codec) {
    case Codec::kH264:
      return "H264";
    case Codec::kH265:
      return "H265";
    case Codec::kPcma:
      return "PCMA";
    case Codec::kPcmu:
      return "PCMU";
    case Codec::kAac:
      return "AAC";
    case Codec::kFlac:
      return "FLAC";
    case Codec::kG7221:
      return "G722.1";
    case Codec::kG7231:
      return "G723.1";
    case Codec::kG726:
      return "G726";
    case Codec::kG729:
      return "G729";
    case Codec::kMpeg4:
      return "MPEG4";
    case Codec::kSvacVideo:
      return "SVAC";
    case Codec::kSvacAudio:
      return "SVAC-audio";
    case Codec::kMp3:
      return "MP3";
    case Codec::kH266:
      return "H266";
    case Codec::kUnknown:
    case Codec::kCount:
      break;
  }
  return "unknown";
}

}  // namespace guanlan::codec
