using System.Diagnostics;
using Fairway.Charts;
using Fairway.Cli;
using Fairway.Cli.Terminals;
using Fairway.Conformance.Hosts;

namespace Fairway.Conformance.Charts;

/// <summary>The same arguments for <c>helm template</c> and for <c>fairway chart render</c>.</summary>
internal static class ChartCommandLine
{
    /// <summary>What helm says.</summary>
    public static Task<CommandResult> HelmAsync(
        HelmLine line, string chart, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var start = HelmTool.Start(line, Directory.Exists(chart) ? chart : Path.GetDirectoryName(chart)!);
        start.ArgumentList.Add("template");
        start.ArgumentList.Add(HelmTool.Release);
        foreach (var argument in Arguments(chart, arguments))
        {
            start.ArgumentList.Add(argument);
        }

        return CommandLine.RunAsync(start, null, cancel);
    }

    /// <summary>What Fairway says, in this process.</summary>
    public static async Task<CommandResult> FairwayAsync(
        HelmLine line, string chart, IReadOnlyList<string> arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        string[] all =
        [
            "chart", "render", .. Arguments(chart, arguments), "--release-name", HelmTool.Release,
            "--helm", line == HelmLine.Four ? "4" : "3", "--verbose",
        ];
        var code = await FairwayProgram.RunAsync(all, new Terminal(output, errors, false), TimeProvider.System);
        return new CommandResult(string.Join(' ', all), code, output.ToString(), errors.ToString());
    }

    private static IEnumerable<string> Arguments(string chart, IReadOnlyList<string> arguments) =>
    [
        chart, "--namespace", HelmTool.Namespace,
        .. arguments.Contains("--kube-version") ? Array.Empty<string>() : ["--kube-version", HelmTool.KubeVersion],
        .. arguments.Select(argument => argument == "more.yaml"
            || argument.EndsWith("=more.txt", StringComparison.Ordinal)
            ? Placed(chart, argument)
            : argument),
    ];

    /// <summary>Files are named from the chart's folder.</summary>
    private static string Placed(string chart, string argument)
    {
        var (name, file) = argument.Contains('=', StringComparison.Ordinal)
            ? (argument[..(argument.IndexOf('=', StringComparison.Ordinal) + 1)], argument.Split('=')[^1])
            : ("", argument);
        return name + Path.Combine(chart, file);
    }
}
