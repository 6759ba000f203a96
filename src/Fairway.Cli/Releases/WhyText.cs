using System.Text.Json.Nodes;
using Fairway.Cli.Displays;
using Fairway.Releases.Why;

namespace Fairway.Cli.Releases;

/// <summary>Explanations as <c>fairway why</c> shows them. Pure.</summary>
internal static class WhyText
{
    /// <summary>The explanation.</summary>
    public static Display Of(WhyObservation seen)
    {
        var lines = WhyPlanner.Explain(seen);
        var node = new JsonObject
        {
            ["cluster"] = seen.ClusterId,
            ["component"] = seen.Component,
            ["lines"] = new JsonArray([.. lines.Select(Node)]),
        };
        var text = string.Concat(lines.Select(line => $"{Mark(line.Kind)} {line.About}: {line.Says}\n"));
        return Display.One($"cluster/{seen.ClusterId}", node, text) with
        {
            ExitCode = seen.Cluster is null ? ExitCodes.NotFound : ExitCodes.Ok,
        };
    }

    private static JsonNode Node(WhyLine line) => new JsonObject
    {
        ["kind"] = $"{line.Kind}",
        ["about"] = line.About,
        ["says"] = line.Says,
    };

    private static char Mark(WhyKind kind) => kind switch
    {
        WhyKind.Blocker => '!',
        WhyKind.Waiting => '~',
        WhyKind.Evidence => ' ',
        _ => '-',
    };
}
