using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fairway.Kube.Objects;
using Fairway.Kube.Watching;

namespace Fairway.Kube.Caching;

/// <summary>
/// The objects of one resource of one cluster, kept up to date by a watch, of each only what <typeparamref name="T"/>
/// names. Readers see an immutable snapshot; enumeration is in key order.
/// </summary>
/// <remarks>
/// An object that does not fit <typeparamref name="T"/> stops the cache from advancing (it logs, and reads anew with
/// growing delays): acting on a cache that silently lacks an object would be worse.
/// </remarks>
public sealed class ObjectCache<T> : ObjectCache, IReflectorSink
    where T : class
{
    private const string ControllerIndex = "controller";
    private const string NamespaceIndex = "namespace";

    private static readonly ImmutableSortedDictionary<ObjectKey, CachedObject<T>> None =
        ImmutableSortedDictionary.Create<ObjectKey, CachedObject<T>>(ObjectKeyComparer.Instance);

    private readonly Lock _lock = new();
    private readonly JsonTypeInfo<T> _type;
    private readonly Reflector _reflector;
    private readonly SortedDictionary<string, CacheIndex<T>> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<Action<CacheChange<T>>>> _ofNamespaces =
        new(StringComparer.Ordinal);

    private ImmutableArray<Action<CacheChange<T>>> _subscribers = [];
    private ImmutableSortedDictionary<ObjectKey, CachedObject<T>>.Builder _staged = None.ToBuilder();
    private ObjectHead _lastHead;
    private long _readingsBegun;
    private CacheState<T> _state = new(None, ResourceVersion.None, 0, false);

    /// <summary>A cache that holds nothing until it is run.</summary>
    public ObjectCache(
        IKubeApi api,
        KubeResource resource,
        JsonTypeInfo<T> type,
        KubeEnvironment environment,
        CacheScope? scope = null)
        : base(api, resource, scope ?? CacheScope.All)
    {
        _type = type;
        _reflector = new Reflector(api, resource, Scope, this, environment);
    }

    /// <summary>How what a watch tells is read, where that can be cheaper than to read it like what is listed, and
    /// comes to the same; null for no such way.</summary>
    public ObjectReading<T>? Reading { get; init; }

    /// <summary>Identities that are UUIDs are kept in a third of the bytes of their texts, and each reading of one
    /// makes a text anew: for caches of very many objects whose identities are seldom asked for.</summary>
    public bool IsDense { get; init; }

    /// <inheritdoc/>
    public override bool HasSynced => Volatile.Read(ref _state).HasSynced;

    /// <inheritdoc/>
    public override ResourceVersion Reached => Volatile.Read(ref _state).Reached;

    /// <inheritdoc/>
    public override int Count => Volatile.Read(ref _state).Objects.Count;

    /// <summary>Every object in key order, as of the moment of the call.</summary>
    public IEnumerable<CachedObject<T>> All => Volatile.Read(ref _state).Objects.Values;

    internal override long ReadingsBegun => Interlocked.Read(ref _readingsBegun);

    internal override long ReadingHeld => Volatile.Read(ref _state).Reading;

    /// <summary>The object of that key, or null.</summary>
    public CachedObject<T>? Find(ObjectKey key) => Volatile.Read(ref _state).Objects.GetValueOrDefault(key);

    /// <summary>
    /// Indexes objects by what <paramref name="values"/> draws from them. <paramref name="values"/> must be pure: it is
    /// asked again when the object goes.
    /// </summary>
    public void AddIndex(string name, Func<CachedObject<T>, IEnumerable<string>> values)
    {
        var index = new CacheIndex<T>(values);
        lock (_lock)
        {
            _indexes.Add(name, index);
            foreach (var item in All)
            {
                index.Change(null, item);
            }
        }
    }

    /// <summary>Indexes objects by the uid of their controller; see <see cref="ControlledBy"/>.</summary>
    /// <param name="isMeant">Of which controllers; null for all.</param>
    public void AddControllerIndex(Func<OwnerRef, bool>? isMeant = null) => AddIndex(
        ControllerIndex,
        item => item.Controller is { } controller && isMeant?.Invoke(controller) is not false ? [controller.Uid] : []);

    /// <summary>Indexes objects by their namespace; see <see cref="InNamespace"/>.</summary>
    public void AddNamespaceIndex() => AddIndex(NamespaceIndex, item => [item.Key.Namespace ?? ""]);

    /// <summary>The objects of a namespace, in key order. Needs <see cref="AddNamespaceIndex"/>.</summary>
    public IEnumerable<CachedObject<T>> InNamespace(string ns) => Under(NamespaceIndex, ns).Values;

    /// <summary>The objects under <paramref name="value"/> in an index, in key order.</summary>
    /// <exception cref="ArgumentException">There is no such index.</exception>
    public IReadOnlyList<CachedObject<T>> Lookup(string index, string value) => [.. Under(index, value).Values];

    /// <summary>Whether there is an object under <paramref name="value"/> in an index, without listing any.</summary>
    /// <exception cref="ArgumentException">There is no such index.</exception>
    public bool Has(string index, string value) => !Under(index, value).IsEmpty;

    /// <summary>The objects whose controller has that uid, in key order. Needs
    /// <see cref="AddControllerIndex"/>.</summary>
    public IReadOnlyList<CachedObject<T>> ControlledBy(string uid) => Lookup(ControllerIndex, uid);

    /// <summary>How many they are, without listing them.</summary>
    public int CountControlledBy(string uid) => Under(ControllerIndex, uid).Count;

    /// <summary>
    /// Tells <paramref name="onChange"/> of every object that is there (as new), then of each change in order, on the
    /// cache's loop. Where the cache runs already, a change may be told while the present objects still are. Dispose to
    /// end it.
    /// </summary>
    public IDisposable Subscribe(Action<CacheChange<T>> onChange)
    {
        CacheState<T> state;
        lock (_lock)
        {
            _subscribers = _subscribers.Add(onChange);
            state = _state;
        }

        foreach (var item in state.Objects.Values)
        {
            onChange(new CacheChange<T>(null, item));
        }

        return new Subscription(() => Unsubscribe(onChange));
    }

    /// <summary>As <see cref="Subscribe"/>, of the objects of one namespace: whoever follows another one costs nothing,
    /// however many they are. Needs <see cref="AddNamespaceIndex"/>.</summary>
    public IDisposable SubscribeIn(string ns, Action<CacheChange<T>> onChange)
    {
        IEnumerable<CachedObject<T>> there;
        lock (_lock)
        {
            _ofNamespaces[ns] = _ofNamespaces.GetValueOrDefault(ns, []).Add(onChange);
            there = InNamespace(ns);
        }

        foreach (var item in there)
        {
            onChange(new CacheChange<T>(null, item));
        }

        return new Subscription(() => UnsubscribeIn(ns, onChange));
    }

    /// <inheritdoc/>
    public override Task RunAsync(CancellationToken cancel) => _reflector.RunAsync(cancel);

    internal override void Renew(long mark)
    {
        if (ReadingsBegun <= mark)
        {
            _reflector.Relist();
        }
    }

    internal override (string Uid, ResourceVersion Version)? Head(ObjectKey key) =>
        Find(key) is { } item ? (item.Uid, item.Version) : null;

    void IReflectorSink.BeginReplacement()
    {
        _staged = None.ToBuilder();
        Interlocked.Increment(ref _readingsBegun);
    }

    void IReflectorSink.Stage(ReadOnlyMemory<byte> utf8)
    {
        var item = Read(utf8);
        _staged[item.Key] = item;
    }

    ListPage IReflectorSink.StagePage(ReadOnlySequence<byte> utf8) =>
        ListReader.Read(utf8, _type, (head, value) => _staged[head.Key] = Hold(head, value));

    void IReflectorSink.CommitReplacement(ResourceVersion version)
    {
        var objects = _staged.ToImmutable();
        _staged = None.ToBuilder();
        var changes = CacheDiff.Between(Volatile.Read(ref _state).Objects, objects);
        Publish(new CacheState<T>(objects, version, ReadingsBegun, true), changes);
    }

    ResourceVersion IReflectorSink.Apply(WatchEventType type, ReadOnlyMemory<byte> utf8)
    {
        var state = Volatile.Read(ref _state);
        var item = Read(utf8);
        var gone = type == WatchEventType.Deleted;
        var old = state.Objects.GetValueOrDefault(item.Key);
        var objects = gone ? state.Objects.Remove(item.Key) : state.Objects.SetItem(item.Key, item);
        var reached = ResourceVersion.Later(state.Reached, item.Version);
        Publish(state with { Objects = objects, Reached = reached }, CacheDiff.Of(old, gone ? null : item));
        return item.Version;
    }

    void IReflectorSink.Advance(ResourceVersion version)
    {
        var state = Volatile.Read(ref _state);
        Publish(state with { Reached = ResourceVersion.Later(state.Reached, version) }, []);
    }

    private ImmutableSortedDictionary<ObjectKey, CachedObject<T>> Under(string index, string value)
    {
        lock (_lock)
        {
            return _indexes.TryGetValue(index, out var known)
                ? known.Find(value)
                : throw new ArgumentException($"The cache of {Resource.Plural} has no index '{index}'.", nameof(index));
        }
    }

    private void Publish(CacheState<T> state, IReadOnlyList<CacheChange<T>> changes)
    {
        ImmutableArray<Action<CacheChange<T>>> subscribers;
        lock (_lock)
        {
            foreach (var change in changes)
            {
                foreach (var index in _indexes.Values)
                {
                    index.Change(change.Old, change.New);
                }
            }

            Volatile.Write(ref _state, state);
            subscribers = _subscribers;
        }

        foreach (var change in changes)
        {
            foreach (var subscriber in subscribers)
            {
                subscriber(change);
            }

            foreach (var subscriber in OfNamespace(change.Key.Namespace))
            {
                subscriber(change);
            }
        }

        Advanced.Fire();
    }

    private ImmutableArray<Action<CacheChange<T>>> OfNamespace(string? ns)
    {
        lock (_lock)
        {
            return _ofNamespaces.GetValueOrDefault(ns ?? "", []);
        }
    }

    private CachedObject<T> Read(ReadOnlyMemory<byte> utf8)
    {
        var head = _lastHead = ObjectHeadReader.Read(utf8.Span, _lastHead);
        try
        {
            var value = (Reading is null
                ? JsonSerializer.Deserialize(utf8.Span, _type)
                : Reading(utf8.Span, Find(head.Key)?.Value)) ?? throw new JsonException("The object is null.");
            return Hold(head, value);
        }
        catch (JsonException e)
        {
            throw new JsonException($"{Resource.Plural} {head.Key} cannot be read as {typeof(T).Name}: {e.Message}", e);
        }
    }

    private CachedObject<T> Hold(ObjectHead head, T value) => new(head, value, IsDense);

    private void Unsubscribe(Action<CacheChange<T>> onChange)
    {
        lock (_lock)
        {
            _subscribers = _subscribers.Remove(onChange);
        }
    }

    private void UnsubscribeIn(string ns, Action<CacheChange<T>> onChange)
    {
        lock (_lock)
        {
            _ofNamespaces[ns] = _ofNamespaces[ns].Remove(onChange);
            if (_ofNamespaces[ns].IsEmpty)
            {
                _ofNamespaces.Remove(ns);
            }
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
