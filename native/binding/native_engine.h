#pragma once

#include <napi.h>

#include <memory>

#include "engine/engine.h"

namespace guanlan::binding {

/// NativeEngine of src/engine/binding.d.ts: every method reads its arguments, calls the engine, gives plain data.
class NativeEngine : public Napi::ObjectWrap<NativeEngine> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit NativeEngine(const Napi::CallbackInfo& info);
  ~NativeEngine() override;

 private:
  Napi::Value openStream(const Napi::CallbackInfo& info);
  void closeStream(const Napi::CallbackInfo& info);
  Napi::Value openSharedPort(const Napi::CallbackInfo& info);
  void closeSharedPort(const Napi::CallbackInfo& info);
  Napi::Value openReceiver(const Napi::CallbackInfo& info);
  void updateReceiver(const Napi::CallbackInfo& info);
  void connectReceiver(const Napi::CallbackInfo& info);
  void closeReceiver(const Napi::CallbackInfo& info);
  Napi::Value openSender(const Napi::CallbackInfo& info);
  void closeSender(const Napi::CallbackInfo& info);
  void startSender(const Napi::CallbackInfo& info);
  Napi::Value openClip(const Napi::CallbackInfo& info);
  void controlClip(const Napi::CallbackInfo& info);
  void closeClip(const Napi::CallbackInfo& info);
  Napi::Value adoptMicrophone(const Napi::CallbackInfo& info);
  void closeMicrophone(const Napi::CallbackInfo& info);
  Napi::Value openRecorder(const Napi::CallbackInfo& info);
  void closeRecorder(const Napi::CallbackInfo& info);
  Napi::Value adoptViewer(const Napi::CallbackInfo& info);
  void closeViewer(const Napi::CallbackInfo& info);
  Napi::Value socketPair(const Napi::CallbackInfo& info);
  Napi::Value describeStream(const Napi::CallbackInfo& info);
  Napi::Value describeReceiver(const Napi::CallbackInfo& info);
  Napi::Value describeSender(const Napi::CallbackInfo& info);
  Napi::Value describeViewer(const Napi::CallbackInfo& info);
  Napi::Value describeRecorder(const Napi::CallbackInfo& info);
  Napi::Value describeClip(const Napi::CallbackInfo& info);
  Napi::Value stats(const Napi::CallbackInfo& info);
  void stop(const Napi::CallbackInfo& info);

  /// What outlives this object, or the environment: wake-ups under way and the environment's hook hold it.
  struct Life {
    NativeEngine* self = nullptr;  // null: nobody is left
    std::weak_ptr<engine::Engine> engine;
    bool environmentGone = false;
  };

  static void onEnvironmentCleanup(void* data);
  void startEngine(const Napi::Env& env, const engine::EngineOptions& options);
  void deliver(const Napi::Env& env, const Napi::Function& onEvents);
  void letGo();

  // Owned.
  std::shared_ptr<engine::Engine> engine_;
  Napi::ThreadSafeFunction wake_;
  std::shared_ptr<Life> life_ = std::make_shared<Life>();
  std::shared_ptr<Life>* hook_ = nullptr;  // deleted by the hook, or with this object
  // State.
  bool stopped_ = false;  // nothing more is delivered, wake_ is let go
};

}  // namespace guanlan::binding
