using System.Collections.Concurrent;

namespace Fairway.Bench.Releases.Fleets;

/// <summary>What the lines to the clusters do to a call, and what went over them.</summary>
/// <param name="latency">Before every call.</param>
/// <param name="refusedOf">One call of so many is answered with 429; 0 for none.</param>
internal sealed class Lines(TimeSpan latency, int refusedOf)
{
    private readonly ConcurrentDictionary<string, long> calls = new(StringComparer.Ordinal);
    private long reads;
    private long writes;
    private long lastWrite;
    private long lastCall;

    public TimeSpan Latency => latency;

    public int RefusedOf => refusedOf;

    public long Reads => Interlocked.Read(ref reads);

    public long Writes => Interlocked.Read(ref writes);

    /// <summary>When the last write was begun, of <see cref="TimeProvider.System"/>.</summary>
    public long LastWrite => Interlocked.Read(ref lastWrite);

    /// <summary>When the last call was made, of <see cref="TimeProvider.System"/>.</summary>
    public long LastCall => Interlocked.Read(ref lastCall);

    /// <summary>The calls that were made most.</summary>
    public IEnumerable<KeyValuePair<string, long>> Most =>
        calls.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal);

    public void Count(string method, string path)
    {
        Interlocked.Exchange(ref lastCall, TimeProvider.System.GetTimestamp());
        if (method == "GET")
        {
            Interlocked.Increment(ref reads);
        }
        else
        {
            Interlocked.Exchange(ref lastWrite, TimeProvider.System.GetTimestamp());
            Interlocked.Increment(ref writes);
        }

        calls.AddOrUpdate($"{method} {Shape(path)}", 1, static (_, count) => count + 1);
    }

    public void Forget()
    {
        calls.Clear();
        Interlocked.Exchange(ref reads, 0);
        Interlocked.Exchange(ref writes, 0);
    }

    /// <summary>Without names: <c>releases/*/status</c>.</summary>
    private static string Shape(string path)
    {
        var parts = path.Trim('/').Split('/');
        var from = parts[0] == "api" ? 2 : 3;
        if (parts.Length > from + 2 && parts[from] == "namespaces")
        {
            from += 2;
        }

        var name = parts.Length > from + 1 ? "/*" : "";
        var below = parts.Length > from + 2 ? $"/{parts[from + 2]}" : "";
        return parts.Length <= from ? path : $"{parts[from]}{name}{below}";
    }
}
