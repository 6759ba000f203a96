using Fairway.Twin.Http.Responses;
using Xunit;

namespace Fairway.Tests.Twin.Http;

public sealed class WarningHeaderTests
{
    [Fact]
    public void Quotes_and_backslashes_are_escaped() =>
        Assert.Equal(
            ["299 - \"unknown field \\\"spec.x\\\" \\\\ end\""],
            WarningHeader.Values(["unknown field \"spec.x\" \\ end"]));

    [Fact]
    public void Control_characters_cannot_start_a_new_header() =>
        Assert.Equal(["299 - \"a  Set-Cookie: b\""], WarningHeader.Values(["a\r\nSet-Cookie: b"]));

    [Fact]
    public void A_text_is_sent_once() => Assert.Equal(2, WarningHeader.Values(["a", "b", "a", ""]).Length);

    [Fact]
    public void Many_long_texts_are_cut()
    {
        var texts = Enumerable.Range(0, 100).Select(number => number + new string('x', 500));
        var values = WarningHeader.Values([.. texts]);
        Assert.Equal(16, values.Length);
        Assert.All(values, value => Assert.True(value.Length < 280));
    }
}
