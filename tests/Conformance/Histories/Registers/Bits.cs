namespace Fairway.Conformance.Histories.Registers;

/// <summary>An immutable set of small numbers with value equality.</summary>
internal readonly struct Bits : IEquatable<Bits>
{
    private readonly ulong[] words;

    public Bits(int size)
        : this(new ulong[(size + 63) / 64]) { }

    private Bits(ulong[] words) => this.words = words;

    public Bits With(int index) => Changed(index, word => word | (1UL << (index % 64)));

    public Bits Without(int index) => Changed(index, word => word & ~(1UL << (index % 64)));

    public bool Equals(Bits other) => words.AsSpan().SequenceEqual(other.words);

    public override bool Equals(object? obj) => obj is Bits other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in words)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }

    private Bits Changed(int index, Func<ulong, ulong> change)
    {
        var copy = (ulong[])words.Clone();
        copy[index / 64] = change(copy[index / 64]);
        return new Bits(copy);
    }
}
