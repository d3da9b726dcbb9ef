//===- Server.cpp - Findings while you type -------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One thread reads messages and never parses; another analyses, one document at
// a time, the one that is due first. What comes out for a text that has changed
// in the meantime is dropped: the newer text is due already.
//
//===----------------------------------------------------------------------===//
#include "frontends/lsp/Server.h"
#include "Rule.h"
#include "findings/RuleDoc.h"
#include "findings/SourceFiles.h"
#include "findings/Suppressions.h"
#include "frontends/cli/AnalysisFor.h"
#include "frontends/cli/AnalyzeFile.h"
#include "frontends/cli/CompileCommands.h"
#include "frontends/cli/Config.h"
#include "frontends/cli/Options.h"
#include "frontends/lsp/Document.h"
#include "mlir/Tools/lsp-server-support/Protocol.h"
#include "mlir/Tools/lsp-server-support/Transport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <thread>

using namespace llvm;
using mlir::lsp::Callback;
using mlir::lsp::NoParams;
using mlir::lsp::URIForFile;

namespace await_tidy {
namespace {

using Clock = std::chrono::steady_clock;

/// A change after a rest is looked at at once; who types on is waited for.
constexpr auto Pause = std::chrono::milliseconds(200);

/// A message as it is: most of what is sent here has members that MLIR's types
/// lack.
struct Json {
  json::Value Value = nullptr;
};
bool fromJSON(const json::Value &V, Json &Result, json::Path) {
  Result.Value = V;
  return true;
}
json::Value toJSON(const Json &J) { return J.Value; }

json::Object toJSON(Position P) {
  return json::Object{{"line", P.Line}, {"character", P.Character}};
}
json::Object toJSON(const Range &R) {
  return json::Object{{"start", toJSON(R.Begin)}, {"end", toJSON(R.End)}};
}

std::optional<Position> positionOf(const json::Object *O) {
  if (!O)
    return std::nullopt;
  auto Line = O->getInteger("line"), Character = O->getInteger("character");
  if (!Line || !Character || *Line < 0 || *Character < 0)
    return std::nullopt;
  return Position{unsigned(*Line), unsigned(*Character)};
}

std::optional<Range> rangeOf(const json::Object *O) {
  if (!O)
    return std::nullopt;
  auto Begin = positionOf(O->getObject("start"));
  auto End = positionOf(O->getObject("end"));
  if (!Begin || !End)
    return std::nullopt;
  return Range{*Begin, *End};
}

/// The absolute path that the member `textDocument` of \p Params names; empty
/// if it is no file.
std::string pathOf(const Json &Params) {
  const json::Object *O = Params.Value.getAsObject();
  const json::Object *D = O ? O->getObject("textDocument") : nullptr;
  std::optional<StringRef> Uri = D ? D->getString("uri") : std::nullopt;
  if (!Uri || !Uri->starts_with("file:"))
    return "";
  Expected<URIForFile> Parsed = URIForFile::fromURI(*Uri);
  if (!Parsed) {
    consumeError(Parsed.takeError());
    return "";
  }
  return Parsed->file().str();
}

std::string uriOf(StringRef Path) {
  Expected<URIForFile> Uri = URIForFile::fromFile(Path);
  if (!Uri) {
    consumeError(Uri.takeError());
    return "";
  }
  return Uri->uri().str();
}

/// One line without its end; nothing at the end of the input.
std::optional<std::string> readLine(std::FILE *In) {
  std::string Line;
  for (int C; (C = std::getc(In)) != EOF;) {
    if (C == '\n') {
      if (!Line.empty() && Line.back() == '\r')
        Line.pop_back();
      return Line;
    }
    Line += char(C);
  }
  return std::nullopt;
}

/// The body of the next message, by the length that its header gives; nothing
/// at the end of the input, or when no header tells where the next one begins.
std::optional<std::string> readMessage(std::FILE *In) {
  constexpr size_t Most = size_t(1) << 30;
  size_t Length = 0;
  for (;;) {
    std::optional<std::string> Line = readLine(In);
    if (!Line)
      return std::nullopt;
    if (Line->empty()) {
      if (Length)
        break;
      continue;
    }
    auto [Name, Value] = StringRef(*Line).split(':');
    if (Name.equals_insensitive("content-length") &&
        (Value.trim().getAsInteger(10, Length) || Length > Most))
      return std::nullopt;
  }
  std::string Body(Length, '\0');
  if (std::fread(Body.data(), 1, Length, In) != Length)
    return std::nullopt;
  return Body;
}

/// What was told of a document last.
struct Told {
  Range Where;
  Finding What;
  bool IsRepairable = true;
};

struct Open {
  explicit Open(Document Text) : Text(std::move(Text)) {}

  Document Text;
  int64_t Version = 0; ///< the client's, given back to it
  uint64_t Edit = 0;   ///< ours: never twice the same
  std::optional<Clock::time_point> Due;
  Clock::time_point Changed; ///< by the last edit
  std::vector<Told> Findings;
};

class Server {
public:
  Server(std::FILE *In, raw_ostream &Out, const CommandLine &Options,
         std::string CurrentDirectory)
      : In(In), Transport(In, Out), Handler(Transport), Options(Options),
        Here(CurrentDirectory), Commands(Options, std::move(CurrentDirectory)) {
    Publish =
        Handler.outgoingNotification<Json>("textDocument/publishDiagnostics");
    Handler.method("initialize", this, &Server::initialize);
    Handler.method("shutdown", this, &Server::shutdown);
    Handler.method("textDocument/codeAction", this, &Server::codeAction);
    Handler.method("textDocument/hover", this, &Server::hover);
    Handler.notification("initialized", this, &Server::ignore);
    Handler.notification("$/cancelRequest", this, &Server::ignore);
    Handler.notification("$/setTrace", this, &Server::ignore);
    Handler.notification("workspace/didChangeConfiguration", this,
                         &Server::ignore);
    Handler.notification("textDocument/didOpen", this, &Server::didOpen);
    Handler.notification("textDocument/didChange", this, &Server::didChange);
    Handler.notification("textDocument/didSave", this, &Server::didSave);
    Handler.notification("textDocument/didClose", this, &Server::didClose);
  }

  int run() {
    std::thread Worker([this] { analyzeWhatIsDue(); });
    while (std::optional<std::string> Text = readMessage(In)) {
      Expected<json::Value> Message = json::parse(*Text);
      if (!Message)
        consumeError(Message.takeError());
      else if (!dispatch(*Message))
        break;
    }
    {
      std::lock_guard Lock(Mutex);
      Stopping = true;
    }
    Wake.notify_all();
    Worker.join();
    return ShutDown ? 0 : 1;
  }

private:
  void ignore(const Json &) {}

  /// JSONTransport::run() would end at the first message that is none. False at
  /// the client's `exit`.
  bool dispatch(json::Value &Message) {
    json::Object *O = Message.getAsObject();
    if (!O || O->getString("jsonrpc") != StringRef("2.0"))
      return true;
    std::optional<StringRef> Method = O->getString("method");
    json::Value *Id = O->get("id"), *Params = O->get("params");
    if (!Method) // an answer; nothing is asked
      return true;
    json::Value Given = Params ? std::move(*Params) : json::Value(nullptr);
    return Id ? Handler.onCall(*Method, std::move(Given), *Id)
              : Handler.onNotify(*Method, std::move(Given));
  }

  void initialize(const Json &Params, Callback<Json> Reply) {
    Units = Encoding::Utf16;
    if (const json::Object *O = Params.Value.getAsObject())
      if (const json::Object *C = O->getObject("capabilities"))
        if (const json::Object *G = C->getObject("general"))
          if (const json::Array *E = G->getArray("positionEncodings"))
            if (is_contained(*E, json::Value("utf-8")))
              Units = Encoding::Utf8;
    Reply(Json{json::Object{
        {"capabilities",
         json::Object{
             {"positionEncoding", Units == Encoding::Utf8 ? "utf-8" : "utf-16"},
             {"textDocumentSync",
              json::Object{{"openClose", true},
                           {"change", 2},
                           {"save", json::Object{{"includeText", false}}}}},
             {"codeActionProvider",
              json::Object{{"codeActionKinds", json::Array{"quickfix"}}}},
             {"hoverProvider", true}}},
        {"serverInfo", json::Object{{"name", "await-tidyd"},
                                    {"version", AWAIT_TIDY_VERSION}}}}});
  }

  void shutdown(const Json &, Callback<Json> Reply) {
    ShutDown = true;
    Reply(Json{nullptr});
  }

  void didOpen(const Json &Params) {
    std::string Path = pathOf(Params);
    if (Path.empty())
      return;
    const json::Object *D =
        Params.Value.getAsObject()->getObject("textDocument");
    {
      std::lock_guard Lock(Mutex);
      Open O(Document(D->getString("text").value_or("").str(), Units));
      O.Version = D->getInteger("version").value_or(0);
      O.Edit = ++Edits;
      O.Due = Clock::now();
      Documents.insert_or_assign(Path, std::move(O));
    }
    Wake.notify_all();
  }

  void didChange(const Json &Params) {
    std::string Path = pathOf(Params);
    const json::Object *O = Params.Value.getAsObject();
    const json::Array *Changes = O ? O->getArray("contentChanges") : nullptr;
    if (Path.empty() || !Changes)
      return;
    {
      std::lock_guard Lock(Mutex);
      auto It = Documents.find(Path);
      if (It == Documents.end())
        return;
      Open &D = It->second;
      for (const json::Value &V : *Changes)
        if (const json::Object *C = V.getAsObject())
          D.Text.replace(rangeOf(C->getObject("range")),
                         C->getString("text").value_or(""));
      D.Version = O->getObject("textDocument")
                      ->getInteger("version")
                      .value_or(D.Version + 1);
      D.Edit = ++Edits;
      Clock::time_point Now = Clock::now();
      D.Due = Now - D.Changed < Pause ? Now + Pause : Now;
      D.Changed = Now;
    }
    Wake.notify_all();
  }

  void didSave(const Json &) {
    {
      // Others may include it.
      std::lock_guard Lock(Mutex);
      for (auto &[Path, D] : Documents)
        D.Due = Clock::now();
    }
    Wake.notify_all();
  }

  void didClose(const Json &Params) {
    std::string Path = pathOf(Params);
    {
      std::lock_guard Lock(Mutex);
      if (!Documents.erase(Path))
        return;
    }
    // What is told of a file that nobody looks at stays until it is taken back.
    Publish(Json{
        json::Object{{"uri", uriOf(Path)}, {"diagnostics", json::Array()}}});
  }

  //===--------------------------------------------------------------------===//
  // The thread that analyses
  //===--------------------------------------------------------------------===//

  void analyzeWhatIsDue() {
    std::unique_lock Lock(Mutex);
    while (!Stopping) {
      auto Next = Documents.end();
      for (auto It = Documents.begin(); It != Documents.end(); ++It)
        if (It->second.Due &&
            (Next == Documents.end() || *It->second.Due < *Next->second.Due))
          Next = It;
      if (Next == Documents.end()) {
        Wake.wait(Lock);
        continue;
      }
      if (*Next->second.Due > Clock::now()) {
        Wake.wait_until(Lock, *Next->second.Due);
        continue;
      }
      Next->second.Due.reset();
      std::string Path = Next->first;
      Document Text = Next->second.Text;
      int64_t Version = Next->second.Version;
      uint64_t Edit = Next->second.Edit;
      std::vector<UnsavedFile> Unsaved;
      for (const auto &[Other, D] : Documents)
        Unsaved.push_back({Other, D.Text.text(), int64_t(D.Edit)});
      erase_if(Preambles,
               [&](const auto &P) { return !Documents.count(P.first.first); });
      Lock.unlock();

      std::vector<Told> Found;
      std::optional<std::string> Problem;
      analyze(Path, Text, Unsaved, Found, Problem);

      Lock.lock();
      auto It = Documents.find(Path);
      if (It == Documents.end() || It->second.Edit != Edit)
        continue;
      It->second.Findings = Found;
      Lock.unlock();
      Publish(Json{diagnostics(Path, Version, Found, Problem, Unsaved)});
      Lock.lock();
    }
  }

  void analyze(const std::string &Path, const Document &Text,
               ArrayRef<UnsavedFile> Unsaved, std::vector<Told> &Found,
               std::optional<std::string> &Problem) {
    // Anew each time: a configuration may have come or changed.
    Configs Configured(!Options.NoConfig, Options.ConfigFile, Here);
    Expected<const Config *> C = Configured.of(Path);
    if (!C) {
      Problem = toString(C.takeError());
      return;
    }
    Expected<AnalysisOptions> Analysis = analysisOptions(Options, **C);
    if (!Analysis) {
      Problem = toString(Analysis.takeError());
      return;
    }
    Expected<FileFlags> Flags = Commands.flagsFor(Path, (*C)->ExtraArgs);
    if (!Flags) {
      Problem = toString(Flags.takeError());
      return;
    }
    SourceFiles Files([&](const std::string &P) { return read(P, Unsaved); });
    Suppressions Silenced(Files);
    unsigned Errors = 0;
    std::set<std::tuple<unsigned, std::string>> Seen;
    auto Compile = [&] {
      std::vector<FileOutcome> Outcomes;
      for (auto [I, Job] : enumerate(Flags->Jobs))
        Outcomes.push_back(analyzeFile(Job, *Analysis,
                                       /*BacktraceOnCrash=*/false, Unsaved,
                                       &Preambles[{Path, I}]));
      return Outcomes;
    };
    std::vector<FileOutcome> Outcomes = Compile();
    if (any_of(Outcomes, [](const FileOutcome &O) { return O.LacksHeader; })) {
      Flags = Commands.flagsFor(Path, (*C)->ExtraArgs, /*Alone=*/true);
      if (!Flags) {
        Problem = toString(Flags.takeError());
        return;
      }
      Outcomes = Compile();
    }
    for (FileOutcome &Outcome : Outcomes) {
      Errors += Outcome.Errors;
      if (Outcome.Crash)
        Problem = fmt::format(
            "internal error while analysing this file ({}); please report it, "
            "with what `await-tidy --backtrace` shows",
            *Outcome.Crash);
      for (Finding &F : Outcome.Analysis.Findings)
        if (F.Where.File == Path && !Silenced.cover(F) &&
            Seen.insert({F.Where.Offset, F.Rule}).second) {
          Range Where{Text.at(F.Where.Offset), Text.at(F.Where.EndOffset)};
          Found.push_back({Where, std::move(F), Outcome.Errors == 0});
        }
    }
    if (Errors && !Problem)
      Problem = fmt::format(
          "await-tidy analysed only what it could: the file does not parse "
          "({} error{}){}",
          Errors, Errors == 1 ? "" : "s",
          Flags->Origin == FlagsFrom::Guess
              ? "; there is no compile_commands.json in the folders above it"
              : "");
  }

  static std::optional<std::string> read(const std::string &Path,
                                         ArrayRef<UnsavedFile> Unsaved) {
    for (const UnsavedFile &F : Unsaved)
      if (F.Path == Path)
        return F.Text;
    auto Buffer = MemoryBuffer::getFile(Path);
    if (!Buffer)
      return std::nullopt;
    return (*Buffer)->getBuffer().str();
  }

  json::Object diagnostics(const std::string &Path, int64_t Version,
                           ArrayRef<Told> Found,
                           const std::optional<std::string> &Problem,
                           ArrayRef<UnsavedFile> Unsaved) const {
    std::map<std::string, Document> Texts;
    auto RangeOf = [&](const SourceSpan &S) {
      auto It = Texts.find(S.File);
      if (It == Texts.end())
        It =
            Texts.try_emplace(S.File, read(S.File, Unsaved).value_or(""), Units)
                .first;
      return Range{It->second.at(S.Offset), It->second.at(S.EndOffset)};
    };
    json::Array List;
    if (Problem)
      List.push_back(json::Object{{"range", toJSON(Range())},
                                  {"severity", 3},
                                  {"source", "await-tidy"},
                                  {"code", "not-analysed"},
                                  {"message", *Problem}});
    for (const Told &T : Found) {
      json::Array Steps;
      for (const Note &N : T.What.Notes)
        if (N.Where.isValid())
          Steps.push_back(json::Object{
              {"location", json::Object{{"uri", uriOf(N.Where.File)},
                                        {"range", toJSON(RangeOf(N.Where))}}},
              {"message", N.Text}});
      List.push_back(
          json::Object{{"range", toJSON(T.Where)},
                       {"severity", T.What.Sureness == Confidence::Low ? 3 : 2},
                       {"source", "await-tidy"},
                       {"code", T.What.Rule},
                       {"message", T.What.Message},
                       {"relatedInformation", std::move(Steps)}});
    }
    return json::Object{{"uri", uriOf(Path)},
                        {"version", Version},
                        {"diagnostics", std::move(List)}};
  }

  //===--------------------------------------------------------------------===//
  // Questions on what was found
  //===--------------------------------------------------------------------===//

  /// Calls \p Use with the document and each finding that touches \p Where.
  template <typename Fn>
  void forEachFinding(const std::string &Path, const Range &Where, Fn Use) {
    std::lock_guard Lock(Mutex);
    auto It = Documents.find(Path);
    if (It == Documents.end())
      return;
    for (const Told &T : It->second.Findings)
      if (T.Where.Begin <= Where.End && Where.Begin <= T.Where.End)
        Use(It->second, T);
  }

  void codeAction(const Json &Params, Callback<Json> Reply) {
    std::string Path = pathOf(Params);
    json::Array Actions;
    const json::Object *O = Params.Value.getAsObject();
    if (std::optional<Range> Where =
            rangeOf(O ? O->getObject("range") : nullptr))
      forEachFinding(Path, *Where, [&](const Open &D, const Told &T) {
        auto Edit = [&](std::string Title, json::Array Edits, bool Preferred) {
          Actions.push_back(json::Object{
              {"title", std::move(Title)},
              {"kind", "quickfix"},
              {"isPreferred", Preferred},
              {"edit",
               json::Object{{"changes",
                             json::Object{{uriOf(Path), std::move(Edits)}}}}}});
        };
        // Places in another file, or in a text that has changed since, are not
        // known well enough.
        if (T.IsRepairable && !T.What.Fixes.empty() && !D.Due &&
            all_of(T.What.Fixes,
                   [&](const FixIt &F) { return F.Where.File == Path; })) {
          json::Array Edits;
          for (const FixIt &F : T.What.Fixes)
            Edits.push_back(json::Object{
                {"range", toJSON(Range{D.Text.at(F.Where.Offset),
                                       D.Text.at(F.Where.EndOffset)})},
                {"newText", F.Text}});
          Edit("Repair: " + T.What.Rule, std::move(Edits), true);
        }
        unsigned Line = T.Where.Begin.Line;
        StringRef Before = D.Text.line(Line);
        StringRef Indent = Before.take_while([](char C) { return isSpace(C); });
        Edit("Suppress " + T.What.Rule + " here, with a reason",
             json::Array{json::Object{
                 {"range", toJSON(Range{{Line, 0}, {Line, 0}})},
                 {"newText", fmt::format("{}// NOLINTNEXTLINE({}): why it is "
                                         "safe\n",
                                         Indent.str(), T.What.Rule)}}},
             false);
      });
    Reply(Json{std::move(Actions)});
  }

  void hover(const Json &Params, Callback<Json> Reply) {
    const json::Object *O = Params.Value.getAsObject();
    std::optional<Position> At =
        positionOf(O ? O->getObject("position") : nullptr);
    std::string Text;
    if (At)
      forEachFinding(
          pathOf(Params), {*At, *At}, [&](const Open &, const Told &T) {
            if (!Text.empty())
              Text += "\n---\n";
            Text +=
                fmt::format("**{}**\n\n{}.\n\n", T.What.Rule, T.What.Message);
            for (const Note &N : T.What.Notes)
              Text += N.Where.isValid() ? fmt::format("1. line {}: {}\n",
                                                      N.Where.Line, N.Text)
                                        : fmt::format("1. {}\n", N.Text);
          });
    if (Text.empty())
      return Reply(Json{nullptr});
    Reply(Json{
        json::Object{{"contents", json::Object{{"kind", "markdown"},
                                               {"value", std::move(Text)}}}}});
  }

  std::FILE *In;
  mlir::lsp::JSONTransport Transport;
  mlir::lsp::MessageHandler Handler;
  mlir::lsp::OutgoingNotification<Json> Publish;
  const CommandLine &Options;
  /// Set once, before there are documents.
  Encoding Units = Encoding::Utf16;
  bool ShutDown = false;

  std::mutex Mutex; ///< of what follows, up to Stopping
  std::condition_variable Wake;
  std::map<std::string, Open> Documents; ///< by path
  uint64_t Edits = 0;
  bool Stopping = false;

  // Of the analysing thread.
  const std::string Here; ///< the current directory
  CompileCommands Commands;
  /// By path and number of the compilation.
  std::map<std::pair<std::string, size_t>, Preamble> Preambles;
};

} // namespace

int serve(std::FILE *In, raw_ostream &Out, const CommandLine &Options) {
  SmallString<256> CurrentDirectory;
  // Without one, what is relative is looked for at the top.
  if (sys::fs::current_path(CurrentDirectory))
    CurrentDirectory = "/";
  return Server(In, Out, Options, CurrentDirectory.str().str()).run();
}

} // namespace await_tidy
