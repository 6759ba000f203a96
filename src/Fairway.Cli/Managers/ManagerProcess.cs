using Fairway.Cli.Metrics;
using Fairway.Components;
using Fairway.Components.Drift;
using Fairway.Components.Insights;
using Fairway.Components.Sealing;
using Fairway.ControlPlanes;
using Fairway.Delivery.Records;
using Fairway.Kube.Clusters;
using Fairway.MetaDb.Metering;
using Fairway.MetaDb.Postgres;
using Fairway.MetaDb.Sqlite;
using Fairway.Merge.Plans;
using Fairway.Releases.Manager;
using Fairway.Rollouts;

namespace Fairway.Cli.Managers;

/// <summary>One replica of the manager, with the kinds of change and the records that it works with.</summary>
internal sealed class ManagerProcess : IAsyncDisposable
{
    private readonly ManagerSettings settings;
    private readonly IMetaDb records;
    private readonly SecretMask mask;
    private readonly SealKeys seals;
    private readonly ClusterDirectory? kubeconfigs;
    private readonly IClusterDirectory directory;
    private readonly PrometheusSource metrics = new();
    private readonly WebhookNotifier notifier = new();
    private readonly ManagerSight sight = new();

    private ManagerProcess(ManagerSettings settings, IMetaDb records, SecretMask mask, SealKeys seals)
    {
        this.settings = settings;
        this.records = records;
        this.mask = mask;
        this.seals = seals;
        kubeconfigs = settings.Directory is null ? new ClusterDirectory(settings.Meta, settings.Environment) : null;
        directory = settings.Directory ?? kubeconfigs!;
        Readiness = new ManagerReadiness(sight, records, settings.Environment.Time);
    }

    /// <summary>Whether it can work.</summary>
    public ManagerReadiness Readiness { get; }

    /// <summary>Opens the records. The meta cluster has been prepared: see <see cref="MetaPreparation"/>.</summary>
    /// <exception cref="CliFailure">The database, or the keys, cannot be used.</exception>
    /// <exception cref="Fairway.Kube.KubeApiException">The meta cluster does not answer, or refuses.</exception>
    public static async Task<ManagerProcess> OpenAsync(ManagerSettings settings, CancellationToken cancel)
    {
        var mask = await MaskKey.EnsureAsync(settings.Meta, cancel);
        var seals = settings.SealKeys is { } file
            ? SealKeyFile.Read(file)
            : await SealKeySecret.EnsureAsync(settings.Meta, cancel);
        try
        {
            return new ManagerProcess(settings, await OpenRecordsAsync(settings, cancel), mask, seals);
        }
        catch (MetaDbUnavailableException e)
        {
            throw new CliFailure(e.Message, e);
        }
    }

    private static async Task<IMetaDb> OpenRecordsAsync(ManagerSettings settings, CancellationToken cancel) =>
        settings.Records is { } open ? open
            : new MeteredMetaDb(await OpenRecordsAsync(settings.MetaDb, cancel), settings.Environment.Time);

    private static async Task<IMetaDb> OpenRecordsAsync(string address, CancellationToken cancel) =>
        PostgresMetaDb.IsAddress(address)
            ? await PostgresMetaDb.OpenAsync(address, cancel)
            : await SqliteMetaDb.OpenAsync(address, cancel);

    /// <summary>Works until cancelled; then its Leases are given up first. Throws errors of this program
    /// only.</summary>
    public Task RunAsync(CancellationToken cancel)
    {
        var tools = new ChartTools(new RolloutCatalogue(), mask, seals, settings.Environment.Time);
        var charts = new ChartChange(settings.Meta, directory, records, tools);
        var options = new ManagerOptions
        {
            MetaApi = settings.Meta,
            Directory = directory,
            MetaDb = records,
            ChangeKinds = [charts, new ControlPlaneVersionChange(settings.Meta, records)],
            Drifts = [new ChartDrift(charts, settings.Environment)],
            Insights = [new ChartInsight(settings.Meta, directory, records, tools)],
            Metrics = metrics,
            Notifier = notifier,
            LocalRunner = settings.LocalRunner,
            Sight = sight,
            Member = settings.Member,
            Leases = settings.Leases,
            LookEvery = settings.LookEvery,
            Environment = settings.Environment,
        };
        return ReleaseManager.RunAsync(options, cancel);
    }

    /// <summary>Closes the records and the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        kubeconfigs?.Dispose();
        metrics.Dispose();
        notifier.Dispose();
        await records.DisposeAsync();
    }
}
