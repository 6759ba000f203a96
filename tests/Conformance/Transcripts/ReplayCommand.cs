using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Fairway.Conformance.Hosts;
using k8s;

namespace Fairway.Conformance.Transcripts;

/// <summary>
/// <c>replay URL TOKEN</c>: replays the transcripts against any server and prints what differs, then counts by area.
/// Exit code 0: all equal; 1: not all; 2: wrong arguments.
/// </summary>
internal static class ReplayCommand
{
    private const string Usage =
        "usage: replay (twin | URL TOKEN | --kubeconfig FILE [--context NAME]) [--ca FILE] [--only REGEX]\n"
        + "              [--data PATH] [--workers N] [--scale F] [--diffs N] [--quiet]\n"
        + "       twin: a fleet that is started and stopped";

    public static async Task<int> RunAsync(string[] args, TextWriter output, TimeProvider time)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var plain = new List<string>();
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index] == "--quiet")
            {
                options["--quiet"] = "";
            }
            else if (args[index].StartsWith("--", StringComparison.Ordinal) && index + 1 < args.Length)
            {
                options[args[index]] = args[++index];
            }
            else
            {
                plain.Add(args[index]);
            }
        }

        using var folder = new ScratchFolder();
        await using var fleet = plain is ["twin"]
            ? await FleetProcess.StartForReplayAsync(folder["fleet"], CancellationToken.None)
            : null;
        using var server = fleet is null
            ? Server(plain, options)
            : new ApiServer(fleet.Configuration(FleetFixture.Cluster));
        if (server is null)
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }

        var exitCode = await RunAsync(server, options, output, time);
        foreach (var failure in fleet?.Faults ?? [])
        {
            await output.WriteLineAsync($"fault: {failure}");
        }

        return exitCode;
    }

    private static async Task<int> RunAsync(
        ApiServer server,
        Dictionary<string, string> options,
        TextWriter output,
        TimeProvider time
    )
    {
        var only = new Regex(options.GetValueOrDefault("--only", ""), RegexOptions.CultureInvariant);
        var data = options.GetValueOrDefault("--data");
        var scenarios = (data is null ? TranscriptReader.Embedded() : TranscriptReader.FromPath(data))
            .Where(scenario => only.IsMatch(scenario.Title))
            .ToList();
        var settings = new ReplaySettings
        {
            Scale = double.Parse(options.GetValueOrDefault("--scale", "1"), CultureInfo.InvariantCulture),
        };
        var results = new ConcurrentQueue<ScenarioResult>();
        await new ReplayRun(server, settings, time).RunAsync(
            scenarios,
            Number(options, "--workers", 8),
            results.Enqueue,
            CancellationToken.None
        );
        await ReplayReport.WriteAsync(
            [.. results],
            options.ContainsKey("--quiet") ? 0 : Number(options, "--diffs", 20),
            output
        );
        return results.All(result => result.IsEqual) ? 0 : 1;
    }

    private static ApiServer? Server(List<string> plain, Dictionary<string, string> options)
    {
        if (options.TryGetValue("--kubeconfig", out var file))
        {
            var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(
                file,
                options.GetValueOrDefault("--context")
            );
            return new ApiServer(config.Host, config.AccessToken, config.SslCaCerts, config.TlsServerName);
        }

        if (plain is not [var url, var token])
        {
            return null;
        }

        var authority = new X509Certificate2Collection();
        if (options.TryGetValue("--ca", out var ca))
        {
            authority.ImportFromPemFile(ca);
        }

        return new ApiServer(url, token, authority.Count > 0 ? authority : null);
    }

    private static int Number(Dictionary<string, string> options, string name, int otherwise) =>
        options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
