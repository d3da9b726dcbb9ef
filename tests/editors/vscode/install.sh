#!/usr/bin/env bash
#
# install.sh FOLDER: code-server, a browser's remote control and the packager,
# from npm, into FOLDER. What is there already is left alone.
#
# code-server's own post-install scripts fetch programs from elsewhere, so none
# is run; what they would do and is needed is done here.
#
# Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

set -euo pipefail

CODE_SERVER=4.100.3 # the last for Node 20
PUPPETEER=24.40.0
VSCE=3.9.2

# Changes with the versions and with this file.
KEY="$(cksum <"${BASH_SOURCE[0]}")"

npm_in() {
  local folder="$1"
  shift
  # CI=1: no questions, no progress bars.
  (cd -- "$folder" && CI=1 npm "$@" --no-audit --no-fund --loglevel=error)
}

# native FOLDER MODULE FILE: compiles a module of Node, unless FILE is there.
native() {
  local folder="$1" module="$2" file="$3"
  [ ! -f "$folder/node_modules/$module/$file" ] || return 0
  # The last step of some fails, after the module has been made.
  npm_in "$folder" rebuild --foreground-scripts "$module" \
    >"$folder/$(basename "$module").log" 2>&1 || true
  [ -f "$folder/node_modules/$module/$file" ] || {
    tail -n 20 "$folder/$(basename "$module").log" >&2
    printf 'error: %s could not be compiled; see above\n' "$module" >&2
    return 1
  }
}

main() {
  local folder="$1" code
  [ "$(cat "$folder/done" 2>/dev/null)" != "$KEY" ] || return 0
  mkdir -p -- "$folder"
  [ -f "$folder/package.json" ] || echo '{"private": true}' >"$folder/package.json"
  npm_in "$folder" install --ignore-scripts --save-exact \
    "code-server@$CODE_SERVER" "puppeteer-core@$PUPPETEER" "@vscode/vsce@$VSCE"
  code="$folder/node_modules/code-server/lib/vscode"
  npm_in "$code" install --ignore-scripts --omit=dev
  ln -sfn node_modules "$code/node_modules.asar"
  native "$folder" argon2 lib/binding/napi-v3/argon2.node
  native "$code" @vscode/spdlog build/Release/spdlog.node
  native "$code" native-watchdog build/Release/watchdog.node
  native "$code" node-pty build/Release/pty.node
  printf '%s' "$KEY" >"$folder/done"
}

main "$@"
