#pragma once

#include <cstdint>

namespace guanlan::base {

/// Result of an operation that can fail. One row of status.def each.
enum class Status : uint8_t {
#define X(name, code, text) name,
#include "base/status.def"
#undef X
  kCount
};

/// The code that crosses the boundary, e.g. "GL_ERR_PORT_EXHAUSTED".
const char* statusCode(Status status);
/// One English sentence: what happened, why, what to do.
const char* statusText(Status status);

}  // namespace guanlan::base
