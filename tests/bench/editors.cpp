//===- editors.cpp - From an edit to its diagnostics ----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// editors EDITS await-tidyd clangd FILE FLAGS...
//
// Opens FILE in both servers, then appends a line to it again and again, in
// turn, and takes the time until each has told its diagnostics of that version.
// clangd runs the checks of clang-tidy for coroutines. The clock is the wall's:
// that is what a user waits for; both servers' threads run as they like.
//
//===----------------------------------------------------------------------===//
#include "LspClient.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace fs = std::filesystem;
namespace json = llvm::json;
using namespace await_tidy::test;

namespace {

using Seconds = std::chrono::duration<double>;

[[noreturn]] void fail(const std::string &Text) {
  std::cerr << "error: " << Text << '\n';
  std::exit(2);
}

struct Server {
  std::string Name;
  LspClient Client;
  std::string Uri;
  double Opened = 0;
  std::vector<double> Edits;
  size_t Diagnostics = 0;
  int64_t Version = 0;

  Server(std::string Name, const Words &Command, const fs::path &File)
      : Name(std::move(Name)), Client(Command), Uri("file://" + File.string()) {
    if (!Client.call("initialize",
                     json::Object{{"capabilities", json::Object{}}}))
      fail("'" + Command.front() + "' does not answer");
    Client.notify("initialized", json::Object{});
  }

  double time(llvm::StringRef Method, json::Value Params) {
    auto Begin = std::chrono::steady_clock::now();
    Client.notify(Method, std::move(Params));
    for (;;) {
      auto M = Client.next("textDocument/publishDiagnostics");
      if (!M)
        fail(Name + " tells nothing of the file");
      const json::Object *P = M->getObject("params");
      if (P->getString("uri") != llvm::StringRef(Uri) ||
          P->getInteger("version").value_or(Version) != Version)
        continue;
      Diagnostics = P->getArray("diagnostics")->size();
      return Seconds(std::chrono::steady_clock::now() - Begin).count();
    }
  }
  void open(const std::string &Text) {
    Opened =
        time("textDocument/didOpen",
             json::Object{{"textDocument", json::Object{{"uri", Uri},
                                                        {"languageId", "cpp"},
                                                        {"version", ++Version},
                                                        {"text", Text}}}});
  }
  void edit(const std::string &Text) {
    json::Object Document{{"uri", Uri}, {"version", ++Version}};
    Edits.push_back(
        time("textDocument/didChange",
             json::Object{{"textDocument", std::move(Document)},
                          {"contentChanges",
                           json::Array{json::Object{{"text", Text}}}}}));
  }

  double median() {
    std::sort(Edits.begin(), Edits.end());
    return Edits[Edits.size() / 2];
  }
  /// Of main memory, in MB, at most so far.
  double peak() const {
    std::ifstream In("/proc/" + std::to_string(Client.process()) + "/status");
    for (std::string Line; std::getline(In, Line);)
      if (Line.rfind("VmHWM:", 0) == 0)
        return std::atof(Line.c_str() + 6) / 1024;
    return 0;
  }
};

} // namespace

int main(int Argc, char **Argv) {
  if (Argc < 5 || std::atoi(Argv[1]) < 1)
    fail("editors EDITS await-tidyd clangd FILE FLAGS...");
  const int Edits = std::atoi(Argv[1]);
  const fs::path Source = fs::absolute(Argv[4]);
  std::ifstream In(Source);
  std::stringstream Read;
  if (!(Read << In.rdbuf()))
    fail("cannot read '" + Source.string() + "'");
  const std::string Text = Read.str();

  TemporaryFolder Folder;
  for (const auto &Entry : fs::directory_iterator(Source.parent_path()))
    if (Entry.is_regular_file())
      fs::copy_file(Entry.path(), Folder.path() / Entry.path().filename());
  const fs::path File = Folder.path() / Source.filename();
  json::Array Command{"clang++"};
  for (int I = 5; I < Argc; ++I)
    Command.push_back(Argv[I]);
  Command.push_back("-c");
  Command.push_back(File.string());
  std::string Database;
  llvm::raw_string_ostream(Database) << json::Value(
      json::Array{json::Object{{"directory", Folder.path().string()},
                               {"file", File.string()},
                               {"arguments", std::move(Command)}}});
  Folder.write("compile_commands.json", Database);
  Folder.write(".clang-tidy",
               "Checks: '-*,"
               "cppcoreguidelines-avoid-capturing-lambda-coroutines,"
               "cppcoreguidelines-avoid-reference-coroutine-parameters,"
               "cppcoreguidelines-no-suspend-with-lock,"
               "misc-coroutine-hostile-raii'\n");
  Folder.write(".clangd",
               "Diagnostics:\n  ClangTidy:\n    FastCheckFilter: None\n");

  Server Ours("await-tidyd", {Argv[2]}, File);
  Server Theirs("clangd",
                {Argv[3], "--log=error", "--background-index=false",
                 "--compile-commands-dir=" + Folder.path().string()},
                File);
  for (Server *S : {&Ours, &Theirs})
    S->open(Text);
  for (int I = 0; I < Edits; ++I)
    for (Server *S : {&Ours, &Theirs})
      S->edit(Text + "\nint edit_" + std::to_string(I) + ";\n");

  std::printf("%-12s %8s %12s %21s %9s %12s\n", "server", "open", "edit",
              "(least-most)", "memory", "diagnostics");
  for (Server *S : {&Ours, &Theirs}) {
    double Median = S->median();
    std::printf("%-12s %6.2f s %10.2f s %11.2f-%.2f s %9.0f MB %9zu\n",
                S->Name.c_str(), S->Opened, Median, S->Edits.front(),
                S->Edits.back(), S->peak(), S->Diagnostics);
  }
  std::printf("edit to diagnostics: %.2f of clangd; memory: %.2f\n",
              Ours.median() / Theirs.median(), Ours.peak() / Theirs.peak());
  return 0;
}
