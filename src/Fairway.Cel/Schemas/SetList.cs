using System.Text.Json.Nodes;
using Fairway.Cel.Functions;
using Fairway.Cel.Values;

namespace Fairway.Cel.Schemas;

/// <summary>A list that is a set: equal whatever its order; adding takes only what is new.</summary>
internal sealed class SetList(CelList elements) : CelList
{
    public override int Count => elements.Count;

    public override CelValue this[int index] => elements[index];

    public override JsonNode ToJson() => elements.ToJson();

    internal override CelValue EqualTo(CelValue other)
    {
        if (other is not CelList that)
        {
            return CelError.NoSuchOverload;
        }

        return CelBool.Of(that.Count == Count && Members().SetEquals(ListBodies.Each(that)));
    }

    internal override CelValue Add(CelValue other)
    {
        if (other is not CelList that)
        {
            return CelError.NoSuchOverload;
        }

        var known = Members();
        return new SetList(Of([.. ListBodies.Each(this), .. ListBodies.Each(that).Where(known.Add)]));
    }

    private HashSet<CelValue> Members() => ListBodies.Each(this).ToHashSet(KeyOrder.Instance);
}
