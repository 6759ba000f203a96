using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>A map, or an object whose fields are looked up by name.</summary>
public abstract class CelMap : CelValue
{
    /// <inheritdoc/>
    public override CelType Type => CelType.AnyMap;

    /// <summary>Number of entries.</summary>
    public abstract int Count { get; }

    /// <summary>The keys, always in the same order.</summary>
    public abstract IEnumerable<CelValue> Keys { get; }

    internal override long? Size => Count;

    internal override bool IsZero => Count == 0;

    internal override bool IsContainer => true;

    /// <summary>The value of a key; null where it is missing.</summary>
    public CelValue? Get(string key) => Find(new CelString(key));

    /// <inheritdoc/>
    public override JsonNode ToJson()
    {
        var members = new JsonObject();
        foreach (var key in Keys)
        {
            members[key.ToString()] = Find(key)?.ToJson();
        }

        return members;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", Keys.Select(key => $"{key}: {Find(key)}"))}}}";

    internal override CelValue EqualTo(CelValue other)
    {
        if (other is not CelMap that || that.Count != Count)
        {
            return CelBool.False;
        }

        foreach (var key in Keys)
        {
            if (that.Find(key) is not { } value || Find(key)!.EqualTo(value) is CelBool { Value: false })
            {
                return CelBool.False;
            }
        }

        return CelBool.True;
    }
}
