using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>What an expression gives that cannot be evaluated. Errors travel like values: <c>false &amp;&amp; error</c>
/// is false.</summary>
/// <param name="message">What is wrong, in the words of API servers: <c>no such key: x</c>.</param>
public sealed class CelError(string message) : CelValue
{
    private static readonly CelType ErrorType = CelType.Opaque("error");

    /// <summary>What is wrong.</summary>
    public string Message { get; } = message;

    /// <inheritdoc/>
    public override CelType Type => ErrorType;

    internal static CelError NoSuchOverload { get; } = new("no such overload");

    internal static CelError DivisionByZero { get; } = new("division by zero");

    internal static CelError ModulusByZero { get; } = new("modulus by zero");

    internal static CelError IntOverflow { get; } = new("integer overflow");

    internal static CelError UintOverflow { get; } = new("unsigned integer overflow");

    internal static CelError DurationOverflow { get; } = new("duration overflow");

    internal static CelError TimestampOverflow { get; } = new("timestamp overflow");

    internal static CelError NotANumber { get; } = new("NaN values cannot be ordered");

    /// <inheritdoc/>
    public override string ToString() => Message;

    internal static CelError NoSuchKey(CelValue key) => new($"no such key: {key}");

    internal static CelError OutOfBounds(CelValue index) => new($"index out of bounds: {index}");

    internal static CelError NoSuchCall(string function, ReadOnlySpan<CelValue> arguments)
    {
        var names = new string[arguments.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = arguments[i].Type.Name;
        }

        return new($"no such overload: {function}({string.Join(", ", names)})");
    }

    internal static CelError Conversion(CelType from, CelTypeKind to) =>
        new($"type conversion error from '{from.Name}' to '{NameOf(to)}'");

    internal override CelValue EqualTo(CelValue other) => this;

    internal override CelValue ConvertTo(CelTypeKind kind) => this;

    internal override CelValue? Find(CelValue key) => this;

    private static string NameOf(CelTypeKind kind) => kind switch
    {
        CelTypeKind.Bool => CelType.Bool.Name,
        CelTypeKind.Int => CelType.Int.Name,
        CelTypeKind.Uint => CelType.Uint.Name,
        CelTypeKind.Double => CelType.Double.Name,
        CelTypeKind.String => CelType.String.Name,
        CelTypeKind.Bytes => CelType.Bytes.Name,
        CelTypeKind.Timestamp => CelType.Timestamp.Name,
        CelTypeKind.Duration => CelType.Duration.Name,
        _ => CelType.Type.Name,
    };
}
