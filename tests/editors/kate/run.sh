#!/usr/bin/env bash
#
# run.sh SERVER: a race in Kate with docs/editors/kate.json, where SERVER is the
# program. Kate draws on a screen that nobody sees.
#
# Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

set -euo pipefail

HERE="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
FOLDER="$(mktemp -d)"
trap 'rm -rf -- "$FOLDER"' EXIT

mkdir -p -- "$FOLDER"/{bank,config/kate/lspclient,run}
chmod 700 -- "$FOLDER/run"
cp -- "$HERE/../vscode/workspace/task.h" "$FOLDER/bank/"
cp -- "$HERE/account.cpp" "$FOLDER/bank/"
cat >"$FOLDER/bank/compile_commands.json" <<JSON
[{"directory": "$FOLDER/bank", "file": "account.cpp",
  "arguments": ["c++", "-std=c++20", "-c", "account.cpp"]}]
JSON
sed "s|\"await-tidyd\"|\"$1\"|" "$HERE/../../../docs/editors/kate.json" \
  >"$FOLDER/config/kate/lspclient/settings.json"
# Else Kate asks whether it may start the server.
cat >"$FOLDER/config/katerc" <<INI
[General]
Show welcome view for new window=false
[Kate Plugins]
lspclientplugin=true
[lspclient]
AllowedServerCommandLines=$1
INI

cd -- "$FOLDER/bank"
# Kate is looked at as a screen reader does it.
env HOME="$FOLDER" XDG_CONFIG_HOME="$FOLDER/config" XDG_RUNTIME_DIR="$FOLDER/run" \
  XDG_DATA_HOME="$FOLDER/data" XDG_CACHE_HOME="$FOLDER/cache" \
  QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 \
  xvfb-run -a dbus-run-session -- /usr/bin/python3 "$HERE/test.py" 2>"$FOLDER/log" ||
  { tail -n 40 -- "$FOLDER/log" >&2; exit 1; }
