//===- Extents.cpp - Where the functions of a source stand ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extents.h"

#include <cctype>
#include <cstdlib>
#include <map>

namespace truth {
namespace {

struct Token {
  std::string Text;
  unsigned Line;
};

/// Words and single characters; no comments, literals and directives.
std::vector<Token> tokens(std::string_view S) {
  std::vector<Token> Result;
  unsigned Line = 1;
  auto word = [](char C) {
    return std::isalnum(static_cast<unsigned char>(C)) || C == '_';
  };
  bool Fresh = true; // nothing but space on this line so far
  for (std::size_t I = 0; I < S.size();) {
    const char C = S[I];
    if (C == '\n') {
      ++Line, ++I, Fresh = true;
    } else if (std::isspace(static_cast<unsigned char>(C))) {
      ++I;
    } else if (S.substr(I, 2) == "//") {
      while (I < S.size() && S[I] != '\n')
        ++I;
    } else if (C == '#' && Fresh) {
      for (; I < S.size() && S[I] != '\n'; ++I)
        if (S[I] == '\\' && I + 1 < S.size() && S[I + 1] == '\n')
          ++Line, ++I;
    } else if (S.substr(I, 2) == "/*") {
      for (; I < S.size() && S.substr(I, 2) != "*/"; ++I)
        Line += S[I] == '\n';
      I += 2;
    } else if (S.substr(I, 3) == "R\"(") {
      for (; I < S.size() && S.substr(I, 2) != ")\""; ++I)
        Line += S[I] == '\n';
      I += 2;
    } else if (C == '"' || C == '\'') {
      for (++I; I < S.size() && S[I] != C; ++I)
        I += S[I] == '\\';
      ++I;
      Result.push_back({"\"", Line});
    } else if (word(C)) {
      std::size_t E = I;
      while (
          E < S.size() &&
          (word(S[E]) || (S[E] == '\'' && E + 1 < S.size() && word(S[E + 1]) &&
                          std::isdigit(static_cast<unsigned char>(C)))))
        ++E;
      Result.push_back({std::string(S.substr(I, E - I)), Line});
      I = E;
    } else {
      Result.push_back({std::string(1, C), Line});
      ++I;
    }
    Fresh = Fresh && C == '\n';
  }
  return Result;
}

/// Of a literal; of the part before the point.
long numberOf(std::string Text) {
  std::erase(Text, '\'');
  return std::strtol(Text.c_str(), nullptr, 0);
}

} // namespace

std::vector<Extent> functionsOf(std::string_view Source) {
  const auto T = tokens(Source);
  std::vector<Extent> Result;
  std::map<std::string, int> Seen;
  auto isNumber = [&](std::size_t I) {
    return std::isdigit(static_cast<unsigned char>(T[I].Text[0]));
  };
  std::map<std::string, long> FirstValues;
  for (std::size_t I = 2; I < T.size(); ++I)
    if (isNumber(I) && (T[I - 1].Text == "=" || T[I - 1].Text == "{"))
      FirstValues.emplace(T[I - 2].Text, numberOf(T[I].Text));

  struct Scope {
    std::string Class; ///< empty for a namespace
  };
  std::vector<Scope> Scopes;

  // The matching bracket of the one at I.
  auto matching = [&](std::size_t I) {
    const std::string Open = T[I].Text;
    const std::string Close = Open == "(" ? ")" : Open == "{" ? "}" : "]";
    int Depth = 0;
    for (; I < T.size(); ++I) {
      Depth += T[I].Text == Open;
      Depth -= T[I].Text == Close;
      if (!Depth)
        return I;
    }
    return T.size() - 1;
  };

  // A declaration begins at I: its first "{" at depth 0 tells what it is.
  std::size_t I = 0;
  while (I < T.size()) {
    if (T[I].Text == "}") {
      if (!Scopes.empty())
        Scopes.pop_back();
      ++I;
      continue;
    }
    if (T[I].Text == ";" || T[I].Text == ":") {
      ++I;
      continue;
    }
    std::size_t Begin = I, Name = T.size(), Brace = T.size();
    std::string Class;
    bool IsNamespace = false, IsEnum = false, Assigned = false;
    int Angles = 0;
    for (; I < T.size(); ++I) {
      const std::string &W = T[I].Text;
      if (W == ";" || W == "}")
        break;
      if (W == "{") {
        // A member that is initialised with braces: `: a_{1}`.
        if (Name != T.size() && I && T[I - 1].Text != ")" &&
            T[I - 1].Text != "const" && T[I - 1].Text != "noexcept" &&
            T[I - 1].Text != "override" && T[I - 1].Text != "}" &&
            T[I - 1].Text != "try" && T[I - 1].Text != "final" &&
            !std::isalnum(static_cast<unsigned char>(T[I - 1].Text[0])) &&
            T[I - 1].Text != ">" && T[I - 1].Text != "&") {
          I = matching(I);
          continue;
        }
        Brace = I;
        break;
      }
      if (W == "<" && (I == 0 || T[I - 1].Text != "operator"))
        ++Angles;
      if (W == ">" && Angles)
        --Angles;
      if (Angles == 0 || W == "(") {
        if (W == "namespace")
          IsNamespace = true;
        if (W == "enum")
          IsEnum = true;
        if ((W == "class" || W == "struct" || W == "union") && !IsEnum &&
            Name == T.size() && I + 1 < T.size())
          Class = T[I + 1].Text == "{" ? "(unnamed)" : T[I + 1].Text;
        if (W == "=" && Name == T.size() &&
            (I == 0 || T[I - 1].Text != "operator"))
          Assigned = true;
        if (W == "(") {
          if (Name == T.size() && !Assigned && I > Begin &&
              T[I - 1].Text != "decltype" && T[I - 1].Text != "requires" &&
              T[I - 1].Text != "alignas" && T[I - 1].Text != "noexcept")
            Name = I - 1;
          I = matching(I);
        }
      }
    }
    if (Brace == T.size()) {
      if (I < T.size() && T[I].Text == ";")
        ++I;
      continue; // a declaration, or the end of a scope
    }
    if (IsNamespace || (!Class.empty() && Name == T.size() && !Assigned)) {
      Scopes.push_back({IsNamespace ? "" : Class});
      I = Brace + 1;
      continue;
    }
    const std::size_t End = matching(Brace);
    if (Name != T.size() && !IsEnum) {
      Extent E;
      std::string In = Scopes.empty() ? "" : Scopes.back().Class;
      // Defined outside of its class: `task<> Class::function() {`.
      if (Name >= Begin + 3 && T[Name - 1].Text == ":" &&
          T[Name - 2].Text == ":")
        In = T[Name - 3].Text;
      E.Name = (In.empty() ? "" : In + "::") + T[Name].Text;
      if (const int N = ++Seen[E.Name]; N > 1)
        E.Name += "#" + std::to_string(N);
      E.First = T[Begin].Line;
      E.Last = T[End].Line;
      for (std::size_t J = Brace; J < End; ++J) {
        if (T[J + 1].Text == "(")
          E.Calls.insert(T[J].Text);
        if (isNumber(J))
          E.Numbers.insert(numberOf(T[J].Text));
        else if (auto Known = FirstValues.find(T[J].Text);
                 Known != FirstValues.end())
          E.Numbers.insert(Known->second);
      }
      Result.push_back(E);
    }
    I = End + 1;
  }
  for (Extent &E : Result) {
    auto Numbers = E.Numbers;
    for (const Extent &Other : Result)
      if (E.Calls.contains(Other.Name.substr(Other.Name.rfind(':') + 1)))
        Numbers.insert(Other.Numbers.begin(), Other.Numbers.end());
    E.Numbers = std::move(Numbers);
  }
  return Result;
}

} // namespace truth
