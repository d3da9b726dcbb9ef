"""A rule that runs await-tidy on C++ targets and all that they depend on, with
what functions of one file do known in the others:

    load("//tools:await_tidy_report.bzl", "await_tidy_report")
    await_tidy_report(name = "await-tidy", targets = ["//bank:server"])

An aspect summarizes each source; the rule links the summaries, has them made
again where callees matter, analyses each source with what it imports, and
merges the results. Each of these is an action with its own inputs. Not run in
the tests of await-tidy; docs/integration.md says how it is used.

Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

load(":await_tidy.bzl", "SOURCES", "compile_flags")

AwaitTidyInfo = provider(
    "The C++ sources of a target and of what it depends on.",
    fields = {"units": "depset of structs: source, flags, inputs, summaries"},
)

def _run(ctx, what, unit, output, words, inputs):
    """Runs await-tidy on one source."""
    ctx.actions.run_shell(
        inputs = depset([unit.source] + inputs, transitive = [unit.inputs]),
        outputs = [output],
        command = 'exec "$@"',
        arguments = [ctx.attr._command, "--quiet"] + words +
                    [unit.source.path, "--"] + list(unit.flags),
        mnemonic = "AwaitTidy" + what,
        progress_message = "await-tidy: {} {}".format(what.lower(), unit.source.short_path),
        use_default_shell_env = True,
    )

def _summaries_aspect(target, ctx):
    below = [
        dep[AwaitTidyInfo].units
        for dep in getattr(ctx.rule.attr, "deps", [])
        if AwaitTidyInfo in dep
    ]
    units = []
    if CcInfo in target and not target.label.workspace_name:
        compilation = target[CcInfo].compilation_context
        toolchain, flags = compile_flags(ctx, compilation)
        for source in getattr(ctx.rule.files, "srcs", []):
            if source.extension not in SOURCES:
                continue
            summaries = ctx.actions.declare_file(
                "{}.{}.summaries".format(target.label.name, source.short_path.replace("/", "_")),
            )
            unit = struct(
                source = source,
                flags = tuple(flags),
                inputs = depset(transitive = [compilation.headers, toolchain.all_files]),
                summaries = summaries,
            )
            _run(ctx, "Summarize", unit, summaries, ["--summarize", "--output=" + summaries.path], [])
            units.append(unit)
    return [AwaitTidyInfo(units = depset(units, transitive = below))]

_summaries = aspect(
    implementation = _summaries_aspect,
    attr_aspects = ["deps"],
    fragments = ["cpp"],
    attrs = {
        # An installed one, as in await_tidy.bzl.
        "_command": attr.string(default = "await-tidy"),
        "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    },
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)

def _link(ctx, folder, summaries, words, extension):
    """What each of the summaries imports from the others, in their order."""
    outputs = [
        ctx.actions.declare_file("{}/{}/{}".format(
            ctx.label.name,
            folder,
            file.basename.removesuffix(".summaries") + extension,
        ))
        for file in summaries
    ]
    if not outputs:
        return []
    args = ctx.actions.args()
    args.use_param_file("@%s", use_always = True)
    args.set_param_file_format("shell")
    args.add_all(summaries)
    ctx.actions.run_shell(
        inputs = summaries,
        outputs = outputs,
        command = 'exec "$@"',
        arguments = [ctx.attr._command, "--link", "--output=" + outputs[0].dirname] + words + [args],
        mnemonic = "AwaitTidyLink",
        progress_message = "await-tidy: link {} ({})".format(ctx.label.name, folder),
        use_default_shell_env = True,
    )
    return outputs

def _await_tidy_report(ctx):
    units = depset(transitive = [t[AwaitTidyInfo].units for t in ctx.attr.targets]).to_list()
    summaries = [unit.summaries for unit in units]
    for number in range(1, ctx.attr.rounds):
        callees = _link(ctx, "round{}".format(number), summaries, ["--summarize"], ".callees")
        summaries = []
        for unit, file in zip(units, callees):
            again = ctx.actions.declare_file("{}/round{}/{}".format(
                ctx.label.name,
                number + 1,
                unit.summaries.basename,
            ))
            words = ["--summarize", "--output=" + again.path, "--imports=" + file.path]
            _run(ctx, "Summarize", unit, again, words, [file])
            summaries.append(again)
    results = []
    for unit, file in zip(units, _link(ctx, "imports", summaries, [], ".imports")):
        result = ctx.actions.declare_file("{}/results/{}".format(
            ctx.label.name,
            unit.summaries.basename.removesuffix(".summaries") + ".results",
        ))
        words = ["--results=" + result.path, "--imports=" + file.path]
        _run(ctx, "Analyse", unit, result, words + ctx.attr.options, [file])
        results.append(result)

    report = ctx.actions.declare_file("{}.{}".format(ctx.label.name, ctx.attr.format))
    args = ctx.actions.args()
    args.use_param_file("@%s", use_always = True)
    args.set_param_file_format("shell")
    args.add_all(results)
    # The lines that are shown, and the comments that silence, are read here.
    ctx.actions.run_shell(
        inputs = depset(
            results + [unit.source for unit in units],
            transitive = [unit.inputs for unit in units],
        ),
        outputs = [report],
        command = """
report="$1"; fail="$2"; shift 2
code=0; "$@" || code=$?
if [ "$code" = 1 ] && [ "$fail" = True ]; then cat "$report" >&2; fi
if [ "$code" = 1 ] && [ "$fail" = False ]; then code=0; fi
exit "$code"
""",
        arguments = [
            report.path,
            str(ctx.attr.fail_on_findings),
            ctx.attr._command,
            "--merge",
            "--quiet",
            "--format=" + ctx.attr.format,
            "--output=" + report.path,
            args,
        ],
        mnemonic = "AwaitTidyReport",
        progress_message = "await-tidy: report " + ctx.label.name,
        use_default_shell_env = True,
    )
    return [DefaultInfo(files = depset([report]))]

await_tidy_report = rule(
    implementation = _await_tidy_report,
    attrs = {
        "targets": attr.label_list(aspects = [_summaries], mandatory = True),
        # As --rounds: a chain of calls can go through so many files.
        "rounds": attr.int(default = 4),
        "format": attr.string(default = "text"),
        # Of the analysis: --checks, --min-confidence, ...
        "options": attr.string_list(),
        # False: the report is an output with or without findings.
        "fail_on_findings": attr.bool(default = True),
        "_command": attr.string(default = "await-tidy"),
    },
)
