using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Twin.Api.Access.Tokens;
using Xunit;

namespace Fairway.Tests.Twin.Api.Access;

public sealed class TokenCodecTests
{
    private static readonly TokenKey Key = TokenKey.From(() => [1, 2, 3]);

    private static readonly TokenClaims Claims = new("shop", new TokenReference("web", "u1"))
    {
        Issuer = "me",
        Subject = "system:serviceaccount:shop:web",
        Id = "j",
        Audiences = ["a", "b"],
        Expiry = 20,
        NotBefore = 10,
        IssuedAt = 10,
        Pod = new TokenReference("p", "u2"),
    };

    [Fact]
    public void What_was_signed_is_read()
    {
        var read = TokenCodec.Read(TokenCodec.Write(Claims, Key), Key)!;
        Assert.Equal(Claims with { Audiences = [] }, read with { Audiences = [] });
        Assert.Equal(Claims.Audiences, read.Audiences);
    }

    [Fact]
    public void The_key_of_a_secret_is_always_the_same()
    {
        Assert.Equal(Key.Id, TokenKey.From(() => [1, 2, 3]).Id);
        Assert.NotEqual(Key.Id, TokenKey.From(() => [1, 2, 4]).Id);
        Assert.NotNull(TokenCodec.Read(TokenCodec.Write(Claims, Key), TokenKey.From(() => [1, 2, 3])));
        Assert.Null(TokenCodec.Read(TokenCodec.Write(Claims, TokenKey.Create()), Key));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("ES384")]
    public void No_other_algorithm_is_taken(string algorithm)
    {
        var parts = TokenCodec.Write(Claims, Key).Split('.');
        var text = $$"""{"alg":"{{algorithm}}","kid":"{{Key.Id}}"}""";
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
        Assert.Null(TokenCodec.Read($"{header}.{parts[1]}.{parts[2]}", Key));
        Assert.Null(TokenCodec.Read($"{header}.{parts[1]}.", Key));
    }

    [Theory]
    [InlineData("""{"alg":"ES256","kid":"KID","crit":["x"]}""")]
    [InlineData("""{"alg":"ES256","alg":"ES256","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256"}""")]
    [InlineData("""{"alg":"ES256","kid":"other"}""")]
    [InlineData("[]")]
    public void A_strange_header_is_refused_though_it_is_signed(string header)
    {
        var body = Encoding.UTF8.GetBytes(Claims.ToJson().ToJsonString());
        Assert.Null(TokenCodec.Read(Signed(header.Replace("KID", Key.Id, StringComparison.Ordinal), body), Key));
        Assert.NotNull(TokenCodec.Read(Signed($$"""{"alg":"ES256","kid":"{{Key.Id}}"}""", body), Key));
    }

    [Theory]
    [InlineData("exp", "\"soon\"")]
    [InlineData("exp", "-1")]
    [InlineData("nbf", "1.5")]
    [InlineData("aud", "[1]")]
    [InlineData("kubernetes.io", "\"x\"")]
    public void A_claim_of_another_type_is_refused_though_it_is_signed(string claim, string value)
    {
        var claims = Claims.ToJson();
        claims[claim] = JsonNode.Parse(value);
        var header = $$"""{"alg":"ES256","kid":"{{Key.Id}}"}""";
        Assert.Null(TokenCodec.Read(Signed(header, Encoding.UTF8.GetBytes(claims.ToJsonString())), Key));
    }

    [Fact]
    public void No_change_of_one_character_is_taken()
    {
        var token = TokenCodec.Write(Claims, Key);
        Gen.Int[0, token.Length - 1].Select(Gen.Char[' ', '~']).Sample((at, with) =>
        {
            var changed = token[..at] + with + token[(at + 1)..];
            return changed == token || TokenCodec.Read(changed, Key) is null;
        });
    }

    [Fact]
    public void Nonsense_is_refused_without_a_fault() =>
        Gen.String.Array[1, 4].Select(parts => string.Join('.', parts))
            .Sample(text => TokenCodec.Read(text, Key) is null);

    private static string Signed(string header, byte[] body)
    {
        var head = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header));
        var signed = $"{head}.{Base64Url.EncodeToString(body)}";
        return $"{signed}.{Base64Url.EncodeToString(Key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }
}
