namespace Fairway.Cel.Values;

/// <summary>
/// The list that a comprehension builds: adding changes it, as nothing else can see it until the comprehension ends.
/// </summary>
internal sealed class GrowingList : CelList
{
    private readonly List<CelValue> values = [];

    public override int Count => values.Count;

    public override CelValue this[int index] => values[index];

    public CelList Finish() => Of([.. values]);

    internal override CelValue Add(CelValue other)
    {
        if (other is not CelList that)
        {
            return CelError.NoSuchOverload;
        }

        for (var i = 0; i < that.Count; i++)
        {
            values.Add(that[i]);
        }

        return this;
    }
}
