using System.Text.Json;
using CsCheck;
using Fairway.Api;
using Fairway.Api.Meta;
using Xunit;

namespace Fairway.Tests.Api.Meta;

public sealed class IntOrPercentTests
{
    [Theory]
    [InlineData("0", 0, false)]
    [InlineData("3", 3, false)]
    [InlineData("25%", 25, true)]
    [InlineData("100%", 100, true)]
    public void Counts_and_shares_are_read(string text, int value, bool isPercent)
    {
        Assert.Equal(new IntOrPercent(value, isPercent), IntOrPercent.TryParse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("-1")]
    [InlineData("101%")]
    [InlineData("1.5%")]
    [InlineData(" 5%")]
    [InlineData("5 %")]
    [InlineData("3000000000")]
    public void What_is_neither_is_not_read(string text)
    {
        Assert.Null(IntOrPercent.TryParse(text));
    }

    [Theory]
    [InlineData("50%", 3, 2, 1)]
    [InlineData("1%", 10, 1, 0)]
    [InlineData("0%", 10, 0, 0)]
    [InlineData("100%", 10, 10, 10)]
    [InlineData("4", 10, 4, 4)]
    [InlineData("40", 10, 10, 10)]
    [InlineData("99%", 2_000_000_000, 1_980_000_000, 1_980_000_000)]
    public void Shares_are_rounded_as_is_said(string text, int total, int up, int down)
    {
        var share = IntOrPercent.TryParse(text)!.Value;

        Assert.Equal(up, share.RoundUp(total));
        Assert.Equal(down, share.RoundDown(total));
    }

    [Fact]
    public void A_share_is_never_less_than_none_nor_more_than_all() =>
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, int.MaxValue]).Sample((percent, total) =>
        {
            var share = IntOrPercent.Percent(percent);
            Assert.InRange(share.RoundDown(total), 0, share.RoundUp(total));
            Assert.InRange(share.RoundUp(total), share.RoundDown(total), total);
            Assert.InRange(share.RoundUp(total) - share.RoundDown(total), 0, 1);
        });

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("3000000000")]
    [InlineData("\"101%\"")]
    [InlineData("\"many\"")]
    [InlineData("true")]
    public void A_wrong_value_is_refused_with_examples(string json)
    {
        var refusal = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(
            $$$$"""{"spec":{"health":{"readyNodes":{{{{json}}}}}}}""", ApiJson.Default.ReleasePipeline));

        Assert.Equal("$.spec.health.readyNodes", refusal.Path);
        Assert.Equal("must be a count such as 3, or a percentage such as \"25%\"", refusal.Message);
    }
}
