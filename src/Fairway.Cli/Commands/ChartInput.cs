using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Fairway.Charts;
using Fairway.Cli.Charts;

namespace Fairway.Cli.Commands;

/// <summary>The arguments of all commands that render a chart.</summary>
internal sealed class ChartInput
{
    private const string Three = "3";
    private const string Four = "4";

    private readonly Argument<string> chart = new("CHART")
    {
        Description = "Folder, packed chart (.tgz) or OCI layout (FOLDER or FOLDER:TAG)",
    };

    private readonly Option<string> release = new("--release-name")
    {
        Description = "Name of the release", HelpName = "NAME", DefaultValueFactory = _ => "release-name",
    };

    private readonly Option<string> ns = new("--namespace", "-n")
    {
        Description = "Namespace of the release", HelpName = "NAME", DefaultValueFactory = _ => "default",
    };

    private readonly Option<string> kubeVersion = new("--kube-version")
    {
        Description = "Version of Kubernetes", HelpName = "VERSION", DefaultValueFactory = _ => "v1.36.0",
    };

    private readonly Option<string[]> apiVersions = new("--api-versions", "-a")
    {
        Description = "What the cluster serves beside the usual, with commas between: GROUP/VERSION/KIND",
        HelpName = "NAMES",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> upgrade = new("--is-upgrade")
    {
        Description = "Render as for an upgrade, not for an install",
    };

    private readonly Option<string> helm = new("--helm")
    {
        Description = "Whose rules are followed: 3 or 4", HelpName = "LINE", DefaultValueFactory = _ => Four,
    };

    private readonly Option<string?> seed = new("--seed")
    {
        Description = "What passwords, keys and certificates are made of: the same text makes the same ones [default: "
            + "by chance, other ones each time]",
        HelpName = "TEXT",
    };

    private readonly Option<bool> verbose = new("--verbose", "-v", "--debug")
    {
        Description = "Tell errors in as many lines as they have",
    };

    private readonly TimeProvider time;
    private readonly ValueArguments values;

    /// <summary>Adds the arguments to a command.</summary>
    public ChartInput(Command command, TimeProvider time, Func<Stream> standardInput)
    {
        this.time = time;
        helm.AcceptOnlyFromAmong(Three, Four);
        command.Add(chart);
        values = new ValueArguments(command, standardInput);
        foreach (var option in new Option[] { release, ns, kubeVersion, apiVersions, upgrade, helm, seed, verbose })
        {
            command.Add(option);
        }
    }

    /// <summary>The chart's path.</summary>
    public string Path(ParseResult parsed) => parsed.GetValue(chart)!;

    /// <summary>Whether errors may take more than a line.</summary>
    public bool IsVerbose(ParseResult parsed) => parsed.GetValue(verbose);

    /// <summary>Reads the chart and renders it.</summary>
    /// <exception cref="CliFailure">It cannot be read or rendered.</exception>
    public (Chart Chart, RenderedChart Rendered) Render(ParseResult parsed, CancellationToken cancel)
    {
        var opened = ChartOpening.Open(Path(parsed), IsVerbose(parsed), cancel);
        try
        {
            return (opened, opened.Render(Read(parsed), cancel));
        }
        catch (ChartException fault)
        {
            throw ChartOpening.Failure(opened.Name, fault, IsVerbose(parsed));
        }
    }

    private RenderInput Read(ParseResult parsed)
    {
        var line = parsed.GetValue(helm) == Three ? HelmLine.Three : HelmLine.Four;
        return new RenderInput(parsed.GetValue(release)!, parsed.GetValue(ns)!)
        {
            Values = values.Read(parsed, line),
            KubeVersion = parsed.GetValue(kubeVersion)!,
            ApiVersions =
            [
                .. HelmDefaults.ApiVersions(line),
                .. (parsed.GetValue(apiVersions) ?? []).SelectMany(names => names.Split(',')),
            ],
            IsUpgrade = parsed.GetValue(upgrade),
            Helm = line,
            Now = time.GetUtcNow(),
            Seed = parsed.GetValue(seed) is { } text
                ? Encoding.UTF8.GetBytes(text)
                : RandomNumberGenerator.GetBytes(32),
        };
    }
}
