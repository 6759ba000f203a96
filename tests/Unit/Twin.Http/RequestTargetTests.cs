using CsCheck;
using Fairway.Twin.Http.Requests;
using Xunit;

namespace Fairway.Tests.Twin.Http;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/clusters/one/api/v1/pods", "one", "/api/v1/pods")]
    [InlineData("/clusters/one", "one", "/")]
    [InlineData("/clusters/one/", "one", "/")]
    [InlineData("https://127.0.0.1:6443/clusters/one/version?x=y", "one", "/version")]
    [InlineData("/clusters/one/api/v1/namespaces/a%2Fb", "one", "/api/v1/namespaces/a/b")]
    [InlineData("/clusters/one/..%2F..%2Fclusters%2Ftwo/api", "one", "/../../clusters/two/api")]
    [InlineData("/clusters/one/../two/api", "one", "/../two/api")]
    [InlineData("/clusters/one//api", "one", "//api")]
    [InlineData("/clusters/one/api/v1/namespaces/gr%C3%BCn+x", "one", "/api/v1/namespaces/grün+x")]
    public void A_path_is_decoded_but_never_leaves_its_cluster(string raw, string cluster, string path)
    {
        Assert.Equal(TargetParse.Ok, RequestTarget.Parse(raw, out var target));
        Assert.Equal(cluster, target.ClusterId);
        Assert.Equal(path, target.Path);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/clusters")]
    [InlineData("/api/v1/pods")]
    [InlineData("/%63lusters/one/api")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://127.0.0.1/api")]
    public void A_path_outside_clusters_names_none(string raw) =>
        Assert.Equal(TargetParse.NoCluster, RequestTarget.Parse(raw, out _));

    [Theory]
    [InlineData("/clusters/one/%")]
    [InlineData("/clusters/one/%4")]
    [InlineData("/clusters/one/%zz")]
    [InlineData("/clusters/one/%ff")]
    [InlineData("/clusters/one/%c3/%bc")]
    [InlineData("/clusters/one/%ed%a0%80")]
    public void A_broken_escape_is_malformed(string raw) =>
        Assert.Equal(TargetParse.Malformed, RequestTarget.Parse(raw, out _));

    [Fact]
    public void Query_parameters_come_decoded_in_order_and_as_often_as_they_were_sent()
    {
        const string raw = "/clusters/one/api?b=2&a=x%3Dy%2Cz&b=1&empty=&bare&plus=a+b%2B&u=%F0%9F%98%80";
        RequestTarget.Parse(raw, out var target);
        Assert.Equal(
            ["b=2", "a=x=y,z", "b=1", "empty=", "bare=", "plus=a b+", "u=\ud83d\ude00"],
            target.Query.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public void Parameters_that_do_not_decode_are_left_out_like_a_real_server_leaves_them_out()
    {
        RequestTarget.Parse("/clusters/one/api?limit=%zz&a=1;b=2&&ok=1", out var target);
        Assert.Equal(["ok=1"], target.Query.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public void Whatever_was_escaped_comes_back()
    {
        Gen.String.Sample(text =>
        {
            var wellFormed = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
            var escaped = Uri.EscapeDataString(wellFormed);
            Assert.True(PercentEncoding.TryDecode(escaped, plusIsSpace: true, out var decoded));
            Assert.Equal(wellFormed, decoded);
        });
    }

    [Fact]
    public void No_target_throws()
    {
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char["%/?&=;+.0aF"]), 0, 40].Sample(
            text => RequestTarget.Parse("/clusters/one/" + text, out _));
    }
}
