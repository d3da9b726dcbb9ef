//===- Chart.cpp - Curves in an SVG file ----------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Chart.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace {

constexpr double Width = 390, Height = 300; // of a panel, with its margins
constexpr double Left = 52, Right = 84, Top = 34, Bottom = 42;

const char *Style = R"(<style>
text { font: 11px system-ui, sans-serif; fill: #444 }
.title { font-weight: 600; font-size: 12.5px; fill: #222 }
.frame { fill: none; stroke: #999 }
.grid { stroke: #e2e2e2; stroke-width: 1 }
.slope { stroke: #d0d0d0; stroke-width: 1; stroke-dasharray: 1 4 }
.line { fill: none; stroke-width: 2 }
.k0 { stroke: #0b62b8 } .k1 { stroke: #c04a00 } .k2 { stroke: #1b7f4b }
.k3 { stroke: #0b62b8; stroke-width: 1; opacity: .55 }
.k4 { stroke: #777; stroke-dasharray: 5 4 }
.n0 { fill: #0b62b8 } .n1 { fill: #c04a00 } .n2 { fill: #1b7f4b }
@media (prefers-color-scheme: dark) {
  text { fill: #bbb } .title { fill: #eee } .frame { stroke: #666 }
  .grid { stroke: #333 } .slope { stroke: #555 }
  .k0, .k3 { stroke: #6db3f8 } .k1 { stroke: #ff9d5c } .k2 { stroke: #5fd39a }
  .k4 { stroke: #999 }
  .n0 { fill: #6db3f8 } .n1 { fill: #ff9d5c } .n2 { fill: #5fd39a }
}
</style>
)";

std::string escaped(const std::string &Text) {
  std::string Out;
  for (char C : Text)
    Out += C == '<'   ? "&lt;"
           : C == '>' ? "&gt;"
           : C == '&' ? "&amp;"
                      : std::string(1, C);
  return Out;
}

std::string shortNumber(double X) {
  if (X >= 1e6)
    return fmt::format("{:g} M", X / 1e6);
  if (X >= 1e4)
    return fmt::format("{:g} 000", X / 1e3);
  return fmt::format("{:g}", X);
}

/// One axis: tens from the first to the last.
struct Axis {
  int From = std::numeric_limits<int>::max(), To = -From;
  double Start = 0, Length = 0;

  void cover(double X) {
    From = std::min<int>(From, std::floor(std::log10(X) + 1e-9));
    To = std::max<int>(To, std::ceil(std::log10(X) - 1e-9));
  }
  /// \p Length can be negative: upwards.
  void place(double NewStart, double NewLength) {
    if (From > To)
      From = To = 0;
    To = std::max(To, From + 1);
    Start = NewStart;
    Length = NewLength;
  }
  double at(double X) const {
    return Start + (std::log10(X) - From) / (To - From) * Length;
  }
};

std::string drawPanel(const Panel &P, double X0, double Y0) {
  Axis X, Y;
  for (const Curve &C : P.Curves)
    for (auto [A, B] : C.Points)
      if (A > 0 && B > 0) {
        X.cover(A);
        Y.cover(B);
      }
  double W = Width - Left - Right, H = Height - Top - Bottom;
  double L = X0 + Left, T = Y0 + Top, B = T + H, R = L + W;
  X.place(L, W);
  Y.place(B, -H);
  std::string Out =
      fmt::format("<text class=\"title\" x=\"{}\" y=\"{}\">{}</text>\n", L,
                  Y0 + 20, escaped(P.Title));
  for (int E = X.From; E <= X.To; ++E)
    Out += fmt::format(
        "<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" "
        "y2=\"{2}\"/><text x=\"{0:.1f}\" y=\"{3}\" "
        "text-anchor=\"middle\">{4}</text>\n",
        X.at(std::pow(10, E)), T, B, B + 15, shortNumber(std::pow(10, E)));
  for (int E = Y.From; E <= Y.To; ++E)
    Out +=
        fmt::format("<line class=\"grid\" x1=\"{0}\" x2=\"{1}\" y1=\"{2:.1f}\" "
                    "y2=\"{2:.1f}\"/><text x=\"{3}\" y=\"{4:.1f}\" "
                    "text-anchor=\"end\">{5}</text>\n",
                    L, R, Y.at(std::pow(10, E)), L - 5,
                    Y.at(std::pow(10, E)) + 4, shortNumber(std::pow(10, E)));
  // y = 10^k * x, as far as it lies in the frame.
  for (int K = Y.From - X.To; K <= Y.To - X.From; ++K) {
    int A = std::max(X.From, Y.From - K), Z = std::min(X.To, Y.To - K);
    if (A < Z)
      Out += fmt::format("<line class=\"slope\" x1=\"{:.1f}\" y1=\"{:.1f}\" "
                         "x2=\"{:.1f}\" y2=\"{:.1f}\"/>\n",
                         X.at(std::pow(10, A)), Y.at(std::pow(10, A + K)),
                         X.at(std::pow(10, Z)), Y.at(std::pow(10, Z + K)));
  }
  Out += fmt::format("<rect class=\"frame\" x=\"{}\" y=\"{}\" width=\"{}\" "
                     "height=\"{}\"/>\n<text x=\"{}\" y=\"{}\" "
                     "text-anchor=\"middle\">{}</text>\n",
                     L, T, W, H, L + W / 2, B + 32, escaped(P.XName));
  struct Label {
    double At;
    const Curve *Of;
  };
  std::vector<Label> Labels;
  for (const Curve &C : P.Curves) {
    std::string Points;
    double Last = 0;
    for (auto [A, V] : C.Points)
      if (A > 0 && V > 0)
        Points += fmt::format("{:.1f},{:.1f} ", X.at(A), Last = Y.at(V));
    if (Points.empty())
      continue;
    Points.pop_back();
    Out += fmt::format("<polyline class=\"line k{}\" points=\"{}\"/>\n",
                       int(C.How), Points);
    if (!C.Name.empty())
      Labels.push_back({Last, &C});
  }
  // Names do not lie on each other.
  std::sort(Labels.begin(), Labels.end(),
            [](const Label &A, const Label &B) { return A.At < B.At; });
  double Least = T + 4;
  for (Label &N : Labels) {
    N.At = std::max(N.At + 4, Least);
    Least = N.At + 13;
    Out += fmt::format("<text class=\"n{}\" x=\"{}\" y=\"{:.1f}\">{}</text>\n",
                       int(N.Of->How), R + 5, N.At, escaped(N.Of->Name));
  }
  return Out;
}
} // namespace

std::string draw(const std::vector<Panel> &Panels, unsigned Columns) {
  unsigned Rows = (Panels.size() + Columns - 1) / Columns;
  std::string Out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" "
      "width=\"{0}\" height=\"{1}\">\n",
      Columns * Width, Rows * Height);
  Out += Style;
  for (size_t I = 0; I != Panels.size(); ++I)
    Out += drawPanel(Panels[I], I % Columns * Width, I / Columns * Height);
  return Out + "</svg>\n";
}
