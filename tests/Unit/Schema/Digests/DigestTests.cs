using CsCheck;
using Fairway.Schema.Digests;
using Xunit;

namespace Fairway.Tests.Schema.Digests;

public sealed class DigestTests
{
    private const string OfAbc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void A_digest_is_the_SHA_256_of_the_content() => Assert.Equal(OfAbc, Digest.Of("abc"u8).ToString());

    [Fact]
    public void A_text_and_the_bytes_give_the_same_digest_back() =>
        Gen.Byte.Array[Digest.Size].Sample(static bytes =>
        {
            var digest = new Digest(bytes);

            Assert.Equal(bytes, digest.ToBytes());
            Assert.Equal(digest, Digest.Parse(digest.ToString()));
        });

    [Fact]
    public void Digests_are_ordered_as_their_texts() =>
        Gen.Select(Gen.Byte.Array[Digest.Size], Gen.Byte.Array[Digest.Size]).Sample(static (one, other) =>
        {
            var (a, b) = (new Digest(one), new Digest(other));

            Assert.Equal(
                Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString())), Math.Sign(a.CompareTo(b)));
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("sha256:ab")]
    [InlineData("sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void A_text_that_is_no_digest_is_refused(string? text)
    {
        Assert.False(Digest.TryParse(text, out _));
        Assert.Contains("is no digest", Assert.Throws<FormatException>(() => Digest.Parse(text!)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_of_other_than_32_bytes_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Digest(new byte[31]));
}
