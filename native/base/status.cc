#include "base/status.h"

namespace guanlan::base {

const char* statusCode(Status status) {
  switch (status) {
#define X(name, code, text) \
  case Status::name:        \
    return code;
#include "base/status.def"
#undef X
    case Status::kCount:
      break;
  }
  return "GL_ERR_UNKNOWN";
}

const char* statusText(Status status) {
  switch (status) {
#define X(name, code, text) \
  case Status::name:        \
    return text;
#include "base/status.def"
#undef X
    case Status::kCount:
      break;
  }
  return "unknown status";
}

}  // namespace guanlan::base
