using Fairway.Cli.Observing;
using Xunit;

namespace Fairway.Tests.Cli.Observing;

public sealed class MetricsAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:9464", "127.0.0.1:9464")]
    [InlineData(":9464", "[::]:9464")]
    [InlineData("[::1]:0", "[::1]:0")]
    [InlineData("0.0.0.0:80", "0.0.0.0:80")]
    [InlineData("9464", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("fe80::1:9464", null)]
    [InlineData("localhost:9464", null)]
    [InlineData("127.0.0.1:65536", null)]
    [InlineData(":", null)]
    [InlineData("", null)]
    public void An_address_is_an_ip_address_and_a_port(string text, string? expected) =>
        Assert.Equal(expected, MetricsAddress.Parse(text)?.ToString());
}
