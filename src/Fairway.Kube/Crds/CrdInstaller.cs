using System.Globalization;
using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Kube.Requests;
using Fairway.Kube.Timing;

namespace Fairway.Kube.Crds;

/// <summary>
/// Brings CustomResourceDefinitions to a cluster, by server-side apply as the field manager <c>fairway</c>, and waits
/// until the API server has established them. Where they are there already, nothing is written.
/// </summary>
public sealed class CrdInstaller(IKubeApi api, KubeEnvironment environment)
{
    private static readonly WriteOptions Ours = new()
    {
        FieldManager = Labels.ConfigurationManager,

        // They are ours alone: who has applied them by hand applied the same, or what is out of date.
        Force = true,
    };

    /// <summary>All of them, or none that counts: who calls goes on when every one is established.</summary>
    /// <param name="crds">What is to be there: see <see cref="ApiCrds"/>.</param>
    /// <param name="patience">How long to wait for the API server to answer, and to establish them, all in all.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="CrdInstallException">The server refuses one, or has not established it in time; the message
    /// names it and says what the server says.</exception>
    public async Task InstallAsync(IReadOnlyList<ApiCrd> crds, TimeSpan patience, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(patience, environment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        var missing = new List<Awaited>();
        foreach (var crd in crds)
        {
            var awaited = new Awaited(crd);
            await WithinAsync(awaited, ApplyAsync, patience, either.Token, cancel);
            if (!awaited.Sight.IsEstablished)
            {
                missing.Add(awaited);
            }
        }

        foreach (var awaited in missing)
        {
            await WithinAsync(awaited, WatchAsync, patience, either.Token, cancel);
        }
    }

    /// <summary>Does one thing until it is done: a server that does not answer is asked again while there is
    /// time.</summary>
    private async Task WithinAsync(
        Awaited awaited,
        Func<Awaited, CancellationToken, Task<bool>> act,
        TimeSpan patience,
        CancellationToken either,
        CancellationToken cancel)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), environment.Jitter);
        try
        {
            while (!await TryAsync(awaited, act, either))
            {
                await Task.Delay(WholeMilliseconds.Up(backoff.Next()), environment.Time, either);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            var seconds = patience.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            throw new CrdInstallException(
                $"The API server has not established {awaited.Crd.Name} within {seconds} seconds: {awaited.Trouble}. "
                + $"Look at: kubectl get crd {awaited.Crd.Name} -o yaml");
        }
    }

    private static async Task<bool> TryAsync(
        Awaited awaited, Func<Awaited, CancellationToken, Task<bool>> act, CancellationToken cancel)
    {
        try
        {
            return await act(awaited, cancel);
        }
        catch (KubeApiException e) when (e.Status is 0 or 409 or 410 or 429 or >= 500)
        {
            awaited.Failure = e.Message;
            return false;
        }
        catch (KubeApiException e)
        {
            throw new CrdInstallException($"The API server refuses {awaited.Crd.Name}: {e.Message}", e);
        }
    }

    private async Task<bool> ApplyAsync(Awaited awaited, CancellationToken cancel)
    {
        var answer = await api.ApplyAsync(
            KubeResources.CustomResourceDefinitions, awaited.Key, awaited.Crd.Yaml, Ours, cancel);
        awaited.See(answer.Read(KubeJson.Default.CrdSight));
        return true;
    }

    private async Task<bool> WatchAsync(Awaited awaited, CancellationToken cancel)
    {
        var query = new ListQuery { FieldSelector = $"metadata.name={awaited.Crd.Name}" };
        await using var watch = await api.WatchAsync(KubeResources.CustomResourceDefinitions, query, cancel);
        while (await watch.ReadAsync(cancel) is { } frame)
        {
            if (frame.Type is not (WatchEventType.Added or WatchEventType.Modified))
            {
                continue;
            }

            awaited.See(JsonSerializer.Deserialize(frame.Object.Span, KubeJson.Default.CrdSight)!);
            if (awaited.Sight.IsEstablished)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A definition, and what is known of it.</summary>
    private sealed class Awaited(ApiCrd crd)
    {
        public ApiCrd Crd => crd;

        public ObjectKey Key => new(null, crd.Name);

        public CrdSight Sight { get; private set; } = new();

        public string? Failure { get; set; }

        public string Trouble => Failure ?? Sight.Trouble;

        public void See(CrdSight sight)
        {
            Sight = sight;
            Failure = null;
        }
    }
}
