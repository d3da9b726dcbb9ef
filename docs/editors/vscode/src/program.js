// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How await-tidyd is called, and what to say when it cannot be. Nothing here
// needs VS Code, so that program.test.js can look at it alone.
'use strict';

const { execFile } = require('node:child_process');
const os = require('node:os');
const path = require('node:path');

/** What the user is told: what is wrong, and what to do. */
class Problem extends Error {
  /** @param {string} word for the status item */
  constructor(word, message) {
    super(message);
    this.word = word;
  }
}

function expand(text, folder) {
  return text
    .replace(/^~(?=$|\/)/, os.homedir())
    .replaceAll('${workspaceFolder}', folder ?? '.');
}

/** The program and its arguments. The folder is the workspace's first one. */
function commandLine({ program, buildFolder, args }, folder) {
  let name = expand(program.trim() || 'await-tidyd', folder);
  // A path is one of the workspace, a mere name is looked for in PATH.
  if (/[/\\]/.test(name) && folder)
    name = path.resolve(folder, name);
  // In front of the user's own: they may end with `-- FLAGS`.
  const before = buildFolder.trim() ? ['-p', expand(buildFolder.trim(), folder)] : [];
  return { program: name, args: [...before, ...args.map(a => expand(a, folder))] };
}

/** The end of what it wrote, which says why it died. */
function lastWords(stderr) {
  return stderr.trim().split('\n').slice(-3).join('\n');
}

/** Why it is no more, given what 'exit' of a process says. */
function problemOfEnd(program, code, signal, stderr) {
  const words = lastWords(stderr);
  let message = `'${program}' ended ` +
    (signal ? `by the signal ${signal}` : `with the exit code ${code}`) +
    (words ? `: ${words}` : '.');
  if (words.includes('error while loading shared libraries'))
    message += '\nInstall the libraries of Clang 19 that it was built with.';
  else if (code === 2)
    message += '\nThe settings await-tidy.arguments and await-tidy.buildFolder are what it was given.';
  return new Problem('ended', message);
}

/** The version that the program says it has, e.g. "0.1.0". */
function versionOf(program, cwd, limit = 20000) {
  return new Promise((resolve, reject) => {
    execFile(program, ['--version'], { cwd, timeout: limit }, (error, stdout, stderr) => {
      const version = /^await-tidyd (\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
      if (error?.code === 'ENOENT')
        reject(new Problem('not found',
          `'${program}' was not found. Build await-tidy, and let the setting ` +
          'await-tidy.path name its build/bin/await-tidyd.'));
      else if (typeof error?.code === 'string')
        reject(new Problem('not started',
          `'${program}' cannot be started (${error.code}). The setting ` +
          'await-tidy.path has to name a program that may be executed.'));
      else if (error?.killed)
        reject(new Problem('no answer',
          `'${program} --version' did not end within ${limit / 1000} seconds. ` +
          'Is it await-tidyd that the setting await-tidy.path names?'));
      else if (error)
        reject(problemOfEnd(program, error.code, error.signal, stderr));
      else if (!version)
        reject(new Problem('not await-tidyd',
          `'${program}' is not await-tidyd: it does not answer --version as that ` +
          'does. The setting await-tidy.path has to name the language server, not ' +
          'the command await-tidy.'));
      else
        resolve(version);
    });
  });
}

/** What to say of a program of another version; nothing if it will do. */
function mismatch(theirs, ours) {
  const upToMinor = v => v.split('.').slice(0, 2).join('.');
  if (upToMinor(theirs) === upToMinor(ours))
    return undefined;
  return `await-tidyd has the version ${theirs}, this extension ${ours}. They may not ` +
    'understand each other: install the extension that was built with the program.';
}

module.exports = { Problem, commandLine, mismatch, problemOfEnd, versionOf };
