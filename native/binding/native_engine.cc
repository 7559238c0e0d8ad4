#include "binding/native_engine.h"

#include "binding/arguments.h"
#include "binding/results.h"

namespace guanlan::binding {

namespace {
/// One wake-up is enough for any number of events; a second may come while the first is running.
constexpr size_t kMaxWakeUps = 16;

void removeEngine(void* data) {
  auto* engine = static_cast<std::weak_ptr<engine::Engine>*>(data);
  if (auto alive = engine->lock()) alive->stop(0);
  delete engine;
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
                      InstanceMethod<&N::closeClip>("closeClip"),
                      InstanceMethod<&N::adoptViewer>("adoptViewer"),
                      InstanceMethod<&N::closeViewer>("closeViewer"),
                      InstanceMethod<&N::socketPair>("socketPair"),
                      InstanceMethod<&N::describeStream>("describeStream"),
                      InstanceMethod<&N::describeReceiver>("describeReceiver"),
                      InstanceMethod<&N::describeSender>("describeSender"),
                      InstanceMethod<&N::describeViewer>("describeViewer"),
                      InstanceMethod<&N::stats>("stats"),
                      InstanceMethod<&N::stop>("stop")});
}

NativeEngine::NativeEngine(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<NativeEngine>(info), self_(std::make_shared<NativeEngine*>(this)) {
  const Napi::Env env = info.Env();
  const engine::EngineOptions options = engineOptions(info[0]);
  if (!info[1].IsFunction()) throw Napi::TypeError::New(env, "onEvents must be a function");
  wake_ = Napi::ThreadSafeFunction::New(env, info[1].As<Napi::Function>(), "guanlan events", kMaxWakeUps, 1);
  // The engine lives as long as JavaScript holds it, not the other way round: no event keeps the process alive.
  wake_.Unref(env);
  engine_ = std::make_shared<engine::Engine>(options, [wake = wake_, self = self_] {
    wake.NonBlockingCall([self](Napi::Env callEnv, Napi::Function onEvents) {
      if (*self) (*self)->deliver(callEnv, onEvents);
    });
  });
  napi_add_env_cleanup_hook(env, removeEngine, new std::weak_ptr<engine::Engine>(engine_));
}

NativeEngine::~NativeEngine() {
  *self_ = nullptr;
  engine_->stop(0);
  letGo();
}

void NativeEngine::letGo() {
  if (!wakeReleased_) wake_.Release();
  wakeReleased_ = true;
}

/// Runs on JavaScript's thread. Nothing may leave it: what a callback throws becomes an uncaughtException.
void NativeEngine::deliver(const Napi::Env& env, const Napi::Function& onEvents) {
  try {
    const Napi::HandleScope scope(env);
    Napi::Array batch = Napi::Array::New(env);
    for (const engine::Event& event : engine_->drain()) {
      batch.Set(batch.Length(), fromEvent(env, event));
      if (event.type == engine::EventType::kEngineStopped) wake_.Unref(env);
    }
    if (batch.Length() > 0) onEvents.Call({batch});
  } catch (const Napi::Error& error) {
    napi_fatal_exception(env, error.Value());
  } catch (...) {
    // Out of memory, or the environment is going down: nobody is left to be told.
  }
}

Napi::Value NativeEngine::openStream(const Napi::CallbackInfo& info) {
  const Fields in(info[0], "options");
  const auto policy = static_cast<engine::LossPolicy>(in.oneOf("onLoss", {"drop-to-key", "pass"}));
  const auto result = engine_->openStream(in.text("name"), policy, in.handle("sharedPort", 0));
  return fromHandle(info.Env(), valueOf(info.Env(), result));
}

void NativeEngine::closeStream(const Napi::CallbackInfo& info) {
  valueOf(info.Env(), engine_->closeStream(toHandle(info[0])));
}

Napi::Value NativeEngine::openSharedPort(const Napi::CallbackInfo& info) {
  const Fields in(info[0], "options");
  const auto result = engine_->openSharedPort(static_cast<uint16_t>(in.number("port", 0, 65535)));
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
  std::optional<std::optional<uint32_t>> ssrc;
  if (in.has("ssrc")) {
    ssrc.emplace();
    if (!in.isNull("ssrc")) ssrc->emplace(static_cast<uint32_t>(in.number("ssrc", 0, 4294967295.0)));
  }
  const net::Address remote = in.has("remote") ? toAddress(in.object("remote")) : net::Address();
  valueOf(info.Env(), engine_->updateReceiver(receiver, ssrc, remote));
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

Napi::Value NativeEngine::openClip(const Napi::CallbackInfo& info) {
  const Fields in(info[0], "options");
  const auto loops = static_cast<uint32_t>(in.number("loops", 0, 4294967295.0));
  const auto result = engine_->openClip(in.handle("stream"), clipFile(in, "video"), clipFile(in, "audio"), loops);
  return fromHandle(info.Env(), valueOf(info.Env(), result));
}

void NativeEngine::closeClip(const Napi::CallbackInfo& info) {
  valueOf(info.Env(), engine_->closeClip(toHandle(info[0])));
}

Napi::Value NativeEngine::adoptViewer(const Napi::CallbackInfo& info) {
  if (!info[0].IsNumber()) throw Napi::TypeError::New(info.Env(), "fd must be a number");
  const Fields in(info[1], "options");
  const auto result =
      engine_->adoptViewer(info[0].As<Napi::Number>().Int32Value(), in.handle("stream"), viewerConfig(in));
  return fromHandle(info.Env(), valueOf(info.Env(), result));
}

void NativeEngine::closeViewer(const Napi::CallbackInfo& info) {
  if (!info[1].IsNumber() || !info[2].IsString()) throw Napi::TypeError::New(info.Env(), "code and reason are missing");
  const uint32_t code = info[1].As<Napi::Number>().Uint32Value();
  if (code < 1000 || code > 4999) throw Napi::RangeError::New(info.Env(), "code must be between 1000 and 4999");
  const std::string reason = info[2].As<Napi::String>().Utf8Value();
  valueOf(info.Env(), engine_->closeViewer(toHandle(info[0]), static_cast<uint16_t>(code), reason));
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
  return binding::describeReceiver(info.Env(), valueOf(info.Env(), result), engine_->transportOf(handle));
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
  return binding::describeViewer(info.Env(), valueOf(info.Env(), result), engine_->viewerFacts(handle));
}

Napi::Value NativeEngine::stats(const Napi::CallbackInfo& info) { return engineStats(info.Env(), *engine_); }

void NativeEngine::stop(const Napi::CallbackInfo& info) {
  if (!info[0].IsNumber()) throw Napi::TypeError::New(info.Env(), "drainMs must be a number");
  const int64_t drainMs = info[0].As<Napi::Number>().Int64Value();
  // The process stays until the end was told.
  if (drainMs > 0) wake_.Ref(info.Env());
  engine_->stop(drainMs);
}

}  // namespace guanlan::binding
