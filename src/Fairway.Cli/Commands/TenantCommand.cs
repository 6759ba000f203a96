using System.CommandLine;
using System.Net;
using Fairway.Api;
using Fairway.Cli.Logging;
using Fairway.Cli.Managers;
using Fairway.Cli.Observing;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Kube.Credentials;
using Fairway.Kube.Http;
using Fairway.Kube.Metering;
using Fairway.Kube.Timing;
using Fairway.Rollouts;
using Fairway.Workloads;
using Fairway.Workloads.Definitions;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway tenant</c>: carries out the Rollouts of one cluster, and stays.</summary>
internal sealed class TenantCommand
{
    private static readonly TimeSpan CrdPatience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(2);

    private readonly Option<string?> kubeconfig = new("--kubeconfig")
    {
        Description = "Kubeconfig of the cluster [default: KUBECONFIG, ~/.kube/config, else that of its pod]",
        HelpName = "FILE",
    };

    private readonly Option<string?> context = new("--context")
    {
        Description = "Context of the kubeconfig [default: the current one]",
        HelpName = "NAME",
    };

    private readonly Option<bool> installCrds = new("--install-crds")
    {
        Description =
            "Bring Rollouts and CanaryTestSets to the cluster first, where they are missing or of another version, and "
            + "OpenKruise's CloneSet, StatefulSet and DaemonSet where nobody else has brought them",
    };

    private readonly Option<bool> verbose = new("--verbose", "-v")
    {
        Description = "Tell every step of every Rollout beside troubles, and errors with their stack traces",
    };

    private readonly Option<IPEndPoint?> metricsAddress = MetricsAddress.Option();

    private TenantCommand()
    {
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var options = new TenantCommand();
        var command = new Command(
            "tenant", "Carry out the Rollouts of a cluster, until Ctrl-C or SIGTERM; of several one works at a time.")
        {
            options.kubeconfig, options.context, options.installCrds, options.metricsAddress,
            options.verbose,
        };
        command.SetAction(async (parsed, _) =>
        {
            using var log = new LogLines(time, terminal.Say, parsed.GetValue(options.verbose));
            return await options.RunAsync(parsed, terminal, time, log);
        });
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Terminal terminal, TimeProvider time, LogLines log)
    {
        using var signals = new StopSignals();
        try
        {
            var readiness = new Readiness("the cluster has not been reached yet");
            await using var observed = await Observation.StartAsync(
                parsed.GetValue(metricsAddress), "fairway-tenant", readiness, terminal.Say, signals.Asked);
            var endpoint = await Kubeconfig.LoadAsync(
                new KubeconfigOptions
                {
                    Path = parsed.GetValue(kubeconfig),
                    Context = parsed.GetValue(context),
                    Time = time,
                },
                signals.Asked);
            var name = endpoint.Name ?? endpoint.Server.Host;
            var environment = new KubeEnvironment(time, new Jitter(new Random()), log.For(name));
            using var transport = new HttpKubeApi(endpoint, time);
            var api = new RetryingKubeApi(new MeteredKubeApi(transport, name, time), environment);
            if (parsed.GetValue(installCrds))
            {
                await new CrdInstaller(api, environment).InstallAsync(ApiCrds.Tenant, CrdPatience, signals.Asked);
                await new KruiseInstaller(api, environment).InstallAsync(CrdPatience, signals.Asked);
            }

            readiness.AskBy(cancel => NotAnsweringAsync(transport, time, cancel));
            terminal.Say($"carrying out the Rollouts of {name}");
            await new TenantProcess(api, environment, MemberName.Of(null, Guid.NewGuid()))
            {
                Beside = new WorkloadProcess(api, environment).RunAsync,
            }.RunAsync(signals.Asked);
            terminal.Say("stopped");
            return ExitCodes.Ok;
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            terminal.Say("stopped");
            return ExitCodes.Ok;
        }
        catch (Exception e) when (e is KubeApiException or KubeconfigException or CrdInstallException)
        {
            throw new CliFailure(e.Message, e);
        }
    }

    /// <summary>Why the cluster's API cannot be worked with; null where it answers.</summary>
    private static async Task<string?> NotAnsweringAsync(IKubeApi api, TimeProvider time, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(ProbePatience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var answer = await api.SendAsync(new KubeRequest { Method = "GET", Path = "/version" }, both.Token);
            return answer.Status == 200 ? null : $"the cluster answers {answer.Status}";
        }
        catch (KubeApiException e)
        {
            return $"the cluster does not answer: {e.Message}";
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return $"the cluster does not answer within {ProbePatience.TotalSeconds:0} s";
        }
    }
}
