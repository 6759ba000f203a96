using Fairway.Kube;

namespace Fairway.Releases.Retention;

/// <summary>When a pipeline's Releases are looked at next. Nobody hurries it: however many of them end, that is each
/// ten minutes at most, until which those that have just ended stay anyway; or sooner, where a plan says so.</summary>
internal sealed class RetentionPace
{
    private static readonly TimeSpan AtMostEach = TimeSpan.FromMinutes(10);

    private readonly Dictionary<ObjectKey, DateTimeOffset> _next = [];

    /// <summary>The moment before which a look is too soon; null where there was none yet.</summary>
    public DateTimeOffset? Next(ObjectKey key) => _next.TryGetValue(key, out var next) ? next : null;

    /// <summary>Notes a look that has been carried out.</summary>
    public void Looked(ObjectKey key, DateTimeOffset at, DateTimeOffset? again) =>
        _next[key] = again < at + AtMostEach ? again.Value : at + AtMostEach;
}
