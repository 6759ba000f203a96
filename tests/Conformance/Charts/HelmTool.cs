using System.Diagnostics;
using Fairway.Charts;
using Fairway.Conformance.Hosts;

namespace Fairway.Conformance.Charts;

/// <summary>The real helm, of the line whose rules are asked for.</summary>
internal static class HelmTool
{
    public const string Release = "rel";
    public const string Namespace = "ops";
    public const string KubeVersion = "v1.36.0";

    /// <summary>What <c>helm template</c> says of a chart in a folder.</summary>
    public static Task<CommandResult> TemplateAsync(
        HelmLine line, string folder, string? valuesFile, CancellationToken cancel)
    {
        var start = Start(line, folder);
        string[] arguments =
        [
            "template", Release, ".", "--namespace", Namespace, "--kube-version", KubeVersion,
            .. valuesFile is null ? Array.Empty<string>() : ["--values", valuesFile],
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return CommandLine.RunAsync(start, null, cancel);
    }

    /// <summary>Helm in a folder, with nothing of this machine's own settings.</summary>
    public static ProcessStartInfo Start(HelmLine line, string folder)
    {
        var start = new ProcessStartInfo(Tool.Path(line == HelmLine.Four ? "FAIRWAY_HELM_4" : "FAIRWAY_HELM_3"))
        {
            WorkingDirectory = folder,
        };
        start.Environment["HELM_NO_PLUGINS"] = "1";
        start.Environment["HOME"] = folder;
        start.Environment.Remove("KUBECONFIG");
        return start;
    }

    /// <summary>The same, by Fairway.</summary>
    public static RenderInput Input(HelmLine line) =>
        new(Release, Namespace)
        {
            KubeVersion = KubeVersion,
            Helm = line,
            ApiVersions = HelmDefaults.ApiVersions(line),
        };
}
