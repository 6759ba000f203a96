using System.Diagnostics;
using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

/// <summary>
/// Runs one version of kubectl in a namespace of its own, as a user would: nothing but a kubeconfig and a home.
/// </summary>
internal sealed class KubectlSession
{
    private readonly string program;
    private readonly string kubeconfig;
    private readonly string home;
    private readonly string context;

    private KubectlSession(string version, string kubeconfig, string context, string home, string ns)
    {
        program = Tool.Path($"FAIRWAY_KUBECTL_{version}");
        this.kubeconfig = kubeconfig;
        this.context = context;
        this.home = home;
        Namespace = ns;
    }

    public string Namespace { get; }

    /// <summary>A session on the fleet's cluster; its namespace is there.</summary>
    public static async Task<KubectlSession> StartAsync(FleetFixture fixture, string version)
    {
        var fleet = await fixture.FleetAsync();
        var session = new KubectlSession(
            version,
            fleet.Kubeconfig,
            FleetFixture.Cluster,
            fixture.Folder($"home-{version}"),
            fixture.FreshName("kubectl")
        );
        await session.DoAsync($"create namespace {session.Namespace}");
        return session;
    }

    /// <summary>A session of the newest version on any cluster, in a namespace that need not be there.</summary>
    /// <param name="kubeconfig">Path of the kubeconfig.</param>
    /// <param name="context">The cluster's context in it.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="home">A folder that is there.</param>
    public static KubectlSession At(string kubeconfig, string context, string ns, string home) =>
        new("136", kubeconfig, context, home, ns);

    /// <summary>Runs a command that must succeed; its arguments are parted by spaces.</summary>
    /// <returns>What it printed, without the last line's end.</returns>
    public async Task<string> DoAsync(string arguments, string? input = null) =>
        await DoAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), input);

    /// <summary>The same for arguments that hold spaces.</summary>
    public async Task<string> DoAsync(string[] arguments, string? input = null)
    {
        var result = await TryAsync(arguments, input);
        if (result.ExitCode != 0)
        {
            Assert.Fail(arguments[0] == "wait" ? $"{result}\n{await ShowAsync(arguments[1])}" : result.ToString());
        }

        return result.Output.TrimEnd('\n');
    }

    /// <summary>What it was waited for in vain, and how its Releases stand in the clusters.</summary>
    private async Task<string> ShowAsync(string what) => string.Join('\n', await Task.WhenAll(
        TryAsync(["get", what, "-o", "yaml"]),
        TryAsync(["get", "releases", "-o", "wide"]),
        TryAsync(["get", "clusterreleases", "-A", "-o", "wide"])));

    /// <summary>Runs a command that must fail.</summary>
    /// <returns>What it complained.</returns>
    public async Task<string> FailAsync(string arguments, string? input = null)
    {
        var result = await TryAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), input);
        Assert.True(result.ExitCode != 0, result.ToString());
        return result.Errors.TrimEnd('\n');
    }

    /// <summary>Runs a command, however it ends.</summary>
    public Task<CommandResult> TryAsync(
        string[] arguments,
        string? input = null,
        IReadOnlyDictionary<string, string>? environment = null
    ) => CommandLine.RunAsync(Start(arguments, environment), input, TestContext.Current.CancellationToken);

    /// <summary>An object as it is stored.</summary>
    public async Task<JsonNode> GetAsync(string what) => JsonNode.Parse(await DoAsync($"get {what} -o json"))!;

    /// <summary>
    /// The lines of standard output as they come, until the reader has enough; then the program is killed.
    /// </summary>
    public async Task FollowAsync(string arguments, Func<string, Task<bool>> hasEnough)
    {
        var start = Start(arguments.Split(' '), null);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (await hasEnough(line))
                {
                    return;
                }
            }

            Assert.Fail($"kubectl {arguments} ended too early");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private ProcessStartInfo Start(string[] arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(
            program,
            ["--context", context, "--namespace", Namespace, .. arguments]
        );
        start.Environment["KUBECONFIG"] = kubeconfig;
        start.Environment["HOME"] = home;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
