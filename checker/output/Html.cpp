//===- Html.cpp - A report in one file, for a browser ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// report.html is the frame with its style and script; the content is made
/// here, as elements that can be read without a script. What comes from sources
/// goes through escaped(), and the page's own policy lets no other script or
/// style work than those of the frame, by their hashes.
///
//===----------------------------------------------------------------------===//
#include "Rule.h"
#include "findings/RuleDoc.h"
#include "findings/SourceFiles.h"
#include "output/Embedded.h"
#include "output/Interleaving.h"
#include "output/Output.h"
#include "output/Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/SHA256.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>
#include <map>
#include <set>

using namespace llvm;
using namespace await_tidy;

namespace {

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

/// For content and for attributes in double quotes. Characters that turn the
/// direction of what follows are shown, not obeyed: with them a line can look
/// like another one.
std::string escaped(StringRef Text) {
  std::string Safe = xml(Text), Out;
  for (size_t I = 0; I < Safe.size();) {
    // U+202A to U+202E and U+2066 to U+2069.
    StringRef Rest = StringRef(Safe).substr(I);
    unsigned char Last = Rest.size() > 2 ? Rest[2] : 0;
    if ((Rest.starts_with("\xE2\x80") && Last >= 0xAA && Last <= 0xAE) ||
        (Rest.starts_with("\xE2\x81") && Last >= 0xA6 && Last <= 0xA9)) {
      Out += fmt::format("&lt;U+20{:02X}&gt;",
                         (Rest[1] == '\x80' ? 0x00 : 0x40) + (Last & 0x3F));
      I += 3;
    } else {
      Out += Safe[I++];
    }
  }
  return Out;
}

/// A sentence in which 'names' stand in quotes, or `so`.
std::string prose(StringRef Text) {
  std::string Out;
  size_t Begin = 0;
  auto IsOpen = [&](size_t I) {
    return Text[I] == '`' ||
           (Text[I] == '\'' && (I == 0 || Text[I - 1] == ' ' ||
                                Text[I - 1] == '(' || Text[I - 1] == '\n'));
  };
  for (size_t I = 0; I < Text.size(); ++I) {
    if (!IsOpen(I))
      continue;
    // It ends at the first that no word goes on after: not as in "others'".
    size_t End = Text.find(Text[I], I + 1);
    while (End != StringRef::npos && Text[I] == '\'' && End + 1 < Text.size() &&
           isAlnum(Text[End + 1]))
      End = Text.find('\'', End + 1);
    if (End == StringRef::npos)
      continue;
    Out += escaped(Text.slice(Begin, I)) + "<code>" +
           escaped(Text.slice(I + 1, End)) + "</code>";
    I = End;
    Begin = End + 1;
  }
  return Out + escaped(Text.substr(Begin));
}

/// What rules say of themselves: paragraphs, and lists of "- ".
std::string markdown(StringRef Text) {
  std::string Out;
  SmallVector<StringRef, 8> Parts;
  Text.trim().split(Parts, "\n\n", -1, false);
  for (StringRef P : Parts) {
    SmallVector<StringRef, 8> Items;
    P.trim().split(Items, "\n- ", -1, false);
    size_t First = 0;
    if (!P.trim().starts_with("- "))
      Out += "<p>" + prose(Items[First++]) + "</p>\n";
    if (First == Items.size())
      continue;
    Out += "<ul>\n";
    for (StringRef Item : ArrayRef(Items).drop_front(First)) {
      Item.consume_front("- ");
      Out += "<li>" + prose(Item) + "</li>\n";
    }
    Out += "</ul>\n";
  }
  return Out;
}

/// The same as a sentence of its own.
std::string sentence(StringRef Text) {
  std::string Out = Text.str();
  if (!Out.empty())
    Out.front() = toUpper(Out.front());
  return prose(Out);
}

std::string counted(size_t N, StringRef One, StringRef Many) {
  return fmt::format("{} {}", N, (N == 1 ? One : Many).str());
}

std::string hashOf(StringRef Text) {
  SHA256 Hash;
  Hash.update(Text);
  return "'sha256-" + encodeBase64(Hash.final()) + "'";
}

/// The class of a step: "check", "suspension", "other" or "act".
std::string_view classOf(const InterleavingStep &S) {
  if (S.IsOther)
    return "other";
  return wordFor(S.Kind);
}

//===----------------------------------------------------------------------===//
// Source lines
//===----------------------------------------------------------------------===//

constexpr unsigned Around = 2;       ///< lines shown before and after a step
constexpr unsigned LongestGap = 5;   ///< so many lines between are shown
constexpr unsigned LongestStep = 8;  ///< of a longer one only the first lines
constexpr size_t LongestLine = 300;  ///< bytes; a longer one is cut
constexpr size_t LongestPiece = 120; ///< of code in the picture

bool isContinuation(char C) { return (C & 0xC0) == 0x80; }

/// A step that is to be marked in the source.
struct Mark {
  SourceSpan Where;
  std::string_view Class;
  unsigned Number = 0;    ///< in the picture; 0 for what is not in it
  bool IsImplied = false; ///< another step has marked the code already
};

class SourceView {
public:
  SourceView(const Run &R, SourceFiles &Files, const Finding &F,
             const Interleaving &Told, std::string Id)
      : R(R), Files(Files), Id(std::move(Id)) {
    unsigned Number = 0;
    bool HasFinding = false;
    for (const InterleavingStep &S : Told.Steps) {
      // One alone needs no number.
      Marks.push_back({S.Where, classOf(S),
                       Told.Steps.size() > 1 ? ++Number : 0, S.IsImplied});
      HasFinding |= S.IsFinding;
    }
    if (!HasFinding)
      Marks.push_back({F.Where, "act"});
  }

  /// A figure for each file, the finding's own first.
  std::string text(const std::string &OwnFile) {
    std::vector<std::string> Paths{OwnFile};
    for (const Mark &M : Marks)
      if (!is_contained(Paths, M.Where.File))
        Paths.push_back(M.Where.File);
    std::string Out;
    for (const std::string &Path : Paths)
      Out += figure(Path, Path == OwnFile);
    return Out;
  }

private:
  static unsigned lastLine(const Mark &M) {
    return std::min(M.Where.EndLine, M.Where.Line + LongestStep - 1);
  }

  std::set<unsigned> linesOf(const std::string &Path) const {
    std::set<unsigned> Lines;
    for (const Mark &M : Marks) {
      if (M.Where.File != Path)
        continue;
      unsigned From = M.Where.Line > Around ? M.Where.Line - Around : 1;
      for (unsigned L = From; L <= lastLine(M) + Around; ++L)
        Lines.insert(L);
    }
    unsigned Before = 0;
    for (unsigned L : std::vector<unsigned>(Lines.begin(), Lines.end())) {
      if (Before && L - Before - 1 <= LongestGap)
        for (unsigned Between = Before + 1; Between < L; ++Between)
          Lines.insert(Between);
      Before = L;
    }
    return Lines;
  }

  std::string figure(const std::string &Path, bool IsOwn) {
    std::string Rows;
    unsigned Before = 0;
    unsigned Count = lineCount(Path);
    for (unsigned L : linesOf(Path)) {
      if (L > Count)
        continue;
      if (Before && L != Before + 1)
        Rows += "<div class=\"gap\" aria-hidden=\"true\">&#8942;</div>\n";
      Rows += line(Path, L);
      Before = L;
    }
    if (Rows.empty())
      Rows = "<p class=\"muted\">The source could not be read.</p>\n";
    return fmt::format(
        "<figure class=\"source\">\n<figcaption>{}</figcaption>\n<div "
        "class=\"lines most{}\" tabindex=\"0\" role=\"group\" "
        "aria-label=\"Source code\">\n{}</div>\n</figure>\n",
        IsOwn
            ? "The code"
            : "<span class=\"path\">" + escaped(shownPath(R, Path)) + "</span>",
        mostInALine(Path), Rows);
  }

  unsigned lineCount(const std::string &Path) const {
    std::optional<StringRef> Text = Files.text(Path);
    if (!Text)
      return 0;
    return Text->count('\n') + !(Text->empty() || Text->ends_with("\n"));
  }

  std::string line(const std::string &Path, unsigned Number) {
    StringRef Text = Files.line(Path, Number);
    // Where what is marked begins and ends in this line, in bytes.
    struct Piece {
      size_t From, To;
      const Mark *Of;
    };
    std::vector<Piece> Pieces;
    std::string Dots, Classes;
    for (const Mark &M : Marks) {
      if (M.Where.File != Path || Number < M.Where.Line || Number > lastLine(M))
        continue;
      size_t From = Number == M.Where.Line ? M.Where.Column - 1
                                           : Text.size() - Text.ltrim().size();
      size_t To =
          Number == M.Where.EndLine ? M.Where.EndColumn - 1 : Text.size();
      To = std::min(To, Text.size());
      if (From < To && !M.IsImplied)
        Pieces.push_back({From, To, &M});
      if (Number == M.Where.Line) {
        if (!M.IsImplied)
          Classes += fmt::format(" {}", M.Class);
        std::string_view Word = M.Number ? wordOf(M.Class) : "reported";
        Dots += fmt::format(
            "<span class=\"mini {0}\"{1} title=\"{2}\">{3}<span "
            "class=\"sr\"> {2}: </span></span>",
            M.Class, M.Number ? fmt::format(" id=\"{}-{}\"", Id, M.Number) : "",
            Word, M.Number ? std::to_string(M.Number) : "&#8226;");
      }
    }
    size_t First = 0, Last = Text.size();
    if (Text.size() > LongestLine) {
      size_t Focus = Pieces.empty() ? 0 : Pieces.front().From;
      First = Focus > LongestLine / 3 ? Focus - LongestLine / 3 : 0;
      Last = std::min(Text.size(), First + LongestLine);
      while (First != 0 && isContinuation(Text[First]))
        --First;
      while (Last != Text.size() && isContinuation(Text[Last]))
        ++Last;
    }
    std::set<size_t> Cuts{First, Last};
    for (const Piece &P : Pieces)
      for (size_t Cut : {P.From, P.To})
        if (First < Cut && Cut < Last)
          Cuts.insert(Cut);
    std::string Code = First ? "&#8230;" : "";
    for (auto I = Cuts.begin(); std::next(I) != Cuts.end(); ++I) {
      std::string Here;
      for (const Piece &P : Pieces)
        if (P.From <= *I && *I < P.To)
          Here += (Here.empty() ? "" : " ") + std::string(P.Of->Class);
      std::string Part = escaped(Text.slice(*I, *std::next(I)));
      Code += Here.empty() ? Part
                           : "<mark class=\"" + Here + "\">" + Part + "</mark>";
    }
    if (Last != Text.size())
      Code += "&#8230;";
    return fmt::format("<div class=\"line{}\"><span class=\"dots\">{}</span>"
                       "<span class=\"no\">{}</span><code>{}</code></div>\n",
                       Classes, Dots, Number, Code);
  }

  static std::string_view wordOf(std::string_view Class) {
    return Class == "check"        ? "looks"
           : Class == "suspension" ? "suspends"
           : Class == "other"      ? "in between"
                                   : "acts";
  }

  /// The most steps that begin in one line: so wide is the space for them.
  unsigned mostInALine(const std::string &Path) const {
    std::map<unsigned, unsigned> Count;
    unsigned Most = 1;
    for (const Mark &M : Marks)
      if (M.Where.File == Path)
        Most = std::max(Most, ++Count[M.Where.Line]);
    return std::min(Most, 4u);
  }

  const Run &R;
  SourceFiles &Files;
  std::string Id;
  std::vector<Mark> Marks;
};

//===----------------------------------------------------------------------===//
// The page
//===----------------------------------------------------------------------===//

class Page {
public:
  Page(const Run &R, SourceFiles &Files) : R(R), Files(Files) {}

  std::string text() {
    std::map<std::string, std::string> Parts;
    Parts["title"] = heading();
    Parts["lede"] = lede();
    Parts["problems"] = problems();
    Parts["findings"] = findings();
    Parts["remarks"] = remarks();
    Parts["file-count"] = counted(R.Files.size(), "file", "files");
    Parts["files"] = files();
    // Who finds nothing wants to know what was looked at.
    Parts["files-open"] = R.Findings.empty() ? " open" : "";
    Parts["rule-count"] = counted(R.Rules.size(), "rule", "rules");
    Parts["rules"] = rules();
    Parts["version"] = escaped(R.Version);
    Parts["state"] = !R.isComplete()      ? "incomplete"
                     : R.Findings.empty() ? "clean"
                                          : "found";
    StringRef Frame = embeddedReport().front().second;
    Parts["style"] = hashOf(between(Frame, "<style>", "</style>"));
    Parts["script"] = hashOf(between(Frame, "<script>", "</script>"));

    // Each @name@ stands for a part; what is put in is not looked at again.
    std::string Out;
    while (!Frame.empty()) {
      auto [Before, Rest] = Frame.split("@{");
      Out += Before;
      auto [Name, After] = Rest.split('}');
      if (auto It = Parts.find(Name.str()); It != Parts.end())
        Out += It->second;
      Frame = After;
    }
    return Out;
  }

private:
  static StringRef between(StringRef Text, StringRef Begin, StringRef End) {
    return Text.split(Begin).second.split(End).first;
  }

  size_t countOf(RunFile::State S) const {
    return count_if(R.Files, [&](const RunFile &F) { return F.Analysed == S; });
  }

  std::string heading() const {
    if (size_t N = R.Findings.size())
      return fmt::format("{} {}{}", N, R.HasBaseline ? "new " : "",
                         N == 1 ? "finding" : "findings");
    if (R.isComplete())
      return R.HasBaseline ? "No new findings" : "No findings";
    return countOf(RunFile::Not) == R.Files.size()
               ? "Nothing could be analysed"
               : "No findings in what could be analysed";
  }

  std::string lede() const {
    unsigned Coroutines = 0, Suspensions = 0;
    for (const RunFile &F : R.Files) {
      Coroutines += F.Coroutines;
      Suspensions += F.Suspensions;
    }
    size_t Looked = R.Files.size() - countOf(RunFile::Not);
    std::string Out = "<p class=\"lede\">";
    if (Looked)
      Out += fmt::format(
          "await-tidy {} looked at {} with {} in {}, by {}.",
          escaped(R.Version), counted(Coroutines, "coroutine", "coroutines"),
          counted(Suspensions, "suspension point", "suspension points"),
          Looked == R.Files.size()
              ? counted(Looked, "file", "files")
              : fmt::format("{} of {} files", Looked, R.Files.size()),
          counted(R.Rules.size(), "rule", "rules"));
    Out += "</p>\n";
    std::string Left;
    if (R.Known)
      Left +=
          counted(R.Known, "finding", "findings") + " that the baseline has. ";
    if (R.Unchanged)
      Left += counted(R.Unchanged, "finding", "findings") +
              " in lines that did not change. ";
    if (!Left.empty())
      Out += "<p class=\"lede\">Not shown: " + Left + "</p>\n";
    return Out;
  }

  std::string messageItem(const RunMessage &M) const {
    std::string Place = fileOf(M).empty() ? "" : shownPath(R, fileOf(M));
    if (M.Where.isValid())
      Place += fmt::format(":{}", M.Where.Line);
    return fmt::format(
        "<li>{}{}{}</li>\n",
        Place.empty() ? ""
                      : "<code class=\"path\">" + escaped(Place) + "</code>: ",
        prose(M.Text),
        M.Rule.empty()
            ? ""
            : " <span class=\"muted\">[" + escaped(M.Rule) + "]</span>");
  }

  /// What nobody may overlook.
  std::string problems() const {
    if (R.isComplete())
      return "";
    std::string Items;
    for (const RunMessage &M : R.Messages)
      if (M.Kind == Label::Error)
        Items += messageItem(M);
    size_t Bad = countOf(RunFile::Not) + countOf(RunFile::InPart);
    return fmt::format(
        "<section class=\"problems\" aria-labelledby=\"problems\">\n"
        "<h2 id=\"problems\">{}</h2>\n<p>This report does not say what is in "
        "there: there may be more findings than it shows.</p>\n"
        "<ul>\n{}</ul>\n</section>\n",
        Bad ? fmt::format("{} could not be analysed as a whole",
                          counted(Bad, "file", "files"))
            : "Not everything could be analysed",
        Items);
  }

  std::string remarks() const {
    std::string Items;
    for (const RunMessage &M : R.Messages)
      if (M.Kind == Label::Warning ||
          (M.Kind == Label::Error && R.isComplete()))
        Items += messageItem(M);
    return Items.empty() ? ""
                         : "<section>\n<h2>Remarks</h2>\n<ul "
                           "class=\"remarks\">\n" +
                               Items + "</ul>\n</section>\n";
  }

  std::string files() const {
    std::string Rows;
    for (const RunFile &F : R.Files)
      Rows +=
          fmt::format("<tr{}><td class=\"path\">{}</td><td>{}</td><td>{}</td>"
                      "<td>{}</td></tr>\n",
                      F.Analysed == RunFile::Whole ? "" : " class=\"bad\"",
                      escaped(shownPath(R, F.Path)),
                      F.Analysed == RunFile::Whole    ? "whole"
                      : F.Analysed == RunFile::InPart ? "in part"
                                                      : "not analysed",
                      F.Coroutines, F.Suspensions);
    return Rows;
  }

  std::string rules() const {
    std::string Out;
    for (const Rule *Each : allRules()) {
      if (!R.Rules.count(std::string(Each->Id)))
        continue;
      std::string Uri = ruleUri(*Each);
      Out += fmt::format(
          "<details class=\"rule\" id=\"rule-{0}\">\n<summary><b>{0}</b> "
          "<span>{1}</span></summary>\n{2}<p class=\"muted\">Its examples: "
          "<code>await-tidy --explain={0}</code>{3}</p>\n</details>\n",
          Each->Id, escaped(Each->Summary), markdown(Each->Rationale),
          Uri.empty() ? ""
                      : fmt::format("; <a href=\"{0}\" rel=\"noreferrer\">{0}"
                                    "</a>",
                                    escaped(Uri)));
    }
    return Out;
  }

  //===--------------------------------------------------------------------===//
  // Findings
  //===--------------------------------------------------------------------===//

  std::string findings() {
    std::string Out;
    const std::string *File = nullptr;
    for (size_t I = 0; I != R.Findings.size(); ++I) {
      const Finding &F = R.Findings[I];
      if (!File || *File != F.Where.File) {
        if (File)
          Out += "</section>\n";
        File = &F.Where.File;
        std::string Shown = escaped(shownPath(R, *File));
        Out += fmt::format("<section class=\"group\" data-file=\"{0}\">\n"
                           "<h2 class=\"path\">{0}</h2>\n",
                           Shown);
      }
      // A few are open; of many, the first one shows what is in them.
      Out += finding(F, R.Fingerprints[I], I == 0 || R.Findings.size() <= 10);
    }
    if (File)
      Out += "</section>\n";
    return Out;
  }

  /// Known again in another report, if nothing else of this one has it.
  std::string idOf(const std::string &Fingerprint) {
    std::string Id = "f-" + Fingerprint;
    std::replace(Id.begin(), Id.end(), ':', '-');
    unsigned Copies = ++Ids[Id];
    return Copies == 1 ? Id : fmt::format("{}-{}", Id, Copies);
  }

  std::string finding(const Finding &F, const std::string &Fingerprint,
                      bool IsOpen) {
    std::string Id = idOf(Fingerprint);
    Interleaving Told = interleaving(F);
    std::string Picture = Told.suspends() ? picture(Told, Id) : "";
    SourceView View(R, Files, F, Told, Id);
    return fmt::format(
        "<details class=\"finding\" id=\"{0}\" data-rule=\"{1}\" "
        "data-confidence=\"{2}\"{3}>\n<summary>\n"
        "<span class=\"badge {2}\"><span class=\"sr\">Confidence: </span>{2}"
        "</span>\n<span class=\"what\"><span class=\"message\">{4}</span>\n"
        "<span class=\"meta\"><span>line {5}</span><span><code>{6}</code>"
        "</span><span>{1}</span></span></span>\n</summary>\n"
        "<div class=\"body\">\n<div class=\"panes{7}\">\n<div>\n{8}{10}</div>\n"
        "{9}</div>\n<p class=\"links\"><a href=\"#{0}\">Link to this "
        "finding</a><a href=\"#rule-{1}\">About {1}</a></p>\n</div>\n"
        "</details>\n",
        Id, escaped(F.Rule), wordFor(F.Sureness), IsOpen ? " open" : "",
        sentence(F.Message), F.Where.Line,
        escaped(F.Function.empty() ? F.Place : F.Function),
        Picture.empty() ? " single" : "", View.text(F.Where.File), Picture,
        advice(F));
  }

  std::string advice(const Finding &F) {
    std::string Items;
    for (const Note &N : F.Notes)
      if (N.Kind == NoteKind::Reason || !N.Where.isValid()) {
        bool Elsewhere = N.Where.isValid() && N.Where.Line != F.Where.Line;
        Items +=
            "<li>" + sentence(N.Text) +
            (Elsewhere
                 ? fmt::format(" <span class=\"muted\">({}line {})</span>",
                               N.Where.File == F.Where.File
                                   ? ""
                                   : escaped(shownPath(R, N.Where.File)) + ", ",
                               N.Where.Line)
                 : "") +
            "</li>\n";
      }
    for (const FixIt &X : F.Fixes) {
      StringRef Source = Files.text(X.Where.File).value_or(StringRef());
      StringRef Old = X.Where.Offset <= X.Where.EndOffset &&
                              X.Where.EndOffset <= Source.size()
                          ? Source.slice(X.Where.Offset, X.Where.EndOffset)
                          : StringRef();
      Items += "<li>The repair that <code>--fix</code> makes: <del>" +
               escaped(Old) + "</del> <ins>" + escaped(X.Text) +
               "</ins></li>\n";
    }
    return Items.empty() ? ""
                         : "<ul class=\"advice\" aria-label=\"Why, and what to "
                           "do\">\n" +
                               Items + "</ul>\n";
  }

  //===--------------------------------------------------------------------===//
  // The picture
  //===--------------------------------------------------------------------===//

  /// The code of a step, on one line.
  std::string pieceOf(const SourceSpan &S) {
    StringRef Source = Files.text(S.File).value_or(StringRef());
    if (S.Offset >= S.EndOffset || S.EndOffset > Source.size())
      return "";
    std::string Piece;
    for (char C : Source.slice(S.Offset, S.EndOffset))
      if (!isSpace(C))
        Piece += C;
      else if (!Piece.empty() && Piece.back() != ' ')
        Piece += ' ';
    if (Piece.size() <= LongestPiece)
      return escaped(Piece);
    size_t End = LongestPiece;
    while (End && isContinuation(Piece[End]))
      --End;
    return escaped(StringRef(Piece).take_front(End)) + "&#8230;";
  }

  std::string lane(StringRef Class, StringRef Letter, StringRef Who,
                   const std::string &Name) {
    return fmt::format("<div class=\"lane {}\"><span class=\"letter\">{}</span>"
                       "<span class=\"who\">{}{}</span></div>\n",
                       Class.str(), Letter.str(), Who.str(),
                       Name.empty() ? ""
                                    : " <code>" + escaped(Name) + "</code>");
  }

  std::string picture(const Interleaving &Told, const std::string &Id) {
    const bool Two = Told.hasOther();
    std::string Out = fmt::format(
        "<figure class=\"picture{}\">\n<figcaption>{}</figcaption>\n"
        "<div class=\"lanes\">\n",
        Two ? "" : " alone",
        Two ? "The order of events that breaks it" : "What happens");
    bool Together = Told.Own.empty();
    Out += lane("own", "A", Together ? "One of them" : "One call of", Told.Own);
    if (Two)
      Out += lane("other", "B",
                  Told.IsSameFunction && !Together ? "Another call of"
                  : Together                       ? "The other one"
                  : Told.Other.empty()             ? "Another coroutine"
                                                   : "Meanwhile",
                  Told.Other);
    Out += "</div>\n<ol class=\"steps\">\n";
    bool Suspended = false, OtherBegan = false;
    for (size_t I = 0; I != Told.Steps.size(); ++I) {
      const InterleavingStep &S = Told.Steps[I];
      const InterleavingStep *Next =
          I + 1 != Told.Steps.size() ? &Told.Steps[I + 1] : nullptr;
      bool OtherGoesOn = false;
      for (size_t J = I + 1; J != Told.Steps.size(); ++J)
        OtherGoesOn |= Told.Steps[J].IsOther;
      bool OwnGoesOn = false;
      for (size_t J = I + 1; J != Told.Steps.size(); ++J)
        OwnGoesOn |= !Told.Steps[J].IsOther;

      // What the lines of the two lanes look like above and below the dot.
      std::string Lines;
      if (!S.IsOther && I && Told.Steps[I - 1].IsOther)
        Suspended = false; // it goes on
      if (I)
        Lines += Suspended ? " a-waits-above" : " a-runs-above";
      Suspended |= S.Kind == NoteKind::Suspension && !S.IsOther;
      if (S.Kind == NoteKind::Act && !S.IsOther)
        Suspended = false;
      if (OwnGoesOn)
        Lines += Suspended ? " a-waits-below" : " a-runs-below";
      if (OtherBegan && (OtherGoesOn || S.IsOther))
        Lines += " b-above";
      OtherBegan |= S.IsOther;
      if (OtherBegan && (OtherGoesOn || (S.IsOther && Next)))
        Lines += " b-below";

      std::string Title, Detail;
      if (S.IsImplied && S.Kind != NoteKind::Act) {
        Title = "The same for the other call";
        Detail = "Nothing has changed yet, so it sees what A saw.";
      } else if (S.IsFinding && I &&
                 Told.Steps.front().Kind == NoteKind::Check) {
        Title = "Goes on as if nothing had happened";
      } else if (S.IsFinding) {
        Title = "Acts";
      } else {
        Title = sentence(S.Text);
        if (S.Kind == NoteKind::Suspension && !S.IsInside)
          Title = "Suspends", Detail = sentence(S.Text);
        else if (S.Kind == NoteKind::Writer)
          Title = "Acts in between", Detail = sentence(S.Text);
      }
      Out += fmt::format(
          "<li class=\"step {}{}\">\n<div class=\"cell\">"
          "<a class=\"dot\" href=\"#{}-{}\" aria-label=\"Step {} in the "
          "source\">{}</a><div class=\"say\"><span class=\"sr\">{}: </span>"
          "<b>{}</b>{}<code class=\"piece\">{}</code>"
          "<span class=\"at\">line {}</span></div></div>\n</li>\n",
          classOf(S), Lines, Id, I + 1, I + 1, I + 1, S.IsOther ? "B" : "A",
          Title,
          Detail.empty() ? "" : "<span class=\"detail\">" + Detail + "</span>",
          pieceOf(S.Where), S.Where.Line);
      if (Next && Next->IsOther != S.IsOther)
        Out += fmt::format("<li class=\"hand {}\" aria-hidden=\"true\"></li>\n",
                           Next->IsOther ? "to-b" : "to-a");
    }
    return Out + "</ol>\n</figure>\n";
  }

  const Run &R;
  SourceFiles &Files;
  std::map<std::string, unsigned> Ids;
};

} // namespace

static void write(raw_ostream &OS, const Run &R, SourceFiles &Files) {
  OS << Page(R, Files).text();
}

static const OutputFormat Html{.Name = "html",
                               .Summary = "a report in one file, for a browser",
                               .Write = write};

static const RegisterFormat Registered(Html);
