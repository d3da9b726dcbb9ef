//===- Tokens.cpp - SQL text as tokens ------------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sql/Tokens.h"
#include "sql/Sql.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace await_tidy::sql;

static bool startsWord(char C) {
  return llvm::isAlpha(C) || C == '_' || C == HoleMark || (C & 0x80);
}
static bool inWord(char C) {
  return startsWord(C) || llvm::isDigit(C) || C == '$';
}

namespace {

class Splitter {
public:
  explicit Splitter(llvm::StringRef Text) : Text(Text) {}

  Tokens run() {
    // MySQL's quotes: there, "x" is a string.
    bool Backticks = false, Numbered = false;
    for (At = 0; At < Text.size() && Out.All.size() <= MaxTokens;) {
      size_t Begin = At;
      Token T = next();
      Backticks |= T.Kind == Token::Name && Text[Begin] == '`';
      Numbered |= T.Kind == Token::Parameter && T.ParameterName.empty() &&
                  Text[Begin] == '$';
      Starts.push_back(Begin);
      Out.All.push_back(std::move(T));
    }
    for (auto [T, Begin] : llvm::zip(Out.All, Starts)) {
      if (Backticks && T.Kind == Token::Name && Text[Begin] == '"') {
        T.Kind = T.FirstHole < 0 ? Token::String : Token::Hole;
        // "it's" is 'it''s'.
        std::string Inner;
        llvm::StringRef Quoted = llvm::StringRef(T.Text).drop_front();
        Quoted.consume_back("\"");
        for (char C : Quoted)
          Inner += C == '\'' ? std::string("''") : std::string(1, C);
        T.Text = "'" + Inner + "'";
      }
      if (T.Kind == Token::Parameter && Text[Begin] == '?') {
        // With $1 about, it is an operator.
        if (Numbered) {
          T.Kind = Token::Symbol;
          T.Text = "?";
        } else {
          T.Text = "$" + number(T.ParameterName);
          T.ParameterName.clear();
          Out.Foreign = true;
        }
      } else if (T.Kind == Token::Parameter && Text[Begin] == '{') {
        if (T.ParameterName.empty() || llvm::isDigit(T.ParameterName[0])) {
          unsigned N = 0;
          bool Given = !llvm::StringRef(T.ParameterName).getAsInteger(10, N);
          T.Text = "$" + number(Given ? std::to_string(N + 1) : "");
          T.ParameterName.clear();
        }
      }
      if (!T.ParameterName.empty())
        T.Text = "$" + std::to_string(NamedBase + nameIndex(T.ParameterName));
    }
    Out.Foreign |= Backticks;
    return std::move(Out);
  }

private:
  char peek(size_t Ahead = 0) const {
    return At + Ahead < Text.size() ? Text[At + Ahead] : '\0';
  }

  std::string number(const std::string &Given) {
    unsigned N = 0;
    if (!Given.empty() && !llvm::StringRef(Given).getAsInteger(10, N) && N &&
        N < NamedBase)
      return std::to_string(N);
    return std::to_string(++LastNumber);
  }

  unsigned nameIndex(const std::string &Name) {
    auto It = llvm::find(Out.Names, Name);
    if (It == Out.Names.end())
      It = Out.Names.insert(It, Name);
    return It - Out.Names.begin();
  }

  Token make(Token::Kinds Kind, size_t Begin) {
    Token T;
    T.Kind = Kind;
    T.Text = Text.slice(Begin, At).str();
    for (char C : T.Text)
      if (C == HoleMark) {
        if (T.FirstHole < 0)
          T.FirstHole = int(Holes);
        ++Holes;
      }
    return T;
  }

  /// To behind the closing \p Quote; a doubled one is part of the text.
  void skipQuoted(char Quote, bool Backslash) {
    for (++At; At < Text.size(); ++At) {
      if (Backslash && Text[At] == '\\') {
        ++At;
        continue;
      }
      if (Text[At] != Quote)
        continue;
      if (peek(1) != Quote) {
        ++At;
        return;
      }
      ++At;
    }
    At = Text.size();
  }

  void skipBlockComment() {
    unsigned Depth = 0;
    while (At < Text.size()) {
      llvm::StringRef Rest = Text.substr(At);
      if (Rest.starts_with("/*")) {
        ++Depth;
        At += 2;
      } else if (Rest.starts_with("*/")) {
        At += 2;
        if (--Depth == 0)
          return;
      } else
        ++At;
    }
  }

  std::string word() {
    size_t Begin = At;
    while (At < Text.size() && inWord(Text[At]) && Text[At] != HoleMark)
      ++At;
    return Text.slice(Begin, At).str();
  }

  Token next() {
    size_t Begin = At;
    char C = Text[At];
    if (llvm::isSpace(C)) {
      while (llvm::isSpace(peek()))
        ++At;
      return make(Token::Space, Begin);
    }
    if (Text.substr(At).starts_with("--")) {
      while (At < Text.size() && Text[At] != '\n')
        ++At;
      Token T = make(Token::Space, Begin);
      T.Text = " ";
      return T;
    }
    if (Text.substr(At).starts_with("/*")) {
      skipBlockComment();
      Token T = make(Token::Space, Begin);
      T.Text = " ";
      return T;
    }
    if (C == '\'')
      return quotedString(Begin, /*Backslash=*/false);
    if (C == '"' || C == '`') {
      skipQuoted(C, false);
      Token T = make(Token::Name, Begin);
      if (C == '`') {
        // MySQL does not tell `Views` from views.
        llvm::StringRef Inner = llvm::StringRef(T.Text).drop_front();
        Inner.consume_back("`");
        T.Text = "\"" + Inner.lower() + "\"";
      }
      return T;
    }
    if (startsWord(C)) {
      while (At < Text.size() && inWord(Text[At]))
        ++At;
      llvm::StringRef W = Text.slice(Begin, At);
      // E'...', N'...', B'...', X'...', U&'...'
      if (peek() == '\'' && W.size() == 1 && C != HoleMark)
        return quotedString(Begin, W.equals_insensitive("e"));
      bool OnlyHoles = llvm::all_of(W, [](char X) { return X == HoleMark; });
      return make(OnlyHoles ? Token::Hole : Token::Word, Begin);
    }
    if (llvm::isDigit(C) || (C == '.' && llvm::isDigit(peek(1)))) {
      bool Hole = false;
      while (At < Text.size() && (inWord(Text[At]) || Text[At] == '.')) {
        Hole |= Text[At] == HoleMark;
        ++At;
      }
      return make(Hole ? Token::Hole : Token::Number, Begin);
    }
    if (C == '$') {
      if (llvm::isDigit(peek(1))) {
        for (++At; llvm::isDigit(peek());)
          ++At;
        return make(Token::Parameter, Begin);
      }
      // $tag$ ... $tag$
      size_t End = At + 1;
      while (End < Text.size() && inWord(Text[End]) && Text[End] != '$')
        ++End;
      if (End < Text.size() && Text[End] == '$') {
        llvm::StringRef Tag = Text.slice(At, End + 1);
        size_t Close = Text.find(Tag, End + 1);
        At = Close == Text.npos ? Text.size() : Close + Tag.size();
        return make(Token::String, Begin);
      }
      return named(Begin);
    }
    if (C == '?') {
      ++At;
      size_t Digits = At;
      while (llvm::isDigit(peek()))
        ++At;
      Token T = make(Token::Parameter, Begin);
      T.ParameterName = Text.slice(Digits, At).str();
      return T;
    }
    if (C == '{') {
      // Placeholders of a library's own formatting: {}, {0}, {name}.
      size_t Close = At + 1;
      while (Close < Text.size() && Close - At < 64 &&
             (inWord(Text[Close]) || Text[Close] == ':') &&
             Text[Close] != HoleMark)
        ++Close;
      if (Close < Text.size() && Text[Close] == '}') {
        llvm::StringRef Name = Text.slice(At + 1, Close).split(':').first;
        At = Close + 1;
        Token T = make(Token::Parameter, Begin);
        T.ParameterName = Name.str();
        return T;
      }
    }
    if (C == '[')
      ++Brackets;
    if (C == ']' && Brackets)
      --Brackets;
    // `::` is a cast, `[a:b]` a slice.
    if (C == ':' && peek(1) == ':') {
      At += 2;
      return make(Token::Symbol, Begin);
    }
    if ((C == ':' && !Brackets) || C == '@')
      if (startsWord(peek(1)) && peek(1) != HoleMark &&
          !(Begin && Text[Begin - 1] == '@'))
        return named(Begin);
    ++At;
    return make(Token::Symbol, Begin);
  }

  Token quotedString(size_t Begin, bool Backslash) {
    skipQuoted('\'', Backslash);
    Token T = make(Token::String, Begin);
    if (T.FirstHole >= 0)
      T.Kind = Token::Hole;
    return T;
  }

  /// `:name`, `@name`, `$name`
  Token named(size_t Begin) {
    ++At;
    std::string Name = word();
    if (Name.empty())
      return make(Token::Symbol, Begin);
    Token T = make(Token::Parameter, Begin);
    T.ParameterName = std::move(Name);
    return T;
  }

  llvm::StringRef Text;
  size_t At = 0;
  unsigned Holes = 0, LastNumber = 0, Brackets = 0;
  std::vector<size_t> Starts;
  Tokens Out;
};

/// The significant tokens of one statement, by index.
class Rewriter {
public:
  Rewriter(Tokens &T, std::vector<size_t> Of) : T(T), Of(std::move(Of)) {}

  void run() {
    bool Immediate = false;
    if (is(0, "insert") && is(1, "ignore")) {
      erase(1);
      Ignores = true;
    } else if (is(0, "insert") && is(1, "or") && Of.size() > 2) {
      // SQLite: INSERT OR IGNORE, OR REPLACE; the others raise an error.
      Ignores = is(2, "ignore");
      Replaces = is(2, "replace");
      erase(1);
      erase(2);
    } else if (is(0, "replace") && (is(1, "into") || isTable(1))) {
      at(0).Text = "insert";
      if (!is(1, "into"))
        at(0).Text = "insert into";
      Replaces = true;
    } else if (is(0, "update") && is(1, "ignore"))
      erase(1);
    else if (is(0, "begin") &&
             (is(1, "immediate") || is(1, "exclusive") || is(1, "deferred"))) {
      Immediate = !is(1, "deferred");
      erase(1);
    } else if (is(0, "start") && is(1, "transaction") && is(2, "with") &&
               is(3, "consistent") && is(4, "snapshot"))
      for (size_t I = 2; I < 5; ++I)
        erase(I);
    else if (is(0, "set") && (is(1, "session") || is(1, "local")) &&
             is(2, "transaction")) {
      // MySQL: of the transactions from now on, until another is said.
      at(1).Text = "session characteristics as";
      T.Foreign = true;
    } else if (is(0, "set") && is(1, "session") &&
               is(2, "transaction_isolation")) {
      at(2).Text = "default_transaction_isolation";
      T.Foreign = true;
    } else if (is(0, "set") && is(1, "global")) {
      // Of connections to come.
      at(0).Text = "reset";
      at(1).Text = "all";
      for (size_t I = 2; I < Of.size(); ++I)
        erase(I);
    }
    T.Exclusive.push_back(Immediate);
    size_t Returning = 0;
    bool Duplicate = false;
    unsigned Depth = 0;
    for (size_t I = 0; I < Of.size(); ++I) {
      Depth += at(I).isSymbol('(');
      if (at(I).isSymbol(')') && Depth)
        --Depth;
      // SQLite: a == b
      if (at(I).isSymbol('=') && I + 1 < Of.size() && at(I + 1).isSymbol('=') &&
          Of[I + 1] == Of[I] + 1)
        erase(I + 1);
      if (is(I, "lock") && is(I + 1, "in") && is(I + 2, "share") &&
          is(I + 3, "mode")) {
        at(I).Text = "for share";
        for (size_t J = I + 1; J < I + 4; ++J)
          erase(J);
      }
      if (is(I, "on") && is(I + 1, "duplicate") && is(I + 2, "key") &&
          is(I + 3, "update")) {
        Duplicate = true;
        at(I).Text = "on conflict (" + std::string("await_tidy_any_key") +
                     ") do update set";
        for (size_t J = I + 1; J < I + 4; ++J)
          erase(J);
      }
      // ON DUPLICATE KEY UPDATE n = VALUES(n)
      if (Duplicate && is(I, "values") && I + 3 < Of.size() &&
          at(I + 1).isSymbol('(') && at(I + 3).isSymbol(')')) {
        at(I).Text = "excluded.";
        erase(I + 1);
        erase(I + 3);
      }
      if (is(I, "returning") && !Depth)
        Returning = I;
      // UPDATE ... LIMIT 1 and DELETE ... LIMIT 1: the rest is how many.
      if ((is(0, "update") || is(0, "delete")) && !Depth && is(I, "limit"))
        for (size_t J = I; J < Of.size(); ++J)
          erase(J);
      // LIMIT offset, count
      else if (is(I, "limit") && I + 3 < Of.size() && at(I + 2).isSymbol(','))
        at(I + 2).Text = " offset ";
    }
    if (Ignores || Replaces) {
      std::string Clause =
          Ignores ? " on conflict do nothing "
                  : (" on conflict (await_tidy_any_key) do update set " +
                     AllColumns + " = 0 ")
                        .str();
      if (Returning)
        at(Returning).Text = Clause + at(Returning).Text;
      else
        at(Of.size() - 1).Text += Clause;
    }
  }

private:
  Token &at(size_t I) { return T.All[Of[I]]; }
  bool is(size_t I, llvm::StringRef Word) {
    return I < Of.size() && at(I).isWord(Word);
  }
  bool isTable(size_t I) {
    return I < Of.size() &&
           (at(I).Kind == Token::Word || at(I).Kind == Token::Name);
  }
  void erase(size_t I) {
    if (I >= Of.size())
      return;
    at(I).Kind = Token::Space;
    at(I).Text = " ";
  }

  Tokens &T;
  std::vector<size_t> Of;
  bool Ignores = false, Replaces = false;
};

} // namespace

Tokens await_tidy::sql::tokenize(llvm::StringRef Text) {
  Tokens T = Splitter(Text).run();
  std::vector<size_t> One;
  auto Flush = [&] {
    if (!One.empty())
      Rewriter(T, One).run();
    One.clear();
  };
  for (size_t I = 0; I < T.All.size(); ++I) {
    if (T.All[I].isSymbol(';'))
      Flush();
    else if (T.All[I].Kind != Token::Space)
      One.push_back(I);
  }
  Flush();
  return T;
}
