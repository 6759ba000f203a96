using System.Globalization;
using CsCheck;
using Fairway.Schema.Quantities;
using Xunit;

namespace Fairway.Tests.Schema.Quantities;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0Ki", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("1000m", "1")]
    [InlineData("0.5", "500m")]
    [InlineData("1.5", "1500m")]
    [InlineData("1.50", "1500m")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1024", "1024")]
    [InlineData("0.5Ki", "512")]
    [InlineData("1500Mi", "1500Mi")]
    [InlineData("1e3", "1e3")]
    [InlineData("12e2", "1200")]
    [InlineData("1E3", "1E3")]
    [InlineData("2E", "2E")]
    [InlineData("1000k", "1M")]
    [InlineData("-1500m", "-1500m")]
    [InlineData("+1", "+1")]
    [InlineData("0.1n", "1n")]
    [InlineData("100000", "100k")]
    [InlineData("123456", "123456")]
    [InlineData("16Ei", "9223372036854775807")]
    [InlineData("5.", "5.")]
    [InlineData(".5", "500m")]
    public void A_quantity_is_written_in_canonical_form(string text, string canonical) =>
        Assert.Equal(canonical, Quantity.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("lots")]
    [InlineData("1 Gi")]
    [InlineData("1.2.3")]
    [InlineData("1Gi1x")]
    public void What_has_not_the_form_of_a_quantity_is_refused(string text)
    {
        Assert.False(Quantity.TryParse(text, out _, out var problem));
        Assert.Equal(Quantity.FormatMessage, problem);
    }

    [Theory]
    [InlineData("--1")]
    [InlineData("1KiB")]
    [InlineData("1mm")]
    [InlineData("1K")]
    [InlineData("1Gi1")]
    public void An_unknown_suffix_is_refused(string text) => Assert.False(Quantity.TryParse(text, out _, out _));

    [Theory]
    [InlineData("1", "1000m", 0)]
    [InlineData("1Gi", "1G", 1)]
    [InlineData("100m", "0.2", -1)]
    [InlineData("-1", "1", -1)]
    public void Quantities_compare_by_value(string left, string right, int order)
    {
        Assert.Equal(order, Quantity.Parse(left).CompareTo(Quantity.Parse(right)));
        Assert.Equal(order == 0, Quantity.Parse(left) == Quantity.Parse(right));
    }

    [Theory]
    [InlineData("100m", 1, 100)]
    [InlineData("1500m", 2, 1500)]
    [InlineData("2Ki", 2048, 2_048_000)]
    [InlineData("100u", 1, 1)]
    public void Whole_values_are_rounded_up(string text, long value, long milli)
    {
        Assert.Equal(value, Quantity.Parse(text).Value);
        Assert.Equal(milli, Quantity.Parse(text).MilliValue);
    }

    [Fact]
    public void Sums_keep_the_format_of_the_left()
    {
        Assert.Equal("1536Mi", (Quantity.Parse("1Gi") + Quantity.Parse("512Mi")).ToString());
        Assert.Equal("900m", (Quantity.Parse("1") - Quantity.Parse("100m")).ToString());
    }

    [Fact]
    public void The_canonical_form_is_its_own_canonical_form_and_has_the_same_value() =>
        Gen.Select(
            Gen.Long[-1_000_000_000_000, 1_000_000_000_000],
            Gen.Int[0, 6],
            Gen.OneOf("", "n", "u", "m", "k", "M", "G", "Ki", "Mi", "Gi", "e2", "E-3"))
        .Sample((number, places, suffix) =>
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            var cut = Math.Max(text.StartsWith('-') ? 2 : 1, text.Length - places);
            var quantity = Quantity.Parse($"{text[..cut]}.{text[cut..]}{suffix}");
            var again = Quantity.Parse(quantity.ToString());
            return again.Equals(quantity) && again.GetHashCode() == quantity.GetHashCode();
        });

    [Fact]
    public void Any_text_is_read_or_refused_and_nothing_else() =>
        Gen.String[Gen.Char["+-.0123456789eEinumkKMGTP x"], 0, 12].Sample(text =>
        {
            if (Quantity.TryParse(text, out var quantity, out var problem))
            {
                Assert.True(Quantity.TryParse(quantity.ToString(), out var again, out _));
                Assert.Equal(quantity, again);
            }
            else
            {
                Assert.NotEmpty(problem);
            }
        });
}
