#pragma once

#include <string_view>

#include "base/bytes.h"

// The little of AMF0 (Action Message Format, 2007-12) that onMetaData needs.
namespace guanlan::flv {

void appendAmfString(base::Buffer& out, std::string_view text);
void appendAmfArrayHead(base::Buffer& out, uint32_t count);
void appendAmfNumber(base::Buffer& out, std::string_view name, double value);
void appendAmfText(base::Buffer& out, std::string_view name, std::string_view value);
void appendAmfObjectEnd(base::Buffer& out);

}  // namespace guanlan::flv
