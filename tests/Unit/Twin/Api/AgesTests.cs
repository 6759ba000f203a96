using Fairway.Twin.Api.Tables;
using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class AgesTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(312, "5m12s")]
    [InlineData(600, "10m")]
    [InlineData(3 * 3600, "3h")]
    [InlineData((3 * 3600) + (25 * 60), "3h25m")]
    [InlineData(9 * 3600, "9h")]
    [InlineData(52 * 3600, "2d4h")]
    [InlineData(15 * 86400, "15d")]
    [InlineData(800 * 86400L, "2y70d")]
    [InlineData(3000 * 86400L, "8y")]
    [InlineData(-5, "<invalid>")]
    public void Ages_have_two_units_only_while_the_first_is_small(long seconds, string expected) =>
        Assert.Equal(expected, Ages.Text(TimeSpan.FromSeconds(seconds)));
}
