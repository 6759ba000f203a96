namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>
/// An immutable array that is cheap to change: a change copies one chunk and the list of chunks, so that placing a pod
/// costs the same among 100 nodes and nearly the same among 10,000.
/// </summary>
internal sealed class Slots<T>
{
    private const int Bits = 6;
    private const int Size = 1 << Bits;

    private readonly T?[][] chunks;

    private Slots(T?[][] chunks) => this.chunks = chunks;

    public static Slots<T> Empty { get; } = new([]);

    /// <summary>One more than the largest place that may hold something.</summary>
    public int Length => chunks.Length << Bits;

    /// <summary>What is at a place; the default where nothing was put.</summary>
    public T? this[int place]
    {
        get
        {
            var chunk = place >> Bits;
            return chunk < chunks.Length ? chunks[chunk][place & (Size - 1)] : default;
        }
    }

    public Slots<T> With(int place, T? value)
    {
        var chunk = place >> Bits;
        var copy = new T?[Math.Max(chunks.Length, chunk + 1)][];
        chunks.CopyTo(copy, 0);
        for (var added = chunks.Length; added < copy.Length; added++)
        {
            copy[added] = new T?[Size];
        }

        var changed = (T?[])copy[chunk].Clone();
        changed[place & (Size - 1)] = value;
        copy[chunk] = changed;
        return new Slots<T>(copy);
    }
}
