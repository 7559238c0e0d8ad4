{
  "targets": [{
    "target_name": "guanlan",
    "sources": ["<!@(node -p \"Object.values(require('./native/sources.json')).flat().map(f=>'native/'+f).join(' ')\")"],
    "include_dirs": ["native", "<!(node -p \"require('node-addon-api').include_dir\")"],
    # SWALLOW: an exception without a value, as a thread has that is being terminated, must not abort the process.
    "defines": ["NAPI_VERSION=9", "NODE_ADDON_API_CPP_EXCEPTIONS_ALL", "NODE_ADDON_API_DISABLE_DEPRECATED", "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS"],
    "cflags_cc!": ["-fno-exceptions", "-fno-rtti", "-std=gnu++17", "-std=gnu++20"],
    "cflags_cc": ["-std=c++20", "-O2", "-fexceptions", "-fvisibility=hidden", "-Wall", "-Wextra"]
  }]
}
