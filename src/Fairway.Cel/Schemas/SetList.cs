using System.Text.Json.Nodes;
using Fairway.Cel.Values;
using Fairway.Schema;

namespace Fairway.Cel.Schemas;

/// <summary>A list that is a set: equal whatever its order; adding takes only what is new.</summary>
internal sealed class SetList(JsonArray elements, SchemaNode items) : SchemaList(elements, items)
{
    internal override CelValue EqualTo(CelValue other)
    {
        if (other is not CelList that)
        {
            return CelError.NoSuchOverload;
        }

        if (that.Count != Count)
        {
            return CelBool.False;
        }

        var mine = Functions.ListBodies.Each(this).ToHashSet(KeyOrder.Instance);
        return CelBool.Of(mine.SetEquals(Functions.ListBodies.Each(that)));
    }

    internal override CelValue Add(CelValue other)
    {
        if (other is not CelList that)
        {
            return CelError.NoSuchOverload;
        }

        var mine = Functions.ListBodies.Each(this).ToHashSet(KeyOrder.Instance);
        var added = Functions.ListBodies.Each(that).Where(mine.Add);
        return Of([.. Functions.ListBodies.Each(this), .. added]);
    }
}
