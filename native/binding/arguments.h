#pragma once

#include <napi.h>

#include <optional>
#include <string>

#include "engine/engine.h"

// JavaScript values in. A wrong type throws TypeError, a wrong range RangeError; both name the field.
namespace guanlan::binding {

/// The fields of one options object.
class Fields {
 public:
  Fields(const Napi::Value& value, const char* what);

  std::string text(const char* name) const;
  /// 1 to `maxBytes` bytes of UTF-8; `minBytes` 0 lets it be empty.
  std::string text(const char* name, size_t minBytes, size_t maxBytes) const;
  double number(const char* name, double min, double max) const;
  /// Absent and undefined give `absent`.
  double number(const char* name, double min, double max, double absent) const;
  /// A whole number.
  template <typename T>
  T integer(const char* name, double min, double max) const {
    return static_cast<T>(whole(name, number(name, min, max)));
  }
  template <typename T>
  T integer(const char* name, double min, double max, T absent) const {
    return has(name) ? integer<T>(name, min, max) : absent;
  }
  bool flag(const char* name) const;
  bool flag(const char* name, bool absent) const;
  /// Index of the field's text in `words`.
  size_t oneOf(const char* name, std::initializer_list<const char*> words) const;
  bool has(const char* name) const;
  bool isNull(const char* name) const { return object_.Get(name).IsNull(); }
  Napi::Value get(const char* name) const { return object_.Get(name); }
  Fields object(const char* name) const { return Fields(object_.Get(name), name); }
  engine::Handle handle(const char* name) const;
  engine::Handle handle(const char* name, engine::Handle absent) const;

 private:
  double whole(const char* name, double value) const;
  double checked(const char* name, const Napi::Value& value, double min, double max) const;

  Napi::Object object_;
};

constexpr size_t kMaxNameBytes = 255;
constexpr size_t kMaxPathBytes = 4096;
constexpr size_t kMaxHeadBytes = 16384;
/// What Node may have read of a socket before it is handed over.
constexpr size_t kMaxPendingBytes = 65536;
constexpr double kMaxPort = 65535;
constexpr double kMaxUint32 = 4294967295.0;

/// A method's own argument that is a whole number.
double toInteger(const Napi::Value& value, const char* name, double min, double max);
engine::Handle toHandle(const Napi::Value& value);
/// Address and port of an Endpoint; a text that is no numeric address is a TypeError.
net::Address toAddress(const Fields& endpoint);

engine::EngineOptions engineOptions(const Napi::Value& value);
engine::ReceiverRequest receiverRequest(const Napi::Value& value);
engine::SenderRequest senderRequest(const Napi::Value& value);
engine::ReceiverUpdate receiverUpdate(const Fields& options);
engine::ClipRange clipRange(const Fields& options);
engine::ClipControl clipControl(const Fields& options);
std::optional<engine::ClipFile> clipFile(const Fields& options, const char* name);
engine::ViewerConfig viewerConfig(const Fields& options);
engine::MicrophoneConfig microphoneConfig(const Fields& options);

}  // namespace guanlan::binding
