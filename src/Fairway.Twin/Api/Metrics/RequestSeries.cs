namespace Fairway.Twin.Api.Metrics;

/// <summary>The durations of requests of one kind, in seconds.</summary>
internal sealed class RequestSeries
{
    /// <summary>Upper bounds of the buckets, those of a real server; the last one has none.</summary>
    public static double[] Bounds { get; } =
    [
        0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
    ];

    private readonly long[] counts = new long[Bounds.Length + 1];
    private double sum;

    public void Add(double seconds)
    {
        var bucket = Array.FindIndex(Bounds, b => seconds <= b);
        lock (counts)
        {
            counts[bucket < 0 ? Bounds.Length : bucket]++;
            sum += seconds;
        }
    }

    /// <summary>How many were within each bound, and of all, and what they add up to.</summary>
    public (long[] UpTo, double Sum) Read()
    {
        lock (counts)
        {
            var upTo = (long[])counts.Clone();
            for (var i = 1; i < upTo.Length; i++)
            {
                upTo[i] += upTo[i - 1];
            }

            return (upTo, sum);
        }
    }
}
