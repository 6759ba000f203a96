using Fairway.Kube.Objects;
using Xunit;

namespace Fairway.Tests.Kube.Objects;

public sealed class ResourceVersionTests
{
    [Theory]
    [InlineData("9", "10", false)]
    [InlineData("10", "9", true)]
    [InlineData("10", "10", true)]
    [InlineData("18446744073709551615", "2", true)]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "abd", false)]
    [InlineData("12", "abc", false)]
    public void Numbers_are_compared_as_numbers_and_other_text_only_for_equality(
        string version, string other, bool atLeast) =>
        Assert.Equal(atLeast, ResourceVersion.Parse(version).IsAtLeast(ResourceVersion.Parse(other)));

    [Theory]
    [InlineData("1")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("007")]
    [InlineData("+7")]
    [InlineData("v7")]
    public void Every_version_comes_back_as_it_was(string text) =>
        Assert.Equal(text, ResourceVersion.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    public void No_version_is_none(string? text) => Assert.True(ResourceVersion.Parse(text).IsNone);

    [Fact]
    public void The_later_of_two_is_kept_or_the_last_where_none_is_later()
    {
        Assert.Equal("10", Later("10", "9"));
        Assert.Equal("10", Later("9", "10"));
        Assert.Equal("b", Later("a", "b"));
        Assert.Equal("5", Later("5", ""));
    }

    private static string Later(string known, string met) =>
        ResourceVersion.Later(ResourceVersion.Parse(known), ResourceVersion.Parse(met)).ToString();
}
