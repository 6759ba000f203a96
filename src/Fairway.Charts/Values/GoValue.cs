namespace Fairway.Charts.Values;

/// <summary>
/// A value of the template language, with Go's types. Strings are bytes, one a character (see <see cref="ByteText"/>).
/// </summary>
internal readonly struct GoValue
{
    private readonly long bits;
    private readonly object? held;

    private GoValue(GoKind kind, long bits, object? held)
    {
        Kind = kind;
        this.bits = bits;
        this.held = held;
    }

    public static GoValue Nil { get; } = new(GoKind.Nil, 0, null);

    public GoKind Kind { get; }

    public bool IsNil => Kind <= GoKind.Nil;

    public bool IsInteger => Kind is GoKind.Int or GoKind.Int64 or GoKind.UInt8 or GoKind.UInt64;

    public bool Bool => bits != 0;

    /// <summary>Of any integer kind.</summary>
    public long Integer => bits;

    public double Float => BitConverter.Int64BitsToDouble(bits);

    public string Text => (string)held!;

    public GoList List => (GoList)held!;

    public GoMap Map => (GoMap)held!;

    public GoObject Object => (GoObject)held!;

    /// <summary>The name of the type, as Go's messages have it.</summary>
    public string TypeName => Kind switch
    {
        GoKind.Bool => "bool",
        GoKind.Int => "int",
        GoKind.Int64 => "int64",
        GoKind.UInt8 => "uint8",
        GoKind.UInt64 => "uint64",
        GoKind.Float => "float64",
        GoKind.String => "string",
        GoKind.List => List.TypeName,
        GoKind.Map => Map.TypeName,
        GoKind.Object => Object.TypeName,
        _ => "<nil>",
    };

    /// <summary>What <c>kindOf</c> says.</summary>
    public string KindName => Kind switch
    {
        GoKind.List => "slice",
        GoKind.Map => "map",
        GoKind.Object => Object.KindName,
        GoKind.Invalid or GoKind.Nil => "invalid",
        _ => TypeName,
    };

    /// <summary>Go's truth: nothing, zero and what is empty are false.</summary>
    public bool IsTrue => Kind switch
    {
        GoKind.Invalid or GoKind.Nil => false,
        GoKind.Float => Float != 0,
        GoKind.String => Text.Length > 0,
        GoKind.List => List.Count > 0,
        GoKind.Map => Map.Count > 0,
        GoKind.Object => Object.IsTrue,
        _ => bits != 0,
    };

    public static GoValue Of(bool value) => new(GoKind.Bool, value ? 1 : 0, null);

    public static GoValue Of(long value) => new(GoKind.Int64, value, null);

    public static GoValue OfInt(long value) => new(GoKind.Int, value, null);

    public static GoValue OfUnsigned(ulong value) => new(GoKind.UInt64, unchecked((long)value), null);

    public static GoValue OfByte(byte value) => new(GoKind.UInt8, value, null);

    public static GoValue Of(double value) => new(GoKind.Float, BitConverter.DoubleToInt64Bits(value), null);

    public static GoValue Of(string bytes) => new(GoKind.String, 0, bytes);

    public static GoValue Of(GoList list) => new(GoKind.List, 0, list);

    public static GoValue Of(GoMap map) => new(GoKind.Map, 0, map);

    public static GoValue Of(GoObject value) => new(GoKind.Object, 0, value);

    /// <summary>As a pipeline ends: what held nothing is no value.</summary>
    public GoValue Unwrapped() => Kind == GoKind.Nil ? default : this;

    /// <summary>With copies of all that can be changed.</summary>
    public GoValue DeepCopy() => Kind switch
    {
        GoKind.Map => Of(Map.DeepCopy()),
        GoKind.List => Of(List.DeepCopy()),
        _ => this,
    };
}
