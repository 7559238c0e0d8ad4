#include "binding/native_engine.h"
#include "binding/results.h"

namespace {

Napi::Object init(Napi::Env env, Napi::Object exports) {
  exports.Set("NativeEngine", guanlan::binding::NativeEngine::define(env));
  exports.Set("statusTable", Napi::Function::New(env, [](const Napi::CallbackInfo& info) {
                return guanlan::binding::statusTable(info.Env());
              }));
  return exports;
}

}  // namespace

NODE_API_MODULE(guanlan, init)
