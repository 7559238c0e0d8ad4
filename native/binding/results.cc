#include "binding/results.h"

namespace guanlan::binding {

namespace {

using engine::Counter;
using engine::EventType;

constexpr const char* kTransports[] = {"udp", "tcp-passive", "tcp-active"};
constexpr const char* kContainers[] = {"flv", "mp4"};
constexpr const char* kLoads[] = {"calm", "merging", "keys-only"};
constexpr const char* kAudioModes[] = {"flac", "raw", "aac", "none"};

Napi::Number number(const Napi::Env& env, double value) { return Napi::Number::New(env, value); }
template <typename Counts>
Napi::Number number(const Napi::Env& env, const Counts& counters, Counter counter) {
  return number(env, static_cast<double>(counters[counter]));
}

/// The counters that belong to one kind of object, by the first letter in counters.def.
Napi::Object countersOf(const Napi::Env& env, const engine::Counters& counters, char owner) {
  Napi::Object out = Napi::Object::New(env);
  for (size_t i = 0; i < engine::kCounterCount; i++) {
    if (engine::kCounterNames[i].owner == owner)
      out.Set(engine::kCounterNames[i].name, number(env, static_cast<double>(counters.at(i))));
  }
  return out;
}

double idleMs(int64_t lastMs) { return lastMs < 0 ? -1 : static_cast<double>(net::monotonicMs() - lastMs); }

Napi::Object track(const Napi::Env& env, const codec::TrackInfo& info) {
  Napi::Object out = Napi::Object::New(env);
  const bool video = codec::isVideo(info.codec);
  out.Set("kind", video ? "video" : "audio");
  out.Set("codec", codec::codecName(info.codec));
  out.Set("supported", codec::isPlayable(info.codec));
  if (!codec::isPlayable(info.codec)) return out;
  if (video) {
    out.Set("width", info.width);
    out.Set("height", info.height);
  } else {
    out.Set("sampleRate", info.sampleRate);
    out.Set("channels", info.channels);
  }
  return out;
}

const char* eventName(EventType type) {
  switch (type) {
    case EventType::kReceiverStarted:
      return "receiver:started";
    case EventType::kReceiverSilent:
      return "receiver:silent";
    case EventType::kReceiverBye:
      return "receiver:bye";
    case EventType::kSenderStarted:
      return "sender:started";
    case EventType::kStreamTracks:
      return "stream:tracks";
    case EventType::kStreamReady:
      return "stream:ready";
    case EventType::kClosed:
      return "closed";
    case EventType::kWorkerLoad:
      return "worker:load";
    case EventType::kEngineStopped:
      break;
  }
  return "engine:stopped";
}

}  // namespace

void throwIfFailed(const Napi::Env& env, base::Status status, int error, const std::string& message) {
  if (status == base::Status::kOk) return;
  Napi::Error thrown = Napi::Error::New(env, message.empty() ? base::statusText(status) : message);
  thrown.Set("code", Napi::String::New(env, base::statusCode(status)));
  thrown.Set("errno", Napi::Number::New(env, error));
  throw thrown;
}

Napi::Value fromHandle(const Napi::Env& env, engine::Handle handle) { return number(env, static_cast<double>(handle)); }

Napi::Object fromOpened(const Napi::Env& env, const engine::Opened& opened) {
  Napi::Object out = Napi::Object::New(env);
  out.Set("handle", fromHandle(env, opened.handle));
  out.Set("port", opened.port);
  return out;
}

Napi::Value fromAddress(const Napi::Env& env, const net::Address& address) {
  if (!address.valid()) return env.Null();
  Napi::Object out = Napi::Object::New(env);
  out.Set("address", address.host());
  out.Set("port", address.port());
  return out;
}

Napi::Array fromTracks(const Napi::Env& env, const codec::Tracks& tracks) {
  Napi::Array out = Napi::Array::New(env);
  if (tracks.hasVideo()) out.Set(out.Length(), track(env, tracks.video));
  if (tracks.hasAudio()) out.Set(out.Length(), track(env, tracks.audio));
  for (codec::Codec unsupported : tracks.unsupported) {
    codec::TrackInfo info;
    info.codec = unsupported;
    out.Set(out.Length(), track(env, info));
  }
  return out;
}

Napi::Object fromEvent(const Napi::Env& env, const engine::Event& event) {
  Napi::Object out = Napi::Object::New(env);
  out.Set("type", eventName(event.type));
  if (event.type == EventType::kEngineStopped) return out;
  if (event.type == EventType::kWorkerLoad) {
    out.Set("worker", fromHandle(env, event.handle));
    out.Set("load", kLoads[static_cast<size_t>(event.load)]);
    return out;
  }
  out.Set("handle", fromHandle(env, event.handle));
  if (event.type == EventType::kReceiverStarted || event.type == EventType::kSenderStarted)
    out.Set("remote", fromAddress(env, event.remote));
  if (event.type == EventType::kReceiverStarted) out.Set("ssrc", event.ssrc);
  if (event.type == EventType::kStreamTracks) {
    out.Set("tracks", fromTracks(env, event.tracks));
    out.Set("codecs", event.codecs);
  }
  if (event.type == EventType::kClosed) {
    out.Set("code", base::statusCode(event.status));
    out.Set("errno", event.error);
    out.Set("reason", event.reason.empty() ? base::statusText(event.status) : event.reason);
  }
  return out;
}

Napi::Object describeStream(const Napi::Env& env, const engine::Described<engine::StreamState>& described) {
  const engine::StreamState& state = described.state;
  Napi::Object out = Napi::Object::New(env);
  out.Set("name", described.streamName);
  out.Set("ready", state.ready);
  out.Set("tracks", fromTracks(env, state.tracks));
  out.Set("codecs", state.codecs);
  out.Set("frames", number(env, state.counters, Counter::kFrames));
  out.Set("keyFrames", number(env, state.counters, Counter::kKeyFrames));
  out.Set("bytes", number(env, state.counters, Counter::kFrameBytes));
  out.Set("droppedFrames", number(env, state.counters, Counter::kDroppedFrames));
  out.Set("viewers", number(env, static_cast<double>(state.viewers)));
  out.Set("senders", number(env, static_cast<double>(state.senders)));
  out.Set("idleMs", idleMs(state.lastFrameMs));
  return out;
}

Napi::Object describeReceiver(const Napi::Env& env, const engine::Described<engine::ReceiverState>& described,
                              engine::Transport transport) {
  const engine::ReceiverState& state = described.state;
  Napi::Object out = Napi::Object::New(env);
  out.Set("stream", described.streamName);
  out.Set("transport", kTransports[static_cast<size_t>(transport)]);
  out.Set("state", state.receiving ? "receiving" : state.everReceived ? "silent" : "waiting");
  out.Set("localPort", described.localPort);
  out.Set("remote", fromAddress(env, state.remote));
  if (state.ssrc) {
    out.Set("ssrc", *state.ssrc);
  } else {
    out.Set("ssrc", env.Null());
  }
  out.Set("payload", rtp::payloadKindName(state.payload));
  out.Set("idleMs", idleMs(state.lastPacketMs));
  out.Set("counters", countersOf(env, state.counters, 'R'));
  return out;
}

Napi::Object describeSender(const Napi::Env& env, const engine::Described<engine::SenderState>& described,
                            engine::Transport transport, uint32_t ssrc) {
  const engine::SenderState& state = described.state;
  Napi::Object out = Napi::Object::New(env);
  out.Set("stream", described.streamName);
  out.Set("transport", kTransports[static_cast<size_t>(transport)]);
  out.Set("state", state.sending ? "sending" : "waiting");
  out.Set("localPort", described.localPort);
  out.Set("remote", fromAddress(env, state.remote));
  out.Set("ssrc", ssrc);
  out.Set("counters", countersOf(env, state.counters, 'S'));
  return out;
}

Napi::Object describeViewer(const Napi::Env& env, const engine::Described<engine::ViewerState>& described,
                            const engine::ViewerFacts& facts) {
  const engine::ViewerCounters& counters = described.state.counters;
  Napi::Object out = Napi::Object::New(env);
  out.Set("stream", described.streamName);
  out.Set("container", kContainers[static_cast<size_t>(facts.format.container)]);
  out.Set("audio", kAudioModes[static_cast<size_t>(facts.format.audio)]);
  out.Set("websocket", facts.webSocket);
  out.Set("remote", fromAddress(env, facts.remote));
  out.Set("bytes", number(env, counters, Counter::kViewerBytes));
  out.Set("frames", number(env, counters, Counter::kViewerFrames));
  out.Set("jumps", number(env, counters, Counter::kViewerJumps));
  out.Set("droppedFrames", number(env, counters, Counter::kViewerDroppedFrames));
  out.Set("queuedBytes", number(env, static_cast<double>(described.state.queuedBytes)));
  out.Set("ageMs", number(env, static_cast<double>(described.state.ageMs)));
  return out;
}

Napi::Object describeRecorder(const Napi::Env& env, const engine::Described<engine::RecorderState>& described) {
  const engine::RecorderState& state = described.state;
  Napi::Object out = Napi::Object::New(env);
  out.Set("stream", described.streamName);
  out.Set("durationMs", number(env, static_cast<double>(state.durationMs)));
  out.Set("frames", number(env, static_cast<double>(state.frames)));
  out.Set("keyFrames", number(env, static_cast<double>(state.keyFrames)));
  out.Set("bytes", number(env, static_cast<double>(state.bytes)));
  return out;
}

Napi::Object describeClip(const Napi::Env& env, const engine::Described<engine::ClipState>& described) {
  const engine::ClipState& state = described.state;
  Napi::Object out = Napi::Object::New(env);
  out.Set("stream", described.streamName);
  out.Set("positionMs", number(env, static_cast<double>(state.positionMs)));
  out.Set("durationMs", number(env, static_cast<double>(state.durationMs)));
  out.Set("paused", state.paused);
  out.Set("scale", state.scale);
  return out;
}

Napi::Object engineStats(const Napi::Env& env, const engine::Engine& engine) {
  using engine::Kind;
  Napi::Object out = Napi::Object::New(env);
  const auto count = [&](Kind kind) { return number(env, static_cast<double>(engine.count(kind))); };
  out.Set("streams", count(Kind::kStream));
  out.Set("receivers", count(Kind::kReceiver));
  out.Set("senders", count(Kind::kSender));
  out.Set("viewers", count(Kind::kViewer));
  out.Set("clips", count(Kind::kClip));
  out.Set("recorders", count(Kind::kRecorder));
  out.Set("microphones", count(Kind::kMicrophone));
  out.Set("ringBytes", number(env, static_cast<double>(engine.memoryBytes())));
  Napi::Object totals = Napi::Object::New(env);
  for (size_t i = 0; i < engine::kCounterCount; i++)
    totals.Set(engine::kCounterNames[i].total, number(env, static_cast<double>(engine.total(i))));
  out.Set("totals", totals);
  return out;
}

Napi::Array statusTable(const Napi::Env& env) {
  Napi::Array out = Napi::Array::New(env);
  for (size_t i = 0; i < static_cast<size_t>(base::Status::kCount); i++) {
    const auto status = static_cast<base::Status>(i);
    Napi::Array row = Napi::Array::New(env);
    row.Set(uint32_t{0}, base::statusCode(status));
    row.Set(uint32_t{1}, base::statusText(status));
    out.Set(static_cast<uint32_t>(i), row);
  }
  return out;
}

}  // namespace guanlan::binding
