#include "binding/native_engine.h"

#include <system_error>

#include "binding/arguments.h"
#include "binding/results.h"

namespace guanlan::binding {

namespace {
/// One wake-up is enough for any number of events; a second may come while the first is running.
constexpr size_t kMaxWakeUps = 16;
constexpr double kMaxFd = 1 << 30;
constexpr double kMaxDrainMs = 3'600'000;

/// Code and reason of a close frame.
struct Goodbye {
  uint16_t code = 0;
  std::string reason;
};

/// The second and third argument.
Goodbye goodbyeOf(const Napi::CallbackInfo& info) {
  const auto code = static_cast<uint16_t>(toInteger(info[1], "code", 1000, 4999));
  if (!egress::isCloseCode(code)) throw Napi::RangeError::New(info.Env(), "code must not be sent (RFC 6455 §7.4)");
  if (!info[2].IsString()) throw Napi::TypeError::New(info.Env(), "reason must be a string");
  return {code, info[2].As<Napi::String>().Utf8Value()};
}

/// Reading an error can fail again while a thread is being terminated; then nobody is left to be told.
void reportUncaught(const Napi::Env& env, const Napi::Error& error) noexcept {
  try {
    napi_fatal_exception(env, error.Value());
  } catch (...) {
  }
}
}  // namespace

Napi::Function NativeEngine::define(Napi::Env env) {
  using N = NativeEngine;
  return DefineClass(env, "NativeEngine",
                     {InstanceMethod<&N::openStream>("openStream"),
                      InstanceMethod<&N::closeStream>("closeStream"),
                      InstanceMethod<&N::openSharedPort>("openSharedPort"),
                      InstanceMethod<&N::closeSharedPort>("closeSharedPort"),
                      InstanceMethod<&N::openReceiver>("openReceiver"),
                      InstanceMethod<&N::updateReceiver>("updateReceiver"),
                      InstanceMethod<&N::connectReceiver>("connectReceiver"),
                      InstanceMethod<&N::closeReceiver>("closeReceiver"),
                      InstanceMethod<&N::openSender>("openSender"),
                      InstanceMethod<&N::closeSender>("closeSender"),
                      InstanceMethod<&N::openClip>("openClip"),
                      InstanceMethod<&N::controlClip>("controlClip"),
                      InstanceMethod<&N::closeClip>("closeClip"),
                      InstanceMethod<&N::startSender>("startSender"),
                      InstanceMethod<&N::adoptMicrophone>("adoptMicrophone"),
                      InstanceMethod<&N::closeMicrophone>("closeMicrophone"),
                      InstanceMethod<&N::openRecorder>("openRecorder"),
                      InstanceMethod<&N::closeRecorder>("closeRecorder"),
                      InstanceMethod<&N::adoptViewer>("adoptViewer"),
                      InstanceMethod<&N::closeViewer>("closeViewer"),
                      InstanceMethod<&N::socketPair>("socketPair"),
                      InstanceMethod<&N::describeStream>("describeStream"),
                      InstanceMethod<&N::describeReceiver>("describeReceiver"),
                      InstanceMethod<&N::describeSender>("describeSender"),
                      InstanceMethod<&N::describeViewer>("describeViewer"),
                      InstanceMethod<&N::describeRecorder>("describeRecorder"),
                      InstanceMethod<&N::describeClip>("describeClip"),
                      InstanceMethod<&N::stats>("stats"),
                      InstanceMethod<&N::stop>("stop")});
}

NativeEngine::NativeEngine(const Napi::CallbackInfo& info) : Napi::ObjectWrap<NativeEngine>(info) {
  const Napi::Env env = info.Env();
  const engine::EngineOptions options = engineOptions(info[0]);
  if (!info[1].IsFunction()) throw Napi::TypeError::New(env, "onEvents must be a function");
  wake_ = Napi::ThreadSafeFunction::New(env, info[1].As<Napi::Function>(), "guanlan events", kMaxWakeUps, 1);
  // The engine lives as long as JavaScript holds it, not the other way round: no event keeps the process alive.
  wake_.Unref(env);
  try {
    startEngine(env, options);
  } catch (...) {
    wake_.Release();
    throw;
  }
}

void NativeEngine::startEngine(const Napi::Env& env, const engine::EngineOptions& options) {
  life_->self = this;
  const auto wakeUp = [wake = wake_, life = life_] {
    wake.NonBlockingCall([life](Napi::Env callEnv, Napi::Function onEvents) {
      if (life->self) life->self->deliver(callEnv, onEvents);
    });
  };
  try {
    engine_ = std::make_shared<engine::Engine>(options, wakeUp);
  } catch (const std::system_error& error) {
    const int number = error.code().value();
    throwIfFailed(env, base::Status::kSocket, number,
                  std::string("the engine's workers cannot start: ") + error.what());
  }
  life_->engine = engine_;
  // Registered behind the thread-safe function's own hook, and hooks run backwards: the workers end before it goes.
  hook_ = new std::shared_ptr<Life>(life_);
  napi_add_env_cleanup_hook(env, onEnvironmentCleanup, hook_);
}

void NativeEngine::onEnvironmentCleanup(void* data) {
  auto* hook = static_cast<std::shared_ptr<Life>*>(data);
  (*hook)->environmentGone = true;
  if (const auto alive = (*hook)->engine.lock()) alive->stop(0);
  delete hook;
}

NativeEngine::~NativeEngine() {
  life_->self = nullptr;
  engine_->stop(0);
  if (life_->environmentGone) return;
  napi_remove_env_cleanup_hook(Env(), onEnvironmentCleanup, hook_);
  delete hook_;
  letGo();
}

/// Only when the workers have ended: they wake through it.
void NativeEngine::letGo() {
  if (!stopped_) wake_.Release();
  stopped_ = true;
}

/// Runs on JavaScript's thread. Nothing may leave it: what a callback throws becomes an uncaughtException.
void NativeEngine::deliver(const Napi::Env& env, const Napi::Function& onEvents) {
  if (stopped_ || life_->environmentGone) return;
  try {
    const Napi::HandleScope scope(env);
    Napi::Array batch = Napi::Array::New(env);
    bool ended = false;
    for (const engine::Event& event : engine_->drain()) {
      batch.Set(batch.Length(), fromEvent(env, event));
      ended = ended || event.type == engine::EventType::kEngineStopped;
    }
    if (ended) {
      engine_->stop(0);
      letGo();
    }
    if (batch.Length() > 0) onEvents.Call({batch});
  } catch (const Napi::Error& error) {
    reportUncaught(env, error);
  } catch (...) {
    // Out of memory, or the environment is going down: nobody is left to be told.
  }
}

Napi::Value NativeEngine::openStream(const Napi::CallbackInfo& info) {
  const Fields in(info[0], "options");
  const auto policy = static_cast<engine::LossPolicy>(in.oneOf("onLoss", {"drop-to-key", "pass"}));
  const std::string name = in.text("name", 1, kMaxNameBytes);
  const auto result = engine_->openStream(name, policy, in.handle("sharedPort", 0));
  return fromHandle(info.Env(), valueOf(info.Env(), result));
}

void NativeEngine::closeStream(const Napi::CallbackInfo& info) {
  valueOf(info.Env(), engine_->closeStream(toHandle(info[0])));
}

Napi::Value NativeEngine::openSharedPort(const Napi::CallbackInfo& info) {
  const Fields in(info[0], "options");
  const auto result = engine_->openSharedPort(in.integer<uint16_t>("port", 0, kMaxPort));
  return fromOpened(info.Env(), valueOf(info.Env(), result));
}

void NativeEngine::closeSharedPort(const Napi::CallbackInfo& info) {
  valueOf(info.Env(), engine_->closeSharedPort(toHandle(info[0])));
}

Napi::Value NativeEngine::openReceiver(const Napi::CallbackInfo& info) {
  return fromOpened(info.Env(), valueOf(info.Env(), engine_->openReceiver(receiverRequest(info[0]))));
}

void NativeEngine::updateReceiver(const Napi::CallbackInfo& info) {
  const engine::Handle receiver = toHandle(info[0]);
  const Fields in(info[1], "options");
  valueOf(info.Env(), engine_->updateReceiver(receiver, receiverUpdate(in)));
}

void NativeEngine::connectReceiver(const Napi::CallbackInfo& info) {
  valueOf(info.Env(), engine_->connectReceiver(toHandle(info[0]), toAddress(Fields(info[1], "remote"))));
}

void NativeEngine::closeReceiver(const Napi::CallbackInfo& info) {
  valueOf(info.Env(), engine_->closeReceiver(toHandle(info[0])));
}

Napi::Value NativeEngine::openSender(const Napi::CallbackInfo& info) {
  return fromOpened(info.Env(), valueOf(info.Env(), engine_->openSender(senderRequest(info[0]))));
}

void NativeEngine::closeSender(const Napi::CallbackInfo& info) {
  valueOf(info.Env(), engine_->closeSender(toHandle(info[0])));
}

void NativeEngine::startSender(const Napi::CallbackInfo& info) {
  valueOf(info.Env(), engine_->startSender(toHandle(info[0])));
}

Napi::Value NativeEngine::openClip(const Napi::CallbackInfo& info) {
  const Fields in(info[0], "options");
  const auto loops = in.integer<uint32_t>("loops", 0, kMaxUint32);
  const auto result =
      engine_->openClip(in.handle("stream"), clipFile(in, "video"), clipFile(in, "audio"), loops, clipRange(in));
  return fromHandle(info.Env(), valueOf(info.Env(), result));
}

void NativeEngine::controlClip(const Napi::CallbackInfo& info) {
  const engine::Handle clip = toHandle(info[0]);
  valueOf(info.Env(), engine_->controlClip(clip, clipControl(Fields(info[1], "options"))));
}

void NativeEngine::closeClip(const Napi::CallbackInfo& info) {
  valueOf(info.Env(), engine_->closeClip(toHandle(info[0])));
}

Napi::Value NativeEngine::adoptMicrophone(const Napi::CallbackInfo& info) {
  const int fd = static_cast<int>(toInteger(info[0], "fd", 0, kMaxFd));
  const auto result = engine_->adoptMicrophone(fd, microphoneConfig(Fields(info[1], "options")));
  return fromHandle(info.Env(), valueOf(info.Env(), result));
}

void NativeEngine::closeMicrophone(const Napi::CallbackInfo& info) {
  const Goodbye goodbye = goodbyeOf(info);
  valueOf(info.Env(), engine_->closeMicrophone(toHandle(info[0]), goodbye.code, goodbye.reason));
}

Napi::Value NativeEngine::openRecorder(const Napi::CallbackInfo& info) {
  const Fields in(info[0], "options");
  const auto result = engine_->openRecorder(in.handle("stream"), in.text("path", 1, kMaxPathBytes));
  return fromHandle(info.Env(), valueOf(info.Env(), result));
}

void NativeEngine::closeRecorder(const Napi::CallbackInfo& info) {
  valueOf(info.Env(), engine_->closeRecorder(toHandle(info[0])));
}

Napi::Value NativeEngine::adoptViewer(const Napi::CallbackInfo& info) {
  const int fd = static_cast<int>(toInteger(info[0], "fd", 0, kMaxFd));
  const Fields in(info[1], "options");
  const auto result = engine_->adoptViewer(fd, in.handle("stream"), viewerConfig(in));
  return fromHandle(info.Env(), valueOf(info.Env(), result));
}

void NativeEngine::closeViewer(const Napi::CallbackInfo& info) {
  const engine::Handle viewer = toHandle(info[0]);
  const Goodbye goodbye = goodbyeOf(info);
  valueOf(info.Env(), engine_->closeViewer(viewer, goodbye.code, goodbye.reason));
}

Napi::Value NativeEngine::socketPair(const Napi::CallbackInfo& info) {
  int fds[2] = {-1, -1};
  const int error = net::socketPair(fds);
  throwIfFailed(info.Env(), error == 0 ? base::Status::kOk : base::Status::kSocket, error, "");
  Napi::Array out = Napi::Array::New(info.Env());
  out.Set(uint32_t{0}, fds[0]);
  out.Set(uint32_t{1}, fds[1]);
  return out;
}

Napi::Value NativeEngine::describeStream(const Napi::CallbackInfo& info) {
  const auto result = engine_->describeStream(toHandle(info[0]));
  return binding::describeStream(info.Env(), valueOf(info.Env(), result));
}

Napi::Value NativeEngine::describeReceiver(const Napi::CallbackInfo& info) {
  const engine::Handle handle = toHandle(info[0]);
  const auto result = engine_->describeReceiver(handle);
  const auto& described = valueOf(info.Env(), result);
  return binding::describeReceiver(info.Env(), described, engine_->transportOf(handle));
}

Napi::Value NativeEngine::describeSender(const Napi::CallbackInfo& info) {
  const engine::Handle handle = toHandle(info[0]);
  const auto result = engine_->describeSender(handle);
  const auto& described = valueOf(info.Env(), result);
  return binding::describeSender(info.Env(), described, engine_->transportOf(handle), engine_->ssrcOf(handle));
}

Napi::Value NativeEngine::describeViewer(const Napi::CallbackInfo& info) {
  const engine::Handle handle = toHandle(info[0]);
  const auto result = engine_->describeViewer(handle);
  const auto& described = valueOf(info.Env(), result);
  return binding::describeViewer(info.Env(), described, engine_->viewerFacts(handle));
}

Napi::Value NativeEngine::describeRecorder(const Napi::CallbackInfo& info) {
  const auto result = engine_->describeRecorder(toHandle(info[0]));
  return binding::describeRecorder(info.Env(), valueOf(info.Env(), result));
}

Napi::Value NativeEngine::describeClip(const Napi::CallbackInfo& info) {
  const auto result = engine_->describeClip(toHandle(info[0]));
  return binding::describeClip(info.Env(), valueOf(info.Env(), result));
}

Napi::Value NativeEngine::stats(const Napi::CallbackInfo& info) { return engineStats(info.Env(), *engine_); }

void NativeEngine::stop(const Napi::CallbackInfo& info) {
  const auto drainMs = static_cast<int64_t>(toInteger(info[0], "drainMs", 0, kMaxDrainMs));
  if (stopped_) return;
  // The process stays until the end was told.
  if (drainMs > 0) wake_.Ref(info.Env());
  engine_->stop(drainMs);
  if (drainMs == 0) letGo();
}

}  // namespace guanlan::binding
