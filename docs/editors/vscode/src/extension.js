// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// await-tidyd in VS Code: starts it, says how it is, and shows the rules' pages.
'use strict';

const { spawn } = require('node:child_process');
const vscode = require('vscode');
const { CloseAction, ErrorAction, LanguageClient } = require('vscode-languageclient/node');
const { Problem, commandLine, mismatch, problemOfEnd, versionOf } = require('./program');
const rules = require('../dist/rules.json');
const { version: ours } = require('../package.json');

/** The server's command, which the client registers while the server runs. */
const explainCommand = 'await-tidy.explain';
/** Of the documents that are rules' pages. */
const pageScheme = 'await-tidy-rule';

/** All that goes wrong is told once and by us, with what to do about it. */
class Client extends LanguageClient {
  error(message, data) {
    super.error(message, data, false);
  }
  // The base class also stops what has not come to run, which it cannot.
  async stop(timeout) {
    try {
      await super.stop(timeout);
    } catch (error) {
      this.error('Stopping failed', error);
    }
  }
}

let output, status;
/** The client that runs, or none. */
let client;
/** One start or stop at a time. */
let work = Promise.resolve();
/** When the server has ended without being asked to. */
let ends = [];
/** What has changed since it was analysed last. */
const pending = new Set();

function settings() {
  const all = vscode.workspace.getConfiguration('await-tidy');
  return {
    program: all.get('path'),
    buildFolder: all.get('buildFolder'),
    args: all.get('arguments'),
    inlayHints: all.get('inlayHints'),
  };
}

//===----------------------------------------------------------------------===//
// The status item
//===----------------------------------------------------------------------===//

let state = { icon: 'circle-slash', text: 'not started', isError: false };

function show(icon, text, tooltip, isError = false) {
  state = { icon, text, tooltip, isError };
  update();
}

function update() {
  const isAnalysing = client && pending.size;
  status.text = isAnalysing ? '$(sync~spin) await-tidy: analysing'
    : `$(${state.icon}) await-tidy` + (state.text ? `: ${state.text}` : '');
  status.tooltip = state.tooltip;
  status.backgroundColor = state.isError
    ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  if (state.isError || vscode.window.activeTextEditor?.document.languageId === 'cpp')
    status.show();
  else
    status.hide();
}

async function menu() {
  const choice = await vscode.window.showQuickPick([
    { label: '$(book) Explain a rule', command: 'await-tidy.explainRule' },
    { label: '$(debug-restart) Restart', command: 'await-tidy.restart' },
    { label: '$(output) Show output', command: 'await-tidy.showOutput' },
    {
      label: '$(gear) Settings', command: 'workbench.action.openSettings',
      args: ['await-tidy.'],
    },
  ], { placeHolder: state.tooltip });
  if (choice)
    await vscode.commands.executeCommand(choice.command, ...choice.args ?? []);
}

async function tell(problem) {
  output.appendLine(problem.message);
  show('warning', problem.word ?? 'error', problem.message, true);
  const choice = await vscode.window.showErrorMessage(
    `await-tidy: ${problem.message}`, 'Settings', 'Output', 'Try again');
  if (choice === 'Settings')
    await vscode.commands.executeCommand('workbench.action.openSettings', 'await-tidy.');
  else if (choice === 'Output')
    output.show();
  else if (choice === 'Try again')
    await restart();
}

//===----------------------------------------------------------------------===//
// The server
//===----------------------------------------------------------------------===//

const middleware = {
  // The link of a code leads to the page here, not to a browser.
  handleDiagnostics(uri, diagnostics, next) {
    for (const d of diagnostics) {
      const rule = typeof d.code === 'object' ? d.code.value : d.code;
      if (rules.some(r => r.id === rule))
        d.code = {
          value: rule,
          target: vscode.Uri.parse('command:await-tidy.explainRule?' +
            encodeURIComponent(JSON.stringify([rule]))),
        };
    }
    pending.delete(uri.toString());
    next(uri, diagnostics);
    update();
  },
  async didOpen(document, next) {
    pending.add(document.uri.toString());
    update();
    await next(document);
  },
  async didChange(event, next) {
    if (event.contentChanges.length) {
      pending.add(event.document.uri.toString());
      update();
    }
    await next(event);
  },
  async didClose(document, next) {
    pending.delete(document.uri.toString());
    update();
    await next(document);
  },
  // Of the code action "Explain ...".
  executeCommand(command, args, next) {
    return command === explainCommand ? explain(args[0]) : next(command, args);
  },
  // The server shows a page as it can; it is shown better here.
  window: { showDocument: async () => ({ success: true }) },
};

/**
 * Findings are sent rather than asked for: the client drops those of headers
 * that are not open from an answer.
 */
const sendUnasked = {
  fillClientCapabilities(capabilities) {
    delete capabilities.textDocument.diagnostic;
    delete capabilities.workspace.diagnostics;
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

async function start() {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const given = settings();
  const { program, args } = commandLine(given, folder);
  show('loading~spin', 'starting', program);

  const version = await versionOf(program, folder);
  const warning = mismatch(version, ours);
  if (warning) {
    output.appendLine(warning);
    void vscode.window.showWarningMessage(warning);
  }
  output.appendLine(`${program} ${args.join(' ')} (${version})`);

  const mine = { isWanted: true, stderr: '', hasStarted: false };
  let ended = () => {};
  const end = new Promise((_, reject) => (ended = reject));
  end.catch(() => {});
  const launch = async () => {
    const child = spawn(program, args, { cwd: folder });
    child.stderr.on('data', data => (mine.stderr = (mine.stderr + data).slice(-4000)));
    child.on('error', error => ended(new Problem('not started', error.message)));
    // 'close': when all that it wrote has been read.
    child.on('close', (code, signal) => {
      const problem = problemOfEnd(program, code, signal, mine.stderr);
      ended(problem);
      if (mine.isWanted && mine.hasStarted)
        hasEnded(mine, problem);
    });
    return child;
  };
  const handled = { handled: true };
  mine.client = new Client('await-tidy', 'await-tidy', launch, {
    documentSelector: [{ scheme: 'file', language: 'cpp' }],
    initializationOptions: { inlayHints: given.inlayHints },
    outputChannel: output,
    middleware,
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, ...handled }),
      closed: () => ({ action: CloseAction.DoNotRestart, ...handled }),
    },
  });
  mine.client.registerFeature(sendUnasked);
  try {
    await Promise.race([mine.client.start(), end]);
    mine.hasStarted = true;
  } catch (error) {
    // What it wrote says more than that the connection was lost.
    throw await Promise.race([
      end.catch(e => e), new Promise(r => setTimeout(r, 1000, error))]);
  }
  client = mine;
  show('check', '', `await-tidyd ${version}\n${program}`);
}

async function stop() {
  pending.clear();
  const old = client;
  client = undefined;
  if (old) {
    old.isWanted = false;
    await old.client.stop();
    await old.client.dispose().catch(() => {});
  }
}

function restart() {
  work = work.then(stop).then(start).catch(problem => void tell(problem));
  return work;
}

/** It comes back, but not again and again. */
function hasEnded(who, problem) {
  who.isWanted = false;
  if (client === who)
    client = undefined;
  pending.clear();
  ends = [...ends.filter(t => Date.now() - t < 180000), Date.now()];
  if (ends.length > 3) {
    ends = [];
    void tell(problem);
  } else {
    output.appendLine(`${problem.message}\nIt is started again.`);
    void restart();
  }
}

//===----------------------------------------------------------------------===//
// The pages of the rules
//===----------------------------------------------------------------------===//

async function pageOf(rule) {
  await work; // it may be starting
  if (!client)
    throw new Problem('', 'await-tidyd has the pages of the rules, and it does not run.');
  return client.client.sendRequest('workspace/executeCommand',
    { command: explainCommand, arguments: [rule] });
}

async function explain(rule) {
  try {
    await pageOf(rule);
  } catch (error) {
    void vscode.window.showErrorMessage(`await-tidy: ${error.message}`);
    return;
  }
  const uri = vscode.Uri.from({ scheme: pageScheme, path: `/${rule}.md` });
  try {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
  } catch {
    // The Markdown extension that comes with VS Code is switched off.
    await vscode.window.showTextDocument(uri, {
      viewColumn: vscode.ViewColumn.Beside, preview: true });
  }
}

function rulesAtCursor() {
  const editor = vscode.window.activeTextEditor;
  if (!editor)
    return [];
  const found = vscode.languages.getDiagnostics(editor.document.uri)
    .filter(d => d.source === 'await-tidy' && typeof d.code === 'object' &&
      d.range.intersection(editor.selection))
    .map(d => d.code.value);
  return [...new Set(found)];
}

async function explainRule(given) {
  let rule = typeof given === 'string' ? given : undefined;
  if (!rule) {
    const here = rulesAtCursor();
    const item = r => ({ label: r.id, detail: r.summary });
    const kind = vscode.QuickPickItemKind.Separator;
    const items = [
      ...here.length ? [{ label: 'at the cursor', kind }] : [],
      ...rules.filter(r => here.includes(r.id)).map(item),
      ...here.length ? [{ label: 'all others', kind }] : [],
      ...rules.filter(r => !here.includes(r.id)).map(item),
    ];
    rule = (await vscode.window.showQuickPick(items,
      { placeHolder: 'Which rule?', matchOnDetail: true }))?.label;
  }
  if (rule)
    await explain(rule);
}

//===----------------------------------------------------------------------===//
// VS Code's side
//===----------------------------------------------------------------------===//

async function activate(context) {
  output = vscode.window.createOutputChannel('await-tidy');
  status = vscode.window.createStatusBarItem('await-tidy', vscode.StatusBarAlignment.Left);
  status.name = 'await-tidy';
  status.command = 'await-tidy.menu';
  const command = (id, f) => vscode.commands.registerCommand(`await-tidy.${id}`, f);
  context.subscriptions.push(
    output, status,
    command('menu', menu),
    command('restart', () => {
      ends = [];
      return restart();
    }),
    command('explainRule', explainRule),
    command('showOutput', () => output.show()),
    vscode.workspace.registerTextDocumentContentProvider(pageScheme, {
      provideTextDocumentContent: uri => pageOf(uri.path.replace(/^\/|\.md$/g, '')),
    }),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeConfiguration(event => {
      // The client itself heeds the other setting, trace.
      if (['path', 'arguments', 'buildFolder', 'inlayHints'].some(
        name => event.affectsConfiguration(`await-tidy.${name}`)))
        void restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void restart()),
  );
  await restart();
}

async function deactivate() {
  await work;
  await stop();
}

module.exports = { activate, deactivate };
