#include "binding/arguments.h"

#include <cmath>
#include <cstdio>

namespace guanlan::binding {

namespace {

constexpr double kMaxSafeInteger = 9007199254740991.0;
constexpr double kMaxBytes = 1 << 30;
constexpr double kMaxCount = 1'000'000;
constexpr double kMaxMs = 86'400'000;
constexpr double kMinClipScale = 0.05;
constexpr double kMaxClipScale = 64;

[[noreturn]] void wrongType(const Napi::Env& env, const std::string& text) { throw Napi::TypeError::New(env, text); }
[[noreturn]] void wrongRange(const Napi::Env& env, const std::string& text) { throw Napi::RangeError::New(env, text); }

/// Without the six decimals of std::to_string.
std::string spelled(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.15g", value);
  return text;
}

}  // namespace

Fields::Fields(const Napi::Value& value, const char* what) {
  if (!value.IsObject()) wrongType(value.Env(), std::string(what) + " must be an object");
  object_ = value.As<Napi::Object>();
}

bool Fields::has(const char* name) const { return !object_.Get(name).IsUndefined(); }

std::string Fields::text(const char* name) const {
  const Napi::Value value = object_.Get(name);
  if (!value.IsString()) wrongType(object_.Env(), std::string(name) + " must be a string");
  return value.As<Napi::String>().Utf8Value();
}

std::string Fields::text(const char* name, size_t minBytes, size_t maxBytes) const {
  std::string value = text(name);
  if (value.size() < minBytes || value.size() > maxBytes) {
    wrongRange(object_.Env(), std::string(name) + " must have " + std::to_string(minBytes) + " to " +
                                  std::to_string(maxBytes) + " bytes");
  }
  return value;
}

double Fields::checked(const char* name, const Napi::Value& value, double min, double max) const {
  if (!value.IsNumber()) wrongType(object_.Env(), std::string(name) + " must be a number");
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= min && number <= max))
    wrongRange(object_.Env(), std::string(name) + " must be between " + spelled(min) + " and " + spelled(max));
  return number;
}

double Fields::whole(const char* name, double value) const {
  if (std::floor(value) != value) wrongRange(object_.Env(), std::string(name) + " must be a whole number");
  return value;
}

double Fields::number(const char* name, double min, double max) const {
  return checked(name, object_.Get(name), min, max);
}

double Fields::number(const char* name, double min, double max, double absent) const {
  return has(name) ? number(name, min, max) : absent;
}

bool Fields::flag(const char* name) const {
  const Napi::Value value = object_.Get(name);
  if (!value.IsBoolean()) wrongType(object_.Env(), std::string(name) + " must be a boolean");
  return value.As<Napi::Boolean>().Value();
}

bool Fields::flag(const char* name, bool absent) const { return has(name) ? flag(name) : absent; }

size_t Fields::oneOf(const char* name, std::initializer_list<const char*> words) const {
  const std::string value = text(name);
  size_t index = 0;
  std::string all;
  for (const char* word : words) {
    if (value == word) return index;
    all += std::string(index++ == 0 ? "" : ", ") + word;
  }
  wrongRange(object_.Env(), std::string(name) + " must be one of " + all);
}

engine::Handle Fields::handle(const char* name) const { return integer<engine::Handle>(name, 0, kMaxSafeInteger); }

engine::Handle Fields::handle(const char* name, engine::Handle absent) const {
  return has(name) ? handle(name) : absent;
}

double toInteger(const Napi::Value& value, const char* name, double min, double max) {
  if (!value.IsNumber()) wrongType(value.Env(), std::string(name) + " must be a number");
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= min && number <= max) || std::floor(number) != number) {
    wrongRange(value.Env(),
               std::string(name) + " must be a whole number between " + spelled(min) + " and " + spelled(max));
  }
  return number;
}

engine::Handle toHandle(const Napi::Value& value) {
  return static_cast<engine::Handle>(toInteger(value, "a handle", 0, kMaxSafeInteger));
}

net::Address toAddress(const Fields& endpoint) {
  const std::string text = endpoint.text("address");
  const auto address = net::Address::parse(text, endpoint.integer<uint16_t>("port", 1, kMaxPort));
  if (!address)
    wrongType(endpoint.get("address").Env(), "address must be a numeric IPv4 or IPv6 address, not \"" + text + "\"");
  return *address;
}

engine::EngineOptions engineOptions(const Napi::Value& value) {
  const Fields in(value, "options");
  engine::EngineOptions out;
  out.workers = in.integer<size_t>("workers", 0, 256);
  out.bindAddress = in.text("bindAddress");
  if (!net::Address::parse(out.bindAddress, 0)) wrongType(value.Env(), "bindAddress must be a numeric address");
  out.portMin = in.integer<uint16_t>("portMin", 0, kMaxPort);
  out.portMax = in.integer<uint16_t>("portMax", 0, kMaxPort);
  if (out.portMin > out.portMax) wrongRange(value.Env(), "portMin must not be above portMax");
  out.maxStreams = in.integer<size_t>("maxStreams", 1, kMaxCount);
  out.maxReceivers = in.integer<size_t>("maxReceivers", 1, kMaxCount);
  out.maxSenders = in.integer<size_t>("maxSenders", 1, kMaxCount);
  out.maxViewers = in.integer<size_t>("maxViewers", 1, kMaxCount);
  out.limits.ringBytes = in.integer<size_t>("ringBytes", 1 << 16, kMaxBytes);
  out.limits.keepGop = in.flag("keepGop");
  out.limits.viewerBytes = in.integer<size_t>("viewerBytes", 1 << 14, kMaxBytes);
  out.limits.viewerAgeMs = in.integer<int64_t>("viewerAgeMs", 1, kMaxMs);
  out.limits.viewerStallMs = in.integer<int64_t>("viewerStallMs", 1, kMaxMs);
  out.limits.receiveBufferBytes = in.integer<int>("receiveBufferBytes", 1 << 12, kMaxBytes);
  out.limits.reorderPackets = in.integer<size_t>("reorderPackets", 0, rtp::kMaxReorderPackets);
  out.limits.reorderMs = in.integer<int64_t>("reorderMs", 0, kMaxMs);
  out.limits.mergeWrites = in.flag("mergeWrites", true);
  return out;
}

namespace {
engine::Transport transportOf(const Fields& in) {
  return static_cast<engine::Transport>(in.oneOf("transport", {"udp", "tcp-passive", "tcp-active"}));
}
engine::Timing timingOf(const Fields& in) {
  return static_cast<engine::Timing>(in.oneOf("timing", {"media", "record", "arrival"}));
}
}  // namespace

engine::ReceiverRequest receiverRequest(const Napi::Value& value) {
  const Fields in(value, "options");
  engine::ReceiverRequest out;
  out.config.stream = in.handle("stream");
  out.config.transport = transportOf(in);
  out.port = in.integer<uint16_t>("port", 0, kMaxPort, uint16_t{0});
  out.config.sharedPort = in.handle("sharedPort", 0);
  if (in.has("ssrc")) out.config.ssrc = in.integer<uint32_t>("ssrc", 0, kMaxUint32);
  if (in.has("remote")) out.config.remote = toAddress(in.object("remote"));
  out.config.silenceMs = in.integer<int64_t>("silenceMs", 0, kMaxMs);
  if (in.has("timing")) out.config.timing = timingOf(in);
  return out;
}

engine::ReceiverUpdate receiverUpdate(const Fields& in) {
  engine::ReceiverUpdate out;
  if (in.has("ssrc")) {
    out.ssrc.emplace();
    if (!in.isNull("ssrc")) out.ssrc->emplace(in.integer<uint32_t>("ssrc", 0, kMaxUint32));
  }
  if (in.has("remote")) out.remote = toAddress(in.object("remote"));
  if (in.has("timing")) out.timing = timingOf(in);
  if (in.has("sound")) out.sound = in.flag("sound");
  if (in.has("silenceMs")) out.silenceMs = in.integer<int64_t>("silenceMs", 0, kMaxMs);
  return out;
}

engine::SenderRequest senderRequest(const Napi::Value& value) {
  const Fields in(value, "options");
  engine::SenderRequest out;
  out.stream = in.handle("stream");
  out.config.transport = transportOf(in);
  out.port = in.integer<uint16_t>("port", 0, kMaxPort, uint16_t{0});
  if (in.has("remote")) out.config.remote = toAddress(in.object("remote"));
  out.config.ssrc = in.integer<uint32_t>("ssrc", 0, kMaxUint32);
  out.config.payloadType = in.integer<uint8_t>("payloadType", 0, 127);
  out.config.format = static_cast<engine::SendFormat>(in.oneOf("format", {"ps", "es", "audio"}));
  out.config.held = in.flag("held", false);
  out.receiver = in.handle("receiver", 0);
  if (!in.has("faults")) return out;
  const Fields faults = in.object("faults");
  engine::FaultOptions f;
  f.seed = faults.integer<uint32_t>("seed", 0, kMaxUint32);
  f.loss = faults.number("loss", 0, 1, 0);
  f.reorder = faults.number("reorder", 0, 1, 0);
  f.duplicate = faults.number("duplicate", 0, 1, 0);
  f.wrongSsrc = faults.flag("wrongSsrc", false);
  f.silenceAfterMs = faults.integer<int64_t>("silenceAfterMs", 0, kMaxMs, int64_t{-1});
  f.splitWrites = faults.flag("splitWrites", false);
  out.config.faults = f;
  return out;
}

std::optional<engine::ClipFile> clipFile(const Fields& options, const char* name) {
  if (!options.has(name)) return std::nullopt;
  const Fields in = options.object(name);
  engine::ClipFile file;
  file.path = in.text("path", 1, kMaxPathBytes);
  if (std::string(name) == "video") {
    file.codec = in.oneOf("codec", {"H264", "H265"}) == 0 ? codec::Codec::kH264 : codec::Codec::kH265;
    file.framesPerSecond = in.number("framesPerSecond", 0.1, 240);
    return file;
  }
  constexpr codec::Codec kCodecs[] = {codec::Codec::kPcma, codec::Codec::kPcmu, codec::Codec::kAac,
                                      codec::Codec::kPcma};
  const size_t codec = in.oneOf("codec", {"PCMA", "PCMU", "AAC", "WAV"});
  file.codec = kCodecs[codec];
  file.wav = codec == 3;
  return file;
}

engine::MicrophoneConfig microphoneConfig(const Fields& in) {
  engine::MicrophoneConfig out;
  out.stream = in.handle("stream");
  out.coding = static_cast<engine::SoundCoding>(in.oneOf("codec", {"PCM16", "PCMA", "PCMU"}));
  if (!in.has("pending")) return out;
  const Napi::Value pending = in.get("pending");
  if (!pending.IsBuffer()) wrongType(pending.Env(), "pending must be a Buffer");
  const auto bytes = pending.As<Napi::Buffer<uint8_t>>();
  if (bytes.Length() > kMaxPendingBytes) wrongRange(pending.Env(), "pending must not be larger than 65536 bytes");
  out.pending.assign(bytes.Data(), bytes.Data() + bytes.Length());
  return out;
}

engine::ClipRange clipRange(const Fields& in) {
  engine::ClipRange out;
  out.startMs = in.integer<int64_t>("startMs", 0, kMaxMs, int64_t{0});
  if (in.has("endMs")) out.endMs = in.integer<int64_t>("endMs", 1, kMaxMs);
  if (out.endMs <= out.startMs) wrongRange(in.get("endMs").Env(), "endMs must be above startMs");
  return out;
}

engine::ClipControl clipControl(const Fields& in) {
  engine::ClipControl out;
  if (in.has("paused")) out.paused = in.flag("paused");
  if (in.has("positionMs")) out.positionMs = in.integer<int64_t>("positionMs", 0, kMaxMs);
  if (!in.has("scale")) return out;
  out.scale = in.number("scale", -kMaxClipScale, kMaxClipScale);
  if (std::abs(*out.scale) < kMinClipScale) wrongRange(in.get("scale").Env(), "scale must not be near 0");
  return out;
}

engine::ViewerConfig viewerConfig(const Fields& in) {
  engine::ViewerConfig out;
  out.format.container = static_cast<engine::Container>(in.oneOf("container", {"flv", "mp4"}));
  out.format.audio = static_cast<codec::AudioMode>(in.oneOf("audio", {"flac", "raw", "aac", "none"}));
  // MP4 has one way to carry H.265; the option would only split its viewers into two formats.
  out.format.hevcLegacy = in.flag("hevcLegacy") && out.format.container == engine::Container::kFlv;
  out.webSocket = in.flag("websocket");
  out.head = in.text("head", 0, kMaxHeadBytes);
  return out;
}

}  // namespace guanlan::binding
