#include "binding/arguments.h"

#include <cmath>

namespace guanlan::binding {

namespace {

constexpr double kMaxSafeInteger = 9007199254740991.0;
constexpr double kMaxPort = 65535;
constexpr double kMaxUint32 = 4294967295.0;
constexpr double kMaxBytes = 1 << 30;
constexpr double kMaxCount = 1'000'000;
constexpr double kMaxMs = 86'400'000;

[[noreturn]] void wrongType(const Napi::Env& env, const std::string& text) { throw Napi::TypeError::New(env, text); }

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

std::string Fields::text(const char* name, const std::string& absent) const { return has(name) ? text(name) : absent; }

double Fields::checked(const char* name, const Napi::Value& value, double min, double max) const {
  if (!value.IsNumber()) wrongType(object_.Env(), std::string(name) + " must be a number");
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= min && number <= max)) {
    throw Napi::RangeError::New(
        object_.Env(), std::string(name) + " must be between " + std::to_string(min) + " and " + std::to_string(max));
  }
  return number;
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
  throw Napi::RangeError::New(object_.Env(), std::string(name) + " must be one of " + all);
}

engine::Handle Fields::handle(const char* name) const {
  return static_cast<engine::Handle>(number(name, 0, kMaxSafeInteger));
}

engine::Handle Fields::handle(const char* name, engine::Handle absent) const {
  return has(name) ? handle(name) : absent;
}

engine::Handle toHandle(const Napi::Value& value) {
  if (!value.IsNumber()) wrongType(value.Env(), "a handle must be a number");
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= 0 && number <= kMaxSafeInteger) || std::floor(number) != number)
    throw Napi::RangeError::New(value.Env(), "a handle must be a safe integer");
  return static_cast<engine::Handle>(number);
}

net::Address toAddress(const Fields& endpoint) {
  const std::string text = endpoint.text("address");
  const auto address = net::Address::parse(text, static_cast<uint16_t>(endpoint.number("port", 1, kMaxPort)));
  if (!address)
    wrongType(endpoint.get("address").Env(), "address must be a numeric IPv4 or IPv6 address, not \"" + text + "\"");
  return *address;
}

engine::EngineOptions engineOptions(const Napi::Value& value) {
  const Fields in(value, "options");
  engine::EngineOptions out;
  out.workers = static_cast<size_t>(in.number("workers", 0, 256));
  out.bindAddress = in.text("bindAddress");
  if (!net::Address::parse(out.bindAddress, 0)) wrongType(value.Env(), "bindAddress must be a numeric address");
  out.portMin = static_cast<uint16_t>(in.number("portMin", 0, kMaxPort));
  out.portMax = static_cast<uint16_t>(in.number("portMax", 0, kMaxPort));
  out.maxStreams = static_cast<size_t>(in.number("maxStreams", 1, kMaxCount));
  out.maxReceivers = static_cast<size_t>(in.number("maxReceivers", 1, kMaxCount));
  out.maxSenders = static_cast<size_t>(in.number("maxSenders", 1, kMaxCount));
  out.maxViewers = static_cast<size_t>(in.number("maxViewers", 1, kMaxCount));
  out.limits.ringBytes = static_cast<size_t>(in.number("ringBytes", 1 << 16, kMaxBytes));
  out.limits.viewerBytes = static_cast<size_t>(in.number("viewerBytes", 1 << 14, kMaxBytes));
  out.limits.viewerAgeMs = static_cast<int64_t>(in.number("viewerAgeMs", 1, kMaxMs));
  out.limits.viewerStallMs = static_cast<int64_t>(in.number("viewerStallMs", 1, kMaxMs));
  out.limits.receiveBufferBytes = static_cast<int>(in.number("receiveBufferBytes", 1 << 12, kMaxBytes));
  out.limits.reorderPackets = static_cast<size_t>(in.number("reorderPackets", 0, rtp::kMaxReorderPackets));
  out.limits.reorderMs = static_cast<int64_t>(in.number("reorderMs", 0, kMaxMs));
  return out;
}

namespace {
engine::Transport transportOf(const Fields& in) {
  return static_cast<engine::Transport>(in.oneOf("transport", {"udp", "tcp-passive", "tcp-active"}));
}
}  // namespace

engine::ReceiverRequest receiverRequest(const Napi::Value& value) {
  const Fields in(value, "options");
  engine::ReceiverRequest out;
  out.config.stream = in.handle("stream");
  out.config.transport = transportOf(in);
  out.port = static_cast<uint16_t>(in.number("port", 0, kMaxPort, 0));
  out.config.sharedPort = in.handle("sharedPort", 0);
  if (in.has("ssrc")) out.config.ssrc = static_cast<uint32_t>(in.number("ssrc", 0, kMaxUint32));
  if (in.has("remote")) out.config.remote = toAddress(in.object("remote"));
  out.config.silenceMs = static_cast<int64_t>(in.number("silenceMs", 1, kMaxMs));
  return out;
}

engine::SenderRequest senderRequest(const Napi::Value& value) {
  const Fields in(value, "options");
  engine::SenderRequest out;
  out.stream = in.handle("stream");
  out.config.transport = transportOf(in);
  out.port = static_cast<uint16_t>(in.number("port", 0, kMaxPort, 0));
  if (in.has("remote")) out.config.remote = toAddress(in.object("remote"));
  out.config.ssrc = static_cast<uint32_t>(in.number("ssrc", 0, kMaxUint32));
  out.config.payloadType = static_cast<uint8_t>(in.number("payloadType", 0, 127));
  out.config.format = static_cast<engine::SendFormat>(in.oneOf("format", {"ps", "es", "audio"}));
  if (!in.has("faults")) return out;
  const Fields faults = in.object("faults");
  engine::FaultOptions f;
  f.seed = static_cast<uint32_t>(faults.number("seed", 0, kMaxUint32));
  f.loss = faults.number("loss", 0, 1, 0);
  f.reorder = faults.number("reorder", 0, 1, 0);
  f.duplicate = faults.number("duplicate", 0, 1, 0);
  f.wrongSsrc = faults.flag("wrongSsrc", false);
  f.silenceAfterMs = static_cast<int64_t>(faults.number("silenceAfterMs", 0, kMaxMs, -1));
  f.splitWrites = faults.flag("splitWrites", false);
  out.config.faults = f;
  return out;
}

std::optional<engine::ClipFile> clipFile(const Fields& options, const char* name) {
  if (!options.has(name)) return std::nullopt;
  const Fields in = options.object(name);
  engine::ClipFile file;
  file.path = in.text("path");
  if (std::string(name) == "video") {
    file.codec = in.oneOf("codec", {"H264", "H265"}) == 0 ? codec::Codec::kH264 : codec::Codec::kH265;
    file.framesPerSecond = in.number("framesPerSecond", 0.1, 240);
    return file;
  }
  constexpr codec::Codec kCodecs[] = {codec::Codec::kPcma, codec::Codec::kPcmu, codec::Codec::kAac};
  file.codec = kCodecs[in.oneOf("codec", {"PCMA", "PCMU", "AAC"})];
  return file;
}

engine::ViewerConfig viewerConfig(const Fields& in) {
  engine::ViewerConfig out;
  out.format.container = static_cast<engine::Container>(in.oneOf("container", {"flv", "mp4"}));
  out.format.audio = static_cast<codec::AudioMode>(in.oneOf("audio", {"flac", "raw", "aac", "none"}));
  // MP4 has one way to carry H.265; the option would only split its viewers into two formats.
  out.format.hevcLegacy = in.flag("hevcLegacy") && out.format.container == engine::Container::kFlv;
  out.webSocket = in.flag("websocket");
  out.head = in.text("head");
  return out;
}

}  // namespace guanlan::binding
