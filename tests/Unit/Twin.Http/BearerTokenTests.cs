using Fairway.Twin.Http.Security;
using Xunit;

namespace Fairway.Tests.Twin.Http;

public sealed class BearerTokenTests
{
    [Fact]
    public void A_new_token_has_256_bits_and_is_like_no_other()
    {
        var token = BearerToken.Create();
        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(token.Text).Length);
        Assert.NotEqual(token.Text, BearerToken.Create().Text);
    }

    [Fact]
    public void Only_the_token_itself_opens()
    {
        var token = new BearerToken("secret-1");
        Assert.True(token.Opens("Bearer secret-1"));
        Assert.True(token.Opens("bearer  secret-1 "));
        Assert.False(token.Opens(null));
        Assert.False(token.Opens(""));
        Assert.False(token.Opens("secret-1"));
        Assert.False(token.Opens("Bearer"));
        Assert.False(token.Opens("Bearer "));
        Assert.False(token.Opens("Bearer secret-2"));
        Assert.False(token.Opens("Bearer secret-11"));
        Assert.False(token.Opens("Basic secret-1"));
        Assert.False(token.Opens("Bearer " + new string('x', 5000)));
    }

    [Fact]
    public void A_token_does_not_print_itself() => Assert.DoesNotContain("secret", $"{new BearerToken("secret-1")}");
}
