using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Fairway.Api;
using Fairway.Api.Meta;
using Xunit;

namespace Fairway.Tests.Api.Meta;

public sealed class DurationTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("90s", 90_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("250ms", 250)]
    [InlineData("1h1m1s1ms", 3_661_001)]
    [InlineData("007s", 7000)]
    [InlineData("99999h", 359_996_400_000)]
    public void Texts_are_read_in_milliseconds(string text, long milliseconds)
    {
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Duration.TryParse(text)?.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("5 m")]
    [InlineData("1m1h")]
    [InlineData("1d")]
    [InlineData("5m\n")]
    [InlineData("100000h")]
    [InlineData("99999999999999999999999s")]
    [InlineData("٣s")]
    public void What_is_no_duration_is_not_read(string text)
    {
        Assert.Null(Duration.TryParse(text));
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(90_000, "1m30s")]
    [InlineData(3_600_000, "1h")]
    [InlineData(86_400_000, "24h")]
    [InlineData(1001, "1s1ms")]
    public void The_shortest_text_is_written(long milliseconds, string text)
    {
        Assert.Equal(text, new Duration(TimeSpan.FromMilliseconds(milliseconds)).ToString());
    }

    [Fact]
    public void A_negative_time_is_written_as_none()
    {
        Assert.Equal("0s", new Duration(TimeSpan.FromSeconds(-3)).ToString());
    }

    [Fact]
    public void What_is_written_is_read_as_it_was() => Gen.Long[0, 300_000_000_000].Sample(milliseconds =>
    {
        var made = new Duration(TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(made, Duration.TryParse(made.ToString()));
    });

    [Fact]
    public void The_schema_takes_what_is_read_and_nothing_else() =>
        Gen.String[Gen.Char["0123456789hms -\n"], 0, 12].Sample(text =>
        {
            var pattern = Duration.Pattern.Replace("$", "\\z", StringComparison.Ordinal);
            Assert.Equal(text.Length >= 2 && Regex.IsMatch(text, pattern), Duration.TryParse(text) is not null);
        });

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("5")]
    [InlineData("{}")]
    public void A_wrong_value_is_refused_with_an_example(string json)
    {
        var refusal = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(
            $$$$"""{"spec":{"stepDeadline":{{{{json}}}}}}""", ApiJson.Default.ReleasePipeline));

        Assert.Equal("$.spec.stepDeadline", refusal.Path);
        Assert.Equal("must be a duration such as 90s or 1h30m", refusal.Message);
    }
}
