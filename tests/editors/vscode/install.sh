#!/usr/bin/env bash
#
# install.sh FOLDER vsce|code-server: from npm, into FOLDER, the packager, or
# code-server and a remote control for a browser. What is there already is left
# alone.
#
# code-server's own post-install scripts fetch programs from elsewhere, so none
# is run; what they would do and is needed is done here. Without its other
# native modules it has no log files and no terminal, which nobody misses here.
#
# Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

set -euo pipefail

CODE_SERVER=4.100.3 # for Node 20
PUPPETEER=24.43.1
VSCE=3.9.2

npm_in() {
  local folder="$1"
  shift
  (cd -- "$folder" && npm "$@" --no-audit --no-fund --loglevel=error)
}

# native FOLDER MODULE FILE: compiles a module of Node, unless FILE is there.
native() {
  local folder="$1" module="$2" file="$1/node_modules/$2/$3"
  [ ! -f "$file" ] || return 0
  npm_in "$folder" rebuild --foreground-scripts "$module" \
    >"$folder/$module.log" 2>&1 || true
  [ -f "$file" ] || {
    tail -n 20 -- "$folder/$module.log" >&2
    printf 'error: %s could not be compiled; see above\n' "$module" >&2
    return 1
  }
}

main() {
  local folder="$1" what="$2" code key
  # Changes with the versions and with this file.
  key="$(cksum <"${BASH_SOURCE[0]}")"
  [ "$(cat -- "$folder/$what.done" 2>/dev/null)" != "$key" ] || return 0
  mkdir -p -- "$folder"
  [ -f "$folder/package.json" ] || echo '{"private": true}' >"$folder/package.json"
  if [ "$what" = vsce ]; then
    npm_in "$folder" install --ignore-scripts --save-exact "@vscode/vsce@$VSCE"
  else
    npm_in "$folder" install --ignore-scripts --save-exact \
      "code-server@$CODE_SERVER" "puppeteer-core@$PUPPETEER"
    code="$folder/node_modules/code-server/lib/vscode"
    npm_in "$code" install --ignore-scripts --omit=dev
    ln -sfn node_modules "$code/node_modules.asar"
    native "$folder" argon2 lib/binding/napi-v3/argon2.node
    native "$code" native-watchdog build/Release/watchdog.node
  fi
  printf '%s' "$key" >"$folder/$what.done"
}

main "$@"
