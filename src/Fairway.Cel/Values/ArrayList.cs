namespace Fairway.Cel.Values;

/// <summary>A list of values that are there already.</summary>
internal sealed class ArrayList(CelValue[] values) : CelList
{
    public override int Count => values.Length;

    public override CelValue this[int index] => values[index];
}
