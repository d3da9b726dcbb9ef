//===- Server.cpp - Findings while you type -------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One thread reads messages and never parses; another analyses, one document at
// a time, the one that is due first. When its text changes in the meantime, the
// parse is ended and what came out of it is dropped: the newer text is due
// already.
//
//===----------------------------------------------------------------------===//
#include "frontends/lsp/Server.h"
#include "Rule.h"
#include "base/Nesting.h"
#include "findings/RuleDoc.h"
#include "findings/SourceFiles.h"
#include "findings/Suppressions.h"
#include "frontends/cli/AnalysisFor.h"
#include "frontends/cli/AnalyzeFile.h"
#include "frontends/cli/CompileCommands.h"
#include "frontends/cli/Config.h"
#include "frontends/cli/Interrupt.h"
#include "frontends/cli/Options.h"
#include "frontends/lsp/Document.h"
#include "frontends/lsp/Transport.h"
#include "output/Schedule.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <set>
#include <thread>

using namespace llvm;
using await_tidy::lsp::Callback;
using await_tidy::lsp::ErrorCode;
using await_tidy::lsp::LSPError;
using await_tidy::lsp::NoParams;
using await_tidy::lsp::URIForFile;

namespace await_tidy {
namespace {

using Clock = std::chrono::steady_clock;

/// A change after a rest is looked at at once; who types on is waited for.
constexpr auto Pause = std::chrono::milliseconds(200);

/// What `workspace/executeCommand` knows.
constexpr const char *ExplainCommand = "await-tidy.explain";

/// A message as it is: most of what is sent here has members that LLVM's types
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

/// How many bytes \p A and \p B begin with alike.
size_t commonPrefix(StringRef A, StringRef B) {
  return std::mismatch(A.begin(), A.end(), B.begin(), B.end()).first -
         A.begin();
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

/// What the client said it can do.
struct Client {
  explicit Client(const json::Object *Params) {
    const json::Object *C = under(Params, {"capabilities"});
    Pulls = under(C, {"textDocument", "diagnostic"}) != nullptr;
    Relates = says(C, {"textDocument", "diagnostic"}, "relatedDocumentSupport");
    Refreshes = says(C, {"workspace", "diagnostics"}, "refreshSupport");
    RefreshesHints = says(C, {"workspace", "inlayHint"}, "refreshSupport");
    DescribesCodes = says(C, {"textDocument", "publishDiagnostics"},
                          "codeDescriptionSupport") ||
                     Pulls;
    Progress = says(C, {"window"}, "workDoneProgress");
    ShowsDocuments = says(C, {"window", "showDocument"}, "support");
    if (const json::Object *G = under(C, {"general"}))
      if (const json::Array *E = G->getArray("positionEncodings"))
        Utf8 = is_contained(*E, json::Value("utf-8"));
    Hints = says(Params, {"initializationOptions"}, "inlayHints");
  }
  Client() = default;

  /// It asks for diagnostics, so that none are sent to it unasked.
  bool Pulls = false;
  bool Relates = false; ///< takes those of other files with the answer
  bool Refreshes = false, RefreshesHints = false, DescribesCodes = false;
  bool Progress = false, ShowsDocuments = false, Utf8 = false;
  bool Hints = false; ///< its user wants to see suspensions in use

private:
  static const json::Object *under(const json::Object *O,
                                   std::initializer_list<StringRef> Path) {
    for (StringRef Member : Path)
      O = O ? O->getObject(Member) : nullptr;
    return O;
  }
  static bool says(const json::Object *O, std::initializer_list<StringRef> Path,
                   StringRef Member) {
    O = under(O, Path);
    return O && O->getBoolean(Member).value_or(false);
  }
};

/// State that is in use when a coroutine suspends.
struct InUse {
  Position At; ///< in front of the suspension
  std::string Place, Verdict;
  unsigned CheckLine, ActLine;
};

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
  std::vector<InUse> Hints;

  uint64_t Result = 0;     ///< of the last analysis; 0: there was none yet
  uint64_t ResultEdit = 0; ///< the text that it was of
  json::Array Diagnostics;
  /// Of other files, which are not open, by their path.
  std::map<std::string, json::Array> Elsewhere;
  /// Who asked for diagnostics that are not known yet.
  struct Question {
    json::Value Id;
    std::string Known; ///< the result that it has
    Callback<Json> Reply;
  };
  std::vector<Question> Questions;
};

class Server {
public:
  Server(std::FILE *In, raw_ostream &Out, const CommandLine &Options,
         std::string CurrentDirectory)
      : In(In), Transport(In, Out), Handler(Transport), Options(Options),
        Here(CurrentDirectory), Commands(Options, std::move(CurrentDirectory)) {
    Publish =
        Handler.outgoingNotification<Json>("textDocument/publishDiagnostics");
    Progress = Handler.outgoingNotification<Json>("$/progress");
    ShowMessage = Handler.outgoingNotification<Json>("window/showMessage");
    LogTrace = Handler.outgoingNotification<Json>("$/logTrace");
    // Nothing depends on what is answered.
    auto Ignore = [](json::Value, Expected<Json> Answer) {
      if (!Answer)
        consumeError(Answer.takeError());
    };
    CreateProgress = Handler.outgoingRequest<Json, Json>(
        "window/workDoneProgress/create", Ignore);
    ShowDocument =
        Handler.outgoingRequest<Json, Json>("window/showDocument", Ignore);
    Refresh = Handler.outgoingRequest<Json, Json>(
        "workspace/diagnostic/refresh", Ignore);
    RefreshHints = Handler.outgoingRequest<Json, Json>(
        "workspace/inlayHint/refresh", Ignore);
    Handler.method("initialize", this, &Server::initialize);
    Handler.method("shutdown", this, &Server::shutdown);
    Handler.method("textDocument/codeAction", this, &Server::codeAction);
    Handler.method("textDocument/hover", this, &Server::hover);
    Handler.notification("initialized", this, &Server::ignore);
    Handler.method("textDocument/diagnostic", this, &Server::pull);
    Handler.method("textDocument/inlayHint", this, &Server::inlayHint);
    Handler.method("workspace/executeCommand", this, &Server::execute);
    Handler.notification("$/cancelRequest", this, &Server::cancel);
    Handler.notification("$/setTrace", this, &Server::setTrace);
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
      if (tooDeepJson(*Text))
        continue;
      Expected<json::Value> Message = json::parse(*Text);
      if (!Message)
        consumeError(Message.takeError());
      else if (!dispatch(*Message))
        break;
    }
    {
      std::lock_guard Lock(Mutex);
      Stopping = true;
      overtake(Analysed, 0);
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
    if (!Method) {
      if (json::Value *Result = O->get("result"); Id && Result)
        return Handler.onReply(*Id, std::move(*Result));
      return !Id || Handler.onReply(*Id, createStringError("refused"));
    }
    json::Value Given = Params ? std::move(*Params) : json::Value(nullptr);
    if (Id)
      Asked = *Id;
    return Id ? Handler.onCall(*Method, std::move(Given), *Id)
              : Handler.onNotify(*Method, std::move(Given));
  }

  void initialize(const Json &Params, Callback<Json> Reply) {
    Who = Client(Params.Value.getAsObject());
    if (const json::Object *O = Params.Value.getAsObject())
      trace(O->getString("trace"));
    Units = Who.Utf8 ? Encoding::Utf8 : Encoding::Utf16;
    json::Object Can{
        {"positionEncoding", Units == Encoding::Utf8 ? "utf-8" : "utf-16"},
        {"textDocumentSync",
         json::Object{{"openClose", true},
                      {"change", 2},
                      {"save", json::Object{{"includeText", false}}}}},
        {"codeActionProvider",
         json::Object{{"codeActionKinds", json::Array{"quickfix"}}}},
        {"executeCommandProvider",
         json::Object{{"commands", json::Array{ExplainCommand}}}},
        {"inlayHintProvider", true},
        {"hoverProvider", true}};
    if (Who.Pulls)
      Can["diagnosticProvider"] = json::Object{{"identifier", "await-tidy"},
                                               {"interFileDependencies", true},
                                               {"workspaceDiagnostics", false}};
    Reply(Json{json::Object{
        {"capabilities", std::move(Can)},
        {"serverInfo", json::Object{{"name", "await-tidyd"},
                                    {"version", AWAIT_TIDY_VERSION}}}}});
  }

  void shutdown(const Json &, Callback<Json> Reply) {
    ShutDown = true;
    {
      std::lock_guard Lock(Mutex);
      overtake(Analysed, 0);
    }
    Reply(Json{nullptr});
  }

  void setTrace(const Json &Params) {
    if (const json::Object *O = Params.Value.getAsObject())
      trace(O->getString("value"));
  }
  void trace(std::optional<StringRef> How) {
    if (How)
      Traces = *How != "off";
  }
  /// What happens to a version of a document, for who wants to know.
  void tell(StringRef What, StringRef Path, int64_t Version,
            StringRef How = "") {
    if (Traces)
      LogTrace(Json{json::Object{
          {"message",
           fmt::format("{}: {}, version {}{}", What.str(),
                       sys::path::filename(Path).str(), Version, How.str())}}});
  }

  /// The text of \p Path is another one from \p Offset on. Needs the lock.
  void overtake(const std::string &Path, size_t Offset) {
    if (Analysed == Path && Newer)
      Newer->changedAt(Offset);
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
      overtake(Path, 0);
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
        if (const json::Object *C = V.getAsObject()) {
          std::optional<Range> Where = rangeOf(C->getObject("range"));
          StringRef By = C->getString("text").value_or("");
          overtake(Path, Where ? D.Text.offset(Where->Begin)
                               : commonPrefix(D.Text.text(), By));
          D.Text.replace(Where, By);
        }
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
    if (Who.Pulls && Who.Refreshes)
      Refresh(Json{}, ++Requests);
  }

  void didClose(const Json &Params) {
    std::string Path = pathOf(Params);
    std::vector<Open::Question> Left;
    std::vector<json::Object> Changed;
    {
      std::lock_guard Lock(Mutex);
      auto It = Documents.find(Path);
      if (It == Documents.end())
        return;
      Left = std::move(It->second.Questions);
      auto Others = std::move(It->second.Elsewhere);
      overtake(Path, 0);
      Documents.erase(It);
      // What is told of a file that nobody looks at stays until it is taken
      // back.
      Changed.push_back(publication(Path));
      for (auto &[Other, List] : Others)
        if (!Documents.count(Other))
          Changed.push_back(publication(Other));
    }
    for (Open::Question &Q : Left)
      Q.Reply(make_error<LSPError>("the document was closed",
                                   ErrorCode::ContentModified));
    if (!Who.Pulls)
      for (json::Object &O : Changed)
        Publish(Json{std::move(O)});
  }

  void cancel(const Json &Params) {
    const json::Object *O = Params.Value.getAsObject();
    const json::Value *Id = O ? O->get("id") : nullptr;
    std::vector<Open::Question> Cancelled;
    if (Id) {
      std::lock_guard Lock(Mutex);
      for (auto &[Path, D] : Documents) {
        erase_if(D.Questions, [&](Open::Question &Q) {
          if (Q.Id != *Id)
            return false;
          Cancelled.push_back(std::move(Q));
          return true;
        });
      }
    }
    for (Open::Question &Q : Cancelled)
      Q.Reply(make_error<LSPError>("cancelled", ErrorCode::RequestCancelled));
  }

  void pull(const Json &Params, Callback<Json> Reply) {
    std::string Path = pathOf(Params);
    std::string Known = Params.Value.getAsObject()
                            ? Params.Value.getAsObject()
                                  ->getString("previousResultId")
                                  .value_or("")
                                  .str()
                            : "";
    std::unique_lock Lock(Mutex);
    auto It = Documents.find(Path);
    if (It == Documents.end()) {
      Lock.unlock();
      return Reply(
          Json{json::Object{{"kind", "full"}, {"items", json::Array()}}});
    }
    Open &D = It->second;
    if (D.Due || D.ResultEdit != D.Edit) {
      D.Questions.push_back({Asked, std::move(Known), std::move(Reply)});
      return;
    }
    json::Object Answer = answer(D, Known);
    Lock.unlock();
    Reply(Json{std::move(Answer)});
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
      uint64_t Edit = Next->second.Edit;
      int64_t Version = Next->second.Version;
      Analysed = Path;
      Newer = std::make_unique<Interrupt>();
      std::vector<UnsavedFile> Unsaved;
      for (const auto &[Other, D] : Documents)
        Unsaved.push_back({Other, D.Text.text(), int64_t(D.Edit)});
      erase_if(Preambles,
               [&](const auto &P) { return !Documents.count(P.first.first); });
      Lock.unlock();

      bool IsFirst = none_of(
          Preambles, [&](const auto &P) { return P.first.first == Path; });
      std::string Token = "await-tidy " + std::to_string(Edit);
      if (IsFirst && Who.Progress) {
        CreateProgress(Json{json::Object{{"token", Token}}}, ++Requests);
        Progress(Json{json::Object{
            {"token", Token},
            {"value",
             json::Object{
                 {"kind", "begin"},
                 {"title", "await-tidy"},
                 {"message", "parsing " + sys::path::filename(Path).str()}}}}});
      }
      tell("analysing", Path, Version);
      Outcome O;
      analyze(Path, Text, Unsaved, O);
      if (O.IsStopped)
        tell("stopped", Path, Version);
      else
        tell("analysed", Path, Version,
             O.ReusedIncludes ? ", with its includes as they were parsed before"
                              : ", with its includes");
      std::map<std::string, Document> Texts;
      json::Array List = diagnostics(Path, Text, O, Unsaved, Texts);
      std::map<std::string, json::Array> Elsewhere;
      for (const Finding &F : O.Elsewhere)
        Elsewhere[F.Where.File].push_back(
            diagnostic(F, rangeIn(F.Where, Unsaved, Texts), Unsaved, Texts));
      if (IsFirst && Who.Progress)
        Progress(Json{json::Object{{"token", Token},
                                   {"value", json::Object{{"kind", "end"}}}}});

      Lock.lock();
      Newer.reset();
      auto It = Documents.find(Path);
      if (It == Documents.end() || It->second.Edit != Edit || O.IsStopped)
        continue;
      Open &D = It->second;
      D.Findings = std::move(O.Found);
      bool NewHints = !D.Hints.empty() || !O.Hints.empty();
      D.Hints = std::move(O.Hints);
      D.Result = ++Results;
      D.ResultEdit = Edit;
      D.Diagnostics = std::move(List);
      // Also of files in which nothing is found any more.
      std::set<std::string> Others;
      for (const auto &[Other, Items] : D.Elsewhere)
        Others.insert(Other);
      for (const auto &[Other, Items] : Elsewhere)
        Others.insert(Other);
      D.Elsewhere = std::move(Elsewhere);
      std::vector<json::Object> Changed;
      Changed.push_back(publication(Path));
      for (const std::string &Other : Others)
        if (!Documents.count(Other))
          Changed.push_back(publication(Other));
      std::vector<Open::Question> Questions;
      std::vector<json::Object> Answers;
      if (!D.Due)
        Questions.swap(D.Questions);
      for (Open::Question &Q : Questions)
        Answers.push_back(answer(D, Q.Known));
      Lock.unlock();
      if (!Who.Pulls)
        for (json::Object &C : Changed)
          Publish(Json{std::move(C)});
      for (auto [Q, A] : zip(Questions, Answers))
        Q.Reply(Json{std::move(A)});
      if (NewHints && Who.Hints && Who.RefreshesHints)
        RefreshHints(Json{}, ++Requests);
      Lock.lock();
    }
    // Nobody is left without an answer.
    for (auto &[Path, D] : Documents)
      for (Open::Question &Q : D.Questions)
        Q.Reply(make_error<LSPError>("the server ends",
                                     ErrorCode::RequestCancelled));
  }

  /// What is known of \p Path, as a notification. Needs the lock.
  json::Object publication(const std::string &Path) const {
    if (auto It = Documents.find(Path); It != Documents.end())
      return json::Object{{"uri", uriOf(Path)},
                          {"version", It->second.Version},
                          {"diagnostics", json::Array(It->second.Diagnostics)}};
    // A header that several open files include.
    json::Array All;
    for (const auto &[Open, D] : Documents)
      if (auto It = D.Elsewhere.find(Path); It != D.Elsewhere.end())
        for (const json::Value &V : It->second)
          if (!is_contained(All, V))
            All.push_back(V);
    return json::Object{{"uri", uriOf(Path)}, {"diagnostics", std::move(All)}};
  }

  /// The answer to who asks for the diagnostics of \p D and has \p Known.
  json::Object answer(const Open &D, StringRef Known) const {
    std::string Id = std::to_string(D.Result);
    if (Known == Id)
      return json::Object{{"kind", "unchanged"}, {"resultId", Id}};
    json::Object Answer{{"kind", "full"},
                        {"resultId", Id},
                        {"items", json::Array(D.Diagnostics)}};
    if (Who.Relates && !D.Elsewhere.empty()) {
      json::Object Related;
      for (const auto &[Other, Items] : D.Elsewhere)
        if (!Documents.count(Other))
          Related[uriOf(Other)] =
              json::Object{{"kind", "full"},
                           {"items", *publication(Other).get("diagnostics")}};
      Answer["relatedDocuments"] = std::move(Related);
    }
    return Answer;
  }

  /// What an analysis of a document gives.
  struct Outcome {
    std::vector<Told> Found;
    std::vector<Finding> Elsewhere; ///< in other files
    std::vector<InUse> Hints;
    std::optional<std::string> Problem;
    bool IsStopped = false; ///< the text has changed: this is of no use
    bool ReusedIncludes = false;
  };

  void analyze(const std::string &Path, const Document &Text,
               ArrayRef<UnsavedFile> Unsaved, Outcome &Out) {
    std::optional<std::string> &Problem = Out.Problem;
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
    Analysis->Explain = Who.Hints;
    Expected<FileFlags> Flags = Commands.flagsFor(Path, (*C)->ExtraArgs);
    if (!Flags) {
      Problem = toString(Flags.takeError());
      return;
    }
    SourceFiles Files([&](const std::string &P) { return read(P, Unsaved); });
    Suppressions Silenced(Files);
    unsigned Errors = 0;
    std::set<std::tuple<std::string, unsigned, std::string>> Seen;
    auto Compile = [&] {
      std::vector<FileOutcome> Outcomes;
      for (auto [I, Job] : enumerate(Flags->Jobs)) {
        Outcomes.push_back(analyzeFile(Job, *Analysis,
                                       {.Unsaved = Unsaved,
                                        .Includes = &Preambles[{Path, I}],
                                        .Newer = Newer.get()}));
        Out.IsStopped = Outcomes.back().IsStopped;
        if (Out.IsStopped)
          break;
      }
      return Outcomes;
    };
    std::vector<FileOutcome> Outcomes = Compile();
    if (Out.IsStopped)
      return;
    if (any_of(Outcomes, [](const FileOutcome &O) { return O.LacksHeader; })) {
      Flags = Commands.flagsFor(Path, (*C)->ExtraArgs, /*Alone=*/true);
      if (!Flags) {
        Problem = toString(Flags.takeError());
        return;
      }
      Outcomes = Compile();
      if (Out.IsStopped)
        return;
    }
    for (FileOutcome &Outcome : Outcomes) {
      Errors += Outcome.Errors;
      Out.ReusedIncludes |= Outcome.Includes == FileOutcome::Reused;
      if (Outcome.Crash)
        Problem = fmt::format(
            "internal error while analysing this file ({}); please report it, "
            "with what `await-tidy --backtrace` shows",
            *Outcome.Crash);
      for (Finding &F : Outcome.Analysis.Findings) {
        if (Silenced.cover(F) ||
            !Seen.insert({F.Where.File, F.Where.Offset, F.Rule}).second)
          continue;
        if (F.Where.File != Path) {
          Out.Elsewhere.push_back(std::move(F));
          continue;
        }
        Range Where{Text.at(F.Where.Offset), Text.at(F.Where.EndOffset)};
        Out.Found.push_back({Where, std::move(F), Outcome.Errors == 0});
      }
      for (Decision &D : Outcome.Analysis.Decisions)
        if (D.Suspension.File == Path && D.Suspension.isValid())
          Out.Hints.push_back({Text.at(D.Suspension.Offset), std::move(D.Place),
                               std::move(D.Verdict), D.Check.Line, D.Act.Line});
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

  /// Where \p S is in what the client sees of its file.
  Range rangeIn(const SourceSpan &S, ArrayRef<UnsavedFile> Unsaved,
                std::map<std::string, Document> &Texts) const {
    auto It = Texts.find(S.File);
    if (It == Texts.end())
      It = Texts.try_emplace(S.File, read(S.File, Unsaved).value_or(""), Units)
               .first;
    return Range{It->second.at(S.Offset), It->second.at(S.EndOffset)};
  }

  json::Object diagnostic(const Finding &F, const Range &Where,
                          ArrayRef<UnsavedFile> Unsaved,
                          std::map<std::string, Document> &Texts) const {
    json::Array Steps;
    for (const Note &N : F.Notes)
      if (N.Where.isValid())
        Steps.push_back(json::Object{
            {"location",
             json::Object{{"uri", uriOf(N.Where.File)},
                          {"range", toJSON(rangeIn(N.Where, Unsaved, Texts))}}},
            {"message", N.Text}});
    json::Object D{{"range", toJSON(Where)},
                   {"severity", F.Sureness == Confidence::Low ? 3 : 2},
                   {"source", "await-tidy"},
                   {"code", F.Rule},
                   {"message", F.Message},
                   {"relatedInformation", std::move(Steps)}};
    if (const Rule *R = Who.DescribesCodes ? findRule(F.Rule) : nullptr)
      if (std::string Page = pageOf(*R); !Page.empty())
        D["codeDescription"] = json::Object{{"href", Page}};
    return D;
  }

  json::Array diagnostics(const std::string &Path, const Document &Text,
                          const Outcome &O, ArrayRef<UnsavedFile> Unsaved,
                          std::map<std::string, Document> &Texts) const {
    Texts.try_emplace(Path, Text);
    json::Array List;
    if (O.Problem)
      List.push_back(json::Object{{"range", toJSON(Range())},
                                  {"severity", 3},
                                  {"source", "await-tidy"},
                                  {"code", "not-analysed"},
                                  {"message", *O.Problem}});
    for (const Told &T : O.Found)
      List.push_back(diagnostic(T.What, T.Where, Unsaved, Texts));
    return List;
  }

  /// The page of a rule: the one on the project's site, or the one that is
  /// installed beside this program; else that of its weakness.
  static std::string pageOf(const Rule &R) {
#ifdef AWAIT_TIDY_DOCS_URL
    constexpr bool HasSite = sizeof(AWAIT_TIDY_DOCS_URL) > 1;
#else
    constexpr bool HasSite = false;
#endif
    static const std::string Program =
        sys::fs::getMainExecutable(nullptr, reinterpret_cast<void *>(&serve));
    if (!HasSite)
      for (StringRef Folder :
           {"../share/doc/await-tidy/rules", "../../docs/rules"}) {
        SmallString<256> Page(sys::path::parent_path(Program));
        sys::path::append(Page, Folder, StringRef(R.Id) + ".md");
        sys::path::remove_dots(Page, /*remove_dot_dot=*/true);
        if (sys::fs::is_regular_file(Page))
          return uriOf(Page);
      }
    return ruleUri(R);
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
        std::string Title = "Explain " + T.What.Rule;
        Actions.push_back(json::Object{
            {"title", Title},
            {"kind", "quickfix"},
            {"command",
             json::Object{{"title", Title},
                          {"command", ExplainCommand},
                          {"arguments", json::Array{T.What.Rule}}}}});
      });
    Reply(Json{std::move(Actions)});
  }

  /// Shows the page of a rule, as far as the client can; the answer is its
  /// text.
  void execute(const Json &Params, Callback<Json> Reply) {
    const json::Object *O = Params.Value.getAsObject();
    const json::Array *Given = O ? O->getArray("arguments") : nullptr;
    if (!O || O->getString("command") != StringRef(ExplainCommand))
      return Reply(make_error<LSPError>("there is no such command",
                                        ErrorCode::InvalidParams));
    std::optional<StringRef> Id =
        Given && !Given->empty() ? Given->front().getAsString() : std::nullopt;
    const Rule *R = Id ? findRule(*Id) : nullptr;
    if (!R)
      return Reply(make_error<LSPError>(
          fmt::format("'{}' is no rule", Id.value_or("").str()),
          ErrorCode::InvalidParams));
    Reply(Json{ruleDocumentation(*R)});
    std::string Page = pageOf(*R);
    if (Who.ShowsDocuments && !Page.empty())
      ShowDocument(
          Json{json::Object{{"uri", Page},
                            {"external", !StringRef(Page).starts_with("file:")},
                            {"takeFocus", true}}},
          ++Requests);
    else
      ShowMessage(Json{
          json::Object{{"type", 3},
                       {"message", fmt::format("{}: {}\n\n{}", R->Id,
                                               R->Summary, R->Rationale)}}});
  }

  void inlayHint(const Json &Params, Callback<Json> Reply) {
    const json::Object *O = Params.Value.getAsObject();
    std::optional<Range> Where = rangeOf(O ? O->getObject("range") : nullptr);
    json::Array Hints;
    if (Where && Who.Hints) {
      // Of each suspension, all that is in use there.
      std::map<Position, std::map<std::string, std::set<std::string>>> At;
      {
        std::lock_guard Lock(Mutex);
        auto It = Documents.find(pathOf(Params));
        if (It != Documents.end())
          for (const InUse &H : It->second.Hints)
            if (Where->Begin <= H.At && H.At <= Where->End)
              At[H.At][H.Place].insert(
                  fmt::format("read in line {}, relied on in line {}: {}",
                              H.CheckLine, H.ActLine, H.Verdict));
      }
      for (const auto &[Spot, Places] : At) {
        std::string Label, Why;
        for (const auto &[Place, Verdicts] : Places) {
          Label += (Label.empty() ? "in use: " : ", ") + Place;
          for (const std::string &V : Verdicts)
            Why += fmt::format("- '{}' is {}\n", Place, V);
        }
        Hints.push_back(json::Object{
            {"position", toJSON(Spot)},
            {"label", Label},
            {"paddingRight", true},
            {"tooltip",
             json::Object{{"kind", "markdown"},
                          {"value", "Other coroutines run here.\n\n" + Why}}}});
      }
    }
    Reply(Json{std::move(Hints)});
  }

  void hover(const Json &Params, Callback<Json> Reply) {
    const json::Object *O = Params.Value.getAsObject();
    std::optional<Position> At =
        positionOf(O ? O->getObject("position") : nullptr);
    std::string Path = pathOf(Params), Text;
    if (At)
      forEachFinding(Path, {*At, *At}, [&](const Open &D, const Told &T) {
        if (!Text.empty())
          Text += "\n---\n";
        Text += fmt::format("**{}**\n\n{}.\n\n", T.What.Rule, T.What.Message);
        std::string Steps =
            schedule(interleaving(T.What), [&](const SourceSpan &S) {
              return S.File == Path ? D.Text.line(S.Line - 1) : StringRef();
            });
        if (!Steps.empty())
          Text += "```text\n" + Steps + "```\n\n";
        // What the picture does not say.
        for (const Note &N : T.What.Notes)
          if (Steps.empty() && N.Where.isValid())
            Text += fmt::format("1. line {}: {}\n", N.Where.Line, N.Text);
          else if (Steps.empty() || N.Kind == NoteKind::Reason)
            Text += fmt::format("1. {}\n", N.Text);
      });
    if (Text.empty())
      return Reply(Json{nullptr});
    Reply(Json{
        json::Object{{"contents", json::Object{{"kind", "markdown"},
                                               {"value", std::move(Text)}}}}});
  }

  std::FILE *In;
  lsp::JSONTransport Transport;
  lsp::MessageHandler Handler;
  lsp::OutgoingNotification<Json> Publish, Progress, ShowMessage, LogTrace;
  lsp::OutgoingRequest<Json> CreateProgress, ShowDocument, Refresh,
      RefreshHints;
  std::atomic<int64_t> Requests = 0; ///< that were sent
  std::atomic<bool> Traces = false;
  const CommandLine &Options;
  /// Set once, before there are documents.
  Client Who;
  Encoding Units = Encoding::Utf16;
  json::Value Asked = nullptr; ///< the request that is being handled
  bool ShutDown = false;

  std::mutex Mutex; ///< of what follows, up to Stopping
  std::condition_variable Wake;
  std::map<std::string, Open> Documents; ///< by path
  uint64_t Edits = 0, Results = 0;
  bool Stopping = false;
  std::string Analysed;             ///< the document that is, while Newer is
  std::unique_ptr<Interrupt> Newer; ///< set and reset by the analysing thread

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
