#pragma once

#include <string>
#include <utility>

#include "base/status.h"

namespace guanlan::engine {

/// A value, or why there is none.
template <typename T>
struct Result {
  T value{};
  base::Status status = base::Status::kOk;
  int error = 0;        // errno, or 0
  std::string message;  // empty: statusText()

  bool ok() const { return status == base::Status::kOk; }
};

template <typename T>
Result<T> failed(base::Status status, int error = 0, std::string message = "") {
  Result<T> result;
  result.status = status;
  result.error = error;
  result.message = std::move(message);
  return result;
}

template <typename T, typename U>
Result<T> failedAs(const Result<U>& other) {
  return failed<T>(other.status, other.error, other.message);
}

}  // namespace guanlan::engine
