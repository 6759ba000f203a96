using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.CustomResources;

/// <summary>
/// Caches of custom resources: one begins when its definition is established, and ends with it. Only metadata are kept.
/// </summary>
internal sealed class CustomCaches
{
    private readonly IKubeApi api;
    private readonly KubeEnvironment environment;
    private readonly Lock gate = new();
    private readonly List<Task> ended = [];
    private ImmutableSortedDictionary<string, CustomCache> running =
        ImmutableSortedDictionary.Create<string, CustomCache>(StringComparer.Ordinal);

    private ImmutableArray<ICustomCacheFollower> followers = [];
    private CancellationToken stop;

    public CustomCaches(IKubeApi api, KubeEnvironment environment)
    {
        this.api = api;
        this.environment = environment;
        Definitions = new ObjectCache<DefinitionView>(
            api, CoreResources.Definitions, Projection.Of(DefinitionView.Read), environment);
    }

    /// <summary>The definitions themselves.</summary>
    public ObjectCache<DefinitionView> Definitions { get; }

    /// <summary>The caches that run now, in order of their definitions' names.</summary>
    public ImmutableArray<AnyCache> Now
    {
        get
        {
            lock (gate)
            {
                return [.. running.Values.Select(custom => custom.Cache)];
            }
        }
    }

    /// <summary>Adds who is told of caches; before <see cref="RunAsync"/>.</summary>
    public void Tell(ICustomCacheFollower follower) => followers = followers.Add(follower);

    /// <summary>Runs the caches until cancelled. Throws what a cache failed with.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        stop = cancel;
        using (Definitions.Subscribe(change => Change(change.Key.Name, change.New?.Value)))
        {
            var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancel.Register(() => over.TrySetResult());
            await over.Task;
        }

        await Task.WhenAll(Endings());
    }

    private Task[] Endings()
    {
        lock (gate)
        {
            return [.. ended, .. running.Values.Select(custom => custom.Running)];
        }
    }

    private void Change(string name, DefinitionView? definition)
    {
        CustomCache? old;
        CustomCache? made = null;
        lock (gate)
        {
            old = running.GetValueOrDefault(name);
            if (old?.Cache.Resource == definition?.Resource)
            {
                return;
            }

            running = running.Remove(name);
            if (definition?.Resource is { } resource)
            {
                made = new CustomCache(AnyCache.Of(new ObjectCache<MetaView>(
                    api, resource, Projection.Of(MetaView.Read), environment)));
                running = running.Add(name, made);
            }

            ended.RemoveAll(task => task.IsCompletedSuccessfully);
            ended.AddRange(old is null ? [] : [old.Running]);
        }

        old?.End(definition is null ? followers : []);
        made?.Begin(followers, stop);
    }
}
