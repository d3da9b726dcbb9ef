//===- Expectations.cpp - What a test input expects -----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Expectations.h"

#include "Process.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <sstream>
#include <tuple>

namespace fs = std::filesystem;

namespace await_tidy::test {

//===----------------------------------------------------------------------===//
// Marks
//===----------------------------------------------------------------------===//

namespace {

constexpr std::array<std::string_view, 10> Words = {
    "expect", "note", "ok",     "missed", "false-alarm",
    "flags",  "args", "checks", "errors", "scenario"};

std::string_view trim(std::string_view S) {
  while (!S.empty() && std::isspace(static_cast<unsigned char>(S.front())))
    S.remove_prefix(1);
  while (!S.empty() && std::isspace(static_cast<unsigned char>(S.back())))
    S.remove_suffix(1);
  return S;
}

std::vector<std::string> splitWords(std::string_view S) {
  std::istringstream In{std::string(S)};
  std::vector<std::string> Result;
  for (std::string Word; In >> Word;)
    Result.push_back(Word);
  return Result;
}

/// The word before the colon with which a comment begins, or nothing.
std::string_view leadingWord(std::string_view Comment) {
  Comment = trim(Comment);
  size_t End = 0;
  while (End < Comment.size() &&
         (std::isalpha(static_cast<unsigned char>(Comment[End])) ||
          Comment[End] == '-' || Comment[End] == '_'))
    ++End;
  if (End == 0 || End == Comment.size() || Comment[End] != ':')
    return {};
  return Comment.substr(0, End);
}

bool isMarkWord(std::string_view Word) {
  return std::find(Words.begin(), Words.end(), Word) != Words.end();
}

/// Where the next comment begins that is a mark (or looks like a misspelt one).
size_t findMark(std::string_view Line, size_t From) {
  for (size_t At = Line.find("//", From); At != Line.npos;
       At = Line.find("//", At + 2)) {
    std::string_view Comment = trim(Line.substr(At + 2));
    std::string_view Word = leadingWord(Comment);
    if (Word.empty())
      continue;
    if (isMarkWord(Word))
      return At;
    // `// expected: await-...` is a mistake, `// see: ...` is a comment.
    std::string_view Rest = trim(Comment.substr(Word.size() + 1));
    if (Rest.rfind("await-", 0) == 0)
      return At;
  }
  return Line.npos;
}

bool isRuleId(std::string_view Word) {
  return Word.rfind("await-", 0) == 0 && Word.size() > 6 &&
         std::all_of(Word.begin(), Word.end(), [](unsigned char C) {
           return std::islower(C) || std::isdigit(C) || C == '-';
         });
}

class MarkReader {
public:
  MarkReader(Expectations &Into) : E(Into) {}

  void line(unsigned Number, std::string_view Line) {
    Current = Number;
    for (size_t At = findMark(Line, 0); At != Line.npos;) {
      size_t Next = findMark(Line, At + 2);
      std::string_view Comment =
          trim(Line.substr(At + 2, Next == Line.npos ? Next : Next - At - 2));
      std::string_view Word = leadingWord(Comment);
      mark(Word, trim(Comment.substr(Word.size() + 1)));
      At = Next;
    }
  }

private:
  Expectations &E;
  unsigned Current = 0;

  void problem(std::string Text) {
    E.Problems.push_back(E.File + ":" + std::to_string(Current) + ": " +
                         std::move(Text));
  }

  void mark(std::string_view Word, std::string_view Rest) {
    if (Word == "expect")
      return expect(Rest);
    if (Word == "note")
      return note(Rest);
    if (Word == "ok")
      return add({Mark::Ok, Current, {}, Level::High, std::string(Rest)});
    if (Word == "missed" || Word == "false-alarm")
      return known(Word, Rest);
    if (Word == "flags")
      return append(E.Flags, Rest);
    if (Word == "args")
      return append(E.Args, Rest);
    if (Word == "checks")
      return E.Args.push_back("--checks=" + std::string(Rest));
    if (Word == "errors")
      return errors(Rest);
    if (Word == "scenario")
      return scenarios(Rest);
    problem("no mark is called '" + std::string(Word) + "'");
  }

  void add(Mark M) { E.Marks.push_back(std::move(M)); }

  static void append(std::vector<std::string> &To, std::string_view Rest) {
    for (std::string &Word : splitWords(Rest))
      To.push_back(std::move(Word));
  }

  void expect(std::string_view Rest) {
    std::vector<std::string> Parts = splitWords(Rest);
    if (Parts.empty() || !isRuleId(Parts[0]))
      return problem("'expect:' needs the id of a rule, not '" +
                     std::string(Rest) + "'");
    Level L = Level::High;
    if (Parts.size() > 1) {
      if (Parts[1] == "medium")
        L = Level::Medium;
      else if (Parts[1] == "low")
        L = Level::Low;
      else if (Parts[1] != "high")
        return problem("'expect: " + Parts[0] +
                       "' can be followed by medium or low, not by '" +
                       Parts[1] + "'");
    }
    if (Parts.size() > 2)
      return problem("nothing can follow '" + Parts[0] + " " + Parts[1] + "'");
    add({Mark::Expect, Current, Parts[0], L, {}});
  }

  void note(std::string_view Rest) {
    if (Rest != "check" && Rest != "suspension" && Rest != "writer")
      return problem("'note:' is followed by check, suspension or writer, not "
                     "by '" +
                     std::string(Rest) + "'");
    add({Mark::Note, Current, {}, Level::High, std::string(Rest)});
  }

  void known(std::string_view Word, std::string_view Rest) {
    size_t Space = std::min(Rest.find(' '), Rest.size());
    std::string Rule(Rest.substr(0, Space));
    std::string Reason(trim(Rest.substr(Space)));
    if (!isRuleId(Rule))
      return problem("'" + std::string(Word) + ":' needs the id of a rule");
    if (Reason.empty())
      return problem("'" + std::string(Word) + ": " + Rule +
                     "' needs a reason");
    add({Word == "missed" ? Mark::Missed : Mark::FalseAlarm, Current, Rule,
         Level::Low, Reason});
  }

  void errors(std::string_view Rest) {
    if (Rest != "yes")
      return problem("'errors:' is followed by yes");
    E.HasErrors = true;
  }

  void scenarios(std::string_view Rest) {
    size_t At = 0;
    auto number = [&]() -> std::optional<int> {
      while (At < Rest.size() && Rest[At] == ' ')
        ++At;
      if (At >= Rest.size() || !std::isdigit((unsigned char)Rest[At]))
        return std::nullopt;
      int N = 0;
      while (At < Rest.size() && std::isdigit((unsigned char)Rest[At]))
        N = N * 10 + (Rest[At++] - '0');
      return N;
    };
    std::optional<int> N = number();
    if (!N)
      return problem("'scenario:' needs a number");
    for (;;) {
      E.Scenarios.insert(*N);
      while (At < Rest.size() && Rest[At] == ' ')
        ++At;
      if (At >= Rest.size() || Rest[At] != ',')
        return; // what follows the numbers is for the reader
      ++At;
      if (!(N = number()))
        return;
    }
  }
};

template <class F> void forEachLine(std::string_view Text, F &&Do) {
  unsigned Number = 1;
  while (!Text.empty()) {
    size_t End = Text.find('\n');
    std::string_view Line = Text.substr(0, End);
    if (!Line.empty() && Line.back() == '\r')
      Line.remove_suffix(1);
    Do(Number++, Line);
    if (End == Text.npos)
      return;
    Text.remove_prefix(End + 1);
  }
}

/// The name in `#include "name"`, or nothing.
std::string_view quotedInclude(std::string_view Line) {
  Line = trim(Line);
  if (Line.rfind("#", 0) != 0)
    return {};
  Line = trim(Line.substr(1));
  if (Line.rfind("include", 0) != 0)
    return {};
  Line = trim(Line.substr(7));
  if (Line.size() < 2 || Line.front() != '"')
    return {};
  return Line.substr(1, Line.find('"', 1) - 1);
}

std::string relativeTo(const fs::path &Root, const fs::path &File) {
  if (File.is_relative())
    return File.lexically_normal().generic_string();
  std::error_code Ignored;
  fs::path Base = fs::weakly_canonical(Root, Ignored);
  fs::path Full = fs::weakly_canonical(File, Ignored);
  fs::path Result = Full.lexically_relative(Base);
  if (Result.empty() || *Result.begin() == "..")
    return Full.generic_string();
  return Result.generic_string();
}

} // namespace

std::string_view name(Level L) {
  switch (L) {
  case Level::Low:
    return "low";
  case Level::Medium:
    return "medium";
  case Level::High:
    return "high";
  }
  return "";
}

Expectations parseExpectations(std::string File, std::string_view Text) {
  Expectations E;
  E.File = std::move(File);
  MarkReader Reader(E);
  forEachLine(Text, [&](unsigned Number, std::string_view Line) {
    Reader.line(Number, Line);
  });
  return E;
}

std::map<std::string, Expectations> loadExpectations(const fs::path &Root,
                                                     const fs::path &File) {
  std::map<std::string, Expectations> Result;
  std::vector<std::string> Waiting = {relativeTo(Root, File)};
  while (!Waiting.empty()) {
    std::string Name = std::move(Waiting.back());
    Waiting.pop_back();
    if (Result.count(Name))
      continue;
    std::string Text = readFile(Root / Name);
    Result.emplace(Name, parseExpectations(Name, Text));
    forEachLine(Text, [&](unsigned, std::string_view Line) {
      std::string_view Included = quotedInclude(Line);
      if (Included.empty())
        return;
      fs::path Beside =
          (fs::path(Name).parent_path() / Included).lexically_normal();
      if (fs::is_regular_file(Root / Beside))
        Waiting.push_back(Beside.generic_string());
    });
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Output
//===----------------------------------------------------------------------===//

namespace {

struct DiagnosticLine {
  std::string File;
  unsigned Line = 0, Column = 0;
  std::string Kind; ///< "warning", "error", "note"
  std::string Text;
};

/// Reads digits at \p At and the character \p After them.
std::optional<unsigned> number(std::string_view S, size_t &At, char After) {
  size_t Begin = At;
  unsigned N = 0;
  while (At < S.size() && std::isdigit(static_cast<unsigned char>(S[At])))
    N = N * 10 + static_cast<unsigned>(S[At++] - '0');
  if (At == Begin || At >= S.size() || S[At] != After)
    return std::nullopt;
  ++At;
  return N;
}

std::optional<DiagnosticLine> diagnosticLine(std::string_view Line) {
  for (size_t Colon = Line.find(':'); Colon != Line.npos;
       Colon = Line.find(':', Colon + 1)) {
    size_t At = Colon + 1;
    std::optional<unsigned> L = number(Line, At, ':');
    if (!L)
      continue;
    std::optional<unsigned> C = number(Line, At, ':');
    if (!C || At >= Line.size() || Line[At] != ' ')
      continue;
    std::string_view Rest = Line.substr(At + 1);
    for (std::string_view Kind :
         {"warning", "error", "fatal error", "note", "remark"})
      if (Rest.size() > Kind.size() + 1 && Rest.rfind(Kind, 0) == 0 &&
          Rest[Kind.size()] == ':')
        return DiagnosticLine{std::string(Line.substr(0, Colon)), *L, *C,
                              std::string(Kind),
                              std::string(trim(Rest.substr(Kind.size() + 1)))};
  }
  return std::nullopt;
}

/// Cuts " [await-rule]" off the end of a message and gives the rule, or
/// nothing.
std::string takeRule(std::string &Message) {
  if (Message.empty() || Message.back() != ']')
    return {};
  size_t Open = Message.rfind('[');
  if (Open == Message.npos)
    return {};
  std::string Inside = Message.substr(Open + 1, Message.size() - Open - 2);
  // clang-tidy adds a second word when warnings are errors.
  std::string Rule = Inside.substr(0, Inside.find(','));
  if (!isRuleId(Rule))
    return {};
  Message = std::string(trim(std::string_view(Message).substr(0, Open)));
  return Rule;
}

} // namespace

Output parseOutput(std::string_view Text, const fs::path &Root) {
  Output Result;
  bool BelowFinding = false;
  forEachLine(Text, [&](unsigned, std::string_view Line) {
    std::optional<DiagnosticLine> D = diagnosticLine(Line);
    if (!D) {
      std::string_view Bare = trim(Line);
      if (Bare.rfind("error:", 0) == 0 || Bare.rfind("fatal error:", 0) == 0)
        Result.Errors.emplace_back(Bare);
      return;
    }
    D->File = relativeTo(Root, D->File);
    if (D->Kind == "note") {
      if (BelowFinding)
        Result.Findings.back().Notes.push_back(
            {D->File, D->Line, D->Column, D->Text});
      return;
    }
    std::string Rule = takeRule(D->Text);
    BelowFinding = !Rule.empty();
    if (BelowFinding)
      Result.Findings.push_back(
          {D->File, D->Line, D->Column, D->Text, Rule, {}});
    else if (D->Kind == "error" || D->Kind == "fatal error")
      Result.Errors.emplace_back(Line);
    else
      Result.Other.emplace_back(Line);
  });
  return Result;
}

//===----------------------------------------------------------------------===//
// Comparison
//===----------------------------------------------------------------------===//

namespace {

std::string at(const std::string &File, unsigned Line) {
  return File + ":" + std::to_string(Line) + ": ";
}

std::string say(const Reported &R) {
  return "'" + R.Message + " [" + R.Rule + "]' (column " +
         std::to_string(R.Column) + ")";
}

/// What the tool said about one line, in words.
std::string saidAt(const Output &Got, const std::string &File, unsigned Line) {
  std::string Result;
  for (const Reported &R : Got.Findings)
    if (R.File == File && R.Line == Line)
      Result += (Result.empty() ? "" : ", ") + say(R);
  for (const Reported &R : Got.Findings)
    for (const Reported::Note &N : R.Notes)
      if (N.File == File && N.Line == Line)
        Result += (Result.empty() ? "" : ", ") + ("the note '" + N.Text) + "'";
  return Result.empty() ? "nothing on this line" : Result;
}

/// Whether a note tells what a mark of that kind asks for. The front-ends print
/// no kinds, so this is where the tests know the words of the notes.
bool tells(const std::string &Note, const std::string &Kind) {
  auto has = [&](std::string_view Words) {
    return Note.find(Words) != Note.npos;
  };
  if (Kind == "suspension")
    return has("suspends here") || has("the rest runs later");
  if (Kind == "writer")
    return has("changes it here") || has("can run during the suspension") ||
           has("changes it here itself") || has("can get here");
  return has("read here") || has("checked here") || has("taken here") ||
         has("referred to here") || has("is changed here");
}

using Key = std::tuple<std::string, unsigned, std::string>; // file, line, rule

} // namespace

std::vector<std::string>
differences(const std::map<std::string, Expectations> &Expected,
            const Output &Got, Level AtLeast) {
  std::vector<std::string> Result;
  std::map<Key, unsigned> Count; // what was reported
  for (const Reported &R : Got.Findings)
    ++Count[{R.File, R.Line, R.Rule}];

  std::map<Key, unsigned> Wanted;    // must be there
  std::map<Key, const Mark *> Below; // expected, but not at this level
  std::map<Key, const Mark *> Missed, FalseAlarm;
  for (const auto &[File, E] : Expected)
    for (const Mark &M : E.Marks) {
      Key K{File, M.Line, M.Rule};
      if (M.What == Mark::Expect && M.Sureness >= AtLeast)
        ++Wanted[K];
      else if (M.What == Mark::Expect)
        Below[K] = &M;
      else if (M.What == Mark::Missed)
        Missed[K] = &M;
      else if (M.What == Mark::FalseAlarm)
        FalseAlarm[K] = &M;
    }

  for (const auto &[K, Times] : Wanted) {
    const auto &[File, Line, Rule] = K;
    auto Found = Count.find(K);
    unsigned Said = Found == Count.end() ? 0 : Found->second;
    if (Said == 0)
      Result.push_back(
          at(File, Line) + "missing: expected " + Rule +
          (AtLeast == Level::Low
               ? std::string()
               : " also at --min-confidence=" + std::string(name(AtLeast))) +
          "; the tool said " + saidAt(Got, File, Line));
    else if (Said != Times)
      Result.push_back(at(File, Line) + "expected " + Rule + " " +
                       std::to_string(Times) + " time(s); the tool said " +
                       saidAt(Got, File, Line));
  }

  for (const auto &[K, Said] : Count) {
    const auto &[File, Line, Rule] = K;
    if (Wanted.count(K))
      continue;
    if (auto M = Below.find(K); M != Below.end())
      Result.push_back(at(File, Line) + "marked '" +
                       std::string(name(M->second->Sureness)) +
                       "', so expected to be silent at --min-confidence=" +
                       std::string(name(AtLeast)) + "; the tool said " +
                       saidAt(Got, File, Line));
    else if (auto M = Missed.find(K); M != Missed.end())
      Result.push_back(at(File, Line) + "marked 'missed: " + Rule + " " +
                       M->second->Text +
                       "' and is found now: make it 'expect:'; the tool said " +
                       saidAt(Got, File, Line));
    else if (!FalseAlarm.count(K))
      Result.push_back(at(File, Line) +
                       "unexpected: no mark expects it; the tool said " +
                       saidAt(Got, File, Line));
  }
  if (AtLeast != Level::Low)
    return Result;

  for (const auto &[K, M] : FalseAlarm)
    if (!Count.count(K))
      Result.push_back(at(std::get<0>(K), M->Line) +
                       "marked 'false-alarm: " + M->Rule + " " + M->Text +
                       "' and is silent now: make it 'ok:'; the tool said " +
                       saidAt(Got, std::get<0>(K), M->Line));

  for (const auto &[File, E] : Expected)
    for (const Mark &M : E.Marks) {
      if (M.What != Mark::Note)
        continue;
      bool Pointed = false;
      for (const Reported &R : Got.Findings)
        for (const Reported::Note &N : R.Notes)
          Pointed |=
              N.File == File && N.Line == M.Line && tells(N.Text, M.Text);
      if (!Pointed)
        Result.push_back(at(File, M.Line) + "expected a note (" + M.Text +
                         ") that points here; the tool said " +
                         saidAt(Got, File, M.Line));
    }
  return Result;
}

std::vector<std::string> differences(std::string_view NameA, const Output &A,
                                     std::string_view NameB, const Output &B) {
  auto describe = [](const Output &O) {
    std::multiset<std::string> Result;
    for (const Reported &R : O.Findings) {
      std::string Text = at(R.File, R.Line) + say(R);
      for (const Reported::Note &N : R.Notes)
        Text += "\n      " + N.File + ":" + std::to_string(N.Line) + ":" +
                std::to_string(N.Column) + ": note: " + N.Text;
      Result.insert(std::move(Text));
    }
    return Result;
  };
  std::multiset<std::string> SaidA = describe(A), SaidB = describe(B);
  std::vector<std::string> Result;
  auto only = [&](std::string_view Name, const std::multiset<std::string> &X,
                  const std::multiset<std::string> &Y) {
    std::vector<std::string> Rest;
    std::set_difference(X.begin(), X.end(), Y.begin(), Y.end(),
                        std::back_inserter(Rest));
    for (const std::string &Text : Rest)
      Result.push_back("only " + std::string(Name) + " says: " + Text);
  };
  only(NameA, SaidA, SaidB);
  only(NameB, SaidB, SaidA);
  return Result;
}

std::string join(const std::vector<std::string> &Lines) {
  std::string Result;
  for (const std::string &Line : Lines)
    Result += "  " + Line + "\n";
  return Result;
}

} // namespace await_tidy::test
