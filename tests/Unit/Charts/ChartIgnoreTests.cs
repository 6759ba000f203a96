using System.Text;
using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts;

public sealed class ChartIgnoreTests
{
    [Theory]
    [InlineData("", "templates/.x", true)]
    [InlineData("", "templates/a/.x", false)]
    [InlineData("", ".x", false)]
    [InlineData("*.bak", "a/b/c.bak", true)]
    [InlineData("*.bak", "a.bak/c", false)]
    [InlineData("/a.txt", "a.txt", true)]
    [InlineData("/a.txt", "b/a.txt", false)]
    [InlineData("b/*.txt", "b/a.txt", true)]
    [InlineData("b/*.txt", "b/c/a.txt", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("docs/", "docs", false)]
    [InlineData("# a", "# a", false)]
    [InlineData("  a  ", "a", true)]
    [InlineData("!a", "a", false)]
    [InlineData("!a", "b", true)]
    public void A_file_is_left_out_by_the_rules(string rules, string path, bool isOut) =>
        Assert.Equal(isOut, Parse(rules).Ignores(path, isFolder: false));

    [Fact]
    public void A_rule_that_ends_in_a_slash_is_of_folders()
    {
        Assert.True(Parse("docs/").Ignores("a/docs", isFolder: true));
        Assert.False(Parse("docs/").Ignores("a/docs", isFolder: false));
    }

    [Theory]
    [InlineData("a\n**/b", "line 2: double-star")]
    [InlineData("[a", "syntax error in pattern")]
    [InlineData("a\\", "syntax error in pattern")]
    public void A_rule_that_cannot_be_read_is_told(string rules, string why)
    {
        var fault = Assert.Throws<ChartException>(() => Parse(rules));

        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Equal(".helmignore", fault.File);
    }

    private static ChartIgnore Parse(string rules) => ChartIgnore.Parse(Encoding.UTF8.GetBytes(rules));
}
