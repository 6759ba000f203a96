using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>A sequence of bytes.</summary>
public sealed class CelBytes : CelValue
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <param name="value">The bytes; they are taken over.</param>
    public CelBytes(byte[] value) => Value = [.. value];

    /// <summary>What they are.</summary>
    public ImmutableArray<byte> Value { get; }

    /// <inheritdoc/>
    public override CelType Type => CelType.Bytes;

    internal override long? Size => Value.Length;

    internal override bool IsZero => Value.IsEmpty;

    /// <inheritdoc/>
    public override JsonNode ToJson() => JsonValue.Create(Convert.ToBase64String(Value.AsSpan()));

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(' ', Value)}]";

    internal override CelValue EqualTo(CelValue other) =>
        CelBool.Of(other is CelBytes that && that.Value.AsSpan().SequenceEqual(Value.AsSpan()));

    internal override CelValue CompareTo(CelValue other) => other is CelBytes that
        ? CelInt.Of(Math.Sign(Value.AsSpan().SequenceCompareTo(that.Value.AsSpan())))
        : CelError.NoSuchOverload;

    internal override CelValue Add(CelValue other) =>
        other is CelBytes that ? new CelBytes([.. Value, .. that.Value]) : CelError.NoSuchOverload;

    internal override CelValue ConvertTo(CelTypeKind kind) =>
        kind == CelTypeKind.String ? ToText() : base.ConvertTo(kind);

    private CelValue ToText()
    {
        try
        {
            return new CelString(Strict.GetString(Value.AsSpan()));
        }
        catch (DecoderFallbackException)
        {
            return new CelError("invalid UTF-8 in bytes, cannot convert to string");
        }
    }
}
