using System.CommandLine;
using System.Net;

namespace Fairway.Cli.Observing;

/// <summary>The option that says where metrics and probes are served.</summary>
internal static class MetricsAddress
{
    private const string Name = "--metrics-address";

    /// <summary>The option; null where it is not given: then nothing is served.</summary>
    public static Option<IPEndPoint?> Option() => new(Name)
    {
        Description = "Serve /metrics, /healthz and /readyz over plain HTTP at this address, 127.0.0.1:9464 say, or "
            + ":9464 for all of the machine's [default: nothing is served]",
        HelpName = "[IP]:PORT",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Parse(text) is { } address)
            {
                return address;
            }

            result.AddError($"{Name} takes an IP address and a port, 127.0.0.1:9464 or :9464, not \"{text}\"");
            return null;
        },
    };

    /// <summary>Reads an address; null where it is none.</summary>
    public static IPEndPoint? Parse(string text)
    {
        var full = text.StartsWith(':') ? $"[::]{text}" : text;

        // Without a port, the end of an address would be read as one: fe80::1 has a colon before its last part too.
        var hasPort = full.LastIndexOf(':') > full.LastIndexOf(']') && (full.Contains(']') || full.Count(':') == 1);
        return hasPort && IPEndPoint.TryParse(full, out var address) ? address : null;
    }

    private static int Count(this string text, char wanted) => text.AsSpan().Count(wanted);
}
