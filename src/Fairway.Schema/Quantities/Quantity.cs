using System.Numerics;

namespace Fairway.Schema.Quantities;

/// <summary>
/// An amount of a resource: a decimal number with a suffix (<c>100m</c>, <c>1.5Gi</c>, <c>1e3</c>), held exactly. What
/// cannot be said with nine decimal places is rounded away from zero. Equality and order are by value: <c>1000m</c>
/// equals <c>1</c>.
/// </summary>
public readonly struct Quantity : IComparable<Quantity>, IEquatable<Quantity>
{
    /// <summary>What an API server answers to a text that has not the form of a quantity.</summary>
    internal const string FormatMessage =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private readonly BigInteger unscaled;
    private readonly int scale;
    private readonly QuantityFormat format;
    private readonly string? text;

    /// <param name="unscaled">The number without its decimal places.</param>
    /// <param name="scale">The power of ten that it is multiplied with.</param>
    /// <param name="format">The family of its suffix.</param>
    /// <param name="text">The canonical text where it is known.</param>
    internal Quantity(BigInteger unscaled, int scale, QuantityFormat format, string? text = null)
    {
        this.unscaled = unscaled;
        this.scale = scale;
        this.format = format;
        this.text = text;
    }

    /// <summary>The value, rounded up to a whole number, as far as it fits.</summary>
    public long Value => Saturate(Powers.ScaleUp(unscaled, scale, 0));

    /// <summary>The value in thousandths, rounded up to a whole number, as far as it fits.</summary>
    public long MilliValue => Saturate(Powers.ScaleUp(unscaled, scale, -3));

    /// <summary>The value as a floating-point number; digits beyond what it holds are lost.</summary>
    public double ApproximateValue => scale >= 0
        ? (double)(unscaled * Powers.Ten(scale))
        : (double)unscaled / (double)Powers.Ten(-scale);

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => unscaled.Sign;

    /// <summary>Whether the values are equal.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    /// <summary>Whether the left value is the smaller.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left value is the greater.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left value is not the greater.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left value is not the smaller.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    /// <summary>The sum, in the format of the left operand.</summary>
    public static Quantity operator +(Quantity left, Quantity right)
    {
        var (a, b, scale) = Align(left, right);
        return new Quantity(a + b, scale, left.unscaled.IsZero ? right.format : left.format);
    }

    /// <summary>The difference, in the format of the left operand.</summary>
    public static Quantity operator -(Quantity left, Quantity right)
    {
        var (a, b, scale) = Align(left, right);
        return new Quantity(a - b, scale, left.unscaled.IsZero ? right.format : left.format);
    }

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="FormatException">The text is no quantity.</exception>
    public static Quantity Parse(string text) =>
        TryParse(text, out var quantity, out var problem) ? quantity : throw new FormatException(problem);

    /// <summary>The value, if it is a whole number that fits.</summary>
    public bool TryWhole(out long whole)
    {
        var (number, power) = Powers.Strip(unscaled, scale, 10);
        var isWhole = power >= 0 && (number.IsZero || power < 20);
        var value = isWhole ? number * Powers.Ten(power) : BigInteger.Zero;
        whole = isWhole && value >= long.MinValue && value <= long.MaxValue ? (long)value : 0;
        return isWhole && value >= long.MinValue && value <= long.MaxValue;
    }

    /// <summary>Reads a quantity, or says what is wrong with it in the API server's words.</summary>
    public static bool TryParse(string text, out Quantity quantity, out string problem)
    {
        quantity = default;
        problem = QuantityReader.Read(text, ref quantity) ?? "";
        return problem.Length == 0;
    }

    /// <summary>The canonical text with at most three decimal places, rounded up.</summary>
    internal string RoundUpToMilli() => scale >= -3
        ? ToString()
        : new Quantity(Powers.ScaleUp(unscaled, scale, -3), -3, format).ToString();

    /// <inheritdoc/>
    public int CompareTo(Quantity other)
    {
        var (a, b, _) = Align(this, other);
        return a.CompareTo(b);
    }

    /// <inheritdoc/>
    public bool Equals(Quantity other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var (bare, power) = Powers.Strip(unscaled, scale, 10);
        return (bare, power).GetHashCode();
    }

    /// <summary>The canonical text: no fraction, the largest suffix that loses nothing.</summary>
    public override string ToString() => text ?? QuantityWriter.Write(unscaled, scale, format);

    private static (BigInteger Left, BigInteger Right, int Scale) Align(Quantity left, Quantity right)
    {
        var scale = Math.Min(left.scale, right.scale);
        var (a, b) = (Powers.Ten(left.scale - scale), Powers.Ten(right.scale - scale));
        return (left.unscaled * a, right.unscaled * b, scale);
    }

    private static long Saturate(BigInteger number) =>
        number > long.MaxValue ? long.MaxValue : number < long.MinValue ? long.MinValue : (long)number;
}
