using Fairway.Cel.Values;

namespace Fairway.Cel.Functions;

/// <summary>The order of values of one type; what cannot be ordered is equal.</summary>
internal sealed class KeyComparer : IComparer<CelValue>
{
    public static KeyComparer Instance { get; } = new();

    public int Compare(CelValue? x, CelValue? y) => x!.CompareTo(y!) is CelInt order ? (int)order.Value : 0;
}
