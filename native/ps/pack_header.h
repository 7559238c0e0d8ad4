#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"

// Pack header: ITU-T H.222.0 (06/2021) §2.5.3.3, and its MPEG-1 form, ISO/IEC 11172-1:1993 §2.4.3.2.
namespace guanlan::ps {

constexpr size_t kPackHeaderBytes = 14;
constexpr size_t kMpeg1PackHeaderBytes = 12;

struct PackHeader {
  enum class Form : uint8_t { kBroken, kEmpty, kMpeg1, kMpeg2 };

  Form form = Form::kBroken;
  size_t bytes = 0;               // whole header with stuffing; for kBroken and kEmpty the start code alone
  std::optional<int64_t> scr27M;  // absent in an empty or broken header
  bool markersOk = false;
};

/// Bytes needed before parsePackHeader() may be called, given the first bytes of the header (start code included).
size_t packHeaderNeed(base::Bytes head);

/// `head`: at least packHeaderNeed(head) bytes.
PackHeader parsePackHeader(base::Bytes head);

/// Writes kPackHeaderBytes without stuffing. program_mux_rate counts 50 bytes per second, 22 bits, never 0.
void writePackHeader(uint8_t* p, int64_t scrBase90k, uint32_t muxRate);

}  // namespace guanlan::ps
