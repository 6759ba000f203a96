using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>A list.</summary>
public abstract class CelList : CelValue
{
    /// <summary>The list without elements.</summary>
    public static CelList Empty { get; } = new ArrayList([]);

    /// <inheritdoc/>
    public override CelType Type => CelType.AnyList;

    /// <summary>Number of elements.</summary>
    public abstract int Count { get; }

    internal override long? Size => Count;

    internal override bool IsZero => Count == 0;

    internal override bool IsContainer => true;

    /// <summary>The element at an index from 0; an error where the JSON does not fit its schema.</summary>
    public abstract CelValue this[int index] { get; }

    /// <summary>The list of values; they are taken over.</summary>
    public static CelList Of(params CelValue[] values) => values.Length == 0 ? Empty : new ArrayList(values);

    /// <inheritdoc/>
    public override JsonNode ToJson()
    {
        var array = new JsonArray();
        for (var i = 0; i < Count; i++)
        {
            array.Add(this[i].ToJson());
        }

        return array;
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Enumerable.Range(0, Count).Select(i => this[i]))}]";

    /// <summary>The whole number that a key is, or an error.</summary>
    internal static CelValue IndexOf(CelValue key) => key switch
    {
        CelInt => key,
        CelUint { Value: <= long.MaxValue } whole => CelInt.Of((long)whole.Value),
        CelDouble number when number.Value == Math.Floor(number.Value) && Math.Abs(number.Value) < 9e18 =>
            CelInt.Of((long)number.Value),
        CelError => key,
        CelUint or CelDouble => new CelError($"unsupported index value {key} in list"),
        _ => new CelError($"unsupported index type '{key.Type.Name}' in list"),
    };

    internal override CelValue EqualTo(CelValue other)
    {
        if (other is not CelList that || that.Count != Count)
        {
            return CelBool.False;
        }

        for (var i = 0; i < Count; i++)
        {
            if (this[i].EqualTo(that[i]) is CelBool { Value: false })
            {
                return CelBool.False;
            }
        }

        return CelBool.True;
    }

    internal override CelValue Add(CelValue other) => other switch
    {
        CelList { Count: 0 } => this,
        CelList that when Count == 0 => that,
        CelList that => new JoinedList(this, that),
        _ => CelError.NoSuchOverload,
    };

    internal override CelValue? Find(CelValue key) => IndexOf(key) switch
    {
        CelInt index => index.Value >= 0 && index.Value < Count ? this[(int)index.Value] : null,
        var fault => fault,
    };

    internal virtual CelValue Contains(CelValue value)
    {
        for (var i = 0; i < Count; i++)
        {
            if (value.EqualTo(this[i]) is CelBool { Value: true })
            {
                return CelBool.True;
            }
        }

        return CelBool.False;
    }
}
