namespace Fairway.Cel.Values;

/// <summary>Which keys of a map are one: numbers by value, whatever their type.</summary>
internal sealed class KeyOrder : IEqualityComparer<CelValue>
{
    public static KeyOrder Instance { get; } = new();

    public bool Equals(CelValue? x, CelValue? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.EqualTo(y) is CelBool { Value: true });

    public int GetHashCode(CelValue obj) => obj switch
    {
        CelString text => StringComparer.Ordinal.GetHashCode(text.Value),
        CelInt number => ((double)number.Value).GetHashCode(),
        CelUint number => ((double)number.Value).GetHashCode(),
        CelDouble number => number.Value.GetHashCode(),
        CelBool truth => truth.Value ? 1 : 2,
        _ => 0,
    };
}
