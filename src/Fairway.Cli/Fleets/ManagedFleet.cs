using Fairway.Cli.Logging;
using Fairway.Cli.Managers;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Kube.Http;
using Fairway.Kube.Metering;
using Fairway.Kube.Timing;
using Fairway.MetaDb.Memory;

namespace Fairway.Cli.Fleets;

/// <summary>
/// A fleet with all that manages it in one process: its clusters are registered in its meta cluster, a manager reaches
/// them by their kubeconfigs over HTTPS, and each has its tenant process. In virtual time, they are reached directly.
/// </summary>
internal sealed class ManagedFleet : IAsyncDisposable
{
    private readonly Fleet fleet;
    private readonly FleetClock clock;
    private readonly LogLines log;
    private readonly Random random;
    private readonly HttpKubeApi? wire;
    private readonly IKubeApi meta;
    private readonly KubeEnvironment environment;
    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> lives = [];
    private ManagerReadiness? readiness;
    private LocalRunner? local;

    private ManagedFleet(Fleet fleet, FleetClock clock, LogLines log, Random random)
    {
        this.fleet = fleet;
        this.clock = clock;
        this.log = log;
        this.random = random;
        environment = Environment("manager");
        wire = clock.Loop is null ? fleet.Connect(ClusterIds.Meta) : null;
        meta = wire is null ? fleet.Inside(ClusterIds.Meta)
            : new RetryingKubeApi(new MeteredKubeApi(wire, ClusterIds.Meta, clock.Time), environment);
    }

    /// <summary>The clusters.</summary>
    public Fleet Fleet => fleet;

    /// <summary>Starts everything; completes when each cluster answers and is registered, and manager and tenants have
    /// begun. <see cref="FleetOptions.Manager"/> and <see cref="FleetOptions.Tenants"/> leave them to other
    /// processes.</summary>
    /// <exception cref="CliFailure">The folder, the port or a store cannot be had, or a cluster refuses what it must
    /// have.</exception>
    public static async Task<ManagedFleet> StartAsync(
        FleetOptions options, FleetClock clock, LogLines log, CancellationToken cancel)
    {
        var managed = new ManagedFleet(
            await Fleet.StartAsync(options, clock, log, cancel), clock, log, RandomOf(options.Seed));
        try
        {
            await managed.BeginAsync(options, cancel);
            return managed;
        }
        catch (Exception e) when (e is KubeApiException or CrdInstallException)
        {
            await managed.DisposeAsync();
            throw new CliFailure($"the fleet cannot be managed: {e.Message}", e);
        }
        catch
        {
            await managed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Why its manager cannot work; null where it can, and where another process manages.</summary>
    public Task<string?> NotReadyAsync(CancellationToken cancel) =>
        readiness?.AskAsync(cancel) ?? Task.FromResult<string?>(null);

    /// <summary>Ends the manager and the tenants, and then the clusters.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(lives);
        await (local?.DisposeAsync() ?? ValueTask.CompletedTask);
        wire?.Dispose();
        await fleet.DisposeAsync();
        ending.Dispose();
    }

    private async Task BeginAsync(FleetOptions options, CancellationToken cancel)
    {
        if (!options.Registration)
        {
            return;
        }

        var tenants = fleet.TenantIds.Select(id => new FleetTenant(id, fleet.Inside(id), LifeOf(id))).ToList();
        await Task.WhenAll(
            tenants.Select(tenant => tenant.PrepareAsync(cancel)).Append(PrepareMetaAsync(options.Members, cancel)));
        if (options.Tenants)
        {
            lives.AddRange(tenants.Select(tenant => tenant.RunAsync(ending.Token)));
        }

        if (options.Manager)
        {
            local = options.LocalTasks
                ? new LocalRunner(fleet.TasksPath, fleet.KubeconfigPath, clock.Time)
                : null;
            var settings = new ManagerSettings(meta, fleet.RecordsPath, MemberName.Of("up", NewId()), environment)
            {
                Directory = clock.Loop is null ? null : new InsideDirectory(fleet),
                Records = clock.Loop is null ? null : new InMemoryMetaDb(),
                LocalRunner = local,
                Leases = clock.Rhythm.Leases,
                LookEvery = clock.Rhythm.LookEvery,
            };
            var manager = await ManagerProcess.OpenAsync(settings, cancel);
            readiness = manager.Readiness;
            lives.Add(ManageAsync(manager));
        }
    }

    private static Random RandomOf(int? seed) => seed is { } known ? new Random(known) : new Random();

    private TenantLife LifeOf(string id) => new(Environment(id), MemberName.Of("up", NewId()), clock.Rhythm, log);

    private KubeEnvironment Environment(string subject) =>
        new(clock.Time, new Jitter(new Random(random.Next())), log.For(subject))
        {
            WatchFor = clock.Rhythm.WatchFor,
        };

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private async Task PrepareMetaAsync(IReadOnlyList<FleetMember> members, CancellationToken cancel)
    {
        // From inside: what --latency and --throttle do on the wire is for those who come after.
        var inside = fleet.Inside(ClusterIds.Meta);
        await MetaPreparation.PrepareAsync(inside, environment, cancel);
        var registration = new FleetRegistration(inside);
        var strangers = await Task.WhenAll(members.Select(
            member => IsStrangerAsync(registration, member, cancel)));
        if (strangers.Any(isStranger => isStranger))
        {
            log.Say(
                "the tenant clusters were in memory alone, and are new: Releases do nothing to them, since what is "
                + "recorded is of those before; begin in another --data folder, and with --keep to stop and go on");
        }
    }

    /// <summary>Registers a cluster; true where another one is recorded under its id.</summary>
    private async Task<bool> IsStrangerAsync(
        FleetRegistration registration, FleetMember member, CancellationToken cancel)
    {
        var recorded = await registration.RegisterAsync(member, fleet.KubeconfigOf(member.Id), cancel);
        if (recorded is null)
        {
            return false;
        }

        var system = await fleet.Inside(member.Id).GetAsync(
            KubeResources.Namespaces, new ObjectKey(null, "kube-system"), cancel);
        return system.ReadNode()["metadata"]?["uid"]?.GetValue<string>() != recorded;
    }

    private async Task ManageAsync(ManagerProcess manager)
    {
        await using (manager)
        {
            try
            {
                await manager.RunAsync(ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                // As asked.
            }
            catch (Exception e)
            {
                log.Say($"the manager has stopped: {e.GetType().Name}: {e.Message}");
            }
        }
    }
}
