#include "ps/system_header.h"

#include "ps/start_code.h"

namespace guanlan::ps {

void writeSystemHeader(uint8_t* p, uint32_t rateBound) {
  base::store32(p, 0x100u | kSystemHeaderId);
  base::store16(p + 4, kSystemHeaderBytes - 6);
  base::store24(p + 6, 0x800001u | (rateBound & 0x3FFFFF) << 1);  // a marker bit on either side
  p[9] = 1 << 2;                                                  // audio_bound 1, fixed_flag 0, CSPS_flag 0
  p[10] = 0xE0 | 1;                                               // locks and marker 1, video_bound 1
  p[11] = 0x7F;                                                   // packet_rate_restriction_flag 0
  p[12] = kFirstVideoId;
  base::store16(p + 13, 0xE000 | 2048);  // '11', scale 1 (1024 bytes), 2 MB
  p[15] = kFirstAudioId;
  base::store16(p + 16, 0xC000 | 512);  // '11', scale 0 (128 bytes), 64 KB
}

}  // namespace guanlan::ps
